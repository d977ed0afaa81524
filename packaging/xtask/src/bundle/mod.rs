//! `cargo xtask bundle`: the packages a worker installs, each tried once.

mod screen;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use crate::command::{answer, cargo, is_installed, program, run};
use crate::root::at;
use crate::setup;
use crate::step::step;

/// Builds the deb and the rpm, then installs or unpacks each and starts it once.
pub fn bundle() -> anyhow::Result<()> {
    setup::everything()?;
    step("set-up: packages for trying packages", setup::for_bundles)?;
    step("set-up: the program that wraps", || setup::packages_of("packaging"))?;
    step("build, as it ships", || {
        run(cargo()
            .args(["build", "--release", "--package", "jiafang", "--features"])
            .arg("jiafang/custom-protocol"))
    })?;
    step("wrap", wrap)?;
    let deb = package("deb")?;
    step("the deb, installed and started once", || try_deb(&deb))?;
    let rpm = package("rpm")?;
    step("the rpm, unpacked and started once", || try_rpm(&rpm))?;
    println!("\n{}\n{}", deb.display(), rpm.display());
    Ok(())
}

fn wrap() -> anyhow::Result<()> {
    let out = at("target/release/bundle");
    if out.exists() {
        fs::remove_dir_all(&out)?; // a package of an earlier version would be tried instead
    }
    run(program(at("packaging/node_modules/.bin/tauri"))
        .args(["bundle", "--bundles", "deb,rpm"])
        .env("CI", "true"))
}

/// The one package of a kind.
fn package(kind: &str) -> anyhow::Result<PathBuf> {
    let folder = at("target/release/bundle").join(kind);
    fs::read_dir(&folder)
        .with_context(|| format!("no {kind} was built"))?
        .flatten()
        .map(|file| file.path())
        .find(|path| path.extension().is_some_and(|ending| ending == kind))
        .with_context(|| format!("no {kind} in {}", folder.display()))
}

/// Installed by the system where that is allowed; elsewhere unpacked, and said so.
fn try_deb(deb: &Path) -> anyhow::Result<()> {
    let root = answer(program("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || !is_installed("apt-get") {
        println!("not root on a Debian: the deb is unpacked instead of installed");
        let folder = empty_folder("deb")?;
        run(program("dpkg-deb").arg("--extract").arg(deb).arg(&folder))?;
        return trial::start_once(&folder.join("usr/bin/jiafang"));
    }
    run(program("apt-get")
        .args(["install", "-qq", "-y", "--reinstall", "--no-install-recommends"])
        .arg(deb)
        .env("DEBIAN_FRONTEND", "noninteractive"))?;
    let tried = desktop_entry(Path::new("/usr/share/applications"))
        .and_then(|()| trial::start_once(Path::new("/usr/bin/jiafang")));
    run(program("dpkg").args(["--remove", "jiafang"]))?;
    tried
}

/// Unpacked: an rpm is not at home on every system that builds one.
fn try_rpm(rpm: &Path) -> anyhow::Result<()> {
    run(program("rpm").args(["-qp", "--requires"]).arg(rpm))?;
    let folder = empty_folder("rpm")?;
    run(program("sh")
        .current_dir(&folder)
        .args(["-c", "rpm2cpio \"$1\" | cpio -idm --quiet", "sh"])
        .arg(rpm))?;
    desktop_entry(&folder.join("usr/share/applications"))?;
    trial::start_once(&folder.join("usr/bin/jiafang"))
}

/// The menu entry names the program in both languages.
fn desktop_entry(folder: &Path) -> anyhow::Result<()> {
    let path = folder.join("jiafang.desktop");
    let entry = fs::read_to_string(&path)
        .with_context(|| format!("{} was not installed", path.display()))?;
    for line in ["Name=Jiafang", "Name[zh_CN]=家访", "Exec=jiafang", "Icon=jiafang"] {
        ensure!(entry.lines().any(|found| found == line), "the menu entry lacks {line}");
    }
    Ok(())
}

fn empty_folder(name: &str) -> anyhow::Result<PathBuf> {
    let folder = at("target/bundle-trial").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
