//! The station's interface: what pages promise, tokens, and what a refusal is called.

use protocol::api::{
    AuthorHead, ChangesPage, DirectoryPage, Heads, Numbered, RefusalCode, Refused, Token,
};
use protocol::directory::{Breach, DirectoryFault, Refusal};
use protocol::{DecodeError, Hash, Wire, WireError};

use crate::samples::{changes_page, device, sealed_change};

fn page(places: &[u64], next: u64, more: bool) -> ChangesPage {
    let items = places.iter().map(|n| Numbered { n: *n, change: sealed_change() }).collect();
    ChangesPage { items, next, more }
}

#[test]
fn trust_21_a_page_that_promises_more_brings_something() {
    assert!(!page(&[], 7, true).is_bounded());
    assert!(page(&[], 7, false).is_bounded());
    assert!(!DirectoryPage { entries: vec![], more: true }.is_bounded());
    assert!(DirectoryPage { entries: vec![], more: false }.is_bounded());
}

#[test]
fn trust_08_a_page_goes_forward_and_names_each_place_once() {
    for (places, next) in [(&[3, 3][..], 9), (&[4, 3], 9), (&[3, 4], 3)] {
        assert!(!page(places, next, false).is_bounded(), "{places:?} {next}");
    }
    assert!(page(&[3, 9], 9, true).is_bounded() && page(&[3, 9], 12, false).is_bounded());
    assert!(changes_page().follows(23) && !changes_page().follows(24));
    assert!(!page(&[], 6, false).follows(7) && page(&[], 7, false).follows(7));
}

#[test]
fn an_author_has_one_head() {
    let head = |n| AuthorHead { author: device(n), seq: 1, id: Hash([1; 32]) };
    assert!(Heads { heads: vec![head(1), head(2)] }.is_bounded());
    assert!(!Heads { heads: vec![head(2), head(1)] }.is_bounded());
    assert!(!Heads { heads: vec![head(1), head(1)] }.is_bounded());
}

#[test]
fn a_token_goes_in_a_header_and_nowhere_else() {
    let token = Token([0xa7; 32]);
    let header = token.to_header();
    assert_eq!(header, format!("Bearer {}", "a7".repeat(32)));
    assert_eq!(Token::from_header(&header), Some(token.clone()));
    assert_eq!(format!("{token:?}"), "Token(…)");
    for wrong in ["", "Bearer ", "Basic a7", &header[7..], &format!("{header}a7")] {
        assert_eq!(Token::from_header(wrong), None, "{wrong}");
    }
}

#[test]
fn every_refusal_has_a_status_of_an_error() {
    for number in 1..=30 {
        let refused = Refused::from_bytes(&match number {
            ..24 => vec![0x81, number],
            _ => vec![0x81, 0x18, number],
        });
        let status = refused.unwrap().code.status();
        assert!((400..600).contains(&status), "{number}: {status}");
    }
    assert_eq!(Refused::from_bytes(&[0x81, 0x18, 31]), Err(WireError::Newer));
}

#[test]
fn what_the_directory_refuses_is_called_by_its_reason() {
    let called = |fault: DirectoryFault| Refused::from(fault).code;
    assert_eq!(called(DirectoryFault::Forked), RefusalCode::StaleHead);
    assert_eq!(called(DirectoryFault::Unreadable(WireError::Newer)), RefusalCode::TooNew);
    let breach = |breach| Refused::from(DirectoryFault::Breach { act: 3, breach });
    let detail = Some(3);
    assert_eq!(breach(Breach::NotAllowed), Refused { code: RefusalCode::NotAllowed, detail });
    assert_eq!(breach(Breach::LastManager), Refused { code: RefusalCode::BrokenRule, detail });
    assert_eq!(breach(Breach::InvitationSpent).code, RefusalCode::InvitationUsed);
    assert_eq!(breach(Breach::UnknownInvitation).code, RefusalCode::NoInvitation);
    let refused = |refusal: Refusal| Refused::from(refusal);
    let last = refused(Refusal::AfterRevocation { last: 41 });
    assert_eq!(last, Refused { code: RefusalCode::AfterRevocation, detail: Some(41) });
    let newer = Refusal::Unreadable(DecodeError::NewerFormat(2));
    assert_eq!(refused(newer).code, RefusalCode::TooNew);
    assert_eq!(refused(Refusal::UnknownHead).code, RefusalCode::UnknownPlace);
}
