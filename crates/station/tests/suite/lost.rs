//! A PostgreSQL that goes away, and one that never comes back.

use std::time::{Duration, Instant};

use protocol::SealedChange;
use protocol::api::{Answer, Answers, Hello, RefusalCode, path};
use protocol::{FileId, Wire};
use station::Settings;
use station::server::Patience;

use crate::client::Client;
use crate::clusters::Cluster;
use crate::people::{Laptop, batch, file};
use crate::world::{World, pull_all, push, settings};

/// A station in this PostgreSQL, its founder and her file.
struct Scene {
    world: World,
    founder: Laptop,
    client: Client,
    file: FileId,
}

/// Changes in one batch.
const BATCH: usize = 3;

impl Scene {
    fn at(url: &str) -> Self {
        let settings = Settings { postgres: Some(url.parse().unwrap()), ..settings() };
        let (mut world, founder, client) = World::founded_with(settings, Patience::default());
        let file = file();
        assert_eq!(world.act(&founder, &client, vec![founder.opens(file)]).status, 200);
        Self { world, founder, client, file }
    }

    /// Pushes until the station refuses; what was acknowledged, what was not, and the refusal.
    fn pushes(&mut self) -> (Vec<SealedChange>, Vec<SealedChange>, RefusalCode) {
        let head = self.world.head_hash();
        let mut acknowledged = Vec::new();
        loop {
            let next: Vec<_> = (0..BATCH).map(|_| self.founder.writes(self.file, head)).collect();
            let reply = self.client.post(path::CHANGES, &batch(next.clone()));
            if reply.status != 200 {
                return (acknowledged, next, reply.code());
            }
            assert_eq!(Answers::from_bytes(&reply.body).unwrap().answers, [Answer::Stored; BATCH]);
            acknowledged.extend(next);
        }
    }

    /// A session, as soon as there is one to be had again.
    fn enters_again(&self) -> Client {
        let start = Instant::now();
        loop {
            let begin = protocol::api::SessionBegin { device: self.founder.device };
            if self.world.client.post(path::SESSION_BEGIN, &begin).status == 200 {
                return self.world.enter(&self.founder);
            }
            assert!(start.elapsed() < Duration::from_secs(60), "it does not recover");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Everything acknowledged is there; of the batch under way all or nothing, and sent again it is there once.
    fn comes_back(&mut self, acknowledged: &[SealedChange], unsure: &[SealedChange]) {
        self.client = self.enters_again();
        let kept = pull_all(&self.client);
        assert!(kept.len() == acknowledged.len() || kept.len() == acknowledged.len() + BATCH);
        assert_eq!(kept[..acknowledged.len()], *acknowledged);
        push(&self.client, unsure.to_vec());
        let all = [acknowledged, unsure].concat();
        assert_eq!(pull_all(&self.client), all);
        let next = self.founder.writes(self.file, self.world.head_hash());
        assert_eq!(push(&self.client, [next]), [Answer::Stored]);
    }
}

#[test]
fn trust_28_a_database_that_goes_away_in_mid_push_is_a_pause_and_loses_nothing() {
    let Some(cluster) = Cluster::new() else { return };
    let mut scene = Scene::at(&cluster.url());
    let pushed = std::thread::scope(|scope| {
        let pushing = scope.spawn(|| {
            let pushed = scene.pushes();
            (scene, pushed)
        });
        std::thread::sleep(Duration::from_millis(400));
        cluster.kill();
        pushing.join().unwrap()
    });
    let (again, (acknowledged, unsure, code)) = pushed;
    scene = again;
    assert!(!acknowledged.is_empty());
    assert_eq!(code, RefusalCode::Away);
    // While it is away everything says so, and nothing else: no session ended, nothing does not exist.
    assert_eq!(scene.client.get(path::CHANGES).code(), RefusalCode::Away);
    let entry = scene.founder.entry(scene.world.place(), vec![scene.founder.opens(file())]);
    assert_eq!(scene.client.post(path::DIRECTORY, &entry).code(), RefusalCode::Away);
    assert!(scene.world.client.get(path::HELLO).read::<Hello>().station.is_some());
    cluster.start();
    scene.comes_back(&acknowledged, &unsure);
    // An entry that was refused is taken now.
    assert_eq!(scene.client.post(path::DIRECTORY, &entry).status, 200);
}

#[test]
fn trust_28_when_the_standby_takes_over_every_acknowledged_change_is_there() {
    let Some(primary) = Cluster::new() else { return };
    let standby = primary.standby();
    let url = format!("postgres://jiafang@{},{}/postgres", primary.host(), standby.host());
    let mut scene = Scene::at(&url);
    let (again, (acknowledged, unsure, code)) = std::thread::scope(|scope| {
        let pushing = scope.spawn(|| {
            let pushed = scene.pushes();
            (scene, pushed)
        });
        std::thread::sleep(Duration::from_millis(600));
        primary.kill();
        pushing.join().unwrap()
    });
    scene = again;
    assert!(!acknowledged.is_empty());
    assert_eq!(code, RefusalCode::Away);
    standby.promote();
    scene.comes_back(&acknowledged, &unsure);
}

#[test]
fn without_its_standby_nothing_is_acknowledged() {
    let Some(primary) = Cluster::new() else { return };
    let standby = primary.standby();
    let mut scene = Scene::at(&primary.url());
    standby.kill();
    let head = scene.world.head_hash();
    let change = scene.founder.writes(scene.file, head);
    std::thread::scope(|scope| {
        let pushing = scope.spawn(|| scene.client.post(path::CHANGES, &batch([change.clone()])));
        // Somebody loses patience with the commit: the database then says that it is done, and warns.
        std::thread::sleep(Duration::from_secs(2));
        primary.sql(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
        );
        assert_eq!(pushing.join().unwrap().code(), RefusalCode::Away);
    });
    standby.start();
    let client = scene.enters_again();
    assert_eq!(push(&client, [change.clone()]), [Answer::AlreadyThere]);
    assert_eq!(pull_all(&client), [change]);
}
