//! How often somebody may ask: a bucket of tokens each, filled at a steady rate. A whole station that comes back
//! behind one address at once passes; a machine that guesses or hammers is told to wait.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How much is allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// At once.
    pub burst: f64,
    /// Per second, in the long run.
    pub per_second: f64,
}

/// Buckets for one kind of request, by who asks.
pub struct Rates<K> {
    rate: Rate,
    buckets: Mutex<HashMap<K, (f64, Instant)>>,
}

/// Most buckets; past that those that are full again are forgotten, and then all.
const MOST: usize = 65_536;

impl<K: Eq + Hash> Rates<K> {
    /// Buckets that are all full.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Lets one request through, or says how many seconds to wait.
    ///
    /// # Errors
    /// The seconds, 1 or more.
    pub fn pass(&self, who: K, now: Instant) -> Result<(), u64> {
        let Rate { burst, per_second } = self.rate;
        let level = |(level, since): (f64, Instant)| {
            let gained = now.saturating_duration_since(since).as_secs_f64() * per_second;
            (level + gained).min(burst)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| level(*bucket) < burst);
            if buckets.len() >= MOST {
                buckets.clear();
            }
        }
        let left = buckets.get(&who).map_or(burst, |bucket| level(*bucket)) - 1.0;
        if left >= 0.0 {
            buckets.insert(who, (left, now));
            return Ok(());
        }
        let wait = (-left / per_second).ceil().clamp(1.0, 3600.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and 3600"
        )]
        Err(wait as u64)
    }
}

/// Who is behind an address: an IPv6 network is one.
#[must_use]
pub fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_passes_and_then_the_steady_rate() {
        let (rates, now) = (Rates::new(Rate { burst: 3.0, per_second: 0.5 }), Instant::now());
        assert!((0..3).all(|_| rates.pass(1, now).is_ok()));
        assert_eq!(rates.pass(1, now), Err(2));
        assert_eq!(rates.pass(2, now), Ok(()));
        assert_eq!(rates.pass(1, now + Duration::from_secs(2)), Ok(()));
        assert!(rates.pass(1, now + Duration::from_secs(2)).is_err());
    }

    #[test]
    fn buckets_do_not_pile_up() {
        let (rates, now) = (Rates::new(Rate { burst: 1.0, per_second: 1.0 }), Instant::now());
        for who in 0..MOST + 10 {
            let _ = rates.pass(who, now + Duration::from_millis(who as u64));
        }
        assert!(rates.buckets.lock().unwrap().len() <= MOST);
    }

    #[test]
    fn an_ipv6_network_is_one_neighbour() {
        let near = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(near("2001:db8::1"), near("2001:db8::ffff:2"));
        assert_ne!(near("2001:db8::1"), near("2001:db8:0:1::1"));
        assert_eq!(near("::ffff:192.0.2.1"), near("192.0.2.1"));
    }
}
