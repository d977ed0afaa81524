//! The station prints and seals with a few lines of its own, since it must not have the room of secrets; a laptop reads
//! and opens with that room. Here both meet.

use protocol::Wire;
use protocol::directory::{Act, Entry, FORMAT, NewDevice, SignedEntry};
use protocol::invitation::Bundle;
use protocol::{
    BoxPublic, DeviceId, Hash, HybridClock, Namespace, PersonId, StationId, UserPublic, proof,
};
use sealing::{DeviceKey, InvitationSecret};
use station::store::Store as _;
use station::store::sqlite::SqliteStore;
use station::{Address, Home, Settings, Station};

#[test]
fn what_a_station_prints_a_laptop_reads_and_founds_with() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    let address = Address { host: "station.example".to_owned(), port: 8443 };
    let code = home.init("安平社工站", &address).unwrap();

    let typed = format!(" {} ", code.to_lowercase().replace('-', " "));
    let secret = InvitationSecret::parse(&typed).unwrap();
    assert_eq!(*secret.reveal(), *code);
    let settings = Settings { reserve: 1 << 20, ..Settings::default() };
    let station = Station::open(&home, settings).unwrap();
    let sealed = station.bundle(&secret.lookup()).unwrap().sealed;
    let bundle = Bundle::from_bytes(&secret.open_bundle(&sealed).unwrap()).unwrap();
    assert!(bundle.welcome.is_none() && !bundle.authority.is_empty());
    assert!(InvitationSecret::make().open_bundle(&sealed).is_err());

    let (entry, words) = first_entry();
    let request = protocol::api::FoundRequest { proof: secret.sign_found(&words), entry };
    assert_eq!(station.found(&request).unwrap().index, 0);
    drop(station);
    let store = SqliteStore::open(&home.database(), None).unwrap();
    assert_eq!(store.station().unwrap(), Some(StationId::from_bytes([1; 16])));
    assert_eq!(store.founding_key().unwrap(), None);
}

/// The first entry of a directory, and the words that found it.
fn first_entry() -> (SignedEntry, Vec<u8>) {
    let (key, station) = (DeviceKey::make(), StationId::from_bytes([1; 16]));
    let device = NewDevice {
        device: DeviceId::from_bytes([2; 16]),
        sign: key.public(),
        receives: BoxPublic([3; 32]),
        user_key: UserPublic([4; 32]),
    };
    let entry = Entry {
        format: FORMAT,
        station,
        index: 0,
        previous: Hash::ZERO,
        clock: HybridClock { millis: 1, counter: 0 },
        author: device.device,
        acts: vec![Act::Found {
            person: PersonId::from_bytes([5; 16]),
            device,
            name: vec![6; 64],
            station_name: vec![7; 64],
        }],
    };
    let entry = entry.to_bytes();
    let signature = sealing::sign(&key, Namespace::Directory, &entry);
    let entry = SignedEntry { entry, signature };
    let words = proof::found(station, entry.hash());
    (entry, words)
}
