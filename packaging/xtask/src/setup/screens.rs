//! The screens' packages and the screens themselves, made again only when they changed.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context as _, bail};

use crate::command::{answer, program, run};
use crate::root::at;

/// The oldest Node that the screens can be built with.
const NODE: (u32, u32) = (20, 19);

/// The packages of the screens, exactly as locked.
pub fn screens() -> anyhow::Result<()> {
    packages_of("ui")
}

/// Installs what a folder's `package-lock.json` says, unless that is what was installed last.
pub fn packages_of(folder: &str) -> anyhow::Result<()> {
    check_node()?;
    let lock = at(folder).join("package-lock.json");
    let stamp = at(folder).join("node_modules/.installed-lock");
    let wanted = fs::read(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        println!("all there");
        return Ok(());
    }
    run(program("npm").current_dir(at(folder)).args([
        "ci",
        "--no-fund",
        "--no-audit",
        "--loglevel=error",
    ]))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// The screens as the window loads them, in `ui/dist`.
pub fn built_screens() -> anyhow::Result<()> {
    let built = changed(&at("ui/dist/index.html"));
    let sources =
        ["ui/src", "ui/public", "ui/index.html", "ui/package-lock.json", "ui/vite.config.ts"];
    let newest = sources.iter().filter_map(|path| changed(&at(path))).max();
    if built.is_some() && built >= newest {
        println!("up to date");
        return Ok(());
    }
    run(program("npm").current_dir(at("ui")).args(["run", "--silent", "build"]))
}

fn check_node() -> anyhow::Result<()> {
    let said = answer(program("node").arg("--version"))
        .context("Node is missing; the screens are built with it")?;
    match version(&said) {
        Some(found) if found >= NODE => Ok(()),
        _ => bail!("Node {said} is too old: at least {}.{} is needed", NODE.0, NODE.1),
    }
}

/// `v20.20.2` → (20, 20).
fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// When a file, or the newest below a folder, was last changed.
fn changed(path: &Path) -> Option<SystemTime> {
    let own = fs::metadata(path).ok()?;
    if own.is_dir() {
        // The folder's own time counts, too: it tells of a file that was removed.
        let below = fs::read_dir(path).ok()?.flatten();
        return below.filter_map(|entry| changed(&entry.path())).chain(own.modified().ok()).max();
    }
    own.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_says_its_version() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("twenty"), None);
        assert!(version("v18.20.0").unwrap() < NODE);
    }

    #[test]
    fn the_newest_file_below_counts() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        let file = fs::File::create(deep.join("c.txt")).unwrap();
        let later = fs::metadata(folder.path()).unwrap().modified().unwrap()
            + std::time::Duration::from_secs(60);
        file.set_modified(later).unwrap();

        assert_eq!(changed(folder.path()), Some(later));
        assert_eq!(changed(&folder.path().join("none")), None);
    }
}
