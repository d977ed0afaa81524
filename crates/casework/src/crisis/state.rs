//! Where a crisis stands: a function of its opening and its entries, whatever their order.

use super::{Act, Entry, Opening, Protocol, Step, StepKind, day_of};
use crate::id::EntryId;
use crate::role::Role;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::Serialize;
use std::collections::BTreeSet;

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// To be done.
    Waiting,
    /// Done.
    Done,
    /// Left out, with a reason.
    Skipped,
}

/// A step, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StepState {
    /// Which.
    pub step: String,
    /// How it stands.
    pub status: Status,
    /// By when.
    pub due: DateTime<FixedOffset>,
    /// It waits, and its time is over.
    pub overdue: bool,
    /// The entry that settled it, by its time; none while it waits.
    pub by: Option<EntryId>,
}

/// A decision on the mandatory report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Decision {
    /// Its entry.
    pub entry: EntryId,
    /// A report was made.
    pub reported: bool,
    /// The receipt's number; empty while there is none.
    pub receipt: String,
    /// The supervisor who stands by it.
    pub countersigned: Option<EntryId>,
}

/// How the daily contact goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FollowUps {
    /// The last day of a contact.
    pub last: Option<NaiveDate>,
    /// Days from the one after the opening to yesterday without a contact.
    pub missed: u32,
    /// Today's is still to be made.
    pub due_today: bool,
}

/// Where a crisis stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct State {
    /// Nobody who may has stood it down with all that was needed before her.
    pub open: bool,
    /// The entry that stood it down, by its time.
    pub stood_down: Option<EntryId>,
    /// The steps, in the order of the protocol.
    pub steps: Vec<StepState>,
    /// Decisions on the report, by time.
    pub decisions: Vec<Decision>,
    /// Who of those to be heard was neither heard nor tried.
    pub unheard: Vec<Role>,
    /// The daily contact.
    pub follow_ups: FollowUps,
    /// Entries that whoever stood it down did not have before her: to be looked at.
    pub unseen: Vec<EntryId>,
    /// Entries that count for nothing: a worker's standing down, a countersignature of one's own decision.
    pub refused: Vec<EntryId>,
}

/// Where a crisis stands at a moment of its opener's wall time. `now` is for what is due only.
#[must_use]
pub fn state(opening: &Opening, entries: &[Entry], now: DateTime<FixedOffset>) -> State {
    let protocol = &opening.protocol;
    let course = Entries::of(entries);
    let stood_down = course.stood_down(protocol);
    let steps = protocol.steps.iter().map(|step| {
        let (status, by) = course.status(protocol, step, stood_down.map(|entry| entry.id));
        let due = opening
            .opened_at
            .checked_add_signed(TimeDelta::minutes(step.within_minutes.into()))
            .unwrap_or(opening.opened_at);
        let overdue = status == Status::Waiting && now > due;
        StepState { step: step.id.clone(), status, due, overdue, by }
    });
    let seen = stood_down.map(seen_by).unwrap_or_default();
    let unseen = |entry: &&&Entry| {
        stood_down.is_some_and(|down| down.id != entry.id) && !seen.contains(&entry.id)
    };
    State {
        open: stood_down.is_none(),
        stood_down: stood_down.map(|entry| entry.id),
        steps: steps.collect(),
        decisions: course.decisions(),
        unheard: course.unheard(protocol),
        follow_ups: course.follow_ups(opening, stood_down, now),
        unseen: course.sorted.iter().filter(unseen).map(|entry| entry.id).collect(),
        refused: course.refused(protocol),
    }
}

fn seen_by(entry: &Entry) -> BTreeSet<EntryId> {
    match &entry.act {
        Act::StoodDown { seen, .. } => seen.iter().copied().collect(),
        _ => BTreeSet::new(),
    }
}

/// Entries by time and identity, each once.
struct Entries<'a> {
    sorted: Vec<&'a Entry>,
}

impl<'a> Entries<'a> {
    fn of(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut sorted: Vec<&Entry> = entries.into_iter().collect();
        // Two that claim one identity are told apart by what they say: the same one counts on every laptop.
        sorted.sort_by_cached_key(|entry| (entry.at, entry.id, format!("{entry:?}")));
        let mut known = BTreeSet::new();
        sorted.retain(|entry| known.insert(entry.id));
        Self { sorted }
    }

    fn first(&self, that: impl Fn(&Act) -> bool) -> Option<EntryId> {
        self.sorted.iter().find(|entry| that(&entry.act)).map(|entry| entry.id)
    }

    fn status(
        &self,
        protocol: &Protocol,
        step: &Step,
        stood_down: Option<EntryId>,
    ) -> (Status, Option<EntryId>) {
        let done = match step.kind {
            StepKind::Task => {
                self.first(|act| matches!(act, Act::Done { step: done, .. } if *done == step.id))
            }
            StepKind::Consultation => self.heard_by(protocol),
            StepKind::Report => self.settled(),
            StepKind::FollowUp => self.first(|act| matches!(act, Act::FollowedUp { .. })),
            StepKind::StandDown => stood_down,
        };
        let skips = !matches!(step.kind, StepKind::Report | StepKind::StandDown);
        let skipped =
            self.first(|act| matches!(act, Act::Skipped { step: left, .. } if *left == step.id));
        match (done, skipped.filter(|_| skips)) {
            (Some(done), _) => (Status::Done, Some(done)),
            (None, Some(skipped)) => (Status::Skipped, Some(skipped)),
            (None, None) => (Status::Waiting, None),
        }
    }

