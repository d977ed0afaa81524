//! What the lock screen and the settings show of the vault.

use ::vault::WipeNotice;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether there is a vault and whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultState {
    /// No vault in the data folder yet.
    Absent,
    /// A vault is there and closed.
    Locked,
    /// The vault is open.
    Open,
}

/// How good a passphrase is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Strength {
    /// 0 (worst) to 4, as zxcvbn counts.
    pub score: u8,
    /// Good enough to protect a case file.
    pub enough: bool,
    /// What would make it better, as keys that the screens translate.
    pub advice: Vec<String>,
}

/// A change that does not verify.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Broken {
    /// Its id in hexadecimal.
    pub change: String,
    /// What is wrong, as a key that the screens translate.
    pub problem: String,
}

/// A vault that was destroyed, because the station no longer counts the laptop.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Wiped {
    /// When, by the laptop's clock.
    pub at: DateTime<FixedOffset>,
    /// The station.
    pub station: String,
    /// Who revoked the laptop; empty where the name is not known.
    pub by: String,
}

impl From<WipeNotice> for Wiped {
    fn from(notice: WipeNotice) -> Self {
        let WipeNotice { at, station, by } = notice;
        Self { at, station, by }
    }
}
