//! Where a change stands in its author's chain: the same question in every store, and without a database.

use protocol::ChangeId;
use protocol::api::{RefusalCode, Refused};

use super::{Judged, Kept};

/// Most pieces of evidence against one author: two would do.
pub(super) const MOST_FORKS: i64 = 16;

/// Most changes of one author that are kept aside, and most bytes of them: years of an honest laptop's work, and no disk
/// full of a dishonest one's. Past that the author's chain stops, until the directory admits some of them.
pub(super) const MOST_ASIDE: Aside = Aside { changes: 10_000, bytes: 64 << 20 };

/// How much of one author is kept aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Aside {
    pub(super) changes: u64,
    pub(super) bytes: u64,
}

impl Aside {
    /// With one change more; none where that is too much.
    pub(super) fn with(self, bytes: u64) -> Option<Self> {
        let with = Self { changes: self.changes + 1, bytes: self.bytes.saturating_add(bytes) };
        let fits = with.changes <= MOST_ASIDE.changes && with.bytes <= MOST_ASIDE.bytes;
        fits.then_some(with)
    }
}

/// The answer to a change for which there is no place aside any more.
pub(super) fn too_many() -> Kept {
    Kept::Refused(Refused { code: RefusalCode::TooManyRefused, detail: Some(MOST_ASIDE.changes) })
}

/// An author's last change, refused or not: number and id; 0 before the first.
pub(super) type Tip = (u64, Option<ChangeId>);

/// How a change stands to its author's last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// It is the next.
    Next,
    /// Its number is taken, by itself or by another.
    Again,
    /// The one before it is not there.
    Early,
    /// It follows another change than the one that stands there: the author signed two.
    Astray,
}

pub(super) fn stands((seq, id): Tip, judged: &Judged) -> Stands {
    if judged.seq <= seq {
        Stands::Again
    } else if judged.seq > seq + 1 {
        Stands::Early
    } else if judged.previous != id {
        Stands::Astray
    } else {
        Stands::Next
    }
}

/// What a change is that comes to a place which is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Another than the one that has the place.
    Fork,
    /// Still not admitted.
    Refused(Refused),
    /// Kept aside until now, and admitted by now.
    Admitted,
    /// There.
    There,
}

pub(super) fn known(kept: ChangeId, was_refused: bool, judged: &Judged) -> Known {
    match judged.refused {
        _ if kept != judged.id => Known::Fork,
        Some(why) => Known::Refused(why),
        None if was_refused => Known::Admitted,
        None => Known::There,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_many_nor_large_changes_are_kept_aside_without_end() {
        let many = Aside { changes: MOST_ASIDE.changes - 1, bytes: 0 };
        assert_eq!(many.with(7), Some(Aside { changes: MOST_ASIDE.changes, bytes: 7 }));
        assert_eq!(many.with(7).unwrap().with(7), None);
        let large = Aside { changes: 1, bytes: MOST_ASIDE.bytes - 7 };
        assert!(large.with(7).is_some() && large.with(8).is_none());
    }
}
