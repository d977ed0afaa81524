//! Founding a station. What the vault has already becomes the station's.

use super::link::{Link, LinkError};
use super::people::renew;
use crate::own_keys;
use crate::vault::Vault;
use chrono::{DateTime, FixedOffset};
use history::Hash;
use protocol::directory::{Act, NewDevice, SignedEntry};
use protocol::{UserPublic, lockbox};
use sealing::NameKey;

impl Vault {
    /// Founds a station with this vault's own id and name, and with its person as the first manager. Answers what the
    /// station must be sent; the vault goes on as before until it is in the directory. Asked again before that, the
    /// answer is the same entry, so that one whose answer was lost can be sent again.
    ///
    /// # Errors
    /// [`LinkError::Linked`] when the vault belongs to a station; faults of the disk.
    pub fn found_station(
        &mut self,
        address: &str,
        authority: &[u8],
        now: DateTime<FixedOffset>,
    ) -> Result<SignedEntry, LinkError> {
        let link = match Link::load(&self.conn)? {
            None => self.founding(now)?,
            Some(link) if link.founding.is_some() => link,
            Some(_) => return Err(LinkError::Linked),
        };
        let link = Link { address: address.to_owned(), authority: authority.to_vec(), ..link };
        link.save(&self.conn)?;
        renew(&self.conn, &self.identity, &mut self.context)?;
        link.founding.ok_or(LinkError::Linked)
    }

    /// Takes back a founding that no station took: the vault stands alone again.
    ///
    /// # Errors
    /// [`LinkError::Linked`] when the station took it; [`LinkError::NotLinked`] when there is none.
    pub fn give_up_founding(&mut self) -> Result<(), LinkError> {
        let link = Link::load(&self.conn)?.ok_or(LinkError::NotLinked)?;
        if link.founding.is_none() {
            return Err(LinkError::Linked);
        }
        self.conn.execute("DELETE FROM station", [])?;
        Ok(renew(&self.conn, &self.identity, &mut self.context)?)
    }

    fn founding(&self, now: DateTime<FixedOffset>) -> Result<Link, LinkError> {
        let (station, person) = (self.identity.station_id, self.identity.person);
        let name_key = NameKey::make();
        let seal = |about: &[u8], name: &str| sealing::seal_name(&name_key, about, name);
        let act = Act::Found {
            person,
            device: self.new_device(own_keys::first_user_key(&self.conn)?)?,
            name: seal(&lockbox::person_name(station, person), &self.identity.person_name),
            station_name: seal(&lockbox::station_name(station), &self.identity.station),
        };
        let entry = self.signed_entry((0, Hash::ZERO), vec![act], now);
        Ok(Link {
            address: String::new(),
            authority: Vec::new(),
            name_key,
            root: entry.hash(),
            founding: Some(entry),
            invitation: None,
        })
    }

    /// This device as it comes into a directory, with the user key it names.
    pub(super) fn new_device(&self, user_key: UserPublic) -> Result<NewDevice, LinkError> {
        Ok(NewDevice {
            device: self.identity.device,
            sign: self.device_key.public(),
            receives: own_keys::box_key(&self.conn)?.public(),
            user_key,
        })
    }
}
