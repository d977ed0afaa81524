//! The plan: which request is next, and what its answer means.
//!
//! A round goes through the stages in order. Whatever goes wrong ends the round; the next one begins at the
//! beginning and finds in the store how far the last one came.

mod answer;
mod blobs;
mod directory;
mod down;
mod heads;
mod leave;
mod round;
mod session;
mod snapshots;
mod up;

use std::time::Duration;

use protocol::api::{RefusalCode, Refused, Token};

use crate::backoff::Backoff;
use crate::call::{Asker, Call, Request, Response, Unreachable};
use crate::pace::Pace;
use crate::state::{Alarm, Block, Misbehaviour, Phase, Stage, SyncState};
use crate::store::Store;
use round::{Flight, Round};

/// Sessions in one round: a station that ends each at once is not asked for ever.
const MAX_SESSIONS: u32 = 3;

/// Longest wait that a station may ask for, in seconds.
const MAX_ASKED_WAIT: u64 = 60 * 60;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Carry this, and [`take`](Engine::take) the answer.
    Call(Call),
    /// Nothing for this time; after it, or when a person asks for it, go on.
    Wait(Duration),
    /// Both have all. Go on when something is new, here or there.
    Done,
    /// The signed directory says that this device was revoked, and the station has what waited: destroy the keys and all
    /// that lies under them, and say so with the session's token ([`Engine::token`], [`Request::Farewell`]).
    Leave,
}

/// What an answer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The stage goes on.
    Stay,
    /// The stage is over.
    Next,
    /// This stage comes next.
    To(Stage),
    /// The round is over.
    Stop(Stop),
}

/// Why a round is over before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Unreachable(Unreachable),
    Blocked(Block),
    /// It is begun again at once.
    Again,
}

/// What a stage wants.
#[expect(clippy::large_enum_variant, reason = "made once a step and taken apart at once")]
enum Plan {
    Ask(Flight, Request),
    Then(Then),
}

/// Brings a laptop and its station together. See the [crate].
#[derive(Debug)]
pub struct Engine {
    state: SyncState,
    round: Round,
    token: Option<Token>,
    flight: Option<Flight>,
    answer: Option<Result<Response, Unreachable>>,
    backoff: Backoff,
    pace: Pace,
    /// How many bytes the request that is under way sends or asks for; none where it is no matter of bytes.
    weight: usize,
}

