//! Changes on their way in.

use protocol::api::{Answer, Heads, RefusalCode, path};
use protocol::directory::{Access, Act, LastSeq, Role};
use protocol::{Hash, Header};

use crate::people::{Laptop, admit, file, random};
use crate::world::{World, pull, push};

fn refused(code: RefusalCode) -> Answer {
    Answer::Refused(code.into())
}

#[test]
fn changes_are_kept_once_and_come_back_as_they_were() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    assert_eq!(world.act(&founder, &client, vec![founder.opens(file)]).status, 200);
    let head = world.head_hash();
    let changes: Vec<_> = (0..5).map(|_| founder.writes(file, head)).collect();
    assert_eq!(push(&client, changes.clone()), [Answer::Stored; 5]);
    assert_eq!(push(&client, changes.clone()), [Answer::AlreadyThere; 5]);
    let twice = [changes[0].clone(), founder.writes(file, head), changes[1].clone()];
    let answers = [Answer::AlreadyThere, Answer::Stored, Answer::AlreadyThere];
    assert_eq!(push(&client, twice.clone()), answers);
    let heads: Heads = client.get(path::HEADS).read();
    assert_eq!(heads.heads.len(), 1);
    assert_eq!((heads.heads[0].seq, Some(heads.heads[0].id)), (6, founder.last));

    world.restart();
    let client = world.enter(&founder);
    let page = pull(&client, 0);
    let kept: Vec<_> = page.items.into_iter().map(|item| item.change).collect();
    assert_eq!(kept, [changes.as_slice(), &twice[1..2]].concat());
}

#[test]
fn trust_08_a_change_before_its_predecessor_waits() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let changes: Vec<_> = (0..3).map(|_| founder.writes(file, world.head_hash())).collect();
    let late = [changes[2].clone(), changes[0].clone()];
    assert_eq!(push(&client, late), [Answer::Waiting, Answer::Stored]);
    let rest = [changes[1].clone(), changes[2].clone()];
    assert_eq!(push(&client, rest), [Answer::Stored; 2]);
}

#[test]
fn trust_22_one_author_one_place_two_changes_is_evidence() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let forked = founder.would_write(file, head, 100);
    let first = founder.writes(file, head);
    assert_eq!(push(&client, [first.clone()]), [Answer::Stored]);
    assert_eq!(push(&client, [forked.clone()]), [refused(RefusalCode::Fork)]);
    // One that follows the other history is evidence as well.
    let astray = Laptop { last: Some(forked.id()), ..founder.clone() };
    let follows = astray.would_write(file, head, 100);
    assert_eq!(push(&client, [follows]), [refused(RefusalCode::Fork)]);
    let honest = founder.writes(file, head);
    assert_eq!(push(&client, [honest]), [Answer::Stored]);
    world.stop();
    assert_eq!(world.store().figures().unwrap().forks, 2);
}

#[test]
fn two_pushes_that_race_for_one_place_leave_one_change_there() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let race = |_| scope.spawn(|| push(&client, [founder.would_write(file, head, 100)])[0]);
        let racers: Vec<_> = (0..8).map(race).collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let won = answers.iter().filter(|answer| **answer == Answer::Stored).count();
    let lost = answers.iter().filter(|answer| **answer == refused(RefusalCode::Fork)).count();
    assert_eq!((won, lost), (1, 7));
    assert_eq!(pull(&client, 0).items.len(), 1);
}

#[test]
fn many_laptops_at_once_lose_nothing() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let joined: Vec<_> = (0..6).map(|_| world.join(&founder, &client, Role::Worker)).collect();
    let acts = joined.iter().map(|(laptop, _)| admit(file, laptop.person, Access::Write));
    let acts = acts.collect();
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let head = world.head_hash();
    std::thread::scope(|scope| {
        for (mut laptop, line) in joined {
            scope.spawn(move || {
                for _ in 0..5 {
                    let changes: Vec<_> = (0..10).map(|_| laptop.writes(file, head)).collect();
                    assert_eq!(push(&line, changes), [Answer::Stored; 10]);
                }
            });
        }
    });
    let page = pull(&client, 0);
    assert_eq!(page.items.len(), 300);
    assert!(page.items.is_sorted_by_key(|item| item.n));
}

