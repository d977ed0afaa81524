//! `/v1/changes`, `/v1/files/{file}/changes`, `/v1/snapshots`, `/v1/heads`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::Uri;
use protocol::FileId;
use protocol::api::{Answers, ChangesPage, Heads, Push};
use protocol::snapshot::{PutSnapshots, SnapshotsPage};

use super::answers::{Answer, Cbor, ask};
use super::body::Sent;
use super::query::{number, part};
use crate::station::{Asker, Speaker, Station};

pub(super) async fn push(
    State(station): State<Arc<Station>>,
    from: Speaker,
    Sent(push): Sent<Push>,
) -> Answer<Answers> {
    ask(&station, move |station| station.push(from, push)).await.map(Cbor)
}

pub(super) async fn page(
    State(station): State<Arc<Station>>,
    asker: Asker,
    uri: Uri,
) -> Answer<ChangesPage> {
    let after = number(&uri, "after")?.unwrap_or(0);
    let max_bytes = number(&uri, "max_bytes")?;
    let but_mine = number(&uri, "but_mine")?;
    ask(&station, move |station| station.changes(asker, after, max_bytes, but_mine)).await.map(Cbor)
}

pub(super) async fn file_page(
    State(station): State<Arc<Station>>,
    asker: Asker,
    Path(file): Path<String>,
    uri: Uri,
) -> Answer<ChangesPage> {
    let file: FileId = part(&file)?;
    let after = number(&uri, "after")?.unwrap_or(0);
    let upto = number(&uri, "upto")?.unwrap_or(u64::MAX);
    let max_bytes = number(&uri, "max_bytes")?;
    let question =
        move |station: &Station| station.file_changes(asker, file, after, upto, max_bytes);
    ask(&station, question).await.map(Cbor)
}

pub(super) async fn put_snapshots(
    State(station): State<Arc<Station>>,
    asker: Asker,
    Sent(put): Sent<PutSnapshots>,
) -> Answer<Answers> {
    ask(&station, move |station| station.put_snapshots(asker, put)).await.map(Cbor)
}

pub(super) async fn snapshots(
    State(station): State<Arc<Station>>,
    asker: Asker,
    uri: Uri,
) -> Answer<SnapshotsPage> {
    let after = number(&uri, "after")?.unwrap_or(0);
    let max_bytes = number(&uri, "max_bytes")?;
    ask(&station, move |station| station.snapshots(asker, after, max_bytes)).await.map(Cbor)
}

pub(super) async fn heads(State(station): State<Arc<Station>>, _: Asker) -> Answer<Heads> {
    ask(&station, |station| station.heads()).await.map(Cbor)
}
