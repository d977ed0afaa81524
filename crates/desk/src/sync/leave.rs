//! This laptop was revoked: the station has what waited, and the vault is destroyed.

use crate::commands;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::Event;
use crate::station::line::Line;
use chrono::{DateTime, FixedOffset};
use protocol::api::Farewell;
use std::sync::atomic::Ordering;
use sync::{Asker, Call, Engine, Request};
use vault::{Vault, WipeNotice};

use super::Rounded;

impl Desk {
    /// Nothing of a case is shown once the signed directory says that this laptop was revoked.
    pub(crate) fn not_while_leaving(&self, command: &str) -> Result<(), Failure> {
        let leaving = self.leaving.load(Ordering::SeqCst);
        if leaving && !commands::LEAVING.contains(&command) {
            return Err(Code::LaptopRevoked.into());
        }
        Ok(())
    }

    /// Destroys the vault that is open, and says so to the station where that can be reached. What fails on the disk is
    /// gone on with when the vault is opened next: it opens no more.
    pub(super) fn take_leave(&self, engine: &Engine, opening: u64) -> Rounded {
        let now = self.host().now();
        let _door = self.door();
        if self.sync.is_over(opening) {
            return Rounded::Stopped;
        }
        let Ok(notice) = self.open(|vault| Ok(notice(vault, now)?)) else {
            return Rounded::Stopped;
        };
        // A line of its own: closing the vault ends the one that is under way.
        let line = Line::without_session(self);
        let Some(vault) = self.shut() else { return Rounded::Stopped };
        let wiped = vault.wipe(&notice).is_ok();
        if let (Some(token), Ok(mut line)) = (engine.token().cloned(), line) {
            let request = Request::Farewell(Farewell { wiped });
            let call = Call { request, asker: Asker::Session(token) };
            // The station hears of it or not: the keys are gone.
            let _ = line.carry_call(&call);
        }
        self.host().emit(Event::Locked);
        Rounded::Stopped
    }
}

/// What is left of the vault: whom to ask.
fn notice(vault: &Vault, at: DateTime<FixedOffset>) -> Result<WipeNotice, vault::VaultError> {
    let revoked = vault.revoked_by(vault.identity().device)?;
    let people = vault.roster()?.people;
    let by = revoked.and_then(|(_, by)| people.into_iter().find(|person| person.id == by));
    let by = by.map(|person| person.name).unwrap_or_default();
    Ok(WipeNotice { at, station: vault.identity().station.clone(), by })
}
