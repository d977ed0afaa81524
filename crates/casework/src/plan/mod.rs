//! The agreed plan 服务计划: the goals as they stood when the client agreed to them, how one means to reach
//! them, and the consent. Goals go on being edited as records of their own; the plan is what was signed.

use crate::action::AgreedAction;
use crate::case::Ground;
use crate::encounter;
use crate::fields::RecordKind;
use crate::goal::{self, Goal};
use crate::id::{GoalId, RecordId};
use crate::kind;
use crate::limits::{MAX_GOALS, MAX_NOTE_CHARS};
use crate::problem::{Lack, Lacks};
use crate::signed::Note;
use crate::stage::Says;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A goal as it was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AgreedGoal {
    /// Its identity.
    pub id: GoalId,
    /// The goal, without its progress.
    pub goal: Goal,
}

/// A plan form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct PlanForm {
    /// The assessment that it rests on.
    pub assessment: Option<RecordId>,
    /// The day on which it was agreed.
    pub agreed_on: Option<NaiveDate>,
    /// The goals.
    pub goals: Vec<AgreedGoal>,
    /// How one means to reach them: services, rhythm, who takes part.
    pub measures: String,
    /// First actions, with owners and days.
    pub actions: Vec<AgreedAction>,
    /// When the plan is looked at again.
    pub review_on: Option<NaiveDate>,
    /// Consent to the plan, or the rule that stands in for it.
    pub consent: Option<Ground>,
    /// The client's signature was given on the printed page.
    pub client_signed: bool,
}

impl Note for PlanForm {
    const KIND: RecordKind = kind::PLAN;
}

impl PlanForm {
    /// What it says about stages, once it is signed.
    #[must_use]
    pub fn says(&self) -> Option<Says> {
        Some(Says::Planned { assessment: self.assessment? })
    }
}

/// The plan as it is signed. `age` is the client's on the day of consent, in years, where it is known.
///
/// # Errors
/// Everything that is wrong, in the order of the form. Of a goal the first thing that is wrong is told,
/// with its field as the detail (`goal_lacks`).
pub fn check(form: &PlanForm, age: Option<u32>, today: NaiveDate) -> Result<PlanForm, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let lack = &mut lacks;
    lack.tell_if(form.assessment.is_none(), "assessment", "empty");
    lack.past("agreed_on", form.agreed_on, today);
    let goals = goals(lack, &form.goals, today);
    let measures = lack.some("measures", &form.measures, MAX_NOTE_CHARS);
    let day = form.agreed_on.unwrap_or(today);
    let actions = encounter::actions(lack, &form.actions, day);
    lack.not_before("review_on", form.review_on, Some(day));
    let consent = lack.ground(form.consent.as_ref(), age, today);
    lacks.or(PlanForm { goals, measures, actions, consent, ..form.clone() })
}

fn goals(lacks: &mut Lacks, goals: &[AgreedGoal], today: NaiveDate) -> Vec<AgreedGoal> {
    lacks.tell_if(goals.is_empty(), "goals", "empty");
    lacks.at_most("goals", goals.len(), MAX_GOALS);
    let checked = goals.iter().enumerate().filter_map(|(index, agreed)| {
        let twice = goals[..index].iter().any(|earlier| earlier.id == agreed.id);
        lacks.tell_if(twice, ("goals", index), "twice");
        lacks.tell_if(!agreed.goal.levels.are_whole(), ("goals", index), "scale_not_whole");
        lacks.tell_if(agreed.goal.end.is_some(), ("goals", index), "ended");
        match goal::check(&agreed.goal, today) {
            Ok(goal) => Some(AgreedGoal { id: agreed.id, goal: Goal { progress: vec![], ..goal } }),
            Err(wrong) => {
                let field = wrong.first().map_or("goal", |lack| lack.field);
                lacks.tell_with(("goals", index), "goal_lacks", field);
                None
            }
        }
    });
    checked.collect()
}

#[cfg(test)]
mod tests;