#[test]
fn one_bad_change_stops_none_of_the_others() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let good = founder.writes(file, head);
    let mut forged = founder.would_write(file, head, 10);
    forged.signature.0[3] ^= 1;
    let mut garbled = founder.would_write(file, head, 10);
    garbled.header.truncate(40);
    let mut ahead = founder.writes(file, head);
    ahead.generation = 2;
    let stranger = Laptop::new(world.station).would_write(file, head, 10);
    let nowhere = founder.writes(crate::people::file(), head);
    let unseen = founder.writes(file, Hash([8; 32]));
    let elsewhere =
        Laptop { station: protocol::StationId::from_bytes(random()), ..founder.clone() };
    let foreign = elsewhere.would_write(file, head, 10);
    let header = Header::decode(&good.header).unwrap();
    let future = founder.signs(&Header { seq: u64::MAX, ..header }, 10);
    let next = founder.writes(file, head);
    let batch = [good, forged, garbled, ahead, stranger, nowhere, unseen, foreign, future, next];
    let answers = [
        Answer::Stored,
        refused(RefusalCode::BadSignature),
        refused(RefusalCode::Malformed),
        refused(RefusalCode::UnknownPlace),
        refused(RefusalCode::UnknownAuthor),
        refused(RefusalCode::UnknownPlace),
        refused(RefusalCode::UnknownPlace),
        refused(RefusalCode::OtherStation),
        Answer::Waiting,
        Answer::Stored,
    ];
    assert_eq!(push(&client, batch), answers);
}

#[test]
fn trust_24_a_reader_does_not_write_and_who_was_expelled_no_longer() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    let (mut worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts = vec![founder.opens(file), admit(file, worker.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let early = worker.writes(file, world.head_hash());
    assert_eq!(push(&hers, [early.clone()]), [refused(RefusalCode::NotAWriter)]);
    let acts = vec![admit(file, worker.person, Access::Write)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let head = world.head_hash();
    let (one, two) = (worker.writes(file, head), worker.writes(file, head));
    let three = worker.writes(file, head);
    assert_eq!(push(&hers, [early, one]), [Answer::Stored; 2]);
    let last_seqs = vec![LastSeq::of(worker.device, Some((3, two.id())))];
    let expel = Act::Expel { file, person: worker.person, last_seqs };
    assert_eq!(world.act(&founder, &client, vec![expel]).status, 200);
    // What she wrote before counts still, whoever brings it; what she wrote after does not.
    let answers = [Answer::Stored, refused(RefusalCode::NotAWriter)];
    assert_eq!(push(&client, [two, three]), answers);
}

#[test]
fn trust_23_changes_after_a_revocation_are_refused_whoever_brings_them() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    let (mut worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts = vec![founder.opens(file), admit(file, worker.person, Access::Write)];
    world.act(&founder, &client, acts);
    let head = world.head_hash();
    let changes: Vec<_> = (0..3).map(|_| worker.writes(file, head)).collect();
    assert_eq!(push(&hers, [changes[0].clone()]), [Answer::Stored]);
    let last_id = Some(changes[1].id());
    let revoke = Act::RevokeDevice { device: worker.device, last_seq: 2, last_id };
    assert_eq!(world.act(&founder, &client, vec![revoke]).status, 200);
    let late = Answer::Refused(protocol::api::Refused {
        code: RefusalCode::AfterRevocation,
        detail: Some(2),
    });
    assert_eq!(push(&client, changes), [Answer::AlreadyThere, Answer::Stored, late]);
}
