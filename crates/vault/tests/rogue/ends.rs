//! Up to where the changes of somebody who leaves count.

use crate::laptop::{Laptop, fill};
use crate::post::{Person, Post};
use casework::role::Role;
use protocol::api::{AuthorHead, Heads};
use protocol::directory::Act;
use vault::{LinkError, Vault};

/// A founder who has all that a worker wrote; how much that is, and who the worker is.
fn scene() -> (Person, vault::Identity, u64) {
    let (laptop, vault) = Laptop::new();
    let mut founder = Person { vault, laptop };
    let mut post = Post::founded_by(&mut founder);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    let mut supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
    fill(&mut worker);
    post.sync(&mut worker);
    post.sync(&mut supervisor);
    let last = worker.log_length();
    (supervisor, worker.identity().clone(), last)
}

impl Person {
    fn log_length(&self) -> u64 {
        let me = self.identity().device;
        self.heads().unwrap().iter().find(|head| head.author == me).unwrap().seq
    }
}

fn counted(vault: &Vault, who: &vault::Identity, heads: &Heads) -> [u64; 2] {
    let Act::RevokeDevice { last_seq, last_id, .. } = vault.revocation(who.device, heads).unwrap()
    else {
        panic!("no revocation");
    };
    assert_eq!(last_id.is_some(), last_seq > 0);
    let Act::RemovePerson { last_seqs, .. } = vault.removal(who.person, heads).unwrap() else {
        panic!("no removal");
    };
    [last_seq, last_seqs[0].seq]
}

#[test]
fn trust_30_a_station_that_lost_changes_takes_none_of_them_from_the_files() {
    let (mut supervisor, worker, last) = scene();
    let head = supervisor.heads().unwrap().into_iter().find(|head| head.author == worker.device);
    let behind = AuthorHead { seq: 1, ..head.unwrap() };
    for (there, heads) in [(0, Vec::new()), (1, vec![behind])] {
        let heads = Heads { heads };
        // Others may have had more of it: nothing is said before a sync has looked.
        let unsure = supervisor.revocation(worker.device, &heads);
        assert!(matches!(unsure, Err(LinkError::StationShort)), "{unsure:?}");
        assert!(matches!(supervisor.removal(worker.person, &heads), Err(LinkError::StationShort)));
        // It noticed, and gave back what there was.
        let short = [(worker.device, there)].into();
        supervisor.note_short(&short, true, crate::laptop::now()).unwrap();
        assert_eq!(counted(&supervisor, &worker, &heads), [last, last]);
        supervisor.note_short(&[].into(), false, crate::laptop::now()).unwrap();
    }
}

#[test]
fn what_the_station_has_beyond_what_is_here_counts() {
    let (supervisor, worker, last) = scene();
    let head = supervisor.heads().unwrap().into_iter().find(|head| head.author == worker.device);
    let ahead = AuthorHead { seq: last + 5, ..head.unwrap() };
    let heads = Heads { heads: vec![ahead] };
    assert_eq!(counted(&supervisor, &worker, &heads), [last + 5, last + 5]);
}