impl Engine {
    /// At the beginning. `seed` makes the waits of this laptop differ from others'; any number will do.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            state: SyncState::default(),
            round: Round::default(),
            token: None,
            flight: None,
            answer: None,
            backoff: Backoff::new(seed),
            pace: Pace::default(),
            weight: 0,
        }
    }

    /// Where the laptop stands with its station.
    #[must_use]
    pub fn state(&self) -> &SyncState {
        &self.state
    }

    /// Takes the alarm, to be kept until a person has taken note of it. One that still holds comes again.
    pub fn take_alarm(&mut self) -> Option<Alarm> {
        self.state.alarm.take()
    }

    /// The session's token, for what a person does at the station beside this: it may have ended.
    #[must_use]
    pub fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// The answer to the last call, or why there is none.
    pub fn take(&mut self, answer: Result<Response, Unreachable>) {
        if self.flight.is_some() {
            self.answer = Some(answer);
        }
    }

    /// The call that will follow if what was taken is as it should be: whoever has two hands may carry it while
    /// [`next`](Self::next) works on that, and hand over its answer if the step is this call. Nothing but more of
    /// what was asked for is asked ahead.
    #[must_use]
    pub fn ahead(&self) -> Option<Call> {
        let (Some(flight), Some(Ok(response))) = (&self.flight, &self.answer) else { return None };
        let request = self.page_ahead(flight, response)?;
        Some(Call { request, asker: self.asker() })
    }

    /// What to do next, after what was taken. Called without an answer to the last call it begins a new round.
    /// `now` is for display, in milliseconds since 1970.
    ///
    /// # Errors
    /// The store's; the round is over then, and the next call begins a new one.
    pub fn next<S: Store>(&mut self, store: &mut S, now: u64) -> Result<Step, S::Error> {
        let step = self.go_on(store, now);
        if step.is_err() {
            self.flight = None;
            self.state.phase = Phase::Idle;
        }
        self.state.waiting = store.waiting()?;
        step
    }

    fn go_on<S: Store>(&mut self, store: &mut S, now: u64) -> Result<Step, S::Error> {
        let mut then = match (self.flight.take(), self.answer.take()) {
            (Some(flight), Some(answer)) => self.digest(store, flight, answer)?,
            _ => self.begin(),
        };
        loop {
            match then {
                Then::Stay => {}
                Then::To(stage) => self.round.stage = stage,
                Then::Next => {
                    if self.round.stage == Stage::ChangesUp {
                        self.round.left_waiting = store.waiting()?;
                    }
                    match self.following() {
                        Some(stage) => self.round.stage = stage,
                        None if self.round.leaving => return Ok(self.leave()),
                        None => return self.end(store, now),
                    }
                }
                Then::Stop(Stop::Again) => then = self.begin_again(),
                Then::Stop(Stop::Unreachable(why)) => {
                    return Ok(self.pause(Phase::Offline(why), Duration::ZERO));
                }
                Then::Stop(Stop::Blocked(why)) => {
                    return Ok(self.pause(Phase::Blocked(why), asked_wait(why)));
                }
            }
            if let Then::Stop(_) = then {
                continue;
            }
            match self.plan(store, now)? {
                Plan::Ask(flight, request) => return Ok(self.call(flight, request)),
                Plan::Then(next) => then = next,
            }
        }
    }

    fn begin(&mut self) -> Then {
        if !self.round.unfinished {
            self.state.stuck_blobs.clear();
        }
        self.round = std::mem::take(&mut self.round).following();
        self.state.refused.clear();
        self.state.refused_entry = None;
        self.state.newer_directory = false;
        self.state.held = 0;
        Then::Stay
    }

    /// The session ended in the middle: the round begins again with a new one, a few times.
    fn begin_again(&mut self) -> Then {
        let sessions = self.round.sessions + 1;
        self.begin();
        self.round.sessions = sessions;
        if sessions < MAX_SESSIONS { Then::Stay } else { refused(RefusalCode::NoSession.into()) }
    }

    fn end<S: Store>(&mut self, store: &mut S, now: u64) -> Result<Step, S::Error> {
        let caught_up = self.caught_up(store)?;
        if self.round.unfinished || caught_up {
            // Bounded work done; there is more of it.
            self.state.phase = Phase::Working(self.round.stage);
            return Ok(Step::Wait(Duration::ZERO));
        }
        if self.round.own_held_back {
            return Ok(self.pause(Phase::Blocked(Block::Alarm), Duration::ZERO));
        }
        if let Some(why) = self.held_up(store)? {
            return Ok(self.pause(Phase::Blocked(why), Duration::ZERO));
        }
        self.backoff.progress();
        store.synced(now)?;
        self.state.last_synced_at = Some(now);
        self.state.phase = Phase::Synced;
        Ok(Step::Done)
    }

    /// Why not all was brought together, although the round came to its end.
    fn held_up<S: Store>(&self, store: &S) -> Result<Option<Block>, S::Error> {
        if self.state.newer_directory {
            return Ok(Some(Block::NewerDirectory));
        }
        if let Some(why) = self.state.refused_entry {
            return Ok(Some(Block::Refused(why)));
        }
        let waits =
            store.waiting()? > 0 || store.blob_to_send(&self.round.skipped_blobs)?.is_some();
        let full = self.state.read_only && waits;
        Ok(full.then_some(Block::Refused(RefusalCode::ReadOnly.into())))
    }

    fn pause(&mut self, phase: Phase, at_least: Duration) -> Step {
        self.state.phase = phase;
        Step::Wait(self.backoff.failed().max(at_least))
    }

    fn call(&mut self, flight: Flight, request: Request) -> Step {
        self.state.phase = Phase::Working(self.round.stage);
        self.flight = Some(flight);
        self.weight = request.weight();
        Step::Call(Call { request, asker: self.asker() })
    }

    fn asker(&self) -> Asker {
        self.token.clone().map_or(Asker::Anybody, Asker::Session)
    }

    fn plan<S: Store>(&mut self, store: &mut S, now: u64) -> Result<Plan, S::Error> {
        if self.state.read_only && self.round.stage.is_upward() {
            return Ok(Plan::Then(self.nothing_is_taken()));
        }
        match self.round.stage {
            Stage::Session => Ok(self.plan_session(store)),
            Stage::Directory => self.plan_directory(store),
            Stage::DirectoryAgain => self.plan_directory_again(store),
            Stage::Acts => self.plan_acts(store, now),
            Stage::Heads => Ok(Plan::Ask(Flight::Heads, Request::Heads)),
            Stage::BlobsUp => self.plan_blobs_up(store),
            Stage::ChangesAgain => self.plan_changes_again(store),
            Stage::ChangesUp => self.plan_changes_up(store),
            Stage::SnapshotsUp => self.plan_snapshots_up(store),
            Stage::SnapshotsDown => self.plan_snapshots_down(store),
            Stage::ChangesDown => self.plan_changes_down(store),
            Stage::Backfills => self.plan_backfills(store),
            Stage::LastWords => self.plan_last_words(store),
            Stage::BlobsDown => self.plan_blobs_down(store),
        }
    }

    /// Something came through for good.
    fn progress(&mut self) {
        self.backoff.progress();
    }

    fn alarm(&mut self, alarm: Alarm) {
        self.state.alarm = Some(alarm);
    }

    fn stop_with(&mut self, alarm: Alarm) -> Then {
        self.alarm(alarm);
        Then::Stop(Stop::Blocked(Block::Alarm))
    }
}

fn misbehaved(how: Misbehaviour) -> Then {
    Then::Stop(Stop::Blocked(Block::Misbehaved(how)))
}

fn refused(why: Refused) -> Then {
    Then::Stop(Stop::Blocked(Block::Refused(why)))
}

/// How long the station asks to be left alone.
fn asked_wait(why: Block) -> Duration {
    match why {
        Block::Refused(Refused {
            code: RefusalCode::SlowDown | RefusalCode::Away,
            detail: Some(seconds),
        }) => Duration::from_secs(seconds.min(MAX_ASKED_WAIT)),
        _ => Duration::ZERO,
    }
}
