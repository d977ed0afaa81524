//! Changes on their way up, and what the station answers to each.

use protocol::api::{Answer, Answers, Push, RefusalCode, Refused};

use super::round::{Flight, Pushed};
use super::{Engine, Plan, Then, misbehaved};
use crate::call::Request;
use crate::state::{Alarm, Misbehaviour, RefusedChange};
use crate::store::{Outgoing, Store};

impl Engine {
    pub(super) fn plan_changes_up<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if self.round.own_held_back {
            return Ok(Plan::Then(Then::Next));
        }
        let outgoing = store.outbox(self.round.sent, self.batch_len())?;
        if outgoing.is_empty() {
            return Ok(Plan::Then(Then::Next));
        }
        let (pushed, push) = pack(store.device(), outgoing);
        Ok(Plan::Ask(Flight::Push(pushed), Request::Push(push)))
    }

    pub(super) fn answers_came<S: Store>(
        &mut self,
        store: &mut S,
        pushed: &[Pushed],
        answers: &Answers,
    ) -> Result<Then, S::Error> {
        if answers.answers.len() != pushed.len() {
            return Ok(misbehaved(Misbehaviour::OtherAnswer));
        }
        let settled: Vec<(u64, Answer)> =
            pushed.iter().map(|one| one.seq).zip(answers.answers.iter().copied()).collect();
        store.settle(&settled)?;
        self.pace.came_through(self.weight);
        self.note(pushed, answers);
        if answers.answers.contains(&Answer::Waiting) {
            return Ok(self.gap_below(store));
        }
        self.round.sent = pushed.last().map_or(self.round.sent, |last| last.seq);
        Ok(Then::Stay)
    }

    /// A batch as a whole was refused.
    pub(super) fn push_refused<S: Store>(
        &mut self,
        store: &mut S,
        pushed: &[Pushed],
        why: Refused,
    ) -> Result<Then, S::Error> {
        match pushed {
            [one] => {
                store.settle(&[(one.seq, Answer::Refused(why))])?;
                self.note_refused(*one, why);
                self.round.sent = one.seq;
                Ok(Then::Stay)
            }
            _ => {
                self.narrow(why);
                Ok(Then::Stay)
            }
        }
    }

    pub(super) fn plan_changes_again<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        while let Some((author, after)) = self.round.again.front().copied() {
            let mut outgoing = store.changes_of(author, after, self.batch_len())?;
            // Of those after one that is not here the station would take none.
            let in_order = outgoing.iter().zip(after + 1..).take_while(|(one, n)| one.seq == *n);
            outgoing.truncate(in_order.count());
            if !outgoing.is_empty() {
                let (pushed, push) = pack(author, outgoing);
                return Ok(Plan::Ask(Flight::PushAgain(pushed), Request::Push(push)));
            }
            self.round.again.pop_front();
        }
        Ok(Plan::Then(Then::Next))
    }

    /// What was sent for another author, or once more, was acknowledged before: only how far it came counts.
    pub(super) fn answers_came_again(&mut self, pushed: &[Pushed], answers: &Answers) -> Then {
        if answers.answers.len() != pushed.len() {
            return misbehaved(Misbehaviour::OtherAnswer);
        }
        self.pace.came_through(self.weight);
        self.note(pushed, answers);
        let gap = answers.answers.contains(&Answer::Waiting);
        match (pushed.last(), self.round.again.front_mut()) {
            (Some(last), Some((_, after))) if !gap => *after = last.seq,
            _ => _ = self.round.again.pop_front(),
        }
        Then::Stay
    }

    pub(super) fn push_refused_again(&mut self, pushed: &[Pushed], why: Refused) -> Then {
        if let [one] = pushed {
            self.note_refused(*one, why);
            self.round.again.pop_front();
        } else {
            self.narrow(why);
        }
        Then::Stay
    }

    fn batch_len(&self) -> usize {
        if self.round.one_by_one { 1 } else { self.pace.size() }
    }

    /// A batch as a whole was refused: a smaller one, or each change by itself to find the one that is to blame.
    fn narrow(&mut self, why: Refused) {
        let smaller = why.code == RefusalCode::TooLarge && self.pace.cut_off(self.weight);
        self.round.one_by_one |= !smaller;
    }

    fn note(&mut self, pushed: &[Pushed], answers: &Answers) {
        for (one, answer) in pushed.iter().zip(&answers.answers) {
            match answer {
                Answer::Stored => self.progress(),
                Answer::Refused(why) => self.note_refused(*one, *why),
                Answer::AlreadyThere | Answer::Waiting => {}
            }
        }
    }

    fn note_refused(&mut self, one: Pushed, why: Refused) {
        let Pushed { author, seq, id } = one;
        if why.code == RefusalCode::Fork {
            self.alarm(Alarm::Forked { author });
        }
        self.state.refused.push(RefusedChange { author, seq, id, why });
    }
}

fn pack(author: protocol::DeviceId, outgoing: Vec<Outgoing>) -> (Vec<Pushed>, Push) {
    let pushed = |one: &Outgoing| Pushed { author, seq: one.seq, id: one.change.id() };
    let all = outgoing.iter().map(pushed).collect();
    (all, Push { changes: outgoing.into_iter().map(|one| one.change).collect() })
}
