//! A PostgreSQL for tests: made in a temporary folder, on a free port, stopped when they are over.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::command::{answer, program, run};

/// Where Debian puts its versions; each has a folder `bin`.
const VERSIONS: &str = "/usr/lib/postgresql";

/// PostgreSQL refuses to run as root: then it runs as this user, who owns nothing else.
const SOMEBODY: &str = "nobody";

/// A PostgreSQL that runs until this is dropped.
pub struct Postgres {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

/// The programs that the tests start. A folder that lacks one is passed over: links to some of them stand elsewhere.
const PROGRAMS: [&str; 7] =
    ["initdb", "pg_ctl", "postgres", "psql", "pg_basebackup", "pg_dump", "pg_restore"];

/// The folder of PostgreSQL's programs, all of them: on the path, or where Debian puts the newest version.
pub fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|folder| is_whole(folder));
    on_path.or_else(|| newest(Path::new(VERSIONS)))
}

fn is_whole(folder: &Path) -> bool {
    PROGRAMS.iter().all(|program| folder.join(program).is_file())
}

fn newest(versions: &Path) -> Option<PathBuf> {
    let found = std::fs::read_dir(versions).ok()?.flatten();
    let versions = found.filter_map(|entry| {
        let number: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        is_whole(&programs).then_some((number, programs))
    });
    versions.max().map(|(_, programs)| programs)
}

impl Postgres {
    /// Makes one and starts it.
    pub fn start() -> anyhow::Result<Self> {
        let programs = programs().context("PostgreSQL's programs are not to be found")?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = tempfile::Builder::new().prefix("jiafang-postgres-").tempdir()?;
        let postgres = Self { folder, programs, port };
        if is_root() {
            run(program("chown").arg(SOMEBODY).arg(postgres.folder.path()))?;
        }
        run(postgres.tool("initdb").arg("--pgdata").arg(postgres.data()).args([
            "--username=jiafang",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            "--no-instructions",
        ]))?;
        let options = format!(
            "-p {port} -k {} -c listen_addresses=127.0.0.1 -c max_connections=400",
            postgres.folder.path().display()
        );
        let log = postgres.folder.path().join("log");
        run(postgres
            .tool("pg_ctl")
            .args(["start", "--wait", "--silent", "--pgdata"])
            .arg(postgres.data())
            .arg("--log")
            .arg(log)
            .args(["--options", &options]))?;
        ensure!(postgres.data().join("postmaster.pid").exists(), "PostgreSQL does not run");
        Ok(postgres)
    }

    /// What tests look for: its address, and where its programs are.
    pub fn told_to<'a>(&self, tests: &'a mut Command) -> &'a mut Command {
        let url = format!("postgres://jiafang@127.0.0.1:{}/postgres", self.port);
        tests
            .env("JIAFANG_TEST_POSTGRES", url)
            .env("JIAFANG_TEST_POSTGRES_PROGRAMS", &self.programs)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn tool(&self, name: &str) -> Command {
        let tool = self.programs.join(name);
        let mut command = if is_root() {
            let mut other = program("setpriv");
            let user = format!("--reuid={SOMEBODY}");
            other.args([user.as_str(), "--clear-groups"]).arg(tool);
            other
        } else {
            program(tool)
        };
        command.current_dir("/").env("LC_ALL", "C.UTF-8");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.tool("pg_ctl");
        let stop = stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"]);
        if let Err(error) = run(stop.arg(self.data())) {
            println!("{error:#}");
        }
    }
}

fn is_root() -> bool {
    answer(program("id").arg("-u")).is_some_and(|id| id == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_that_is_whole_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        for version in ["9", "15", "17"] {
            std::fs::create_dir_all(folder.path().join(version).join("bin")).unwrap();
        }
        assert_eq!(newest(folder.path()), None);
        for (version, programs) in [("9", &PROGRAMS[..]), ("15", &PROGRAMS), ("17", &PROGRAMS[..3])]
        {
            for program in programs {
                std::fs::write(folder.path().join(version).join("bin").join(program), "").unwrap();
            }
        }
        assert_eq!(newest(folder.path()), Some(folder.path().join("15/bin")));
    }

    #[test]
    fn it_runs_until_it_is_dropped_and_leaves_nothing() {
        if programs().is_none() {
            println!("PostgreSQL is not on this machine: cargo xtask setup brings it");
            return;
        }
        let postgres = Postgres::start().unwrap();
        let (port, folder) = (postgres.port, postgres.folder.path().to_owned());
        let mut tests = program("env");
        let told = answer(postgres.told_to(&mut tests)).unwrap();
        assert!(
            told.contains(&format!("JIAFANG_TEST_POSTGRES=postgres://jiafang@127.0.0.1:{port}/"))
        );
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(postgres);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
