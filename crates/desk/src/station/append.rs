//! What a person does to the directory: an entry is made, sent, and taken in here when the station has it; made anew
//! where the directory has grown meanwhile.

use super::line::Line;
use super::refusal;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use chrono::{DateTime, FixedOffset};
use protocol::api::{Heads, RefusalCode};
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
    append_knowing(desk, line, |_| Ok(()), |vault, now, ()| make(vault, now))
}

/// As [`append`], with what `ask` asks the station before each try.
fn append_knowing<A, T>(
    desk: &Desk,
    line: &mut Line,
    ask: impl Fn(&mut Line) -> Result<A, Failure>,
    make: impl Fn(&Vault, DateTime<FixedOffset>, &A) -> Result<(SignedEntry, T), Failure>,
) -> Result<T, Failure> {
    for _ in 0..TRIES {
        line.directory_down(desk)?;
        let asked = ask(line)?;
        let now = desk.host().now();
        let (entry, with) = desk.open(|vault| {
            let (entry, with) = make(vault, now, &asked)?;
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

/// Appends acts that say up to where somebody's changes count: with how far the station has them at each try, so that as
/// little as can be goes up in between.
///
/// # Errors
/// As [`append`]; [`Code::SyncFirst`] where the station has less of them than it had.
pub(crate) fn append_ends(
    desk: &Desk,
    line: &mut Line,
    make: impl Fn(&Vault, &Heads) -> Result<Vec<Act>, Failure>,
) -> Result<(), Failure> {
    append_knowing(desk, line, Line::heads, |vault, now, heads| {
        Ok((vault.sign_acts(make(vault, heads)?, now)?, ()))
    })
}

/// The rule that an entry would break, told before it is sent.
fn checked(vault: &Vault, entry: &SignedEntry) -> Result<(), Failure> {
    let mut directory = vault.directory().ok_or(Code::NotLinked)?.clone();
    directory.apply(entry).map_err(|fault| refusal::fault(fault).into())
}
