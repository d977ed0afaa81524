//! Coming to a station, and the ways in which it comes to nothing.

use crate::station::case_of;
use crate::told::tell;
use desk::failure::{Code, Failure};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use testkit::{TestStation, Worker};

fn refused(worker: &Worker, command: &str, request: Value) -> Failure {
    worker.try_call(command, request).unwrap_err()
}

fn code(worker: &Worker, command: &str, request: Value) -> Code {
    refused(worker, command, request).code
}

#[test]
fn an_invitation_is_looked_at_and_used_once() {
    tell("coming::an_invitation_is_looked_at_and_used_once", || {
        let station = TestStation::start().unwrap();
        let manager = Worker::founding(&station, "程望舒").unwrap();
        let invitation = manager.invite("何青", "worker").unwrap();

        // Looked at on a laptop without a vault, however often.
        let bare = Worker::with_new_laptop().unwrap();
        for _ in 0..2 {
            let peeked = bare.call("station_peek", invitation.typed()).unwrap();
            let expected = json!({"station_name": "向阳社工站", "person_name": "何青", "role": "worker",
                "inviter_name": "程望舒"});
            assert_eq!(peeked, expected);
        }
        // A slip in the third group.
        let mut groups: Vec<String> = invitation.code.split('-').map(str::to_owned).collect();
        let wrong = if groups[2].starts_with('A') { "B" } else { "A" };
        groups[2].replace_range(0..1, wrong);
        let typed = json!({"address": invitation.address, "code": groups.join("-")});
        let failure = refused(&bare, "station_peek", typed);
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::CodeMistyped, Some("3")));

        let joined = Worker::named("刚来的人").unwrap();
        let link = format!("jiafang://{}/{}", invitation.address, invitation.code);
        let view = joined.call("station_join", json!({"address": link, "code": ""})).unwrap();
        assert_eq!((&view["linked"], &view["role"]), (&json!(true), &json!("worker")));
        let profile = joined.call("session_profile", json!({})).unwrap();
        assert_eq!(
            (&profile["person_name"], &profile["station"]),
            (&json!("何青"), &json!("向阳社工站"))
        );
        assert_eq!(code(&joined, "station_join", invitation.typed()), Code::InvitationUsed);
        let late = Worker::named("又一个人").unwrap();
        assert_eq!(code(&late, "station_join", invitation.typed()), Code::InvitationUsed);
        assert_eq!(late.call("station_get", json!({})).unwrap()["linked"], false);
    });
}

#[test]
fn what_does_not_let_anybody_in() {
    tell("coming::what_does_not_let_anybody_in", || {
        let (ours, theirs) = (TestStation::start().unwrap(), TestStation::start().unwrap());
        let manager = Worker::founding(&ours, "程望舒").unwrap();
        let stranger = Worker::named("何青").unwrap();
        let invitation = manager.invite("何青", "worker").unwrap();

        let elsewhere = json!({"address": theirs.address(), "code": invitation.code});
        assert_eq!(code(&stranger, "station_join", elsewhere), Code::InvitationUnknown);
        let founding = json!({"address": theirs.address(), "code": theirs.founding_code()});
        assert_eq!(code(&stranger, "station_peek", founding), Code::StationNotFounded);
        let again = json!({"address": ours.address(), "code": ours.founding_code()});
        assert_eq!(code(&stranger, "station_found", again), Code::InvitationUsed);

        // Withdrawn, it lets nobody in any more.
        let id = manager.call("station_get", json!({})).unwrap()["invitations"][0]["id"].clone();
        let view = manager.call("station_withdraw", json!({"invitation": id})).unwrap();
        assert_eq!(view["invitations"], json!([]));
        assert_eq!(code(&stranger, "station_join", invitation.typed()), Code::InvitationUsed);

        // A laptop with case files joins nothing; what it has is as before.
        case_of(&stranger);
        let invitation = manager.invite("何青", "worker").unwrap();
        assert_eq!(code(&stranger, "station_join", invitation.typed()), Code::VaultHasRecords);
        // Nobody who is no manager invites others.
        let worker = manager.welcome("林晓岚", "worker").unwrap();
        let asked = json!({"name": "某人", "role": "manager"});
        assert_eq!(code(&worker, "station_invite", asked), Code::NotYourRole);
        let person = manager.person().unwrap();
        let asked = json!({"person": person, "role": "worker"});
        assert_eq!(code(&manager, "station_set_role", asked), Code::LastManager);
    });
}

