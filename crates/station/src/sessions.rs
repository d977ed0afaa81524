//! Who is speaking: challenges, and the tokens of those who answered one. One server keeps them in memory alone, and after
//! a restart every laptop shows its key again; several keep them where each of them finds them.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use protocol::DeviceId;
use protocol::api::Token;
use protocol::proof::CHALLENGE_LEN;
use sha2::{Digest, Sha256};

use crate::random::{self, NoRandomness};
use crate::store::StoreError;

/// How long a token is good.
pub const SESSION: Duration = Duration::from_secs(3600);
/// How long a challenge waits for its answer.
pub(crate) const CHALLENGE: Duration = Duration::from_secs(120);
/// Most challenges that wait; one more, and the oldest no longer counts.
pub(crate) const MOST_CHALLENGES: usize = 16_384;
/// Most tokens of one device; one more, and its oldest no longer counts.
pub(crate) const MOST_TOKENS: usize = 8;

type Bytes = [u8; 32];

/// Whose token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaking {
    /// The device.
    pub device: DeviceId,
    /// Index of the directory's last entry, where others may have appended it.
    pub entry: Option<u64>,
}

/// Challenges and tokens, wherever they are kept.
pub trait Sessions: Send + Sync {
    /// A challenge for a device, known or not.
    ///
    /// # Errors
    /// [`StoreError`], as all below.
    fn challenge(&self, device: DeviceId) -> Result<[u8; CHALLENGE_LEN], StoreError>;

    /// Whether this challenge waits for this device's answer. It no longer does afterwards.
    ///
    /// # Errors
    /// [`StoreError`].
    fn answer(&self, device: DeviceId, challenge: &[u8; CHALLENGE_LEN])
    -> Result<bool, StoreError>;

    /// A token for a device that has shown its key.
    ///
    /// # Errors
    /// [`StoreError`].
    fn open(&self, device: DeviceId) -> Result<Token, StoreError>;

    /// Whose token it is; none where it has ended or never was.
    ///
    /// # Errors
    /// [`StoreError`].
    fn speaking(&self, token: &Token) -> Result<Option<Speaking>, StoreError>;

    /// How many tokens there are.
    ///
    /// # Errors
    /// [`StoreError`].
    fn count(&self) -> Result<u64, StoreError>;
}

impl Sessions for MemorySessions {
    fn challenge(&self, device: DeviceId) -> Result<[u8; CHALLENGE_LEN], StoreError> {
        Ok(self.challenge_at(device, Instant::now())?)
    }

    fn answer(
        &self,
        device: DeviceId,
        challenge: &[u8; CHALLENGE_LEN],
    ) -> Result<bool, StoreError> {
        Ok(self.answer_at(device, challenge, Instant::now()))
    }

    fn open(&self, device: DeviceId) -> Result<Token, StoreError> {
        Ok(self.open_at(device, Instant::now())?)
    }

    fn speaking(&self, token: &Token) -> Result<Option<Speaking>, StoreError> {
        let device = self.device_at(token, Instant::now());
        Ok(device.map(|device| Speaking { device, entry: None }))
    }

    fn count(&self) -> Result<u64, StoreError> {
        Ok(self.inner().tokens.len() as u64)
    }
}

impl From<NoRandomness> for StoreError {
    fn from(error: NoRandomness) -> Self {
        Self::Io(std::io::Error::other(error))
    }
}

#[derive(Default)]
struct Inner {
    challenges: HashMap<[u8; CHALLENGE_LEN], DeviceId>,
    /// The same in the order in which they were given.
    given: VecDeque<(Instant, [u8; CHALLENGE_LEN])>,
    /// By hash of the token: looking one up tells nothing by how long it takes.
    tokens: HashMap<Bytes, (DeviceId, Instant)>,
    of_device: HashMap<DeviceId, VecDeque<Bytes>>,
}

/// Challenges and tokens in memory.
#[derive(Default)]
pub struct MemorySessions(Mutex<Inner>);

impl MemorySessions {
    /// A challenge for a device, known or not.
    ///
    /// # Errors
    /// [`NoRandomness`].
    fn challenge_at(
        &self,
        device: DeviceId,
        now: Instant,
    ) -> Result<[u8; CHALLENGE_LEN], NoRandomness> {
        let challenge = random::bytes()?;
        let mut inner = self.inner();
        while inner.given.len() >= MOST_CHALLENGES
            || inner.given.front().is_some_and(|(given, _)| now > *given + CHALLENGE)
        {
            if let Some((_, old)) = inner.given.pop_front() {
                inner.challenges.remove(&old);
            }
        }
        inner.challenges.insert(challenge, device);
        inner.given.push_back((now, challenge));
        Ok(challenge)
    }

