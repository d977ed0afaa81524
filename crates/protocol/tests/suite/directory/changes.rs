//! Which changes a directory admits.

use protocol::directory::{Access, Act, Breach, LastSeq, Refusal, Role};
use protocol::{Hash, Header, SealedChange, StationId};

use crate::made::{BOSS, World, admit, change, device, file, header, last, person, rotate};

/// Worker 2 writes in file 9, and 3 reads it.
fn world() -> World {
    let mut world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    let acts = vec![
        admit(file(9), person(2), Access::Write),
        admit(file(9), person(BOSS), Access::Write),
        admit(file(9), person(3), Access::Read),
    ];
    world.does(2, acts).unwrap();
    world
}

fn verdict(world: &World, author: u8, seq: u64) -> Result<(), Refusal> {
    world.directory.admits(&signed(world, author, seq))
}

fn signed(world: &World, author: u8, seq: u64) -> Header {
    header(author, seq, file(9), world.directory.hash_at(0).unwrap())
}

/// The change of laptop 2 with this number.
fn named(world: &World, seq: u64) -> LastSeq {
    LastSeq::of(device(2), Some((seq, signed(world, 2, seq).id())))
}

fn revoked_after(world: &World, seq: u64) -> Act {
    let LastSeq { device, seq, id } = named(world, seq);
    Act::RevokeDevice { device, last_seq: seq, last_id: id }
}

#[test]
fn what_a_writing_member_signed_is_admitted() {
    let world = world();
    let header = header(2, 1, file(9), world.head().hash);
    assert_eq!(change(2, &header).verify(&world.directory), Ok(header));
}

#[test]
fn trust_05_what_a_stranger_signed_is_refused() {
    let world = world();
    let header = header(66, 1, file(9), world.head().hash);
    let refused = change(66, &header).verify(&world.directory);
    assert_eq!(refused, Err(Refusal::UnknownAuthor));
}

#[test]
fn trust_24_a_forged_author_and_a_reader_who_writes_are_refused() {
    let world = world();
    let by_two = header(2, 1, file(9), world.head().hash);
    assert_eq!(change(3, &by_two).verify(&world.directory), Err(Refusal::BadSignature));
    let by_reader = header(3, 1, file(9), world.head().hash);
    assert_eq!(change(3, &by_reader).verify(&world.directory), Err(Refusal::NotAWriter));
}

#[test]
fn trust_07_a_changed_header_is_refused() {
    let world = world();
    let honest = change(2, &header(2, 1, file(9), world.head().hash));
    for at in 0..honest.header.len() {
        let mut tampered = honest.clone();
        tampered.header[at] ^= 1;
        tampered.verify(&world.directory).unwrap_err();
    }
}

#[test]
fn trust_20_a_change_counts_at_its_own_station_and_in_its_own_file() {
    let mut world = world();
    let elsewhere = Header {
        station: StationId::from_bytes([1; 16]),
        ..header(2, 1, file(9), world.head().hash)
    };
    let refused = change(2, &elsewhere).verify(&world.directory);
    assert_eq!(refused, Err(Refusal::OtherStation));
    world.does(BOSS, vec![admit(file(8), person(BOSS), Access::Write)]).unwrap();
    let into_another = header(2, 1, file(8), world.head().hash);
    assert_eq!(world.directory.admits(&into_another), Err(Refusal::NotAWriter));
    let into_none = header(2, 1, file(7), world.head().hash);
    assert_eq!(world.directory.admits(&into_none), Err(Refusal::UnknownFile));
}

#[test]
fn trust_22_a_head_from_the_future_waits() {
    let world = world();
    let future = header(2, 1, file(9), Hash([0x99; 32]));
    assert_eq!(world.directory.admits(&future), Err(Refusal::UnknownHead));
    assert!(Refusal::UnknownHead.may_pass_later());
    assert!(!Refusal::BadSignature.may_pass_later());
}

#[test]
fn trust_17_a_hidden_revocation_shows_in_what_others_write() {
    let mut world = world();
    let withheld = world.directory.clone();
    world
        .does(BOSS, vec![Act::RevokeDevice { device: device(3), last_seq: 0, last_id: None }])
        .unwrap();
    let knowing = header(2, 1, file(9), world.head().hash);
    assert_eq!(withheld.admits(&knowing), Err(Refusal::UnknownHead));
    assert_eq!(world.directory.admits(&knowing), Ok(()));
}

