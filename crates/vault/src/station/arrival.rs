//! One change that came: taken into the log, known already, or held.

use super::chain_down::{self, Link};
use super::proof::{Proof, Read};
use super::room::Room;
use super::{held, renew, settle};
use crate::context::Context;
use crate::error::VaultError;
use crate::log::{self, Written};
use crate::touching::Touching;
use crate::{rebuild, search};
use casework::id::DeviceId;
use history::{ChangeId, DecodeError, Entry, Hash, Header};
use protocol::SealedChange;
use protocol::directory::{Directory, Refusal};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Why a change is held and not in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeldReason {
    /// Its header cannot be read.
    Unreadable,
    /// A newer version wrote it.
    Newer,
    /// It belongs to another station.
    OtherStation,
    /// Its author is not in the directory.
    UnknownAuthor,
    /// Its author did not sign it.
    BadSignature,
    /// Its author was revoked before it.
    AfterRevocation,
    /// It names an entry of the directory that is not here.
    UnknownHead,
    /// Its file is not in the directory.
    UnknownFile,
    /// Its author may not write in the file.
    NotAWriter,
    /// It is said to be sealed under a key that the file does not have.
    UnknownGeneration,
    /// The key of its file is not here.
    NoKey,
    /// It does not open, or what is in it is not what was signed.
    CannotOpen,
    /// Its author has another change with this number: the laptop was copied, or somebody lies.
    Forked,
    /// It does not follow its author's change before it, or is not what the one after it follows.
    Broken,
    /// Its author's laptop was revoked, all that it had signed by then is here, and this came later, for a number that is
    /// not proven: it may have been signed since.
    AfterAll,
}

impl HeldReason {
    const ALL: [Self; 15] = [
        Self::Unreadable,
        Self::Newer,
        Self::OtherStation,
        Self::UnknownAuthor,
        Self::BadSignature,
        Self::AfterRevocation,
        Self::UnknownHead,
        Self::UnknownFile,
        Self::NotAWriter,
        Self::UnknownGeneration,
        Self::NoKey,
        Self::CannotOpen,
        Self::Forked,
        Self::Broken,
        Self::AfterAll,
    ];

    /// As it stands in a column. The order of [`ALL`](Self::ALL) is part of the vault's format.
    pub(super) fn column(self) -> u8 {
        let place = Self::ALL.iter().position(|one| *one == self).unwrap_or_default();
        u8::try_from(place).map_or(0, |place| place + 1)
    }

    pub(super) fn of_column(column: u8) -> Option<Self> {
        Self::ALL.get(usize::from(column).checked_sub(1)?).copied()
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter()
    }

    /// Those that are meant, as they stand in a column, for a list in SQL.
    pub(super) fn columns(is_meant: impl Fn(Self) -> bool) -> String {
        let meant = Self::all().filter(|reason| is_meant(*reason));
        meant.map(|reason| reason.column().to_string()).collect::<Vec<_>>().join(", ")
    }

    /// It was found behind a signature that holds, of a device that is known: not everybody can make as many of these as
    /// she likes.
    pub(super) fn is_signed(self) -> bool {
        !matches!(self, Self::Unreadable | Self::Newer | Self::UnknownAuthor | Self::BadSignature)
    }

    /// Nobody who is honest sends it: of a station that does, no more is taken for now.
    #[must_use]
    pub fn is_rubbish(self) -> bool {
        matches!(
            self,
            Self::Unreadable
                | Self::OtherStation
                | Self::UnknownAuthor
                | Self::BadSignature
                | Self::CannotOpen
        )
    }

    /// It is its author's and belongs here, and only cannot be opened.
    fn is_of_the_key(self) -> bool {
        matches!(self, Self::NoKey | Self::CannotOpen)
    }

    /// More of the directory, or a newer program, may let it in.
    #[must_use]
    pub fn may_pass_later(self) -> bool {
        matches!(
            self,
            Self::Newer
                | Self::UnknownAuthor
                | Self::UnknownHead
                | Self::UnknownFile
                | Self::NotAWriter
                | Self::UnknownGeneration
                | Self::NoKey
        )
    }
}

impl From<Refusal> for HeldReason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unreadable(DecodeError::NewerFormat(_)) => Self::Newer,
            Refusal::Unreadable(_) => Self::Unreadable,
            Refusal::OtherStation => Self::OtherStation,
            Refusal::UnknownAuthor => Self::UnknownAuthor,
            Refusal::BadSignature => Self::BadSignature,
            Refusal::AfterRevocation { .. } => Self::AfterRevocation,
            Refusal::OffTheChain => Self::Forked,
            Refusal::UnknownHead => Self::UnknownHead,
            Refusal::UnknownFile => Self::UnknownFile,
            Refusal::NotAWriter => Self::NotAWriter,
            Refusal::UnknownGeneration => Self::UnknownGeneration,
        }
    }
}

