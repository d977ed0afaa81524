//! Opening the vault with a secret, one try at a time, with a wait after wrong ones.

use crate::desk::{Desk, Session};
use crate::failure::{Code, Failure};
use chrono::{DateTime, FixedOffset};
use sealing::ProposedRecovery;
use std::path::Path;
use vault::Vault;

/// Whether a try to open the vault opened it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// It is open now.
    Now,
    /// It was open already; nothing was tried.
    Before,
}

impl Desk {
    /// Tries to open the vault, and counts a wrong try.
    pub(crate) fn try_to_open(
        &self,
        open: impl FnOnce(&Path, DateTime<FixedOffset>) -> Result<Vault, Failure>,
    ) -> Result<Opened, Failure> {
        let _door = self.door();
        if self.session().vault.is_some() {
            return Ok(Opened::Before);
        }
        self.wait()?;
        match open(&self.folder(), self.host().now()) {
            Ok(vault) => {
                self.session().retry.succeeded();
                self.opened(vault);
                Ok(Opened::Now)
            }
            Err(failure) => Err(self.counted(failure)),
        }
    }

    /// Works on the open vault with a secret that proves who asks, and counts a wrong try.
    pub(crate) fn prove<T>(
        &self,
        work: impl FnOnce(&mut Vault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.prove_for_recovery(|vault, _| work(vault))
    }

    /// As [`prove`](Self::prove), with the recovery code that waits to be typed back.
    pub(crate) fn prove_for_recovery<T>(
        &self,
        work: impl FnOnce(&mut Vault, &mut Option<ProposedRecovery>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let _door = self.door();
        self.wait()?;
        let worked = {
            let Session { vault, proposed, .. } = &mut *self.session();
            work(vault.as_mut().ok_or(Code::Locked)?, proposed)
        };
        let answer = worked.map_err(|failure| self.counted(failure))?;
        self.session().retry.succeeded();
        Ok(answer)
    }

    /// Refuses what would lock everybody out of the sample caseload, whose passphrase all may know.
    pub(crate) fn not_for_sample(&self) -> Result<(), Failure> {
        if self.session().sample { Err(Code::NotForSample.into()) } else { Ok(()) }
    }

    fn wait(&self) -> Result<(), Failure> {
        let left = self.session().retry.left(self.host().monotonic());
        if left.is_zero() {
            return Ok(());
        }
        Err(Failure::with(Code::WaitBeforeRetry, left.as_millis().div_ceil(1000)))
    }

    fn counted(&self, failure: Failure) -> Failure {
        if matches!(failure.code, Code::WrongPassphrase | Code::WrongRecoveryCode) {
            self.session().retry.failed(self.host().monotonic());
        }
        failure
    }
}
