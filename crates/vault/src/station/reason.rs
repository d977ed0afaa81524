//! Why a change that came is not in the log, and what may let it in.

use history::DecodeError;
use protocol::directory::Refusal;

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
    pub(super) fn is_of_the_key(self) -> bool {
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