#[test]
fn only_the_founder_wrote_before_there_was_a_directory() {
    let world = world();
    assert_eq!(world.directory.admits(&header(BOSS, 1, file(9), Hash::ZERO)), Ok(()));
    let other = header(2, 1, file(9), Hash::ZERO);
    assert_eq!(world.directory.admits(&other), Err(Refusal::UnknownHead));
}

#[test]
fn trust_23_what_a_revoked_device_wrote_counts_up_to_its_last() {
    let mut world = world();
    let act = revoked_after(&world, 5);
    world.does(BOSS, vec![act]).unwrap();
    assert_eq!(verdict(&world, 2, 5), Ok(()));
    assert_eq!(verdict(&world, 2, 6), Err(Refusal::AfterRevocation { last: 5 }));
}

#[test]
fn trust_23_a_revoked_device_has_no_other_change_with_the_last_number() {
    let mut world = world();
    let act = revoked_after(&world, 5);
    world.does(BOSS, vec![act]).unwrap();
    let other = Header { commitment: [0x45; 32], ..signed(&world, 2, 5) };
    assert_eq!(change(2, &other).verify(&world.directory), Err(Refusal::OffTheChain));
    assert!(!Refusal::OffTheChain.may_pass_later());
    let end = world.directory.device(device(2)).unwrap().named_end();
    assert_eq!(end, Some((5, signed(&world, 2, 5).id())));
}

#[test]
fn what_was_named_once_is_not_named_otherwise() {
    let mut world = world();
    let out = |last| Act::Expel { file: file(9), person: person(2), last_seqs: vec![last] };
    let true_one = named(&world, 3);
    world.does(BOSS, vec![out(true_one)]).unwrap();
    world.does(BOSS, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    assert_eq!(world.breach(BOSS, vec![out(last(device(2), 3))]), Breach::OtherChange);
    world.does(BOSS, vec![out(true_one)]).unwrap();
}

#[test]
fn trust_23_what_somebody_wrote_who_left_counts_up_to_her_last() {
    let mut world = world();
    let gone = Act::RemovePerson { person: person(2), last_seqs: vec![named(&world, 4)] };
    world.does(BOSS, vec![gone]).unwrap();
    assert_eq!(verdict(&world, 2, 4), Ok(()));
    assert_eq!(verdict(&world, 2, 5), Err(Refusal::AfterRevocation { last: 4 }));
}

#[test]
fn what_a_former_member_wrote_counts_up_to_her_last() {
    let mut world = world();
    let first = world.clone();
    let out = |seq| {
        let last_seqs = vec![named(&first, seq)];
        Act::Expel { file: file(9), person: person(2), last_seqs }
    };
    world.does(BOSS, vec![out(3)]).unwrap();
    assert_eq!((verdict(&world, 2, 3), verdict(&world, 2, 4)), (Ok(()), Err(Refusal::NotAWriter)));
    world.does(BOSS, vec![admit(file(9), person(2), Access::Read)]).unwrap();
    assert_eq!((verdict(&world, 2, 3), verdict(&world, 2, 4)), (Ok(()), Err(Refusal::NotAWriter)));
    world.does(BOSS, vec![out(9)]).unwrap();
    assert_eq!(verdict(&world, 2, 4), Err(Refusal::NotAWriter), "she only read meanwhile");
    world.does(BOSS, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    assert_eq!(verdict(&world, 2, 8), Ok(()));
    world.does(BOSS, vec![out(1)]).unwrap();
    assert_eq!(verdict(&world, 2, 3), Ok(()), "what counted once counts for good");
}

#[test]
fn a_reader_who_left_never_wrote() {
    let mut world = world();
    let out = Act::Expel {
        file: file(9),
        person: person(3),
        last_seqs: vec![last(device(3), i64::MAX.unsigned_abs())],
    };
    world.does(2, vec![out]).unwrap();
    assert_eq!(verdict(&world, 3, 1), Err(Refusal::NotAWriter));
}

#[test]
fn trust_27_a_generation_that_the_file_does_not_have_is_refused() {
    let mut world = world();
    let of = |world: &World, generation| {
        let honest = change(2, &header(2, 1, file(9), world.head().hash));
        SealedChange { generation, ..honest }.verify(&world.directory).map(drop)
    };
    for generation in [0, 2, u32::MAX] {
        assert_eq!(of(&world, generation), Err(Refusal::UnknownGeneration));
    }
    let members = [person(BOSS), person(2), person(3)];
    world.does(BOSS, vec![rotate(file(9), 2, &members)]).unwrap();
    assert_eq!((of(&world, 1), of(&world, 2)), (Ok(()), Ok(())), "older keys stay known");
}