/// What became of a change that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Taken,
    There,
    Held(HeldReason),
}

/// Changes that come in one transaction.
pub(super) struct Arrivals<'a> {
    conn: &'a Connection,
    context: &'a Context,
    pub(super) directory: &'a Directory,
    /// The device that this laptop is, where its own changes may come.
    me: Option<DeviceId>,
    touching: Touching,
    /// Authors whose chain the directory says the end of, and the first change below it that is not here.
    ended: BTreeMap<DeviceId, Option<Link>>,
    /// The entry of the directory up to which everything is here that the station had, for what comes now.
    pub(super) caught_up: Option<u64>,
    /// How much more is held of what nobody known signed.
    pub(super) room: Room,
    /// A change that was in the log is held now: its record may have lost what it began with.
    pub(super) withdrew: bool,
    /// Authors of whom two changes with one number came.
    pub(super) forked: BTreeSet<DeviceId>,
}

impl<'a> Arrivals<'a> {
    pub(super) fn new(
        conn: &'a Connection,
        context: &'a Context,
        directory: &'a Directory,
    ) -> Self {
        Self {
            conn,
            context,
            directory,
            me: None,
            touching: Touching::default(),
            ended: BTreeMap::new(),
            caught_up: None,
            room: Room::default(),
            withdrew: false,
            forked: BTreeSet::new(),
        }
    }

    /// With changes that may be this device's own.
    pub(super) fn to(self, me: DeviceId) -> Self {
        Self { me: Some(me), ..self }
    }

    /// Takes a change in, or says why not. What is held is for the caller to write down.
    pub(super) fn take(&mut self, proof: Proof<'_>) -> Result<Fate, VaultError> {
        let Proof { change, id, header, content } = proof;
        let header = match header {
            Ok(header) => header,
            Err(reason) => return Ok(Fate::Held(reason)),
        };
        let Ok(seq) = i64::try_from(header.seq) else {
            return Ok(Fate::Held(HeldReason::Unreadable));
        };
        let here = self.in_slot(header.author, seq)?;
        if here == Some(id) {
            return Ok(Fate::There);
        }
        let is_signed = content.as_ref().err().is_none_or(|reason| reason.is_signed());
        if is_signed && self.comes_after_all(&header)? {
            return Ok(Fate::Held(HeldReason::AfterAll));
        }
        // That it does not open is said last: what the directory says of it weighs more.
        if let Err(reason) = content
            && !reason.is_of_the_key()
        {
            return Ok(Fate::Held(reason));
        }
        let proven = match self.missing(header.author)? {
            Some(link) if link.seq == header.seq && link.id != id => {
                return Ok(Fate::Held(HeldReason::Forked));
            }
            link => link.is_some_and(|link| link.id == id),
        };
        if Some(header.author) == self.me
            && self.is_of_another_laptop(here.is_some(), header.seq)?
        {
            self.forked.insert(header.author);
            return Ok(Fate::Held(HeldReason::Forked));
        }
        if !proven && here.is_some() {
            self.forked.insert(header.author);
            return Ok(Fate::Held(HeldReason::Forked));
        }
        if !proven && !self.is_in_line(id, &header, seq)? {
            return Ok(Fate::Held(HeldReason::Broken));
        }
        let content = match content {
            Ok(content) => content,
            Err(reason) => return Ok(Fate::Held(reason)),
        };
        let (author, before) = (header.author, Link::before(&header));
        self.write(change, Entry { id, header, content })?;
        if proven {
            // What stands where the one before it belongs gives way.
            let missing = match before {
                Some(link) => self.descend(author, link)?,
                None => None,
            };
            self.ended.insert(author, missing);
        }
        Ok(Fate::Taken)
    }

    /// Whether a change of this device is another laptop's that is this device as well: it has a number that is used here,
    /// or comes after such a one. Nothing of it goes into the log, or what is written here would follow it.
    fn is_of_another_laptop(&mut self, used: bool, seq: u64) -> Result<bool, VaultError> {
        if used {
            renew::note_own_fork(self.conn, seq)?;
        }
        Ok(renew::own_fork(self.conn)?.is_some_and(|first| seq >= first))
    }

    /// Whether a change is of a device that was revoked, all of whose changes are here, for a number below those that are
    /// proven.
    fn comes_after_all(&mut self, header: &Header) -> Result<bool, VaultError> {
        let Some(caught_up) = self.caught_up else { return Ok(false) };
        let revoked = self.directory.device(header.author).and_then(|device| device.revoked_in);
        if revoked.is_none_or(|entry| entry > caught_up) || Some(header.author) == self.me {
            return Ok(false);
        }
        Ok(self.missing(header.author)?.is_some_and(|link| header.seq < link.seq))
    }

