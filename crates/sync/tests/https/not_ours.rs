//! Somebody else answers, or nobody, or our station as no station may.

use protocol::Wire;
use protocol::api::Hello;
use sync::{Request, Response, Unreachable};

use crate::good::ask;
use crate::server::{Authority, Does, Server, cbor, hello, nobody, says, typed};

fn greeted(does: Does) -> Result<Response, Unreachable> {
    ask(&Server::new(does), Request::Hello)
}

#[test]
fn nobody_is_there() {
    let mut server = Server::new(cbor("200 OK", &hello()));
    server.address = nobody();
    assert_eq!(ask(&server, Request::Hello), Err(Unreachable::Offline));
}

#[test]
fn another_authority_is_not_trusted_whatever_it_says() {
    let mut server = Server::new(cbor("200 OK", &hello()));
    server.authority = Authority::new("127.0.0.1");
    assert_eq!(ask(&server, Request::Hello), Err(Unreachable::OtherCertificate));
    assert!(server.asked().is_empty());
    let server = Server::elsewhere(cbor("200 OK", &hello()));
    assert_eq!(ask(&server, Request::Hello), Err(Unreachable::OtherCertificate));
}

#[test]
fn something_without_tls_is_no_station() {
    let server = Server::bare(typed("200 OK", "text/html", b"<html>"));
    let answer = ask(&server, Request::Hello);
    assert!(matches!(answer, Err(Unreachable::NotAStation | Unreachable::BrokenOff)), "{answer:?}");
}

#[test]
fn a_page_of_html_is_no_station() {
    for status in ["200 OK", "403 Forbidden", "502 Bad Gateway", "503 Service Unavailable"] {
        let page = typed(status, "text/html; charset=utf-8", b"<html>sign in</html>");
        assert_eq!(greeted(page), Err(Unreachable::NotAStation), "{status}");
    }
    let nothing = says("200 OK", &["content-length: 0".to_owned()], b"");
    assert_eq!(greeted(nothing), Err(Unreachable::NotAStation));
}

#[test]
fn trust_11_no_redirect_is_followed() {
    let elsewhere = Server::bare(typed("200 OK", "text/html", b""));
    let lines =
        [format!("location: http://{}/", elsewhere.address), "content-length: 0".to_owned()];
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        assert_eq!(greeted(says(status, &lines, b"")), Err(Unreachable::NotAStation));
    }
    assert!(elsewhere.asked().is_empty());
}

#[test]
fn trust_21_what_is_packed_is_not_unpacked() {
    let body = hello().to_bytes();
    for packing in ["gzip", "br", "identity"] {
        let lines = [
            "content-type: application/cbor".to_owned(),
            format!("content-encoding: {packing}"),
            format!("content-length: {}", body.len()),
        ];
        assert_eq!(greeted(says("200 OK", &lines, &body)), Err(Unreachable::NotAStation));
    }
}

#[test]
fn trust_21_a_body_longer_than_it_may_be_is_not_read() {
    let too_long = vec![0; Hello::MAX_LEN + 1];
    assert_eq!(greeted(typed("200 OK", "application/cbor", &too_long)), Err(Unreachable::TooLong));
    // Without a length, chunk by chunk.
    let lines =
        ["content-type: application/cbor".to_owned(), "transfer-encoding: chunked".to_owned()];
    let mut endless = Vec::new();
    for _ in 0..100 {
        endless.extend_from_slice(b"40\r\n");
        endless.extend_from_slice(&[0; 0x40]);
        endless.extend_from_slice(b"\r\n");
    }
    assert_eq!(greeted(says("200 OK", &lines, &endless)), Err(Unreachable::TooLong));
    let refusal = typed("409 Conflict", "application/cbor", &[0; 100]);
    assert_eq!(greeted(refusal), Err(Unreachable::TooLong));
}

#[test]
fn trust_21_bytes_that_are_no_answer_are_refused() {
    for body in [&b""[..], b"\x00", b"\xff\xff", b"<html>"] {
        let answer = greeted(typed("200 OK", "application/cbor", body));
        assert!(matches!(answer, Err(Unreachable::Garbled(_))), "{answer:?}");
    }
}

#[test]
fn trust_34_an_answer_cut_at_every_byte_is_no_answer() {
    let Does::Says(whole) = cbor("200 OK", &hello()) else { return };
    for cut in (0..whole.len()).step_by(3) {
        let answer = greeted(Does::Says(whole[..cut].to_vec()));
        assert!(answer.is_err(), "cut at {cut}: {answer:?}");
    }
}

#[test]
fn no_http_at_all_is_no_station() {
    let answer = greeted(Does::Says(b"220 mail.example ESMTP\r\n\r\n".to_vec()));
    assert_eq!(answer, Err(Unreachable::NotAStation));
}
