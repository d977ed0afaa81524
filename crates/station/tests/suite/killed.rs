//! kill -9 in the middle of everything, again and again.

use std::time::{Duration, Instant};

use protocol::api::{Answer, Answers, Challenge, FoundRequest, Session, SessionBegin, path};
use protocol::{Hash, Namespace, StationId, Wire, proof};
use station::Home;

use crate::client::Client;
use crate::people::{Laptop, batch, file, random, sign};
use crate::program::{Served, founding_code, init};
use crate::world::{Code, authority, pull};

fn enter(client: &Client, laptop: &Laptop) -> Client {
    let begin = SessionBegin { device: laptop.device };
    let challenge: Challenge = client.post(path::SESSION_BEGIN, &begin).read();
    let answer = laptop.answers(challenge.challenge);
    client.with(client.post(path::SESSION, &answer).read::<Session>().token)
}

#[test]
fn trust_28_every_acknowledged_change_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let code = Code::typed(&founding_code(&init(&home)));
    let pinned = authority(&Home::at(&home));
    let mut served = Served::start(&home);
    let mut founder = Laptop::new(StationId::from_bytes(random()));
    let entry = founder.entry((0, Hash::ZERO), vec![founder.found_act()]);
    let words = proof::found(founder.station, entry.hash());
    let (file, mut head) = (file(), entry.hash());
    let request = FoundRequest { proof: sign(&code.key, Namespace::Found, &words), entry };
    let client = Client::new(served.address, pinned.clone());
    assert_eq!(client.post(path::FOUND, &request).status, 200);
    let opens = founder.entry((1, head), vec![founder.opens(file)]);
    head = opens.hash();
    let client = enter(&client, &founder);
    assert_eq!(client.post(path::DIRECTORY, &opens).status, 200);

    let mut acknowledged = Vec::new();
    let mut unsure: Vec<_> = Vec::new();
    let (start, mut kills) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(8) {
        let client = enter(&Client::new(served.address, pinned.clone()), &founder);
        let deadline = Duration::from_millis(5 + u64::from(random::<1>()[0]) / 2);
        std::thread::scope(|scope| {
            let pushing = scope.spawn(|| {
                loop {
                    if unsure.is_empty() {
                        unsure = (0..7).map(|_| founder.writes(file, head)).collect();
                    }
                    let body = batch(unsure.clone()).to_bytes();
                    let Ok(reply) = client.try_send("POST", path::CHANGES, &[], &body) else {
                        return;
                    };
                    let Ok(answers) = Answers::from_bytes(&reply.body) else { return };
                    let kept = |answer| matches!(answer, &Answer::Stored | &Answer::AlreadyThere);
                    assert!(answers.answers.iter().all(kept), "{answers:?}");
                    acknowledged.append(&mut unsure);
                }
            });
            std::thread::sleep(deadline);
            served.kill();
            pushing.join().unwrap();
        });
        kills += 1;
        served = Served::start(&home);
        let client = enter(&Client::new(served.address, pinned.clone()), &founder);
        let (mut after, mut kept) = (0, Vec::new());
        while let page = pull(&client, after)
            && !page.items.is_empty()
        {
            after = page.next;
            kept.extend(page.items.into_iter().map(|item| item.change));
        }
        // All that was acknowledged, and of the batch under way all or nothing.
        assert!(kept.len() == acknowledged.len() || kept.len() == acknowledged.len() + 7);
        assert_eq!(kept[..acknowledged.len()], acknowledged);
    }
    assert!(kills >= 4 && !acknowledged.is_empty(), "{kills} kills, {}", acknowledged.len());
}
