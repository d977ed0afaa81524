//! Requests as HTTP.

use protocol::api::{CONTENT_TYPE as CBOR, header, path};
use protocol::{Hash, Wire};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, RANGE};
use reqwest::{Client, Method};

use crate::call::{Asker, Call, Request, Unreachable};

/// The request, and how many bytes it sends.
pub(super) fn http(
    client: &Client,
    base: &str,
    call: &Call,
) -> Result<(reqwest::Request, u64), Unreachable> {
    let (method, target) = line(&call.request);
    let mut http = client.request(method, format!("{base}{target}")).header(ACCEPT, accepts(call));
    if let Some(shown) = shown(&call.asker) {
        http = http.header(AUTHORIZATION, shown);
    }
    let mut sends = 0;
    if let Some((of_type, bytes)) = body(&call.request) {
        sends = bytes.len() as u64;
        http = http.header(CONTENT_TYPE, of_type).body(bytes);
    }
    match &call.request {
        Request::BlobPatch { offset, total, .. } => {
            http = http.header(header::OFFSET, *offset).header(header::LENGTH, *total);
        }
        Request::BlobGet { offset, max, .. } => {
            let last = offset.saturating_add(*max as u64).saturating_sub(1);
            http = http.header(RANGE, format!("bytes={offset}-{last}"));
        }
        _ => {}
    }
    // An address that was read, numbers and digits: it always holds.
    let request = http.build().map_err(|_| Unreachable::Offline)?;
    Ok((request, sends))
}

/// Method, path and query.
fn line(request: &Request) -> (Method, String) {
    let blob = |hash: &Hash| format!("{}/{hash}", path::BLOBS);
    match request {
        Request::Hello => (Method::GET, path::HELLO.to_owned()),
        Request::Invitation { lookup } => (Method::GET, invitation(lookup)),
        Request::Found(_) => (Method::POST, path::FOUND.to_owned()),
        Request::Join(_) => (Method::POST, path::JOIN.to_owned()),
        Request::SessionBegin(_) => (Method::POST, path::SESSION_BEGIN.to_owned()),
        Request::SessionOpen(_) => (Method::POST, path::SESSION.to_owned()),
        Request::PutInvitation { lookup, .. } => (Method::PUT, invitation(lookup)),
        Request::Directory { after: None, max_bytes } => {
            (Method::GET, format!("{}?max_bytes={max_bytes}", path::DIRECTORY))
        }
        Request::Directory { after: Some(after), max_bytes } => {
            (Method::GET, format!("{}?after={after}&max_bytes={max_bytes}", path::DIRECTORY))
        }
        Request::Append(_) => (Method::POST, path::DIRECTORY.to_owned()),
        Request::Heads => (Method::GET, path::HEADS.to_owned()),
        Request::KeptAside { device, after } => {
            (Method::GET, format!("{}/{device}/kept-aside?after={after}", path::DEVICES))
        }
        Request::Farewells => (Method::GET, path::FAREWELLS.to_owned()),
        Request::Farewell(_) => (Method::POST, path::FAREWELL.to_owned()),
        Request::PutSnapshots(_) => (Method::POST, path::SNAPSHOTS.to_owned()),
        Request::Snapshots { after, max_bytes } => {
            (Method::GET, format!("{}?after={after}&max_bytes={max_bytes}", path::SNAPSHOTS))
        }
        Request::Push(_) => (Method::POST, path::CHANGES.to_owned()),
        Request::Changes { after, but_mine, max_bytes } => {
            let what = format!("after={after}&max_bytes={max_bytes}&but_mine={but_mine}");
            (Method::GET, format!("{}?{what}", path::CHANGES))
        }
        Request::FileChanges { file, after, upto, max_bytes } => {
            let span = format!("after={after}&upto={upto}&max_bytes={max_bytes}");
            (Method::GET, format!("{}/{file}/changes?{span}", path::FILES))
        }
        Request::BlobHead { hash } => (Method::HEAD, blob(hash)),
        Request::BlobPatch { hash, .. } => (Method::PATCH, blob(hash)),
        Request::BlobGet { hash, .. } => (Method::GET, blob(hash)),
    }
}

fn invitation(lookup: &[u8]) -> String {
    format!("{}/{}", path::INVITATIONS, hex::encode(lookup))
}

fn body(request: &Request) -> Option<(&'static str, Vec<u8>)> {
    let bytes = match request {
        Request::Found(found) => found.to_bytes(),
        Request::Join(entry) | Request::Append(entry) => entry.to_bytes(),
        Request::SessionBegin(begin) => begin.to_bytes(),
        Request::SessionOpen(open) => open.to_bytes(),
        Request::PutInvitation { invitation, .. } => invitation.to_bytes(),
        Request::PutSnapshots(put) => put.to_bytes(),
        Request::Push(push) => push.to_bytes(),
        Request::Farewell(farewell) => farewell.to_bytes(),
        Request::BlobPatch { bytes, .. } => return Some((header::BYTES, bytes.clone())),
        _ => return None,
    };
    Some((CBOR, bytes))
}

fn accepts(call: &Call) -> &'static str {
    match call.request {
        Request::BlobGet { .. } => header::BYTES,
        _ => CBOR,
    }
}

/// What stands in `authorization`, kept out of whatever prints headers.
pub(super) fn shown(asker: &Asker) -> Option<HeaderValue> {
    let text = match asker {
        Asker::Anybody => return None,
        Asker::Session(token) => token.to_header(),
        Asker::Invited(lookup) => format!("{}{}", header::INVITATION, hex::encode(lookup)),
    };
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
