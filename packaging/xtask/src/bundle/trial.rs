//! Starts a packaged program once, on a virtual screen and in folders of its own.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use super::screen::Screen;
use crate::command::{answer, program};
use crate::root::at;

/// What the title bar always says.
const TITLE: &str = "家访 · Jiafang";

/// A program that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program opens a window with its title, paints it, and stays.
pub fn start_once(path: &Path) -> anyhow::Result<()> {
    let screen = Screen::start()?;
    let folder = at("target/bundle-trial/home");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let child = Command::new(path)
        .env_remove("WAYLAND_DISPLAY")
        .env("DISPLAY", &screen.name)
        .env("HOME", &folder)
        .env("XDG_DATA_HOME", folder.join("share"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("JIAFANG_HOME", folder.join("data"))
        .env("NO_AT_BRIDGE", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("{} could not be started", path.display()))?;
    let mut running = Running(child);
    wait_for_window(&mut running.0, &screen.name)?;
    sleep(Duration::from_secs(3));
    ensure!(running.0.try_wait()?.is_none(), "the program ended by itself");
    no_core_dump(running.0.id())?;
    println!("{} opened its window and stayed", path.display());
    Ok(())
}

fn wait_for_window(child: &mut Child, display: &str) -> anyhow::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait()? {
            bail!("the program ended with {status} before its window opened");
        }
        let mut look = program("xdotool");
        look.args(["search", "--onlyvisible", "--name", TITLE]);
        if answer(look.env("DISPLAY", display)).is_some_and(|found| !found.is_empty()) {
            return Ok(());
        }
        sleep(Duration::from_millis(200));
    }
    bail!("no window opened within a minute")
}

/// A shipped program must not leave its memory behind, whatever happens to it.
fn no_core_dump(pid: u32) -> anyhow::Result<()> {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits"))?;
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .context("the kernel names no limit for core dumps")?;
    let words: Vec<&str> = core.split_whitespace().collect();
    // One byte, and not none: src-tauri/src/hardening.rs says why.
    ensure!(words.ends_with(&["1", "1", "bytes"]), "core dumps are allowed: {core}");
    Ok(())
}
