//! Where a case stands, what brought it there, and what the next stage needs.

use super::{CaseNow, Needed, Says, Stage, StageRecord, hindrances};
use crate::id::RecordId;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// A stage that was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Entered {
    /// Which.
    pub stage: Stage,
    /// The record that justifies it; none for the intake, which the case itself justifies.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub by: Option<RecordId>,
    /// The day that the record is about.
    pub on: NaiveDate,
}

/// A step back, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Back {
    /// The record.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub by: RecordId,
    /// When.
    pub on: NaiveDate,
    /// To which stage.
    pub to: Stage,
    /// Why.
    pub reason: String,
    /// It reopened a closed case.
    pub reopened: bool,
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Standing {
    /// The stage.
    pub stage: Stage,
    /// Every stage that was entered and not left again backwards, in the order of the work. A stage that was
    /// passed over (a case closed at intake) is not there.
    pub entered: Vec<Entered>,
    /// Every step back, by day.
    pub backs: Vec<Back>,
    /// The stage that follows.
    pub next: Option<Stage>,
    /// What that one still needs.
    pub missing: Vec<Needed>,
}

impl Standing {
    /// The record that justifies a stage.
    #[must_use]
    pub fn entered(&self, stage: Stage) -> Option<&Entered> {
        self.entered.iter().find(|entered| entered.stage == stage)
    }
}

/// Where a case stands with these records, whatever their order.
#[must_use]
pub fn standing(now: &CaseNow, records: &[StageRecord]) -> Standing {
    let live = Live::of(records);
    let mut entered = vec![Entered { stage: Stage::Intake, by: None, on: now.opened_on }];
    for stage in &Stage::ALL[1..] {
        let first = live.first(*stage);
        entered.extend(first.map(|(on, by)| Entered { stage: *stage, by: Some(by), on }));
    }
    let stage = entered.last().map_or(Stage::Intake, |last| last.stage);
    let next = stage.next();
    let missing = next.map_or_else(Vec::new, |next| missing(next, now));
    Standing { stage, entered, backs: backs(records), next, missing }
}

/// What a stage needs, beyond what the stage before it had.
fn missing(next: Stage, now: &CaseNow) -> Vec<Needed> {
    match next {
        Stage::Intake | Stage::Referral => Vec::new(),
        Stage::Assessment => {
            let ground = (!now.grounded).then_some(Needed::Ground);
            ground.into_iter().chain([Needed::Assessment]).collect()
        }
        Stage::Plan => {
            let goal = (now.goals == 0).then_some(Needed::Goal);
            let scales = now.unscaled.iter().map(|goal| Needed::Scale { goal: *goal });
            goal.into_iter().chain(scales).chain([Needed::Plan]).collect()
        }
        Stage::Intervention => vec![Needed::Contact],
        Stage::Evaluation => vec![Needed::Evaluation],
        Stage::Closure => hindrances(now).into_iter().chain([Needed::Closure]).collect(),
        Stage::FollowUp => vec![Needed::FollowUp],
    }
}

fn backs(records: &[StageRecord]) -> Vec<Back> {
    let closures: BTreeSet<RecordId> = (records.iter())
        .filter(|record| matches!(record.says, Says::Closed { .. }))
        .map(|record| record.id)
        .collect();
    let mut backs: Vec<Back> = records
        .iter()
        .filter_map(|record| {
            let Says::SteppedBack { to, sets_aside, reason } = &record.says else { return None };
            Some(Back {
                by: record.id,
                on: record.on,
                to: *to,
                reason: reason.clone(),
                reopened: sets_aside.iter().any(|id| closures.contains(id)),
            })
        })
        .collect();
    backs.sort_by_key(|back| (back.on, back.by));
    backs.dedup_by_key(|back| back.by);
    backs
}

/// What still justifies a stage: day and identity of each record.
pub(super) struct Live {
    assessments: Vec<Dated>,
    plans: Vec<Dated>,
    contacts: Vec<Dated>,
    evaluations: Vec<Dated>,
    referrals: Vec<Dated>,
    closures: Vec<Dated>,
    follow_ups: Vec<Dated>,
}

type Dated = (NaiveDate, RecordId);

impl Live {
    pub(super) fn of(records: &[StageRecord]) -> Self {
        let aside: BTreeSet<RecordId> = (records.iter())
            .filter_map(|record| match &record.says {
                Says::SteppedBack { sets_aside, .. } => Some(sets_aside.iter().copied()),
                _ => None,
            })
            .flatten()
            .collect();
        let that = |says: &dyn Fn(&Says) -> bool| -> Vec<Dated> {
            let stands = |record: &&StageRecord| !aside.contains(&record.id) && says(&record.says);
            records.iter().filter(stands).map(|record| (record.on, record.id)).collect()
        };
        let among = |those: &[Dated], id: &RecordId| those.iter().any(|(_, those)| those == id);
        let assessments = that(&|says| matches!(says, Says::Assessed));
        let plans = that(&|says| match says {
            Says::Planned { assessment } => among(&assessments, assessment),
            _ => false,
        });
        let evaluations = that(&|says| match says {
            Says::Evaluated { plan } => among(&plans, plan),
            _ => false,
        });
        let closures = that(&|says| match says {
            Says::Closed { evaluation: Some(evaluation) } => among(&evaluations, evaluation),
            Says::Closed { evaluation: None } => true,
            _ => false,
        });
        let met = that(&|says| matches!(says, Says::Met));
        let planned = plans.iter().map(|(on, _)| *on).min();
        let replanned = replanned_on(records);
        let contacts = met.iter().copied().filter(|(on, _)| {
            planned.is_some_and(|planned| *on >= planned)
                && replanned.is_none_or(|replanned| *on > replanned)
        });
        let contacts: Vec<Dated> = contacts.collect();
        let closed = closures.iter().map(|(on, _)| *on).min();
        let after = |(on, _): &Dated| closed.is_some_and(|closed| *on > closed);
        let follow_ups = met.into_iter().filter(after).collect();
        let referrals = that(&|says| matches!(says, Says::ReferredAway));
        Self { assessments, plans, contacts, evaluations, referrals, closures, follow_ups }
    }

    /// What justifies a stage.
    pub(super) fn justifying(&self, stage: Stage) -> &[Dated] {
        match stage {
            Stage::Intake => &[],
            Stage::Assessment => &self.assessments,
            Stage::Plan => &self.plans,
            Stage::Intervention => &self.contacts,
            Stage::Evaluation => &self.evaluations,
            Stage::Referral => &self.referrals,
            Stage::Closure => &self.closures,
            Stage::FollowUp => &self.follow_ups,
        }
    }

    /// The first that justifies it, by day.
    fn first(&self, stage: Stage) -> Option<Dated> {
        self.justifying(stage).iter().min().copied()
    }
}

/// The last day on which the case went back to before the intervention: contacts until then are of the old
/// course, and too many to be named one by one.
fn replanned_on(records: &[StageRecord]) -> Option<NaiveDate> {
    let to_plan = |record: &StageRecord| match &record.says {
        Says::SteppedBack { to, .. } if *to <= Stage::Plan => Some(record.on),
        _ => None,
    };
    records.iter().filter_map(to_plan).max()
}
