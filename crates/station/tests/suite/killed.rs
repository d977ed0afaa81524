//! kill -9 in the middle of everything, again and again.

use std::time::{Duration, Instant};

use protocol::api::{Answer, Answers, Challenge, FoundRequest, Session, SessionBegin, path};
use protocol::{FileId, Hash, Namespace, SealedChange, StationId, Wire, proof};
use station::Home;

use crate::client::Client;
use crate::people::{Laptop, batch, file, random, sign};
use crate::program::{Served, founding_code, init};
use crate::world::{Code, authority, pull_all};

/// Changes in one batch.
const BATCH: usize = 7;

fn enter(client: &Client, laptop: &Laptop) -> Client {
    let begin = SessionBegin { device: laptop.device };
    let challenge: Challenge = client.post(path::SESSION_BEGIN, &begin).read();
    let answer = laptop.answers(challenge.challenge);
    client.with(client.post(path::SESSION, &answer).read::<Session>().token)
}

/// A founder, her file, and where the directory ends.
fn found(client: &Client, code: &Code) -> (Laptop, FileId, Hash) {
    let founder = Laptop::new(StationId::from_bytes(random()));
    let entry = founder.entry((0, Hash::ZERO), vec![founder.found_act()]);
    let (root, file) = (entry.hash(), file());
    let words = proof::found(founder.station, root);
    let request = FoundRequest { proof: sign(&code.key, Namespace::Found, &words), entry };
    assert_eq!(client.post(path::FOUND, &request).status, 200);
    let opens = founder.entry((1, root), vec![founder.opens(file)]);
    assert_eq!(enter(client, &founder).post(path::DIRECTORY, &opens).status, 200);
    (founder, file, opens.hash())
}

/// What one laptop knows of what it wrote.
struct Writer {
    laptop: Laptop,
    file: FileId,
    head: Hash,
    acknowledged: Vec<SealedChange>,
    /// Sent, and not answered.
    unsure: Vec<SealedChange>,
}

impl Writer {
    /// Pushes one batch after the other until the line breaks.
    fn push(&mut self, client: &Client) {
        loop {
            if self.unsure.is_empty() {
                let write = |_| self.laptop.writes(self.file, self.head);
                self.unsure = (0..BATCH).map(write).collect();
            }
            let body = batch(self.unsure.clone()).to_bytes();
            let Ok(reply) = client.try_send("POST", path::CHANGES, &[], &body) else { return };
            let Ok(answers) = Answers::from_bytes(&reply.body) else { return };
            let kept = |answer| matches!(answer, &Answer::Stored | &Answer::AlreadyThere);
            assert!(answers.answers.iter().all(kept), "{answers:?}");
            self.acknowledged.append(&mut self.unsure);
        }
    }

    /// All that was acknowledged is there, and of the batch under way all or nothing.
    fn check(&self, kept: &[SealedChange]) {
        let sure = self.acknowledged.len();
        assert!(kept.len() == sure || kept.len() == sure + BATCH, "{} of {sure}", kept.len());
        assert_eq!(kept[..sure], self.acknowledged);
    }
}

#[test]
fn trust_28_every_acknowledged_change_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let code = Code::typed(&founding_code(&init(&home)));
    let pinned = authority(&Home::at(&home));
    let mut served = Served::start(&home);
    let (laptop, file, head) = found(&Client::new(served.address, pinned.clone()), &code);
    let mut writer = Writer { laptop, file, head, acknowledged: Vec::new(), unsure: Vec::new() };
    let (start, mut kills) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(8) {
        let client = enter(&Client::new(served.address, pinned.clone()), &writer.laptop);
        let moment = Duration::from_millis(5 + u64::from(random::<1>()[0]) / 2);
        std::thread::scope(|scope| {
            let pushing = scope.spawn(|| writer.push(&client));
            std::thread::sleep(moment);
            served.kill();
            pushing.join().unwrap();
        });
        kills += 1;
        served = Served::start(&home);
        let client = enter(&Client::new(served.address, pinned.clone()), &writer.laptop);
        writer.check(&pull_all(&client));
    }
    assert!(kills >= 4 && !writer.acknowledged.is_empty(), "{kills} kills");
}
