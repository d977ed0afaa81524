//! `/v1/invitations/{lookup}`. Every lookup that never was one is answered alike.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use protocol::api::{PutInvitation, SealedBundle};

use super::answers::{Answer, Cbor, Refusal, ask};
use super::body::Sent;
use super::query::lookup;
use super::who::Invited;
use crate::station::{Asker, Station};

pub(super) async fn get(
    State(station): State<Arc<Station>>,
    _: Invited,
    Path(text): Path<String>,
) -> Answer<SealedBundle> {
    let lookup = lookup(&text)?;
    ask(&station, move |station| station.bundle(&lookup)).await.map(Cbor)
}

pub(super) async fn put(
    State(station): State<Arc<Station>>,
    asker: Asker,
    Path(text): Path<String>,
    Sent(put): Sent<PutInvitation>,
) -> Result<StatusCode, Refusal> {
    let lookup = lookup(&text)?;
    ask(&station, move |station| station.put_bundle(asker, lookup, put)).await?;
    Ok(StatusCode::NO_CONTENT)
}
