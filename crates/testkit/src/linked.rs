//! Laptops of a station.

use crate::station::TestStation;
use crate::worker::Worker;
use anyhow::{Context as _, ensure};
use desk::Rounded;
use serde_json::{Value, json};
use std::thread;

/// What somebody is invited with.
#[derive(Debug)]
pub struct Invitation {
    /// Where the station is reached.
    pub address: String,
    /// The code.
    pub code: String,
}

impl Invitation {
    /// As a command takes it.
    #[must_use]
    pub fn typed(&self) -> Value {
        json!({"address": self.address, "code": self.code})
    }
}

impl Worker {
    /// A laptop that has founded a station; its person is the manager.
    ///
    /// # Errors
    /// The command's failure.
    pub fn founding(station: &TestStation, name: &str) -> anyhow::Result<Self> {
        let founder = Self::named(name)?;
        founder.found(station)?;
        Ok(founder)
    }

    /// Founds a station with this laptop.
    ///
    /// # Errors
    /// The command's failure.
    pub fn found(&self, station: &TestStation) -> anyhow::Result<Value> {
        let typed = json!({"address": station.address(), "code": station.founding_code()});
        self.call("station_found", typed)
    }

    /// Invites somebody.
    ///
    /// # Errors
    /// The command's failure.
    pub fn invite(&self, name: &str, role: &str) -> anyhow::Result<Invitation> {
        let made = self.call("station_invite", json!({"name": name, "role": role}))?;
        let text = |field: &str| Some(made[field].as_str()?.to_owned());
        let address = text("address").context("no address")?;
        Ok(Invitation { address, code: text("code").context("no code")? })
    }

    /// Invites somebody, who comes with a new laptop.
    ///
    /// # Errors
    /// The command's failure.
    pub fn welcome(&self, name: &str, role: &str) -> anyhow::Result<Self> {
        let joined = Self::named("刚来的人")?;
        self.lets_in(&joined, name, role)?;
        Ok(joined)
    }

    /// Invites somebody, who comes with this laptop.
    ///
    /// # Errors
    /// The command's failure.
    pub fn lets_in(&self, laptop: &Self, name: &str, role: &str) -> anyhow::Result<()> {
        let invitation = self.invite(name, role)?;
        laptop.call("station_join", invitation.typed()).map(drop)
    }

    /// Brings laptop and station together, as the background does.
    ///
    /// # Errors
    /// When they did not come together.
    pub fn sync(&self) -> anyhow::Result<()> {
        let rounded = self.desk.sync_round();
        let state = self.sync_state()?;
        ensure!(rounded == Rounded::Done, "{rounded:?}: {state}");
        Ok(())
    }

    /// Lets the laptop's background work while a story is told, as the shell does.
    pub fn at_work<T>(&self, story: impl FnOnce() -> T) -> T {
        thread::scope(|threads| {
            // Also where the story fails.
            let _end = End(self);
            threads.spawn(|| self.desk.sync_in_background());
            threads.spawn(|| self.desk.listen_in_background());
            story()
        })
    }

    /// Where the laptop stands with its station.
    ///
    /// # Errors
    /// The command's failure.
    pub fn sync_state(&self) -> anyhow::Result<Value> {
        self.call("sync_state", json!({}))
    }

    /// The person at this laptop, as the station knows her.
    ///
    /// # Errors
    /// The command's failure.
    pub fn person(&self) -> anyhow::Result<Value> {
        Ok(self.call("session_profile", json!({}))?["person"].clone())
    }
}

/// The background of a laptop ends with this.
#[derive(Debug)]
pub struct End<'a>(pub &'a Worker);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.desk.end_sync();
    }
}
