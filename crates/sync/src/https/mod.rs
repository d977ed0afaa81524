//! Requests over HTTPS. Only the station's own authority is trusted, whatever else the machine trusts; no proxy of
//! the machine's is asked, no redirect followed, nothing unpacked, and no answer read that is longer than such
//! an answer may be.

mod address;
mod answer;
mod cancel;
mod first;
mod listen;
mod request;
mod tls;
mod trouble;

use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::call::{Call, Response, Unreachable};
use crate::transport::Transport;

pub use address::{Address, NotAnAddress};
pub use cancel::Canceller;
pub use first::{ContactError, FirstContact};
pub use listen::{Ended, News};

/// How long a connection is used again: between calls nobody looks whether it still holds.
const IDLE: Duration = Duration::from_secs(10);

/// How long it may take to reach the station.
const CONNECT: Duration = Duration::from_secs(10);

/// How long the station may be silent.
const SILENCE: Duration = Duration::from_secs(30);

/// The slowest link that is waited for, in bytes a second.
const SLOWEST: u64 = 4 * 1024;

/// How long one call may take, whatever trickles in.
const LONGEST: Duration = Duration::from_secs(20 * 60);

/// HTTPS cannot be used on this machine, or the certificate that was pinned is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("HTTPS cannot be used with this certificate on this machine")]
pub struct NoHttps;

/// The way to a station whose authority is known.
#[derive(Debug)]
pub struct Https {
    base: String,
    client: Client,
    /// One thread, the caller's: it runs while a call is under way.
    runtime: Runtime,
    canceller: Canceller,
}

impl Https {
    /// To the station at this address, whose certificates this authority (in DER) signs. No other is trusted.
    ///
    /// # Errors
    /// [`NoHttps`].
    pub fn new(address: &Address, authority: &[u8]) -> Result<Self, NoHttps> {
        Self::with(address, tls::pinned(authority)?)
    }

    fn with(address: &Address, config: ClientConfig) -> Result<Self, NoHttps> {
        let client = Client::builder()
            .tls_backend_preconfigured(config)
            .https_only(true)
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|_| NoHttps)?;
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|_| NoHttps)?;
        let base = address.base();
        Ok(Self { base, client, runtime, canceller: Canceller::default() })
    }

    /// Stops calls from another thread.
    #[must_use]
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    async fn exchange(&self, call: &Call) -> Result<Response, Unreachable> {
        let (request, sends) = request::http(&self.client, &self.base, call)?;
        let patience = SILENCE + Duration::from_secs(sends / SLOWEST);
        let sent = timeout(patience, self.client.execute(request)).await;
        let response = sent.map_err(|_| Unreachable::TimedOut)?.map_err(|why| trouble::of(&why))?;
        answer::read(&call.request, response).await
    }
}

impl Transport for Https {
    fn carry(&mut self, call: &Call) -> Result<Response, Unreachable> {
        self.runtime.block_on(async {
            tokio::select! {
                answer = timeout(LONGEST, self.exchange(call)) => {
                    answer.unwrap_or(Err(Unreachable::TimedOut))
                }
                () = self.canceller.cancelled() => Err(Unreachable::Cancelled),
            }
        })
    }
}
