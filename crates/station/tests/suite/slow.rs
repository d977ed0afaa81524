//! Those who dawdle hold nothing up.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use protocol::Hash;
use protocol::api::{RefusalCode, path};
use sha2::{Digest as _, Sha256};
use station::Settings;
use station::server::Patience;

use crate::client::reply;
use crate::world::{World, settings};

fn impatient(connections: usize) -> Patience {
    Patience { connections, headers: Duration::from_millis(400), ..Patience::default() }
}

/// Until the other end closes.
fn closed_after(mut read: impl FnMut(&mut [u8]) -> std::io::Result<usize>) -> Duration {
    let start = Instant::now();
    let mut buffer = [0; 1024];
    while matches!(read(&mut buffer), Ok(1..)) {}
    start.elapsed()
}

#[test]
fn who_says_nothing_is_put_out() {
    let world = World::with(settings(), impatient(64));
    let mut silent = TcpStream::connect(world.client.address).unwrap();
    silent.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert!(closed_after(|buffer| silent.read(buffer)) < Duration::from_secs(5));
    let mut greeted = world.client.line().unwrap();
    assert!(closed_after(|buffer| greeted.read(buffer)) < Duration::from_secs(5));
}

#[test]
fn who_sends_headers_by_drops_is_put_out() {
    let world = World::with(settings(), impatient(64));
    let mut line = world.client.line().unwrap();
    let start = Instant::now();
    line.write_all(b"GET /v1/hello HTTP/1.1\r\n").unwrap();
    while start.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(100));
        if line.write_all(b"a: b\r\n").and_then(|()| line.flush()).is_err() {
            break;
        }
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn who_keeps_a_line_open_after_an_answer_is_put_out() {
    let world = World::with(settings(), impatient(64));
    let mut line = world.client.line().unwrap();
    line.write_all(b"GET /v1/hello HTTP/1.1\r\nhost: station\r\n\r\n").unwrap();
    assert!(closed_after(|buffer| line.read(buffer)) < Duration::from_secs(5));
}

/// A connection from another host: all of 127/8 is this machine.
fn from_host(host: u8, to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, host], 0))).unwrap();
    let line = runtime.block_on(async { socket.connect(to).await?.into_std() }).unwrap();
    line.set_nonblocking(false).unwrap();
    line
}

#[test]
fn when_every_place_is_taken_by_dawdlers_others_wait_and_get_in() {
    let world = World::with(settings(), impatient(8));
    // Two each: more of them would be a neighbourhood's too many.
    let dawdlers: Vec<_> = (0..8).map(|n| from_host(2 + n / 2, world.client.address)).collect();
    assert_eq!(world.client.get(path::HELLO).status, 200);
    drop(dawdlers);
}

#[test]
fn one_host_that_says_nothing_keeps_nobody_else_out() {
    let (world, founder, _) =
        World::founded_with(settings(), Patience { connections: 16, ..Patience::default() });
    let silent: Vec<_> = (0..64).map(|_| from_host(2, world.client.address)).collect();
    let start = Instant::now();
    let client = world.enter(&founder);
    assert_eq!(client.get(path::HELLO).status, 200);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    // Those past the share were closed at once, the others are waited for.
    let closed = silent.into_iter().filter_map(|mut line| {
        line.set_nonblocking(true).unwrap();
        line.read(&mut [0; 1]).ok()
    });
    assert_eq!(closed.count(), 60);
}

#[test]
fn of_the_lines_of_one_laptop_the_oldest_ends() {
    let (_world, _, client) = World::founded();
    let mut lines: Vec<_> = (0..3)
        .map(|_| {
            let mut line = client.line().unwrap();
            let head = client.head("GET", path::EVENTS, &[]);
            line.write_all(format!("{head}\r\n").as_bytes()).unwrap();
            assert!(line.read(&mut [0; 64]).unwrap() > 0);
            line
        })
        .collect();
    assert!(closed_after(|buffer| lines[0].read(buffer)) < Duration::from_secs(5));
    lines[2].sock.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut last = [0; 256];
    let end = loop {
        match lines[2].read(&mut last) {
            Ok(1..) => {}
            other => break other,
        }
    };
    assert!(end.is_err(), "the newest goes on");
}

#[test]
fn who_sends_a_body_by_drops_is_told_to_come_back_and_put_out() {
    let impatient = Settings { next_bytes: Duration::from_millis(300), ..settings() };
    let (_world, _, client) = World::founded_with(impatient, Patience::default());
    let mut line = client.line().unwrap();
    let head = client.head("POST", path::CHANGES, &[("content-length", "5000")]);
    line.write_all(format!("{head}\r\nfew bytes").as_bytes()).unwrap();
    let start = Instant::now();
    let slow = reply(&mut line).unwrap().refused();
    assert_eq!((slow.code, slow.detail), (RefusalCode::SlowDown, None), "send less at once");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn strangers_who_announce_much_and_send_little_keep_nobody_from_a_session() {
    let (world, founder, _) = World::founded();
    let head = world.client.head("POST", path::JOIN, &[("content-length", "1000000")]);
    let dribbling: Vec<_> = (0..40)
        .map(|_| {
            let mut line = world.client.line().unwrap();
            line.write_all(format!("{head}\r\nfew bytes").as_bytes()).unwrap();
            line
        })
        .collect();
    let start = Instant::now();
    world.enter(&founder);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    drop(dribbling);
}

#[test]
fn who_asks_and_does_not_read_is_put_out() {
    let impatient = Patience { stalled: Duration::from_millis(300), ..Patience::default() };
    let (world, _, client) = World::founded_with(settings(), impatient);
    let whole = vec![7; 24 << 20];
    let url = format!("{}/{}", path::BLOBS, Hash(Sha256::digest(&whole).into()));
    for (n, bytes) in whole.chunks(4 << 20).enumerate() {
        let (offset, length) = ((n * (4 << 20)).to_string(), whole.len().to_string());
        let headers = [("upload-offset", offset.as_str()), ("upload-length", length.as_str())];
        assert_eq!(client.try_send("PATCH", &url, &headers, bytes).unwrap().status, 204);
    }
    let mut deaf = client.line().unwrap();
    deaf.write_all(format!("{}\r\n", client.head("GET", &url, &[])).as_bytes()).unwrap();
    let connections = || {
        let metrics = String::from_utf8(world.client.get("/metrics").body).unwrap();
        let line = metrics.lines().find(|line| line.starts_with("jiafang_station_connections "));
        line.unwrap().rsplit(' ').next().unwrap().parse::<u32>().unwrap()
    };
    let start = Instant::now();
    // The one that asks is counted as well.
    while connections() > 1 {
        assert!(start.elapsed() < Duration::from_secs(10), "it still holds a place");
        std::thread::sleep(Duration::from_millis(50));
    }
    let mut buffer = vec![0; 1 << 20];
    let mut got = 0;
    while let Ok(read @ 1..) = deaf.read(&mut buffer) {
        got += read;
    }
    assert!(got < whole.len());
}

#[test]
fn listeners_do_not_hold_up_the_end() {
    let (mut world, _, client) = World::founded();
    let mut line = client.line().unwrap();
    line.write_all(format!("{}\r\n", client.head("GET", path::EVENTS, &[])).as_bytes()).unwrap();
    assert!(line.read(&mut [0; 64]).unwrap() > 0);
    let start = Instant::now();
    world.stop();
    assert!(start.elapsed() < Duration::from_secs(4));
}
