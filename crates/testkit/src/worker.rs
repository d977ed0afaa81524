//! A worker at a desk: says commands as the screens do, by name and JSON.

use crate::host::TestHost;
use desk::Desk;
use desk::failure::Failure;
use desk::host::Host;
use sealing::KdfCost;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// The passphrase of every worker in tests.
pub const PASSPHRASE: &str = "青瓦 檐下 三只 麻雀 晒太阳";

/// A worker with a laptop.
pub struct Worker {
    /// The machine.
    pub host: Arc<TestHost>,
    /// The use cases.
    pub desk: Desk,
    folder: PathBuf,
    /// Where the folder ends with the test.
    _temporary: Option<TempDir>,
    cost: fn() -> KdfCost,
    /// The recovery code as printed.
    pub recovery_code: String,
}

impl Worker {
    /// A laptop that nobody has used yet.
    ///
    /// # Errors
    /// When no temporary folder can be made.
    pub fn with_new_laptop() -> anyhow::Result<Self> {
        let temporary = tempfile::tempdir()?;
        let laptop = Self::of(temporary.path(), sealing::hazmat::cheap_kdf_cost);
        Ok(Self { _temporary: Some(temporary), ..laptop })
    }

    /// A laptop whose data stay in a folder, locked as the program locks them: it opens them later.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self::of(folder, || KdfCost::STANDARD)
    }

    fn of(folder: &Path, cost: fn() -> KdfCost) -> Self {
        let host = Arc::new(TestHost::new(folder));
        let desk = Desk::with_cost(host.clone(), cost());
        let folder = folder.to_owned();
        Self { host, desk, folder, _temporary: None, cost, recovery_code: String::new() }
    }

    /// The laptop as it is found after the power was cut at this moment: what lies on its disk, nothing
    /// that was only in memory.
    ///
    /// # Errors
    /// When the folder cannot be copied.
    pub fn killed(&self) -> anyhow::Result<Self> {
        let mut found = Self::with_new_laptop()?;
        copy(self.folder(), found.folder())?;
        found.host.set_clock(self.host.now());
        found.recovery_code.clone_from(&self.recovery_code);
        Ok(found)
    }

    /// A laptop with an open vault.
    ///
    /// # Errors
    /// When the vault cannot be made.
    pub fn with_open_vault() -> anyhow::Result<Self> {
        Self::named("林晓岚")
    }

    /// A laptop with the open vault of a person.
    ///
    /// # Errors
    /// When the vault cannot be made.
    pub fn named(person: &str) -> anyhow::Result<Self> {
        let mut worker = Self::with_new_laptop()?;
        worker.create(PASSPHRASE, "向阳社工站", person)?;
        Ok(worker)
    }

    /// Creates the vault of a person who works at a station.
    ///
    /// # Errors
    /// When the vault cannot be made.
    pub fn create(&mut self, passphrase: &str, station: &str, person: &str) -> anyhow::Result<()> {
        let request = json!({"passphrase": passphrase, "station": station, "person": person});
        let made = self.call("vault_create", request)?;
        let groups = made["recovery_code"].as_array().into_iter().flatten();
        let groups: Vec<&str> = groups.filter_map(Value::as_str).collect();
        self.recovery_code = groups.join("-");
        Ok(())
    }

    /// The laptop started anew on the same folder: what was in memory is gone.
    #[must_use]
    pub fn restarted(self) -> Self {
        let Self { host, desk, cost, .. } = self;
        drop(desk);
        let desk = Desk::with_cost(host.clone(), cost());
        Self { host, desk, ..self }
    }

    /// Another window of the program on the same folder.
    #[must_use]
    pub fn second_window(&self) -> Desk {
        Desk::with_cost(self.host.clone(), (self.cost)())
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says a command.
    ///
    /// # Errors
    /// The command's failure, with its code.
    pub fn call(&self, name: &str, request: Value) -> anyhow::Result<Value> {
        self.try_call(name, request).map_err(|failure| anyhow::anyhow!("{name}: {failure:?}"))
    }

    /// Says a command and looks at how it fails.
    ///
    /// # Errors
    /// The command's failure.
    pub fn try_call(&self, name: &str, request: Value) -> Result<Value, Failure> {
        self.desk.call(name, request)
    }

    /// Unlocks with [`PASSPHRASE`].
    ///
    /// # Errors
    /// When the vault does not open.
    pub fn unlock(&self) -> anyhow::Result<()> {
        self.call("vault_unlock", json!({"passphrase": PASSPHRASE})).map(drop)
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&place)?;
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("folder", &self.folder).finish_non_exhaustive()
    }
}
