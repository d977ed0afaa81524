//! Building the views anew from the log.

use crate::context::Context;
use crate::error::VaultError;
use crate::log::{self, Trust};
use crate::{attachment, draft, search, touching, views};
use rusqlite::Connection;

/// Throws every view away and makes it again from log and drafts, hearing after each record whether to go on.
/// Runs in the caller's transaction. Answers how many changes were read.
///
/// Which files are named by what this program cannot read is not known anew: those names stay as they are.
pub(crate) fn all(
    conn: &Connection,
    context: &Context,
    trust: Trust<'_>,
    mut each: impl FnMut(&log::Record) -> Result<(), VaultError>,
) -> Result<u64, VaultError> {
    search::drop_tables(conn)?;
    views::drop_tables(conn)?;
    views::create_tables(conn)?;
    search::create_tables(conn)?;
    attachment::names::clear_ownerless(conn)?;
    for at in log::every_record(conn)? {
        if let Some(found) = log::record(conn, trust, at)? {
            touching::refresh(conn, &found, context)?;
            each(&found)?;
        }
    }
    views::case::unchecked::refresh_all(conn, context)?;
    search::index_all(conn)?;
    for draft in draft::every(conn)? {
        attachment::names::refresh_draft(conn, &draft)?;
    }
    log::changes(conn)
}
