//! `/v1/blobs/{sha256}`: bytes as they are, with their offsets in headers.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::Hash;
use protocol::api::{BATCH_LEN, RefusalCode, header};

use super::answers::{Refusal, ask};
use super::body::read;
use super::query::part;
use crate::blobs::{Extent, Piece};
use crate::station::{Asker, Speaker, Station};

pub(super) async fn extent(
    State(station): State<Arc<Station>>,
    Speaker { asker, .. }: Speaker,
    Path(hash): Path<String>,
) -> Result<Response, Refusal> {
    let hash: Hash = part(&hash)?;
    let extent = ask(&station, move |station| station.blob_extent(asker, hash)).await?;
    Ok(told(extent, StatusCode::OK))
}

pub(super) async fn patch(
    State(station): State<Arc<Station>>,
    Speaker { asker, ended }: Speaker,
    Path(hash): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let hash: Hash = part(&hash)?;
    let offset = named(request.headers(), header::OFFSET)?;
    let length = named(request.headers(), header::LENGTH)?;
    let bytes = read(request, BATCH_LEN, station.settings.next_bytes).await?;
    if ended.is_some() && !station.left_behind.takes(asker.device, bytes.len()) {
        return Err(RefusalCode::ReadOnly.into());
    }
    let extent = ask(&station, move |station| {
        station.take_blob(Piece { hash, device: asker.device, offset, length, bytes: &bytes })
    });
    Ok(told(extent.await?, StatusCode::NO_CONTENT))
}

pub(super) async fn get(
    State(station): State<Arc<Station>>,
    _: Asker,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let hash: Hash = part(&hash)?;
    let asked = range(&headers)?;
    let found = ask(&station, move |station| station.open_blob(hash)).await?;
    let length = found.length();
    let (start, last) = asked.unwrap_or((0, None));
    let end = last.map_or(length, |last| last.saturating_add(1).min(length));
    if start > end {
        return Err(RefusalCode::Malformed.into());
    }
    let body = station.blobs.body(found, start..end).await;
    let body = body.map_err(|error| station.blob_refusal(&error))?;
    let headers = [
        (CONTENT_TYPE, header::BYTES.to_owned()),
        (CONTENT_LENGTH, (end - start).to_string()),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let whole = [(header::LENGTH, length.to_string())];
    let mut response = (headers, whole, body).into_response();
    if asked.is_some() && start < end {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        if let Ok(range) = format!("bytes {start}-{}/{length}", end - 1).parse() {
            response.headers_mut().insert(CONTENT_RANGE, range);
        }
    }
    Ok(response)
}

/// How many bytes there are; and of the whole where it is here, how many it has.
fn told(extent: Extent, status: StatusCode) -> Response {
    let (Extent::Whole(here) | Extent::Part(here)) = extent;
    let offset = [(header::OFFSET, here.to_string())];
    match extent {
        Extent::Whole(length) => {
            (status, offset, [(header::LENGTH, length.to_string())]).into_response()
        }
        Extent::Part(_) => (status, offset).into_response(),
    }
}

fn named(headers: &HeaderMap, name: &str) -> Result<u64, Refusal> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    part(value.ok_or(RefusalCode::Malformed)?)
}

/// The first byte and the last in `range: bytes=N-` or `bytes=N-M`; no other kind of range is served.
fn range(headers: &HeaderMap) -> Result<Option<(u64, Option<u64>)>, Refusal> {
    let Some(range) = headers.get(RANGE) else { return Ok(None) };
    let range = range.to_str().ok().and_then(|range| range.strip_prefix("bytes="));
    let (start, last) =
        range.and_then(|range| range.split_once('-')).ok_or(RefusalCode::Malformed)?;
    let last = if last.is_empty() { None } else { Some(part(last)?) };
    Ok(Some((part(start)?, last)))
}
