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
use rusqlite::{Connection, Row, named_params};

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
pub(super) const COLUMNS: &str = "a.id, a.what, a.owner, a.due, a.progress_json, a.\"case\", a.visit, a.client, \
                                  coalesce(c.name, ''), a.seen, \
                                  EXISTS (SELECT 1 FROM conflicts d WHERE d.record = a.id)";
/// Where [`COLUMNS`] come from.
pub(super) const TABLES: &str = "actions a LEFT JOIN clients c ON c.id = a.client";

pub(super) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
) -> Result<(), VaultError> {
    let id = ActionId(touched.record.0);
    let progress = ActionProgress::project(&state.fields());
    conn.prepare_cached(
        "INSERT INTO actions (id, place, what, owner, state, progress_json, seen)
         VALUES (:id, 0, '', '', :state, :progress, :seen)
         ON CONFLICT (id) DO UPDATE SET
             state = excluded.state, progress_json = excluded.progress_json, seen = excluded.seen,
             open_in = CASE excluded.state WHEN 1 THEN \"case\" END",
    )?
    .execute(named_params! {
        ":id": id.bytes(),
        ":state": columns::action_state(progress.state),
        ":progress": columns::json(&progress)?,
        ":seen": columns::seen(&state.shown()),
    })?;
    match index(conn, id)? {
        Some(case) => case::refresh_open_actions(conn, case),
        None => Ok(()),
    }
}

/// Writes the actions agreed in a note. `n` is the note's place in the log. Where two notes agree the same
/// action, it belongs to the one that came first.
pub(super) fn put_agreed(
    conn: &Connection,
    visit: VisitId,
    n: i64,
    note: &VisitNote,
) -> Result<(), VaultError> {
    for (part, agreed) in (0..=u16::MAX).zip(&note.form.actions) {
        let doc = DocId { kind: DocKind::Action, n, part };
        let sql = "SELECT visit IS NOT NULL, place FROM actions WHERE id = ?1";
        let known = first(conn, sql, [agreed.id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match known {
            Some((true, other)) if other <= doc.place() => continue,
            Some((true, other)) => search::remove(conn, DocId::of_action(other))?,
            Some((false, _)) | None => {}
        }
        write_agreed(conn, visit, doc.place(), note, agreed)?;
        if known.is_some() {
            index(conn, agreed.id)?;
        } else {
            let open = ActionProgress::default();
            search::put(conn, doc, &Document::of(prose::of_action(agreed, &open)))?;
        }
    }
    Ok(())
}

fn write_agreed(
    conn: &Connection,
    visit: VisitId,
    place: i64,
    note: &VisitNote,
    agreed: &AgreedAction,
) -> Result<(), VaultError> {
    let open = ActionProgress::default();
    conn.prepare_cached(
        "INSERT INTO actions
             (id, visit, place, \"case\", client, what, owner, due, state, progress_json, seen, open_in)
         VALUES (:id, :visit, :place, :case, :client, :what, :owner, :due, :state, :progress, x'', :case)
         ON CONFLICT (id) DO UPDATE SET
             visit = excluded.visit, place = excluded.place, \"case\" = excluded.\"case\",
             client = excluded.client, what = excluded.what, owner = excluded.owner, due = excluded.due,
             open_in = CASE state WHEN 1 THEN excluded.\"case\" END",
    )?
    .execute(named_params! {
        ":id": agreed.id.bytes(),
        ":visit": visit.bytes(),
        ":place": place,
        ":case": note.case.bytes(),
        ":client": note.client.bytes(),
        ":what": agreed.what,
        ":owner": agreed.owner,
        ":due": agreed.due.map(columns::day),
        ":state": columns::action_state(open.state),
        ":progress": columns::json(&open)?,
    })?;
    Ok(())
}

/// Takes out what a note agreed that turns out not to be the record's note. What became of an action stays,
/// in case its note is still to come.
pub(super) fn forget_agreed(conn: &Connection, note: &VisitNote, n: i64) -> Result<(), VaultError> {
    for (part, agreed) in (0..=u16::MAX).zip(&note.form.actions) {
        let doc = DocId { kind: DocKind::Action, n, part };
        let freed = conn
            .prepare_cached(
                "UPDATE actions SET visit = NULL, place = 0, \"case\" = NULL, client = NULL, what = '',
                     owner = '', due = NULL, open_in = NULL WHERE id = ?1 AND place = ?2",
            )?
            .execute((agreed.id.bytes(), doc.place()))?;
        if freed > 0 {
            search::remove(conn, doc)?;
            conn.prepare_cached("DELETE FROM actions WHERE id = ?1 AND seen = x''")?
                .execute([agreed.id.bytes()])?;
        }
    }
    Ok(())
}

/// Makes an action findable by what was agreed and what became of it. Answers its case; nothing where its
/// note is not here yet.
fn index(conn: &Connection, id: ActionId) -> Result<Option<CaseId>, VaultError> {
    let sql =
        format!("SELECT {COLUMNS}, a.place FROM {TABLES} WHERE a.id = ?1 AND a.visit IS NOT NULL");
    let found = first(conn, &sql, [id.bytes()], |row| Ok((record(row)?, row.get(11)?)))?;
    let Some((action, place)) = found else { return Ok(None) };
    search::put(
        conn,
        DocId::of_action(place),
        &Document::of(prose::of_action(&action.agreed, &action.progress)),
    )?;
    Ok(Some(action.case))
}

pub(super) fn record(row: &Row<'_>) -> Result<ActionRecord, VaultError> {
    Ok(ActionRecord {
        agreed: AgreedAction {
            id: ActionId::from_bytes(row.get(0)?),
            what: row.get(1)?,
            owner: row.get(2)?,
            due: columns::maybe_date(row.get(3)?)?,
        },
        progress: columns::from_json(&row.get::<_, String>(4)?)?,
        case: CaseId::from_bytes(row.get(5)?),
        visit: VisitId::from_bytes(row.get(6)?),
        client: ClientId::from_bytes(row.get(7)?),
        client_name: row.get(8)?,
        seen: columns::seen_of(&row.get::<_, Vec<u8>>(9)?)?,
        conflict: row.get(10)?,
    })
}

impl Reader<'_> {
    /// An action, once the note that agreed it is here.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn action(&self, id: ActionId) -> Result<Option<ActionRecord>, VaultError> {
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE a.id = ?1 AND a.visit IS NOT NULL");
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

    /// The actions agreed at a visit, in the order of the note.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn actions_of_visit(&self, visit: VisitId) -> Result<Vec<ActionRecord>, VaultError> {
        let Some(signed) = self.visit(visit)? else { return Ok(Vec::new()) };
        let agreed = signed.note.form.actions.iter();
        agreed.filter_map(|agreed| self.action(agreed.id).transpose()).collect()
    }
}

#[cfg(test)]
mod tests;
