//! Attachments: resumed, spoiled, fetched in parts; in a folder and in a bucket.

use protocol::Hash;
use protocol::api::{RefusalCode, path};
use sha2::{Digest as _, Sha256};

use protocol::directory::Role;
use station::Settings;
use station::server::Patience;

use crate::bucket::Fake;
use crate::client::{Client, Reply};
use crate::people::Laptop;
use crate::world::{World, settings};

fn both(story: impl Fn(World, Laptop, Client)) {
    let (world, founder, client) = World::founded();
    story(world, founder, client);
    let fake = Fake::start();
    let settings = Settings { bucket: Some(fake.place("")), ..settings() };
    let (world, founder, client) = World::founded_with(settings, Patience::default());
    story(world, founder, client);
}

pub fn url(hash: Hash) -> String {
    format!("{}/{hash}", path::BLOBS)
}

pub fn hash(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

pub fn patch(client: &Client, hash: Hash, offset: usize, length: usize, bytes: &[u8]) -> Reply {
    let (offset, length) = (offset.to_string(), length.to_string());
    let headers = [("upload-offset", offset.as_str()), ("upload-length", length.as_str())];
    client.try_send("PATCH", &url(hash), &headers, bytes).unwrap()
}

pub fn offset(reply: &Reply) -> (u16, Option<&str>, Option<&str>) {
    (reply.status, reply.header("upload-offset"), reply.header("upload-length"))
}

#[test]
fn trust_34_an_upload_goes_on_after_a_restart_and_comes_back_whole() {
    both(|mut world, founder, client| {
        let whole: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[1]).collect();
        let name = hash(&whole);
        assert_eq!(client.send("HEAD", &url(name), &[]).status, 404);
        assert_eq!(client.get(&url(name)).code(), RefusalCode::NotFound);
        let first = patch(&client, name, 0, whole.len(), &whole[..100_000]);
        assert_eq!(offset(&first), (204, Some("100000"), None));
        assert_eq!(client.get(&url(name)).code(), RefusalCode::NotFound);

        world.restart();
        let client = world.enter(&founder);
        assert_eq!(offset(&client.send("HEAD", &url(name), &[])), (200, Some("100000"), None));
        let again = patch(&client, name, 0, whole.len(), &whole[..100_000]).refused();
        assert_eq!((again.code, again.detail), (RefusalCode::WrongOffset, Some(100_000)));
        let rest = patch(&client, name, 100_000, whole.len(), &whole[100_000..]);
        assert_eq!(offset(&rest), (204, Some("300000"), Some("300000")));

        let (worker, _) = world.join(&founder, &client, Role::Worker);
        let hers = world.enter(&worker);
        let all = hers.get(&url(name));
        assert_eq!((all.status, all.body.len()), (200, whole.len()));
        assert_eq!(all.body, whole);
        let rest = hers.try_send("GET", &url(name), &[("range", "bytes=299990-")], &[]).unwrap();
        assert_eq!((rest.status, rest.body.as_slice()), (206, &whole[299_990..]));
        assert_eq!(rest.header("content-range"), Some("bytes 299990-299999/300000"));
        assert_eq!(rest.header("upload-length"), Some("300000"));
        let middle = hers.try_send("GET", &url(name), &[("range", "bytes=10-19")], &[]).unwrap();
        assert_eq!((middle.status, middle.body.as_slice()), (206, &whole[10..20]));
        let beyond =
            hers.try_send("GET", &url(name), &[("range", "bytes=299999-999999")], &[]).unwrap();
        assert_eq!((beyond.status, beyond.body.as_slice()), (206, &whole[299_999..]));
        for range in ["bytes=300001-", "bytes=9-2", "bytes=-5", "bytes=1-2,4-5", "lines=1-"] {
            let reply = hers.try_send("GET", &url(name), &[("range", range)], &[]).unwrap();
            assert_eq!(reply.code(), RefusalCode::Malformed, "{range}");
        }
        assert_eq!(world.client.get(&url(name)).code(), RefusalCode::NoSession);
    });
}

#[test]
fn trust_13_spoiled_bytes_never_count_and_spoil_nobody_elses() {
    both(|mut world, founder, client| {
        let (_, hers) = world.join(&founder, &client, Role::Worker);
        let whole = vec![8; 1000];
        let name = hash(&whole);
        assert_eq!(patch(&client, name, 0, 1000, &whole[..500]).status, 204);
        assert_eq!(patch(&hers, name, 0, 1000, &[0; 1000]).code(), RefusalCode::WrongHash);
        assert_eq!(hers.send("HEAD", &url(name), &[]).status, 404);
        assert_eq!(patch(&client, name, 500, 1000, &whole[500..]).status, 204);
        assert_eq!(hers.get(&url(name)).body, whole);
        // What is here needs no sending: it is said to be whole.
        let known = patch(&hers, name, 0, 1000, &whole[..10]);
        assert_eq!(offset(&known), (204, Some("1000"), Some("1000")));
    });
}

#[test]
fn nonsense_is_refused() {
    both(|_world, _, client| {
        let name = hash(b"x");
        assert_eq!(client.send("PATCH", &url(name), b"x").code(), RefusalCode::Malformed);
        assert_eq!(patch(&client, name, 0, 1, b"xy").code(), RefusalCode::TooLarge);
        assert_eq!(patch(&client, name, 5, 10, b"xy").code(), RefusalCode::WrongOffset);
        assert_eq!(patch(&client, name, 0, 5 << 30, b"x").code(), RefusalCode::TooLarge);
        for bad in
            ["", "/..", "/../../lock", "/%2e%2e%2flock", "/abc", &format!("/{}", "A".repeat(64))]
        {
            let reply = client.get(&format!("{}{bad}", path::BLOBS));
            assert!([400, 404].contains(&reply.status), "{bad}: {}", reply.status);
        }
    });
}
