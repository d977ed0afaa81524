//! A laptop that was revoked comes once more.

use protocol::api::{
    Answer, ChangesPage, DirectoryPage, Farewell, Farewells, Heads, RefusalCode, Refused, Session,
    path,
};
use protocol::directory::{Access, Act, Role};

use crate::client::Client;
use crate::people::{Laptop, admit, file};
use crate::world::{World, push};

/// Worker and supervisor share a file; the worker's laptop was revoked after its first change, and has signed another.
struct Lost {
    world: World,
    founder: Laptop,
    manager: Client,
    worker: Laptop,
    supervisor: Client,
    shared: protocol::FileId,
    /// The entry that revoked it.
    entry: u64,
}

impl Lost {
    fn new() -> Self {
        let (mut world, founder, manager) = World::founded();
        let (mut worker, hers) = world.join(&founder, &manager, Role::Worker);
        let (other, supervisor) = world.join(&founder, &manager, Role::Supervisor);
        let shared = file();
        let acts = vec![
            founder.opens(shared),
            admit(shared, worker.person, Access::Write),
            admit(shared, other.person, Access::Write),
        ];
        assert_eq!(world.act(&founder, &manager, acts).status, 200);
        let first = worker.writes(shared, world.head_hash());
        let last_id = Some(first.id());
        assert_eq!(push(&hers, [first]), [Answer::Stored]);
        let revoke = Act::RevokeDevice { device: worker.device, last_seq: 1, last_id };
        assert_eq!(world.act(&founder, &manager, vec![revoke]).status, 200);
        let entry = world.head.unwrap().index;
        let mut lost = Self { world, founder, manager, worker, supervisor, shared, entry };
        lost.grows();
        lost
    }

    /// The directory goes on without the laptop.
    fn grows(&mut self) {
        let opens = vec![self.founder.opens(file())];
        assert_eq!(self.world.act(&self.founder, &self.manager, opens).status, 200);
    }

    fn kept_aside(&self, by: &Client) -> Vec<u64> {
        let target = format!("{}/{}/kept-aside?after=0", path::DEVICES, self.worker.device);
        let page: ChangesPage = by.get(&target).read();
        page.items.iter().map(|item| item.n).collect()
    }

    fn farewells(&self) -> Farewells {
        self.manager.get(path::FAREWELLS).read()
    }
}

#[test]
fn trust_23_a_revoked_laptop_is_told_by_which_entry_and_reads_no_further() {
    let lost = Lost::new();
    assert_eq!(lost.farewells().all, [], "it has not come yet");
    let session: Session = lost.world.try_enter(&lost.worker).read();
    assert_eq!(session.ended, Some(lost.entry));
    let hers = lost.world.client.with(session.token);
    for after in ["", "?after=2"] {
        let page: DirectoryPage = hers.get(&format!("{}{after}", path::DIRECTORY)).read();
        let last = page.entries.last().unwrap().read().unwrap();
        assert_eq!((last.index, page.more), (lost.entry, false));
    }
    let beyond = format!("{}?after={}", path::DIRECTORY, lost.entry);
    let page: DirectoryPage = hers.get(&beyond).read();
    assert_eq!((page.entries.len(), page.more), (0, false));
    for target in [path::CHANGES, path::HEADS, path::EVENTS, path::FAREWELLS] {
        assert_eq!(hers.get(target).code(), RefusalCode::Revoked, "{target}");
    }
    let told = lost.farewells().all;
    assert_eq!((told.len(), told[0].device, told[0].wiped), (1, lost.worker.device, None));
}

#[test]
fn what_waits_on_it_is_kept_aside_for_the_members_of_its_file() {
    let mut lost = Lost::new();
    let hers = lost.world.enter(&lost.worker);
    let head = lost.world.head_hash();
    let late = [0; 2].map(|_| lost.worker.writes(lost.shared, head));
    let after = Refused { code: RefusalCode::AfterRevocation, detail: Some(1) };
    assert_eq!(push(&hers, late), [Answer::Refused(after); 2]);
    let heads: Heads = lost.manager.get(path::HEADS).read();
    let end = heads.heads.iter().find(|head| head.author == lost.worker.device).unwrap();
    assert_eq!(end.seq, 3);
    assert_eq!(lost.kept_aside(&lost.supervisor), [2, 3]);
    assert_eq!(lost.kept_aside(&lost.manager), [2, 3]);
    let (_, stranger) = lost.world.join(&lost.founder, &lost.manager, Role::Worker);
    assert!(lost.kept_aside(&stranger).is_empty(), "no member of the file");
}

#[test]
fn trust_24_it_brings_nothing_of_anybody_else() {
    let mut lost = Lost::new();
    let hers = lost.world.enter(&lost.worker);
    let (mut other, _) = lost.world.join(&lost.founder, &lost.manager, Role::Worker);
    let acts = vec![admit(lost.shared, other.person, Access::Write)];
    assert_eq!(lost.world.act(&lost.founder, &lost.manager, acts).status, 200);
    let change = other.writes(lost.shared, lost.world.head_hash());
    assert_eq!(push(&hers, [change]), [Answer::Refused(RefusalCode::Revoked.into())]);
    let opens = lost.worker.entry(lost.world.place(), vec![lost.worker.opens(file())]);
    assert_eq!(hers.post(path::DIRECTORY, &opens).code(), RefusalCode::Revoked);
}

#[test]
fn its_last_word_is_noted_for_the_managers() {
    let lost = Lost::new();
    let last = Farewell { wiped: true };
    let hers = lost.world.enter(&lost.worker);
    assert_eq!(hers.post(path::FAREWELL, &last).status, 204);
    assert_eq!(hers.post(path::FAREWELL, &Farewell { wiped: false }).status, 204);
    let noted = lost.farewells().all;
    assert!(noted[0].wiped.is_some_and(|wiped| wiped >= noted[0].told), "{noted:?}");
    assert_eq!(lost.supervisor.post(path::FAREWELL, &last).code(), RefusalCode::NotAllowed);
    assert_eq!(lost.supervisor.get(path::FAREWELLS).code(), RefusalCode::NotAllowed);
}
