//! The head of a case file.

use super::show::action;
use super::view::CaseView;
use crate::client::show::{card_of, members};
use crate::conflict::show::disputed_names;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::seen::shown;
use crate::visit::show::draft_card;
use casework::access::AccessKind;
use casework::fields::RecordKind;
use casework::id::CaseId;
use casework::today::standing;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseGetRequest")]
pub struct Request {
    /// The case.
    pub id: CaseId,
}

/// Response of `case_get`.
pub type Response = CaseView;

/// Runs the command.
///
/// # Errors
/// [`Code::StillComing`] where the file is shown in the list and has not come: it comes first now. [`Code::NotFound`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let view = match view(desk, &request) {
        Err(Failure { code: Code::NotFound, .. }) => return Err(desk.wait_for(request.id)?),
        view => view?,
    };
    desk.note_access(request.id, AccessKind::Opened);
    Ok(view)
}

fn view(desk: &Desk, request: &Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let today = now.date_naive();
    desk.open(|vault| {
        let read = vault.read();
        let record = read.case(request.id)?.ok_or(Code::NotFound)?;
        let client = card_of(read, record.case.client, today)?;
        let me = vault.identity();
        let actions = read.open_actions(request.id)?;
        let discarded = read.discarded_drafts_of(request.id)?;
        Ok(CaseView {
            id: request.id,
            members: members(read, client.id)?,
            worker_name: if record.case.worker == Some(me.person) {
                me.person_name.clone()
            } else {
                String::new()
            },
            last_visit: record.last_visit,
            due: record.due,
            standing: standing(record.due, today),
            actions: actions.into_iter().map(|record| action(record, today)).collect(),
            entries: record.entries,
            drafts_unreadable: read.unreadable_drafts_of(request.id)?,
            conflicts: disputed_names(read, RecordKind::CASE, request.id.into())?,
            client_conflicts: u32::try_from(read.conflicts_of(client.id.into())?.len())
                .unwrap_or(u32::MAX),
            discarded: discarded
                .into_iter()
                .map(|draft| draft_card(draft, &client.name, &me.person_name, now))
                .collect(),
            reads_only: read.reads_only(request.id.into(), me.person),
            seen: shown(record.seen),
            case: record.case,
            client,
        })
    })
}
