//! Whatever is sent, the answer is from the closed list, says nothing of what was sent, and the station goes on.

use std::io::Write as _;

use protocol::Wire;
use protocol::api::{
    Answer, BATCH_LEN, Hello, MAX_BATCH, MAX_BODY_LEN, Push, RefusalCode, SessionBegin, path,
};
use protocol::directory::MAX_ENTRY_LEN;
use station::Settings;
use station::http::OPERATIONS;
use station::rates::Rate;
use station::server::Patience;

use crate::client::reply;
use crate::people::{batch, file, random};
use crate::world::{World, push, settings};

#[test]
fn bodies_that_are_none_are_refused() {
    let (world, founder, client) = World::founded();
    let begin = SessionBegin { device: founder.device }.to_bytes();
    let long = [begin.as_slice(), &[0]].concat();
    let bodies: [&[u8]; 6] = [b"", b"\xff", &begin[..10], &long, b"{\"device\":1}", &[0x9f; 30]];
    for body in bodies {
        let reply = world.client.send("POST", path::SESSION_BEGIN, body);
        assert!([400, 413].contains(&reply.code().status()), "{body:?}");
        assert_eq!(client.send("POST", path::CHANGES, body).code(), RefusalCode::Malformed);
        assert_eq!(client.send("POST", path::DIRECTORY, body).code(), RefusalCode::Malformed);
    }
    for _ in 0..12 {
        let noise: [u8; 200] = random();
        for path in [path::CHANGES, path::DIRECTORY, path::FOUND, path::JOIN, path::SESSION] {
            let code = client.send("POST", path, &noise).code();
            assert!(
                [RefusalCode::Malformed, RefusalCode::TooLarge, RefusalCode::TooNew]
                    .contains(&code)
            );
        }
    }
    assert_eq!(world.client.get(path::HELLO).status, 200);
}

#[test]
fn trust_21_bodies_that_are_too_long_are_not_even_read() {
    let (world, _, client) = World::founded();
    let claim = |client: &crate::client::Client, path: &str, length: &str| {
        let mut line = client.line().unwrap();
        let head = client.head("POST", path, &[("content-length", length)]);
        line.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        reply(&mut line).unwrap().refused()
    };
    let refused = claim(&client, path::CHANGES, &(MAX_BODY_LEN + 1).to_string());
    assert_eq!((refused.code, refused.detail), (RefusalCode::TooLarge, Some(MAX_BODY_LEN as u64)));
    let huge = claim(&client, path::CHANGES, "1000000000000000000");
    assert_eq!(huge.code, RefusalCode::TooLarge);
    let join = claim(&world.client, path::JOIN, &(MAX_ENTRY_LEN + 1000).to_string());
    assert_eq!(join.code, RefusalCode::TooLarge);
    // Without a session the station does not even wait for a body.
    assert_eq!(claim(&world.client, path::CHANGES, "1000000").code, RefusalCode::NoSession);
}

#[test]
fn a_body_of_unknown_length_is_cut_off_where_it_is_too_long() {
    let (world, _, _) = World::founded();
    let mut line = world.client.line().unwrap();
    let head = world.client.head("POST", path::SESSION, &[("transfer-encoding", "chunked")]);
    line.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    for _ in 0..100 {
        if line.write_all(format!("64\r\n{}\r\n", "x".repeat(100)).as_bytes()).is_err() {
            break;
        }
    }
    assert_eq!(reply(&mut line).unwrap().code(), RefusalCode::TooLarge);
}

#[test]
fn a_batch_has_its_bounds_and_a_full_one_passes() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let many: Vec<_> = (0..MAX_BATCH).map(|_| founder.writes(file, head)).collect();
    let mut too_many = Push { changes: many.clone() };
    too_many.changes.push(many[0].clone());
    assert_eq!(client.post(path::CHANGES, &too_many).code(), RefusalCode::Malformed);
    assert_eq!(push(&client, many), vec![Answer::Stored; MAX_BATCH]);
    let long = founder.would_write(file, head, BATCH_LEN);
    assert_eq!(push(&client, [long.clone()]), [Answer::Stored]);
    let page: protocol::api::ChangesPage =
        client.get(&format!("{}?after={MAX_BATCH}", path::CHANGES)).read();
    assert_eq!(page.items[0].change, long);
    let endless = founder.would_write(file, head, MAX_BODY_LEN - 1000);
    let refused = client.post(path::CHANGES, &batch([endless])).code();
    assert_eq!(refused, RefusalCode::Malformed);
}

