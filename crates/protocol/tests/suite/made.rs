//! A station made for tests: laptops that sign, and a directory they append to. Every key follows from a
//! number, so that every run is the same.

use ed25519_dalek::{Signer, SigningKey};
use protocol::api::DirectoryHead;
use protocol::directory::{
    Access, Act, Breach, Directory, DirectoryFault, Entry, FORMAT, GivenFile, LastSeq, NewDevice,
    PersonBox, Role, SignedEntry,
};
use protocol::{
    BoxPublic, ChangeKind, DeviceId, DevicePublic, FieldId, FileId, Hash, Header, HybridClock,
    Namespace, PersonId, RecordId, RecordKind, SealedChange, Signature, StationId, UserPublic,
    Wire, access_record, proof,
};

pub const STATION: StationId = StationId(id(0x5a));

const fn id(byte: u8) -> uuid::Uuid {
    uuid::Uuid::from_bytes([byte; 16])
}

pub fn person(n: u8) -> PersonId {
    PersonId(id(n))
}

pub fn file(n: u8) -> FileId {
    FileId(id(n))
}

pub fn device(n: u8) -> DeviceId {
    DeviceId(id(n))
}

pub fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

pub fn public(key: &SigningKey) -> DevicePublic {
    DevicePublic(key.verifying_key().to_bytes())
}

pub fn sign(key: &SigningKey, namespace: Namespace, message: &[u8]) -> Signature {
    Signature(key.sign(&namespace.named(message)).to_bytes())
}

/// The secret of an invitation.
pub fn invitation(n: u8) -> SigningKey {
    key(n ^ 0x80)
}

/// The keys of a laptop whose person has the user key number `user`.
pub fn new_device(n: u8, user: u8) -> NewDevice {
    NewDevice {
        device: device(n),
        sign: public(&key(n)),
        receives: BoxPublic([n; 32]),
        user_key: UserPublic([user; 32]),
    }
}

/// The commitment to a file's key of a generation.
pub fn commitment(file: FileId, generation: u32) -> Hash {
    protocol::change_id(&[file.bytes().as_slice(), &generation.to_be_bytes()].concat())
}

/// A box that says what it should hold.
pub fn lockbox(generation: u32, person: PersonId) -> Vec<u8> {
    [generation.to_be_bytes().as_slice(), &person.bytes()].concat()
}

pub fn admit_at(file: FileId, person: PersonId, access: Access, generation: u32) -> Act {
    Act::Admit {
        file,
        person,
        access,
        generation,
        commitment: commitment(file, generation),
        lockbox: lockbox(generation, person),
    }
}

pub fn admit(file: FileId, person: PersonId, access: Access) -> Act {
    admit_at(file, person, access, 1)
}

pub fn rotate(file: FileId, generation: u32, to: &[PersonId]) -> Act {
    let boxes = to
        .iter()
        .map(|person| PersonBox { person: *person, lockbox: lockbox(generation, *person) });
    Act::Rotate {
        file,
        generation,
        commitment: commitment(file, generation),
        previous: vec![0x70; 105],
        boxes: boxes.collect(),
    }
}

/// Laptop `author` sets recovery key `n`.
pub fn set_recovery_key(author: u8, n: u8) -> Act {
    let user_key = UserPublic([n; 32]);
    let words = proof::recovery_key(STATION, device(author), user_key);
    let proof = sign(&key(n), Namespace::RecoveryKey, &words);
    Act::SetRecoveryKey { user_key, sign: public(&key(n)), proof }
}

/// A file's emergency boxes for exactly those who are to have one.
pub fn escrow(world: &World, file: FileId) -> Act {
    let directory = &world.directory;
    escrow_at(world, file, directory.generation(file).unwrap_or(1))
}

pub fn escrow_at(world: &World, file: FileId, generation: u32) -> Act {
    let managers = world.directory.emergency_managers(file);
    let managers = managers.into_iter().map(|(id, _)| id).collect();
    escrow_for(world, (file, generation), managers)
}

/// Of a file that begins with this member in the same entry.
pub fn escrow_beside(world: &World, file: FileId, member: PersonId) -> Act {
    let people = world.directory.people().filter(|(id, person)| {
        *id != member && person.role == Role::Manager && person.safe_key().is_some()
    });
    let managers = people.map(|(id, _)| id).collect();
    escrow_for(world, (file, 1), managers)
}

fn escrow_for(world: &World, (file, generation): (FileId, u32), managers: Vec<PersonId>) -> Act {
    let boxed = |person| PersonBox { person, lockbox: lockbox(generation, person) };
    let recovery = world.directory.recovery_key().map(|key| key.user_key.0.to_vec());
    let managers = managers.into_iter().map(boxed).collect();
    Act::Escrow { file, generation, managers, recovery, label: Some(vec![0x6c; 105]) }
}

/// Laptop `author` opens files, each of its first generation, with recovery key `n`.
pub fn recover(world: &World, author: u8, n: u8, files: &[FileId]) -> Act {
    let words = proof::recovery(STATION, device(author), world.directory.next_place().1);
    let given = files.iter().map(|file| {
        let generation = world.directory.generation(*file).unwrap_or(1);
        GivenFile { file: *file, generation, lockbox: lockbox(generation, owner(world, author)) }
    });
    Act::Recover {
        key: UserPublic([n; 32]),
        reason: vec![0x72; 105],
        files: given.collect(),
        proof: sign(&key(n), Namespace::Recovery, &words),
    }
}

