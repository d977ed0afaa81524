//! A member who lies: she has keys of her own and may be in the directory, and writes whatever header she likes.
#![allow(dead_code, reason = "no test needs all of it")]

use crate::laptop::now;
use crate::post::Post;
use casework::client::Client;
use casework::fields::RecordKind;
use casework::id::{ClientId, DeviceId, FileId, PersonId, RecordId};
use history::{ChangeId, ChangeKind, Hash, Header, HybridClock, encode_body};
use protocol::directory::{Access, Act, Entry, FORMAT, NewDevice, SignedEntry};
use protocol::lockbox::{self, FileBox};
use protocol::{SealedChange, Wire as _, proof};
use sealing::{BoxKey, DeviceKey, FileKey, Namespace, UserKey};
use serde_json::{Value, json};
use vault::{Invited, Vault, make_id};

pub struct Liar {
    pub device: DeviceId,
    pub person: PersonId,
    pub key: DeviceKey,
    user: UserKey,
    pub seq: u64,
    pub previous: Option<ChangeId>,
}

impl Liar {
    /// Comes in by an invitation that the directory has.
    pub fn join(post: &mut Post, invited: &Invited) -> Self {
        let (key, user) = (DeviceKey::make(), UserKey::make());
        let device = DeviceId(make_id(now()));
        let person = post.directory.invitation(invited.secret.public()).unwrap().person;
        let new = NewDevice {
            device,
            sign: key.public(),
            receives: BoxKey::make().public(),
            user_key: user.public(),
        };
        let proof = invited.secret.sign_join(&proof::join(post.directory.station(), person, &new));
        let act = Act::Join { invitation: invited.secret.public(), device: new, proof };
        let liar = Self { device, person, key, user, seq: 0, previous: None };
        liar.append(post, vec![act]);
        liar
    }

    /// Is let into a file by one of its members.
    pub fn let_in(&self, post: &mut Post, by: &Vault, file: FileId, key: &FileKey, access: Access) {
        let generation = post.directory.generation(file).unwrap();
        let commitment = post.directory.file(file).unwrap().key(generation).unwrap().commitment;
        let info = lockbox::info(&FileBox {
            station: post.directory.station(),
            file,
            generation,
            person: self.person,
            user_key: self.user.public(),
            granter: by.identity().device,
            commitment,
        });
        let lockbox = sealing::lock_file_key(key, &self.user.public(), &info).unwrap();
        let person = self.person;
        let act = Act::Admit { file, person, access, generation, commitment, lockbox };
        post.append(&by.sign_acts(vec![act], now()).unwrap());
    }

    /// An edit of a client's village, as `lie` says it.
    pub fn edit(
        &mut self,
        post: &Post,
        client: ClientId,
        key: (&FileKey, u32),
        lie: impl FnOnce(&mut Header),
    ) -> SealedChange {
        self.sign(post, key, &json!("假村"), |header| {
            header.file = client.into();
            header.record = client.into();
            lie(header);
        })
    }

    /// A change that says `body`, with a header as `lie` says it.
    pub fn sign(
        &mut self,
        post: &Post,
        (key, generation): (&FileKey, u32),
        body: &Value,
        lie: impl FnOnce(&mut Header),
    ) -> SealedChange {
        let body = encode_body(body).unwrap();
        let salt = sealing::make_salt();
        let nowhere = [0; 16];
        let mut header = Header {
            format: history::FORMAT,
            station: post.directory.station(),
            file: FileId::from_bytes(nowhere),
            record: RecordId::from_bytes(nowhere),
            record_kind: RecordKind::CLIENT,
            field: Client::VILLAGE,
            kind: ChangeKind::SET,
            author: self.device,
            seq: self.seq + 1,
            previous: self.previous,
            supersedes: Vec::new(),
            directory_head: post.directory.head().map_or(Hash::ZERO, |head| head.hash),
            seen: Vec::new(),
            clock: HybridClock { millis: 1, counter: 0 },
            schema: history::SCHEMA,
            commitment: sealing::commit(&salt, &body),
        };
        lie(&mut header);
        let bytes = header.encode();
        let sealed = sealing::seal(key, &bytes, &[salt.as_slice(), &body].concat());
        let signature = sealing::sign(&self.key, Namespace::Change, &bytes);
        let change = SealedChange { generation, header: bytes, signature, sealed };
        if header.author == self.device {
            (self.seq, self.previous) = (header.seq, Some(change.id()));
        }
        change
    }

    /// Appends an entry of acts, whatever they are.
    pub fn append(&self, post: &mut Post, acts: Vec<Act>) {
        let entry = self.entry(post, acts);
        post.append(&entry);
    }

    /// A station would take these acts of hers.
    pub fn may_append(&self, post: &Post, acts: Vec<Act>) -> bool {
        post.directory.clone().apply(&self.entry(post, acts)).is_ok()
    }

    fn entry(&self, post: &Post, acts: Vec<Act>) -> SignedEntry {
        let (index, previous) = post.directory.next_place();
        let entry = Entry {
            format: FORMAT,
            station: post.directory.station(),
            index,
            previous,
            clock: HybridClock { millis: 0, counter: 0 },
            author: self.device,
            acts,
        }
        .to_bytes();
        let signature = sealing::sign(&self.key, Namespace::Directory, &entry);
        SignedEntry { entry, signature }
    }
}
