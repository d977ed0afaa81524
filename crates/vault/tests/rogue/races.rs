//! What comes at a bad moment.

use crate::laptop::open_case;
use crate::post::{Person, Post};
use crate::scene::Scene;
use casework::id::ClientId;
use casework::role::Role;
use protocol::directory::Access;
use std::collections::BTreeSet;

/// A page is on the line, as the station made it before somebody let her into the file; her laptop learns of that first, and
/// does not take the page in any more: it asks anew.
fn let_in_under_way(post: &mut Post, by: &mut Person, her: &mut Person, client: ClientId) {
    post.directory_down(by);
    let pulled = her.sync_state().unwrap().pulled;
    let asked = her.directory().and_then(|directory| directory.head());
    let act = by.admission(client.into(), her.identity().person, Access::Read).unwrap().unwrap();
    post.append(&by.sign_acts(vec![act], crate::laptop::now()).unwrap());
    post.directory_down(her);
    assert_ne!(her.directory().and_then(|directory| directory.head()), asked);
    assert_eq!(her.sync_state().unwrap().pulled, pulled);
    assert!(her.read().client(client).unwrap().is_none());
    post.sync(her);
}

#[test]
fn trust_36_who_is_let_in_while_a_page_is_under_way_gets_all_of_the_file() {
    let mut s = Scene::new();
    let (client, _) = open_case(&mut s.worker);
    s.post.sync(&mut s.worker);
    let_in_under_way(&mut s.post, &mut s.worker, &mut s.rogue, client);
    assert!(s.rogue.read().client(client).unwrap().is_some());
    assert_eq!(s.rogue.backfill(&BTreeSet::new()).unwrap(), None);
}

#[test]
fn trust_36_who_is_let_in_during_her_first_page_gets_all_of_the_file() {
    let mut s = Scene::new();
    let mut her = s.post.welcome_empty(&mut s.founder, "沈月", Role::Worker);
    assert_eq!(her.sync_state().unwrap().pulled, 0);
    let_in_under_way(&mut s.post, &mut s.worker, &mut her, s.client);
    assert!(her.read().client(s.client).unwrap().is_some());
    assert_eq!(her.backfill(&BTreeSet::new()).unwrap(), None);
}
