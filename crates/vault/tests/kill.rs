//! The process is killed in mid-sentence, again and again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::id::{CaseId, ClientId, VisitId};
use laptop::{Laptop, form, later, now};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use uuid::Uuid;
use vault::{DraftContent, DraftKind, Opener, Vault};

const ROUNDS: u128 = 50;

/// Every acknowledged autosave is a draft of its own, so that none can hide behind a later one.
fn visit(round: u128, number: u128) -> VisitId {
    VisitId(Uuid::from_u128(round << 64 | number))
}

fn sentence(round: u128, number: u128) -> String {
    format!("第 {round} 次来访，写到第 {number} 句，话没有说完")
}

#[test]
fn trust_28_every_acknowledged_autosave_survives_kill_9() {
    let laptop = Laptop::closed();
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let mut child = start(&laptop, round);
        let mut saved = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // A different place in the life of the process each time, from its first save on.
        let enough = 1 + (round * 7) % 13;
        let mut last = 0;
        while last < enough {
            let Some(line) = saved.next() else { panic!("the child ended by itself") };
            last = number_in(&line).unwrap_or(last);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died counts, also what had not been read yet.
        last = saved.filter_map(|line| number_in(&line)).last().unwrap_or(last);
        acknowledged.push(last);
    }
    let mut vault = laptop.unlock().unwrap();
    for (round, last) in (0..).zip(&acknowledged) {
        for number in 1..=*last {
            let draft = vault.read().draft(visit(round, number), DraftKind::Visit).unwrap();
            let draft = draft.unwrap_or_else(|| panic!("round {round}: save {number} is lost"));
            let DraftContent::Visit(found) = draft.content else { panic!("an addendum") };
            assert_eq!(found.observations, sentence(round, number));
        }
    }
    assert!(vault.verify().unwrap().is_sound());
}

fn start(laptop: &Laptop, round: u128) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child_autosaves_until_killed", "--nocapture"])
        .env("VAULT_OF_PARENT", laptop.folder())
        .env("ROUND", round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn number_in(line: &str) -> Option<u128> {
    line.strip_prefix("saved ")?.parse().ok()
}

#[test]
#[ignore = "run, and killed, by every_acknowledged_autosave_survives_kill_9"]
fn child_autosaves_until_killed() {
    let folder = std::env::var_os("VAULT_OF_PARENT").unwrap();
    let round: u128 = std::env::var("ROUND").unwrap().parse().unwrap();
    let typed = laptop::passphrase(laptop::PASSPHRASE);
    let opener = Opener::Passphrase(&typed);
    let mut vault =
        Vault::unlock(folder.as_ref(), opener, laptop::cheap(), laptop::rules(), now()).unwrap();
    let (case, client) = (CaseId(Uuid::from_u128(1)), ClientId(Uuid::from_u128(2)));
    for number in 1_u128.. {
        let content = DraftContent::Visit(Box::new(form(&sentence(round, number))));
        let seconds = i64::try_from(number).unwrap();
        vault
            .write(later(seconds), |tx| tx.save_draft(visit(round, number), case, client, content))
            .unwrap();
        let mut out = std::io::stdout();
        writeln!(out, "\nsaved {number}").unwrap();
        out.flush().unwrap();
    }
}
