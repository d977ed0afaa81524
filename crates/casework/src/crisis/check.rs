//! What must hold of an opening and of an entry before they are signed.

use super::{Act, Entry, Opening, Protocol, Situations, StepKind, day_of, state::waiting};
use crate::attachment::Attachment;
use crate::id::EntryId;
use crate::limits::{MAX_ATTACHMENTS, MAX_FIELD_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS};
use crate::problem::{Lack, Lacks};
use crate::role::Role;
use chrono::{DateTime, FixedOffset};

/// The opening as it is signed, texts cleaned. It may say nothing at all yet: a crisis is taken down in
/// seconds.
///
/// # Errors
/// A text or a list that is too long.
pub fn check_opening(opening: &Opening) -> Result<Opening, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let who = lacks.text("who", &opening.who, MAX_NAME_CHARS);
    let told = lacks.text("told", &opening.told, MAX_NOTE_CHARS);
    let place = lacks.text("place", &opening.place, MAX_FIELD_CHARS);
    lacks.at_most("evidence", opening.evidence.len(), MAX_ATTACHMENTS);
    lacks.or(Opening { who, told, place, ..opening.clone() })
}

/// The entry as it is signed, texts cleaned. `entries` are those that its author has before her.
///
/// # Errors
/// Everything that is wrong: a skip without a reason, a step that cannot be skipped or ticked off, a
/// countersignature or a standing down by anybody but a supervisor (`not_her_role`), or while steps wait
/// (`step_open`, one for each).
pub fn check_entry(
    situations: &Situations,
    opening: &Opening,
    entries: &[Entry],
    entry: &Entry,
) -> Result<Entry, Vec<Lack>> {
    let mut form = Form { protocol: &opening.protocol, entries, entry, lacks: Lacks::default() };
    let act = match &entry.act {
        Act::Done { step, note } => form.done(step, note),
        Act::Skipped { step, reason } => form.skipped(step, reason),
        Act::View { role, name, view } => form.view(*role, name, view),
        Act::NotReached { role, reason } => form.not_reached(*role, reason),
        Act::Reported { to, made_at, receipt, situations: of } => {
            for (index, id) in of.iter().enumerate() {
                let known = situations.situations.iter().any(|situation| situation.id == *id);
                form.lacks.tell_if(!known, ("situations", index), "unknown");
            }
            form.reported(to, *made_at, receipt, of)
        }
        Act::NotReported { reason } => {
            Act::NotReported { reason: form.lacks.some("reason", reason, MAX_FIELD_CHARS) }
        }
        Act::Receipt { decision, receipt } => form.receipt(*decision, receipt),
        Act::Countersigned { decision } => form.countersigned(*decision),
        Act::Noted { note, evidence } => form.noted(note, evidence),
        Act::FollowedUp { on, note } => {
            form.lacks.past("on", Some(*on), day_of(entry.at, opening));
            let opened = day_of(opening.opened_at, opening);
            form.lacks.not_before("on", Some(*on), Some(opened));
            Act::FollowedUp { on: *on, note: form.lacks.some("note", note, MAX_NOTE_CHARS) }
        }
        Act::StoodDown { note, .. } => form.stood_down(note),
    };
    form.lacks.or(Entry { act, ..entry.clone() })
}

struct Form<'a> {
    protocol: &'a Protocol,
    entries: &'a [Entry],
    entry: &'a Entry,
    lacks: Lacks,
}