/// Answers every connection with the page of a network that asks to sign in.
fn captive_portal() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(8) {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let page = "<html>请登录无线网络</html>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{page}",
                page.len()
            );
        }
    });
    address
}

#[test]
fn a_network_that_asks_to_sign_in_is_no_station() {
    tell("coming::a_network_that_asks_to_sign_in_is_no_station", || {
        let mut station = TestStation::start().unwrap();
        let manager = Worker::founding(&station, "程望舒").unwrap();
        let invitation = manager.invite("何青", "worker").unwrap();
        let typed = json!({"address": captive_portal(), "code": invitation.code});
        let bare = Worker::with_new_laptop().unwrap();
        assert_eq!(code(&bare, "station_peek", typed), Code::NotAStation);

        // The laptop sits in a café whose page answers for the station: nothing is lost by it.
        case_of(&manager);
        station.stop();
        let portal = captive_portal();
        manager.desk.with_vault(|vault| Ok(vault.move_station(&portal)?)).unwrap();
        assert!(manager.sync().is_err());
        let state = manager.sync_state().unwrap();
        assert_eq!((&state["phase"], &state["why"]), (&json!("offline"), &json!("not_a_station")));
        station.resume().unwrap();
        manager.desk.with_vault(|vault| Ok(vault.move_station(&station.address())?)).unwrap();
        manager.sync().unwrap();
        assert_eq!(manager.sync_state().unwrap()["waiting"]["changes"], 0);
    });
}

/// Whether the station has done what it was asked.
type Done = Arc<dyn Fn() -> bool + Send + Sync>;

/// Stands before a station, and loses its answers from the moment that something is done: nobody hears of it.
fn losing_answers(station: &str, done: Done) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let station = station.to_owned();
    std::thread::spawn(move || {
        for laptop in listener.incoming() {
            carry(laptop.unwrap(), TcpStream::connect(&station).unwrap(), Arc::clone(&done));
        }
    });
    address
}

fn carry(laptop: TcpStream, station: TcpStream, done: Done) {
    let (mut from, mut to) = (laptop.try_clone().unwrap(), station.try_clone().unwrap());
    std::thread::spawn(move || std::io::copy(&mut from, &mut to));
    let (mut from, mut to) = (station, laptop);
    std::thread::spawn(move || {
        let mut bytes = [0; 65536];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            if done() {
                break;
            }
            let _ = to.write_all(&bytes[..read]);
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}

#[test]
fn an_answer_that_is_lost_leaves_nobody_in_between() {
    tell("coming::an_answer_that_is_lost_leaves_nobody_in_between", || {
        let station = TestStation::start().unwrap();
        let manager = Arc::new(Worker::named("程望舒").unwrap());
        let founding = |address: &str| json!({"address": address, "code": station.founding_code()});
        let (bare, asked) = (Worker::with_new_laptop().unwrap(), founding(&station.address()));
        let founded: Done =
            Arc::new(move || code(&bare, "station_peek", asked.clone()) == Code::InvitationUsed);
        let between = losing_answers(&station.address(), Arc::clone(&founded));
        assert_eq!(code(&manager, "station_found", founding(&between)), Code::StationUnreachable);
        assert!(founded(), "the station was founded, and the laptop has not heard of it");
        assert_eq!(manager.call("station_get", json!({})).unwrap()["linked"], false);
        let view = manager.call("station_found", founding(&station.address())).unwrap();
        assert_eq!((&view["linked"], &view["role"]), (&json!(true), &json!("manager")));
        manager.sync().unwrap();

        let invitation = manager.invite("何青", "worker").unwrap();
        let looking = Arc::clone(&manager);
        let came_in: Done = Arc::new(move || {
            looking.sync().unwrap();
            let view = looking.call("station_get", json!({})).unwrap();
            view["people"].as_array().unwrap().len() == 2
        });
        let between = losing_answers(&station.address(), Arc::clone(&came_in));
        let joined = Worker::named("刚来的人").unwrap();
        let typed = json!({"address": between, "code": invitation.code});
        assert_eq!(code(&joined, "station_join", typed), Code::StationUnreachable);
        assert!(came_in(), "the station knows the laptop, and the laptop has not heard of it");
        let view = joined.call("station_join", invitation.typed()).unwrap();
        assert_eq!(view["linked"], true);
        joined.sync().unwrap();
    });
}
