//! What is due, overdue, late and to be done.

use super::view::DueVisit;
use crate::case::show::action;
use crate::case::view::ActionView;
use crate::client::show::card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::visit::show::draft_card;
use crate::visit::view::VisitCard;
use casework::today::standing;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{DraftKind, Reader};

/// Request of `today_get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "TodayGetRequest")]
pub struct Request {
    /// How many actions to list at most; nothing for as many as a day can hold.
    #[serde(default)]
    #[ts(optional)]
    pub actions: Option<u32>,
}

/// Response of `today_get`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "TodayGetResponse")]
pub struct Response {
    /// Today’s date.
    pub date: NaiveDate,
    /// Visits overdue, longest first; of one day the gravest risk first.
    pub overdue: Vec<DueVisit>,
    /// Visits due today and in the next seven days, in the same order.
    pub due: Vec<DueVisit>,
    /// Drafts, the latest ones first; late ones say by how many hours.
    pub drafts: Vec<VisitCard>,
    /// Actions due or overdue.
    pub actions: Vec<ActionView>,
    /// Visits overdue in all, also beyond those listed.
    pub overdue_total: u32,
    /// Visits due in all.
    pub due_total: u32,
    /// Actions due in all.
    pub actions_total: u32,
    /// Clients on record.
    pub clients: u32,
    /// Cases on record.
    pub cases: u32,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    let today = now.date_naive();
    desk.open(|vault| {
        let read = vault.read();
        let mut found = read.today(today, LISTED)?;
        if let Some(wanted) = request.actions {
            found.actions = read.actions_due(today, wanted)?;
        }
        Ok(Response {
            date: today,
            drafts: drafts(read, &vault.identity().person_name, now)?,
            overdue: visits(found.overdue.first, today),
            overdue_total: found.overdue.total,
            due: visits(found.due.first, today),
            due_total: found.due.total,
            actions: found.actions.first.into_iter().map(|record| action(record, today)).collect(),
            actions_total: found.actions.total,
            clients: found.clients,
            cases: found.cases,
        })
    })
}

/// As many of each kind as a day can hold; the totals say how many more there are.
const LISTED: u32 = 50;

fn visits(found: Vec<vault::DueVisit>, today: NaiveDate) -> Vec<DueVisit> {
    let shown = found.into_iter().map(|visit| DueVisit {
        case: visit.case,
        client: card(visit.client_id, visit.client, today),
        risk: visit.risk,
        due: visit.due,
        standing: standing(visit.due, today),
        last_visit: visit.last_visit,
        purpose: visit.purpose,
    });
    shown.collect()
}

/// Drafts of visits, the latest for signing first; late ones before the others.
fn drafts(
    read: Reader<'_>,
    me: &str,
    now: DateTime<FixedOffset>,
) -> Result<Vec<VisitCard>, Failure> {
    let mut cards = Vec::new();
    for draft in read.drafts()? {
        if draft.content.kind() == DraftKind::Visit {
            let client = read.client(draft.client)?;
            let name = client.map(|record| record.client.name).unwrap_or_default();
            cards.push(draft_card(draft, &name, me, now));
        }
    }
    cards.sort_by_key(|card| std::cmp::Reverse(card.hours_late));
    Ok(cards)
}
