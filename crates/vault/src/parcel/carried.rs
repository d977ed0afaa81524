//! Attachments that come in parcels. They lie apart from what the network brings until they are whole: the two do not
//! disturb each other, and that one came here says nothing of what the station has.

use crate::error::VaultError;
use crate::folder::{make_private, remove_if_there};
use crate::vault::Vault;
use history::Hash;
use protocol::parcel::BlobPiece;
use std::path::PathBuf;

/// What became of a piece of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It is kept; more must come.
    Part,
    /// The attachment is whole and has its hash.
    Whole,
    /// It is here already.
    There,
    /// No note that is here names it, or it is longer than the note says: not kept.
    Unasked,
    /// The whole does not have its hash. Nothing of it is kept.
    Wrong,
}

impl Vault {
    /// Takes a piece of an attachment from a parcel; pieces come in their order.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn take_carried(&mut self, piece: &BlobPiece) -> Result<Carried, VaultError> {
        let place = self.attachments().path_of(&piece.hash.to_string())?;
        if place.exists() {
            return Ok(Carried::There);
        }
        if piece.offset == 0 && self.most_of(piece.hash)?.is_none_or(|most| piece.total > most) {
            return Ok(Carried::Unasked);
        }
        let part = self.carried_part(piece.hash);
        if piece.offset == 0 {
            make_private(&self.folder.incoming())?;
            remove_if_there(&part)?;
        } else if !part.exists() {
            return Ok(Carried::Unasked);
        }
        Ok(match self.add_to_part(&part, piece.hash, piece.offset, &piece.bytes, piece.total)? {
            crate::station::BlobTaken::Part => Carried::Part,
            crate::station::BlobTaken::Whole => Carried::Whole,
            crate::station::BlobTaken::Wrong => Carried::Wrong,
        })
    }

    fn carried_part(&self, hash: Hash) -> PathBuf {
        self.folder.incoming().join(format!("{hash}.carried"))
    }
}
