//! Sessions: a device shows that it has its key.

use protocol::api::{Challenge, RefusalCode, Refused, Session, SessionBegin, SessionOpen};
use protocol::{Namespace, proof, verify};

use crate::sessions::SESSION;
use crate::station::Station;

impl Station {
    /// A challenge, for a known device as for an unknown.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`] where the system gives no random bytes.
    pub fn begin_session(&self, begin: SessionBegin) -> Result<Challenge, Refused> {
        let challenge = self.sessions.challenge(begin.device);
        Ok(Challenge { challenge: challenge.map_err(|error| self.refusal(&error))? })
    }

    /// A token for a device that signed its challenge. A revoked device is told that it is only once it has shown that
    /// it is that device; its token is for taking leave.
    ///
    /// # Errors
    /// [`RefusalCode::NotFounded`], [`RefusalCode::UnknownDevice`], [`RefusalCode::BadSignature`].
    pub fn open_session(&self, open: &SessionOpen) -> Result<Session, Refused> {
        let asked = self.sessions.answer(open.device, &open.challenge);
        let asked = asked.map_err(|error| self.refusal(&error))?;
        if self.shared.is_some() {
            // Another server may have let it in a moment ago, or revoked it.
            self.catch_up().map_err(|error| self.refusal(&error))?;
        }
        let ended = self.with_directory(|directory| {
            let device = directory.device(open.device).ok_or(RefusalCode::UnknownDevice)?;
            let words = proof::session(directory.station(), open.device, &open.challenge);
            let signed = verify(&device.sign, Namespace::Session, &words, &open.signature).is_ok();
            if !(asked && signed) {
                return Err(RefusalCode::BadSignature.into());
            }
            Ok(device.revoked_in)
        })?;
        if ended.is_some() {
            self.took_leave(open.device, false)?;
        }
        let token = self.sessions.open(open.device).map_err(|error| self.refusal(&error))?;
        let seconds = u32::try_from(SESSION.as_secs()).unwrap_or(u32::MAX);
        Ok(Session { token, seconds, ended })
    }
}
