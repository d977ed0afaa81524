//! The recovery code: what is printed on the recovery sheet and typed back when the passphrase is forgotten.
//! Seven groups, 140 random bits; see [`crate::code`] for how it is written.

use std::fmt;

use zeroize::Zeroizing;

use crate::{code::Code, error::SealingError};

/// A recovery code. Shown only through [`reveal`](Self::reveal), wiped when dropped.
pub struct RecoveryCode(Code<28>);

impl RecoveryCode {
    /// A fresh code from the system's random source.
    #[must_use]
    pub fn make() -> Self {
        Self(Code::make())
    }

    /// Reads a typed code.
    ///
    /// # Errors
    /// [`SealingError::RecoverySlip`] when it was mistyped. A code that parses may still be the wrong one.
    pub fn parse(typed: &str) -> Result<Self, SealingError> {
        Code::parse(typed).map(Self).map_err(SealingError::RecoverySlip)
    }

    /// The code as it is printed, in groups with dashes. For the recovery sheet and nothing else.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        self.0.reveal()
    }

    /// What key stretching is fed with: the 28 random symbols, as numbers below 32.
    pub(crate) fn symbols(&self) -> &[u8] {
        self.0.symbols()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}
