//! The three sheets of a new recovery key for the station, as a PDF (bytes). The key counts for nothing until two of them
//! were typed back: see [`recovery_set`](super::recovery_set).

use super::sheets::NewSheets;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::report::compose::paper_language;
use crate::settings::view::Language;
use paper::StationSheets;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `station_recovery_sheets`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationRecoverySheetsRequest")]
pub struct Request {
    /// `zh` or `en`.
    pub language: Language,
    /// A new key, also where sheets of one wait to be typed back; otherwise those are printed once more.
    pub fresh: bool,
}

/// Response of `station_recovery_sheets`.
pub type Response = Vec<u8>;

/// Runs the command.
///
/// # Errors
/// [`NotYourRole`](crate::failure::Code::NotYourRole); [`NotLinked`](crate::failure::Code::NotLinked);
/// [`NoGlyph`](crate::failure::Code::NoGlyph) for a name that no font can print.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.not_for_sample()?;
    desk.for_managers()?;
    let now = desk.host().now();
    let (station, person) = desk.open(|vault| {
        let identity = vault.identity();
        Ok((identity.station.clone(), identity.person_name.clone()))
    })?;
    let sheets = {
        let mut session = desk.session();
        if request.fresh {
            session.sheets = None;
        }
        let made = session.sheets.get_or_insert_with(NewSheets::make);
        made.shares.each_ref().map(|share| share.reveal().split('-').map(str::to_owned).collect())
    };
    let language = paper_language(request.language);
    let sheets = StationSheets { language, station, person, made_on: now.date_naive(), sheets };
    Ok(paper::station_sheets(&sheets, paper::Fonts::shared()?)?.to_vec())
}
