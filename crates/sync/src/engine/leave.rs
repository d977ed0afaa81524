//! Taking leave. A device that the signed directory says was revoked sends what waits, which the station keeps aside for
//! a person, and is then told to go. And what others' devices left when they went.

use std::time::Duration;

use protocol::Wire;
use protocol::api::{ChangesPage, Farewells, RefusalCode};

use super::round::Flight;
use super::{Engine, Plan, Step, Then, misbehaved, refused};
use crate::call::Request;
use crate::state::{Misbehaviour, Phase, Stage};
use crate::store::Store;

impl Engine {
    /// The directory is here as far as the station shows it. It alone says whether this device was revoked.
    pub(super) fn after_directory<S: Store>(&mut self, store: &S) -> Result<Then, S::Error> {
        if store.ended()? {
            self.round.leaving = true;
            return Ok(Then::To(Stage::ChangesUp));
        }
        if self.round.told_ended {
            return Ok(misbehaved(Misbehaviour::FalseRevocation));
        }
        Ok(Then::To(Stage::Acts))
    }

    /// What comes after a stage.
    pub(super) fn following(&self) -> Option<Stage> {
        match self.round.stage {
            Stage::ChangesUp if self.round.leaving => Some(Stage::BlobsUp),
            Stage::BlobsUp if self.round.leaving => None,
            stage => stage.following(),
        }
    }

    /// Nothing more waits: whoever runs the engine destroys the keys.
    pub(super) fn leave(&mut self) -> Step {
        if self.round.unfinished {
            // Bounded work done; there is more of it.
            self.state.phase = Phase::Working(self.round.stage);
            return Step::Wait(Duration::ZERO);
        }
        self.backoff.progress();
        Step::Leave
    }

    /// A device that takes leave waits for a station that takes what it has to leave.
    pub(super) fn nothing_is_taken(&self) -> Then {
        if self.round.leaving { refused(RefusalCode::ReadOnly.into()) } else { Then::Next }
    }

    /// The station lacks a change before those that wait: it was put back. It gets all of this device once more.
    pub(super) fn gap_below<S: Store>(&mut self, store: &S) -> Then {
        if !self.round.leaving {
            // One before it was not taken, so none after it will be.
            return Then::Next;
        }
        if self.round.gap_filled {
            return misbehaved(Misbehaviour::NoProgress);
        }
        self.round.gap_filled = true;
        self.round.again = [(store.device(), 0)].into();
        Then::To(Stage::ChangesAgain)
    }

    pub(super) fn plan_last_words<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if let Some((author, after)) = self.round.aside.front().copied() {
            let request = Request::KeptAside { device: author, after };
            return Ok(Plan::Ask(Flight::Aside { author, after }, request));
        }
        if !self.round.farewells_asked && store.awaits_farewells()? {
            return Ok(Plan::Ask(Flight::Farewells, Request::Farewells));
        }
        Ok(Plan::Then(Then::Next))
    }

    pub(super) fn aside_came<S: Store>(
        &mut self,
        store: &mut S,
        (author, after): (protocol::DeviceId, u64),
        page: ChangesPage,
    ) -> Result<Then, S::Error> {
        if !page.is_bounded() {
            return Ok(misbehaved(Misbehaviour::OutOfBounds));
        }
        if !page.follows(after) {
            return Ok(misbehaved(Misbehaviour::WrongPlace));
        }
        let (next, more) = (page.next, page.more);
        store.receive_aside(author, page.items, next)?;
        match self.round.aside.front_mut() {
            Some((_, after)) if more => *after = next,
            _ => _ = self.round.aside.pop_front(),
        }
        Ok(Then::Stay)
    }

    pub(super) fn farewells_came<S: Store>(
        &mut self,
        store: &mut S,
        farewells: &Farewells,
    ) -> Result<Then, S::Error> {
        if !farewells.is_bounded() {
            return Ok(misbehaved(Misbehaviour::OutOfBounds));
        }
        self.round.farewells_asked = true;
        store.take_farewells(&farewells.all)?;
        Ok(Then::Stay)
    }

    /// What revoked devices left is worth asking for another time.
    pub(super) fn last_words_refused(&mut self, flight: &Flight) -> Then {
        match flight {
            Flight::Aside { .. } => _ = self.round.aside.pop_front(),
            _ => self.round.farewells_asked = true,
        }
        Then::Stay
    }
}
