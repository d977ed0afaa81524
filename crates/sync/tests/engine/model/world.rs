//! People with one laptop each, in a directory that holds.

use std::sync::Arc;

use ed25519_dalek::{Signer as _, SigningKey};
use protocol::directory::{Act, Entry, NewDevice, Role, SignedEntry};
use protocol::{
    BoxPublic, DeviceId, DevicePublic, Directory, Hash, HybridClock, Namespace, PersonId,
    Signature, StationId, UserPublic, Wire, proof,
};

pub const STATION: StationId = StationId(uuid::Uuid::from_u128(0xA));

/// How much is signed and verified. The rules are kept in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Everything, as in earnest.
    Signatures,
    /// Nothing: thousands of schedules in seconds.
    RulesOnly,
}

/// Signs for a laptop, or for an invitation.
#[derive(Clone)]
pub struct Signer {
    key: Arc<SigningKey>,
    proof: Proof,
}

impl Signer {
    pub fn new(seed: u8, proof: Proof) -> Self {
        Self { key: Arc::new(SigningKey::from_bytes(&[seed; 32])), proof }
    }

    pub fn public(&self) -> DevicePublic {
        DevicePublic(self.key.verifying_key().to_bytes())
    }

    pub fn sign(&self, namespace: Namespace, message: &[u8]) -> Signature {
        match self.proof {
            Proof::Signatures => Signature(self.key.sign(&namespace.named(message)).to_bytes()),
            Proof::RulesOnly => Signature([0; 64]),
        }
    }
}

#[derive(Clone)]
pub struct Member {
    pub person: PersonId,
    pub device: DeviceId,
    pub signer: Signer,
}

#[derive(Clone)]
pub struct World {
    pub proof: Proof,
    pub members: Vec<Member>,
    pub entries: Vec<SignedEntry>,
    pub directory: Directory,
}

pub fn person(n: usize) -> PersonId {
    PersonId(uuid::Uuid::from_u128(0x1000 + n as u128))
}

pub fn device(n: usize) -> DeviceId {
    DeviceId(uuid::Uuid::from_u128(0x2000 + n as u128))
}

impl World {
    /// So many people: the first founded the station, the second supervises, the others are workers.
    pub fn new(count: usize, proof: Proof) -> Self {
        let members: Vec<Member> = (0..count)
            .map(|n| Member {
                person: person(n),
                device: device(n),
                signer: Signer::new(n as u8 + 1, proof),
            })
            .collect();
        let root = found(&members[0]);
        let mut directory = Directory::begin(STATION, Some(root.hash()));
        apply(&mut directory, &root, proof).unwrap();
        let mut world = Self { proof, members, entries: vec![root], directory };
        let invites: Vec<Act> = (1..count).map(|n| world.invite(n)).collect();
        if !invites.is_empty() {
            world.append(0, invites);
        }
        for n in 1..count {
            let join = world.join(n);
            world.append(n, vec![join]);
        }
        world
    }

    fn invite(&self, n: usize) -> Act {
        Act::Invite {
            invitation: self.invitation(n).public(),
            person: person(n),
            role: if n == 1 { Role::Supervisor } else { Role::Worker },
            name: vec![1],
        }
    }

    fn invitation(&self, n: usize) -> Signer {
        Signer::new(n as u8 + 100, self.proof)
    }

    fn join(&self, n: usize) -> Act {
        let invitation = self.invitation(n);
        let device = new_device(&self.members[n]);
        let proof = invitation.sign(Namespace::Join, &proof::join(STATION, person(n), &device));
        Act::Join { invitation: invitation.public(), device, proof }
    }

    /// Appends an entry by a member's laptop.
    pub fn append(&mut self, author: usize, acts: Vec<Act>) {
        let entry = sign(&self.directory, &self.members[author], acts);
        apply(&mut self.directory, &entry, self.proof).unwrap();
        self.entries.push(entry);
    }
}

/// The next entry of a directory.
pub fn sign(directory: &Directory, author: &Member, acts: Vec<Act>) -> SignedEntry {
    let (index, previous) = directory.next_place();
    let clock = HybridClock { millis: index, counter: 0 };
    let author_id = author.device;
    let entry =
        Entry { format: 1, station: STATION, index, previous, clock, author: author_id, acts };
    let entry = entry.to_bytes();
    SignedEntry { signature: author.signer.sign(Namespace::Directory, &entry), entry }
}

pub fn apply(
    directory: &mut Directory,
    entry: &SignedEntry,
    proof: Proof,
) -> Result<(), protocol::DirectoryFault> {
    match proof {
        Proof::Signatures => directory.apply(entry),
        Proof::RulesOnly => directory.replay_trusted(entry),
    }
}

fn found(founder: &Member) -> SignedEntry {
    let act = Act::Found {
        person: founder.person,
        device: new_device(founder),
        name: vec![1],
        station_name: vec![2],
    };
    sign(&Directory::begin(STATION, None), founder, vec![act])
}

fn new_device(member: &Member) -> NewDevice {
    let bytes = [member.device.bytes(), member.device.bytes()].concat();
    let key: [u8; 32] = bytes.try_into().unwrap();
    NewDevice {
        device: member.device,
        sign: member.signer.public(),
        receives: BoxPublic(key),
        user_key: UserPublic(key),
    }
}

/// The commitment to a file's first key.
pub fn commitment(file: protocol::FileId) -> Hash {
    let bytes = [file.bytes(), file.bytes()].concat();
    Hash(bytes.try_into().unwrap())
}
