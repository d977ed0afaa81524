//! What a person does at the station, and so what the program offers her.

use serde::{Deserialize, Serialize};

/// A person's part in the station.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 社工: owns cases and writes notes. Also who works alone, without a station.
    Worker,
    /// 督导: reviews notes, is consulted in a crisis.
    Supervisor,
    /// 主管: runs the station.
    Manager,
    /// 儿童主任: invited into single cases.
    ChildDirector,
    /// Reads who opened which case file.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Worker, Self::Supervisor, Self::Manager, Self::ChildDirector, Self::Auditor];

    /// Reviews what others have signed.
    #[must_use]
    pub fn reviews(self) -> bool {
        matches!(self, Self::Supervisor | Self::Manager)
    }
}
