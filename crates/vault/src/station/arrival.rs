//! One change that came: taken into the log, known already, or held.

use super::chain_down::{self, Link};
use super::proof::{Proof, Read};
use super::reason::HeldReason;
use super::room::Room;
use super::{held, renew, settle};
use crate::context::Context;
use crate::error::VaultError;
use crate::log::{self, Written};
use crate::touching::Touching;
use crate::{rebuild, search};
use casework::id::DeviceId;
use history::{ChangeId, Entry, Hash, Header};
use protocol::SealedChange;
use protocol::directory::Directory;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

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
        let proven = match self.place(id, &header, seq, here.is_some())? {
            Ok(proven) => proven,
            Err(reason) => return Ok(Fate::Held(reason)),
        };
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

    /// Whether a change's place among its author's is proven by what is here; or why it has none. `used`: another change
    /// stands there.
    fn place(
        &mut self,
        id: ChangeId,
        header: &Header,
        seq: i64,
        used: bool,
    ) -> Result<Result<bool, HeldReason>, VaultError> {
        let proven = match self.missing(header.author)? {
            Some(link) if link.seq == header.seq && link.id != id => {
                return Ok(Err(HeldReason::Forked));
            }
            link => link.is_some_and(|link| link.id == id),
        };
        let is_mine = Some(header.author) == self.me;
        if (is_mine && self.is_of_another_laptop(used, header.seq)?) || (!proven && used) {
            self.forked.insert(header.author);
            return Ok(Err(HeldReason::Forked));
        }
        if !proven && !self.is_in_line(id, header, seq)? {
            return Ok(Err(HeldReason::Broken));
        }
        Ok(Ok(proven))
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
