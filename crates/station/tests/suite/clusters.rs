//! PostgreSQLs of a test's own: made, killed, copied to a standby, promoted.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::stores;

/// PostgreSQL refuses to run as root: then it runs as nobody, who owns its folder.
const NOBODY: u32 = 65_534;

/// A PostgreSQL with its data in a temporary folder, on a free port. Dropped, it is stopped.
pub struct Cluster {
    folder: tempfile::TempDir,
    pub port: u16,
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A program of PostgreSQL, as somebody whom it lets in.
fn tool(name: &str) -> Command {
    let mut command = Command::new(stores::program(name).expect("PostgreSQL's programs"));
    command.current_dir("/").env("LC_ALL", "C.UTF-8").stdout(Stdio::null());
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

fn run(command: &mut Command) {
    let output = command.stderr(Stdio::piped()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {told}");
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    if is_root() {
        chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    folder
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Cluster {
    /// A new one; none where nobody says where PostgreSQL's programs are.
    pub fn new() -> Option<Self> {
        stores::asked_for()?;
        let cluster = Self { folder: folder(), port: free_port() };
        run(tool("initdb").arg("--pgdata").arg(cluster.data()).args([
            "--username=jiafang",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
        ]));
        cluster.start();
        Some(cluster)
    }

    /// A standby that this one streams to, and waits for with every commit.
    pub fn standby(&self) -> Self {
        let standby = Self { folder: folder(), port: free_port() };
        run(tool("pg_basebackup")
            .arg("--pgdata")
            .arg(standby.data())
            .args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--dbname"])
            .arg(format!("{} application_name=standby", self.conninfo())));
        standby.start();
        self.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        self.sql("SELECT pg_reload_conf()");
        let start = Instant::now();
        let state = "SELECT 1/count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        while !self.try_sql(state) {
            assert!(start.elapsed() < Duration::from_secs(30), "the standby does not follow");
            std::thread::sleep(Duration::from_millis(50));
        }
        standby
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn conninfo(&self) -> String {
        format!("host=127.0.0.1 port={} user=jiafang dbname=postgres", self.port)
    }

    /// `HOST:PORT`.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn url(&self) -> String {
        format!("postgres://jiafang@{}/postgres", self.host())
    }

    pub fn start(&self) {
        let log = self.folder.path().join("log");
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1",
            self.port,
            self.folder.path().display()
        );
        run(tool("pg_ctl")
            .args(["start", "--wait", "--silent", "--pgdata"])
            .arg(self.data())
            .args(["--log", log.to_str().unwrap(), "--options", &options]));
    }

    /// As if the power had gone: every process of it at once, without a word.
    pub fn kill(&self) {
        let leader = leader(&self.data()).expect("it runs");
        // The first of all: it would start the others anew.
        let mut all = vec![leader];
        all.extend(children(leader));
        for id in &all {
            let id = rustix::process::Pid::from_raw(*id).unwrap();
            let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
        }
        // As long as one of them has the memory that they share, another start is refused.
        let start = Instant::now();
        while !all.iter().all(|id| is_dead(*id)) {
            assert!(start.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(20));
        }
        // After a power cut nobody has its number; here it may linger for want of somebody who asks after it.
        std::fs::remove_file(self.data().join("postmaster.pid")).unwrap();
        let lock = format!(".s.PGSQL.{}.lock", self.port);
        std::fs::remove_file(self.folder.path().join(lock)).unwrap();
    }

    pub fn promote(&self) {
        run(tool("pg_ctl").args(["promote", "--wait", "--silent", "--pgdata"]).arg(self.data()));
    }

    pub fn sql(&self, sql: &str) {
        assert!(self.try_sql(sql), "{sql}");
    }

    fn try_sql(&self, sql: &str) -> bool {
        let mut psql = tool("psql");
        let psql = psql.args(["--quiet", "--set=ON_ERROR_STOP=1", "--dbname"]);
        let psql = psql.arg(self.conninfo()).args(["--command", sql]).stderr(Stdio::null());
        psql.status().unwrap().success()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if leader(&self.data()).is_some() {
            let mut stop = tool("pg_ctl");
            let stop = stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"]);
            let _ = stop.arg(self.data()).stderr(Stdio::null()).status();
        }
    }
}

/// The first process of a cluster.
fn leader(data: &Path) -> Option<i32> {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok()
}

fn children(of: i32) -> Vec<i32> {
    let parent = |id: i32| -> Option<i32> {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    };
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| parent(*id) == Some(of)).collect()
}

/// It has ended, and nobody has asked after it yet.
fn is_dead(id: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_none_or(|(_, rest)| rest.trim_start().starts_with('Z'))
}