#[test]
fn whatever_is_not_in_the_list_is_not_there() {
    let (world, _, client) = World::founded();
    for path in ["/x", "/v1", "/v1/", "/v2/hello", "/v1/hello/", "/v1/files", "/index.html", "//"] {
        assert_eq!(client.get(path).code(), RefusalCode::NotFound, "{path}");
    }
    assert_eq!(client.send("DELETE", path::CHANGES, &[]).code(), RefusalCode::NotFound);
    assert_eq!(client.send("PUT", path::HELLO, &[]).code(), RefusalCode::NotFound);
    for query in ["after=x", "after=-1", "after=1&after=2", "max_bytes="] {
        let reply = client.get(&format!("{}?{query}", path::CHANGES));
        assert_eq!(reply.code(), RefusalCode::Malformed, "{query}");
    }
    for file in ["x", "00000000-0000-0000-0000-00000000000", "{file}", "..%2f.."] {
        let reply = client.get(&format!("{}/{file}/changes", path::FILES));
        assert_eq!(reply.code(), RefusalCode::Malformed, "{file}");
    }
    for lookup in ["x", "00", &"A".repeat(32), &"0".repeat(33)] {
        let reply = world.client.get(&format!("{}/{lookup}", path::INVITATIONS));
        assert_eq!(reply.code(), RefusalCode::Malformed, "{lookup}");
    }
}

#[test]
fn every_operation_is_described_and_served() {
    let world = World::new();
    let described = world.client.get("/openapi.json");
    let described: serde_json::Value = serde_json::from_slice(&described.body).unwrap();
    for operation in OPERATIONS {
        assert!(described["paths"][operation.path][operation.method].is_object());
        let path = operation.path.replace("{lookup}", &"0".repeat(32));
        let path = path.replace("{file}", &file().to_string()).replace("{sha256}", &"0".repeat(64));
        let reply = world.client.send(&operation.method.to_uppercase(), &path, &[]);
        let open = operation.access == station::http::Access::Open;
        if !open && operation.method != "head" {
            assert_eq!(reply.code(), RefusalCode::NoSession, "{path}");
        }
        let not_there = reply.status == 404 && !path.contains("invitations");
        assert!(!not_there, "{} {path}", operation.method);
    }
}

#[test]
fn who_asks_too_often_is_told_how_long_to_wait() {
    let slow = Rate { burst: 4.0, per_second: 0.01 };
    let settings =
        Settings { lookups: slow, strangers: Rate { burst: 20.0, ..slow }, ..settings() };
    let world = World::with(settings, Patience::default());
    let lookup = format!("{}/{}", path::INVITATIONS, "0".repeat(32));
    for _ in 0..4 {
        assert_eq!(world.client.get(&lookup).code(), RefusalCode::NoInvitation);
    }
    let reply = world.client.get(&lookup);
    let refused = reply.refused();
    assert_eq!(refused.code, RefusalCode::SlowDown);
    assert_eq!(reply.header("retry-after"), refused.detail.map(|n| n.to_string()).as_deref());
    assert!(refused.detail.is_some_and(|seconds| (50..=100).contains(&seconds)));
    // Guessing at invitations does not keep anybody from greeting.
    let _: Hello = world.client.get(path::HELLO).read();
    let told = (0..30).map(|_| world.client.get(path::HELLO).status).filter(|s| *s == 429).count();
    assert!(told > 0);
}

#[test]
fn the_operators_page_asks_nothing_of_anybody_and_shows_strangers_no_figure() {
    let (world, _, _) = World::founded();
    let page = world.client.get("/");
    let html = String::from_utf8(page.body.clone()).unwrap();
    assert!(html.contains("安平社工站") && html.contains("Running") && html.contains("运行正常"));
    for outside in ["<script", "http:", "https:", "<img", "<link", "src=", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(
        page.header("content-security-policy")
            .is_some_and(|csp| csp.contains("default-src 'none'"))
    );
    // This is the machine itself: the figures are here.
    assert!(html.contains("<table>"));
    let metrics = String::from_utf8(world.client.get("/metrics").body).unwrap();
    assert!(metrics.contains("\njiafang_station_people 1\n"));
    assert!(metrics.contains("jiafang_station_answers_total{status=\"2xx\"}"));
}
