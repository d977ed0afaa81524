//! The seam to whatever carries requests.

use std::time::Duration;

use crate::call::{Call, Response, Unreachable};
use crate::engine::{Engine, Step};
use crate::store::Store;

/// Carries one request to the station and brings its answer.
pub trait Transport {
    /// Carries it. May block for a while.
    ///
    /// # Errors
    /// [`Unreachable`]; nobody knows then whether the station got it.
    fn carry(&mut self, call: &Call) -> Result<Response, Unreachable>;
}

/// How a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// A request was carried: go on.
    GoOn,
    /// Try again after this time, or when a person asks for it.
    Wait(Duration),
    /// Both have all: go on when something is new.
    Done,
    /// The device was revoked and has nothing more to leave: see [`Step::Leave`].
    Leave,
}

/// Does one step: what the engine plans, and the request that comes of it. The store is held all the while; whoever
/// shares it with a screen calls [`Engine::next`] and [`Engine::take`] and lets go of it in between.
///
/// # Errors
/// The store's.
pub fn turn<S: Store>(
    engine: &mut Engine,
    store: &mut S,
    transport: &mut impl Transport,
    now: u64,
) -> Result<Turned, S::Error> {
    match engine.next(store, now)? {
        Step::Call(call) => {
            let answer = transport.carry(&call);
            engine.take(answer);
            Ok(Turned::GoOn)
        }
        Step::Wait(time) => Ok(Turned::Wait(time)),
        Step::Done => Ok(Turned::Done),
        Step::Leave => Ok(Turned::Leave),
    }
}
