//! Bundles of invitations: kept for somebody who does not trust the station yet.

use protocol::api::{PutInvitation, RefusalCode, Refused, SealedBundle};
use protocol::directory::{Fate, Role};
use protocol::invitation::LOOKUP_LEN;

use crate::clock::unix_seconds;
use crate::station::{Asker, Station};
use crate::store::{FoundInvitation, KeptInvitation};

/// Longest time for which a bundle is served.
pub const LONGEST: u32 = 30 * 24 * 3600;

impl Station {
    /// The bundle under a lookup. Nobody has the lookup without the code: whoever comes too late is told so, and who
    /// guesses learns nothing.
    ///
    /// # Errors
    /// [`RefusalCode::InvitationUsed`], [`RefusalCode::InvitationExpired`]; [`RefusalCode::NoInvitation`] for every
    /// other lookup.
    pub fn bundle(&self, lookup: &[u8; LOOKUP_LEN]) -> Result<SealedBundle, Refused> {
        let found = self.store.invitation(lookup, unix_seconds());
        let found = found.map_err(|error| self.refusal(&error))?;
        let FoundInvitation { invitation, sealed, expired } =
            found.ok_or(RefusalCode::NoInvitation)?;
        // Kept in the moment in which it was used, it counts no more than one that was emptied.
        let waits = self.directory().as_ref().is_none_or(|directory| {
            directory.invitation(invitation).is_some_and(|known| known.fate == Fate::Open)
        });
        if sealed.is_empty() || !waits {
            return Err(RefusalCode::InvitationUsed.into());
        }
        if expired {
            return Err(RefusalCode::InvitationExpired.into());
        }
        Ok(SealedBundle { sealed })
    }

    /// Keeps the bundle of an invitation that is in the directory, for whoever made it or a manager.
    ///
    /// # Errors
    /// [`RefusalCode::NoInvitation`] when the directory has no such invitation, [`RefusalCode::InvitationUsed`] when it
    /// can no longer be used; [`RefusalCode::NotAllowed`]; [`RefusalCode::ReadOnly`].
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
                return Err(RefusalCode::InvitationUsed.into());
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
            RefusalCode::NoInvitation
            | RefusalCode::InvitationUsed
            | RefusalCode::InvitationExpired => RefusalCode::NoSession.into(),
            _ => refused,
        })
    }
}
