//! `cargo xtask nightly`: what takes too long for every change. A million schedules of laptops and a station, others than the
//! night before; then every decoder under libFuzzer.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::command::{cargo, run};
use crate::fuzz;
use crate::step::step;

/// Schedules of one night.
const SCHEDULES: u64 = 1_000_000;
const DAY: u64 = 24 * 60 * 60;

/// Runs all of it, to its end or to the first seed or input that fails. The seed is printed: `SYNC_SEED` runs it again.
#[expect(clippy::disallowed_methods, reason = "the night is the machine's own")]
pub fn nightly(schedules: Option<u64>, seconds: u32) -> anyhow::Result<()> {
    let schedules = schedules.unwrap_or(SCHEDULES);
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let from = first_of(now / DAY);
    step(&format!("{schedules} schedules, from seed {from}"), || {
        run(cargo()
            .args(["test", "--package", "sync", "--test", "engine", "--", "--nocapture"])
            .arg("trust_36_all_have_all_and_nothing_acknowledged_is_lost")
            .env("SYNC_SCHEDULES", schedules.to_string())
            .env("SYNC_FROM", from.to_string()))
    })?;
    step(&format!("every decoder, {seconds} seconds each"), || fuzz::fuzz(seconds))
}

/// The first seed of a day. Those that every change is tested with come before them.
fn first_of(day: u64) -> u64 {
    day.saturating_mul(SCHEDULES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_nights_share_a_seed() {
        assert_eq!(first_of(20_781) + SCHEDULES, first_of(20_782));
    }
}
