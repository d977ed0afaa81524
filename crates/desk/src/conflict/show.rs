//! From merged records to what the screens show of conflicts.

use super::view::{ConflictKind, DisputedField, Had, Opinion, SetAside, Side, Subject};
use crate::failure::Failure;
use crate::seen::shown;
use crate::steps::{at, field_name, text};
use casework::fields::{FieldId, RecordKind};
use casework::id::{ActionId, CaseId, ClientId, MemberId, PersonId, RecordId};
use history::{Conflict, Entry, RecordState};
use serde_json::Value;
use vault::{Listed, Reader, SetAsideRow};

/// The field's name in the forms.
pub(crate) fn named(kind: RecordKind, field: FieldId) -> String {
    field_name(kind, field).unwrap_or("unknown").to_owned()
}

/// The names of a record's fields on which people disagree.
pub(crate) fn disputed_names(
    read: Reader<'_>,
    kind: RecordKind,
    record: RecordId,
) -> Result<Vec<String>, Failure> {
    let fields = read.conflicts_of(record)?.into_iter();
    Ok(fields.map(|field| named(kind, field)).collect())
}

/// Which record it is, as far as it is known here.
pub(crate) fn subject(
    read: Reader<'_>,
    kind: RecordKind,
    record: RecordId,
) -> Result<Subject, Failure> {
    let (kind, client, case, about) = match kind {
        RecordKind::MEMBER => {
            let member = read.member(MemberId(record.0))?;
            let (client, name) = member.map(|found| (found.client, found.member.name)).unzip();
            (ConflictKind::Member, client, None, name)
        }
        RecordKind::CASE => {
            let case = read.case(CaseId(record.0))?.map(|found| found.case);
            let (client, number) = case.map(|case| (case.client, case.number)).unzip();
            (ConflictKind::Case, client, Some(CaseId(record.0)), number)
        }
        RecordKind::ACTION => {
            let action = read.action(ActionId(record.0))?;
            let case = action.as_ref().map(|action| action.case);
            let (client, what) = action.map(|found| (found.client, found.agreed.what)).unzip();
            (ConflictKind::Action, client, case, what)
        }
        _ => (ConflictKind::Client, Some(ClientId(record.0)), None, None),
    };
    // A case may arrive before its client.
    let found = client.map(|id| read.client(id)).transpose()?.flatten();
    Ok(Subject {
        record,
        kind,
        client: found.as_ref().map(|found| found.id),
        client_name: found.map(|found| found.client.name).unwrap_or_default(),
        case,
        about: about.unwrap_or_default(),
    })
}

/// A field in conflict, with its values side by side.
pub(crate) fn disputed(
    read: Reader<'_>,
    me: PersonId,
    state: &RecordState,
    conflict: &Conflict<'_>,
) -> DisputedField {
    let mut opinions: Vec<Opinion> = Vec::new();
    for entry in &conflict.sides {
        let Some(value) = entry.value() else { continue };
        let written = side(read, me, state, entry);
        match opinions.iter_mut().find(|opinion| opinion.value == *value) {
            Some(opinion) => opinion.by.push(written),
            None => opinions.push(Opinion {
                value: value.clone(),
                text: text([value].into_iter()),
                by: vec![written],
            }),
        }
    }
    let kind = state.place().map_or(RecordKind::CLIENT, |place| place.kind);
    DisputedField {
        field: named(kind, conflict.field),
        since: at(conflict.since().millis),
        opinions,
        seen: shown(conflict.sides.iter().map(|side| side.id)),
    }
}

fn side(read: Reader<'_>, me: PersonId, state: &RecordState, entry: &Entry) -> Side {
    let had = state.replaced(entry).into_iter().map(|old| Had {
        who: read.person_of(old.header.author).to_owned(),
        at: at(old.header.clock.millis),
        text: text(old.value().into_iter()),
    });
    Side {
        change: entry.id.to_string(),
        who: read.person_of(entry.header.author).to_owned(),
        own: read.is_device_of(me, entry.header.author),
        at: at(entry.header.clock.millis),
        had: had.collect(),
    }
}

/// The values of the person at the desk that somebody else decided against.
pub(crate) fn set_aside(
    read: Reader<'_>,
    me: PersonId,
    limit: u32,
) -> Result<Listed<SetAside>, Failure> {
    let found = read.set_aside(me, limit)?;
    let first = found.first.iter().map(|row| one_set_aside(read, row));
    Ok(Listed { first: first.collect::<Result<_, _>>()?, total: found.total })
}

fn one_set_aside(read: Reader<'_>, row: &SetAsideRow) -> Result<SetAside, Failure> {
    let state = read.state(row.record)?;
    let live = state.live(row.field);
    let said = |id| state.entry(id).and_then(Entry::value);
    let mut now: Vec<&Value> = live.iter().filter_map(|id| said(*id)).collect();
    now.dedup();
    Ok(SetAside {
        change: row.change.to_string(),
        of: subject(read, row.kind, row.record)?,
        field: named(row.kind, row.field),
        who: read.person_of(row.by).to_owned(),
        at: row.at,
        own: text(said(row.change).into_iter()),
        now: text(now.into_iter()),
        seen: shown(live),
    })
}