    fn unheard(&self, protocol: &Protocol) -> Vec<Role> {
        let heard = |role: &Role| self.first(|act| hears(act, *role)).is_some();
        protocol.views.iter().copied().filter(|role| !heard(role)).collect()
    }

    /// The entry with which everybody was heard.
    fn heard_by(&self, protocol: &Protocol) -> Option<EntryId> {
        let place = |role: &Role| self.sorted.iter().position(|entry| hears(&entry.act, *role));
        let places: Option<Vec<usize>> = protocol.views.iter().map(place).collect();
        let last = places?.into_iter().max()?;
        self.sorted.get(last).map(|entry| entry.id)
    }

    fn decisions(&self) -> Vec<Decision> {
        let decision = |entry: &&Entry| {
            let (reported, first) = match &entry.act {
                Act::Reported { receipt, .. } => (true, receipt.clone()),
                Act::NotReported { .. } => (false, String::new()),
                _ => return None,
            };
            let later = self.sorted.iter().rev().find_map(|other| match &other.act {
                Act::Receipt { decision, receipt } if *decision == entry.id => {
                    Some(receipt.clone())
                }
                _ => None,
            });
            let receipt = later.unwrap_or(first);
            let countersigned = self.sorted.iter().find(|other| countersigns(other, entry));
            let countersigned = countersigned.map(|entry| entry.id);
            Some(Decision { entry: entry.id, reported, receipt, countersigned })
        };
        self.sorted.iter().filter_map(decision).collect()
    }

    /// The countersignature with which every decision was countersigned: a decision that was made later, or
    /// elsewhere, is not covered by the one that stands beside it.
    fn settled(&self) -> Option<EntryId> {
        let decisions = self.decisions();
        let signed: Option<Vec<EntryId>> =
            decisions.iter().map(|decision| decision.countersigned).collect();
        let signed = signed?;
        self.sorted.iter().rev().map(|entry| entry.id).find(|id| signed.contains(id))
    }

    /// The first standing down by a supervisor who had before her all that settles every other step. It stays
    /// valid, whatever comes in later.
    fn stood_down(&self, protocol: &Protocol) -> Option<&'a Entry> {
        self.sorted.iter().copied().find(|entry| {
            let is_one = matches!(entry.act, Act::StoodDown { .. });
            is_one && entry.role == Role::Supervisor && self.all_settled(protocol, entry)
        })
    }

    fn all_settled(&self, protocol: &Protocol, down: &Entry) -> bool {
        let seen = seen_by(down);
        let before = self.sorted.iter().copied().filter(|entry| seen.contains(&entry.id));
        Entries::of(before).waiting(protocol).is_empty()
    }

    /// Steps that are neither done nor skipped, but for the standing down.
    fn waiting(&self, protocol: &Protocol) -> Vec<String> {
        let others = protocol.steps.iter().filter(|step| step.kind != StepKind::StandDown);
        let waits = |step: &&Step| self.status(protocol, step, None).0 == Status::Waiting;
        others.filter(waits).map(|step| step.id.clone()).collect()
    }

    fn refused(&self, protocol: &Protocol) -> Vec<EntryId> {
        let refused = |entry: &&&Entry| match &entry.act {
            Act::StoodDown { .. } => {
                entry.role != Role::Supervisor || !self.all_settled(protocol, entry)
            }
            Act::Countersigned { decision } => {
                let of = self.sorted.iter().find(|other| other.id == *decision);
                of.is_none_or(|of| !countersigns(entry, of))
            }
            _ => false,
        };
        self.sorted.iter().filter(refused).map(|entry| entry.id).collect()
    }

    fn follow_ups(
        &self,
        opening: &Opening,
        stood_down: Option<&Entry>,
        now: DateTime<FixedOffset>,
    ) -> FollowUps {
        let today = day_of(now, opening);
        let until = stood_down.map_or(today, |down| day_of(down.at, opening).min(today));
        let opened = day_of(opening.opened_at, opening);
        let days: BTreeSet<NaiveDate> = (self.sorted.iter())
            .filter_map(|entry| match entry.act {
                Act::FollowedUp { on, .. } => Some(on),
                _ => None,
            })
            .collect();
        let protocol = &opening.protocol;
        let step = protocol.steps.iter().find(|step| step.kind == StepKind::FollowUp);
        let skipped =
            step.is_some_and(|step| self.status(protocol, step, None).0 == Status::Skipped);
        let between = days.iter().filter(|day| **day > opened && **day < until).count();
        let span = until.signed_duration_since(opened).num_days() - 1;
        let missed = u32::try_from(span).unwrap_or(0);
        let missed = missed.saturating_sub(u32::try_from(between).unwrap_or(u32::MAX));
        FollowUps {
            last: days.last().copied(),
            missed: if skipped { 0 } else { missed },
            due_today: stood_down.is_none() && !skipped && today > opened && !days.contains(&today),
        }
    }
}

fn hears(act: &Act, of: Role) -> bool {
    matches!(act, Act::View { role, .. } | Act::NotReached { role, .. } if *role == of)
}

/// A supervisor stands by a decision of somebody else.
fn countersigns(entry: &Entry, decision: &Entry) -> bool {
    let decides = matches!(decision.act, Act::Reported { .. } | Act::NotReported { .. });
    let names = matches!(entry.act, Act::Countersigned { decision: of } if of == decision.id);
    decides && names && entry.role == Role::Supervisor && entry.by != decision.by
}

/// Steps that are neither done nor skipped, but for the standing down.
pub(super) fn waiting(protocol: &Protocol, entries: &[Entry]) -> Vec<String> {
    Entries::of(entries).waiting(protocol)
}

#[cfg(test)]
mod tests;
