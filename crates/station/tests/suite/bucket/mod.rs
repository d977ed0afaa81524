//! Attachments in a bucket: what is different from a folder. What is alike is told of both in `attachments` and `blobs`.

mod fake;

pub use fake::Fake;

use protocol::Hash;
use protocol::api::{Hello, RefusalCode, path};
use sha2::{Digest as _, Sha256};
use station::Settings;
use station::blobs::{Bucket, BucketError, Folder};
use station::server::Patience;
use station::{HomeError, Station};

use crate::attachments::{hash, offset, patch, url};
use crate::world::{World, settings};

fn in_a(fake: &Fake) -> Settings {
    Settings { bucket: Some(fake.place("anping")), ..settings() }
}

#[test]
fn trust_34_a_store_that_goes_in_mid_upload_costs_nothing_that_was_taken() {
    let fake = Fake::start();
    let (world, _, client) = World::founded_with(in_a(&fake), Patience::default());
    let whole: Vec<u8> =
        (0..12_u32 << 20).map(|n| n.to_le_bytes()[2] ^ n.to_le_bytes()[0]).collect();
    let name = hash(&whole);
    let mib = |n: usize| n << 20;
    assert_eq!(patch(&client, name, 0, whole.len(), &whole[..mib(4)]).status, 204);
    fake.fail_with(503);
    let refused = patch(&client, name, mib(4), whole.len(), &whole[mib(4)..mib(8)]);
    assert_eq!(refused.code(), RefusalCode::Away);
    assert_eq!(client.send("HEAD", &url(name), &[]).status, 503);
    // All else goes on meanwhile.
    assert!(!world.client.get(path::HELLO).read::<Hello>().read_only);

    fake.fail_with(0);
    assert_eq!(offset(&client.send("HEAD", &url(name), &[])), (200, Some("4194304"), None));
    assert_eq!(patch(&client, name, mib(4), whole.len(), &whole[mib(4)..mib(8)]).status, 204);
    // It goes once more while the whole is put together: after the first of its parts.
    fake.goes_after(2);
    let refused = patch(&client, name, mib(8), whole.len(), &whole[mib(8)..]);
    assert_eq!(refused.code(), RefusalCode::Away);
    fake.fail_with(0);
    assert_eq!(client.get(&url(name)).code(), RefusalCode::NotFound);
    assert_eq!(patch(&client, name, mib(8), whole.len(), &whole[mib(8)..]).status, 204);
    assert_eq!(client.get(&url(name)).body, whole);
    assert_eq!(fake.count("anping/incoming/"), 0);
}

#[test]
fn a_store_without_room_is_said_as_a_full_disk_is() {
    let fake = Fake::start();
    let (_world, _, client) = World::founded_with(in_a(&fake), Patience::default());
    fake.fail_with(507);
    let refused = patch(&client, hash(b"abc"), 0, 3, b"abc");
    assert_eq!(refused.code(), RefusalCode::ReadOnly);
}

#[test]
fn pieces_that_were_left_when_the_server_stopped_are_swept_and_others_stay() {
    let fake = Fake::start();
    let (mut world, founder, client) = World::founded_with(in_a(&fake), Patience::default());
    let (whole, other) = (vec![3; 1000], vec![4; 1000]);
    assert_eq!(patch(&client, hash(&other), 0, 1000, &other[..300]).status, 204);
    assert_eq!(patch(&client, hash(&whole), 0, 1000, &whole[..300]).status, 204);
    // The whole is written; nothing after it is.
    fake.goes_after(1);
    assert_eq!(patch(&client, hash(&whole), 300, 1000, &whole[300..]).status, 204);
    fake.fail_with(0);
    assert_eq!(fake.count("anping/incoming/"), 2);
    world.restart();
    let client = world.enter(&founder);
    assert_eq!(fake.count("anping/incoming/"), 1);
    assert_eq!(client.get(&url(hash(&whole))).body, whole);
    assert_eq!(patch(&client, hash(&other), 300, 1000, &other[300..]).status, 204);
    assert_eq!(client.get(&url(hash(&other))).body, other);
}

#[test]
fn a_station_that_moves_into_a_bucket_takes_its_attachments_along_and_does_not_forget_it() {
    let (mut world, founder, client) = World::founded();
    let whole = vec![5; 5000];
    assert_eq!(patch(&client, hash(&whole), 0, 5000, &whole).status, 204);
    let fake = Fake::start();
    world.settings = in_a(&fake);
    world.restart();
    assert_eq!(world.enter(&founder).get(&url(hash(&whole))).body, whole);
    assert_eq!(fake.count("anping/"), 2);

    // The backup does not have them, and knows it.
    let backup = world.folder.path().join("backup.tar");
    let held = world.back_up(&backup);
    assert_eq!(held, 1, "what lies in the folder from before");
    world.put_back(&backup);
    assert!(world.home.has_a_bucket());
    world.restart();
    assert_eq!(world.enter(&founder).get(&url(hash(&whole))).body, whole);
    // Without its bucket it does not serve: it would say that nothing is there.
    world.stop();
    let opened = Station::open(&world.home, Settings { bucket: None, ..world.settings.clone() });
    assert!(matches!(opened.err(), Some(HomeError::Bucket(BucketError::NoPlace))));
}

#[test]
fn trust_20_a_place_belongs_to_one_station() {
    let fake = Fake::start();
    let (world, _, _) = World::founded_with(in_a(&fake), Patience::default());
    let nothing = Folder::at(world.home.blobs());
    let open = |mark: &str, prefix: &str| {
        Bucket::open(&fake.place(prefix), &world.folder.path().join(mark), &nothing).err()
    };
    let before = fake.count("");
    assert!(matches!(open("another", "anping"), Some(BucketError::OtherStation)));
    assert!(matches!(open("home/s3", "elsewhere"), Some(BucketError::NotOurs)));
    assert_eq!(fake.count(""), before);
    assert!(open("home/s3", "anping").is_none());
}

#[test]
fn what_is_not_a_station_s_is_never_looked_at() {
    let fake = Fake::start();
    let (_world, _, client) = World::founded_with(in_a(&fake), Patience::default());
    let name = Hash(Sha256::digest(b"elsewhere").into());
    assert_eq!(patch(&client, name, 0, 9, b"elsewhere").status, 204);
    let shelves = fake.shelves();
    let places: Vec<_> =
        shelves.objects.keys().filter(|key| key.contains(&name.to_string())).collect();
    assert_eq!(places, [&format!("anping/{}/{name}", &name.to_string()[..2])]);
    assert!(shelves.parts.is_empty());
}
