//! Room for bodies in memory. Whoever has a session takes it before she sends; strangers take theirs as their bytes come, a
//! few large bodies a neighbourhood, so that whoever sends nothing holds nothing. Small bodies, with which every session
//! begins, need none: the number of connections bounds them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use protocol::api::{RefusalCode, Refused};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::answers::Refusal;

/// Longest body that needs no room.
const SMALL: usize = 4 * 1024;
/// How long a body waits for room among the others.
const TURN: Duration = Duration::from_secs(30);
/// Large bodies at once from one neighbourhood of strangers.
const MOST_EACH: usize = 4;
/// Kilobytes of bodies in memory at once, from those who have a session.
static ROOM: Semaphore = Semaphore::const_new(256 * 1024);
/// The same from strangers, who cannot take the room of the others.
static ANTEROOM: Semaphore = Semaphore::const_new(32 * 1024);
/// How many strangers of a neighbourhood send large bodies.
static STRANGERS: Mutex<BTreeMap<IpAddr, usize>> = Mutex::new(BTreeMap::new());

/// The room of one body, given back when it is dropped.
pub(super) struct Room {
    taken: Option<SemaphorePermit<'static>>,
    stranger: Option<Stranger>,
}

impl Room {
    /// For somebody with a session: all of it, when it is free.
    pub(super) async fn known(length: usize) -> Result<Self, Refusal> {
        let taken = if length <= SMALL { None } else { Some(take(&ROOM, length).await?) };
        Ok(Self { taken, stranger: None })
    }

    /// For anybody else from this neighbourhood: none yet.
    pub(super) fn strange(from: Option<IpAddr>, length: usize) -> Result<Self, Refusal> {
        let stranger = match from {
            Some(from) if length > SMALL => Some(Stranger::of(from)?),
            _ => None,
        };
        Ok(Self { taken: None, stranger })
    }

    /// So many more bytes are about to be kept.
    pub(super) async fn grow(&mut self, bytes: usize) -> Result<(), Refusal> {
        if self.stranger.is_none() {
            return Ok(());
        }
        let more = take(&ANTEROOM, bytes).await?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }
}

async fn take(room: &'static Semaphore, bytes: usize) -> Result<SemaphorePermit<'static>, Refusal> {
    let kilobytes = u32::try_from(bytes / 1024 + 1).map_err(|_| RefusalCode::TooLarge)?;
    let taken = timeout(TURN, room.acquire_many(kilobytes)).await;
    Ok(taken.map_err(|_| BUSY)?.map_err(|_| RefusalCode::Failed)?)
}

/// Many send at once: it is no matter of how much this one sends.
const BUSY: Refused = Refused { code: RefusalCode::SlowDown, detail: Some(1) };

/// A stranger who sends a large body.
struct Stranger(IpAddr);

impl Stranger {
    fn of(from: IpAddr) -> Result<Self, Refusal> {
        let mut strangers = STRANGERS.lock().unwrap_or_else(PoisonError::into_inner);
        let count = strangers.entry(from).or_default();
        if *count >= MOST_EACH {
            return Err(Refusal(BUSY));
        }
        *count += 1;
        Ok(Self(from))
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        let mut strangers = STRANGERS.lock().unwrap_or_else(PoisonError::into_inner);
        let left = strangers.get(&self.0).map_or(0, |count| count.saturating_sub(1));
        match left {
            0 => _ = strangers.remove(&self.0),
            left => _ = strangers.insert(self.0, left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_neighbourhood_of_strangers_has_a_few_places_for_large_bodies() {
        let address = "192.0.2.77".parse().unwrap();
        let from = Some(address);
        let mut rooms: Vec<Room> =
            (0..MOST_EACH).map(|_| Room::strange(from, 1 << 20).ok().unwrap()).collect();
        assert!(Room::strange(from, 1 << 20).is_err());
        assert!(Room::strange(Some("192.0.2.78".parse().unwrap()), 1 << 20).is_ok());
        assert!(Room::strange(from, 900).is_ok(), "a session begins all the same");
        rooms.pop();
        assert!(Room::strange(from, 1 << 20).is_ok());
        drop(rooms);
        assert!(!STRANGERS.lock().unwrap().contains_key(&address));
    }

    #[tokio::test]
    async fn a_stranger_holds_what_came_and_no_more() {
        let from = Some("192.0.2.79".parse().unwrap());
        let mut room = Room::strange(from, 1 << 20).ok().unwrap();
        assert_eq!(room.taken.as_ref().map(SemaphorePermit::num_permits), None);
        room.grow(100).await.ok().unwrap();
        room.grow(5000).await.ok().unwrap();
        assert_eq!(room.taken.as_ref().map(SemaphorePermit::num_permits), Some(1 + 5));
    }
}
