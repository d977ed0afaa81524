//! Somebody comes with another laptop, by the invitation of a manager: she, or the manager in her name.

use crate::laptop::{Laptop, now};
use crate::liar::Liar;
use crate::post::{Person, create};
use crate::scene::{Scene, seen};
use casework::id::{FileId, PersonId};
use casework::role::Role;
use protocol::directory::{Access, Act, LastSeq, PersonBox};
use protocol::{Hash, Wire as _};
use vault::{Founding, Invited};

/// The founder revokes the worker's laptop, and invites one more in her name.
fn replaced(s: &mut Scene) -> (PersonId, Invited) {
    let worker = s.worker.identity().clone();
    s.post.directory_down(&mut s.founder);
    let heads = s.worker.heads().unwrap().into_iter();
    let mut head =
        heads.filter(|head| head.author == worker.device).map(|head| (head.seq, head.id));
    let last = LastSeq::of(worker.device, head.next_back());
    let revoke = Act::RevokeDevice { device: last.device, last_seq: last.seq, last_id: last.id };
    s.post.append(&s.founder.sign_acts(vec![revoke], now()).unwrap());
    s.post.directory_down(&mut s.founder);
    let invited = s.founder.invite_new_laptop(worker.person, 60, now()).unwrap();
    s.post.append(&invited.entry);
    (worker.person, invited)
}

/// The worker herself, with a new laptop.
fn comes_again(s: &mut Scene) -> Person {
    let (_, invited) = replaced(s);
    let laptop = Laptop::bare();
    let vault = create(&laptop, &Founding { station: String::new(), person: "何青".into() });
    s.post.admit(Person { laptop, vault }, invited)
}

/// Everybody but the worker whose laptop is gone.
fn sync(s: &mut Scene) {
    for _ in 0..2 {
        for one in [&mut s.rogue, &mut s.supervisor, &mut s.founder] {
            s.post.sync(one);
        }
    }
}

/// The box for a member, of her present key.
fn boxed(s: &Scene, file: FileId, person: PersonId) -> Option<Vec<u8>> {
    let member = &s.post.directory.file(file).unwrap().members[&person];
    member.key.as_ref().map(|given| given.lockbox.clone())
}

#[test]
fn trust_19_a_laptop_that_a_manager_joins_in_another_s_name_gets_no_key_and_writes_nothing() {
    let mut s = Scene::new();
    s.visit("孩子身上有伤");
    let case: FileId = s.case.into();
    let (person, invited) = replaced(&mut s);
    // The manager keeps the code to herself.
    let mut puppet = Liar::join(&mut s.post, &invited);
    sync(&mut s);
    assert_eq!(s.post.directory.generation(case), Some(2), "the lost laptop reads no more");
    assert_eq!(boxed(&s, case, person), Some(vec![0]));
    assert!(s.post.directory.awaits_a_yes(case, person));

    // What it says in the directory does not count in her files: no key of its own, nobody let in.
    let all: Vec<PersonId> = s.post.directory.members(case).map(|(id, _)| id).collect();
    let boxes = all.iter().map(|id| PersonBox { person: *id, lockbox: vec![0] }).collect();
    let rotate = Act::Rotate {
        file: case,
        generation: 3,
        commitment: Hash([7; 32]),
        previous: vec![0],
        boxes,
    };
    let commitment = s.post.directory.file(case).unwrap().key(2).unwrap().commitment;
    let admit = |person| Act::Admit {
        file: case,
        person,
        access: Access::Write,
        generation: 2,
        commitment,
        lockbox: vec![1; 81],
    };
    let stranger = s.rogue.identity().person;
    let last_seqs = vec![LastSeq::of(s.supervisor.identity().device, None)];
    let expel = Act::Expel { file: case, person: s.supervisor.identity().person, last_seqs };
    for act in [rotate, admit(person), admit(stranger), expel] {
        assert!(!puppet.may_append(&s.post, vec![act]));
    }
    // Nor does what it writes, with whatever key.
    let key = sealing::FileKey::make();
    let change = puppet.edit(&s.post, s.client, (&key, 2), |header| header.file = case);
    assert!(!s.post.push(change));

    // A supervisor is asked, and leaves it out.
    let asked = s.supervisor.new_laptops().unwrap();
    let asked: Vec<_> = asked.iter().map(|one| (&*one.name, &*one.inviter, one.files)).collect();
    assert_eq!(asked, [("何青", "林晓", 2)]);
    assert_eq!(s.rogue.new_laptops().unwrap(), [], "nothing of hers");
    let entry = s.supervisor.new_laptops().unwrap()[0].entry;
    s.supervisor.answer_laptop(person, entry, false).unwrap();
    assert!(s.supervisor.new_laptops().unwrap()[0].left_out);
    sync(&mut s);
    assert_eq!(boxed(&s, case, person), Some(vec![0]));
}

