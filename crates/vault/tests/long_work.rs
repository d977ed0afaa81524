//! Verifying and rebuilding: how far they are, and stopping them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use laptop::{Laptop, fill};
use std::ops::ControlFlow;
use vault::{Interrupter, Progress, Vault, VaultError};

fn filled() -> (Laptop, Vault) {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    fill(&mut vault);
    (laptop, vault)
}

/// All that is told while work is done.
fn told<T>(work: impl FnOnce(vault::Watcher<'_>) -> Result<T, VaultError>) -> Vec<Progress> {
    let mut told = Vec::new();
    work(&mut |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    })
    .unwrap();
    told
}

#[test]
fn long_work_tells_how_far_it_is() {
    let (_laptop, mut vault) = filled();
    for told in [
        told(|watcher| vault.verify_watched(watcher)),
        told(|watcher| vault.rebuild_views_watched(watcher)),
    ] {
        assert!(told.len() > 5);
        assert!(told.windows(2).all(|pair| pair[0].done < pair[1].done));
        let last = told.last().unwrap();
        assert_eq!(last.done, last.total);
    }
}

#[test]
fn a_verification_stops_between_any_two_changes() {
    let (_laptop, mut vault) = filled();
    let dump = vault.view_dump().unwrap();
    let all = told(|watcher| vault.verify_watched(watcher)).len();
    for after in 0..all {
        let mut left = after;
        let stopped = vault.verify_watched(&mut |_| {
            left = left.wrapping_sub(1);
            if left == usize::MAX { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(VaultError::Cancelled)), "after {after}: {stopped:?}");
    }
    assert_eq!(vault.view_dump().unwrap(), dump);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn a_rebuild_that_is_stopped_leaves_the_views_as_they_were() {
    let (laptop, mut vault) = filled();
    let dump = vault.view_dump().unwrap();
    let stopped = vault.rebuild_views_watched(&mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(VaultError::Cancelled)));
    assert_eq!(vault.view_dump().unwrap(), dump);
    drop(vault);
    assert_eq!(laptop.unlock().unwrap().view_dump().unwrap(), dump);
}

#[test]
fn a_statement_is_broken_off_from_outside() {
    fn crosses_threads<T: Send + Sync>(_: &T) {}
    let (_laptop, mut vault) = filled();
    let dump = vault.view_dump().unwrap();
    let interrupter: Interrupter = vault.interrupter();
    crosses_threads(&interrupter);
    // While the log is walked through, a statement is under way.
    let stopped = vault.verify_watched(&mut |_| {
        interrupter.interrupt();
        ControlFlow::Continue(())
    });
    assert!(matches!(stopped, Err(VaultError::Cancelled)), "{stopped:?}");
    interrupter.interrupt();
    assert!(vault.verify().unwrap().is_sound(), "nothing is left of it");
    assert_eq!(vault.view_dump().unwrap(), dump);
    vault.close().unwrap();
    interrupter.interrupt();
}
