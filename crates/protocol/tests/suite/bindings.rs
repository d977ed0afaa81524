//! What a box is about differs wherever anything about it differs.

use protocol::lockbox::{
    EmergencyBox, FileBox, UserBox, audit_info, emergency_info, emergency_reason, file_label, info,
    person_name, previous_audit_info, previous_info, recovery_info, recovery_reason, station_name,
    user_info,
};
use protocol::{BoxPublic, DeviceId, FileId, Hash, PersonId, StationId, UserPublic, proof};

use crate::samples::{STATION, device, new_device, person};

pub fn file_box() -> FileBox {
    FileBox {
        station: STATION,
        file: FileId::from_bytes([0xaa; 16]),
        generation: 2,
        person: person(0x66),
        user_key: UserPublic([0x55; 32]),
        granter: device(0x22),
        commitment: Hash([0xbb; 32]),
    }
}

pub fn user_box() -> UserBox {
    UserBox {
        station: STATION,
        person: person(0x66),
        user_key: UserPublic([0x55; 32]),
        device: device(0x23),
        receives: BoxPublic([0x44; 32]),
        granter: device(0x22),
    }
}

pub fn emergency_box() -> EmergencyBox {
    let FileBox { station, file, generation, user_key, commitment, .. } = file_box();
    EmergencyBox { station, file, generation, user_key, commitment }
}

fn all_differ(bytes: &[Vec<u8>]) {
    for (place, one) in bytes.iter().enumerate() {
        assert!(!bytes[place + 1..].contains(one), "{place}");
        assert_eq!(one.len(), bytes[0].len(), "every part has one length");
    }
}

#[test]
fn trust_01_04_20_27_a_box_is_about_one_key_person_file_station_and_generation() {
    let about = file_box();
    all_differ(&[
        info(&about),
        info(&FileBox { station: StationId::from_bytes([1; 16]), ..about }),
        info(&FileBox { file: FileId::from_bytes([1; 16]), ..about }),
        info(&FileBox { generation: u32::MAX, ..about }),
        info(&FileBox { person: PersonId::from_bytes([1; 16]), ..about }),
        info(&FileBox { user_key: UserPublic([1; 32]), ..about }),
        info(&FileBox { granter: DeviceId::from_bytes([1; 16]), ..about }),
        info(&FileBox { commitment: Hash([1; 32]), ..about }),
    ]);
}

#[test]
fn trust_02_20_27_an_emergency_box_is_about_one_key_file_station_and_generation() {
    let about = emergency_box();
    let others = [
        about,
        EmergencyBox { station: StationId::from_bytes([1; 16]), ..about },
        EmergencyBox { file: FileId::from_bytes([1; 16]), ..about },
        EmergencyBox { generation: u32::MAX, ..about },
        EmergencyBox { user_key: UserPublic([1; 32]), ..about },
        EmergencyBox { commitment: Hash([1; 32]), ..about },
    ];
    all_differ(&others.map(|about| recovery_info(&about)));
    let mut for_managers = others.map(|about| emergency_info(&about, person(0x66))).to_vec();
    for_managers.push(emergency_info(&about, person(0x67)));
    all_differ(&for_managers);
}

#[test]
fn trust_03_a_user_key_s_box_is_about_one_key_person_and_device() {
    let about = user_box();
    all_differ(&[
        user_info(&about),
        user_info(&UserBox { station: StationId::from_bytes([1; 16]), ..about }),
        user_info(&UserBox { person: PersonId::from_bytes([1; 16]), ..about }),
        user_info(&UserBox { user_key: UserPublic([1; 32]), ..about }),
        user_info(&UserBox { device: DeviceId::from_bytes([1; 16]), ..about }),
        user_info(&UserBox { receives: BoxPublic([1; 32]), ..about }),
        user_info(&UserBox { granter: DeviceId::from_bytes([1; 16]), ..about }),
    ]);
}

#[test]
fn no_kind_of_box_passes_for_another() {
    let all = [
        info(&file_box()),
        audit_info(&file_box()),
        previous_audit_info(STATION, file_box().file, 2),
        user_info(&user_box()),
        previous_info(STATION, file_box().file, 2),
        person_name(STATION, person(0x66)),
        station_name(STATION),
        emergency_info(&emergency_box(), person(0x66)),
        recovery_info(&emergency_box()),
        emergency_reason(STATION, file_box().file, 2, person(0x66)),
        recovery_reason(STATION, device(0x22), Hash([0xab; 32])),
        file_label(STATION, file_box().file),
    ];
    let names: Vec<_> =
        all.iter().map(|bytes| bytes.split(|byte| *byte == 0).next().unwrap().to_vec()).collect();
    for (place, name) in names.iter().enumerate() {
        assert!(name.starts_with(b"jiafang ") && !names[place + 1..].contains(name));
    }
}

#[test]
fn trust_01_the_words_of_a_proof_name_every_key() {
    let device = new_device();
    let words = proof::join(STATION, person(0x66), &device);
    for part in [device.sign.0, device.receives.0, device.user_key.0] {
        assert!(words.windows(32).any(|window| window == part));
    }
    assert_eq!(words.len(), 3 * 16 + 3 * 32);
}
