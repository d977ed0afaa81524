//! Actions: what was agreed at a visit, and what became of it. The two come from different records and may
//! arrive in any order.

use super::case;
use super::columns;
use super::rows::{all, first};
use crate::context::Touched;
use crate::error::VaultError;
use crate::reader::Reader;
use crate::search::{self, DocId, DocKind, Document, prose};
use casework::action::{ActionProgress, AgreedAction};
use casework::fields::Edited as _;
use casework::id::{ActionId, CaseId, ClientId, VisitId};
use casework::visit::VisitNote;
use history::{ChangeId, RecordState};
use rusqlite::{Connection, Row, named_params, params};

/// An action on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRecord {
    /// As agreed.
    pub agreed: AgreedAction,
    /// What became of it.
    pub progress: ActionProgress,
    /// The case.
    pub case: CaseId,
    /// The visit at which it was agreed.
    pub visit: VisitId,
    /// The client.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// People disagree about what became of it.
    pub conflict: bool,
    /// The changes that this shows: what an edit names. Empty until anything became of it.
    pub seen: Vec<ChangeId>,
}

/// What [`record`] reads.
pub(super) const COLUMNS: &str = "a.id, a.what, a.owner, a.due, p.json, a.\"case\", a.visit, a.client, \
                                  coalesce(c.name, ''), coalesce(p.seen, x''), \
                                  EXISTS (SELECT 1 FROM conflicts d WHERE d.record = a.id AND d.kind = 5 \
                                          AND d.file = a.\"case\")";
/// Where [`COLUMNS`] come from.
pub(super) const TABLES: &str = "actions a LEFT JOIN clients c ON c.id = a.client \
                                 LEFT JOIN progress p ON p.id = a.id AND p.file = a.\"case\"";

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
) -> Result<(), VaultError> {
    let (id, file) = (touched.record.bytes(), touched.file.bytes());
    let progress = ActionProgress::project(&state.fields());
    let (is, json) = (columns::action_state(progress.state), columns::json(&progress)?);
    conn.prepare_cached(
        "INSERT OR REPLACE INTO progress (id, file, state, json, seen) VALUES (?, ?, ?, ?, ?)",
    )?
    .execute(params![id, file, is, json, columns::seen(&state.shown())])?;
    let agreed = conn
        .prepare_cached(
            "UPDATE actions SET state = ?3, open_in = CASE ?3 WHEN 1 THEN \"case\" END
             WHERE id = ?1 AND \"case\" = ?2",
        )?
        .execute(params![id, file, is])?;
    if agreed == 0 {
        return Ok(());
    }
    for (place, agreed) in all(conn, AGREED, (id, file), agreed_at)? {
        put_words(conn, place, &agreed, &progress)?;
    }
    case::refresh_open_actions(conn, CaseId(touched.file.0))
}

const AGREED: &str =
    "SELECT place, id, what, owner, due FROM actions WHERE id = ?1 AND \"case\" = ?2";

fn agreed_at(row: &Row<'_>) -> Result<(i64, AgreedAction), VaultError> {
    let agreed = AgreedAction {
        id: ActionId::from_bytes(row.get(1)?),
        what: row.get(2)?,
        owner: row.get(3)?,
        due: columns::maybe_date(row.get(4)?)?,
    };
    Ok((row.get(0)?, agreed))
}

/// Makes an action findable by what was agreed and what became of it.
fn put_words(
    conn: &Connection,
    place: i64,
    agreed: &AgreedAction,
    progress: &ActionProgress,
) -> Result<(), VaultError> {
    let words = Document::of(prose::of_action(agreed, progress));
    search::put(conn, DocId::of_action(place), &words)
}

/// What became of an action of a file, as far as that is here.
pub(crate) fn progress(
    conn: &Connection,
    id: ActionId,
    file: CaseId,
) -> Result<ActionProgress, VaultError> {
    let sql = "SELECT json FROM progress WHERE id = ?1 AND file = ?2";
    let found = first(conn, sql, (id.bytes(), file.bytes()), |row| {
        columns::from_json(&row.get::<_, String>(0)?)
    })?;
    Ok(found.unwrap_or_default())
}

