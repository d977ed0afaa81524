//! The chain: one order, one beginning, every link signed.

use protocol::directory::{Access, Act, Breach, Directory, DirectoryFault, Entry, FORMAT, Role};
use protocol::{Hash, StationId, Wire, WireError};

use crate::made::{
    BOSS, STATION, World, admit, file, founding, invite, join, person, rotate, signed,
};

fn replayed(world: &World) -> Directory {
    let mut again = Directory::begin(STATION, Some(world.entries[0].hash()));
    for entry in &world.entries {
        again.apply(entry).unwrap();
    }
    again
}

#[test]
fn a_chain_read_again_says_the_same() {
    let mut world = World::with(&[(2, Role::Worker)]);
    world.does(2, vec![admit(file(9), person(2), Access::Write)]).unwrap();
    assert_eq!(replayed(&world).head(), world.directory.head());
    let mut trusted = Directory::begin(STATION, Some(world.entries[0].hash()));
    for entry in &world.entries {
        trusted.replay_trusted(entry).unwrap();
    }
    assert_eq!(trusted, replayed(&world));
    assert_eq!(trusted.files().count(), 1);
}

#[test]
fn trust_02_a_chain_that_begins_otherwise_is_refused() {
    let honest = World::founded();
    let mut pinned = Directory::begin(STATION, Some(honest.entries[0].hash()));
    let mut other = World::empty();
    other.does(7, vec![founding(7)]).unwrap();
    assert_eq!(pinned.apply(&other.entries[0]), Err(DirectoryFault::WrongRoot));
    assert_eq!(pinned.apply(&honest.entries[0]), Ok(()));
}

#[test]
fn trust_05_a_stranger_appends_nothing() {
    let mut world = World::founded();
    let admission = vec![admit(file(9), person(66), Access::Write)];
    assert_eq!(world.does(66, admission), Err(DirectoryFault::UnknownAuthor));
    assert_eq!(world.does(66, vec![founding(66)]), Err(out_of_place()));
}

fn out_of_place() -> DirectoryFault {
    DirectoryFault::Breach { act: 0, breach: Breach::OutOfPlace }
}

#[test]
fn the_beginning_is_a_founding_by_its_own_device_and_nothing_else() {
    let mut world = World::empty();
    assert_eq!(world.does(2, vec![join(2, person(2), 2)]), Err(out_of_place()));
    assert_eq!(world.does(2, vec![founding(3)]), Err(DirectoryFault::UnknownAuthor));
    let mut twice = vec![founding(2), founding(2)];
    assert_eq!(world.breach(2, twice.clone()), Breach::OutOfPlace);
    twice.truncate(1);
    assert_eq!(world.does(2, twice), Ok(()));
    assert_eq!(world.directory.role(person(2)), Some(Role::Manager));
}

#[test]
fn trust_07_a_changed_byte_is_refused_wherever_it_is() {
    let mut world = World::founded();
    let honest = signed(BOSS, &world.entry(BOSS, vec![invite(2, person(2), Role::Worker)]));
    for at in 0..honest.entry.len() {
        let mut tampered = honest.clone();
        tampered.entry[at] ^= 1;
        world.takes(tampered).unwrap_err();
    }
    for at in 0..64 {
        let mut tampered = honest.clone();
        tampered.signature.0[at] ^= 1;
        assert_eq!(world.takes(tampered), Err(DirectoryFault::BadSignature));
    }
    assert_eq!(world.takes(honest), Ok(()));
}

#[test]
fn trust_08_dropped_repeated_and_reordered_entries_are_told_apart() {
    let world = World::with(&[(2, Role::Worker), (3, Role::Worker)]);
    let mut fresh = Directory::begin(STATION, None);
    fresh.apply(&world.entries[0]).unwrap();
    assert_eq!(fresh.apply(&world.entries[0]), Err(DirectoryFault::AlreadyThere));
    assert_eq!(fresh.apply(&world.entries[2]), Err(DirectoryFault::Gap));
    fresh.apply(&world.entries[1]).unwrap();
    fresh.apply(&world.entries[2]).unwrap();
    assert_eq!(fresh.apply(&world.entries[1]), Err(DirectoryFault::AlreadyThere));
    assert_eq!(fresh.head().unwrap().hash, world.entries[2].hash());
}

#[test]
fn of_two_entries_for_one_place_the_first_wins() {
    let mut world = World::with(&[(2, Role::Manager)]);
    let mine = signed(BOSS, &world.entry(BOSS, vec![invite(5, person(5), Role::Worker)]));
    let hers = signed(2, &world.entry(2, vec![invite(6, person(6), Role::Worker)]));
    assert_eq!(world.takes(mine), Ok(()));
    assert_eq!(world.takes(hers), Err(DirectoryFault::Forked));
}

