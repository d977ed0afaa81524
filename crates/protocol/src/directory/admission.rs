//! Which changes a directory admits.

use super::chain::Directory;
use super::role::Access;
use super::state::Member;
use crate::access::is_access;
use crate::change::SealedChange;
use crate::hash::Hash;
use crate::header::{DecodeError, Header};
use crate::kind::ChangeKind;
use crate::signature::{Namespace, verify};

/// Why a change is not admitted. It is kept aside and shown, never dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Its header cannot be read; a newer version wrote it maybe.
    #[error("its header cannot be read: {0}")]
    Unreadable(#[from] DecodeError),
    /// It belongs to another station.
    #[error("it belongs to another station")]
    OtherStation,
    /// Its author is not in the directory.
    #[error("its author is not in the directory")]
    UnknownAuthor,
    /// Its author did not sign it.
    #[error("its signature does not hold")]
    BadSignature,
    /// Its author was revoked before it.
    #[error("its author was revoked after change {last}")]
    AfterRevocation {
        /// The author's last change that counts.
        last: u64,
    },
    /// The directory names another change of its author for its number.
    #[error("its author's chain goes through another change")]
    OffTheChain,
    /// Its author knew an entry of the directory that is not here.
    #[error("it names an entry of the directory that is not here")]
    UnknownHead,
    /// Its file is not in the directory.
    #[error("its file is not in the directory")]
    UnknownFile,
    /// Its author may not write in the file, or no longer could.
    #[error("its author may not write in the file")]
    NotAWriter,
    /// It is said to be sealed under a key that the file does not have.
    #[error("the file has no such generation")]
    UnknownGeneration,
}

impl Refusal {
    /// More of the directory may let it in: it is worth asking again when the chain has grown.
    #[must_use]
    pub fn may_pass_later(self) -> bool {
        matches!(
            self,
            Self::UnknownAuthor
                | Self::UnknownHead
                | Self::UnknownFile
                | Self::NotAWriter
                | Self::UnknownGeneration
        )
    }
}

impl Directory {
    /// Whether a change with this header, by whose author it is signed, belongs here: its author is known and
    /// may write in the file, or wrote it before she no longer could. That she opened the file may be said by who only
    /// reads it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn admits(&self, header: &Header) -> Result<(), Refusal> {
        if header.station != self.station {
            return Err(Refusal::OtherStation);
        }
        let device = self.device(header.author).ok_or(Refusal::UnknownAuthor)?;
        if let Some(last) = device.revoked.filter(|last| header.seq > *last) {
            return Err(Refusal::AfterRevocation { last });
        }
        if device.named.get(&header.seq).is_some_and(|named| *named != header.id()) {
            return Err(Refusal::OffTheChain);
        }
        // What the founder wrote before there was a directory names none.
        let before_all =
            header.directory_head == Hash::ZERO && self.register.founder == Some(header.author);
        if !before_all && self.index_of(header.directory_head).is_none() {
            return Err(Refusal::UnknownHead);
        }
        let file = self.file(header.file).ok_or(Refusal::UnknownFile)?;
        // What a laptop does that no member let in is not its person's.
        let agreed = |member: &&Member| member.agreed.contains(&device.line);
        let member = file.members.get(&device.person).filter(agreed);
        let access = member.map(|member| member.access);
        let (author, seq) = (header.author, header.seq);
        let may = if header.kind == ChangeKind::ACCESS {
            let reads = access.is_some_and(|access| access >= Access::Read);
            is_access(header) && (reads || file.counts_access(author, seq))
        } else {
            access == Some(Access::Write) || file.counts(author, seq)
        };
        if may { Ok(()) } else { Err(Refusal::NotAWriter) }
    }
}

impl SealedChange {
    /// Reads the header and proves it: its author signed it, and the directory admits it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn verify(&self, directory: &Directory) -> Result<Header, Refusal> {
        let header = Header::decode(&self.header)?;
        self.prove(&header, directory)?;
        Ok(header)
    }

    /// The same where its header has been read: `header` is what [`Header::decode`] made of [`header`](Self::header).
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn prove(&self, header: &Header, directory: &Directory) -> Result<(), Refusal> {
        let device = directory.device(header.author).ok_or(Refusal::UnknownAuthor)?;
        verify(&device.sign, Namespace::Change, &self.header, &self.signature)
            .map_err(|_| Refusal::BadSignature)?;
        directory.admits(header)?;
        let file = directory.file(header.file).ok_or(Refusal::UnknownFile)?;
        file.key(self.generation).ok_or(Refusal::UnknownGeneration)?;
        Ok(())
    }
}
