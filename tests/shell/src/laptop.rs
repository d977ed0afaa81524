//! One worker's machine, in a folder that ends with the test.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use tempfile::TempDir;
use testkit::sweep::{Find, sweep};

use crate::display::Display;
use crate::driver::Driver;
use crate::program::{pictures, workspace};
use crate::{Program, Window};

/// The folders of a laptop and its screen. Everything the program may write on lies inside.
#[derive(Debug)]
pub struct Laptop {
    folder: TempDir,
    display: Display,
    program: Program,
    arguments: Vec<String>,
    /// What its worker set in the environment besides.
    variables: Vec<(&'static str, OsString)>,
}

impl Laptop {
    /// A machine fresh from the box, with Jiafang installed.
    pub fn new() -> anyhow::Result<Self> {
        Self::with(Program::Jiafang, &[])
    }

    /// A machine whose data folder was filled elsewhere: it is moved here.
    pub fn furnished(data: &Path) -> anyhow::Result<Self> {
        let laptop = Self::new()?;
        fs::remove_dir(laptop.data())?;
        fs::rename(data, laptop.data())?;
        Ok(laptop)
    }

    /// A machine for another program, or with arguments.
    pub fn with(program: Program, arguments: &[&str]) -> anyhow::Result<Self> {
        let laptop = Self {
            folder: Self::place("laptop-")?,
            display: Display::start()?,
            program,
            arguments: arguments.iter().map(ToString::to_string).collect(),
            variables: Vec::new(),
        };
        for folder in ["data", "tmp", "user", "exports", "run"] {
            fs::create_dir(laptop.folder.path().join(folder))?;
        }
        private(&laptop.folder.path().join("run"))?;
        Ok(laptop)
    }

    /// A folder beside those of the laptops, whose name begins so.
    pub fn place(prefix: &str) -> anyhow::Result<TempDir> {
        let under = workspace().join("target/shell");
        fs::create_dir_all(&under)?;
        Ok(TempDir::with_prefix_in(prefix, under)?)
    }

    /// A machine with Jiafang and a microphone that hears a steady tone.
    pub fn with_microphone() -> anyhow::Result<Self> {
        Ok(Self::new()?.set("JIAFANG_MICROPHONE", "a tone"))
    }

    /// The same machine with a variable of the environment set.
    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// The data folder: the vault and what belongs to it.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Where every save dialog saves, and every open dialog looks.
    pub fn exports(&self) -> PathBuf {
        self.folder.path().join("exports")
    }

    /// Waits until a file of that ending has been exported, and returns it. A copy is kept beside
    /// the pictures.
    pub async fn exported(&self, ending: &str) -> anyhow::Result<PathBuf> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let found = fs::read_dir(self.exports())?
                .flatten()
                .map(|file| file.path())
                .find(|path| path.extension().is_some_and(|is| is == ending));
            // A file that still grows is not done.
            let size = |path: &PathBuf| fs::metadata(path).map_or(0, |file| file.len());
            let before = found.as_ref().map_or(0, size);
            tokio::time::sleep(Duration::from_millis(100)).await;
            if let Some(path) = found.filter(|path| before > 0 && size(path) == before) {
                let name = path.file_name().unwrap_or_default();
                fs::copy(&path, pictures()?.join(name))?;
                return Ok(path);
            }
            ensure!(Instant::now() < deadline, "no {ending} was exported");
        }
    }

    /// Starts the program and waits for its page.
    pub async fn open(&self) -> anyhow::Result<Window> {
        let driver = Driver::start(&self.environment(), &self.folder.path().join("log.txt"))?;
        Window::open(driver, &self.program.path()?, &self.arguments, self.display.name())
            .await
            .with_context(|| format!("{:?} did not open; it said: {}", self.program, self.log()))
    }

    /// All that the program has written to its terminal.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log.txt")).unwrap_or_default()
    }

    /// Looks for words of a case in everything the program has left behind: data, temp, cache and
    /// web view folders, its log. Exported files are meant to be read and are left out.
    pub fn sweep(&self, words: &[&str]) -> anyhow::Result<Vec<Find>> {
        let mut finds = Vec::new();
        for place in ["data", "tmp", "user", "run", "log.txt"] {
            finds.extend(sweep(&self.folder.path().join(place), words)?.1);
        }
        Ok(finds)
    }

    fn environment(&self) -> Vec<(&'static str, OsString)> {
        let user = self.folder.path().join("user");
        let always = [
            ("DISPLAY", self.display.name().into()),
            ("JIAFANG_HOME", self.data().into()),
            ("JIAFANG_PICK", self.exports().into()),
            ("TMPDIR", self.folder.path().join("tmp").into()),
            ("HOME", user.clone().into()),
            ("XDG_CACHE_HOME", user.join("cache").into()),
            ("XDG_DATA_HOME", user.join("share").into()),
            ("XDG_CONFIG_HOME", user.join("config").into()),
            ("XDG_RUNTIME_DIR", self.folder.path().join("run").into()),
            ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
            // No desktop around: no accessibility bus, no session bus, no graphics card.
            ("NO_AT_BRIDGE", "1".into()),
            ("DBUS_SESSION_BUS_ADDRESS", "disabled:".into()),
            ("GDK_BACKEND", "x11".into()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
            ("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1".into()),
        ];
        always.into_iter().chain(self.variables.iter().cloned()).collect()
    }
}

/// A runtime folder is its owner's alone, or GLib will not use it.
fn private(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    Ok(())
}
