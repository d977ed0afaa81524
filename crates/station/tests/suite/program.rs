//! The program itself, as an operator starts it.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use protocol::api::{Hello, path};
use station::Home;

use crate::client::Client;
use crate::stores;
use crate::world::authority;

pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_jiafang-station"));
    program.stderr(Stdio::null());
    if let Some(url) = stores::url() {
        program.env("JIAFANG_STATION_POSTGRES", url);
    }
    program
}

/// A serving program, killed when dropped.
pub struct Served {
    pub child: Child,
    pub address: SocketAddr,
}

impl Served {
    pub fn start(home: &Path) -> Self {
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--reserve-mib", "1", "--home"])
            .arg(home)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening at ").expect("it serves");
        Self { address: address.parse().unwrap(), child }
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn init(home: &Path) -> Output {
    let arguments = ["init", "--name", "安平社工站", "--address", "127.0.0.1:8443", "--home"];
    program().args(arguments).arg(home).output().unwrap()
}

/// The code that `init` printed.
pub fn founding_code(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("founding code  "));
    line.expect("a founding code").to_owned()
}

#[test]
fn init_serve_status_and_a_polite_end() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let output = init(&home);
    assert!(output.status.success());
    assert_eq!(founding_code(&output).len(), 29);
    // A second time nothing is touched.
    let before = std::fs::read(home.join("tls/authority.key")).unwrap();
    assert!(!init(&home).status.success());
    assert_eq!(std::fs::read(home.join("tls/authority.key")).unwrap(), before);

    let mut served = Served::start(&home);
    let client = Client::new(served.address, authority(&Home::at(&home)));
    assert_eq!(client.get(path::HELLO).read::<Hello>().station, None);
    let status = program().arg("status").arg("--home").arg(&home).output().unwrap();
    let status = String::from_utf8(status.stdout).unwrap();
    assert!(status.contains("serving      yes") && status.contains("founded      no"));
    if stores::postgres().is_none() {
        // One home, one server.
        let mut second = program();
        let second = second.args(["serve", "--listen", "127.0.0.1:0", "--home"]).arg(&home);
        assert!(!second.output().unwrap().status.success());
    } else {
        let second = Served::start(&home);
        let client = Client::new(second.address, authority(&Home::at(&home)));
        assert_eq!(client.get(path::HELLO).status, 200);
    }
    let id = i32::try_from(served.child.id()).unwrap();
    let id = rustix::process::Pid::from_raw(id).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(served.child.wait().unwrap().success());
    let status = program().arg("status").arg("--home").arg(&home).output().unwrap();
    assert!(String::from_utf8(status.stdout).unwrap().contains("serving      no"));
}

#[test]
fn a_station_that_moves_keeps_its_authority() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    assert!(init(&home).status.success());
    let pinned = authority(&Home::at(&home));
    let moved =
        program().args(["move", "--address", "192.0.2.9:1234", "--home"]).arg(&home).output();
    assert!(moved.unwrap().status.success());
    let served = Served::start(&home);
    let client = Client::new(served.address, pinned);
    assert_eq!(client.get(path::HELLO).status, 200);
}

#[test]
fn what_lies_in_the_home_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let code = founding_code(&init(&home));
    let database = if stores::postgres().is_some() { "postgres" } else { "station.db" };
    for file in [database, "tls/authority.key", "tls/server.key"] {
        let mode = std::fs::metadata(home.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
    let mode = std::fs::metadata(&home).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    // The code is kept nowhere.
    let database = std::fs::read(home.join(database)).unwrap();
    assert!(!database.windows(code.len()).any(|window| window == code.as_bytes()));
}
