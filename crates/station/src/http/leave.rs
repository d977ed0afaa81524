//! `/v1/farewell`, `/v1/farewells`, `/v1/devices/{device}/kept-aside`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use protocol::DeviceId;
use protocol::api::{ChangesPage, Farewell, Farewells};

use super::answers::{Answer, Cbor, Refusal, ask};
use super::body::Sent;
use super::query::{number, part};
use crate::station::{Asker, Speaker, Station};

pub(super) async fn farewell(
    State(station): State<Arc<Station>>,
    from: Speaker,
    Sent(farewell): Sent<Farewell>,
) -> Result<StatusCode, Refusal> {
    ask(&station, move |station| station.farewell(from, farewell)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn farewells(
    State(station): State<Arc<Station>>,
    asker: Asker,
) -> Answer<Farewells> {
    ask(&station, move |station| station.farewells(asker)).await.map(Cbor)
}

pub(super) async fn kept_aside(
    State(station): State<Arc<Station>>,
    asker: Asker,
    Path(device): Path<String>,
    uri: Uri,
) -> Answer<ChangesPage> {
    let device: DeviceId = part(&device)?;
    let after = number(&uri, "after")?.unwrap_or(0);
    ask(&station, move |station| station.kept_aside(asker, device, after)).await.map(Cbor)
}
