//! Which rows of the log are believed: those that say what was signed, by a laptop that is known here.

use super::Row;
use crate::identity::Device;
use casework::id::DeviceId;
use history::{ChangeId, Header, change_id};
use sealing::{DevicePublic, Namespace};
use std::collections::{BTreeMap, BTreeSet};

/// The laptops whose signatures are known here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signers(BTreeMap<DeviceId, DevicePublic>);

/// Why a row is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It says otherwise than its header: another id, place, author or number.
    Row,
    /// Its author is not known here.
    UnknownDevice,
    /// The signature does not hold.
    Signature,
}

impl Signers {
    pub(crate) fn of(devices: &BTreeMap<DeviceId, Device>) -> Self {
        Self(devices.iter().map(|(id, device)| (*id, device.public)).collect())
    }

    /// Why a row is not believed; nothing for one that is. A signature takes about 60 µs.
    pub(crate) fn doubt(&self, row: &Row, header: &Header) -> Option<Doubt> {
        if !is_row_of(row, header) {
            return Some(Doubt::Row);
        }
        let Some(public) = self.0.get(&header.author) else { return Some(Doubt::UnknownDevice) };
        let verified = sealing::verify(public, Namespace::Change, &row.header, &row.signature);
        verified.err().map(|_| Doubt::Signature)
    }
}

/// By what a row is believed.
#[derive(Clone, Copy)]
pub(crate) struct Trust<'a> {
    signers: &'a Signers,
    /// Changes that were signed or verified a moment ago. An id is the hash of what is signed: a row that bears
    /// it in truth needs no second look at the signature.
    known: Option<&'a BTreeSet<ChangeId>>,
}

impl<'a> Trust<'a> {
    /// Every signature is looked at.
    pub(crate) fn in_none(signers: &'a Signers) -> Self {
        Self { signers, known: None }
    }

    /// Every signature but those of the changes that are known is looked at.
    pub(crate) fn in_known(signers: &'a Signers, known: &'a BTreeSet<ChangeId>) -> Self {
        Self { signers, known: Some(known) }
    }

    pub(super) fn believes(&self, row: &Row, header: &Header) -> bool {
        let known = self.known.is_some_and(|known| known.contains(&row.id));
        if known { is_row_of(row, header) } else { self.signers.doubt(row, header).is_none() }
    }
}

fn is_row_of(row: &Row, header: &Header) -> bool {
    change_id(&row.header) == row.id
        && header.file == row.file
        && header.record == row.record
        && header.record_kind == row.kind
        && header.author == row.author
        && i64::try_from(header.seq) == Ok(row.seq)
}
