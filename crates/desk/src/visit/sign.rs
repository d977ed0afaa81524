//! Signs the visit: from here on the note is immutable.

use super::draft::{open_draft, with_keys};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::action::AgreedAction;
use casework::id::ActionId;
use casework::id::VisitId;
use casework::visit::VisitForm;
use casework::visit::VisitNote;
use casework::visit::readiness::missing;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;
use vault::{Reader, make_id};

/// Request of `visit_sign`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VisitSignRequest")]
pub struct Request {
    /// The visit.
    pub id: VisitId,
    /// All that is typed.
    pub form: VisitForm,
}

/// Response of `visit_sign`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VisitSignResponse")]
pub struct Response {
    /// Code on the printed page.
    pub verification_code: String,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotReady`] with what is missing; [`Code::AlreadySigned`]; those of the disk. In each case the
/// draft is still there.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| {
        let draft = open_draft(vault.read(), request.id)?;
        let mut form = with_keys(request.form, &draft.form).cleaned();
        own_ids(vault.read(), &mut form.actions, now)?;
        let missing = missing(&form, now.naive_local());
        if !missing.is_empty() {
            return Err(Failure::not_ready(missing));
        }
        let identity = vault.identity();
        let note = VisitNote {
            case: draft.case,
            client: draft.client,
            author: identity.person,
            author_name: identity.person_name.clone(),
            signed_at: now,
            form,
        };
        vault.write(now, |tx| tx.sign_note(request.id, &note))?;
        let record = vault.read().visit(request.id)?.ok_or(Code::Internal)?;
        Ok(Response { verification_code: record.code })
    })
}

/// Gives an action an identity of its own where the form repeats one, or where one is on record already: a
/// copied line is another action.
fn own_ids(
    read: Reader<'_>,
    actions: &mut [AgreedAction],
    now: DateTime<FixedOffset>,
) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for action in actions {
        if seen.contains(&action.id) || read.action(action.id)?.is_some() {
            action.id = ActionId(make_id(now));
        }
        seen.insert(action.id);
    }
    Ok(())
}
