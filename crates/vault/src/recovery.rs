//! The recovery code: made, typed back from paper, and only then counted on.
//!
//! A new code takes the place of the old one when it has been typed back, not before: whatever happens between
//! (a lock, a crash, a printer without paper), the old sheet still opens the vault. The first code has no
//! predecessor. It opens the vault from the beginning, and the vault remembers that nobody has shown it on
//! paper yet.

use crate::error::VaultError;
use crate::folder::replace;
use crate::unlock::Opener;
use crate::vault::Vault;
use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;
use sealing::{ProposedRecovery, RecoveryCode};

impl Vault {
    /// Makes a recovery code that opens nothing until [`confirm_recovery`](Self::confirm_recovery). Nothing is
    /// written.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`] or [`VaultError::WrongRecoveryCode`] when `opener` does not open this
    /// vault; [`VaultError::KeySlots`]; faults of the disk.
    pub fn propose_recovery(
        &self,
        opener: Opener<'_>,
    ) -> Result<(ProposedRecovery, RecoveryCode), VaultError> {
        let slots = self.slots()?;
        let key = opener.open(&slots)?;
        Ok(slots.propose_recovery(&key)?)
    }

    /// Takes a code that was typed back from paper. A proposed one comes into force by it, and the old one opens
    /// nothing from now on; without a proposal it must be the one in force.
    ///
    /// # Errors
    /// [`VaultError::WrongRecoveryCode`] when it is neither; [`VaultError::KeySlots`]; faults of the disk.
    pub fn confirm_recovery(
        &mut self,
        proposed: Option<&ProposedRecovery>,
        code: &RecoveryCode,
    ) -> Result<(), VaultError> {
        let mut slots = self.slots()?;
        match proposed {
            Some(proposed) => {
                slots.accept_recovery(proposed, code)?;
                replace(&self.folder.keyslots(), &slots.to_json()?)?;
            }
            None => drop(Opener::Recovery(code).open(&slots)?),
        }
        remember_checked(&self.conn)
    }

    /// Whether nobody has shown yet that the recovery code is on paper.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn recovery_is_unchecked(&self) -> Result<bool, VaultError> {
        let found = "SELECT EXISTS (SELECT 1 FROM recovery_unchecked)";
        Ok(self.conn.query_row(found, [], |row| row.get(0))?)
    }
}

/// A vault begins with a code that nobody has written down yet.
pub(crate) fn remember_unchecked(
    conn: &Connection,
    now: DateTime<FixedOffset>,
) -> Result<(), VaultError> {
    let sql = "INSERT INTO recovery_unchecked (only, since) VALUES (1, ?)";
    conn.execute(sql, [now.to_rfc3339()])?;
    Ok(())
}

/// The code in force was read from paper.
pub(crate) fn remember_checked(conn: &Connection) -> Result<(), VaultError> {
    conn.execute("DELETE FROM recovery_unchecked", [])?;
    Ok(())
}
