//! The open vault as a parcel is unpacked into it. It is held for a part at a time.

use super::laptop::rubbish;
use super::parcel::{SyncHeld, SyncHeldWhy};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use protocol::StationId;
use protocol::api::Numbered;
use protocol::directory::SignedEntry;
use protocol::parcel::{BlobPiece, Ended, Label};
use std::collections::BTreeMap;
use sync::parcel::{Intake, Piece};
use sync::{Entries, Received};
use vault::{Accounted, Carried, Source};

/// Where a parcel goes, and what the sentence about it needs.
pub(super) struct VaultIntake<'a> {
    desk: &'a Desk,
    /// The station that the parcel is about.
    station: StationId,
    held: BTreeMap<SyncHeldWhy, u64>,
    pub(super) gap: bool,
}

impl<'a> VaultIntake<'a> {
    pub(super) fn new(desk: &'a Desk, station: StationId) -> Self {
        Self { desk, station, held: BTreeMap::new(), gap: false }
    }

    pub(super) fn held(&self) -> Vec<SyncHeld> {
        self.held.iter().map(|(why, count)| SyncHeld { why: *why, count: *count }).collect()
    }
}

impl Intake for VaultIntake<'_> {
    type Error = Failure;

    fn admit(&mut self, label: &Label) -> Result<(), Failure> {
        let (station, me) = self.desk.open(|vault| {
            let me = vault.identity();
            Ok((me.station_id, me.person))
        })?;
        match label.to {
            _ if self.station != station => Err(Code::ParcelOtherStation.into()),
            None => Err(Code::ParcelForStation.into()),
            Some(person) if person != me => Err(Code::ParcelNotForYou.into()),
            Some(_) => Ok(()),
        }
    }

    fn entries(&mut self, entries: &[SignedEntry]) -> Result<Entries, Failure> {
        let applied = self.desk.open(|vault| Ok(vault.directory_apply(entries)?))?;
        let count = usize::try_from(applied.entries).unwrap_or(usize::MAX);
        Ok(Entries { applied: count, fault: applied.fault })
    }

    fn changes(&mut self, items: Vec<Numbered>) -> Result<Received, Failure> {
        let received =
            self.desk.open(|vault| Ok(vault.receive(&items, 0, Source::Elsewhere)?))?;
        for (_, reason) in &received.held {
            *self.held.entry(SyncHeldWhy::from(*reason)).or_default() += 1;
        }
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Ok(Received {
            taken: count(received.taken),
            known: count(received.there),
            held: received.held.len(),
            rubbish: rubbish(&received),
            // The vault keeps that; the next round with the station tells it.
            forked: false,
        })
    }

    fn piece(&mut self, piece: &BlobPiece) -> Result<Piece, Failure> {
        Ok(match self.desk.open(|vault| Ok(vault.take_carried(piece)?))? {
            Carried::Part => Piece::Part,
            Carried::Whole => Piece::Whole,
            Carried::There => Piece::Known,
            Carried::Unasked | Carried::Wrong => Piece::Left,
        })
    }

    fn end(&mut self, label: &Label, ended: &Ended) -> Result<(), Failure> {
        let Some(device) = label.from else { return Ok(()) };
        self.gap = self.desk.open(|vault| {
            let known = vault.directory().and_then(|directory| directory.device(device));
            let hers = known.is_some_and(|one| one.is_active() && ended.verify(&one.sign).is_ok());
            Ok(hers && vault.account_parcel(label)? == Accounted::Gap)
        })?;
        Ok(())
    }
}
