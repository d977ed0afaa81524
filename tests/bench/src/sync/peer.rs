//! PouchDB as laptop and as station, in processes of their own.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;

const PEERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../peers");

/// Which way documents go.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// From the laptop to the station.
    Push,
    /// From the station to a fresh laptop.
    Pull,
}

/// PouchDB behind HTTP, and how many documents of how many bytes a laptop has for it.
#[derive(Debug)]
pub struct Peer {
    station: Child,
    address: String,
    folder: PathBuf,
    count: usize,
    bytes: usize,
}

impl Peer {
    /// Starts an empty one.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(folder: &Path, count: usize, bytes: usize) -> anyhow::Result<Self> {
        fs::create_dir_all(folder.join("station"))?;
        fs::create_dir_all(folder.join("laptop"))?;
        let mut station =
            node("station.mjs").arg(folder.join("station")).stdout(Stdio::piped()).spawn()?;
        let said = station.stdout.take().context("no output")?;
        let mut address = String::new();
        BufReader::new(said).read_line(&mut address)?;
        let address = address.trim().to_owned();
        anyhow::ensure!(address.starts_with("http"), "the peer says {address:?}");
        Ok(Self { station, address, folder: folder.to_owned(), count, bytes })
    }

    /// Moves all documents this way. Answers how long it took, without the start of the program.
    ///
    /// # Errors
    /// When not all came.
    pub fn time(&self, way: Way) -> anyhow::Result<Duration> {
        let word = match way {
            Way::Push => "push",
            Way::Pull => "pull",
        };
        let said = node("laptop.mjs")
            .args([word, &self.address])
            .arg(self.folder.join("laptop"))
            .args([self.count.to_string(), self.bytes.to_string()])
            .output()?;
        anyhow::ensure!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        Ok(Duration::from_secs_f64(String::from_utf8(said.stdout)?.trim().parse()?))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.station.kill();
        let _ = self.station.wait();
    }
}

fn node(script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(Path::new(PEERS).join(script)).stderr(Stdio::piped());
    command
}
