//! Listening: TLS with the station's own certificate, a bounded number of connections, and patience with none that
//! dawdles.

use std::convert::Infallible;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower_service::Service;

use crate::counters::Present;
use crate::home::Home;
use crate::http;
use crate::porch::{Guest, Porch};
use crate::station::{News, Station};
use crate::steady::Steady;

/// How patient the station is, and with how many at once.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Connections at once; further ones wait at the door. A quarter of them for those from one neighbourhood who have not
    /// shown a session.
    pub connections: usize,
    /// For the TLS handshake, and for the headers of each request, an idle connection's next one too.
    pub headers: Duration,
    /// For a write that makes no progress.
    pub stalled: Duration,
    /// For requests under way when the station is told to stop.
    pub farewell: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connections: 4096,
            headers: Duration::from_secs(20),
            stalled: Duration::from_secs(60),
            farewell: Duration::from_secs(10),
        }
    }
}

/// Why the station cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The certificate or its key cannot be read.
    #[error("the server's certificate cannot be read: {0}")]
    Certificate(String),
    /// The address cannot be listened at.
    #[error("cannot listen at {0}: {1}")]
    Listen(SocketAddr, io::Error),
}

/// A station that is being served. Dropping it stops it.
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    done: tokio::task::JoinHandle<()>,
}

impl Serving {
    /// Stops: no further connections, a moment for requests under way.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.done.await;
    }
}

/// Serves a station; a port of 0 takes a free one.
///
/// # Errors
/// [`ServeError`].
pub async fn serve(
    home: &Home,
    station: Arc<Station>,
    listen: SocketAddr,
    patience: Patience,
) -> Result<Serving, ServeError> {
    let tls = acceptor(home)?;
    let failed = |error| ServeError::Listen(listen, error);
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let (stop, stopped) = watch::channel(false);
    let door = Door { station, tls, patience, stopped };
    let done = tokio::spawn(door.keep(listener));
    Ok(Serving { address, stop, done })
}

fn acceptor(home: &Home) -> Result<TlsAcceptor, ServeError> {
    let told = |what: &dyn std::fmt::Display| ServeError::Certificate(what.to_string());
    let read = |name: &str| fs::read(home.tls(name)).map_err(|error| told(&error));
    let certificate =
        CertificateDer::from_pem_slice(&read("server.pem")?).map_err(|error| told(&error))?;
    let key = PrivateKeyDer::from_pem_slice(&read("server.key")?).map_err(|error| told(&error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| told(&error))?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .map_err(|error| told(&error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

struct Door {
    station: Arc<Station>,
    tls: TlsAcceptor,
    patience: Patience,
    stopped: watch::Receiver<bool>,
}

impl Door {
    async fn keep(mut self, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(self.patience.connections));
        let porch = Porch::of(self.patience.connections);
        let router = http::router(Arc::clone(&self.station));
        let mut inside = JoinSet::new();
        loop {
            let next = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            };
            let (Ok(place), accepted) = (tokio::select! {
                next = next => next,
                _ = self.stopped.changed() => break,
            }) else {
                break;
            };
            while inside.try_join_next().is_some() {}
            match accepted {
                Ok((stream, peer)) => {
                    // Without a word: her neighbours hold all the places that there are for them.
                    let Some(known) = porch.enter(peer.ip()) else { continue };
                    let guest = self.guest(router.clone(), stream, peer, known);
                    inside.spawn(async move {
                        guest.await;
                        drop(place);
                    });
                }
                Err(error) => {
                    // Out of file descriptors, most likely: let some go before the next.
                    tracing::warn!(kind = %error.kind(), "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
        drop(listener);
        // Nobody may be listening.
        let _ = self.station.news.send(News::Farewell);
        let all = async { while inside.join_next().await.is_some() {} };
        let _ = timeout(self.patience.farewell, all).await;
    }

    fn guest(
        &self,
        router: Router,
        stream: TcpStream,
        peer: SocketAddr,
        known: Guest,
    ) -> impl Future<Output = ()> + use<> {
        let (tls, patience, mut stopped) = (self.tls.clone(), self.patience, self.stopped.clone());
        let station = Arc::clone(&self.station);
        async move {
            let _present = Present::at(&station.counters.connections);
            let _ = stream.set_nodelay(true);
            let steady = Steady::new(stream, patience.stalled);
            let Ok(Ok(stream)) = timeout(patience.headers, tls.accept(steady)).await else {
                return;
            };
            let service = service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(ConnectInfo(peer));
                request.extensions_mut().insert(known.clone());
                let mut router = router.clone();
                async move {
                    let request = request.map(axum::body::Body::new);
                    Ok::<_, Infallible>(
                        router.call(request).await.unwrap_or_else(|never| match never {}),
                    )
                }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(patience.headers)
                .max_buf_size(64 * 1024)
                .max_headers(64)
                .serve_connection(TokioIo::new(stream), service);
            tokio::pin!(connection);
            tokio::select! {
                // A laptop that goes away is no news.
                _ = connection.as_mut() => return,
                _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
            }
            let _ = connection.await;
        }
    }
}
