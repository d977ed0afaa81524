//! The station's interface: what a request may be made of, before anybody has a session.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use station::{Home, Settings, Station};
use tempfile::TempDir;
use tower_service::Service as _;

/// A station of its own, for as long as the process lives.
struct Served {
    router: Router,
    runtime: tokio::runtime::Runtime,
    _folder: TempDir,
}

/// Method, path, a header and the body, a line each; the body is all the rest.
pub(crate) fn http(bytes: &[u8]) {
    static SERVED: OnceLock<Option<Served>> = OnceLock::new();
    let Some(served) = SERVED.get_or_init(serve) else { return };
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (method, path, header, body) = (line(), line(), line(), line());
    let mut request = Request::builder().method(method).uri(path);
    if let Some(at) = header.iter().position(|byte| *byte == b':') {
        request = request.header(&header[..at], &header[at + 1..]);
    }
    let Ok(mut request) = request.body(Body::from(body.to_vec())) else { return };
    // Somewhere else each time: what is tried here is no flood from one place.
    let port = u16::try_from(bytes.len() % 60_000).unwrap_or(1);
    let from = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port);
    request.extensions_mut().insert(ConnectInfo(from));
    let answered = served.runtime.block_on(served.router.clone().call(request));
    let Ok(answer) = answered;
    assert!(!answer.status().is_server_error(), "{}", answer.status());
}

fn serve() -> Option<Served> {
    let folder = tempfile::tempdir().ok()?;
    let home = Home::at(folder.path().join("home"));
    home.init("试验", &"127.0.0.1:1".parse().ok()?).ok()?;
    let lots = station::rates::Rate { burst: f64::MAX, per_second: f64::MAX };
    let settings = Settings {
        reserve: 0,
        lookups: lots,
        strangers: lots,
        devices: lots,
        ..Settings::default()
    };
    let router = station::http::router(Station::open(&home, settings).ok()?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    Some(Served { router, runtime, _folder: folder })
}
