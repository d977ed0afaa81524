//! Joining a station by an invitation.

use super::chain::{self, Chain};
use super::link::{Link, LinkError};
use super::people::renew;
use crate::vault::Vault;
use crate::{identity, log, own_keys};
use history::Hash;
use protocol::directory::{Act, DirectoryFault, Fate, SignedEntry};
use protocol::invitation::{Bundle, Welcome};
use protocol::proof;
use rusqlite::{Connection, params};
use sealing::{InvitationSecret, hazmat};

impl Vault {
    /// Makes this vault one of the station that the bundle tells of, and its person the one who is invited. `entries` is
    /// the station's directory from its beginning; it is held against the hash in the bundle. The station lets the
    /// device in when it is sent what [`pending_acts`](Self::pending_acts) answers.
    ///
    /// # Errors
    /// [`LinkError::HasRecords`], [`LinkError::Linked`], [`LinkError::NotFounded`], [`LinkError::NoInvitation`],
    /// [`LinkError::Directory`]; faults of the disk. The vault is then as it was.
    pub fn join_station(
        &mut self,
        address: &str,
        bundle: &Bundle,
        secret: InvitationSecret,
        entries: &[SignedEntry],
    ) -> Result<(), LinkError> {
        let welcome = bundle.welcome.as_ref().ok_or(LinkError::NotFounded)?;
        if log::changes(&self.conn)? > 0 {
            return Err(LinkError::HasRecords);
        }
        // An attempt that came to nothing makes room for the next.
        if Link::load(&self.conn)?.is_some_and(|link| link.invitation.is_none()) {
            return Err(LinkError::Linked);
        }
        check(welcome, &secret, entries)?;
        let link = Link {
            address: address.to_owned(),
            authority: bundle.authority.clone(),
            name_key: hazmat::name_key_from_bytes(welcome.name_key.expose()),
            root: welcome.root,
            founding: None,
            invitation: Some(secret),
        };
        let transaction = self.conn.transaction()?;
        become_one_of(&transaction, welcome)?;
        link.save(&transaction)?;
        transaction.execute("DELETE FROM directory", [])?;
        for (index, signed) in (0..).zip(entries) {
            chain::keep(&transaction, index, signed)?;
        }
        transaction.commit()?;
        (self.identity, self.device_key) = identity::load(&self.conn)?;
        Ok(renew(&self.conn, &self.identity, &mut self.context)?)
    }

    /// The act by which this device comes in; nothing where it has no invitation that counts.
    pub(super) fn joining(&self, chain: &Chain) -> Result<Option<Act>, LinkError> {
        let secret = Link::load(&self.conn)?.and_then(|link| link.invitation);
        let Some(secret) = secret else { return Ok(None) };
        let directory = &chain.directory;
        let open = directory.invitation(secret.public()).is_some_and(|one| one.fate == Fate::Open);
        if !open {
            return Ok(None);
        }
        let person = self.identity.person;
        // Beside others of the person's devices it names the key they have; one of them gives it.
        let beside = directory.active_devices(person).next().is_some();
        let theirs = directory.person(person).filter(|_| beside).and_then(|known| known.user_key);
        let user_key = match theirs {
            Some(key) => key,
            None => own_keys::first_user_key(&self.conn)?,
        };
        let device = self.new_device(user_key)?;
        let words = proof::join(self.identity.station_id, person, &device);
        let proof = secret.sign_join(&words);
        Ok(Some(Act::Join { invitation: secret.public(), device, proof }))
    }
}

/// Whether the directory is the one that was promised, and the invitation one of its.
fn check(
    welcome: &Welcome,
    secret: &InvitationSecret,
    entries: &[SignedEntry],
) -> Result<(), LinkError> {
    let mut chain = Chain::begin(welcome.station, welcome.root);
    for signed in entries {
        chain.take(signed, false)?;
    }
    if chain.head() == Hash::ZERO {
        return Err(LinkError::Directory(DirectoryFault::Gap));
    }
    let invitation = chain.directory.invitation(secret.public());
    let counts =
        invitation.is_some_and(|one| one.fate == Fate::Open && one.person == welcome.person);
    if counts { Ok(()) } else { Err(LinkError::NoInvitation) }
}

fn become_one_of(conn: &Connection, welcome: &Welcome) -> Result<(), LinkError> {
    conn.execute(
        "UPDATE devices SET person = ?1, person_name = ?2 WHERE device = (SELECT device FROM identity)",
        params![welcome.person.bytes(), welcome.person_name],
    )?;
    conn.execute(
        "UPDATE identity SET station = ?1, station_name = ?2, person = ?3",
        params![welcome.station.bytes(), welcome.station_name, welcome.person.bytes()],
    )?;
    Ok(())
}
