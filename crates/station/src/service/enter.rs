//! Sessions: a device shows that it has its key.

use std::time::Instant;

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
        let challenge = self.sessions.challenge(begin.device, Instant::now());
        Ok(Challenge { challenge: challenge.map_err(|_| RefusalCode::Failed)? })
    }

    /// A token for a device that signed its challenge. A revoked device is told that it is only once it has shown that
    /// it is that device; its token is for taking leave.
    ///
    /// # Errors
    /// [`RefusalCode::NotFounded`], [`RefusalCode::UnknownDevice`], [`RefusalCode::BadSignature`].
    pub fn open_session(&self, open: &SessionOpen) -> Result<Session, Refused> {
        let now = Instant::now();
        let asked = self.sessions.answer(open.device, &open.challenge, now);
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
        let token = self.sessions.open(open.device, now).map_err(|_| RefusalCode::Failed)?;
        let seconds = u32::try_from(SESSION.as_secs()).unwrap_or(u32::MAX);
        Ok(Session { token, seconds, ended })
    }
}
