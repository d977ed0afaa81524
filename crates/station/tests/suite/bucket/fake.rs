//! A store that speaks as much of S3 as the station uses, and is as strict about it: signed requests alone, parts of 5 MiB
//! but for the last, lists in pages. It can go away, and fill up.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use station::blobs::{Credentials, Place};
use tokio::runtime::Runtime;

const BUCKET: &str = "/of-the-station/";
const LEAST_PART: usize = 5 << 20;
/// So that lists have several pages.
const PAGE: usize = 7;

#[derive(Default)]
pub struct Shelves {
    /// Objects, with the order in which they came.
    pub objects: BTreeMap<String, (Bytes, usize)>,
    /// Uploads in parts that were not ended: nobody sees them.
    pub parts: BTreeMap<String, (String, BTreeMap<usize, Bytes>)>,
    came: usize,
}

#[derive(Default)]
struct Shared {
    shelves: Mutex<Shelves>,
    /// What it answers to whatever it is asked; 0: what it should.
    fails: AtomicU16,
    /// So many requests that write are still answered.
    patience: AtomicUsize,
}

/// Running until it is dropped.
pub struct Fake {
    shared: Arc<Shared>,
    address: SocketAddr,
    _runtime: Runtime,
    folder: tempfile::TempDir,
}

impl Fake {
    pub fn start() -> Self {
        let mut threads = tokio::runtime::Builder::new_multi_thread();
        let runtime = threads.worker_threads(1).enable_all().build().unwrap();
        let shared = Arc::new(Shared::default());
        shared.patience.store(usize::MAX, Ordering::SeqCst);
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { shared, address, _runtime: runtime, folder: tempfile::tempdir().unwrap() }
    }

    /// A place in it.
    pub fn place(&self, prefix: &str) -> Place {
        let address = format!("http://{}{BUCKET}{prefix}", self.address);
        Place::new(&address, self.credentials()).unwrap()
    }

    fn credentials(&self) -> Credentials {
        let file = self.folder.path().join("credentials");
        std::fs::write(&file, "AWS_ACCESS_KEY_ID=one\nAWS_SECRET_ACCESS_KEY=two\n").unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        Credentials::from_file(&file).unwrap()
    }

