//! Hearing that something is new. It wakes the engine and nothing more: what is said here is not believed, and
//! missed it is found all the same.

use std::time::Duration;

use protocol::Wire;
use protocol::api::{CONTENT_TYPE as CBOR, Refused, Token, event, path};
use reqwest::header::{ACCEPT, AUTHORIZATION};
use tokio::time::timeout;

use super::answer::is_of_type;
use super::{Https, SILENCE, request, trouble};
use crate::call::{Asker, Unreachable};

/// The station says something every 20 seconds, news or not.
const PULSE: Duration = Duration::from_secs(70);

/// Longest line of an event, in bytes.
const MAX_LINE: usize = 256;

const EVENTS: &str = "text/event-stream";

/// What is new at the station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The line stands: whatever comes from now on is told. What came before was not.
    Listening,
    /// There are changes.
    Changes,
    /// The directory has grown.
    Directory,
}

/// Why there is nothing more to hear. Whoever wants to hear more waits a while and listens again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The station ended it, as it does with every session.
    Closed,
    /// It refuses.
    Refused(Refused),
    /// It cannot be reached, or something else is there.
    Unreachable(Unreachable),
}

impl Https {
    /// Listens until it ends or is cancelled; calls `tell` with whatever is new.
    pub fn listen(&mut self, token: &Token, tell: impl FnMut(News)) -> Ended {
        self.runtime.block_on(async {
            tokio::select! {
                ended = self.hear(token, tell) => match ended {
                    Ok(ended) => ended,
                    Err(why) => Ended::Unreachable(why),
                },
                () = self.canceller.cancelled() => Ended::Unreachable(Unreachable::Cancelled),
            }
        })
    }

    async fn hear(&self, token: &Token, mut tell: impl FnMut(News)) -> Result<Ended, Unreachable> {
        let mut http = self.client.get(format!("{}{}", self.base, path::EVENTS));
        http = http.header(ACCEPT, EVENTS);
        if let Some(shown) = request::shown(&Asker::Session(token.clone())) {
            http = http.header(AUTHORIZATION, shown);
        }
        let sent = timeout(SILENCE, http.send()).await.map_err(|_| Unreachable::TimedOut)?;
        let mut http = sent.map_err(|why| trouble::of(&why))?;
        if !http.status().is_success() {
            return refusal(http).await;
        }
        if !is_of_type(http.headers(), EVENTS) {
            return Err(Unreachable::NotAStation);
        }
        tell(News::Listening);
        let mut lines = Lines::default();
        loop {
            let chunk = timeout(PULSE, http.chunk()).await.map_err(|_| Unreachable::TimedOut)?;
            match chunk.map_err(|why| trouble::of(&why))? {
                Some(chunk) => lines.take(&chunk, &mut tell)?,
                None => return Ok(Ended::Closed),
            }
        }
    }
}

async fn refusal(mut http: reqwest::Response) -> Result<Ended, Unreachable> {
    if !is_of_type(http.headers(), CBOR) {
        return Err(Unreachable::NotAStation);
    }
    let chunk = timeout(SILENCE, http.chunk()).await.map_err(|_| Unreachable::TimedOut)?;
    let bytes = chunk.map_err(|why| trouble::of(&why))?.unwrap_or_default();
    Ok(Ended::Refused(Refused::from_bytes(&bytes)?))
}

/// The lines of a stream of events, one after the other.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn take(&mut self, bytes: &[u8], tell: &mut impl FnMut(News)) -> Result<(), Unreachable> {
        for byte in bytes {
            match byte {
                b'\n' => {
                    if let Some(news) = news(&self.0) {
                        tell(news);
                    }
                    self.0.clear();
                }
                _ if self.0.len() == MAX_LINE => return Err(Unreachable::TooLong),
                _ => self.0.push(*byte),
            }
        }
        Ok(())
    }
}

/// Only that there is something: how much, the engine finds out.
fn news(line: &[u8]) -> Option<News> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    match line.strip_prefix("event:")?.trim_start() {
        event::CHANGES => Some(News::Changes),
        event::DIRECTORY => Some(News::Directory),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(parts: &[&[u8]]) -> Result<Vec<News>, Unreachable> {
        let (mut lines, mut all) = (Lines::default(), Vec::new());
        for part in parts {
            lines.take(part, &mut |news| all.push(news))?;
        }
        Ok(all)
    }

    #[test]
    fn events_are_heard_however_they_are_cut() {
        let stream = b": listening\n\nevent: changes\ndata: 7\n\n: \n\nevent: directory\r\ndata: 1\r\n\r\nevent: other\n";
        let all = Ok(vec![News::Changes, News::Directory]);
        assert_eq!(heard(&[stream]), all);
        for cut in 0..stream.len() {
            let (first, second) = stream.split_at(cut);
            assert_eq!(heard(&[first, second]), all);
        }
    }

    #[test]
    fn trust_21_a_line_without_end_is_not_kept() {
        assert_eq!(heard(&[&[b'x'; 10_000]]), Err(Unreachable::TooLong));
    }
}