    /// The first change of an author, going down from the end that the directory names, that is not here. Nothing where
    /// no end is named or all are here.
    fn missing(&mut self, author: DeviceId) -> Result<Option<Link>, VaultError> {
        if let Some(known) = self.ended.get(&author) {
            return Ok(*known);
        }
        let end = self.directory.device(author).and_then(|device| device.named_end());
        let Some((seq, id)) = end else { return Ok(None) };
        let missing = self.descend(author, Link { seq, id })?;
        self.ended.insert(author, missing);
        Ok(missing)
    }

    fn descend(&mut self, author: DeviceId, from: Link) -> Result<Option<Link>, VaultError> {
        let (missing, withdrew) = chain_down::descend(self.conn, author, from)?;
        self.withdrew |= withdrew;
        Ok(missing)
    }

    /// The authors whose ends these entries name: what is not in their chains leaves the log, and what belongs there
    /// and is held comes in.
    pub(super) fn mend(&mut self, doubted: &BTreeSet<DeviceId>) -> Result<u64, VaultError> {
        let mut came = 0;
        for author in doubted.iter().chain(&self.ended.keys().copied().collect::<Vec<_>>()) {
            while let Some(link) = self.missing(*author)? {
                if !self.bring_in(link.id)? {
                    break;
                }
                came += 1;
            }
        }
        Ok(came)
    }

    /// Tries each copy of a change that is held, for some may have been altered on the way. Answers whether one is in.
    fn bring_in(&mut self, id: ChangeId) -> Result<bool, VaultError> {
        for change in held::copies(self.conn, id)? {
            if settle::one(self.conn, self, &change)? == Fate::Taken {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn write(&mut self, change: &SealedChange, entry: Entry) -> Result<(), VaultError> {
        let written = Written {
            header: &change.header,
            signature: &change.signature,
            sealed: &change.sealed,
            generation: change.generation,
        };
        let first = self.touching.first(self.conn, log::At::of(&entry.header))?;
        let n = log::insert(self.conn, entry.id, &entry.header, &written)?;
        self.touching.added(first, n, entry);
        Ok(())
    }

    /// The views of all that was taken.
    pub(super) fn refresh_views(&mut self) -> Result<(), VaultError> {
        if self.withdrew {
            // A record may have lost the change it began with, by whose place its views are known.
            let trust = log::Trust::in_none(&self.context.signers);
            rebuild::all(self.conn, self.context, trust, |_| Ok(()))?;
            return search::tidy(self.conn).map_err(Into::into);
        }
        self.touching.refresh_views(self.conn, self.context)
    }

    /// Records that are to be refreshed as well.
    pub(super) fn touching(&mut self) -> &mut Touching {
        &mut self.touching
    }

    /// Whether the log has it, as it was read.
    pub(super) fn knows(&self, read: &Read<'_>) -> Result<bool, VaultError> {
        let Ok(header) = &read.header else { return Ok(false) };
        Ok(self.in_slot(header.author, log::column(header.seq))? == Some(read.id))
    }

    fn in_slot(&self, author: DeviceId, seq: i64) -> Result<Option<ChangeId>, VaultError> {
        let mut statement =
            self.conn.prepare_cached("SELECT id FROM log WHERE author = ? AND seq = ?")?;
        let id = statement.query_row(params![author.bytes(), seq], |row| row.get(0)).optional()?;
        Ok(id.map(Hash))
    }

    /// Whether it fits between its author's neighbouring changes, as far as these are here.
    fn is_in_line(&self, id: ChangeId, header: &Header, seq: i64) -> Result<bool, VaultError> {
        if header.previous.is_none() != (seq == 1) {
            return Ok(false);
        }
        let before = self.in_slot(header.author, seq.saturating_sub(1))?;
        if before.is_some() && before != header.previous {
            return Ok(false);
        }
        let mut statement =
            self.conn.prepare_cached("SELECT header FROM log WHERE author = ? AND seq = ?")?;
        let slot = params![header.author.bytes(), seq.saturating_add(1)];
        let after: Option<Vec<u8>> = statement.query_row(slot, |row| row.get(0)).optional()?;
        let follows = after.and_then(|bytes| Header::decode(&bytes).ok());
        Ok(follows.is_none_or(|after| after.previous == Some(id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_go_into_a_column_and_back() {
        for (place, reason) in (1..).zip(HeldReason::ALL) {
            assert_eq!(reason.column(), place);
            assert_eq!(HeldReason::of_column(place), Some(reason));
        }
        assert_eq!(HeldReason::of_column(0), None);
        assert_eq!(HeldReason::of_column(16), None);
    }
}
