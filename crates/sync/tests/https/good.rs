//! A station answers.

use std::time::{Duration, Instant};

use protocol::FileId;
use protocol::api::{DirectoryPage, RefusalCode, Refused, SealedBundle, Token};
use sync::https::{Ended, FirstContact, News};
use sync::{Asker, Call, Request, Response, Transport, Unreachable};

use crate::server::{Does, Server, cbor, hello, says, typed};

pub fn ask(server: &Server, request: Request) -> Result<Response, Unreachable> {
    server.https().carry(&Call { request, asker: Asker::Anybody })
}

#[test]
fn a_greeting() {
    let server = Server::new(cbor("200 OK", &hello()));
    assert_eq!(ask(&server, Request::Hello), Ok(Response::Hello(hello())));
    let asked = server.asked();
    assert!(asked[0].starts_with("GET /v1/hello HTTP/1.1\r\n"), "{asked:?}");
    assert!(!asked[0].contains("authorization"));
}

#[test]
fn a_request_shows_who_asks() {
    let server = Server::new(cbor("200 OK", &DirectoryPage { entries: Vec::new(), more: false }));
    let request = Request::Directory { after: Some(7), max_bytes: 90 };
    let session = Asker::Session(Token([0xab; 32]));
    server.https().carry(&Call { request: request.clone(), asker: session }).unwrap();
    server.https().carry(&Call { request, asker: Asker::Invited([0xcd; 16]) }).unwrap();
    let asked = server.asked();
    assert!(asked[0].starts_with("GET /v1/directory?after=7&max_bytes=90 "));
    assert!(asked[0].contains(&format!("authorization: Bearer {}\r\n", "ab".repeat(32))));
    assert!(asked[1].contains(&format!("authorization: Invitation {}\r\n", "cd".repeat(16))));
}

#[test]
fn a_file_is_asked_for_by_its_id() {
    let server = Server::new(typed("404 Not Found", "application/cbor", b"\x81\x07"));
    let file = FileId(uuid::Uuid::from_u128(0x1234_5678_9abc));
    let answer = ask(&server, Request::FileChanges { file, after: 1, upto: 2, max_bytes: 90 });
    assert_eq!(answer, Ok(Response::Refused(RefusalCode::NotFound.into())));
    let path =
        "GET /v1/files/00000000-0000-0000-0000-123456789abc/changes?after=1&upto=2&max_bytes=90 ";
    assert!(server.asked()[0].starts_with(path));
}

#[test]
fn a_refusal_keeps_its_number() {
    let refused = Refused { code: RefusalCode::StaleHead, detail: Some(41) };
    let server = Server::new(cbor("409 Conflict", &refused));
    assert_eq!(ask(&server, Request::Heads), Ok(Response::Refused(refused)));
}

#[test]
fn a_reason_that_is_not_known_yet_is_told_by_its_status() {
    for (status, code) in
        [("403 Forbidden", RefusalCode::NotAllowed), ("418 Teapot", RefusalCode::Failed)]
    {
        let server = Server::new(typed(status, "application/cbor", b"\x81\x18\x63"));
        assert_eq!(ask(&server, Request::Heads), Ok(Response::Refused(code.into())));
    }
}

#[test]
fn the_first_words_need_no_authority_and_bring_the_bundle() {
    let bundle = SealedBundle { sealed: vec![7; 100] };
    let server = Server::elsewhere(cbor("200 OK", &bundle));
    let mut first = FirstContact::with(&server.address).unwrap();
    assert_eq!(first.bundle([0xef; 16]), Ok(bundle));
    let path = format!("GET /v1/invitations/{} ", "ef".repeat(16));
    assert!(server.asked()[0].starts_with(&path));
}

#[test]
fn what_is_new_is_heard() {
    let stream = b": listening\n\nevent: changes\ndata: 5\n\nevent: directory\ndata: 2\n\n";
    let lines = ["content-type: text/event-stream".to_owned(), "connection: close".to_owned()];
    let server = Server::new(says("200 OK", &lines, stream));
    let mut heard = Vec::new();
    let ended = server.https().listen(&Token([1; 32]), |news| heard.push(news));
    assert_eq!(heard, [News::Listening, News::Changes, News::Directory]);
    assert!(matches!(ended, Ended::Closed | Ended::Unreachable(Unreachable::BrokenOff)));

    let server = Server::new(cbor("401 Unauthorized", &Refused::from(RefusalCode::NoSession)));
    let ended = server.https().listen(&Token([1; 32]), |_| {});
    assert_eq!(ended, Ended::Refused(RefusalCode::NoSession.into()));
}

#[test]
fn a_call_is_cancelled_at_once_and_later_ones_too_until_they_may_go_on() {
    let server = Server::new(Does::KeepsSilent);
    let mut https = server.https();
    let canceller = https.canceller();
    let begun = Instant::now();
    let other = canceller.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        other.cancel();
    });
    let call = Call { request: Request::Hello, asker: Asker::Anybody };
    assert_eq!(https.carry(&call), Err(Unreachable::Cancelled));
    assert_eq!(https.carry(&call), Err(Unreachable::Cancelled));
    assert!(begun.elapsed() < Duration::from_secs(5));
    thread.join().unwrap();
    canceller.resume();
}
