//! Clocks that jump.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::fields::FieldId;
use casework::id::VisitId;
use chrono::{TimeDelta, Utc};
use history::Content;
use laptop::{Laptop, addendum, fill, form, note, now, open_case};
use vault::make_id;

#[test]
fn trust_31_a_year_back_between_two_notes_keeps_their_order() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    let year_back = now() - TimeDelta::days(365);
    let text = addendum(&vault, "写在时钟被拨回一年之后");
    vault.write(year_back, |tx| tx.sign_addendum(filled.visit, &text)).unwrap();

    let state = vault.read().state(filled.visit.into()).unwrap();
    let texts: Vec<_> = state
        .addenda()
        .into_iter()
        .map(|entry| match &entry.content {
            Content::Value(value) => value["text"].as_str().unwrap().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["班主任当天已回电", "写在时钟被拨回一年之后"]);
    assert!(vault.verify().unwrap().is_sound());
    drop(vault);
    assert!(laptop.unlock_at(laptop::PASSPHRASE, year_back).unwrap().verify().unwrap().is_sound());
}

#[test]
fn the_newest_change_tells_that_the_clock_is_behind() {
    let (_laptop, mut vault) = Laptop::new();
    assert_eq!(vault.newest_change_at().unwrap(), None);
    let (client, case) = open_case(&mut vault);
    assert_eq!(vault.newest_change_at().unwrap(), Some(now().with_timezone(&Utc)));
    let ahead = now() + TimeDelta::days(365);
    let note = note(&vault, case, client, form("时钟走快了一年"));
    vault.write(ahead, |tx| tx.sign_note(VisitId(make_id(ahead)), &note)).unwrap();
    assert!(vault.newest_change_at().unwrap().unwrap() > now());
}

#[test]
fn every_change_is_later_than_the_one_before_whatever_the_clock_says() {
    let (_laptop, mut vault) = Laptop::new();
    let (client, _) = open_case(&mut vault);
    for (days, name) in [(0, "一"), (-365, "二"), (365, "三"), (-3_650, "四")] {
        let seen = vault.read().state(client.into()).unwrap().live_all();
        let mut edited = laptop::client();
        edited.name = name.into();
        let at = now() + TimeDelta::days(days);
        vault.write(at, |tx| tx.edit(client.into(), client.into(), &seen, &edited)).unwrap();
    }
    let state = vault.read().state(client.into()).unwrap();
    let mut clocks: Vec<_> =
        state.entries().map(|entry| (entry.header.seq, entry.header.clock)).collect();
    clocks.sort_unstable();
    assert!(clocks.windows(2).all(|pair| pair[0].1 < pair[1].1));
    assert_eq!(state.fields().text(FieldId(1)), "四");
}

#[test]
fn a_clock_that_was_wrong_for_a_day_is_wrong_for_that_day() {
    let (_laptop, mut vault) = Laptop::new();
    let (client, _) = open_case(&mut vault);
    let edit = |vault: &mut vault::Vault, at, name: &str| {
        let seen = vault.read().state(client.into()).unwrap().live_all();
        let edited = casework::client::Client { name: name.into(), ..laptop::client() };
        vault.write(at, |tx| tx.edit(client.into(), client.into(), &seen, &edited)).unwrap();
    };
    let far = now() + TimeDelta::days(27_000);
    edit(&mut vault, far, "甲");
    assert_eq!(vault.newest_change_at().unwrap(), Some(far.with_timezone(&Utc)));
    // On what was written then, the order stays; the time is not believed any more.
    edit(&mut vault, now() + TimeDelta::hours(1), "乙");
    let state = vault.read().state(client.into()).unwrap();
    let newest = state.entries().max_by_key(|entry| entry.header.seq).unwrap().header.clock;
    assert!(newest.millis >= far.timestamp_millis().unsigned_abs());
    let (_, _) = open_case(&mut vault);
    assert_eq!(vault.newest_change_at().unwrap(), Some(now().with_timezone(&Utc)));
}
