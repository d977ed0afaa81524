//! A station that is killed, or put back from an older backup; two people who disagree; a network that hangs.

use crate::station::{Three, case_of, queue};
use crate::told::tell;
use desk::Desk;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::{TestStation, Worker, forms};

fn notes(worker: &Worker, case: &str) -> usize {
    let request = json!({"id": case, "offset": 0, "limit": 99});
    let found = worker.call("case_timeline", request).unwrap();
    let entries = found["entries"].as_array().unwrap().iter();
    entries.filter(|entry| entry["kind"] == "visit").count()
}

#[test]
fn a_station_killed_in_the_middle_loses_nothing_that_it_acknowledged() {
    tell("trouble::a_station_killed_in_the_middle_loses_nothing_that_it_acknowledged", || {
        let mut station = TestStation::start_program().unwrap();
        let manager = Worker::founding(&station, "程望舒").unwrap();
        let supervisor = manager.welcome("沈若兰", "supervisor").unwrap();
        let worker = Arc::new(manager.welcome("林晓岚", "worker").unwrap());
        let (_, case) = case_of(&worker);
        for round in 0..4 {
            for _ in 0..10 {
                worker.visit(&case, forms::visit()).unwrap();
            }
            let busy = Arc::clone(&worker);
            let syncing = std::thread::spawn(move || busy.desk.sync_round());
            std::thread::sleep(Duration::from_millis(20 + 40 * round));
            station.stop();
            syncing.join().unwrap();
            station.resume_program().unwrap();
        }
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        assert_eq!(queue(&supervisor).len(), 40);
        assert_eq!(worker.sync_state().unwrap()["alarm"], Value::Null, "nothing acknowledged went");
    });
}

#[test]
fn a_station_put_back_from_an_older_backup_is_given_again_what_it_lost() {
    tell("trouble::a_station_put_back_from_an_older_backup_is_given_again_what_it_lost", || {
        let Three { mut station, supervisor, worker, manager } = Three::together();
        let (_, case) = case_of(&worker);
        worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        let place = tempfile::tempdir().unwrap();
        let backup = place.path().join("station.backup");
        station.back_up(&backup).unwrap();

        worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        assert_eq!(queue(&supervisor).len(), 2);
        station.put_back(&backup).unwrap();

        // Whoever comes first brings what the station lost, others' changes too.
        supervisor.sync().unwrap();
        worker.sync().unwrap();
        assert_eq!(worker.sync_state().unwrap()["waiting"]["changes"], 0);
        let person = manager.person().unwrap();
        let admit = json!({"case": case, "person": person, "access": "read"});
        worker.call("case_admit", admit).unwrap();
        manager.sync().unwrap();
        assert_eq!(notes(&manager, &case), 2, "the station has all of it again");
    });
}

fn edit(worker: &Worker, client: &str, typed: Value) {
    let shown = worker.call("client_get", json!({"id": client})).unwrap();
    let client = forms::with(shown["client"].clone(), typed);
    let request =
        json!({"id": shown["id"], "client": client, "seen": shown["seen"], "not_duplicate": false});
    worker.call("client_save", request).unwrap();
}

#[test]
fn two_who_disagree_see_both_values_until_one_decides_and_the_other_is_told() {
    tell(
        "trouble::two_who_disagree_see_both_values_until_one_decides_and_the_other_is_told",
        || {
            let Three { mut station, supervisor, worker, .. } = Three::together();
            let (client, _) = case_of(&worker);
            worker.sync().unwrap();
            supervisor.sync().unwrap();
            station.stop();
            edit(&worker, &client, json!({"health": "哮喘"}));
            edit(&supervisor, &client, json!({"health": "贫血"}));
            station.resume().unwrap();
            for laptop in [&worker, &supervisor, &worker] {
                laptop.sync().unwrap();
            }
            for laptop in [&worker, &supervisor] {
                let list = laptop.call("conflict_list", json!({"offset": 0, "limit": 9})).unwrap();
                assert_eq!(list["total"], 1, "{list}");
            }
            let page = worker.call("conflict_get", json!({"record": client})).unwrap();
            let field = &page["fields"][0];
            let opinions = field["opinions"].as_array().unwrap();
            let own = opinions.iter().find(|opinion| opinion["text"] == "哮喘").unwrap();
            let choice = json!({"kind": "keep", "change": own["by"][0]["change"]});
            let request = json!({"record": client, "seen": field["seen"], "choice": choice});
            worker.call("conflict_decide", request).unwrap();
            worker.sync().unwrap();
            supervisor.sync().unwrap();
            let today = supervisor.call("today_get", json!({})).unwrap();
            assert_eq!((&today["conflicts"], &today["set_aside_total"]), (&json!(0), &json!(1)));
            let shown = supervisor.call("client_get", json!({"id": client})).unwrap();
            assert_eq!(shown["client"]["health"], "哮喘");
        },
    );
}

/// Waits until something holds.
fn soon(mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < end, "it never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_network_that_hangs_delays_nothing_and_a_lock_ends_it_at_once() {
    tell("trouble::a_network_that_hangs_delays_nothing_and_a_lock_ends_it_at_once", || {
        let station = TestStation::start().unwrap();
        let worker = Arc::new(Worker::founding(&station, "程望舒").unwrap());
        let (_, case) = case_of(&worker);
        // Whoever listens there takes the connection and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = silent.local_addr().unwrap().to_string();
        worker.desk.with_vault(|vault| Ok(vault.move_station(&address)?)).unwrap();
        let background = Arc::clone(&worker);
        let thread = std::thread::spawn(move || Desk::sync_in_background(&background.desk));
        soon(|| worker.sync_state().unwrap()["phase"] == "syncing");

        let begun = Instant::now();
        let visit = worker.start(&case).unwrap();
        worker.call("visit_autosave", json!({"id": visit, "form": forms::visit()})).unwrap();
        worker.call("visit_sign", json!({"id": visit, "form": forms::visit()})).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        assert_eq!(worker.sync_state().unwrap()["phase"], "syncing", "it hangs still");

        let begun = Instant::now();
        worker.call("vault_lock", json!({})).unwrap();
        worker.desk.end_sync();
        thread.join().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    });
}

#[test]
fn what_is_written_goes_up_by_itself_and_the_other_hears_of_it() {
    tell("trouble::what_is_written_goes_up_by_itself_and_the_other_hears_of_it", || {
        let Three { station: _station, supervisor, worker, .. } = Three::together();
        let (supervisor, worker) = (Arc::new(supervisor), Arc::new(worker));
        let threads: Vec<_> = [&supervisor, &worker]
            .into_iter()
            .flat_map(|laptop| {
                let (sync, listen) = (Arc::clone(laptop), Arc::clone(laptop));
                [
                    std::thread::spawn(move || sync.desk.sync_in_background()),
                    std::thread::spawn(move || listen.desk.listen_in_background()),
                ]
            })
            .collect();
        let (_, case) = case_of(&worker);
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        soon(|| queue(&supervisor).contains(&visit));
        for laptop in [&supervisor, &worker] {
            laptop.desk.end_sync();
        }
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}