/// Writes the actions agreed in a note. `n` is the note's place in the log.
pub(super) fn put_agreed(
    conn: &Connection,
    visit: VisitId,
    n: i64,
    note: &VisitNote,
) -> Result<(), VaultError> {
    for (part, agreed) in (0..=u16::MAX).zip(&note.form.actions) {
        let place = DocId { kind: DocKind::Action, n, part }.place();
        let progress = progress(conn, agreed.id, note.case)?;
        conn.prepare_cached(
            "INSERT INTO actions
                 (id, place, visit, \"case\", client, what, owner, due, state, open_in)
             VALUES (:id, :place, :visit, :case, :client, :what, :owner, :due, :state,
                 CASE :state WHEN 1 THEN :case END)",
        )?
        .execute(named_params! {
            ":id": agreed.id.bytes(),
            ":place": place,
            ":visit": visit.bytes(),
            ":case": note.case.bytes(),
            ":client": note.client.bytes(),
            ":what": agreed.what,
            ":owner": agreed.owner,
            ":due": agreed.due.map(columns::day),
            ":state": columns::action_state(progress.state),
        })?;
        put_words(conn, place, agreed, &progress)?;
    }
    Ok(())
}

/// Takes out what a note agreed that is no note any more. What became of an action stays.
pub(super) fn forget_agreed(conn: &Connection, note: &VisitNote, n: i64) -> Result<(), VaultError> {
    for (part, agreed) in (0..=u16::MAX).zip(&note.form.actions) {
        let doc = DocId { kind: DocKind::Action, n, part };
        conn.prepare_cached("DELETE FROM actions WHERE id = ?1 AND place = ?2")?
            .execute((agreed.id.bytes(), doc.place()))?;
        search::remove(conn, doc)?;
    }
    Ok(())
}

pub(super) fn record(row: &Row<'_>) -> Result<ActionRecord, VaultError> {
    Ok(ActionRecord {
        agreed: AgreedAction {
            id: ActionId::from_bytes(row.get(0)?),
            what: row.get(1)?,
            owner: row.get(2)?,
            due: columns::maybe_date(row.get(3)?)?,
        },
        progress: row
            .get::<_, Option<String>>(4)?
            .map_or_else(|| Ok(ActionProgress::default()), |json| columns::from_json(&json))?,
        case: CaseId::from_bytes(row.get(5)?),
        visit: VisitId::from_bytes(row.get(6)?),
        client: ClientId::from_bytes(row.get(7)?),
        client_name: row.get(8)?,
        seen: columns::seen_of(&row.get::<_, Vec<u8>>(9)?)?,
        conflict: row.get(10)?,
    })
}

impl Reader<'_> {
    /// An action, once the note that agreed it is here; of several such notes, as the one that came first agreed it.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn action(&self, id: ActionId) -> Result<Option<ActionRecord>, VaultError> {
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE a.id = ?1 ORDER BY a.place");
        first(self.conn, &sql, [id.bytes()], record)
    }

    /// A case's open actions by their due day; those without one last.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn open_actions(&self, case: CaseId) -> Result<Vec<ActionRecord>, VaultError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {TABLES}
             WHERE a.open_in = ?1
             ORDER BY a.due NULLS LAST, a.place"
        );
        all(self.conn, &sql, [case.bytes()], record)
    }

    /// The actions that a note of a visit agreed, in its order.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn actions_of_note(
        &self,
        note: ChangeId,
        visit: VisitId,
    ) -> Result<Vec<ActionRecord>, VaultError> {
        let sql = "SELECT n, note_json FROM visits
                   WHERE n = (SELECT n FROM log WHERE record = ?1 AND id = ?2)";
        let found = first(self.conn, sql, (visit.bytes(), note.bytes()), |row| {
            Ok((row.get(0)?, columns::from_json::<VisitNote>(&row.get::<_, String>(1)?)?))
        })?;
        let Some((n, note)) = found else { return Ok(Vec::new()) };
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE a.id = ?1 AND a.place = ?2");
        let agreed = (0..=u16::MAX).zip(&note.form.actions);
        let of_one = |(part, agreed): (u16, &AgreedAction)| {
            let place = DocId { kind: DocKind::Action, n, part }.place();
            first(self.conn, &sql, (agreed.id.bytes(), place), record)
        };
        agreed.filter_map(|one| of_one(one).transpose()).collect()
    }

    /// The actions agreed at a visit, in the order of its first note.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn actions_of_visit(&self, visit: VisitId) -> Result<Vec<ActionRecord>, VaultError> {
        let Some(signed) = self.visit(visit)? else { return Ok(Vec::new()) };
        self.actions_of_note(signed.note_change, visit)
    }
}

#[cfg(test)]
mod tests;
