//! A laptop that was revoked takes leave, and its managers hear of it.

use minicbor::{Decode, Encode};

use super::MAX_ANSWERED;
use crate::codec::{Wire, rises};
use crate::id::DeviceId;

/// The last word of a device that was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Farewell {
    /// It has destroyed its keys and what lay under them.
    #[n(0)]
    pub wiped: bool,
}

impl Wire for Farewell {
    const MAX_LEN: usize = 16;
}

/// When a device that was revoked came to the station, by the station's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LastSeen {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// When it came first and was told, in seconds since 1970-01-01 UTC.
    #[n(1)]
    pub told: u64,
    /// When it said that it has destroyed its keys.
    #[n(2)]
    pub wiped: Option<u64>,
}

/// Devices that came to the station after they were revoked. For managers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Farewells {
    /// One for each, in order. One that is not here has not come.
    #[n(0)]
    pub all: Vec<LastSeen>,
}

impl Wire for Farewells {
    const MAX_LEN: usize = super::MAX_BODY_LEN;

    fn is_bounded(&self) -> bool {
        self.all.len() <= MAX_ANSWERED && rises(self.all.iter().map(|seen| seen.device))
    }
}
