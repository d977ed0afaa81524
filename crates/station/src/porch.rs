//! The porch: connections on which nobody has shown a session yet. A neighbourhood has a quarter of the places there, so
//! that one host that calls and says nothing keeps nobody else out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::rates::neighbourhood;

/// Who stands there.
#[derive(Debug)]
pub(crate) struct Porch {
    share: usize,
    standing: Mutex<HashMap<IpAddr, usize>>,
}

impl Porch {
    /// Of a station with so many places.
    pub(crate) fn of(places: usize) -> Arc<Self> {
        Arc::new(Self { share: (places / 4).max(1), standing: Mutex::default() })
    }

    /// Somebody comes; nobody where her neighbourhood's places are taken.
    pub(crate) fn enter(self: &Arc<Self>, peer: IpAddr) -> Option<Guest> {
        let from = neighbourhood(peer);
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let here = standing.entry(from).or_default();
        if *here >= self.share {
            return None;
        }
        *here += 1;
        Some(Guest(Arc::new(Stand { porch: Arc::clone(self), from, gone: AtomicBool::new(false) })))
    }
}

/// One connection. It stands on the porch until it is known whose it is, or it ends.
#[derive(Clone, Debug)]
pub(crate) struct Guest(Arc<Stand>);

impl Guest {
    /// A session was shown.
    pub(crate) fn is_known(&self) {
        self.0.leave();
    }
}

#[derive(Debug)]
struct Stand {
    porch: Arc<Porch>,
    from: IpAddr,
    gone: AtomicBool,
}

impl Stand {
    fn leave(&self) {
        if self.gone.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut standing = self.porch.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = standing.get_mut(&self.from) {
            *here -= 1;
            if *here == 0 {
                standing.remove(&self.from);
            }
        }
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_neighbourhood_has_its_share_and_no_more() {
        let porch = Porch::of(8);
        let here = address("192.0.2.1");
        let both: Vec<_> = (0..2).map(|_| porch.enter(here).unwrap()).collect();
        assert!(porch.enter(here).is_none());
        assert!(porch.enter(address("192.0.2.2")).is_some());
        drop(both);
        assert!(porch.enter(here).is_some());
    }

    #[test]
    fn who_is_known_makes_room_once() {
        let porch = Porch::of(4);
        let here = address("2001:db8::1");
        let guest = porch.enter(here).unwrap();
        assert!(porch.enter(address("2001:db8::2")).is_none());
        guest.is_known();
        guest.clone().is_known();
        let next = porch.enter(here).unwrap();
        drop(guest);
        assert!(porch.enter(here).is_none());
        drop(next);
        assert!(porch.standing.lock().unwrap().is_empty());
    }
}
