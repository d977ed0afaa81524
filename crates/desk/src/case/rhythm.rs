//! How often a client of certain categories is visited, at each level of risk, by the rules in force.

use super::view::Rhythm;
use crate::desk::Desk;
use crate::failure::Failure;
use casework::category::Category;
use casework::risk::RiskLevel;
use serde::Deserialize;
use ts_rs::TS;

/// Request of `case_rhythm`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CaseRhythmRequest")]
pub struct Request {
    /// The client's categories.
    pub categories: Vec<Category>,
}

/// Response of `case_rhythm`: one a level, the lowest first.
pub type Response = Vec<Rhythm>;

/// Runs the command.
///
/// # Errors
/// [`Code::Locked`](crate::failure::Code): which rules are in force is settled when the vault is opened.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        let rules = vault.read().visit_rules();
        let levels = [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical];
        let rhythm = |risk| Rhythm {
            risk,
            days: rules.interval(risk, &request.categories).days,
            name: rules.name_of(risk, &request.categories).cloned(),
        };
        Ok(levels.into_iter().map(rhythm).collect())
    })
}
