//! A station for tests, on this machine: in this process, or as the program that ships.

use anyhow::Context as _;
use station::server::Patience;
use station::{Home, Running, Settings, archive};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A station.
pub struct TestStation {
    home: PathBuf,
    /// Where its home ends with the test.
    temporary: Option<TempDir>,
    code: String,
    address: SocketAddr,
    serving: Option<Serving>,
}

enum Serving {
    Here(Running),
    Program(Child),
}

impl TestStation {
    /// A new station, serving in this process at a free port.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn start() -> anyhow::Result<Self> {
        let mut station = Self::for_a_test()?;
        station.resume()?;
        Ok(station)
    }

    /// A new station, served by the program in a process of its own.
    ///
    /// # Errors
    /// When it cannot be made, or there is no program.
    pub fn start_program() -> anyhow::Result<Self> {
        let mut station = Self::for_a_test()?;
        station.resume_program()?;
        Ok(station)
    }

    /// A new station of this name, whose home stays; it does not serve yet.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn at(home: &Path, name: &str) -> anyhow::Result<Self> {
        // A port that was free a moment ago: the station keeps it when it is started again.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let code = Home::at(home.to_owned()).init(name, &address.to_string().parse()?)?.to_string();
        Ok(Self { home: home.to_owned(), temporary: None, code, address, serving: None })
    }

    fn for_a_test() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut station = Self::at(&folder.path().join("home"), "向阳社工站")?;
        station.temporary = Some(folder);
        Ok(station)
    }

    /// Serves again, in this process.
    ///
    /// # Errors
    /// When it cannot.
    pub fn resume(&mut self) -> anyhow::Result<()> {
        self.resume_with(Settings::default())
    }

    /// Serves again, as on a disk that has no room.
    ///
    /// # Errors
    /// When it cannot.
    pub fn resume_full(&mut self) -> anyhow::Result<()> {
        self.resume_with(Settings { reserve: u64::MAX, ..Settings::default() })
    }

    fn resume_with(&mut self, settings: Settings) -> anyhow::Result<()> {
        let patience = Patience { farewell: Duration::from_millis(200), ..Patience::default() };
        let running = Running::start(&self.home(), settings, patience, self.address)?;
        self.serving = Some(Serving::Here(running));
        Ok(())
    }

    /// Serves again, as the program.
    ///
    /// # Errors
    /// When it cannot.
    pub fn resume_program(&mut self) -> anyhow::Result<()> {
        let mut child = Command::new(program()?)
            .arg("serve")
            .arg("--home")
            .arg(self.home().path())
            .arg("--listen")
            .arg(self.address.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = child.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        self.serving = Some(Serving::Program(child));
        anyhow::ensure!(line.starts_with("listening"), "the station says {line:?}");
        Ok(())
    }

    /// Stops: laptops are offline.
    pub fn stop(&mut self) {
        match self.serving.take() {
            Some(Serving::Program(child)) => kill(child),
            Some(Serving::Here(running)) => drop(running),
            None => {}
        }
    }

    /// Where it is reached.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The code by which it is founded.
    #[must_use]
    pub fn founding_code(&self) -> &str {
        &self.code
    }

    /// Its home.
    #[must_use]
    pub fn home(&self) -> Home {
        Home::at(self.home.clone())
    }

    /// The folder in which all of it lies.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.home().path().to_owned()
    }

    /// Writes a backup of it, as it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn back_up(&self, file: &Path) -> anyhow::Result<()> {
        archive::back_up(&self.home(), file)?;
        Ok(())
    }

    /// Puts a backup in the place of what it has, and serves that.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn put_back(&mut self, file: &Path) -> anyhow::Result<()> {
        self.stop();
        fs::remove_dir_all(self.home().path())?;
        archive::restore(file, &self.home())?;
        self.resume()
    }
}

impl Drop for TestStation {
    fn drop(&mut self) {
        self.stop();
    }
}

/// As power ends: without a word.
fn kill(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The program, beside the tests; built where it is not there.
fn program() -> anyhow::Result<PathBuf> {
    let tests = std::env::current_exe()?;
    let beside = tests.parent().context("no folder of programs")?;
    // A test lies in `deps`, one below the programs; a program lies with them.
    let folder = if beside.ends_with("deps") { beside.parent() } else { Some(beside) };
    let program = folder.context("no folder of programs")?.join("jiafang-station");
    if !program.exists() {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--package", "station", "--bin", "jiafang-station"])
            .status()?;
        anyhow::ensure!(built.success(), "the station's program was not built");
    }
    Ok(program)
}
