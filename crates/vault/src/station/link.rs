//! What a vault keeps of the station it belongs to.

use super::chain::DAMAGED;
use crate::error::VaultError;
use crate::vault::Vault;
use chrono::{DateTime, FixedOffset};
use history::{Hash, HybridClock};
use protocol::Wire as _;
use protocol::directory::{Act, DirectoryFault, Entry, FORMAT, SignedEntry};
use protocol::proof::{self, CHALLENGE_LEN};
use rusqlite::{Connection, OptionalExtension, params};
use sealing::{InvitationSecret, NameKey, Namespace, Signature, hazmat};
use zeroize::Zeroizing;

/// Why a vault does not come to a station, or does nothing there.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The vault belongs to a station already.
    #[error("the vault belongs to a station already")]
    Linked,
    /// The vault belongs to no station.
    #[error("the vault belongs to no station")]
    NotLinked,
    /// The vault has records of its own: it can found a station and not join one.
    #[error("the vault has records of its own")]
    HasRecords,
    /// The station was not founded yet.
    #[error("the station was not founded yet")]
    NotFounded,
    /// The invitation was used or withdrawn, or is for somebody else than it says.
    #[error("the invitation does not count")]
    NoInvitation,
    /// The station's directory is not what the invitation says, or breaks a rule.
    #[error("the station's directory is refused: {0}")]
    Directory(#[from] DirectoryFault),
    /// The person has left, has no laptop yet, or has no key that anything can be sealed to at present.
    #[error("nothing can be sealed to the person")]
    NotThere,
    /// The station has less of a device's changes than it must, and no sync has noticed that yet.
    #[error("the station has less of a device than it had")]
    StationShort,
    /// A fault of the vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<rusqlite::Error> for LinkError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Vault(error.into())
    }
}

/// How far a vault has come with its station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The station has not taken the founding yet: this is what it must be sent.
    Founding(SignedEntry),
    /// The station has not let this device in yet.
    Joining,
    /// This device belongs to the station.
    Member,
    /// This device belongs to it no longer.
    Revoked,
}

/// The station a vault belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationLink {
    /// Where it is reached, as it was typed.
    pub address: String,
    /// The certificate of its own authority, in DER. No other is trusted.
    pub authority: Vec<u8>,
    /// How far the vault has come.
    pub stage: Stage,
}

/// As it lies in the vault.
pub(super) struct Link {
    pub(super) address: String,
    pub(super) authority: Vec<u8>,
    pub(super) name_key: NameKey,
    pub(super) root: Hash,
    pub(super) founding: Option<SignedEntry>,
    pub(super) invitation: Option<InvitationSecret>,
}

impl Link {
    pub(super) fn load(conn: &Connection) -> Result<Option<Self>, VaultError> {
        let sql = "SELECT address, authority, name_key, root, founding, invitation FROM station";
        let found = conn.query_row(sql, [], |row| {
            let key = Zeroizing::new(row.get::<_, [u8; 32]>(2)?);
            let founding: Option<Vec<u8>> = row.get(4)?;
            let invitation = row.get::<_, Option<String>>(5)?.map(Zeroizing::new);
            let link = Self {
                address: row.get(0)?,
                authority: row.get(1)?,
                name_key: hazmat::name_key_from_bytes(&key),
                root: Hash(row.get(3)?),
                founding: None,
                invitation: None,
            };
            Ok((link, founding, invitation))
        });
        let Some((mut link, founding, invitation)) = found.optional()? else { return Ok(None) };
        let entry = founding.map(|bytes| SignedEntry::from_bytes(&bytes)).transpose();
        link.founding = entry.map_err(|_| DAMAGED)?;
        let secret = invitation.map(|typed| InvitationSecret::parse(&typed)).transpose();
        link.invitation = secret.map_err(|_| DAMAGED)?;
        Ok(Some(link))
    }

    pub(super) fn save(&self, conn: &Connection) -> Result<(), VaultError> {
        let secret = self.invitation.as_ref().map(InvitationSecret::reveal);
        conn.execute(
            "INSERT OR REPLACE INTO station (only, address, authority, name_key, root, founding, invitation)
             VALUES (1, ?, ?, ?, ?, ?, ?)",
            params![
                self.address,
                self.authority,
                hazmat::expose(&self.name_key),
                self.root.bytes(),
                self.founding.as_ref().map(SignedEntry::to_bytes),
                secret.as_ref().map(|typed| typed.as_str()),
            ],
        )?;
        Ok(())
    }
}

/// What has served its time is forgotten once this device is in.
pub(super) fn arrived(conn: &Connection) -> Result<(), VaultError> {
    conn.execute(
        "UPDATE station SET founding = NULL, invitation = NULL
         WHERE founding IS NOT NULL OR invitation IS NOT NULL",
        [],
    )?;
    Ok(())
}

impl Vault {
    /// The station this vault belongs to; nothing for one that stands alone.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn station(&self) -> Result<Option<StationLink>, VaultError> {
        let Some(link) = Link::load(&self.conn)? else { return Ok(None) };
        let chain = self.context.chain.as_ref();
        let here = chain.and_then(|chain| chain.directory.device(self.identity.device));
        let stage = match (here, link.founding) {
            (Some(device), _) if device.is_active() => Stage::Member,
            (Some(_), _) => Stage::Revoked,
            (None, Some(entry)) => Stage::Founding(entry),
            (None, None) => Stage::Joining,
        };
        Ok(Some(StationLink { address: link.address, authority: link.authority, stage }))
    }

    /// The station moved to another address. Its authority stays: no other is trusted.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`]; faults of the disk.
    pub fn move_station(&mut self, address: &str) -> Result<(), LinkError> {
        let moved = self.conn.execute("UPDATE station SET address = ?", [address])?;
        if moved == 0 { Err(LinkError::NotLinked) } else { Ok(()) }
    }

    /// An entry of the directory with these acts, signed by this device, to stand after the last one that is known here.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone.
    pub fn sign_acts(
        &self,
        acts: Vec<Act>,
        now: DateTime<FixedOffset>,
    ) -> Result<SignedEntry, LinkError> {
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        Ok(self.signed_entry(chain.directory.next_place(), acts, now))
    }

    /// Signs the words by which this device begins a session with its station.
    #[must_use]
    pub fn sign_session(&self, challenge: &[u8; CHALLENGE_LEN]) -> Signature {
        let words = proof::session(self.identity.station_id, self.identity.device, challenge);
        sealing::sign(&self.device_key, Namespace::Session, &words)
    }

    pub(super) fn signed_entry(
        &self,
        (index, previous): (u64, Hash),
        acts: Vec<Act>,
        now: DateTime<FixedOffset>,
    ) -> SignedEntry {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let entry = Entry {
            format: FORMAT,
            station: self.identity.station_id,
            index,
            previous,
            clock: HybridClock { millis, counter: 0 },
            author: self.identity.device,
            acts,
        }
        .to_bytes();
        let signature = sealing::sign(&self.device_key, Namespace::Directory, &entry);
        SignedEntry { entry, signature }
    }
}
