//! The queue: signed notes by where they stand, the gravest risk first, then who has waited longest
//! ([`casework::review::queue_order`]). A walk along one index, which stops as soon as there are rows enough.

use super::super::columns;
use super::super::rows::{all, count};
use super::super::visit::{self, VisitCard};
use super::state_of;
use crate::error::VaultError;
use crate::reader::Reader;
use casework::id::{ClientId, PersonId};
use casework::review::ReviewState;
use casework::risk::RiskLevel;
use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

/// Which notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewGroup {
    /// Those that a supervisor is to look at: waiting, or answered after a return.
    #[default]
    ToReview,
    /// Those that their author is to answer.
    Returned,
    /// Those that are approved.
    Approved,
}

/// By whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewAuthors {
    /// By anybody.
    #[default]
    All,
    /// By this person.
    Only(PersonId),
    /// By anybody but this person, who does not review her own.
    But(PersonId),
}

/// What the queue is narrowed to. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewFilter {
    /// By where they stand.
    pub group: ReviewGroup,
    /// Only of cases of these levels of risk; empty means all.
    pub risks: Vec<RiskLevel>,
    /// Only by these authors.
    pub authors: ReviewAuthors,
}

/// A note in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// The visit.
    pub card: VisitCard,
    /// Number of its case; empty where the case is not here yet.
    pub case_number: String,
    /// The client.
    pub client: ClientId,
    /// The client's name; empty where the client is not here yet.
    pub client_name: String,
    /// Where the note stands.
    pub state: ReviewState,
    /// Risk of the case; nothing where the case is not here yet.
    pub risk: Option<RiskLevel>,
    /// When the note was signed.
    pub signed_at: DateTime<Utc>,
}

/// The group as it stands in the column.
pub(in crate::views) fn group(state: ReviewState) -> u8 {
    column(match state {
        ReviewState::Waiting | ReviewState::Answered => ReviewGroup::ToReview,
        ReviewState::Returned => ReviewGroup::Returned,
        ReviewState::Approved => ReviewGroup::Approved,
    })
}

fn column(group: ReviewGroup) -> u8 {
    match group {
        ReviewGroup::ToReview => 1,
        ReviewGroup::Returned => 2,
        ReviewGroup::Approved => 3,
    }
}

/// The conditions of a filter: all of them stand in the index.
fn conditions(filter: &ReviewFilter) -> (String, Vec<Value>) {
    let mut sql = String::from("queue = ?");
    let mut bound = vec![Value::from(i64::from(column(filter.group)))];
    if !filter.risks.is_empty() {
        let marks = vec!["?"; filter.risks.len()].join(", ");
        sql.push_str(&format!(" AND risk IN ({marks})"));
        bound.extend(filter.risks.iter().map(|risk| Value::from(i64::from(columns::risk(*risk)))));
    }
    let author = match filter.authors {
        ReviewAuthors::All => None,
        ReviewAuthors::Only(person) => Some((" AND author = ?", person)),
        ReviewAuthors::But(person) => Some((" AND author <> ?", person)),
    };
    if let Some((condition, person)) = author {
        sql.push_str(condition);
        bound.push(Value::from(person.bytes().to_vec()));
    }
    (sql, bound)
}

const ORDER: &str = "risk DESC, signed_at, n";

fn total_sql(conditions: &str) -> String {
    format!("SELECT count(*) FROM visits INDEXED BY visits_queue WHERE {conditions}")
}

/// Which they are is told by the index alone; only those that are shown are read.
fn page_sql(conditions: &str) -> String {
    format!(
        "SELECT {}, coalesce(k.number, ''), v.client, coalesce(c.name, ''), v.review, v.risk, v.signed_at
         FROM (
             SELECT n AS shown FROM visits INDEXED BY visits_queue WHERE {conditions}
             ORDER BY {ORDER} LIMIT ? OFFSET ?
         ) CROSS JOIN visits v ON v.n = shown
         LEFT JOIN cases k ON k.id = v.\"case\" LEFT JOIN clients c ON c.id = v.client
         ORDER BY v.risk DESC, v.signed_at, v.n",
        visit::CARD_COLUMNS
    )
}

impl Reader<'_> {
    /// A stretch of the queue, and how many notes there are in all under this filter.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn review_queue(
        &self,
        filter: &ReviewFilter,
        (offset, limit): (u32, u32),
    ) -> Result<(Vec<ReviewRow>, u32), VaultError> {
        let (sql, bound) = conditions(filter);
        let total = count(self.conn, &total_sql(&sql), params_from_iter(&bound))?;
        let page = [Value::from(i64::from(limit)), Value::from(i64::from(offset))];
        let bound = bound.into_iter().chain(page);
        let rows = all(self.conn, &page_sql(&sql), params_from_iter(bound), row)?;
        Ok((rows, total))
    }
}

fn row(row: &Row<'_>) -> Result<ReviewRow, VaultError> {
    let after = visit::CARD_COUNT;
    Ok(ReviewRow {
        card: visit::card(row, 0)?,
        case_number: row.get(after)?,
        client: ClientId::from_bytes(row.get(after + 1)?),
        client_name: row.get(after + 2)?,
        state: state_of(row.get(after + 3)?)?,
        risk: row.get::<_, Option<u8>>(after + 4)?.map(columns::risk_of).transpose()?,
        signed_at: columns::moment(row.get(after + 5)?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{new_connection, plan};

    #[test]
    fn the_queue_is_a_walk_along_its_index() {
        let conn = new_connection();
        for authors in [ReviewAuthors::All, ReviewAuthors::But(PersonId::from_bytes([1; 16]))] {
            let filter = ReviewFilter { authors, ..ReviewFilter::default() };
            let (sql, _) = conditions(&filter);
            for steps in [plan(&conn, &total_sql(&sql)), plan(&conn, &page_sql(&sql))] {
                let walk = "SEARCH visits USING COVERING INDEX visits_queue (queue=?)";
                assert!(steps.iter().any(|step| step.contains(walk)), "{steps:?}");
            }
            let sorted = plan(&conn, &page_sql(&sql));
            let inner =
                sorted.iter().position(|step| step.contains("CO-ROUTINE")).map_or(0, |at| at + 1);
            assert!(!sorted[inner].contains("TEMP B-TREE"), "{sorted:?}");
        }
    }
}
