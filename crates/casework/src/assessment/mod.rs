//! The assessment 预估: needs by domain, strengths, risks with their reasons, scales.

mod matrix;

pub use matrix::{Grade, level};

use crate::fields::RecordKind;
use crate::kind;
use crate::limits::{MAX_ENTRIES, MAX_FIELD_CHARS, MAX_NOTE_CHARS};
use crate::need::Need;
use crate::problem::{Lack, Lacks};
use crate::risk::{Risk, RiskLevel};
use crate::scale::Taken;
use crate::signed::Note;
use crate::stage::Says;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a client needs in one domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NeedFound {
    /// The domain.
    pub need: Need,
    /// What was found: facts.
    pub found: String,
    /// What is needed.
    pub needed: String,
}

/// A risk: a cell of the matrix, with why it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RiskFactor {
    /// What may happen.
    pub what: String,
    /// How likely it is.
    pub likelihood: Grade,
    /// How grave it would be.
    pub harm: Grade,
    /// Why the worker thinks so.
    pub reasons: String,
}

impl RiskFactor {
    /// The level of its cell.
    #[must_use]
    pub fn level(&self) -> RiskLevel {
        level(self.likelihood, self.harm)
    }
}

/// An assessment form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct AssessmentForm {
    /// When it was made.
    pub on: Option<NaiveDate>,
    /// From whom and what: the client, a teacher, a visit, papers.
    pub sources: String,
    /// Needs by domain, each once.
    pub needs: Vec<NeedFound>,
    /// What the client and the family can do and have.
    pub strengths: String,
    /// Risks, each with its reasons.
    pub risks: Vec<RiskFactor>,
    /// The risk of the case and why.
    pub risk: Option<Risk>,
    /// Why it is put lower than the gravest of `risks`, where it is.
    pub lower_because: String,
    /// Scales that were taken.
    pub scales: Vec<Taken>,
    /// What follows from it all: judgement.
    pub judgement: String,
}

impl Note for AssessmentForm {
    const KIND: RecordKind = kind::ASSESSMENT;
}

impl AssessmentForm {
    /// The gravest level of its risks.
    #[must_use]
    pub fn gravest(&self) -> Option<RiskLevel> {
        self.risks.iter().map(RiskFactor::level).max()
    }

    /// A scale asks for a crisis.
    #[must_use]
    pub fn asks_crisis(&self) -> bool {
        self.scales.iter().any(|taken| taken.asks_crisis)
    }

    /// What it says about stages.
    #[must_use]
    pub fn says(&self) -> Says {
        Says::Assessed
    }
}

/// The assessment as it is signed.
///
/// # Errors
/// Everything that is wrong, in the order of the form. The risk of the case may be put lower than the
/// matrix gives, but not without saying why (`below_matrix`).
pub fn check(form: &AssessmentForm, today: NaiveDate) -> Result<AssessmentForm, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let lack = &mut lacks;
    lack.past("on", form.on, today);
    let sources = lack.some("sources", &form.sources, MAX_FIELD_CHARS);
    let needs = needs(lack, &form.needs);
    let strengths = lack.some("strengths", &form.strengths, MAX_NOTE_CHARS);
    let risks = risks(lack, &form.risks);
    let risk = risk(lack, form.risk.as_ref());
    let lower = form.risk.as_ref().is_some_and(|risk| Some(risk.level) < form.gravest());
    let lower_because = lack.text("lower_because", &form.lower_because, MAX_FIELD_CHARS);
    lack.tell_if(lower && lower_because.is_empty(), "lower_because", "below_matrix");
    lack.at_most("scales", form.scales.len(), MAX_ENTRIES);
    let later = |taken: &Taken| taken.on > today;
    lack.tell_if(form.scales.iter().any(later), "scales", "in_future");
    let judgement = lack.some("judgement", &form.judgement, MAX_NOTE_CHARS);
    lacks.or(AssessmentForm {
        on: form.on,
        sources,
        needs,
        strengths,
        risks,
        risk,
        lower_because,
        scales: form.scales.clone(),
        judgement,
    })
}

fn needs(lacks: &mut Lacks, needs: &[NeedFound]) -> Vec<NeedFound> {
    lacks.tell_if(needs.is_empty(), "needs", "empty");
    let checked = needs.iter().enumerate().map(|(index, need)| {
        let twice = needs[..index].iter().any(|earlier| earlier.need == need.need);
        lacks.tell_if(twice, ("needs", index), "twice");
        NeedFound {
            need: need.need,
            found: lacks.some(("need_found", index), &need.found, MAX_FIELD_CHARS),
            needed: lacks.text(("need_needed", index), &need.needed, MAX_FIELD_CHARS),
        }
    });
    checked.collect()
}

fn risks(lacks: &mut Lacks, risks: &[RiskFactor]) -> Vec<RiskFactor> {
    lacks.at_most("risks", risks.len(), MAX_ENTRIES);
    let checked = risks.iter().enumerate().map(|(index, factor)| RiskFactor {
        what: lacks.some(("risk_what", index), &factor.what, MAX_FIELD_CHARS),
        reasons: lacks.some(("risk_reasons", index), &factor.reasons, MAX_FIELD_CHARS),
        ..factor.clone()
    });
    checked.collect()
}

fn risk(lacks: &mut Lacks, risk: Option<&Risk>) -> Option<Risk> {
    let Some(risk) = risk else {
        lacks.tell("risk", "empty");
        return None;
    };
    let reasons = match risk.level {
        RiskLevel::Low => lacks.text("reasons", &risk.reasons, MAX_FIELD_CHARS),
        _ => lacks.some("reasons", &risk.reasons, MAX_FIELD_CHARS),
    };
    Some(Risk { level: risk.level, reasons })
}

#[cfg(test)]
mod tests;
