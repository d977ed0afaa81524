//! Accesses: who may say that she opened a file, and who may read that and no more.

use protocol::directory::{Access, Act, Breach, Refusal, Role};
use protocol::{ChangeKind, FieldId, Hash, Header, RecordId, RecordKind, access_record};

use crate::made::{
    BOSS, World, admit, admit_at, as_access, device, file, header, last, person, rotate,
};

/// Worker 2 writes in file 9, 3 reads it, auditor 4 audits it, and 5 has nothing to do with it.
fn world() -> World {
    let mut world = World::with(&[
        (2, Role::Worker),
        (3, Role::ChildDirector),
        (4, Role::Auditor),
        (5, Role::Worker),
    ]);
    let acts = vec![
        admit(file(9), person(2), Access::Write),
        admit(file(9), person(BOSS), Access::Write),
        admit(file(9), person(3), Access::Read),
        admit(file(9), person(4), Access::Audit),
    ];
    world.does(2, acts).unwrap();
    world
}

fn access(world: &World, author: u8, seq: u64) -> Header {
    as_access(header(author, seq, file(9), world.head().hash))
}

#[test]
fn who_reads_a_file_says_that_she_did_and_writes_nothing_else() {
    let world = world();
    for author in [2, 3, BOSS] {
        assert_eq!(world.directory.admits(&access(&world, author, 7)), Ok(()));
    }
    for author in [4, 5] {
        let refused = world.directory.admits(&access(&world, author, 7));
        assert_eq!(refused, Err(Refusal::NotAWriter), "who audits does not open it");
    }
    let note = header(3, 7, file(9), world.head().hash);
    assert_eq!(world.directory.admits(&note), Err(Refusal::NotAWriter));
}

#[test]
fn who_audits_a_file_is_given_its_accesses_and_nothing_else() {
    let world = world();
    let given = |n, kind| world.directory.may_be_given(person(n), file(9), kind);
    for n in [2, 3, BOSS] {
        assert!(given(n, ChangeKind::ACCESS) && given(n, ChangeKind::NOTE));
    }
    assert!(!given(5, ChangeKind::ACCESS) && given(4, ChangeKind::ACCESS));
    for kind in (0..=u8::MAX).map(ChangeKind).filter(|kind| *kind != ChangeKind::ACCESS) {
        assert!(!given(4, kind), "{kind:?}");
    }
}

#[test]
fn trust_24_a_reader_touches_no_other_record_by_an_access() {
    let world = world();
    let honest = access(&world, 3, 7);
    for forged in [
        Header { record: RecordId::from_bytes([0x33; 16]), ..honest.clone() },
        Header { record: access_record(device(3), 8), ..honest.clone() },
        Header { record: access_record(device(2), 7), ..honest.clone() },
        Header { record_kind: RecordKind::CASE, ..honest.clone() },
        Header { field: FieldId(1), ..honest.clone() },
        Header { supersedes: vec![Hash([1; 32])], ..honest.clone() },
    ] {
        assert_eq!(world.directory.admits(&forged), Err(Refusal::NotAWriter));
    }
    let by_a_writer = Header { record_kind: RecordKind::CASE, ..access(&world, 2, 7) };
    assert_eq!(world.directory.admits(&by_a_writer), Err(Refusal::NotAWriter));
}

#[test]
fn accesses_of_a_reader_who_left_count_up_to_her_last_and_nothing_else_of_hers() {
    let mut world = world();
    let last_seqs = vec![last(device(3), 7)];
    world.does(2, vec![Act::Expel { file: file(9), person: person(3), last_seqs }]).unwrap();
    assert_eq!(world.directory.admits(&access(&world, 3, 6)), Ok(()));
    assert_eq!(world.directory.admits(&access(&world, 3, 8)), Err(Refusal::NotAWriter));
    let note = header(3, 1, file(9), world.head().hash);
    assert_eq!(world.directory.admits(&note), Err(Refusal::NotAWriter));
}

#[test]
fn accesses_of_a_writer_who_left_count_as_all_she_wrote() {
    let mut world = world();
    let last_seqs = vec![last(device(2), 7)];
    world.does(BOSS, vec![Act::Expel { file: file(9), person: person(2), last_seqs }]).unwrap();
    assert_eq!(world.directory.admits(&access(&world, 2, 6)), Ok(()));
    assert_eq!(world.directory.admits(&access(&world, 2, 8)), Err(Refusal::NotAWriter));
}

#[test]
fn an_auditor_who_left_never_opened_it() {
    let mut world = world();
    let last_seqs = vec![last(device(4), i64::MAX.unsigned_abs())];
    world.does(2, vec![Act::Expel { file: file(9), person: person(4), last_seqs }]).unwrap();
    assert_eq!(world.directory.admits(&access(&world, 4, 1)), Err(Refusal::NotAWriter));
}

#[test]
fn an_auditor_audits_and_nobody_else_does() {
    let mut world = world();
    for access in [Access::Read, Access::Write] {
        let acts = vec![admit(file(9), person(4), access)];
        assert_eq!(world.breach(2, acts), Breach::NotAllowed);
    }
    let acts = vec![admit(file(9), person(5), Access::Audit)];
    assert_eq!(world.breach(2, acts), Breach::NotAllowed);
    let again = vec![admit(file(9), person(4), Access::Audit)];
    assert_eq!(world.does(2, again), Ok(()), "a new box for a new user key");
}

#[test]
fn whoever_becomes_or_was_an_auditor_keeps_what_she_had() {
    let mut world = world();
    let becomes = |n, role| vec![Act::SetRole { person: person(n), role }];
    world.does(BOSS, becomes(3, Role::Auditor)).unwrap();
    let again = vec![admit(file(9), person(3), Access::Read)];
    assert_eq!(world.does(2, again), Ok(()), "a new box");
    let more = vec![admit(file(9), person(3), Access::Write)];
    assert_eq!(world.breach(2, more), Breach::NotAllowed);
    world.does(BOSS, becomes(4, Role::Worker)).unwrap();
    assert_eq!(world.does(2, vec![admit(file(9), person(4), Access::Audit)]), Ok(()));
    assert_eq!(world.does(2, vec![admit(file(9), person(4), Access::Write)]), Ok(()), "up only");
    world.does(BOSS, becomes(5, Role::Auditor)).unwrap();
    let begun_before = vec![admit(file(8), person(5), Access::Write)];
    assert_eq!(world.does(5, begun_before), Ok(()), "what she had begun is not lost");
}

#[test]
fn an_audit_key_is_passed_on_once_a_generation_by_a_writer() {
    let mut world = world();
    let pass = |generation| {
        vec![Act::PassAuditKey { file: file(9), generation, previous: vec![0x70; 105] }]
    };
    assert_eq!(world.breach(2, pass(1)), Breach::OtherGeneration, "there was none before");
    assert_eq!(world.breach(2, pass(2)), Breach::OtherGeneration);
    let members = [BOSS, 2, 3, 4].map(person);
    world.does(2, vec![rotate(file(9), 2, &members)]).unwrap();
    for author in [3, 4, 5] {
        assert_eq!(world.breach(author, pass(2)), Breach::NotAllowed);
    }
    world.does(2, pass(2)).unwrap();
    assert_eq!(world.breach(2, pass(2)), Breach::OtherKey);
    let kept = world.directory.file(file(9)).unwrap().key(2).unwrap();
    assert_eq!(kept.previous_audit.as_deref(), Some(&[0x70; 105][..]));
    assert_eq!(
        world.breach(2, vec![admit_at(file(9), person(5), Access::Read, 1)]),
        Breach::OtherGeneration
    );
}
