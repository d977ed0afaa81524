//! People with their laptops: keys, entries of the directory, changes. What they seal is of no concern here.

use ed25519_dalek::{Signer as _, SigningKey};
use protocol::api::{Push, SessionOpen};
use protocol::directory::{Access, Act, Entry, FORMAT as ENTRY_FORMAT, NewDevice, SignedEntry};
use protocol::header::{FORMAT, SCHEMA};
use protocol::{
    BoxPublic, ChangeId, ChangeKind, DeviceId, DevicePublic, FieldId, FileId, Hash, Header,
    HybridClock, Namespace, PersonId, RecordId, RecordKind, SealedChange, Signature, StationId,
    UserPublic, Wire, access_record, proof,
};

pub fn random<const N: usize>() -> [u8; N] {
    station::random::bytes().unwrap()
}

pub fn file() -> FileId {
    FileId::from_bytes(random())
}

pub fn sign(key: &SigningKey, namespace: Namespace, message: &[u8]) -> Signature {
    Signature(key.sign(&namespace.named(message)).to_bytes())
}

pub fn public(key: &SigningKey) -> DevicePublic {
    DevicePublic(key.verifying_key().to_bytes())
}

/// A person's laptop, with what it has written so far.
#[derive(Clone)]
pub struct Laptop {
    pub station: StationId,
    pub person: PersonId,
    pub device: DeviceId,
    pub key: SigningKey,
    pub user_key: UserPublic,
    pub seq: u64,
    pub last: Option<ChangeId>,
}

impl Laptop {
    pub fn new(station: StationId) -> Self {
        Self {
            station,
            person: PersonId::from_bytes(random()),
            device: DeviceId::from_bytes(random()),
            key: SigningKey::from_bytes(&random()),
            user_key: UserPublic(random()),
            seq: 0,
            last: None,
        }
    }

    pub fn as_new(&self) -> NewDevice {
        NewDevice {
            device: self.device,
            sign: public(&self.key),
            receives: BoxPublic([5; 32]),
            user_key: self.user_key,
        }
    }

    /// An entry at this place of the chain.
    pub fn entry(&self, place: (u64, Hash), acts: Vec<Act>) -> SignedEntry {
        let entry = Entry {
            format: ENTRY_FORMAT,
            station: self.station,
            index: place.0,
            previous: place.1,
            clock: HybridClock { millis: 1, counter: 0 },
            author: self.device,
            acts,
        };
        let entry = entry.to_bytes();
        let signature = sign(&self.key, Namespace::Directory, &entry);
        SignedEntry { entry, signature }
    }

    pub fn found_act(&self) -> Act {
        Act::Found {
            person: self.person,
            device: self.as_new(),
            name: vec![1; 64],
            station_name: vec![2; 64],
        }
    }

    /// Makes a file of her own.
    pub fn opens(&self, file: FileId) -> Act {
        admit(file, self.person, Access::Write)
    }

    pub fn joins(&self, invitation: &SigningKey) -> Act {
        let device = self.as_new();
        let words = proof::join(self.station, self.person, &device);
        let proof = sign(invitation, Namespace::Join, &words);
        Act::Join { invitation: public(invitation), device, proof }
    }

    pub fn answers(&self, challenge: [u8; 32]) -> SessionOpen {
        let words = proof::session(self.station, self.device, &challenge);
        let signature = sign(&self.key, Namespace::Session, &words);
        SessionOpen { device: self.device, challenge, signature }
    }

    /// Writes the next change in a file.
    pub fn writes(&mut self, file: FileId, head: Hash) -> SealedChange {
        let change = self.would_write(file, head, 200);
        self.seq += 1;
        self.last = Some(change.id());
        change
    }

    /// Signs that she opened the file.
    pub fn accesses(&mut self, file: FileId, head: Hash) -> SealedChange {
        let other = Header::decode(&self.would_write(file, head, 1).header).unwrap();
        let header = Header {
            record: access_record(other.author, other.seq),
            record_kind: RecordKind::ACCESS,
            field: FieldId::WHOLE,
            kind: ChangeKind::ACCESS,
            ..other
        };
        let change = self.signs(&header, 200);
        self.seq += 1;
        self.last = Some(change.id());
        change
    }

    /// What the next change could be; another each time.
    pub fn would_write(&self, file: FileId, head: Hash, length: usize) -> SealedChange {
        let header = Header {
            format: FORMAT,
            station: self.station,
            file,
            record: RecordId::from_bytes(random()),
            record_kind: RecordKind(1),
            field: FieldId(1),
            kind: ChangeKind(1),
            author: self.device,
            seq: self.seq + 1,
            previous: self.last,
            supersedes: Vec::new(),
            directory_head: head,
            seen: Vec::new(),
            clock: HybridClock { millis: 1, counter: 0 },
            schema: SCHEMA,
            commitment: random(),
        };
        self.signs(&header, length)
    }

    pub fn signs(&self, header: &Header, length: usize) -> SealedChange {
        let header = header.encode();
        let signature = sign(&self.key, Namespace::Change, &header);
        SealedChange { generation: 1, header, signature, sealed: vec![9; length] }
    }
}

pub fn admit(file: FileId, person: PersonId, access: Access) -> Act {
    let commitment = Hash([3; 32]);
    Act::Admit { file, person, access, generation: 1, commitment, lockbox: vec![4; 81] }
}

pub fn batch(changes: impl IntoIterator<Item = SealedChange>) -> Push {
    Push { changes: changes.into_iter().collect() }
}
