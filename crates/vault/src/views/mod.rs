//! Views: tables made from merged records, one module a noun, each with its tables in an `.sql` file
//! beside it.
//!
//! What stands in a view follows from the records alone, whatever the order in which they came: a visit
//! may be here before its case, and a case before its client. A row bears the place in the log of its
//! record's first change, which is the same in a view built anew.

mod access;
pub(crate) mod action;
mod alike;
pub(crate) mod case;
mod client;
pub(crate) mod columns;
mod conflict;
mod member;
mod review;
pub(crate) mod rows;
mod today;
mod visit;

pub use access::{AccessFilter, AccessRow};
pub use action::ActionRecord;
pub use alike::{AlikeRow, JudgedRow};
pub use case::{
    CaseColumn, CaseFilter, CaseLine, CaseRecord, CaseRow, EntryKind, TimelineEntry, TimelineVisit,
};
pub use client::{ClientRecord, VillageCount};
pub use conflict::{ConflictRow, SetAsideRow};
pub use member::MemberRecord;
pub(crate) use review::from_json as reviews_of;
pub use review::{
    ReviewAuthors, ReviewFilter, ReviewGroup, ReviewRecord, ReviewRefusal, ReviewRow,
};
pub use today::{DueVisit, Listed, Today};
pub use visit::{PageCode, VisitCard, VisitRecord};

use crate::context::{Context, Touched};
use crate::error::VaultError;
use casework::fields::RecordKind;
use history::RecordState;
use rusqlite::Connection;

/// Tables of the views, for dumping and comparing.
pub(crate) const TABLES: &[&str] = &[
    "clients",
    "alike",
    "judged",
    "members",
    "cases",
    "case_rows",
    "case_counts",
    "case_words",
    "entries",
    "visits",
    "actions",
    "progress",
    "conflicts",
    "set_aside",
    "accesses",
];

/// The statements that make the tables and their indexes.
pub(crate) const SCHEMA: &str = concat!(
    include_str!("client.sql"),
    include_str!("alike.sql"),
    include_str!("member.sql"),
    include_str!("case.sql"),
    include_str!("visit.sql"),
    include_str!("action.sql"),
    include_str!("conflict.sql"),
    include_str!("access.sql"),
);

/// Raised whenever the same log gives other rows than before, though the schema is the same.
pub(crate) const REVISION: u32 = 2;

/// Makes the tables, empty.
pub(crate) fn create_tables(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(SCHEMA)
}

/// Removes the tables, also those an older version made.
pub(crate) fn drop_tables(conn: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        conn.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    Ok(())
}

/// Brings the view of one record to what the record now says. A record of a kind that this version does not
/// know has no view.
pub(crate) fn refresh(
    conn: &Connection,
    touched: &Touched,
    state: &RecordState,
    context: &Context,
) -> Result<(), VaultError> {
    let own_file = touched.file.bytes() == touched.record.bytes();
    match touched.kind {
        // A client or a case in somebody else's file is none: nothing of it is applied.
        RecordKind::CLIENT | RecordKind::CASE if !own_file => return Ok(()),
        RecordKind::CLIENT => client::refresh(conn, touched, state, context),
        RecordKind::MEMBER => member::refresh(conn, touched, state),
        RecordKind::CASE => case::refresh(conn, touched, state, context),
        RecordKind::VISIT => visit::refresh(conn, touched, state, context),
        RecordKind::ACTION => action::refresh(conn, touched, state),
        RecordKind::ACCESS => return access::refresh(conn, touched, state, context),
        _ => return Ok(()),
    }?;
    conflict::refresh(conn, touched, state, context)
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
