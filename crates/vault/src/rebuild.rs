//! Building the views anew from the log.

use crate::context::Context;
use crate::error::VaultError;
use crate::{attachment, draft, log, search, tx, views};
use rusqlite::Connection;

/// Throws every view away and makes it again from log and drafts. Runs in the caller's transaction. Answers
/// how many changes were read.
pub(crate) fn all(conn: &Connection, context: &Context) -> Result<u64, VaultError> {
    search::drop_tables(conn)?;
    views::drop_tables(conn)?;
    views::create_tables(conn)?;
    search::create_tables(conn)?;
    attachment::names::clear(conn)?;
    for record in log::every_record(conn)? {
        if let Some(found) = log::record(conn, record)? {
            tx::refresh(conn, &found, context)?;
        }
    }
    for draft in draft::every(conn)? {
        attachment::names::refresh_draft(conn, &draft)?;
    }
    log::changes(conn)
}
