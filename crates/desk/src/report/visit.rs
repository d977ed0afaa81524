//! The visit report as a PDF (bytes).

use super::compose::compose;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::settings::view::Language;
use casework::id::VisitId;
use paper::Fonts;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `report_visit`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportVisitRequest")]
pub struct Request {
    /// The visit.
    pub visit: VisitId,
    /// Language of the page.
    pub language: Language,
    /// Which of its notes, by its change; the first where none is named.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Response of `report_visit`.
pub type Response = Vec<u8>;

/// Runs the command.
///
/// # Errors
/// As the report is composed: [`crate::failure::Code::NotFound`], [`crate::failure::Code::NoGlyph`], those of
/// the attachments.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let page = page(desk, (request.visit, request.note.as_deref()), request.language)?;
    let visit = desk.open(|vault| Ok(vault.read().visit(request.visit)?))?;
    if let Some(visit) = visit {
        desk.note_page(visit.note.case);
    }
    Ok(page)
}

/// The page as a PDF. Printing a long note takes seconds: nothing that is typed meanwhile waits for it. A page
/// whose vault was locked meanwhile is not handed out.
pub(crate) fn page(
    desk: &Desk,
    of: (VisitId, Option<&str>),
    language: Language,
) -> Result<Vec<u8>, Failure> {
    let now = desk.host().now();
    let report = desk.open(|vault| compose(vault, of, language, now))?;
    let page = paper::visit_report(&report, Fonts::shared()?)?;
    desk.open(|_| Ok(page))
}
