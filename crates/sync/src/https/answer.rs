//! Answers from HTTP. The type is looked at before a byte of the body is read, and the length while it is.

use std::ops::Deref;

use protocol::api::CONTENT_TYPE as CBOR;
use protocol::api::{
    Answers, Challenge, ChangesPage, DirectoryHead, DirectoryPage, Farewells, Heads, Hello,
    RefusalCode, Refused, SealedBundle, Session, header,
};
use protocol::snapshot::SnapshotsPage;
use protocol::{Wire, WireError};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, HeaderMap};
use tokio::time::timeout;

use super::{SILENCE, trouble};
use crate::call::{Request, Response, Unreachable};

type Answer = Result<Response, Unreachable>;

/// Reads the answer to a request.
pub(super) async fn read(request: &Request, http: reqwest::Response) -> Answer {
    if http.headers().contains_key(CONTENT_ENCODING) {
        return Err(Unreachable::NotAStation);
    }
    if !http.status().is_success() {
        return refusal(request, http).await;
    }
    match request {
        Request::Hello => cbor::<Hello>(http).await.map(Response::Hello),
        Request::Invitation { .. } => cbor::<SealedBundle>(http).await.map(Response::Invitation),
        Request::SessionBegin(_) => cbor::<Challenge>(http).await.map(Response::Challenge),
        Request::SessionOpen(_) => cbor::<Session>(http).await.map(Response::Session),
        Request::Found(_) | Request::Join(_) | Request::Append(_) => {
            cbor::<DirectoryHead>(http).await.map(Response::Appended)
        }
        Request::Directory { .. } => cbor::<DirectoryPage>(http).await.map(Response::Directory),
        Request::Heads => cbor::<Heads>(http).await.map(Response::Heads),
        Request::Push(_) | Request::PutSnapshots(_) => {
            cbor::<Answers>(http).await.map(Response::Answers)
        }
        Request::Snapshots { .. } => cbor::<SnapshotsPage>(http).await.map(Response::Snapshots),
        Request::Farewells => cbor::<Farewells>(http).await.map(Response::Farewells),
        Request::Changes { .. } | Request::FileChanges { .. } | Request::KeptAside { .. } => {
            cbor::<ChangesPage>(http).await.map(Response::Changes)
        }
        Request::PutInvitation { .. } | Request::Farewell(_) => match http.status() {
            StatusCode::NO_CONTENT => Ok(Response::Kept),
            _ => Err(Unreachable::NotAStation),
        },
        Request::BlobHead { .. } | Request::BlobPatch { .. } => {
            let have = number(http.headers(), header::OFFSET).ok_or(Unreachable::NotAStation)?;
            Ok(Response::BlobHas { have })
        }
        Request::BlobGet { offset, max, .. } => blob(http, *offset, *max).await,
    }
}

async fn cbor<T: Wire>(http: reqwest::Response) -> Result<T, Unreachable> {
    if !is_of_type(http.headers(), CBOR) {
        return Err(Unreachable::NotAStation);
    }
    Ok(T::from_bytes(&whole(http, T::MAX_LEN).await?)?)
}

/// The whole body, which has no more than `most` bytes.
async fn whole(mut http: reqwest::Response, most: usize) -> Result<Vec<u8>, Unreachable> {
    if http.content_length().is_some_and(|length| length > most as u64) {
        return Err(Unreachable::TooLong);
    }
    let mut body = Vec::new();
    while let Some(chunk) = next(&mut http).await? {
        if body.len() + chunk.len() > most {
            return Err(Unreachable::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The next bytes of a body, while they come.
async fn next(
    http: &mut reqwest::Response,
) -> Result<Option<impl Deref<Target = [u8]> + use<>>, Unreachable> {
    let chunk = timeout(SILENCE, http.chunk()).await.map_err(|_| Unreachable::TimedOut)?;
    chunk.map_err(|why| trouble::of(&why))
}

/// The station's refusal; anything else that is no success comes from somebody else.
async fn refusal(request: &Request, http: reqwest::Response) -> Answer {
    let status = http.status();
    if !is_of_type(http.headers(), CBOR) {
        return Err(Unreachable::NotAStation);
    }
    if matches!(request, Request::BlobHead { .. }) {
        // An answer to HEAD has no body: its status must do.
        return Ok(Response::Refused(code_of(status).into()));
    }
    let refused = Refused::from_bytes(&whole(http, Refused::MAX_LEN).await?);
    match refused {
        Ok(refused) => Ok(Response::Refused(refused)),
        // A newer station has reasons that are not known here.
        Err(WireError::Newer) => Ok(Response::Refused(code_of(status).into())),
        Err(why) => Err(why.into()),
    }
}

fn code_of(status: StatusCode) -> RefusalCode {
    match status.as_u16() {
        400 => RefusalCode::Malformed,
        401 => RefusalCode::NoSession,
        403 => RefusalCode::NotAllowed,
        404 => RefusalCode::NotFound,
        413 => RefusalCode::TooLarge,
        410 => RefusalCode::InvitationUsed,
        429 => RefusalCode::SlowDown,
        503 => RefusalCode::Away,
        507 => RefusalCode::ReadOnly,
        _ => RefusalCode::Failed,
    }
}

/// As many bytes as were asked for, or what came of them before the connection broke off.
async fn blob(mut http: reqwest::Response, offset: u64, max: usize) -> Answer {
    if !is_of_type(http.headers(), header::BYTES) {
        return Err(Unreachable::NotAStation);
    }
    let total = match http.status() {
        StatusCode::PARTIAL_CONTENT => ranged(http.headers(), offset),
        _ if offset == 0 => http.content_length(),
        _ => None,
    };
    let total = total.ok_or(Unreachable::NotAStation)?;
    let mut bytes = Vec::new();
    while bytes.len() < max {
        match next(&mut http).await {
            Ok(Some(chunk)) => {
                let room = max - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
            }
            Ok(None) => break,
            Err(why) if bytes.is_empty() => return Err(why),
            Err(_) => break,
        }
    }
    Ok(Response::Blob { total, bytes })
}

/// The length of the whole, from `bytes start-end/total` that starts where it was asked to.
fn ranged(headers: &HeaderMap, offset: u64) -> Option<u64> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?;
    let (part, total) = range.split_once('/')?;
    let (start, _) = part.split_once('-')?;
    if start.parse() == Ok(offset) { total.parse().ok() } else { None }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

pub(super) fn is_of_type(headers: &HeaderMap, wanted: &str) -> bool {
    let of_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    // What follows a semicolon is said about the type.
    of_type.is_some_and(|of_type| {
        let name = of_type.split(';').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case(wanted)
    })
}
