//! What goes up after somebody was put out.

use crate::laptop::{addendum, client, later, now};
use crate::post::Post;
use crate::scene::Scene;
use casework::client::Client;
use casework::id::{ClientId, FileId};
use history::Header;
use protocol::SealedChange;
use protocol::api::{Answer, Heads, RefusalCode};
use sealing::FileKey;
use vault::Vault;

fn edit(vault: &mut Vault, id: ClientId, village: &str) {
    let seen = vault.read().client(id).unwrap().unwrap().seen;
    let new = Client { village: village.into(), ..client() };
    vault.write(later(5), |tx| tx.edit(id.into(), id.into(), &seen, &new)).unwrap();
}

fn expel(s: &mut Scene, person: casework::id::PersonId, files: &[FileId]) {
    let heads = Heads { heads: vec![s.post.head_of(s.worker.identity().device)] };
    for file in files {
        s.post.directory_down(&mut s.worker);
        let act = s.worker.expulsion(*file, person, &heads).unwrap().unwrap();
        s.post.append(&s.worker.sign_acts(vec![act], now()).unwrap());
    }
    s.post.directory_down(&mut s.worker);
    s.post.acts_up(&mut s.worker);
}

fn opens(key: &FileKey, change: &SealedChange) -> bool {
    sealing::open(key, &change.header, &change.sealed).is_ok()
}

/// What waits to be sent, in its order.
fn waiting(vault: &Vault) -> Vec<SealedChange> {
    vault.outbox(0, usize::MAX).unwrap()
}

fn up(post: &mut Post, vault: &mut Vault) -> usize {
    let before = post.changes.len();
    post.sync(vault);
    before
}

#[test]
fn trust_23_what_waited_while_somebody_was_put_out_goes_up_under_the_new_key() {
    let mut s = Scene::new();
    let visit = s.visit("孩子身上有伤");
    let (liar, of_client, of_case) = s.liar();
    // The supervisor writes on the bus.
    edit(&mut s.supervisor, s.client, "上河村");
    let text = addendum(&s.supervisor, "已报警");
    s.supervisor.write(later(6), |tx| tx.sign_addendum(visit, &text)).unwrap();
    let before = waiting(&s.supervisor);
    assert!(before.iter().all(|one| opens(&of_client, one) || opens(&of_case, one)));

    let (client, case) = (s.client, s.case);
    expel(&mut s, liar.person, &[client.into(), case.into()]);
    s.post.directory_down(&mut s.supervisor);
    let after = waiting(&s.supervisor);
    let place = up(&mut s.post, &mut s.supervisor);
    for sent in [&after[..], &s.post.changes[place..]] {
        assert_eq!(sent.len(), before.len());
        for (was, is) in before.iter().zip(sent) {
            assert_eq!((&was.header, was.signature), (&is.header, is.signature));
            assert_eq!(is.generation, 2);
            assert!(!opens(&of_client, is) && !opens(&of_case, is), "for nobody who was put out");
        }
    }
    s.sync();
    for vault in [&mut s.worker.vault, &mut s.supervisor.vault] {
        assert_eq!(vault.read().client(client).unwrap().unwrap().client.village, "上河村");
        assert_eq!(vault.read().visit(visit).unwrap().unwrap().addenda.len(), 1);
        assert!(vault.verify().unwrap().is_sound());
    }
}

#[test]
fn what_the_station_has_or_refused_is_told_apart() {
    let mut s = Scene::new();
    let (liar, of_client, _) = s.liar();
    edit(&mut s.supervisor, s.client, "上河村");
    edit(&mut s.supervisor, s.client, "下河村");
    let both = waiting(&s.supervisor);
    let seq = |change: &SealedChange| Header::decode(&change.header).unwrap().seq;
    let refused = Answer::Refused(RefusalCode::NotAWriter.into());
    let (first, last) = (&both[0], both.last().unwrap());
    let answers: Vec<_> = both
        .iter()
        .map(|one| (seq(one), if one == first { refused } else { Answer::Stored }))
        .collect();
    s.supervisor.settle(&answers).unwrap();
    assert_eq!(s.supervisor.sync_state().unwrap().acknowledged, seq(last));
    let client = s.client;
    expel(&mut s, liar.person, &[client.into()]);
    s.post.directory_down(&mut s.supervisor);
    // The one that was refused goes up again, under the new key; what is up already stays as it is.
    let [again] = &waiting(&s.supervisor)[..] else { panic!("one") };
    assert_eq!((again.id(), again.generation), (first.id(), 2));
    assert!(!opens(&of_client, again));
    let device = s.supervisor.identity().device;
    let kept = s.supervisor.changes_of(device, seq(last) - 1, usize::MAX).unwrap();
    assert_eq!(kept, std::slice::from_ref(last));
    assert!(s.supervisor.verify().unwrap().broken.is_empty());
}
