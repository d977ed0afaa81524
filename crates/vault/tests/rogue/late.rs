//! A laptop that was revoked, and a station that lends it a hand.

use crate::laptop::now;
use crate::liar::Liar;
use crate::post::{Person, hand};
use crate::scene::{Scene, check_views};
use casework::case::Case;
use casework::client::Client;
use casework::fields::RecordKind;
use casework::role::Role;
use history::ChangeId;
use protocol::SealedChange;
use protocol::api::Numbered;
use protocol::directory::{Access, Act};
use serde_json::json;
use vault::{HeldReason, Source, Vault};

/// The liar has signed three changes, of which the second and third are in the case's file, and is revoked. The other
/// worker sees the client's file alone.
struct Revoked {
    s: Scene,
    liar: Liar,
    key: sealing::FileKey,
    first: ChangeId,
    last: SealedChange,
}

impl Revoked {
    fn new() -> Self {
        let mut s = Scene::new();
        let (mut liar, key, of_case) = s.liar();
        admit(&mut s, |s| s.rogue.identity().person);
        let live = s.worker.read().state(s.client.into()).unwrap().live(Client::VILLAGE);
        let first = liar.edit(&s.post, s.client, (&key, 1), |header| header.supersedes = live);
        let case = s.case;
        let mut in_case = |s: &Scene| {
            liar.sign(&s.post, (&of_case, 1), &json!("假目标"), |header| {
                (header.file, header.record) = (case.into(), case.into());
                (header.record_kind, header.field) = (RecordKind::CASE, Case::REASON);
            })
        };
        let (second, last) = (in_case(&s), in_case(&s));
        for change in [&first, &second, &last] {
            assert!(s.post.push(change.clone()));
        }
        s.post.directory_down(&mut s.founder);
        let (device, last_id) = (liar.device, Some(last.id()));
        let act = Act::RevokeDevice { device, last_seq: 3, last_id };
        s.post.append(&s.founder.sign_acts(vec![act], now()).unwrap());
        Self { s, liar, key, first: first.id(), last }
    }

    /// Signed by whoever has the laptop now, for the number after the first.
    fn forged(&mut self) -> SealedChange {
        (self.liar.seq, self.liar.previous) = (1, Some(self.first));
        self.liar.edit(&self.s.post, self.s.client, (&self.key, 1), |header| {
            header.supersedes = vec![self.first];
        })
    }
}

fn admit(s: &mut Scene, who: impl Fn(&Scene) -> casework::id::PersonId) {
    s.post.directory_down(&mut s.worker);
    let act = s.worker.admission(s.client.into(), who(s), Access::Write).unwrap().unwrap();
    s.post.append(&s.worker.sign_acts(vec![act], now()).unwrap());
    s.sync();
}

/// As the station hands it out, at the end of all that it has.
fn from_station(vault: &mut Vault, change: &SealedChange) -> vault::ReceivedChanges {
    let n = vault.sync_state().unwrap().pulled + 1;
    let items = [Numbered { n, change: change.clone() }];
    vault.receive(&items, n, Source::Station).unwrap()
}

fn knows(vault: &Vault, s: &Scene, change: ChangeId) -> bool {
    vault.read().state(s.client.into()).unwrap().entry(change).is_some()
}

#[test]
fn trust_23_a_revoked_laptop_fills_no_gaps_with_a_station_s_help() {
    let mut r = Revoked::new();
    r.s.sync();
    r.s.rogue.note_synced(now()).unwrap();
    let forged = r.forged();
    let vault = &mut r.s.rogue.vault;
    let before = vault.read().state(r.s.client.into()).unwrap();
    assert!(before.entry(r.first).is_some(), "what it signed before counts, above a gap or not");
    assert_eq!(from_station(vault, &forged).held, [(forged.id(), HeldReason::AfterAll)]);
    assert_eq!(hand(vault, [forged.clone()]).held, [(forged.id(), HeldReason::AfterAll)]);
    assert_eq!(vault.read().state(r.s.client.into()).unwrap(), before);
    // More of the directory does not let it in; that it is shown does not hide it.
    vault.retry_held().unwrap();
    assert_eq!(vault.held_counts().unwrap()[&HeldReason::AfterAll], 1);
    check_views(vault);
    // Who has the whole chain knows better.
    hand(&mut r.s.worker, [forged.clone()]);
    assert_eq!(r.s.worker.held_counts().unwrap()[&HeldReason::Forked], 1);
}

#[test]
fn what_a_revoked_laptop_signed_before_comes_to_who_was_away_and_to_who_is_let_in_later() {
    let mut r = Revoked::new();
    // She was in the villages: the revocation and what was signed before come together.
    r.s.post.sync(&mut r.s.rogue);
    assert!(knows(&r.s.rogue, &r.s, r.first));
    assert_eq!(r.s.rogue.held().unwrap(), []);
    r.s.sync();
    // Somebody comes to the station, has all there is for her, and is let into the file after that.
    let Revoked { s, first, .. } = &mut r;
    let mut new: Person = s.post.welcome(&mut s.founder, "沈月", Role::Worker);
    new.note_synced(now()).unwrap();
    let person = new.identity().person;
    admit(s, |_| person);
    s.post.sync(&mut new);
    assert!(knows(&new, s, *first));
    assert_eq!(new.held().unwrap(), []);
    check_views(&mut new);
}

#[test]
fn a_gap_that_is_proven_is_filled_whenever_that_is() {
    let mut r = Revoked::new();
    r.s.post.sync(&mut r.s.rogue);
    r.s.rogue.note_synced(now()).unwrap();
    // The last is the one that the act names: it needs nobody's word. It is held for its key alone.
    let last = r.last.clone();
    assert_eq!(from_station(&mut r.s.rogue, &last).held, [(last.id(), HeldReason::NoKey)]);
    // A station that was put back is asked for everything again, and is believed as at first.
    let short = std::collections::BTreeMap::from([(r.liar.device, 0)]);
    r.s.rogue.note_short(&short, true, now()).unwrap();
    let forged = r.forged();
    assert_eq!(from_station(&mut r.s.rogue, &forged).taken, 1);
}
