//! What a transaction has added to the log so far, and the views that follow from it.

use crate::context::{Context, Touched};
use crate::error::VaultError;
use crate::log::{self, At, Trust};
use crate::{attachment, search, views};
use history::{ChangeId, Entry, RecordState};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The records that a transaction has touched.
#[derive(Debug, Default)]
pub(crate) struct Touching {
    /// Records whose views are refreshed at the end, each with its place in the log.
    touched: BTreeMap<At, i64>,
    /// Changes that were signed or verified in this transaction.
    known: BTreeSet<ChangeId>,
    /// Records that began in this transaction, with all there is of them: they need not be read back and opened.
    begun: BTreeMap<At, Begun>,
}

/// A record as the transaction has made it so far.
#[derive(Clone, Debug)]
struct Begun {
    first: i64,
    last: i64,
    entries: Vec<Entry>,
}

impl Begun {
    fn merged(self, at: At) -> Option<log::Record> {
        let Self { first, last, entries } = self;
        let changes = entries.len();
        let state = RecordState::merge(entries);
        state.place()?;
        let At { kind, record, file } = at;
        let touched = Touched { file, record, kind, first, last };
        Some(log::Record { touched, state, changes })
    }
}

impl Touching {
    /// How many records were touched.
    pub(crate) fn len(&self) -> usize {
        self.touched.len()
    }

    /// Place in the log of a record's first change; nothing where the log has none of it.
    pub(crate) fn first(&self, conn: &Connection, at: At) -> Result<Option<i64>, VaultError> {
        match self.touched.get(&at) {
            Some(first) => Ok(Some(*first)),
            None => log::first(conn, at),
        }
    }

    /// A change was added to the log in place `n`, where `first` is as [`first`](Self::first) said before.
    pub(crate) fn added(&mut self, first: Option<i64>, n: i64, entry: Entry) {
        let at = At::of(&entry.header);
        self.touched.entry(at).or_insert(first.unwrap_or(n));
        self.known.insert(entry.id);
        if first.is_none() {
            self.begun.insert(at, Begun { first: n, last: n, entries: vec![entry] });
        } else if let Some(begun) = self.begun.get_mut(&at) {
            begun.last = n;
            begun.entries.push(entry);
        }
    }

    /// A record is to be refreshed though nothing was added to it.
    pub(crate) fn again(&mut self, at: At, first: i64) {
        self.touched.entry(at).or_insert(first);
    }

    /// Remembers what was verified, so that it is not verified again at the end of the transaction.
    pub(crate) fn knows(&mut self, state: &RecordState) {
        self.known.extend(state.entries().filter(|entry| entry.is_proven()).map(|entry| entry.id));
    }

    /// A record as it now stands; nothing where the log has no change of it.
    pub(crate) fn record(
        &self,
        conn: &Connection,
        context: &Context,
        at: At,
    ) -> Result<Option<log::Record>, VaultError> {
        let begun = self.begun.get(&at).cloned();
        if let Some(found) = begun.and_then(|begun| begun.merged(at)) {
            return Ok(Some(found));
        }
        log::record(conn, Trust::in_known(&context.signers, &self.known), at)
    }

    /// Brings the view of every touched record to what the log now says, in the order of a rebuild. The end of a
    /// transaction: what was remembered of it goes.
    pub(crate) fn refresh_views(
        &mut self,
        conn: &Connection,
        context: &Context,
    ) -> Result<(), VaultError> {
        if self.touched.is_empty() {
            return Ok(());
        }
        let touched = std::mem::take(&mut self.touched);
        let touched = touched.into_iter().map(|(at, first)| (at.kind, first, at));
        for (.., at) in touched.collect::<BTreeSet<_>>() {
            let begun = self.begun.remove(&at).and_then(|begun| begun.merged(at));
            let found = match begun {
                Some(found) => Some(found),
                None => self.record(conn, context, at)?,
            };
            if let Some(found) = found {
                refresh(conn, &found, context)?;
            }
        }
        search::settle(conn)
    }
}

/// Brings all that is derived from one record to what the record says.
pub(crate) fn refresh(
    conn: &Connection,
    found: &log::Record,
    context: &Context,
) -> Result<(), VaultError> {
    attachment::names::refresh(conn, &found.touched, &found.state)?;
    views::refresh(conn, &found.touched, &found.state, context)
}
