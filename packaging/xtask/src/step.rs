//! One part of a longer command: a header before it, its time after it.

use std::time::{Duration, Instant};

/// Runs a step under its name and prints how long it took.
pub fn step(name: &str, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    println!("\n== {name}");
    let started = Instant::now();
    let done = work();
    let verdict = if done.is_ok() { "done" } else { "failed" };
    println!("== {name}: {verdict} in {}", shown(started.elapsed()));
    done
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_as_a_person_says_them() {
        assert_eq!(shown(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(shown(Duration::from_secs(605)), "10 min 05 s");
    }

    #[test]
    fn a_failure_passes_through() {
        assert!(step("falls", || anyhow::bail!("so it is")).is_err());
        assert!(step("stands", || Ok(())).is_ok());
    }
}
