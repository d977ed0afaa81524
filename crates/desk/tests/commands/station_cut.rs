//! A line to the station that breaks once, at every place there is.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use testkit::{TestStation, Worker};

/// Stands between a laptop and its station, and breaks the line once: when the station has answered so many times.
struct Between {
    address: String,
    answers: Arc<AtomicUsize>,
    breaks_at: Arc<AtomicUsize>,
}

impl Between {
    fn before(station: &TestStation) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = door.local_addr().unwrap().to_string();
        let (answers, breaks_at) = (Arc::default(), Arc::new(AtomicUsize::new(usize::MAX)));
        let between = Self { address, answers, breaks_at };
        let (target, answers, breaks_at) =
            (station.address(), Arc::clone(&between.answers), Arc::clone(&between.breaks_at));
        thread::spawn(move || {
            for laptop in door.incoming().map_while(Result::ok) {
                let Ok(station) = TcpStream::connect(&target) else { continue };
                let (up, down) = (laptop.try_clone().unwrap(), station.try_clone().unwrap());
                thread::spawn(move || pass(up, down, || true));
                let (answers, breaks_at) = (Arc::clone(&answers), Arc::clone(&breaks_at));
                thread::spawn(move || {
                    pass(station, laptop, || {
                        let answer = answers.fetch_add(1, Ordering::SeqCst) + 1;
                        answer != breaks_at.load(Ordering::SeqCst)
                    });
                });
            }
        });
        between
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, mut goes_on: impl FnMut() -> bool) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if !goes_on() || to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    for end in [&from, &to] {
        let _ = end.shutdown(Shutdown::Both);
    }
}

fn waiting(view: &Value) -> usize {
    let all = view["invitations"].as_array().unwrap().iter();
    all.filter(|one| one["waiting"] == true).count()
}

#[test]
fn trust_34_an_invitation_is_whole_or_it_is_not_in_the_list() {
    let station = TestStation::start().unwrap();
    let manager = Worker::founding(&station, "程望舒").unwrap();
    let between = Between::before(&station);
    manager.desk.with_vault(|vault| Ok(vault.move_station(&between.address)?)).unwrap();
    let ask = json!({"name": "何青", "role": "worker"});
    manager.call("station_invite", ask.clone()).unwrap();
    let all = between.answers.load(Ordering::SeqCst);
    assert!(all > 5, "{all}");

    let (mut whole, mut failed) = (1, 0);
    for cut in 1..=all {
        between.answers.store(0, Ordering::SeqCst);
        between.breaks_at.store(cut, Ordering::SeqCst);
        match manager.try_call("station_invite", ask.clone()) {
            Ok(_) => whole += 1,
            Err(_) => failed += 1,
        }
        between.breaks_at.store(usize::MAX, Ordering::SeqCst);
        // What the others did is known once the directory has come down.
        manager.sync().unwrap();
        let view = manager.call("station_get", json!({})).unwrap();
        assert_eq!(waiting(&view), whole, "cut at answer {cut} of {all}");
    }
    assert!(failed > 0, "{whole} were made, whatever was cut");
    manager.call("station_invite", ask).unwrap();
    let view = manager.call("station_get", json!({})).unwrap();
    assert_eq!(waiting(&view), whole + 1, "and it works again");
}
