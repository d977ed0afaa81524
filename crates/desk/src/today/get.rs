//! What is due, overdue, late and to be done.

use super::view::DueVisit;
use crate::case::show::action;
use crate::case::view::ActionView;
use crate::client::show::card;
use crate::conflict::show::set_aside;
use crate::conflict::view::SetAside;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::review::show::returned_to;
use crate::review::view::ReturnedNote;
use crate::review::waiting_for;
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
    /// Own notes that were returned and are to be answered, the gravest risk first.
    pub returned: Vec<ReturnedNote>,
    /// Own values that somebody else decided against, the latest first, until one takes note.
    pub set_aside: Vec<SetAside>,
    /// Such values in all.
    pub set_aside_total: u32,
    /// Fields in all on which people disagree.
    pub conflicts: u32,
    /// How many pairs of clients are perhaps one person and wait to be judged.
    pub alike: u32,
    /// Visits overdue, longest first; of one day the gravest risk first.
    pub overdue: Vec<DueVisit>,
    /// Visits due today and in the next seven days, in the same order.
    pub due: Vec<DueVisit>,
    /// Drafts, the latest ones first; late ones say by how many hours.
    pub drafts: Vec<VisitCard>,
    /// Actions due or overdue.
    pub actions: Vec<ActionView>,
    /// Notes returned in all.
    pub returned_total: u32,
    /// Notes that wait for one's own review; nothing where that is not one's role.
    pub to_review: Option<u32>,
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
        let returned = returned_to(read, vault.identity().person, LISTED)?;
        let aside = set_aside(read, vault.identity().person, SET_ASIDE_LISTED)?;
        let to_review = match vault.role().reviews() {
            true => Some(read.review_queue(&waiting_for(vault), (0, 0))?.1),
            false => None,
        };
        Ok(Response {
            date: today,
            drafts: drafts(read, &vault.identity().person_name, now)?,
            returned: returned.first,
            returned_total: returned.total,
            to_review,
            set_aside: aside.first,
            set_aside_total: aside.total,
            conflicts: read.conflict_count()?,
            alike: read.alike_count()?,
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

/// Each is read from the log, with every signature looked at: not more than are taken in at a glance.
const SET_ASIDE_LISTED: u32 = 10;

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
