//! A visit whose note cannot be shown still stands in its case's timeline: what cannot be read does not hide.

use super::super::case::{self, Unshown, VisitEntry};
use super::super::columns;
use crate::context::{Context, Touched};
use crate::error::VaultError;
use casework::id::{CaseId, VisitId};
use casework::visit::VisitNote;
use history::{Entry, RecordState};
use rusqlite::Connection;
use serde::Deserialize as _;

/// Takes the entry out: the note can be shown now, or the entry is written anew.
pub(super) fn remove(
    conn: &Connection,
    touched: &Touched,
    context: &Context,
) -> Result<(), VaultError> {
    let of = CaseId(touched.file.0);
    match case::remove_unshown(conn, of, VisitId(touched.record.0))? {
        true => case::refresh_dates(conn, of, -1, context),
        false => Ok(()),
    }
}

/// Writes the entry of a visit of which there is no note, or one that cannot be shown. Of which case it is, its file says.
pub(super) fn put(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let visit = VisitId(touched.record.0);
    remove(conn, touched, context)?;
    let told = told(state);
    let at =
        told.map_or_else(|| begun(visit), |entry| columns::clock_millis(entry.header.clock.millis));
    let of = CaseId(touched.file.0);
    let entry = VisitEntry { case: of, visit, note: None, on_day: columns::day_at(at)?, at };
    let who = told.map_or("", |entry| context.name_of(entry.header.author));
    case::put_unshown(conn, &entry, why(state), who)?;
    case::refresh_dates(conn, of, 1, context)
}

/// The change that tells when and who: the note, else the first that is believed.
fn told(state: &RecordState) -> Option<&Entry> {
    let believed = state.entries().filter(|entry| entry.is_proven());
    unshown(state).or_else(|| believed.min_by_key(|entry| entry.display_key()))
}

/// The first note that cannot be shown.
fn unshown(state: &RecordState) -> Option<&Entry> {
    let cannot =
        |note: &Entry| note.value().is_none_or(|value| VisitNote::deserialize(value).is_err());
    state.notes().into_iter().find(|note| cannot(note))
}

fn why(state: &RecordState) -> Unshown {
    let newer = match unshown(state) {
        // A value without the form of a note is what a later version made of it.
        Some(note) => note.is_newer() || note.value().is_some(),
        None => !state.newer().is_empty(),
    };
    if newer { Unshown::Newer } else { Unshown::Unreadable }
}

/// When the visit was begun, in milliseconds, as its id says.
fn begun(visit: VisitId) -> i64 {
    let (seconds, nanos) = visit.0.get_timestamp().map_or((0, 0), |at| at.to_unix());
    columns::clock_millis(
        seconds.saturating_mul(1_000).saturating_add(u64::from(nanos / 1_000_000)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::EntryKind;
    use crate::views::testing::{
        World, case as a_case, case_id, client, client_id, day, note, visit_id,
    };
    use casework::fields::{FieldId, RecordKind, value};
    use history::{ChangeKind, Content};

    const PLACE: (FieldId, ChangeKind) = (FieldId::WHOLE, ChangeKind::NOTE);

    /// The case whose file every change of the world is in.
    fn of() -> CaseId {
        case_id(1)
    }

    fn world() -> World {
        let mut world = World::new();
        world.edit(client_id(1), &client("王小米"));
        world.edit(of(), &a_case(client_id(1), "JF-1"));
        world
    }

    fn signed(world: &mut World, n: u64, content: Content) {
        let place = (RecordKind::VISIT, visit_id(n).into());
        world.append_content(place, PLACE, vec![], content);
        world.refresh(place.0, place.1);
    }

    fn kinds(world: &World) -> Vec<EntryKind> {
        let (entries, total) = world.read().timeline(of(), 0, 99).unwrap();
        assert_eq!(total as usize, entries.len());
        entries.into_iter().map(|entry| entry.kind).collect()
    }

    #[test]
    fn trust_37_a_note_that_cannot_be_shown_does_not_hide() {
        let mut world = world();
        signed(&mut world, 1, Content::Unreadable);
        signed(&mut world, 2, Content::Newer);
        signed(&mut world, 3, Content::Value("in a form not known here".into()));
        signed(&mut world, 4, Content::Unproven);
        let expected = [
            EntryKind::Newer,
            EntryKind::Newer,
            EntryKind::Unreadable,
            EntryKind::Intake,
            EntryKind::Unreadable,
        ];
        assert_eq!(kinds(&world), expected, "the last has no time that could be believed");
        let (entries, _) = world.read().timeline(of(), 0, 1).unwrap();
        assert_eq!((entries[0].who.as_str(), entries[0].on), ("吕社工", day(0)));
        assert_eq!((&entries[0].visit, entries[0].sentence.as_str()), (&None, ""));
        assert_eq!(world.read().case(of()).unwrap().unwrap().last_visit, None);
        world.check_rebuild();
    }

    #[test]
    fn the_entry_gives_way_to_the_note() {
        let mut world = world();
        world.sign_addendum(visit_id(1), "先到的补记");
        assert_eq!(kinds(&world), [EntryKind::Unreadable, EntryKind::Intake]);
        world.check_rebuild();
        signed(
            &mut world,
            1,
            Content::Value(value(&note(of(), client_id(1), day(0), "后到的记录"))),
        );
        assert_eq!(kinds(&world), [EntryKind::Visit, EntryKind::Intake]);
        world.check_rebuild();
    }
}
