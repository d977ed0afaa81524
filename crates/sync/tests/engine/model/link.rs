//! The way from a laptop to the station, and what can happen on it.

use sync::{Call, Engine, Response, Transport, Turned, Unreachable, turn};

use super::laptop::Laptop;
use super::station::Station;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    /// The station never sees it.
    RequestLost,
    /// The station does it, and the laptop never hears of it.
    AnswerLost,
    /// The station gets it twice.
    Twice,
}

pub struct Link<'a, F> {
    pub station: &'a mut Station,
    pub fate: F,
}

impl<F: FnMut(&Call) -> Fate> Transport for Link<'_, F> {
    fn carry(&mut self, call: &Call) -> Result<Response, Unreachable> {
        match (self.fate)(call) {
            Fate::Arrives => Ok(self.station.handle(call)),
            Fate::RequestLost => Err(Unreachable::Offline),
            Fate::AnswerLost => {
                self.station.handle(call);
                Err(Unreachable::BrokenOff)
            }
            Fate::Twice => {
                self.station.handle(call);
                Ok(self.station.handle(call))
            }
        }
    }
}

/// Goes on until both have all, or it must wait.
pub fn round(
    engine: &mut Engine,
    laptop: &mut Laptop,
    station: &mut Station,
    fate: impl FnMut(&Call) -> Fate,
) -> Turned {
    let mut link = Link { station, fate };
    for _ in 0..100_000 {
        match turn(engine, laptop, &mut link, 1) {
            Ok(Turned::GoOn) => {}
            Ok(ended) => return ended,
            Err(_) => return Turned::Wait(std::time::Duration::ZERO),
        }
    }
    panic!("the round does not end");
}

/// As [`round`], and nothing happens on the way.
pub fn good_round(engine: &mut Engine, laptop: &mut Laptop, station: &mut Station) -> Turned {
    round(engine, laptop, station, |_| Fate::Arrives)
}
