//! Two laptops that meet without a station: what each knows is carried over by hand.

use crate::worker::Worker;
use casework::role::Role;
use desk::failure::Failure;

impl Worker {
    /// Takes in all that another laptop has, as a sync would bring it. A laptop without records becomes one of the
    /// other's station.
    ///
    /// # Errors
    /// When one of the vaults is locked, and faults of the disk.
    pub fn receive(&self, from: &Self) -> Result<(), Failure> {
        let handed = from.desk.with_vault(|vault| Ok(vault.hand_out()?))?;
        self.desk.with_vault(|vault| Ok(vault.take_in(&handed)?))
    }

    /// Gives and takes: afterwards both laptops have the same changes.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    pub fn meet(&self, other: &Self) -> Result<(), Failure> {
        other.receive(self)?;
        self.receive(other)
    }

    /// Tells this laptop which role the person of another one (or its own) has, as a directory would.
    ///
    /// # Errors
    /// When one of the vaults is locked.
    pub fn learn_role(&self, of: &Self, role: Role) -> Result<(), Failure> {
        let person = of.desk.with_vault(|vault| Ok(vault.identity().person))?;
        self.desk.with_vault(|vault| {
            vault.appoint(person, role);
            Ok(vault.rebuild_views().map(drop)?)
        })
    }
}