impl Form<'_> {
    fn kind(&mut self, step: &str) -> Option<StepKind> {
        let known = self.protocol.step(step).map(|step| step.kind);
        self.lacks.tell_if(known.is_none(), "step", "unknown");
        known
    }

    fn done(&mut self, step: &str, note: &str) -> Act {
        // The others are done by what they consist of, not by being ticked off.
        let ticked = self.kind(step).is_some_and(|kind| kind != StepKind::Task);
        self.lacks.tell_if(ticked, "step", "not_ticked_off");
        Act::Done { step: step.to_owned(), note: self.lacks.text("note", note, MAX_NOTE_CHARS) }
    }

    fn skipped(&mut self, step: &str, reason: &str) -> Act {
        let needed = |kind| matches!(kind, StepKind::Report | StepKind::StandDown);
        let needed = self.kind(step).is_some_and(needed);
        self.lacks.tell_if(needed, "step", "not_skipped");
        let reason = self.lacks.some("reason", reason, MAX_FIELD_CHARS);
        Act::Skipped { step: step.to_owned(), reason }
    }

    /// Words, or something that speaks for itself.
    fn noted(&mut self, note: &str, evidence: &[Attachment]) -> Act {
        let note = if evidence.is_empty() {
            self.lacks.some("note", note, MAX_NOTE_CHARS)
        } else {
            self.lacks.text("note", note, MAX_NOTE_CHARS)
        };
        self.lacks.at_most("evidence", evidence.len(), MAX_ATTACHMENTS);
        Act::Noted { note, evidence: evidence.to_vec() }
    }

    fn heard(&mut self, role: Role) {
        let asked = self.protocol.views.contains(&role);
        self.lacks.tell_if(!asked, "role", "not_asked");
    }

    fn view(&mut self, role: Role, name: &str, view: &str) -> Act {
        self.heard(role);
        let name = self.lacks.some("name", name, MAX_NAME_CHARS);
        Act::View { role, name, view: self.lacks.some("view", view, MAX_NOTE_CHARS) }
    }

    fn not_reached(&mut self, role: Role, reason: &str) -> Act {
        self.heard(role);
        Act::NotReached { role, reason: self.lacks.some("reason", reason, MAX_FIELD_CHARS) }
    }

    fn reported(
        &mut self,
        to: &str,
        made_at: DateTime<FixedOffset>,
        receipt: &str,
        situations: &[String],
    ) -> Act {
        let to = self.lacks.some("to", to, MAX_FIELD_CHARS);
        self.lacks.tell_if(made_at > self.entry.at, "made_at", "in_future");
        let receipt = self.lacks.text("receipt", receipt, MAX_NAME_CHARS);
        Act::Reported { to, made_at, receipt, situations: situations.to_vec() }
    }

    fn decision(&self, id: EntryId, reported_only: bool) -> Option<&Entry> {
        self.entries.iter().find(|entry| {
            let decides = match entry.act {
                Act::Reported { .. } => true,
                Act::NotReported { .. } => !reported_only,
                _ => false,
            };
            decides && entry.id == id
        })
    }

    fn receipt(&mut self, decision: EntryId, receipt: &str) -> Act {
        let known = self.decision(decision, true).is_some();
        self.lacks.tell_if(!known, "decision", "unknown");
        Act::Receipt { decision, receipt: self.lacks.some("receipt", receipt, MAX_NAME_CHARS) }
    }

    fn countersigned(&mut self, decision: EntryId) -> Act {
        let by = self.decision(decision, false).map(|of| of.by);
        self.lacks.tell_if(by.is_none(), "decision", "unknown");
        self.lacks.tell_if(self.entry.role != Role::Supervisor, "role", "not_her_role");
        self.lacks.tell_if(by == Some(self.entry.by), "decision", "own");
        Act::Countersigned { decision }
    }

    /// What it covers is what its author has before her: nobody can leave an entry out.
    fn stood_down(&mut self, note: &str) -> Act {
        self.lacks.tell_if(self.entry.role != Role::Supervisor, "role", "not_her_role");
        for step in waiting(self.protocol, self.entries) {
            self.lacks.tell_with("steps", "step_open", step);
        }
        let note = self.lacks.some("note", note, MAX_NOTE_CHARS);
        let mut seen: Vec<EntryId> = self.entries.iter().map(|entry| entry.id).collect();
        seen.sort_unstable();
        seen.dedup();
        Act::StoodDown { note, seen }
    }
}

#[cfg(test)]
mod tests;
