//! Reading what goes into a parcel, a part at a time: between two parts others may have the vault.

use super::account;
use super::plan::{Packing, Receiver};
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId};
use chrono::{DateTime, FixedOffset};
use history::{Hash, Header};
use protocol::api::{BATCH_LEN, MAX_BATCH};
use protocol::directory::SignedEntry;
use protocol::parcel::{BlobPiece, Label, MAX_PIECE_LEN, Span};
use protocol::{HybridClock, Namespace, SealedChange, lockbox};
use rusqlite::{Row, params};
use sealing::{AttachmentKey, Signature};

/// How far a parcel is packed with changes. Begins at the beginning.
#[derive(Clone, Debug, Default)]
pub struct Place {
    n: Option<u64>,
    author: [u8; 16],
    seq: u64,
    /// An author of whom nothing more goes: what she wrote next cannot go yet.
    stopped: Option<[u8; 16]>,
}

/// Changes of a parcel.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    /// The changes; none where there are no more.
    pub changes: Vec<SealedChange>,
}

/// Whether a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goes {
    Yes,
    No,
    /// It would, but its file is not in the directory yet.
    LeftBehind,
}

impl Vault {
    /// What stands on the parcel.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn parcel_label(
        &self,
        packing: &Packing,
        now: DateTime<FixedOffset>,
    ) -> Result<Label, VaultError> {
        let (to, receipts) = match packing.receiver {
            Receiver::Person(person) => (Some(person), account::receipts_for(self, person)?),
            Receiver::Station => (None, Vec::new()),
        };
        let (after, upto, last) = packing.span;
        let counted = to.is_some() && upto > 0;
        Ok(Label {
            from: Some(self.identity.device),
            to,
            clock: HybridClock {
                millis: u64::try_from(now.timestamp_millis()).unwrap_or(0),
                counter: 0,
            },
            span: counted.then_some(Span { after: after.min(upto), upto, last }),
            directory: self.directory().and_then(|directory| directory.head()),
            cursor: self.sync_state()?.pulled,
            receipts,
            wants: account::wants(self)?,
        })
    }

    /// Entries of the directory for the parcel after this index, as many as go into a part.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn parcel_entries(&self, after: Option<u64>) -> Result<Vec<SignedEntry>, VaultError> {
        let (mut entries, mut bytes) = (Vec::new(), 0);
        let mut index = after.map_or(0, |after| after + 1);
        while let Some(entry) = self.directory_entry(index)? {
            bytes += entry.entry.len() + 128;
            if !entries.is_empty() && (bytes > BATCH_LEN || entries.len() == MAX_BATCH) {
                break;
            }
            entries.push(entry);
            index += 1;
        }
        Ok(entries)
    }

    /// The next changes of the parcel, as many as go into a part.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn parcel_changes(
        &self,
        packing: &Packing,
        place: &mut Place,
    ) -> Result<Packed, VaultError> {
        let (mut changes, mut bytes) = (Vec::new(), 0);
        walk(self, packing, place, "generation, signature, sealed", |row, goes| {
            if goes != Goes::Yes {
                return Ok(true);
            }
            let change = SealedChange {
                generation: row.get(5)?,
                header: row.get(4)?,
                signature: Signature(row.get(6)?),
                sealed: row.get(7)?,
            };
            bytes += change.wire_len();
            if !changes.is_empty() && (bytes > BATCH_LEN || changes.len() == MAX_BATCH) {
                return Ok(false);
            }
            changes.push(change);
            Ok(true)
        })?;
        Ok(Packed { changes })
    }

    /// A piece of an attachment of the parcel that begins here; none where it is not what it was when the parcel was planned.
    ///
    /// # Errors
    /// Faults of the disk; [`VaultError::AttachmentMissing`].
    pub fn parcel_piece(
        &self,
        hash: Hash,
        offset: u64,
        total: u64,
    ) -> Result<Option<BlobPiece>, VaultError> {
        let left = total.saturating_sub(offset);
        let wanted = usize::try_from(left).unwrap_or(MAX_PIECE_LEN).min(MAX_PIECE_LEN);
        let bytes = self.read_blob(hash, offset, wanted)?;
        let whole = !bytes.is_empty() && bytes.len() == wanted;
        Ok(whole.then_some(BlobPiece { hash, offset, total, bytes }))
    }

    /// Signs a parcel of which all but the end is packed.
    #[must_use]
    pub fn sign_parcel(&self, check: Hash) -> Signature {
        sealing::sign(&self.device_key, Namespace::Parcel, check.bytes())
    }

    /// Opens the lockbox of a parcel, with whichever of this person's keys it was sealed to; nothing where it is none of hers.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn parcel_key(&self, lockbox: &[u8]) -> Result<Option<AttachmentKey>, VaultError> {
        let station = self.identity.station_id;
        for key in crate::own_keys::user_keys(&self.conn)? {
            let info = lockbox::parcel(station, key.public());
            if let Ok(found) = sealing::unlock_parcel_key(&key, &info, lockbox) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// Goes through the changes that may go, from a place on. `each` gets the row, with the header and then these columns from
/// the fifth on, and answers whether it is taken; at the first that is not, the place stays before it.
pub(super) fn walk(
    vault: &Vault,
    packing: &Packing,
    place: &mut Place,
    columns: &str,
    mut each: impl FnMut(&Row<'_>, Goes) -> Result<bool, VaultError>,
) -> Result<(), VaultError> {
    let person = matches!(packing.receiver, Receiver::Person(_));
    let sql = format!(
        "SELECT n, file, author, seq, header, {columns} {}",
        if person { OF_PERSON } else { OF_STATION }
    );
    let mut statement = vault.conn.prepare_cached(&sql)?;
    let me = vault.identity.device;
    let upto = column(packing.span.1);
    let mut rows = match person {
        true => statement.query(params![column(place.n.unwrap_or(packing.first())), upto])?,
        false => statement.query(params![
            place.author,
            column(place.seq),
            upto,
            me.bytes(),
            packing.everything
        ])?,
    };
    while let Some(row) = rows.next()? {
        let next = Place {
            n: Some(row.get::<_, i64>(0)?.unsigned_abs()),
            author: row.get(2)?,
            seq: row.get::<_, i64>(3)?.unsigned_abs(),
            stopped: place.stopped,
        };
        let file = FileId::from_bytes(row.get(1)?);
        let mine = DeviceId::from_bytes(next.author) == me;
        let stopped = place.stopped == Some(next.author);
        let goes = match packing.takes(next.n.unwrap_or_default(), file) && !stopped {
            true if !may_be_given(vault, packing, file, &row.get::<_, Vec<u8>>(4)?) => Goes::No,
            true => Goes::Yes,
            false if mine && (stopped || !packing.knows(vault, file)) => Goes::LeftBehind,
            false => Goes::No,
        };
        if !each(row, goes)? {
            return Ok(());
        }
        let stops = goes == Goes::LeftBehind && !person;
        *place = Place { stopped: if stops { Some(next.author) } else { next.stopped }, ..next };
    }
    Ok(())
}

/// Whether the receiver may have this change of a file: whoever audits a file is given its accesses alone.
fn may_be_given(vault: &Vault, packing: &Packing, file: FileId, header: &[u8]) -> bool {
    let Receiver::Person(person) = packing.receiver else { return true };
    let Ok(Header { kind, .. }) = Header::decode(header) else { return false };
    vault.directory().is_some_and(|directory| directory.may_be_given(person, file, kind))
}

impl Packing {
    /// Whether the receiver's directory has the file, or has it with this parcel.
    fn knows(&self, vault: &Vault, file: FileId) -> bool {
        match self.receiver {
            Receiver::Person(_) => vault.context.knows_file(file),
            Receiver::Station => self.files.contains(&file),
        }
    }
}

const OF_PERSON: &str = "FROM log WHERE n > ?1 AND n <= ?2 ORDER BY n";

/// What the station is not known to have, each author's changes in their order: it takes none before the one before.
const OF_STATION: &str = "FROM log WHERE (author, seq) > (?1, ?2) AND n <= ?3 AND (?5
    OR (author = ?4 AND (seq > (SELECT acknowledged FROM sync_state) OR seq IN (SELECT seq FROM refused)))
    OR (author <> ?4 AND seq > coalesce(
        (SELECT pinned.seq FROM station_heads AS pinned WHERE pinned.author = log.author), 0)))
    ORDER BY author, seq";
