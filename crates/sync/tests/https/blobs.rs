//! Sealed files, part by part.

use protocol::Hash;
use protocol::api::RefusalCode;
use sync::{Request, Response, Unreachable};

use crate::good::ask;
use crate::server::{Server, says};

const HASH: Hash = Hash([0x11; 32]);

fn get(offset: u64, status: &str, lines: &[&str], body: &[u8]) -> Result<Response, Unreachable> {
    let mut all = vec!["content-type: application/octet-stream".to_owned()];
    all.extend(lines.iter().map(|line| (*line).to_owned()));
    let server = Server::new(says(status, &all, body));
    let answer = ask(&server, Request::BlobGet { hash: HASH, offset, max: 4 });
    let asked = server.asked();
    assert!(asked[0].contains(&format!("range: bytes={offset}-{}\r\n", offset + 3)), "{asked:?}");
    answer
}

fn part(total: u64, bytes: &[u8]) -> Result<Response, Unreachable> {
    Ok(Response::Blob { total, bytes: bytes.to_vec() })
}

#[test]
fn a_part_is_taken_from_where_it_was_asked_for() {
    let lines = ["content-range: bytes 3-6/9", "content-length: 4"];
    assert_eq!(get(3, "206 Partial Content", &lines, b"defg"), part(9, b"defg"));
    // A station that gives all the rest gives too much, and no more is taken than was asked for.
    let lines = ["content-range: bytes 3-8/9", "content-length: 6"];
    assert_eq!(get(3, "206 Partial Content", &lines, b"defghi"), part(9, b"defg"));
    assert_eq!(get(0, "200 OK", &["content-length: 9"], b"abcdefghi"), part(9, b"abcd"));
}

#[test]
fn a_part_from_elsewhere_is_refused() {
    let lines = ["content-range: bytes 0-3/9", "content-length: 4"];
    assert_eq!(get(3, "206 Partial Content", &lines, b"abcd"), Err(Unreachable::NotAStation));
    let whole = get(3, "200 OK", &["content-length: 9"], b"abcdefghi");
    assert_eq!(whole, Err(Unreachable::NotAStation));
}

#[test]
fn trust_34_what_came_before_the_connection_broke_off_is_kept() {
    let lines = ["content-range: bytes 3-8/9", "content-length: 6"];
    assert_eq!(get(3, "206 Partial Content", &lines, b"de"), part(9, b"de"));
    assert_eq!(get(3, "206 Partial Content", &lines, b""), Err(Unreachable::BrokenOff));
}

#[test]
fn the_station_says_how_far_it_is() {
    let server = Server::new(says("200 OK", &["upload-offset: 77".to_owned()], b""));
    let answer = ask(&server, Request::BlobHead { hash: HASH });
    assert_eq!(answer, Ok(Response::BlobHas { have: 77 }));
    assert!(server.asked()[0].starts_with(&format!("HEAD /v1/blobs/{HASH} ")));

    let refused = ["content-type: application/cbor".to_owned(), "content-length: 3".to_owned()];
    let server = Server::new(says("404 Not Found", &refused, b""));
    let answer = ask(&server, Request::BlobHead { hash: HASH });
    assert_eq!(answer, Ok(Response::Refused(RefusalCode::NotFound.into())));
}

#[test]
fn a_part_goes_up_with_its_place() {
    let server = Server::new(says("204 No Content", &["upload-offset: 7".to_owned()], b""));
    let bytes = b"defg".to_vec();
    let answer = ask(&server, Request::BlobPatch { hash: HASH, offset: 3, total: 9, bytes });
    assert_eq!(answer, Ok(Response::BlobHas { have: 7 }));
    let asked = &server.asked()[0];
    assert!(asked.starts_with("PATCH /v1/blobs/") && asked.ends_with("defg"));
    for line in ["upload-offset: 3", "upload-length: 9", "content-type: application/octet-stream"] {
        assert!(asked.contains(line), "{line}");
    }
}
