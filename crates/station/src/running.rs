//! A station that runs beside its caller, on threads of its own: for the program, and for tests that have no
//! asynchronous runtime.

use std::net::SocketAddr;

use tokio::runtime::{Builder, Runtime};

use crate::home::{Home, HomeError};
use crate::server::{Patience, ServeError, Serving, serve};
use crate::station::{Settings, Station};

/// Why a station does not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The home cannot be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// It cannot listen.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The threads cannot be made.
    #[error("no threads: {0}")]
    Threads(#[from] std::io::Error),
}

/// A running station. Dropped, it stops: requests under way have a moment to end.
pub struct Running {
    address: SocketAddr,
    serving: Option<Serving>,
    runtime: Runtime,
}

impl Running {
    /// Opens the station in this home and serves it. A port of 0 takes a free one.
    ///
    /// # Errors
    /// [`RunError`].
    pub fn start(
        home: &Home,
        settings: Settings,
        patience: Patience,
        listen: SocketAddr,
    ) -> Result<Self, RunError> {
        let runtime = Builder::new_multi_thread().enable_all().build()?;
        let station = Station::open(home, settings)?;
        let serving = runtime.block_on(serve(home, station, listen, patience))?;
        Ok(Self { address: serving.address, serving: Some(serving), runtime })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.take() {
            self.runtime.block_on(serving.stop());
        }
    }
}