#[test]
fn trust_16_two_histories_cannot_be_joined() {
    let trunk = World::with(&[(2, Role::Manager)]);
    let (mut one, mut other) = (trunk.clone(), trunk);
    one.does(BOSS, vec![invite(5, person(5), Role::Worker)]).unwrap();
    other.does(BOSS, vec![invite(6, person(6), Role::Worker)]).unwrap();
    other.does(2, vec![invite(7, person(7), Role::Worker)]).unwrap();
    for entry in &other.entries[3..] {
        assert_eq!(one.directory.apply(entry), Err(DirectoryFault::Forked));
    }
    let place = other.directory.index_of(one.head().hash);
    assert_eq!(place, None, "and a head of one is unknown in the other");
}

#[test]
fn trust_20_an_entry_of_another_station_is_refused() {
    let world = World::founded();
    let mut elsewhere = Directory::begin(StationId::from_bytes([9; 16]), None);
    assert_eq!(elsewhere.apply(&world.entries[0]), Err(DirectoryFault::OtherStation));
}

#[test]
fn trust_24_nobody_signs_in_the_name_of_another() {
    let mut world = World::with(&[(2, Role::Worker)]);
    let as_boss = world.entry(BOSS, vec![Act::SetRole { person: person(2), role: Role::Manager }]);
    assert_eq!(world.takes(signed(2, &as_boss)), Err(DirectoryFault::BadSignature));
}

#[test]
fn all_acts_of_an_entry_or_none() {
    let mut world = World::with(&[(2, Role::Worker)]);
    let acts = vec![
        admit(file(9), person(BOSS), Access::Write),
        admit(file(9), person(2), Access::Read),
        admit(file(8), person(77), Access::Read),
    ];
    assert_eq!(world.breach(BOSS, acts.clone()), Breach::UnknownFile);
    assert_eq!(world.directory.file(file(9)), None);
    world.does(BOSS, acts[..2].to_vec()).unwrap();
    assert_eq!(world.directory.members(file(9)).count(), 2);
}

#[test]
fn fifty_files_fit_in_one_entry() {
    let mut world = World::founded();
    let acts = (100..150).map(|n| admit(file(n), person(BOSS), Access::Write)).collect();
    world.does(BOSS, acts).unwrap();
    assert_eq!(world.directory.files_of(person(BOSS)).count(), 50);
}

#[test]
fn trust_10_the_least_format_goes_up_only() {
    let mut world = World::with(&[(2, Role::Worker)]);
    let raise = |format| vec![Act::MinFormat { format }];
    assert_eq!(world.breach(BOSS, raise(FORMAT)), Breach::LowerFormat);
    assert_eq!(world.breach(2, raise(FORMAT + 1)), Breach::NotAllowed);
    assert_eq!(world.directory.min_format(), FORMAT);
}

#[test]
fn trust_10_nobody_raises_the_least_format_beyond_what_she_writes_herself() {
    let mut world = World::with(&[(2, Role::Worker)]);
    for format in [FORMAT + 1, 7, u8::MAX] {
        assert_eq!(world.breach(BOSS, vec![Act::MinFormat { format }]), Breach::HigherFormat);
    }
    world.does(BOSS, vec![Act::SetRole { person: person(2), role: Role::Manager }]).unwrap();
}

#[test]
fn trust_35_what_a_newer_version_wrote_stops_the_chain_and_says_so() {
    let mut world = World::founded();
    let newer = Entry { format: FORMAT + 1, ..world.entry(BOSS, vec![founding(3)]) };
    let newer_fault = Err(DirectoryFault::Unreadable(WireError::Newer));
    assert_eq!(world.takes(signed(BOSS, &newer)), newer_fault);

    let minimal = world.entry(BOSS, vec![Act::MinFormat { format: 7 }]);
    let mut bytes = minimal.to_bytes();
    assert_eq!(&bytes[bytes.len() - 3..], &[0x82, 11, 7], "act 11 with its one part");
    let act = bytes.len() - 2;
    bytes[act] = 23;
    assert_eq!(Entry::from_bytes(&bytes), Err(WireError::Newer));

    let role = world.entry(BOSS, vec![Act::SetRole { person: person(1), role: Role::Auditor }]);
    let mut bytes = role.to_bytes();
    *bytes.last_mut().unwrap() = 23;
    assert_eq!(Entry::from_bytes(&bytes), Err(WireError::Newer));
}

#[test]
fn a_place_is_known_by_its_hash_and_a_hash_by_its_place() {
    let world = World::with(&[(2, Role::Worker)]);
    for (index, entry) in (0..).zip(&world.entries) {
        assert_eq!(world.directory.index_of(entry.hash()), Some(index));
        assert_eq!(world.directory.hash_at(index), Some(entry.hash()));
    }
    assert_eq!(world.directory.hash_at(3), None);
    assert_eq!(world.directory.index_of(Hash::ZERO), None);
}

#[test]
fn an_entry_without_acts_is_none() {
    let mut world = World::founded();
    let fault = Err(DirectoryFault::Unreadable(WireError::OutOfBounds));
    assert_eq!(world.does(BOSS, vec![]), fault);
    assert_eq!(world.does(BOSS, vec![rotate(file(1), 2, &[person(3), person(2)])]), fault);
}
