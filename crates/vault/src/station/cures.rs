//! What is held, tried again: only what the new entries can have cured, and never more of it in memory than a slice.

use super::arrival::{Arrivals, Fate};
use super::reason::HeldReason;
use super::{held, room, settle};
use crate::error::VaultError;
use protocol::SealedChange;
use protocol::directory::Act;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Most changes that are looked at together, and about how many bytes of them.
const SLICE: (usize, usize) = (256, 8 * 1024 * 1024);

/// Reasons for which a change may have been held that may hold no longer.
#[derive(Default)]
pub(super) struct Cures(BTreeSet<HeldReason>);

impl Cures {
    /// All that may pass later: after the program was renewed.
    pub(super) fn all() -> Self {
        Self(HeldReason::all().filter(|reason| reason.may_pass_later()).collect())
    }

    /// An entry is here now that was not before.
    pub(super) fn entry(&mut self) {
        self.0.insert(HeldReason::UnknownHead);
    }

    /// A key is here now that was not before.
    pub(super) fn key(&mut self) {
        self.0.insert(HeldReason::NoKey);
    }

    pub(super) fn act(&mut self, act: &Act) {
        use HeldReason::{NotAWriter, UnknownAuthor, UnknownFile, UnknownGeneration};
        let cured: &[_] = match act {
            Act::Found { .. } | Act::Join { .. } => &[UnknownAuthor],
            Act::Admit { .. } => &[UnknownFile, UnknownGeneration, NotAWriter],
            // A box in it agrees to whose laptop it is for.
            Act::Rotate { .. } => &[UnknownGeneration, NotAWriter],
            Act::Invite { .. }
            | Act::InviteDevice { .. }
            | Act::Withdraw { .. }
            | Act::MinFormat { .. }
            | Act::ShareUserKey { .. }
            | Act::RenewUserKey { .. } => &[],
            // Whatever may change who writes where, or up to where she did.
            _ => &[NotAWriter],
        };
        self.0.extend(cured);
    }

    pub(super) fn append(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }

    /// Tries what may pass by now. Answers how many came in.
    pub(super) fn retry(
        &self,
        conn: &Connection,
        arrivals: &mut Arrivals<'_>,
    ) -> Result<u64, VaultError> {
        let (mut after, mut passed) = (0, 0);
        loop {
            let slice = self.slice(conn, after)?;
            let Some((last, _)) = slice.last() else { break };
            after = *last;
            settle::all(conn, arrivals, slice.iter().map(|(_, change)| change), |_, fate| {
                passed += u64::from(fate == Fate::Taken);
                Ok(())
            })?;
        }
        room::ask_again(conn, self.0.iter().copied())?;
        Ok(passed)
    }

    /// The next of what is held for one of these reasons, with their places.
    fn slice(&self, conn: &Connection, after: i64) -> Result<Vec<(i64, SealedChange)>, VaultError> {
        let sql = format!(
            "SELECT generation, header, signature, sealed, n FROM held
             WHERE n > ? AND reason IN ({}) ORDER BY n LIMIT ?",
            HeldReason::columns(|reason| self.0.contains(&reason))
        );
        let (most, mut bytes) = SLICE;
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params![after, most as i64])?;
        let mut slice = Vec::new();
        while let Some(row) = rows.next()? {
            let change = held::sealed(row)?;
            bytes = bytes.saturating_sub(change.wire_len());
            slice.push((row.get(4)?, change));
            if bytes == 0 {
                break;
            }
        }
        Ok(slice)
    }
}
