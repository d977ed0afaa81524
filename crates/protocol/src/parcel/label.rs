//! What stands on a parcel: from whom, for whom, and how far it brings the receiver.

use minicbor::{Decode, Encode};

use crate::clock::HybridClock;
use crate::codec::{Wire, rises};
use crate::directory::DirectoryHead;
use crate::hash::{ChangeId, Hash};
use crate::id::{DeviceId, PersonId};

/// Most receipts on a label.
pub const MAX_RECEIPTS: usize = 1024;

/// Most attachments that a label asks for.
pub const MAX_WANTS: usize = 1024;

/// The first part of a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Label {
    /// The laptop that packed it, and whose signature stands at the end; none where the station did.
    #[n(0)]
    pub from: Option<DeviceId>,
    /// The person it is for; none where it is for the station.
    #[n(1)]
    pub to: Option<PersonId>,
    /// When it was packed, for display only.
    #[n(2)]
    pub clock: HybridClock,
    /// Which part of the sender's log it holds; none where that is not counted.
    #[n(3)]
    pub span: Option<Span>,
    /// Where the directory ended for the sender.
    #[n(4)]
    pub directory: Option<DirectoryHead>,
    /// The place at the station up to which its changes have come to the sender.
    #[n(5)]
    pub cursor: u64,
    /// What came to the sender from the receiver's laptops, in order of these.
    #[n(6)]
    pub receipts: Vec<Receipt>,
    /// Attachments that the sender lacks, by the hash of their sealed bytes, in order: to be put into the answer.
    #[n(7)]
    pub wants: Vec<Hash>,
}

/// A part of a laptop's log: of what the receiver may read, all that stands at these places. Places are the laptop's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Span {
    /// After this place.
    #[n(0)]
    pub after: u64,
    /// Up to this place.
    #[n(1)]
    pub upto: u64,
    /// The change that stands there: a log that went on from an older state has another.
    #[n(2)]
    pub last: ChangeId,
}

/// That a laptop's log came to somebody. Given back with her next parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    /// Whose log.
    #[n(0)]
    pub device: DeviceId,
    /// Up to this place, without a gap.
    #[n(1)]
    pub upto: u64,
    /// The change that stood there.
    #[n(2)]
    pub last: ChangeId,
    /// Where the directory ended for that laptop when it packed.
    #[n(3)]
    pub directory: u64,
}

impl Wire for Label {
    const MAX_LEN: usize = 128 * 1024;

    fn is_bounded(&self) -> bool {
        self.receipts.len() <= MAX_RECEIPTS
            && rises(self.receipts.iter().map(|receipt| receipt.device))
            && self.wants.len() <= MAX_WANTS
            && rises(&self.wants)
            && self.span.is_none_or(|span| span.after <= span.upto)
    }
}
