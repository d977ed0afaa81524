//! What a person does to the directory: an entry is made, sent, and taken in here when the station has it; made anew
//! where the directory has grown meanwhile.

use super::line::Line;
use super::refusal;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use chrono::{DateTime, FixedOffset};
use protocol::api::RefusalCode;
use protocol::directory::{Act, SignedEntry};
use sync::{Request as Ask, Response as Answer};
use vault::Vault;

/// How often the directory may grow under an entry.
const TRIES: u32 = 8;

/// Appends what `make` makes of the vault as it is: an entry, and whatever goes with it.
///
/// # Errors
/// The rule that the entry would break, before anything is sent; what the station refuses; that it is not reached.
pub(super) fn append<T>(
    desk: &Desk,
    line: &mut Line,
    make: impl Fn(&Vault, DateTime<FixedOffset>) -> Result<(SignedEntry, T), Failure>,
) -> Result<T, Failure> {
    for _ in 0..TRIES {
        line.directory_down(desk)?;
        let now = desk.host().now();
        let (entry, with) = desk.open(|vault| {
            let (entry, with) = make(vault, now)?;
            checked(vault, &entry)?;
            Ok((entry, with))
        })?;
        // An entry that the station has by now is answered as before.
        match line.carry_surely(&Ask::Append(entry.clone()))? {
            Answer::Appended(_) => {
                desk.open(|vault| Ok(vault.directory_apply(&[entry])?))?;
                desk.told_of_changes();
                return Ok(with);
            }
            Answer::Refused(why) if why.code == RefusalCode::StaleHead => {}
            Answer::Refused(why) => return Err(refusal::refused(why)),
            _ => return Err(Code::NotAStation.into()),
        }
    }
    Err(Code::StationBusy.into())
}

/// Appends acts; where there are none, nothing is sent.
///
/// # Errors
/// As [`append`].
pub(crate) fn append_acts(
    desk: &Desk,
    line: &mut Line,
    make: impl Fn(&Vault) -> Result<Vec<Act>, Failure>,
) -> Result<(), Failure> {
    append(desk, line, |vault, now| Ok((vault.sign_acts(make(vault)?, now)?, ())))
}

/// The rule that an entry would break, told before it is sent.
fn checked(vault: &Vault, entry: &SignedEntry) -> Result<(), Failure> {
    let mut directory = vault.directory().ok_or(Code::NotLinked)?.clone();
    directory.apply(entry).map_err(|fault| refusal::fault(fault).into())
}
