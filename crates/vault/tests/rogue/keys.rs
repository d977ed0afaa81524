//! Keys that somebody gives to nobody.

use crate::laptop::now;
use crate::liar::Liar;
use crate::post::{Person, Post};
use crate::scene::{Scene, check_views, seen};
use casework::id::{FileId, PersonId};
use casework::role::Role;
use protocol::directory::{Access, Act, LastSeq, PersonBox};
use protocol::{Hash, SealedChange};
use vault::Told;

/// A rotation to a key that nobody has.
fn to_nobody(post: &Post, file: FileId) -> Act {
    let members: Vec<PersonId> = post.directory.members(file).map(|(person, _)| person).collect();
    let boxes = members.into_iter().map(|person| PersonBox { person, lockbox: vec![0] });
    Act::Rotate {
        file,
        generation: post.directory.generation(file).unwrap() + 1,
        commitment: Hash([7; 32]),
        previous: vec![0],
        boxes: boxes.collect(),
    }
}

/// The worker puts a liar out of her files.
fn put_out(s: &mut Scene, liar: &Liar) {
    s.post.directory_down(&mut s.worker);
    let acts = [s.client.into(), s.case.into()].map(|file| Act::Expel {
        file,
        person: liar.person,
        last_seqs: vec![LastSeq::of(liar.device, liar.previous.map(|id| (liar.seq, id)))],
    });
    s.post.append(&s.worker.sign_acts(acts.to_vec(), now()).unwrap());
}

fn last_up(person: &Person) -> SealedChange {
    person.outbox(0, usize::MAX).unwrap().pop().unwrap()
}

fn told(person: &Person) -> Vec<(FileId, bool)> {
    let notices = person.station_notices().unwrap();
    let told = notices.into_iter().filter_map(|notice| match notice.told {
        Told::KeyWrong { file, mended } => Some((file, mended)),
        _ => None,
    });
    told.collect()
}

#[test]
fn trust_32_a_rotation_that_opens_for_nobody_is_overcome_when_its_maker_is_out() {
    let mut s = Scene::new();
    let (liar, ..) = s.liar();
    let visit = s.visit("孩子身上有伤");
    let case: FileId = s.case.into();
    let rotation = to_nobody(&s.post, case);
    liar.append(&mut s.post, vec![rotation]);
    s.sync();
    assert_eq!(s.post.directory.generation(case), Some(2));
    assert_eq!((told(&s.worker), told(&s.supervisor)), (vec![(case, false)], vec![(case, false)]));
    assert_eq!(s.worker.pending_acts(now()).unwrap(), None, "while she is in, it would go on so");
    for vault in [&mut s.worker, &mut s.supervisor] {
        vault.note_synced(now()).unwrap();
    }
    put_out(&mut s, &liar);
    s.sync();
    assert_eq!(s.post.directory.rotations_due().count(), 0);
    assert_eq!(s.post.directory.generation(case), Some(3));
    assert_eq!((told(&s.worker), told(&s.supervisor)), (vec![(case, true)], vec![(case, true)]));
    // What follows is under the new key, which she does not have.
    let note = crate::laptop::note(&s.worker, s.case, s.client, crate::laptop::form("已报警"));
    let second = casework::id::VisitId(vault::make_id(now()));
    s.worker.write(now(), |tx| tx.sign_note(second, &note)).unwrap();
    assert_eq!(last_up(&s.worker).generation, 3);
    s.sync();
    assert_eq!(seen(&s.supervisor, second), ["已报警"]);
    // Who comes now reads what was before as well.
    let later = newcomer(&mut s);
    assert_eq!((seen(&later, visit), seen(&later, second)), seen_both());
    check_views(&mut s.worker);
}

fn seen_both() -> (Vec<String>, Vec<String>) {
    (vec!["孩子身上有伤".into()], vec!["已报警".into()])
}

/// Somebody who is let into the case now.
fn newcomer(s: &mut Scene) -> Person {
    let mut newcomer = s.post.welcome(&mut s.founder, "沈月", Role::Worker);
    s.post.sync(&mut s.worker);
    let person = newcomer.identity().person;
    let act = s.worker.admission(s.case.into(), person, Access::Read).unwrap().unwrap();
    s.post.append(&s.worker.sign_acts(vec![act], now()).unwrap());
    s.post.sync(&mut newcomer);
    newcomer
}

#[test]
fn trust_32_a_key_that_somebody_has_is_not_passed_over() {
    let mut s = Scene::new();
    let (liar, ..) = s.liar();
    let case: FileId = s.case.into();
    // An honest new key, under which the supervisor's laptop gets rubbish before she hears of it.
    let gone = s.post.welcome(&mut s.founder, "沈月", Role::Supervisor);
    s.post.sync(&mut s.worker);
    let seqs = vec![LastSeq::of(gone.identity().device, None)];
    let act = Act::RemovePerson { person: gone.identity().person, last_seqs: seqs };
    s.post.directory_down(&mut s.founder);
    s.post.append(&s.founder.sign_acts(vec![act], now()).unwrap());
    s.post.sync(&mut s.worker);
    assert_eq!(s.post.directory.generation(case), Some(2));
    let commitment = s.post.directory.file(case).unwrap().key(2).unwrap().commitment;
    let person = s.supervisor.identity().person;
    let (access, lockbox) = (Access::Write, vec![0]);
    let rubbish = Act::Admit { file: case, person, access, generation: 2, commitment, lockbox };
    liar.append(&mut s.post, vec![rubbish]);
    let visit = s.visit_unsynced("孩子身上有伤");
    put_out(&mut s, &liar);
    // She comes first, and leaves it to who has the key.
    s.post.sync(&mut s.supervisor);
    assert_eq!(told(&s.supervisor), [(case, false)]);
    assert_eq!(s.post.directory.generation(case), Some(2));
    s.sync();
    assert_eq!(s.post.directory.generation(case), Some(3));
    assert_eq!(seen(&s.supervisor, visit), ["孩子身上有伤"]);
    assert_eq!(told(&s.supervisor), [(case, true)]);
}

#[test]
fn trust_32_whoever_comes_first_after_the_liar_is_out_makes_the_next_key() {
    let mut s = Scene::new();
    let (liar, ..) = s.liar();
    let case: FileId = s.case.into();
    let rotation = to_nobody(&s.post, case);
    liar.append(&mut s.post, vec![rotation]);
    put_out(&mut s, &liar);
    // Somebody may have written under that key: not before all that the station has is here.
    s.post.sync(&mut s.supervisor);
    assert_eq!(s.post.directory.generation(case), Some(2));
    s.supervisor.note_synced(now()).unwrap();
    s.post.sync(&mut s.supervisor);
    assert_eq!(s.post.directory.generation(case), Some(3));
    s.sync();
    let visit = s.visit("孩子身上有伤");
    assert_eq!(seen(&s.supervisor, visit), ["孩子身上有伤"]);
}
