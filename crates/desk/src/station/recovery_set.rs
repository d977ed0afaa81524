//! Takes a new recovery key into the station's directory, once two of its sheets were typed back from paper.

use super::append_acts;
use super::line::Line;
use super::recovery::{StationRecovery, state};
use super::sheets::TypedSheets;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_recovery_set`.
// No `Debug`: it holds a secret.
#[derive(Deserialize, TS)]
#[ts(rename = "StationRecoverySetRequest")]
pub struct Request {
    /// Two of the three new sheets.
    pub sheets: TypedSheets,
}

/// Response of `station_recovery_set`.
pub type Response = StationRecovery;

/// Runs the command. The key is kept nowhere from then on. The station's files come into its boxes as the laptops of their
/// members sync.
///
/// # Errors
/// [`Code::SheetMistyped`], [`Code::SheetTwice`], [`Code::SheetsDiffer`]; [`Code::SheetsForeign`] where they are not
/// those that were printed just now; [`Code::NoNewSheets`]; [`Code::NotYourRole`]; that the station is not reached.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.for_managers()?;
    let typed = request.sheets.join()?;
    {
        let session = desk.session();
        let made = session.sheets.as_ref().ok_or(Code::NoNewSheets)?;
        if made.key.user_key().public() != typed.user_key().public() {
            return Err(Code::SheetsForeign.into());
        }
    }
    let mut line = Line::of(desk)?;
    append_acts(desk, &mut line, |vault| Ok(vec![vault.setting_recovery_key(&typed)]))?;
    desk.session().sheets = None;
    state(desk)
}
