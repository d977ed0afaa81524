//! Which store the suite runs on: SQLite; and once more, all of it, PostgreSQL.
//!
//! Whoever runs the tests says where a PostgreSQL is (`cargo xtask test` starts one): [`URL`] is its address, [`PROGRAMS`]
//! the folder of its programs. Where nobody says so, SQLite is tested alone, and that is said.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use station::store::postgres::PostgresUrl;

/// Where a PostgreSQL is that tests may fill.
pub const URL: &str = "JIAFANG_TEST_POSTGRES";
/// Where `initdb`, `pg_ctl`, `pg_dump` and the others are.
pub const PROGRAMS: &str = "JIAFANG_TEST_POSTGRES_PROGRAMS";
/// Set inside the second run.
const SECOND: &str = "JIAFANG_TEST_SECOND_RUN";

/// The address, in the run on PostgreSQL alone.
pub fn url() -> Option<String> {
    std::env::var_os(SECOND)?;
    Some(std::env::var(URL).expect("an address"))
}

/// The same, understood.
pub fn postgres() -> Option<PostgresUrl> {
    url().map(|url| url.parse().unwrap())
}

/// The address of the PostgreSQL for tests that need one, whatever the suite runs on.
pub fn asked_for() -> Option<String> {
    let url = std::env::var(URL).ok();
    if url.is_none() {
        static SAID: std::sync::Once = std::sync::Once::new();
        SAID.call_once(|| say("not tested on PostgreSQL: cargo xtask test does that"));
    }
    url
}

/// One of PostgreSQL's programs; none where nobody says where they are.
pub fn program(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(PROGRAMS).map(PathBuf::from)?;
    Some(folder.join(name))
}

/// Past what the test runner holds back.
fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "station: {words}");
}

#[test]
fn the_whole_suite_on_postgresql() {
    if asked_for().is_none() {
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--skip",
            "the_whole_suite_on_postgresql",
            "--skip",
            "servers::",
            "--skip",
            "lost::",
        ])
        .env(SECOND, "1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    let passed = told.lines().rfind(|line| line.starts_with("test result: ok."));
    say(&format!("on PostgreSQL, {}", passed.expect("a result")));
}