#[test]
fn who_comes_with_a_new_laptop_goes_on_after_one_yes() {
    let mut s = Scene::new();
    let visit = s.visit("孩子身上有伤");
    let mut worker = comes_again(&mut s);
    let person = worker.identity().person;
    sync(&mut s);
    s.post.sync(&mut worker);
    assert_eq!(seen(&worker, visit), [""; 0]);
    assert_eq!(worker.station_notices().unwrap(), [], "nobody is to blame");
    let asked = s.supervisor.new_laptops().unwrap().remove(0);
    assert_eq!((asked.person, asked.role, asked.left_out), (person, Role::Worker, false));
    // Left out by mistake.
    s.supervisor.answer_laptop(person, asked.entry, false).unwrap();
    s.supervisor.answer_laptop(person, asked.entry, true).unwrap();
    assert!(s.supervisor.answer_laptop(person, asked.entry + 1, true).is_err());
    s.post.sync(&mut s.supervisor);
    assert_eq!(s.supervisor.new_laptops().unwrap(), []);
    s.post.sync(&mut worker);
    assert_eq!(seen(&worker, visit), ["孩子身上有伤"]);
    // She writes, renews her key by herself, and nobody is asked again.
    let (case, client) = (s.case, s.client);
    let note = crate::laptop::note(&worker, case, client, crate::laptop::form("已报警"));
    let second = casework::id::VisitId(vault::make_id(now()));
    worker.write(now(), |tx| tx.sign_note(second, &note)).unwrap();
    s.post.sync(&mut worker);
    sync(&mut s);
    assert_eq!(seen(&s.supervisor, second), ["已报警"]);
    assert_eq!(s.post.directory.boxes_due().count(), 0);
}

#[test]
fn who_invites_her_and_writes_there_need_not_be_asked() {
    let mut s = Scene::new();
    let case: FileId = s.case.into();
    // The manager writes in the case herself.
    s.post.directory_down(&mut s.worker);
    let founder = s.founder.identity().person;
    let act = s.worker.admission(case, founder, Access::Write).unwrap().unwrap();
    s.post.append(&s.worker.sign_acts(vec![act], now()).unwrap());
    s.sync();
    let mut worker = comes_again(&mut s);
    let person = worker.identity().person;
    s.post.sync(&mut s.founder);
    assert!(!s.post.directory.awaits_a_yes(case, person));
    s.post.sync(&mut worker);
    assert!(boxed(&s, case, person).is_some_and(|lockbox| lockbox.len() == 81));
}

#[test]
fn trust_19_a_supervisor_who_comes_anew_is_let_into_no_new_file_by_itself() {
    let mut s = Scene::new();
    std::mem::swap(&mut s.worker, &mut s.supervisor);
    let supervisor = comes_again(&mut s);
    std::mem::swap(&mut s.worker, &mut s.supervisor);
    let person = supervisor.identity().person;
    // A client who came after.
    let (client, _) = crate::laptop::open_case(&mut s.rogue);
    s.post.sync(&mut s.rogue);
    assert_eq!(s.post.directory.access(client.into(), person), None);
    let asked = s.rogue.new_laptops().unwrap().remove(0);
    assert_eq!((asked.role, asked.files), (Role::Supervisor, 4));
    s.rogue.answer_laptop(person, asked.entry, true).unwrap();
    s.post.sync(&mut s.rogue);
    assert_eq!(s.post.directory.access(client.into(), person), Some(Access::Write));
    assert!(s.post.directory.writes(s.own_case.into(), person));
    assert!(!s.post.directory.writes(s.case.into(), person), "whose that is says so herself");
}

#[test]
fn an_invitation_for_a_new_laptop_is_for_who_has_none() {
    let mut s = Scene::new();
    let person = s.worker.identity().person;
    let invited = s.founder.invite_new_laptop(person, 60, now()).unwrap();
    let mut directory = s.post.directory.clone();
    assert!(directory.apply(&invited.entry).is_err());
    let (_, invited) = replaced(&mut s);
    let bundle = invited.secret.open_bundle(&invited.bundle.sealed).unwrap();
    let welcome = protocol::invitation::Bundle::from_bytes(&bundle).unwrap().welcome.unwrap();
    assert_eq!((welcome.person_name.as_str(), welcome.person), ("何青", person));
}
