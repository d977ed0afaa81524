//! The first words with a station, before its authority is known. A type of its own: it can greet and fetch a sealed
//! bundle, and nothing else.

use protocol::api::{Hello, Refused, SealedBundle};
use protocol::invitation::LOOKUP_LEN;

use super::{Address, Canceller, Https, NoHttps, tls};
use crate::call::{Asker, Call, Request, Response, Unreachable};
use crate::transport::Transport;

/// Why the first words came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// There is no answer.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// The station refuses.
    #[error("the station refuses: {0:?}")]
    Refused(Refused),
}

/// The way to a station that nobody vouches for yet. Nothing that comes over it may be believed but what opens under
/// the secret of an invitation.
#[derive(Debug)]
pub struct FirstContact(Https);

impl FirstContact {
    /// With whoever is at this address.
    ///
    /// # Errors
    /// [`NoHttps`].
    pub fn with(address: &Address) -> Result<Self, NoHttps> {
        Https::with(address, tls::anybody()?).map(Self)
    }

    /// Stops calls from another thread.
    #[must_use]
    pub fn canceller(&self) -> Canceller {
        self.0.canceller()
    }

    /// Who it says to be.
    ///
    /// # Errors
    /// [`ContactError`].
    pub fn hello(&mut self) -> Result<Hello, ContactError> {
        match self.ask(Request::Hello)? {
            Response::Hello(hello) => Ok(hello),
            _ => Err(Unreachable::NotAStation.into()),
        }
    }

    /// The sealed bundle of an invitation or of the founding.
    ///
    /// # Errors
    /// [`ContactError`]; [`NoInvitation`](protocol::api::RefusalCode::NoInvitation) where there is none any more.
    pub fn bundle(&mut self, lookup: [u8; LOOKUP_LEN]) -> Result<SealedBundle, ContactError> {
        match self.ask(Request::Invitation { lookup })? {
            Response::Invitation(bundle) => Ok(bundle),
            _ => Err(Unreachable::NotAStation.into()),
        }
    }

    fn ask(&mut self, request: Request) -> Result<Response, ContactError> {
        match self.0.carry(&Call { request, asker: Asker::Anybody })? {
            Response::Refused(why) => Err(ContactError::Refused(why)),
            answer => Ok(answer),
        }
    }
}
