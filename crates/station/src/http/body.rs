//! Bodies of requests: no longer than they may be, no slower than a poor line, and not too many bytes of them in memory
//! at once.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequest, Request};
use axum::http::header::CONTENT_LENGTH;
use http_body_util::BodyExt as _;
use protocol::Wire;
use protocol::api::{RefusalCode, Refused};
use tokio::time::{Instant, timeout_at};

use super::answers::Refusal;
use super::room::Room;
use crate::rates::neighbourhood;
use crate::station::{Asker, Station};

/// How long a whole body may take: this long, and a second for each so many bytes, as a laptop waits on the poorest line.
const AT_LEAST: Duration = Duration::from_secs(30);
const BYTES_PER_SECOND: usize = 4 * 1024;

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
/// Too slow is [`RefusalCode::SlowDown`] without a number: nothing is wrong with what was sent, and less of it may be sent.
pub(super) async fn read(
    request: Request,
    most: usize,
    patience: Duration,
) -> Result<Vec<u8>, Refusal> {
    let too_large =
        Refusal(Refused { code: RefusalCode::TooLarge, detail: u64::try_from(most).ok() });
    let too_slow = Refusal(Refused { code: RefusalCode::SlowDown, detail: None });
    let said = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let said = said.and_then(|length| length.parse::<usize>().ok());
    let length = said.unwrap_or(most);
    if length > most {
        return Err(too_large);
    }
    let mut room = match request.extensions().get::<Asker>() {
        Some(_) => Room::known(length).await?,
        None => Room::strange(from(&request), length)?,
    };
    let end = Instant::now() + time_for(length);
    let mut bytes = Vec::new();
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
            room.grow(data.len()).await?;
            bytes.extend_from_slice(&data);
        }
    }
}

fn from(request: &Request) -> Option<IpAddr> {
    let ConnectInfo(address) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    Some(neighbourhood(address.ip()))
}

fn time_for(length: usize) -> Duration {
    AT_LEAST + Duration::from_secs(u64::try_from(length / BYTES_PER_SECOND).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_poorest_line_that_a_laptop_waits_for_has_time_enough() {
        // sync::https: 30 seconds, and a second for each 4 KiB.
        for length in [0, 32 << 10, 1 << 20, 4 << 20] {
            assert!(time_for(length) >= Duration::from_secs(30 + length as u64 / 4096));
        }
    }
}
