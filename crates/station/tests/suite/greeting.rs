//! Founding, greeting, sessions.

use chacha20poly1305::aead::{AeadInOut as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use protocol::api::{
    Challenge, DirectoryHead, Hello, RefusalCode, SealedBundle, SessionBegin, path,
};
use protocol::directory::{Access, Act};
use protocol::invitation::Bundle;
use protocol::{Namespace, Wire, proof};

use crate::client::Client;
use crate::people::{Laptop, admit, file, random, sign};
use crate::world::{World, authority};

#[test]
fn a_station_waits_is_founded_once_and_says_so() {
    let mut world = World::new();
    let hello: Hello = world.client.get(path::HELLO).read();
    assert_eq!((hello.station, hello.read_only), (None, false));
    let begin = SessionBegin { device: Laptop::new(world.station).device };
    let challenge: Challenge = world.client.post(path::SESSION_BEGIN, &begin).read();
    let early = Laptop::new(world.station).answers(challenge.challenge);
    assert_eq!(world.client.post(path::SESSION, &early).code(), RefusalCode::NotFounded);

    let founder = Laptop::new(world.station);
    let request = world.founding(&founder);
    let head: DirectoryHead = world.client.post(path::FOUND, &request).read();
    assert_eq!((head.index, head.hash), (0, request.entry.hash()));
    // The answer was lost on the way, say: the same request finds the same answer.
    assert_eq!(world.client.post(path::FOUND, &request).read::<DirectoryHead>(), head);
    let other = world.founding(&Laptop::new(world.station));
    assert_eq!(world.client.post(path::FOUND, &other).code(), RefusalCode::AlreadyFounded);
    let hello: Hello = world.client.get(path::HELLO).read();
    assert_eq!(hello.station, Some(world.station));

    world.restart();
    world.head = Some(head);
    let hello: Hello = world.client.get(path::HELLO).read();
    assert_eq!(hello.station, Some(world.station));
    world.enter(&founder);
}

#[test]
fn trust_02_nobody_founds_a_station_without_its_code() {
    let world = World::new();
    let mut request = world.founding(&Laptop::new(world.station));
    let words = proof::found(world.station, request.entry.hash());
    let guessed = ed25519_dalek::SigningKey::from_bytes(&random());
    request.proof = sign(&guessed, Namespace::Found, &words);
    assert_eq!(world.client.post(path::FOUND, &request).code(), RefusalCode::BadSignature);
    request.proof = sign(&world.code.key, Namespace::Join, &words);
    assert_eq!(world.client.post(path::FOUND, &request).code(), RefusalCode::BadSignature);
    let hello: Hello = world.client.get(path::HELLO).read();
    assert_eq!(hello.station, None);
}

#[test]
fn the_founding_code_finds_and_opens_the_authority_and_no_longer_afterwards() {
    let mut world = World::new();
    let path = format!("{}/{}", path::INVITATIONS, hex::encode(world.code.lookup));
    let SealedBundle { sealed } = world.client.get(&path).read();
    let (nonce, text) = (&sealed[1..25], &sealed[57..]);
    let mut both = [0; 64];
    Hkdf::<sha2::Sha256>::new(Some(nonce), &world.code.seal)
        .expand_multi_info(&[b"jiafang bundle v1\0", &[1]], &mut both)
        .unwrap();
    assert_eq!(both[32..], sealed[25..57]);
    let cipher = XChaCha20Poly1305::new_from_slice(&both[..32]).unwrap();
    let mut bundle = text.to_vec();
    let nonce: [u8; 24] = nonce.try_into().unwrap();
    cipher.decrypt_in_place(&XNonce::from(nonce), &[], &mut bundle).unwrap();
    let bundle = Bundle::from_bytes(&bundle).unwrap();
    assert_eq!(bundle.authority, authority(&world.home));
    assert!(bundle.welcome.is_none());

    world.found();
    assert_eq!(world.client.get(&path).code(), RefusalCode::InvitationUsed);
}

#[test]
fn only_the_pinned_authority_is_trusted() {
    let (one, other) = (World::new(), World::new());
    let fooled = Client { authority: authority(&other.home), ..one.client.clone() };
    assert!(fooled.try_send("GET", path::HELLO, &[], &[]).is_err());
    assert_eq!(one.client.get(path::HELLO).status, 200);
}

#[test]
fn a_session_takes_the_devices_key_and_a_fresh_challenge() {
    let (world, founder, client) = World::founded();
    assert_eq!(client.get(path::HEADS).status, 200);
    assert_eq!(world.client.get(path::HEADS).code(), RefusalCode::NoSession);
    let stranger = world.client.with(protocol::api::Token([7; 32]));
    assert_eq!(stranger.get(path::HEADS).code(), RefusalCode::NoSession);

    let begin = |laptop: &Laptop| -> [u8; 32] {
        let begin = SessionBegin { device: laptop.device };
        world.client.post(path::SESSION_BEGIN, &begin).read::<Challenge>().challenge
    };
    let unknown = Laptop::new(world.station);
    let answer = unknown.answers(begin(&unknown));
    assert_eq!(world.client.post(path::SESSION, &answer).code(), RefusalCode::UnknownDevice);

    let mut forged = founder.answers(begin(&founder));
    forged.signature = unknown.answers(forged.challenge).signature;
    assert_eq!(world.client.post(path::SESSION, &forged).code(), RefusalCode::BadSignature);
    // The attempt used the challenge up.
    let late = founder.answers(forged.challenge);
    assert_eq!(world.client.post(path::SESSION, &late).code(), RefusalCode::BadSignature);
    let made_up = founder.answers(random());
    assert_eq!(world.client.post(path::SESSION, &made_up).code(), RefusalCode::BadSignature);
}

#[test]
fn a_session_ends_with_the_program_that_keeps_it_and_begins_again() {
    let (mut world, founder, client) = World::founded();
    world.restart();
    let before = Client { address: world.client.address, ..client };
    match crate::stores::postgres() {
        None => assert_eq!(before.get(path::HEADS).code(), RefusalCode::NoSession),
        // Kept for all servers, it outlives each.
        Some(_) => assert_eq!(before.get(path::HEADS).status, 200),
    }
    assert_eq!(world.enter(&founder).get(path::HEADS).status, 200);
}

#[test]
fn trust_23_a_revoked_device_is_told_so_and_gets_nothing_more() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    let (worker, hers) = world.join(&founder, &client, protocol::directory::Role::Worker);
    let acts = vec![founder.opens(file), admit(file, worker.person, Access::Write)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    assert_eq!(hers.get(path::CHANGES).status, 200);
    let revoke = Act::RevokeDevice { device: worker.device, last_seq: 0, last_id: None };
    assert_eq!(world.act(&founder, &client, vec![revoke]).status, 200);
    assert_eq!(hers.get(path::CHANGES).code(), RefusalCode::Revoked);
    // All that is left to it is to take leave: see `leaving`.
    let session: protocol::api::Session = world.try_enter(&worker).read();
    assert_eq!(session.ended, Some(world.head.unwrap().index));
}
