//! `POST /v1/found`, `POST /v1/join`, `/v1/directory`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use protocol::api::{DirectoryHead, DirectoryPage, FoundRequest};
use protocol::directory::SignedEntry;

use super::answers::{Answer, Cbor, ask};
use super::body::Sent;
use super::query::number;
use super::who::{Invited, Reader};
use crate::station::{Asker, Station};

pub(super) async fn found(
    State(station): State<Arc<Station>>,
    _: Invited,
    Sent(request): Sent<FoundRequest>,
) -> Answer<DirectoryHead> {
    ask(&station, move |station| station.found(&request)).await.map(Cbor)
}

pub(super) async fn join(
    State(station): State<Arc<Station>>,
    _: Invited,
    Sent(entry): Sent<SignedEntry>,
) -> Answer<DirectoryHead> {
    ask(&station, move |station| station.join(entry)).await.map(Cbor)
}

pub(super) async fn append(
    State(station): State<Arc<Station>>,
    _: Asker,
    Sent(entry): Sent<SignedEntry>,
) -> Answer<DirectoryHead> {
    ask(&station, move |station| station.append_entry(entry)).await.map(Cbor)
}

pub(super) async fn entries(
    State(station): State<Arc<Station>>,
    reader: Reader,
    uri: Uri,
) -> Answer<DirectoryPage> {
    let after = number(&uri, "after")?;
    let max_bytes = number(&uri, "max_bytes")?;
    let question = move |station: &Station| station.entries_for(reader.ended, after, max_bytes);
    ask(&station, question).await.map(Cbor)
}
