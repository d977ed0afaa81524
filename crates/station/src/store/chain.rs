//! Where a change stands in its author's chain: the same question in every store, and without a database.

use protocol::ChangeId;
use protocol::api::Refused;

use super::Judged;

/// Most pieces of evidence against one author: two would do.
pub(super) const MOST_FORKS: i64 = 16;

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
