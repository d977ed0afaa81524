//! Changes on their way up and down.

use minicbor::{Decode, Encode};

use super::{MAX_BODY_LEN, Refused};
use crate::change::SealedChange;
use crate::codec::{Wire, rises};
use crate::hash::ChangeId;
use crate::id::DeviceId;

/// Most changes in a batch or a page.
pub const MAX_BATCH: usize = 1000;

/// Most authors that the station tells the heads of.
pub const MAX_ANSWERED: usize = 65_536;

/// Where places leap by so many from one page to the next, the station was put back from a backup: more changes than this
/// do not come in between.
pub const LEAP: u64 = 1 << 32;

/// Changes to be kept. Sent again they do no harm.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Push {
    /// The changes, each author's in the order of their numbers.
    #[n(0)]
    pub changes: Vec<SealedChange>,
}

impl Wire for Push {
    const MAX_LEN: usize = MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.changes.len() <= MAX_BATCH && self.changes.iter().all(SealedChange::has_its_bounds)
    }
}

/// What became of a change. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Answer {
    /// It is kept, durably.
    #[n(1)]
    Stored,
    /// It was kept before.
    #[n(2)]
    AlreadyThere,
    /// It is not taken. What its author signed may hold its place all the same; nobody is given it.
    #[n(3)]
    Refused(#[n(0)] Refused),
    /// It is not kept because the author's change before it is not there.
    #[n(4)]
    Waiting,
}

/// One answer for each change of a batch, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Answers {
    /// The answers.
    #[n(0)]
    pub answers: Vec<Answer>,
}

impl Wire for Answers {
    const MAX_LEN: usize = 32 * 1024;

    fn is_bounded(&self) -> bool {
        self.answers.len() <= MAX_BATCH
    }
}

/// A change with its place at the station.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Numbered {
    /// Its place: a number that rises as changes come in, with gaps.
    #[n(0)]
    pub n: u64,
    /// The change.
    #[n(1)]
    pub change: SealedChange,
}

/// Changes of files in which the asking person is a member.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ChangesPage {
    /// The changes, by their places.
    #[n(0)]
    pub items: Vec<Numbered>,
    /// What to ask after next.
    #[n(1)]
    pub next: u64,
    /// There are further ones. Never with an empty page.
    #[n(2)]
    pub more: bool,
}

impl ChangesPage {
    /// Whether it answers the question what came after `after`: it goes on from there, and not back.
    #[must_use]
    pub fn follows(&self, after: u64) -> bool {
        self.items.first().is_none_or(|first| first.n > after) && self.next >= after
    }
}

impl Wire for ChangesPage {
    const MAX_LEN: usize = MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.items.len() <= MAX_BATCH
            && rises(self.items.iter().map(|item| item.n))
            && self.items.iter().all(|item| item.change.has_its_bounds())
            && self.items.last().is_none_or(|last| self.next >= last.n)
            && !(self.more && self.items.is_empty())
    }
}

/// The last change of an author that the station has without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct AuthorHead {
    /// The author.
    #[n(0)]
    pub author: DeviceId,
    /// The change's number.
    #[n(1)]
    pub seq: u64,
    /// The change.
    #[n(2)]
    pub id: ChangeId,
}

/// How far the station has each author's changes, of whatever file.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Heads {
    /// One for each author, in order.
    #[n(0)]
    pub heads: Vec<AuthorHead>,
}

impl Wire for Heads {
    const MAX_LEN: usize = MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.heads.len() <= MAX_ANSWERED && rises(self.heads.iter().map(|head| head.author))
    }
}
