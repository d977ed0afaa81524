//! `GET /v1/hello`, `POST /v1/session/begin`, `POST /v1/session`.

use std::sync::Arc;

use axum::extract::State;
use protocol::api::{Challenge, Hello, Session, SessionBegin, SessionOpen};

use super::answers::{Answer, Cbor, ask};
use super::body::Sent;
use super::who::Stranger;
use crate::station::Station;

pub(super) async fn hello(State(station): State<Arc<Station>>, _: Stranger) -> Answer<Hello> {
    ask(&station, |station| Ok(station.hello())).await.map(Cbor)
}

pub(super) async fn begin(
    State(station): State<Arc<Station>>,
    _: Stranger,
    Sent(begin): Sent<SessionBegin>,
) -> Answer<Challenge> {
    ask(&station, move |station| station.begin_session(begin)).await.map(Cbor)
}

pub(super) async fn open(
    State(station): State<Arc<Station>>,
    _: Stranger,
    Sent(open): Sent<SessionOpen>,
) -> Answer<Session> {
    ask(&station, move |station| station.open_session(&open)).await.map(Cbor)
}
