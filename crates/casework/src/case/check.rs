//! What must hold of a case before it is opened or changed.

use super::{Case, Ground, GroundKind};
use crate::limits::{MAX_FIELD_CHARS, MAX_NAME_CHARS};
use crate::problem::{Problem, Told, bare, with};
use crate::risk::{Risk, RiskLevel};
use crate::text::{self, TextError};
use chrono::NaiveDate;

/// Below this age, in years, a child cannot consent alone: PIPL art. 31.
pub const AGE_OF_CONSENT: u32 = 14;

/// One thing that is wrong with a case: the field, and what is the matter with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The number on the station's papers.
    #[error("number: {0}")]
    Number(TextError),
    /// The day of intake.
    #[error("opened on: {0}")]
    OpenedOn(OpenedError),
    /// Why the case is opened.
    #[error("reason: {0}")]
    Reason(TextError),
    /// Consent or legal ground.
    #[error("ground: {0}")]
    Ground(GroundError),
    /// Risk. Its reasons may be left out only at low risk.
    #[error("reasons of the risk: {0}")]
    Risk(TextError),
}

impl CaseError {
    /// The problem as screens translate it. Parts of ground and risk are fields of their own.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Number(wrong) => Problem::of("number", wrong),
            Self::OpenedOn(wrong) => Problem::of("opened_on", wrong),
            Self::Reason(wrong) => Problem::of("reason", wrong),
            Self::Ground(GroundError::By(wrong)) => Problem::of("ground_by", wrong),
            Self::Ground(GroundError::Scope(wrong)) => Problem::of("ground_scope", wrong),
            Self::Ground(wrong @ GroundError::InFuture { .. }) => Problem::of("ground_on", wrong),
            Self::Ground(wrong) => Problem::of("ground", wrong),
            Self::Risk(wrong) => Problem::of("reasons", wrong),
        }
    }
}

/// What is wrong with the day of intake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenedError {
    /// It lies ahead.
    #[error("{day} lies in the future")]
    InFuture {
        /// The day.
        day: NaiveDate,
    },
}

/// What is wrong with the ground of the work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GroundError {
    /// Neither consent nor legal ground.
    #[error("neither consent nor a legal ground is recorded")]
    Missing,
    /// A child this young cannot consent alone.
    #[error("a child of {age} needs a guardian's consent, or a legal ground")]
    GuardianNeeded {
        /// The client's age, in years.
        age: u32,
    },
    /// Who consented, or which rule stands in.
    #[error("by: {0}")]
    By(TextError),
    /// What it covers.
    #[error("scope: {0}")]
    Scope(TextError),
    /// Given on a day that lies ahead.
    #[error("{day} lies in the future")]
    InFuture {
        /// The day.
        day: NaiveDate,
    },
}

impl Told for OpenedError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::InFuture { .. } => bare("in_future"),
        }
    }
}

impl Told for GroundError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Missing => bare("empty"),
            Self::GuardianNeeded { age } => with("guardian_needed", age),
            Self::By(wrong) | Self::Scope(wrong) => wrong.told(),
            Self::InFuture { .. } => bare("in_future"),
        }
    }
}

/// The case as it is kept: texts cleaned. `age` is the client's on the day the ground was given, in
/// years, where it is known.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(case: &Case, age: Option<u32>, today: NaiveDate) -> Result<Case, Vec<CaseError>> {
    let mut errors = Vec::new();
    let number = text::check_some(&case.number, MAX_NAME_CHARS);
    let number = number.unwrap_or_else(|e| refuse(&mut errors, CaseError::Number(e)));
    if case.opened_on > today {
        errors.push(CaseError::OpenedOn(OpenedError::InFuture { day: case.opened_on }));
    }
    let reason = text::check_some(&case.reason, MAX_FIELD_CHARS);
    let reason = reason.unwrap_or_else(|e| refuse(&mut errors, CaseError::Reason(e)));
    let ground = match check_ground(case.ground.as_ref(), age, today) {
        Ok(ground) => Some(ground),
        Err(wrong) => {
            errors.extend(wrong.into_iter().map(CaseError::Ground));
            None
        }
    };
    let reasons = check_reasons(&case.risk);
    let reasons = reasons.unwrap_or_else(|e| refuse(&mut errors, CaseError::Risk(e)));
    if !errors.is_empty() {
        return Err(errors);
    }
    let risk = Risk { level: case.risk.level, reasons };
    Ok(Case { number, reason, ground, risk, ..case.clone() })
}

/// Notes an error and gives the empty text that stands in until it is put right.
fn refuse(errors: &mut Vec<CaseError>, error: CaseError) -> String {
    errors.push(error);
    String::new()
}

/// The ground as it is kept: of the case, of a plan, of a referral.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub(crate) fn check_ground(
    ground: Option<&Ground>,
    age: Option<u32>,
    today: NaiveDate,
) -> Result<Ground, Vec<GroundError>> {
    let Some(ground) = ground else { return Err(vec![GroundError::Missing]) };
    let mut errors = Vec::new();
    let too_young =
        age.filter(|age| ground.kind == GroundKind::ClientConsent && *age < AGE_OF_CONSENT);
    errors.extend(too_young.map(|age| GroundError::GuardianNeeded { age }));
    let by = text::check_some(&ground.by, MAX_FIELD_CHARS).map_err(GroundError::By);
    let scope = text::check(&ground.scope, MAX_FIELD_CHARS).map_err(GroundError::Scope);
    if ground.on > today {
        errors.push(GroundError::InFuture { day: ground.on });
    }
    match (by, scope) {
        (Ok(by), Ok(scope)) if errors.is_empty() => {
            Ok(Ground { kind: ground.kind, by, scope: scope.trim().to_owned(), on: ground.on })
        }
        (by, scope) => {
            errors.extend(by.err());
            errors.extend(scope.err());
            Err(errors)
        }
    }
}

fn check_reasons(risk: &Risk) -> Result<String, TextError> {
    match text::check_some(&risk.reasons, MAX_FIELD_CHARS) {
        Err(TextError::Empty) if risk.level == RiskLevel::Low => Ok(String::new()),
        checked => checked,
    }
}

#[cfg(test)]
mod tests;
