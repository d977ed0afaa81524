//! From the right passphrase to what Today shows, without the key stretching that is meant to take time.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::Desk;
use sealing::{KdfCost, KeySlots, Passphrase};
use serde_json::json;
use testkit::TestHost;

use crate::caseload::{Caseload, PASSPHRASE};
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};

const ROUNDS: usize = 7;

/// Measures unlocking and Today, at the desk.
///
/// # Errors
/// When the vault does not open.
pub fn measure(caseload: &Caseload) -> anyhow::Result<Vec<Figure>> {
    let copy = caseload.copy()?;
    let host = Arc::new(TestHost::new(copy.folder()));
    host.set_clock(caseload.made_at());
    let desk = Desk::new(host);
    let (mut whole, mut stretching) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        let today = whole.time(|| {
            desk.call("vault_unlock", json!({ "passphrase": PASSPHRASE }))?;
            desk.call("today_get", json!({}))
        });
        let today = today.map_err(|failure| anyhow::anyhow!("{failure:?}"))?;
        anyhow::ensure!(today["cases"] == caseload.cases(), "Today tells of {}", today["cases"]);
        desk.lock();
        stretching.push(stretch(copy.folder())?);
    }
    let stretching = ms(stretching.median()?);
    Ok(vec![Figure::new(
        format!("unlock to Today at {} cases, after Argon2id", caseload.cases()),
        ((ms(whole.median()?) - stretching) / 1000.0, stretching / 1000.0, "s"),
        "Argon2id itself, in turn",
        Target::AtMost(1.0),
    )])
}

/// How long Argon2id takes for the key slots of a vault.
///
/// # Errors
/// When the slots cannot be read or opened.
pub fn stretch(folder: &Path) -> anyhow::Result<Duration> {
    let json = fs::read(folder.join("keyslots.json"))?;
    let slots = KeySlots::from_json(&json, KdfCost::STANDARD)?;
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let started = Instant::now();
    slots.unlock_by_passphrase(&passphrase)?;
    Ok(started.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stretching_takes_is_not_counted() {
        let root = tempfile::tempdir().unwrap();
        let caseload = Caseload::find_or_make(root.path(), 5, 1).unwrap();
        let figures = measure(&caseload).unwrap();
        assert!(figures[0].value < figures[0].floor + 1.0, "{:?}", figures[0]);
    }
}
