//! The visit report as a PDF (bytes).

use super::compose::visit_report;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::settings::view::Language;
use casework::id::VisitId;
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
}

/// Response of `report_visit`.
pub type Response = Vec<u8>;

/// Runs the command.
///
/// # Errors
/// As the report is composed: [`crate::failure::Code::NotFound`], [`crate::failure::Code::NoGlyph`], those of
/// the attachments.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.open(|vault| visit_report(vault, request.visit, request.language, now))
}
