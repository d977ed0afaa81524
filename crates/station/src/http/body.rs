//! Bodies of requests: no longer than they may be, no slower than a poor line, and not too many bytes of them in memory
//! at once.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_LENGTH;
use http_body_util::BodyExt as _;
use protocol::Wire;
use protocol::api::{RefusalCode, Refused};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout, timeout_at};

use super::answers::Refusal;
use crate::station::{Asker, Station};

/// How long a whole body may take: this long, and a second for each so many bytes.
const AT_LEAST: Duration = Duration::from_secs(30);
const BYTES_PER_SECOND: usize = 8 * 1024;
/// How long a body waits for room among the others.
const TURN: Duration = Duration::from_secs(30);
/// Kilobytes of bodies in memory at once, from those who have a session.
static ROOM: Semaphore = Semaphore::const_new(256 * 1024);
/// The same from everybody else, who cannot take the room of the others.
static ANTEROOM: Semaphore = Semaphore::const_new(32 * 1024);

/// What a client sent, decoded.
pub(super) struct Sent<T>(pub(super) T);

impl<T: Wire> FromRequest<Arc<Station>> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, station: &Arc<Station>) -> Result<Self, Refusal> {
        let bytes = read(request, T::MAX_LEN, station.settings.next_bytes).await?;
        let thing = T::from_bytes(&bytes).map_err(Refused::from)?;
        Ok(Self(thing))
    }
}

/// The bytes of a body, `most` at most, with `patience` for each next ones.
///
/// Too slow is [`RefusalCode::SlowDown`]: nothing is wrong with what was sent, and it may be sent again.
pub(super) async fn read(
    request: Request,
    most: usize,
    patience: Duration,
) -> Result<Vec<u8>, Refusal> {
    let too_large =
        Refusal(Refused { code: RefusalCode::TooLarge, detail: u64::try_from(most).ok() });
    let too_slow = Refusal(Refused { code: RefusalCode::SlowDown, detail: Some(1) });
    let said = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let said = said.and_then(|length| length.parse::<usize>().ok());
    if said.is_some_and(|length| length > most) {
        return Err(too_large);
    }
    let kilobytes = u32::try_from(said.unwrap_or(most) / 1024 + 1).map_err(|_| too_large)?;
    let known = request.extensions().get::<Asker>().is_some();
    let room = if known { &ROOM } else { &ANTEROOM };
    let room = timeout(TURN, room.acquire_many(kilobytes)).await;
    let _room = room.map_err(|_| too_slow)?.map_err(|_| RefusalCode::Failed)?;
    let mut seconds = u64::try_from(said.unwrap_or(most) / BYTES_PER_SECOND).unwrap_or(0);
    seconds += AT_LEAST.as_secs();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut bytes = Vec::with_capacity(said.unwrap_or(0));
    let mut body: Body = request.into_body();
    loop {
        let next = end.min(Instant::now() + patience);
        let frame = timeout_at(next, body.frame()).await.map_err(|_| too_slow)?;
        let Some(frame) = frame else { return Ok(bytes) };
        let frame = frame.map_err(|_| RefusalCode::Malformed)?;
        if let Ok(data) = frame.into_data() {
            if bytes.len() + data.len() > most {
                return Err(too_large);
            }
            bytes.extend_from_slice(&data);
        }
    }
}
