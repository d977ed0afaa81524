//! A full disk: nothing is taken, everything that was acknowledged is served, and it ends by itself.

use protocol::api::{Answer, Hello, RefusalCode, path};
use station::Settings;
use station::server::Patience;

use crate::people::file;
use crate::world::{World, pull, pull_all, push, settings};

#[test]
fn without_room_the_station_takes_nothing_and_serves_what_it_has() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    push(&client, [founder.writes(file, head)]);
    world.settings = Settings { reserve: u64::MAX, ..settings() };
    world.restart();
    let client = world.enter(&founder);
    assert!(world.client.get(path::HELLO).read::<Hello>().read_only);
    let next = founder.writes(file, head);
    let pushed = client.post(path::CHANGES, &crate::people::batch([next.clone()]));
    assert_eq!(pushed.code(), RefusalCode::ReadOnly);
    let acted = world.act(&founder, &client, vec![founder.opens(crate::people::file())]);
    assert_eq!(acted.code(), RefusalCode::ReadOnly);
    assert_eq!(pull(&client, 0).items.len(), 1);
    let page = String::from_utf8(world.client.get("/").body).unwrap();
    assert!(page.contains("磁盘空间不足") && page.contains("The disk is full"));

    world.settings = settings();
    world.restart();
    let client = world.enter(&founder);
    assert_eq!(push(&client, [next]), [Answer::Stored]);
}

#[test]
fn trust_29_a_database_that_fills_up_in_the_middle_loses_nothing_acknowledged() {
    let small = Settings { most_bytes: Some(1 << 20), ..settings() };
    let (mut world, mut founder, client) = World::founded_with(small, Patience::default());
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let mut stored = Vec::new();
    let refused = loop {
        let change = founder.would_write(file, head, 20_000);
        let reply = client.post(path::CHANGES, &crate::people::batch([change.clone()]));
        if reply.status != 200 {
            break reply;
        }
        founder.seq += 1;
        founder.last = Some(change.id());
        stored.push(change);
        assert!(stored.len() < 200, "it never fills up");
    };
    assert_eq!(refused.code(), RefusalCode::ReadOnly);
    assert!(world.client.get(path::HELLO).read::<Hello>().read_only);
    assert_eq!(pull_all(&client), stored);

    // The operator makes room.
    world.settings = settings();
    world.restart();
    let client = world.enter(&founder);
    let next = founder.writes(file, head);
    assert_eq!(push(&client, [next]), [Answer::Stored]);
    assert_eq!(pull_all(&client).len(), stored.len() + 1);
}
