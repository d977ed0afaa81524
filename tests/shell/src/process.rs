//! What Linux tells about a running program and those it started.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use rustix::process::{Pid, Signal, kill_process};

/// A process and all below it, the oldest first.
pub fn family(pid: u32) -> Vec<u32> {
    let mut family = vec![pid];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(children(parent));
        next += 1;
    }
    family
}

/// The processes that `pid` started itself and that still run.
pub fn children(pid: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return Vec::new();
    };
    threads
        .flatten()
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|line| {
            line.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<u32>>()
        })
        .collect()
}

/// Ends a process at once, as a lost battery would. One that is gone already is no error.
pub fn kill(pid: u32) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// Whether the process still runs.
pub fn is_alive(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| !matches!(state(&stat), Some("Z" | "X")))
}

/// The fields of `stat` after the name, which may itself hold spaces and brackets.
fn fields(stat: &str) -> Option<impl Iterator<Item = &str>> {
    Some(stat.rsplit_once(')')?.1.split_whitespace())
}

fn state(stat: &str) -> Option<&str> {
    fields(stat)?.next()
}

/// How long ago the process was started, to a hundredth of a second.
pub fn age(pid: u32) -> anyhow::Result<Duration> {
    const TICKS_PER_SECOND: f64 = 100.0; // USER_HZ, the same on every Linux
    const START_TIME: usize = 19; // field 22 of stat, counted after the name
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let started: f64 = fields(&stat)
        .and_then(|mut fields| fields.nth(START_TIME))
        .ok_or_else(|| anyhow!("process {pid} has no start time"))?
        .parse()?;
    let uptime: f64 = fs::read_to_string("/proc/uptime")?
        .split_whitespace()
        .next()
        .context("no uptime")?
        .parse()?;
    Ok(Duration::from_secs_f64((uptime - started / TICKS_PER_SECOND).max(0.0)))
}

/// The memory of one process in bytes, shared pages counted in proportion (PSS).
pub fn memory(pid: u32) -> anyhow::Result<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))
        .with_context(|| format!("the memory of process {pid} may not be read"))?;
    let kilobytes: u64 = rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| rest.split_whitespace().next())
        .context("no Pss in smaps_rollup")?
        .parse()?;
    Ok(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_does_not_confuse_the_fields() {
        let stat = "42 (a) b) S 1 2 3";
        assert_eq!(state(stat), Some("S"));
    }

    #[test]
    fn this_test_is_young_alive_and_has_memory() {
        let own = std::process::id();

        assert!(age(own).unwrap() < Duration::from_secs(3600));
        assert!(is_alive(own));
        assert!(memory(own).unwrap() > 100_000);
        assert_eq!(family(own).first(), Some(&own));
    }

    #[test]
    fn a_killed_child_is_gone() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        assert!(children(std::process::id()).contains(&child.id()));

        kill(child.id());
        child.wait().unwrap();

        assert!(!is_alive(child.id()));
    }
}