    /// Whether this challenge waits for this device's answer. It no longer does afterwards.
    fn answer_at(&self, device: DeviceId, challenge: &[u8; CHALLENGE_LEN], now: Instant) -> bool {
        let mut inner = self.inner();
        let for_device = inner.challenges.remove(challenge) == Some(device);
        let place = inner.given.iter().position(|(_, given)| given == challenge);
        let fresh = place
            .and_then(|place| inner.given.remove(place))
            .is_some_and(|(given, _)| now <= given + CHALLENGE);
        for_device && fresh
    }

    /// A token for a device that has shown its key.
    ///
    /// # Errors
    /// [`NoRandomness`].
    fn open_at(&self, device: DeviceId, now: Instant) -> Result<Token, NoRandomness> {
        let token = Token(random::bytes()?);
        let mut inner = self.inner();
        let hash = hash(&token);
        inner.tokens.insert(hash, (device, now));
        let mut hers = inner.of_device.remove(&device).unwrap_or_default();
        hers.push_back(hash);
        while hers.len() > MOST_TOKENS {
            if let Some(old) = hers.pop_front() {
                inner.tokens.remove(&old);
            }
        }
        inner.of_device.insert(device, hers);
        Ok(token)
    }

    /// Whose token it is; none where it has ended or never was.
    fn device_at(&self, token: &Token, now: Instant) -> Option<DeviceId> {
        let mut inner = self.inner();
        let hash = hash(token);
        let (device, opened) = *inner.tokens.get(&hash)?;
        if now <= opened + SESSION {
            return Some(device);
        }
        inner.tokens.remove(&hash);
        if let Some(hers) = inner.of_device.get_mut(&device) {
            hers.retain(|token| *token != hash);
        }
        None
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn hash(token: &Token) -> Bytes {
    Sha256::digest(token.0).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u8) -> DeviceId {
        DeviceId::from_bytes([n; 16])
    }

    #[test]
    fn a_challenge_is_good_for_one_answer_by_one_device() {
        let (sessions, now) = (MemorySessions::default(), Instant::now());
        let challenge = sessions.challenge_at(device(1), now).unwrap();
        assert!(sessions.answer_at(device(1), &challenge, now));
        assert!(!sessions.answer_at(device(1), &challenge, now));
        let challenge = sessions.challenge_at(device(1), now).unwrap();
        assert!(!sessions.answer_at(device(2), &challenge, now));
        assert!(!sessions.answer_at(device(1), &challenge, now));
        assert!(!sessions.answer_at(device(1), &[0; 32], now));
    }

    #[test]
    fn challenges_and_tokens_end() {
        let (sessions, now) = (MemorySessions::default(), Instant::now());
        let challenge = sessions.challenge_at(device(1), now).unwrap();
        assert!(!sessions.answer_at(device(1), &challenge, now + CHALLENGE + CHALLENGE));
        let token = sessions.open_at(device(1), now).unwrap();
        assert_eq!(sessions.device_at(&token, now), Some(device(1)));
        assert_eq!(sessions.device_at(&token, now + SESSION * 2), None);
        assert_eq!(sessions.inner().tokens.len(), 0);
        assert_eq!(sessions.device_at(&Token([7; 32]), now), None);
    }

    #[test]
    fn neither_challenges_nor_tokens_pile_up() {
        let (sessions, now) = (MemorySessions::default(), Instant::now());
        let first = sessions.challenge_at(device(1), now).unwrap();
        for _ in 0..MOST_CHALLENGES {
            sessions.challenge_at(device(2), now).unwrap();
        }
        assert!(!sessions.answer_at(device(1), &first, now));
        let tokens: Vec<_> =
            (0..=MOST_TOKENS).map(|_| sessions.open_at(device(1), now).unwrap()).collect();
        assert_eq!(sessions.inner().tokens.len(), MOST_TOKENS);
        assert_eq!(sessions.device_at(&tokens[0], now), None);
        assert!(tokens[1..].iter().all(|token| sessions.device_at(token, now).is_some()));
    }
}
