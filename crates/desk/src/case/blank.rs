//! What a new case of a client starts from: the next number, today, the worker.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use casework::case::{Case, Source};
use casework::id::ClientId;
use casework::risk::{Risk, RiskLevel};
use chrono::Datelike;
use serde::Deserialize;
use ts_rs::TS;
use vault::Reader;

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
        Ok(Case {
            client: request.client,
            number: next_number(read, today.year())?,
            opened_on: today,
            worker: Some(vault.identity().person),
            source: Source::Outreach,
            reason: String::new(),
            ground: None,
            risk: Risk { level: RiskLevel::Low, reasons: String::new() },
        })
    })
}

/// The first free number after the year's last one, of the form `2026-0042`.
fn next_number(read: Reader<'_>, year: i32) -> Result<String, Failure> {
    let beginning = format!("{year}-");
    let last = read.last_case_number(&beginning)?;
    let mut count = after(&beginning, last.as_deref());
    loop {
        let number = format!("{beginning}{count:04}");
        if read.cases_numbered(&number)?.is_empty() {
            return Ok(number);
        }
        count = count.saturating_add(1);
    }
}

/// Where to count on. A number that does not count, such as a worker may have written herself, starts
/// anew.
fn after(beginning: &str, last: Option<&str>) -> u32 {
    let counted = last.and_then(|last| last.strip_prefix(beginning)?.parse::<u32>().ok());
    counted.map_or(1, |count| count.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_within_the_year() {
        assert_eq!(after("2026-", None), 1);
        assert_eq!(after("2026-", Some("2026-0041")), 42);
        assert_eq!(after("2026-", Some("2026-9999")), 10_000);
        assert_eq!(after("2026-", Some("2026-甲")), 1);
    }
}
