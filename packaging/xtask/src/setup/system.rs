//! System packages: libraries for the window, a virtual screen, a driver, fonts.

use anyhow::{Context as _, bail};

use crate::command::{answer, is_installed, program, run};

/// Something the system must bring, and how it is known to be there.
struct Need {
    /// The package in Debian and its family.
    debian: &'static str,
    /// What it is, for someone on another system.
    what: &'static str,
    /// How to tell without a package manager.
    sign: Sign,
}

enum Sign {
    /// `pkg-config` knows this library.
    Library(&'static str),
    /// This program is on the path.
    Program(&'static str),
    /// A font that covers this language.
    Font(&'static str),
    /// The programs of a PostgreSQL, which Debian keeps off the path.
    Postgres,
}

const WORK: &[Need] = &[
    Need { debian: "build-essential", what: "a C compiler", sign: Sign::Program("cc") },
    Need { debian: "pkg-config", what: "pkg-config", sign: Sign::Program("pkg-config") },
    Need {
        debian: "libwebkit2gtk-4.1-dev",
        what: "WebKitGTK 4.1 with its headers",
        sign: Sign::Library("webkit2gtk-4.1"),
    },
    Need {
        debian: "libssl-dev",
        what: "OpenSSL 3 with its headers",
        sign: Sign::Library("openssl"),
    },
    Need {
        debian: "webkit2gtk-driver",
        what: "WebKitWebDriver, which drives the window in tests",
        sign: Sign::Program("WebKitWebDriver"),
    },
    Need { debian: "xvfb", what: "Xvfb, a virtual screen", sign: Sign::Program("Xvfb") },
    Need {
        debian: "xdotool",
        what: "xdotool, which reads what stands in a title bar",
        sign: Sign::Program("xdotool"),
    },
    Need {
        debian: "dbus",
        what: "dbus-daemon, for the tests of the screen lock",
        sign: Sign::Program("dbus-daemon"),
    },
    Need {
        debian: "poppler-utils",
        what: "pdftotext and pdftoppm, which read the printed pages",
        sign: Sign::Program("pdftotext"),
    },
    Need {
        debian: "postgresql-15",
        what: "PostgreSQL, which the station's tests start for themselves",
        sign: Sign::Postgres,
    },
    Need { debian: "fontconfig", what: "fontconfig", sign: Sign::Program("fc-list") },
    Need {
        debian: "fonts-noto-cjk",
        what: "a font with Chinese characters, such as Noto Sans CJK",
        sign: Sign::Font("zh"),
    },
];

const BUNDLES: &[Need] = &[
    Need { debian: "rpm", what: "rpm2cpio, which opens an rpm", sign: Sign::Program("rpm2cpio") },
    Need { debian: "cpio", what: "cpio", sign: Sign::Program("cpio") },
];

/// What building and testing need.
pub fn for_work() -> anyhow::Result<()> {
    provide(WORK)
}

/// What building and trying the packages needs besides.
pub fn for_bundles() -> anyhow::Result<()> {
    provide(BUNDLES)
}

fn provide(needs: &[Need]) -> anyhow::Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !is_there(&need.sign)).collect();
    if missing.is_empty() {
        println!("all there");
        return Ok(());
    }
    if !is_installed("apt-get") {
        let list: Vec<String> = missing
            .iter()
            .map(|need| format!("  - {} (in Debian: {})", need.what, need.debian))
            .collect();
        bail!(
            "this system lacks the following; please install it by its own means:\n{}",
            list.join("\n")
        );
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.debian).collect();
    install(&packages)?;
    match missing.iter().find(|need| !is_there(&need.sign)) {
        Some(need) => {
            bail!("{} was installed, but {} is still not to be found", need.debian, need.what)
        }
        None => Ok(()),
    }
}

fn install(packages: &[&str]) -> anyhow::Result<()> {
    run(apt_get()?.arg("update").arg("-qq"))?;
    run(apt_get()?.args(["install", "-qq", "-y", "--no-install-recommends"]).args(packages))
        .with_context(|| format!("please install {}", packages.join(" ")))
}

/// As root, directly; else through sudo, which asks.
fn apt_get() -> anyhow::Result<std::process::Command> {
    let root = answer(program("id").arg("-u")).is_some_and(|id| id == "0");
    let mut command = if root {
        program("apt-get")
    } else if is_installed("sudo") {
        let mut sudo = program("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    } else {
        bail!("system packages are missing, and only root may install them");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

fn is_there(sign: &Sign) -> bool {
    match sign {
        Sign::Library(name) => answer(program("pkg-config").args(["--exists", name])).is_some(),
        Sign::Program(name) => is_installed(name),
        Sign::Font(language) => answer(program("fc-list").arg(format!(":lang={language}")))
            .is_some_and(|fonts| !fonts.is_empty()),
        Sign::Postgres => crate::postgres::programs().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_seen_and_what_is_not_is_missed() {
        assert!(is_there(&Sign::Program("sh")));
        assert!(!is_there(&Sign::Program("no-such-program")));
        assert!(!is_there(&Sign::Library("no-such-library")));
    }

    #[test]
    fn every_need_names_its_package_once() {
        let mut names: Vec<&str> = WORK.iter().chain(BUNDLES).map(|need| need.debian).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
