//! The evaluation 评估: how far each goal of the plan was reached, what the client thinks of the work, what
//! follows.

use crate::fields::RecordKind;
use crate::goal::{Attainment, Rated, t_score};
use crate::id::{GoalId, RecordId};
use crate::kind;
use crate::limits::{MAX_FIELD_CHARS, MAX_GOALS, MAX_NOTE_CHARS, MAX_WEIGHT};
use crate::problem::{Lack, Lacks};
use crate::signed::Note;
use crate::stage::Says;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How far a goal was reached in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Outcome {
    /// Which.
    pub goal: GoalId,
    /// How much it counts, as in the plan.
    pub weight: u8,
    /// How far.
    pub level: Option<Attainment>,
    /// How one sees it.
    pub evidence: String,
}

/// What follows from an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Proposal {
    /// The case is closed.
    Close,
    /// The work goes on as it is.
    GoOn,
    /// The plan is made anew.
    Replan,
    /// The client is referred.
    Refer,
}

/// An evaluation form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct EvaluationForm {
    /// The plan that is evaluated.
    pub plan: Option<RecordId>,
    /// When.
    pub on: Option<NaiveDate>,
    /// The goals of the plan.
    pub outcomes: Vec<Outcome>,
    /// What the client thinks of the work, in her words.
    pub client_view: String,
    /// How content she is, 1 to 5; none where she does not say.
    pub satisfaction: Option<u8>,
    /// What the worker thinks of it: what helped, what did not.
    pub worker_view: String,
    /// What follows.
    pub proposal: Option<Proposal>,
}

impl Note for EvaluationForm {
    const KIND: RecordKind = kind::EVALUATION;
}

impl EvaluationForm {
    /// The T-score of the goals that are rated.
    #[must_use]
    pub fn t_score(&self) -> Option<f64> {
        let rated = self.outcomes.iter().filter_map(|outcome| {
            Some(Rated { weight: outcome.weight.into(), level: outcome.level? })
        });
        t_score(&rated.collect::<Vec<_>>())
    }

    /// What it says about stages, once it is signed.
    #[must_use]
    pub fn says(&self) -> Option<Says> {
        Some(Says::Evaluated { plan: self.plan? })
    }
}

/// The evaluation as it is signed. `planned` are the goals of the plan: each has its outcome.
///
/// # Errors
/// Everything that is wrong, in the order of the form; of a goal that was forgotten `goal_missing`, with
/// its identity.
pub fn check(
    form: &EvaluationForm,
    planned: &[GoalId],
    today: NaiveDate,
) -> Result<EvaluationForm, Vec<Lack>> {
    let mut lacks = Lacks::default();
    lacks.tell_if(form.plan.is_none(), "plan", "empty");
    lacks.past("on", form.on, today);
    let outcomes = outcomes(&mut lacks, &form.outcomes, planned);
    let client_view = lacks.some("client_view", &form.client_view, MAX_NOTE_CHARS);
    let content = form.satisfaction.is_none_or(|content| (1..=5).contains(&content));
    lacks.tell_if(!content, "satisfaction", "out_of_range");
    let worker_view = lacks.some("worker_view", &form.worker_view, MAX_NOTE_CHARS);
    lacks.tell_if(form.proposal.is_none(), "proposal", "empty");
    lacks.or(EvaluationForm { outcomes, client_view, worker_view, ..form.clone() })
}

fn outcomes(lacks: &mut Lacks, outcomes: &[Outcome], planned: &[GoalId]) -> Vec<Outcome> {
    let given = |goal: &GoalId| outcomes.iter().any(|outcome| outcome.goal == *goal);
    for goal in planned.iter().filter(|goal| !given(goal)) {
        lacks.tell_with("outcomes", "goal_missing", goal);
    }
    lacks.at_most("outcomes", outcomes.len(), MAX_GOALS);
    let checked = outcomes.iter().enumerate().map(|(index, outcome)| {
        let twice = outcomes[..index].iter().any(|earlier| earlier.goal == outcome.goal);
        lacks.tell_if(twice, ("outcomes", index), "twice");
        lacks.tell_if(outcome.level.is_none(), ("outcome_level", index), "empty");
        let weighs = (1..=MAX_WEIGHT).contains(&outcome.weight);
        lacks.tell_if(!weighs, ("outcome_weight", index), "out_of_range");
        let evidence = lacks.some(("outcome_evidence", index), &outcome.evidence, MAX_FIELD_CHARS);
        Outcome { evidence, ..outcome.clone() }
    });
    checked.collect()
}

#[cfg(test)]
mod tests;
