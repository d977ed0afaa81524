//! What a new case of a client starts from: the next number, today, the worker.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::case::{Case, Source};
use casework::risk::{Risk, RiskLevel};
use chrono::Datelike;
use casework::id::ClientId;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_blank`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseBlankRequest")]
pub struct Request {
    /// The client.
    pub client: ClientId,
}

/// Response of `case_blank`.
pub type Response = casework::case::Case;

/// Runs the command.
///
/// # Errors
/// [`Code::NotFound`] without such a client.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let today = desk.host().now().date_naive();
    desk.open(|vault| {
        let read = vault.read();
        read.client(request.client)?.ok_or(Code::NotFound)?;
        let beginning = format!("{}-", today.year());
        let last = read.last_case_number(&beginning)?;
        Ok(Case {
            client: request.client,
            number: next_number(&beginning, last.as_deref()),
            opened_on: today,
            worker: Some(vault.identity().person),
            source: Source::Outreach,
            reason: String::new(),
            ground: None,
            risk: Risk { level: RiskLevel::Low, reasons: String::new() },
        })
    })
}

/// The number after the year's last one, of the form `2026-0042`. A number that does not count gives the
/// first one: the worker sees it and may write another.
fn next_number(beginning: &str, last: Option<&str>) -> String {
    let counted = last.and_then(|last| last.strip_prefix(beginning)?.parse::<u32>().ok());
    format!("{beginning}{:04}", counted.map_or(1, |count| count.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_within_the_year() {
        assert_eq!(next_number("2026-", None), "2026-0001");
        assert_eq!(next_number("2026-", Some("2026-0041")), "2026-0042");
        assert_eq!(next_number("2026-", Some("2026-9999")), "2026-10000");
        assert_eq!(next_number("2026-", Some("2026-甲")), "2026-0001");
    }
}