/// Whose laptop it is.
fn owner(world: &World, laptop: u8) -> PersonId {
    world.directory.device(device(laptop)).map_or(person(laptop), |device| device.person)
}

pub fn break_glass(world: &World, author: u8, file: FileId) -> Act {
    let generation = world.directory.generation(file).unwrap_or(1);
    let lockbox = lockbox(generation, owner(world, author));
    Act::BreakGlass { file, generation, lockbox, reason: vec![0x67; 105] }
}

pub fn invite(n: u8, of: PersonId, role: Role) -> Act {
    Act::Invite { invitation: public(&invitation(n)), person: of, role, name: vec![n; 105] }
}

pub fn invite_device(n: u8, of: PersonId) -> Act {
    Act::InviteDevice { invitation: public(&invitation(n)), person: of }
}

/// Laptop `n` comes in for a person by invitation `n`.
pub fn join(n: u8, of: PersonId, user: u8) -> Act {
    let device = new_device(n, user);
    let words = proof::join(STATION, of, &device);
    Act::Join {
        invitation: public(&invitation(n)),
        device,
        proof: sign(&invitation(n), Namespace::Join, &words),
    }
}

/// The change with this number that a test names where it does not matter which it is.
pub fn some_change(seq: u64) -> Option<Hash> {
    (seq > 0).then_some(Hash([0x5a; 32]))
}

pub fn last(device: DeviceId, seq: u64) -> LastSeq {
    LastSeq { device, seq, id: some_change(seq) }
}

/// A directory and the entries it grew from.
#[derive(Clone)]
pub struct World {
    pub directory: Directory,
    pub entries: Vec<SignedEntry>,
}

pub const BOSS: u8 = 1;

impl World {
    /// Nobody is here yet.
    pub fn empty() -> Self {
        Self { directory: Directory::begin(STATION, None), entries: Vec::new() }
    }

    /// Founded by person and laptop [`BOSS`].
    pub fn founded() -> Self {
        let mut world = Self::empty();
        world.does(BOSS, vec![founding(BOSS)]).unwrap();
        world
    }

    /// Founded, and person and laptop `n` in each of these roles is here too.
    pub fn with(people: &[(u8, Role)]) -> Self {
        let mut world = Self::founded();
        for (n, role) in people {
            world.brings(*n, *role);
        }
        world
    }

    pub fn brings(&mut self, n: u8, role: Role) {
        self.does(BOSS, vec![invite(n, person(n), role)]).unwrap();
        self.does(n, vec![join(n, person(n), n)]).unwrap();
    }

    /// The next entry, signed by laptop `author`.
    pub fn entry(&self, author: u8, acts: Vec<Act>) -> Entry {
        let (index, previous) = self.directory.next_place();
        Entry {
            format: FORMAT,
            station: STATION,
            index,
            previous,
            clock: HybridClock { millis: index, counter: 0 },
            author: device(author),
            acts,
        }
    }

    pub fn takes(&mut self, entry: SignedEntry) -> Result<(), DirectoryFault> {
        let before = self.directory.clone();
        let taken = self.directory.apply(&entry);
        match taken {
            Ok(()) => self.entries.push(entry),
            Err(_) => assert_eq!(self.directory, before, "all acts or none"),
        }
        taken
    }

    pub fn does(&mut self, author: u8, acts: Vec<Act>) -> Result<(), DirectoryFault> {
        let entry = signed(author, &self.entry(author, acts));
        self.takes(entry)
    }

    /// The rule that the last of these acts breaks.
    pub fn breach(&mut self, author: u8, acts: Vec<Act>) -> Breach {
        let place = acts.len() - 1;
        match self.does(author, acts) {
            Err(DirectoryFault::Breach { act, breach }) if act == place => breach,
            other => panic!("{other:?}"),
        }
    }

    pub fn head(&self) -> DirectoryHead {
        self.directory.head().unwrap()
    }
}

pub fn founding(n: u8) -> Act {
    Act::Found {
        person: person(n),
        device: new_device(n, n),
        name: vec![n; 105],
        station_name: vec![0x5a; 105],
    }
}

pub fn signed(author: u8, entry: &Entry) -> SignedEntry {
    let entry = entry.to_bytes();
    let signature = sign(&key(author), Namespace::Directory, &entry);
    SignedEntry { entry, signature }
}

/// A header of laptop `author`'s change number `seq` to a file, that knows this head of the directory.
pub fn header(author: u8, seq: u64, file: FileId, head: Hash) -> Header {
    Header {
        format: 1,
        station: STATION,
        file,
        record: RecordId(id(0x33)),
        record_kind: RecordKind::VISIT,
        field: FieldId::WHOLE,
        kind: ChangeKind::NOTE,
        author: device(author),
        seq,
        previous: (seq > 1).then_some(Hash([0x11; 32])),
        supersedes: Vec::new(),
        directory_head: head,
        seen: Vec::new(),
        clock: HybridClock { millis: 1_717_200_000_000, counter: 0 },
        schema: 1,
        commitment: [0x44; 32],
    }
}

/// The same as an access to the file, with nothing of a note.
pub fn as_access(header: Header) -> Header {
    Header {
        record: access_record(header.author, header.seq),
        record_kind: RecordKind::ACCESS,
        kind: ChangeKind::ACCESS,
        ..header
    }
}

pub fn change(author: u8, header: &Header) -> SealedChange {
    let header = header.encode();
    let signature = sign(&key(author), Namespace::Change, &header);
    SealedChange { generation: 1, header, signature, sealed: vec![0x55; 120] }
}
