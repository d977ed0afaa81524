//! Who asks: somebody with a session, somebody who is invited, or anybody. Found out from the headers alone, before
//! any body is read.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use protocol::api::{RefusalCode, Refused, Token, header};

use super::answers::{Refusal, ask};
use super::query::lookup;
use crate::porch::Guest;
use crate::rates::{Rates, neighbourhood};
use crate::station::{Asker, Speaker, Station};

fn slow_down(seconds: u64) -> Refusal {
    Refusal(Refused { code: RefusalCode::SlowDown, detail: Some(seconds) })
}

fn authorization(parts: &Parts) -> Option<&str> {
    parts.headers.get(AUTHORIZATION)?.to_str().ok()
}

/// Where a request comes from.
pub(super) fn peer(parts: &Parts) -> Option<IpAddr> {
    let ConnectInfo(address) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(address.ip())
}

/// Lets a request by at the pace that its neighbourhood has, whoever sent it.
fn at_the_pace_of(rates: &Rates<IpAddr>, parts: &Parts) -> Result<(), Refusal> {
    let from = peer(parts).map(neighbourhood).ok_or(RefusalCode::Failed)?;
    rates.pass(from, Instant::now()).map_err(slow_down)
}

/// Whoever shows a token, as `known` finds her by it, at the pace that her device has. `asks` names her in what is found.
async fn in_session<T: Send + 'static>(
    parts: &mut Parts,
    station: &Arc<Station>,
    known: fn(&Station, &Token) -> Result<T, Refused>,
    asks: impl FnOnce(&T) -> Asker,
) -> Result<T, Refusal> {
    let token = authorization(parts).and_then(Token::from_header);
    let token = token.ok_or(RefusalCode::NoSession)?;
    let found = ask(station, move |station| known(station, &token)).await?;
    let asker = asks(&found);
    station.devices.pass(asker.device, Instant::now()).map_err(slow_down)?;
    parts.extensions.insert(asker);
    if let Some(guest) = parts.extensions.get::<Guest>() {
        guest.is_known();
    }
    Ok(found)
}

impl FromRequestParts<Arc<Station>> for Asker {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        station: &Arc<Station>,
    ) -> Result<Self, Refusal> {
        in_session(parts, station, Station::asker, |asker| *asker).await
    }
}

impl FromRequestParts<Arc<Station>> for Speaker {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        station: &Arc<Station>,
    ) -> Result<Self, Refusal> {
        in_session(parts, station, Station::speaker, |speaker| speaker.asker).await
    }
}

/// Anybody, at the pace at which anybody may ask.
pub(super) struct Stranger;

impl FromRequestParts<Arc<Station>> for Stranger {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        station: &Arc<Station>,
    ) -> Result<Self, Refusal> {
        at_the_pace_of(&station.strangers, parts).map(|()| Self)
    }
}

/// Anybody who looks up an invitation or uses one: at a slower pace.
pub(super) struct Invited;

impl FromRequestParts<Arc<Station>> for Invited {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        station: &Arc<Station>,
    ) -> Result<Self, Refusal> {
        at_the_pace_of(&station.lookups, parts).map(|()| Self)
    }
}

/// Somebody who may read the directory: with a session, or invited and about to join. One who takes leave reads it up to
/// the entry that revoked her device.
pub(super) struct Reader {
    pub(super) ended: Option<u64>,
}

impl FromRequestParts<Arc<Station>> for Reader {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        station: &Arc<Station>,
    ) -> Result<Self, Refusal> {
        let shown = authorization(parts).and_then(|shown| shown.strip_prefix(header::INVITATION));
        let Some(shown) = shown else {
            let speaker = Speaker::from_request_parts(parts, station).await?;
            return Ok(Self { ended: speaker.ended });
        };
        let lookup = lookup(shown)?;
        Invited::from_request_parts(parts, station).await?;
        ask(station, move |station| station.invited(&lookup)).await?;
        Ok(Self { ended: None })
    }
}
