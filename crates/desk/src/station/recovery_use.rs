//! Opens files with two sheets of the station's recovery key, where their laptops are lost.

use super::append;
use super::line::Line;
use super::sheets::{TypedSheets, reason};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::id::PersonId;
use protocol::directory::Act;
use sealing::RecoveryKey;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use ts_rs::TS;
use vault::{RecoveryScope, Vault};

/// Request of `station_recovery_use`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "StationRecoveryUseRequest")]
pub struct Request {
    /// Two of the three sheets.
    pub sheets: TypedSheets,
    /// Why; everybody at the station reads it.
    pub reason: String,
    /// Whose files are opened; without it those that no laptop opens which counts still.
    #[serde(default)]
    #[ts(optional)]
    pub of: Option<PersonId>,
    /// Who else is let in.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub admit: Vec<PersonId>,
}

/// Response of `station_recovery_use`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "StationRecoveryUseResponse")]
pub struct Response {
    /// So many files were opened. Their records come with the next sync.
    pub files: u32,
}

/// Runs the command.
///
/// # Errors
/// [`Code::SheetMistyped`], [`Code::SheetTwice`], [`Code::SheetsDiffer`]; [`Code::SheetsForeign`] where the station never
/// had such a key, [`Code::SheetsOld`] where it has another by now that the files are in boxes for;
/// [`Code::NothingToRecover`]; [`Code::ReasonMissing`]; [`Code::NotYourRole`]; that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.for_managers()?;
    let reason = reason(&request.reason)?;
    let key = request.sheets.join()?;
    let scope = request.of.map_or(RecoveryScope::Stranded, RecoveryScope::Of);
    let mut line = Line::of(desk)?;
    let mut files = 0;
    // One entry holds so many and no more.
    loop {
        let opened = open_some(desk, &mut line, (&key, scope), &request.admit, &reason);
        match opened {
            Ok(0) => break,
            Ok(more) => files += more,
            Err(failure) if failure.code == Code::NothingToRecover && files > 0 => break,
            Err(failure) => return Err(failure),
        }
    }
    Ok(Response { files })
}

/// Opens as many as one entry holds.
fn open_some(
    desk: &Desk,
    line: &mut Line,
    (key, scope): (&RecoveryKey, RecoveryScope),
    admit: &[PersonId],
    reason: &str,
) -> Result<u32, Failure> {
    let opened = Cell::new(0);
    append(desk, line, |vault, now| {
        let acts = vault.recovering(key, scope, admit, reason)?;
        let Some(Act::Recover { files, .. }) = acts.first() else {
            return Err(nothing(vault, key)?.into());
        };
        opened.set(u32::try_from(files.len()).unwrap_or(u32::MAX));
        Ok((vault.sign_acts(acts, now)?, ()))
    })?;
    Ok(opened.get())
}

/// Why the key opens nothing.
fn nothing(vault: &Vault, key: &RecoveryKey) -> Result<Code, Failure> {
    let directory = vault.directory().ok_or(Code::NotLinked)?;
    let public = key.user_key().public();
    let present = directory.recovery_key().is_some_and(|known| known.user_key == public);
    let known = directory.recovery_keys().iter().any(|known| known.user_key == public);
    Ok(match (present, known) {
        (true, _) => Code::NothingToRecover,
        (false, true) => Code::SheetsOld,
        (false, false) => Code::SheetsForeign,
    })
}
