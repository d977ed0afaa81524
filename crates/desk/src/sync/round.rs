//! One round: requests and answers until both have all, or until there is reason to wait.

use super::background::Told;
use super::laptop::Laptop;
use super::reason;
use super::view::SyncPhase;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::Event;
use crate::station::line::Line;
use chrono::TimeDelta;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use sync::{Call, Engine, Phase, Response, Step, Unreachable};

/// How long to leave alone a vault that has no station to sync with.
const ALONE: Duration = Duration::from_secs(300);

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounded {
    /// No vault is open, or it belongs to no station.
    Nothing,
    /// Both have all.
    Done,
    /// It is tried again after this time.
    Wait(Duration),
    /// It was stopped: the vault was locked, or somebody asked.
    Stopped,
}

/// What was asked ahead, with its answer.
type Early = (Call, Result<Response, Unreachable>);

impl Desk {
    /// Brings the open vault and its station together until both have all, or until there is reason to wait. Blocks for
    /// as long as the network takes; the vault is held for moments only.
    pub fn sync_round(&self) -> Rounded {
        let Some(mut kept) = self.sync.engine() else { return Rounded::Nothing };
        let opening = self.sync.opening();
        if self.sync.is_over(opening) {
            return Rounded::Stopped;
        }
        let Ok(mut line) = Line::without_session(self) else { return Rounded::Nothing };
        let fresh = kept.take().filter(|(of, _)| *of == opening);
        let (_, engine) = kept.insert(fresh.unwrap_or_else(|| (opening, Engine::new(seed()))));
        self.sync.ends_by(Some(line.canceller()));
        let total = self.open(|vault| Ok(vault.sync_state()?.waiting)).unwrap_or_default();
        self.tell(|told| {
            told.phase = SyncPhase::Syncing;
            (told.total, told.next_try_at) = (total, None);
        });
        let rounded = self.go_round(engine, &mut line, opening);
        self.sync.ends_by(None);
        self.note_end(engine, rounded);
        if rounded == Rounded::Done {
            // What cannot be done now is done after another round.
            let _ = self.end_covers();
        }
        rounded
    }

    /// Works in the background until the program ends: a round when a vault is opened, when something was written, when
    /// the station says that something is new, and from time to time.
    pub fn sync_in_background(&self) {
        let mut wait = None;
        while self.sync.wait(wait) {
            wait = match self.sync_round() {
                Rounded::Wait(time) => Some(time),
                Rounded::Nothing | Rounded::Stopped => Some(ALONE),
                Rounded::Done => None,
            };
        }
    }

    /// Ends the background: the program ends.
    pub fn end_sync(&self) {
        self.sync.end();
    }

    fn go_round(&self, engine: &mut Engine, line: &mut Line, opening: u64) -> Rounded {
        loop {
            if self.sync.is_over(opening) {
                return Rounded::Stopped;
            }
            let (step, early) = self.step_and_fetch(engine, line);
            let call = match step {
                Ok(Step::Call(call)) => call,
                Ok(Step::Wait(time)) if time.is_zero() => continue,
                Ok(Step::Wait(time)) => return Rounded::Wait(time),
                Ok(Step::Done) => return Rounded::Done,
                Ok(Step::Leave) => return self.take_leave(engine, opening),
                Err(Failure { code: Code::Locked, .. }) => return Rounded::Stopped,
                Err(failure) => {
                    self.tell(|told| told.why = Some(failure.code));
                    return Rounded::Wait(ALONE);
                }
            };
            let answer = match early {
                Some((asked, answer)) if asked == call => answer,
                _ => line.carry_call(&call),
            };
            if self.sync.is_over(opening) {
                return Rounded::Stopped;
            }
            engine.take(answer);
        }
    }

    /// One step of the engine; what will be asked next, where that can be told, is asked meanwhile.
    fn step_and_fetch(
        &self,
        engine: &mut Engine,
        line: &mut Line,
    ) -> (Result<Step, Failure>, Option<Early>) {
        let Some(call) = engine.ahead() else { return (self.step(engine), None) };
        thread::scope(|scope| {
            let fetching = scope.spawn(|| line.carry_call(&call));
            let step = self.step(engine);
            // A thread that ended otherwise brings nothing: it is asked again.
            let early = fetching.join().ok().map(|answer| (call.clone(), answer));
            (step, early)
        })
    }

    /// One step of the engine, with the vault in hand.
    fn step(&self, engine: &mut Engine) -> Result<Step, Failure> {
        let now = self.host().now();
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        let (step, changed) = self.open(|vault| {
            let mut laptop = Laptop { vault, now, waits: &self.sync, changed: false };
            let step = engine.next(&mut laptop, millis)?;
            let changed = laptop.changed;
            if changed && vault.is_ended() {
                self.leaving.store(true, Ordering::SeqCst);
            }
            Ok((step, changed))
        })?;
        if changed {
            self.host().emit(Event::Changed);
        }
        let monotonic = self.host().monotonic();
        if self.sync.is_time_to_tell(monotonic) {
            self.host().emit(Event::Sync);
        }
        Ok(step)
    }

    fn note_end(&self, engine: &mut Engine, rounded: Rounded) {
        let alarm = engine.take_alarm();
        if let Some((kind, about)) = alarm.and_then(reason::kept) {
            let now = self.host().now();
            // Where the vault was closed meanwhile, what still holds is found again.
            let _ = self.open(|vault| Ok(vault.raise_alarm(kind, about, now)?));
        }
        let state = engine.state();
        let next = match rounded {
            Rounded::Wait(time) => {
                TimeDelta::from_std(time).ok().map(|time| self.host().now() + time)
            }
            _ => None,
        };
        self.tell(|told| {
            if matches!(state.phase, Phase::Synced | Phase::Blocked(_)) {
                told.alarm = alarm.and_then(reason::standing);
            }
            told.stuck = state.stuck_blobs.len();
            // Nobody listens where the station was not reached a moment ago.
            let reached = !matches!(state.phase, Phase::Offline(_));
            told.token = engine.token().filter(|_| reached).cloned();
            told.next_try_at = next;
            (told.phase, told.why) = match (rounded, state.phase) {
                (Rounded::Stopped, _) => (SyncPhase::Idle, None),
                (_, Phase::Offline(why)) => {
                    (SyncPhase::Offline, Some(crate::station::refusal::unreachable(why)))
                }
                (_, Phase::Blocked(why)) => (SyncPhase::Stopped, Some(reason::blocked(why))),
                (Rounded::Wait(_), _) => (SyncPhase::Stopped, told.why.or(Some(Code::Internal))),
                _ => (SyncPhase::Idle, None),
            };
        });
    }

    fn tell(&self, change: impl FnOnce(&mut Told)) {
        self.sync.tell(change);
        self.host().emit(Event::Sync);
    }

    /// A person's act has changed what the station has.
    pub(crate) fn told_of_changes(&self) {
        self.host().emit(Event::Changed);
        self.sync.wake();
    }

    /// The vault belongs to a station by now.
    pub(crate) fn linked(&self) {
        self.host().start_sync();
        self.told_of_changes();
        self.host().emit(Event::Sync);
    }
}

/// What makes the waits of this laptop differ from others'.
pub(super) fn seed() -> u64 {
    let mut bytes = [0; 8];
    // Without random bytes all wait alike: no harm but to the station.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
