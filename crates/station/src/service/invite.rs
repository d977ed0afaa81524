//! Bundles of invitations: kept for somebody who does not trust the station yet.

use protocol::api::{PutInvitation, RefusalCode, Refused, SealedBundle};
use protocol::directory::{Fate, Role};
use protocol::invitation::LOOKUP_LEN;

use crate::clock::unix_seconds;
use crate::station::{Asker, Station};
use crate::store::KeptInvitation;

/// Longest time for which a bundle is served.
pub const LONGEST: u32 = 30 * 24 * 3600;

impl Station {
    /// The bundle under a lookup. One that has expired, was used or was withdrawn is as if it had never been.
    ///
    /// # Errors
    /// [`RefusalCode::NoInvitation`].
    pub fn bundle(&self, lookup: &[u8; LOOKUP_LEN]) -> Result<SealedBundle, Refused> {
        let found = self.store.invitation(lookup, unix_seconds());
        let found = found.map_err(|error| self.refusal(&error))?;
        let (key, sealed) = found.ok_or(RefusalCode::NoInvitation)?;
        // Kept in the moment in which it was used, it counts no more than one that was removed.
        let waits = self.directory().as_ref().is_none_or(|directory| {
            directory.invitation(key).is_some_and(|invitation| invitation.fate == Fate::Open)
        });
        if waits { Ok(SealedBundle { sealed }) } else { Err(RefusalCode::NoInvitation.into()) }
    }

    /// Keeps the bundle of an invitation that is in the directory, for whoever made it or a manager.
    ///
    /// # Errors
    /// [`RefusalCode::NoInvitation`] when the directory has no such invitation that can still be used;
    /// [`RefusalCode::NotAllowed`]; [`RefusalCode::ReadOnly`].
    pub fn put_bundle(
        &self,
        asker: Asker,
        lookup: [u8; LOOKUP_LEN],
        put: PutInvitation,
    ) -> Result<(), Refused> {
        self.writable()?;
        self.with_directory(|directory| {
            let invitation =
                directory.invitation(put.invitation).ok_or(RefusalCode::NoInvitation)?;
            if invitation.fate != Fate::Open {
                return Err(RefusalCode::NoInvitation.into());
            }
            let may = invitation.inviter == asker.person
                || directory.role(asker.person) == Some(Role::Manager);
            if may { Ok(()) } else { Err(RefusalCode::NotAllowed.into()) }
        })?;
        let expires_at = unix_seconds() + u64::from(put.expires_in.min(LONGEST));
        let kept =
            KeptInvitation { lookup, invitation: put.invitation, sealed: put.sealed, expires_at };
        match self.store.put_invitation(kept).map_err(|error| self.refusal(&error))? {
            true => Ok(()),
            // Another invitation has this lookup: nobody meets that by chance.
            false => Err(RefusalCode::NotAllowed.into()),
        }
    }

    /// Whether this is the lookup of a bundle that is served: whoever is invited may read the directory she is about
    /// to join.
    ///
    /// # Errors
    /// [`RefusalCode::NoSession`] when not.
    pub fn invited(&self, lookup: &[u8; LOOKUP_LEN]) -> Result<(), Refused> {
        self.bundle(lookup).map(drop).map_err(|refused| match refused.code {
            RefusalCode::NoInvitation => RefusalCode::NoSession.into(),
            _ => refused,
        })
    }
}
