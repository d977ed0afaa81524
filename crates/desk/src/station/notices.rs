//! What everybody at the station is told: that its recovery key was set or used, and that somebody filled a box of hers
//! with something else or gave a key that does not open.

use super::recovery::moment;
use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::{CaseId, FileId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{StationNotice, Told, Vault};

/// Request of `station_notices`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationNoticesRequest")]
pub struct Request {}

/// What somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StationNoticeKind {
    /// The station got its first recovery key.
    RecoveryKeySet,
    /// The station got another recovery key.
    RecoveryKeyChanged,
    /// Files were opened with the recovery key.
    RecoveryKeyUsed,
    /// A box for an emergency was filled with something else than the file's key.
    BoxesWrong,
    /// The key that somebody gave who works here for a case does not open.
    KeyWrong,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "StationNotice")]
pub struct Notice {
    /// Its place in the station's directory.
    pub entry: u64,
    /// What.
    pub kind: StationNoticeKind,
    /// Who did it; empty where it is not known.
    pub name: String,
    /// When, by her laptop's clock.
    pub at: Option<DateTime<Utc>>,
    /// Why; empty where there is none or it does not open.
    pub reason: String,
    /// So many files.
    pub files: u32,
    /// Of these, such as who works here may open.
    pub yours: u32,
    /// The case, where it is about one that is here.
    pub case: Option<CaseId>,
    /// What was wrong is right again.
    pub mended: bool,
    /// Who works here has not said yet that she has seen it.
    pub new: bool,
}

/// Response of `station_notices`: the last first. They stay.
pub type Response = Vec<Notice>;

/// Runs the command.
///
/// # Errors
/// [`Locked`](crate::failure::Code::Locked).
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.open(|vault| notices(vault))
}

/// What who works here is told.
pub(super) fn notices(vault: &Vault) -> Result<Vec<Notice>, Failure> {
    vault.station_notices()?.into_iter().map(|notice| view(vault, notice)).collect()
}

fn view(vault: &Vault, notice: StationNotice) -> Result<Notice, Failure> {
    let StationNotice { entry, name, at, told, new, .. } = notice;
    let mut view = Notice {
        entry,
        kind: StationNoticeKind::RecoveryKeySet,
        name,
        at: moment(at),
        reason: String::new(),
        files: 0,
        yours: 0,
        case: None,
        mended: false,
        new,
    };
    match told {
        Told::RecoveryKeySet { again: false } => {}
        Told::RecoveryKeySet { again: true } => view.kind = StationNoticeKind::RecoveryKeyChanged,
        Told::Recovered { reason, files, yours } => {
            view.kind = StationNoticeKind::RecoveryKeyUsed;
            view.reason = reason.unwrap_or_default();
            (view.files, view.yours) = (files, yours);
        }
        Told::BoxesWrong { file, mended } => {
            view.kind = StationNoticeKind::BoxesWrong;
            view.about(vault, file, mended)?;
        }
        Told::KeyWrong { file, mended } => {
            view.kind = StationNoticeKind::KeyWrong;
            view.about(vault, file, mended)?;
        }
    }
    Ok(view)
}

impl Notice {
    /// It is about one file.
    fn about(&mut self, vault: &Vault, file: FileId, mended: bool) -> Result<(), Failure> {
        let case = CaseId(file.0);
        self.case = vault.read().case(case)?.map(|_| case);
        (self.files, self.yours, self.mended) = (1, 1, mended);
        Ok(())
    }
}