    pub fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shared.shelves.lock().unwrap()
    }

    /// Answers everything with this status from now on; 0 as it should.
    pub fn fail_with(&self, status: u16) {
        self.shared.patience.store(usize::MAX, Ordering::SeqCst);
        self.shared.fails.store(status, Ordering::SeqCst);
    }

    /// Goes away after so many requests that write.
    pub fn goes_after(&self, writes: usize) {
        self.shared.patience.store(writes, Ordering::SeqCst);
    }

    /// Objects whose names begin so.
    pub fn count(&self, prefix: &str) -> usize {
        self.shelves().objects.keys().filter(|key| key.starts_with(prefix)).count()
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, 64 << 20).await.unwrap();
    if !matches!(head.method, Method::GET | Method::HEAD) {
        let before = shared.patience.load(Ordering::SeqCst);
        match before {
            usize::MAX => {}
            0 => shared.fails.store(503, Ordering::SeqCst),
            left => shared.patience.store(left - 1, Ordering::SeqCst),
        }
    }
    let fails = shared.fails.load(Ordering::SeqCst);
    if let Ok(status) = StatusCode::from_u16(fails) {
        return status.into_response();
    }
    let signed = |value: &axum::http::HeaderValue| {
        value.to_str().is_ok_and(|value| value.starts_with("AWS4-HMAC-SHA256 Credential=one/"))
    };
    if !head.headers.get("authorization").is_some_and(signed) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let sum = head.headers.get("x-amz-content-sha256").and_then(|sum| sum.to_str().ok());
    if sum != Some("UNSIGNED-PAYLOAD") && sum != Some(&hex::encode(Sha256::digest(&bytes))) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let query: BTreeMap<String, String> = head
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.to_owned(), value.replace("%2F", "/")))
        .collect();
    let path = format!("{}/", head.uri.path().trim_end_matches('/'));
    let Some(key) = path.strip_prefix(BUCKET) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let key = key.trim_end_matches('/');
    let mut shelves = shared.shelves.lock().unwrap();
    match (&head.method, key.is_empty()) {
        (&Method::GET, true) => shelves.list(&query),
        (&Method::PUT, false) => shelves.put(key, &query, bytes),
        (&Method::POST, false) => shelves.post(key, &query, &bytes),
        (&Method::DELETE, false) => shelves.delete(key, &query),
        (&Method::GET, false) => shelves.get(key, &head.headers, true),
        (&Method::HEAD, false) => shelves.get(key, &head.headers, false),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

impl Shelves {
    fn list(&self, query: &BTreeMap<String, String>) -> Response {
        assert_eq!(query.get("list-type").map(String::as_str), Some("2"));
        let prefix = query.get("prefix").cloned().unwrap_or_default();
        let after = query.get("continuation-token").cloned().unwrap_or_default();
        let mut xml = String::from("<ListBucketResult>");
        let found =
            self.objects.iter().filter(|(key, _)| key.starts_with(&prefix) && **key > after);
        for (n, (key, (bytes, came))) in found.enumerate() {
            if n == PAGE {
                break;
            }
            let (minutes, seconds) = (came / 60 % 60, came % 60);
            xml += &format!(
                "<Contents><Key>{key}</Key><Size>{}</Size><ETag>\"{}\"</ETag>\
                 <LastModified>2026-11-24T10:{minutes:02}:{seconds:02}.000Z</LastModified></Contents>",
                bytes.len(),
                etag(bytes)
            );
            if n + 1 == PAGE {
                xml += &format!("<NextContinuationToken>{key}</NextContinuationToken>");
            }
        }
        (xml + "</ListBucketResult>").into_response()
    }

    fn put(&mut self, key: &str, query: &BTreeMap<String, String>, bytes: Bytes) -> Response {
        let told = [("etag", etag(&bytes))];
        let Some(upload) = query.get("uploadId") else {
            self.keep(key, bytes);
            return told.into_response();
        };
        let number = query["partNumber"].parse().unwrap();
        match self.parts.get_mut(upload) {
            Some((_, parts)) => {
                parts.insert(number, bytes);
                told.into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn keep(&mut self, key: &str, bytes: Bytes) {
        self.came += 1;
        self.objects.insert(key.to_owned(), (bytes, self.came));
    }

    fn post(&mut self, key: &str, query: &BTreeMap<String, String>, list: &[u8]) -> Response {
        if query.contains_key("uploads") {
            let id = format!("upload{}", self.parts.len());
            self.parts.insert(id.clone(), (key.to_owned(), BTreeMap::new()));
            let xml = format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId>");
            return (xml + "</InitiateMultipartUploadResult>").into_response();
        }
        let Some((_, parts)) = self.parts.remove(&query["uploadId"]) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let named = String::from_utf8_lossy(list).matches("<PartNumber>").count();
        let short = parts.values().rev().skip(1).any(|part| part.len() < LEAST_PART);
        if named != parts.len() || short {
            return StatusCode::BAD_REQUEST.into_response();
        }
        let whole: Vec<u8> = parts.into_values().flatten().collect();
        let xml = format!(
            "<CompleteMultipartUploadResult><ETag>\"{}\"</ETag></CompleteMultipartUploadResult>",
            etag(&whole)
        );
        self.keep(key, whole.into());
        xml.into_response()
    }

    fn delete(&mut self, key: &str, query: &BTreeMap<String, String>) -> Response {
        match query.get("uploadId") {
            Some(upload) => _ = self.parts.remove(upload),
            None => _ = self.objects.remove(key),
        }
        StatusCode::NO_CONTENT.into_response()
    }

    fn get(&self, key: &str, headers: &HeaderMap, whole: bool) -> Response {
        let Some((bytes, _)) = self.objects.get(key) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let about = [
            ("etag", format!("\"{}\"", etag(bytes))),
            ("last-modified", "Tue, 24 Nov 2026 10:00:00 GMT".to_owned()),
        ];
        if !whole {
            return (about, [("content-length", bytes.len().to_string())]).into_response();
        }
        let range = headers.get("range").and_then(|range| range.to_str().ok());
        let Some((start, last)) =
            range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-'))
        else {
            return (about, bytes.clone()).into_response();
        };
        let (start, last): (usize, usize) = (start.parse().unwrap(), last.parse().unwrap());
        if start >= bytes.len() {
            return StatusCode::RANGE_NOT_SATISFIABLE.into_response();
        }
        let end = (last + 1).min(bytes.len());
        let range = [("content-range", format!("bytes {start}-{}/{}", end - 1, bytes.len()))];
        (StatusCode::PARTIAL_CONTENT, about, range, bytes.slice(start..end)).into_response()
    }
}

fn etag(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}
