//! A clock that somebody made up.

use crate::laptop::{client, later, now, open_case};
use crate::post::hand;
use crate::scene::Scene;
use casework::client::Client;
use casework::id::ClientId;
use chrono::{TimeDelta, Utc};
use history::{Header, HybridClock};
use vault::Vault;

fn edit(vault: &mut Vault, id: ClientId, village: &str) {
    let seen = vault.read().client(id).unwrap().unwrap().seen;
    let new = Client { village: village.into(), ..client() };
    vault.write(later(5), |tx| tx.edit(id.into(), id.into(), &seen, &new)).unwrap();
}

/// The clocks of what waits to be sent.
fn clocks(vault: &Vault) -> Vec<HybridClock> {
    let waiting = vault.outbox(0, usize::MAX).unwrap();
    waiting.iter().map(|change| Header::decode(&change.header).unwrap().clock).collect()
}

#[test]
fn trust_31_a_clock_at_the_end_of_time_is_not_caught() {
    let end = HybridClock { millis: u64::MAX, counter: u16::MAX };
    let year = now() + TimeDelta::days(365);
    let year = HybridClock { millis: year.timestamp_millis().unsigned_abs(), counter: 0 };
    for lie in [end, HybridClock { counter: 0, ..end }, year] {
        let mut s = Scene::new();
        let (mut liar, key, _) = s.liar();
        let live = s.worker.read().state(s.client.into()).unwrap().live(Client::VILLAGE);
        let forged = liar.edit(&s.post, s.client, (&key, 1), |header| {
            (header.clock, header.supersedes) = (lie, live);
        });
        hand(&mut s.worker, [forged.clone()]);
        edit(&mut s.worker, s.client, "上河村");
        open_case(&mut s.worker);
        s.post.acts_up(&mut s.worker);
        let latest = later(60).timestamp_millis().unsigned_abs();
        let clocks = clocks(&s.worker);
        assert!(clocks.len() > 2 && clocks.iter().all(|clock| clock.millis < latest), "{clocks:?}");
        let newest = s.worker.newest_change_at().unwrap().unwrap();
        assert!(
            newest <= later(5).with_timezone(&Utc),
            "the warning of a wrong clock is of this one"
        );
        let shown = s.worker.read().client(s.client).unwrap().unwrap();
        assert_eq!(
            shown.client.village, "上河村",
            "what was seen is superseded, whatever its clock"
        );
    }
}

#[test]
fn a_colleague_s_clock_that_is_a_little_ahead_still_orders_what_follows() {
    let mut s = Scene::new();
    let ahead = now() + TimeDelta::hours(5);
    let seen = s.supervisor.read().client(s.client).unwrap().unwrap().seen;
    let new = Client { village: "下河村".into(), ..client() };
    let id = s.client.into();
    s.supervisor.write(ahead, |tx| tx.edit(id, s.client.into(), &seen, &new)).unwrap();
    s.sync();
    edit(&mut s.worker, s.client, "上河村");
    let mine = clocks(&s.worker)[0];
    assert!(mine.millis >= ahead.timestamp_millis().unsigned_abs());
    // And says nothing of the worker's own clock.
    assert!(s.worker.newest_change_at().unwrap().unwrap() <= later(5).with_timezone(&Utc));
}
