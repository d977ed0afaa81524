//! A laptop in memory: what its vault would hold, and what its person does.

use std::collections::{BTreeMap, BTreeSet};

use protocol::api::Refused;
use protocol::directory::{Access, Act, SignedEntry};
use protocol::{
    ChangeId, ChangeKind, DeviceId, Directory, FieldId, FileId, Hash, Header, HybridClock,
    Namespace, PersonId, RecordId, RecordKind, Refusal, SealedChange, change_id,
};

use protocol::snapshot::SealedSnapshot;
use sync::FirstFile;

use super::world::{Member, Proof, STATION, World, commitment};

/// The laptop lost power.
#[derive(Debug, PartialEq, Eq)]
pub struct PowerCut;

#[derive(Clone)]
pub struct Logged {
    pub id: ChangeId,
    pub file: FileId,
    pub change: SealedChange,
    pub from_station: bool,
}

/// What survives a power cut, and when the next one comes.
#[derive(Clone)]
pub struct Laptop {
    pub me: Member,
    pub proof: Proof,
    pub directory: Directory,
    pub entries: Vec<SignedEntry>,
    pub log: BTreeMap<(DeviceId, u64), Logged>,
    pub acknowledged: BTreeSet<u64>,
    pub refused: BTreeMap<u64, Refused>,
    pub cursor: u64,
    pub held: Vec<SealedChange>,
    /// Files of which earlier changes are lacking: after, up to.
    pub lacking: BTreeMap<FileId, (u64, u64)>,
    pub joined: BTreeSet<FileId>,
    /// People to be let into files.
    pub admissions: BTreeSet<(FileId, PersonId)>,
    pub blobs: BTreeMap<Hash, Vec<u8>>,
    pub parts: BTreeMap<Hash, Vec<u8>>,
    /// Most changes in a batch: small ones make for many calls.
    pub at_once: usize,
    /// Longest part that is read of a sealed file.
    pub part: usize,
    /// Sealed files that the disk does not give, or does not take.
    pub bad_blobs: BTreeSet<Hash>,
    /// Those that the station is known to have.
    pub known_blobs: BTreeSet<Hash>,
    pub synced_at: Option<u64>,
    /// Authors of whom the station has less than it must have, and how much.
    pub short: BTreeMap<DeviceId, u64>,
    /// What revoked authors left at the station, and up to which of their numbers it is here.
    pub aside: BTreeMap<DeviceId, (u64, Vec<ChangeId>)>,
    /// Up to which of its own changes it gave snapshots; what it showed by others'; what its person waits for.
    pub snapshots_sent: u64,
    pub shown: Vec<SealedSnapshot>,
    pub first: Option<FirstFile>,
    /// So many commit boundaries from now.
    pub power_cut_in: Option<u32>,
}

/// No honest station hands it out.
fn is_rubbish(refusal: Refusal) -> bool {
    use Refusal::{BadSignature, OtherStation, UnknownAuthor, Unreadable};
    matches!(refusal, Unreadable(_) | OtherStation | UnknownAuthor | BadSignature)
}

impl Laptop {
    /// A laptop that has joined and has pulled nothing yet but the first entry, which is pinned.
    pub fn new(world: &World, n: usize) -> Self {
        Self {
            me: world.members[n].clone(),
            proof: world.proof,
            directory: Directory::begin(STATION, Some(world.entries[0].hash())),
            entries: Vec::new(),
            log: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            refused: BTreeMap::new(),
            cursor: 0,
            held: Vec::new(),
            lacking: BTreeMap::new(),
            joined: BTreeSet::new(),
            admissions: BTreeSet::new(),
            blobs: BTreeMap::new(),
            parts: BTreeMap::new(),
            at_once: 4,
            part: 600,
            bad_blobs: BTreeSet::new(),
            known_blobs: BTreeSet::new(),
            synced_at: None,
            short: BTreeMap::new(),
            aside: BTreeMap::new(),
            snapshots_sent: 0,
            shown: Vec::new(),
            first: None,
            power_cut_in: None,
        }
    }

    /// A boundary at which power may fail.
    pub fn boundary(&mut self) -> Result<(), PowerCut> {
        match &mut self.power_cut_in {
            None => Ok(()),
            Some(0) => {
                self.power_cut_in = None;
                Err(PowerCut)
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }

    pub fn own(&self) -> impl DoubleEndedIterator<Item = (u64, &Logged)> {
        let me = self.me.device;
        self.log.range((me, 0)..=(me, u64::MAX)).map(|((_, seq), logged)| (*seq, logged))
    }

    /// Files in which she may write: her own new ones, and where the directory says so.
    pub fn writable(&self) -> Vec<FileId> {
        let mut files: BTreeSet<FileId> = self.new_files().collect();
        let mine = self.directory.files_of(self.me.person);
        files.extend(
            mine.filter(|(_, file)| file.members[&self.me.person].access == Access::Write)
                .map(|(id, _)| id),
        );
        files.into_iter().collect()
    }

    /// Files in which she wrote and of which the directory knows nothing.
    pub fn new_files(&self) -> impl Iterator<Item = FileId> {
        let files = self.own().map(|(_, logged)| logged.file);
        files.filter(|file| self.directory.file(*file).is_none())
    }

    /// Writes a change, which names a sealed file where there is one.
    pub fn write(&mut self, file: FileId, text: &[u8], blob: Option<Vec<u8>>) -> ChangeId {
        let last = self.own().next_back().map(|(seq, logged)| (seq, logged.id));
        let mut sealed = vec![u8::from(blob.is_some())];
        if let Some(blob) = blob {
            let hash = change_id(&blob);
            sealed.extend_from_slice(hash.bytes());
            sealed.extend_from_slice(&(blob.len() as u64).to_be_bytes());
            self.blobs.insert(hash, blob);
        }
        sealed.extend_from_slice(text);
        let seq = last.map_or(1, |(seq, _)| seq + 1);
        let header = Header {
            format: 1,
            station: STATION,
            file,
            record: RecordId(file.0),
            record_kind: RecordKind::CLIENT,
            field: FieldId(1),
            kind: ChangeKind::SET,
            author: self.me.device,
            seq,
            previous: last.map(|(_, id)| id),
            supersedes: Vec::new(),
            directory_head: self.directory.head().map_or(Hash::ZERO, |head| head.hash),
            seen: Vec::new(),
            clock: HybridClock { millis: seq, counter: 0 },
            schema: 1,
            commitment: change_id(&sealed).0,
        };
        let header = header.encode();
        let signature = self.me.signer.sign(Namespace::Change, &header);
        let change = SealedChange { generation: 1, header, signature, sealed };
        let id = change.id();
        let logged = Logged { id, file, change, from_station: false };
        self.log.insert((self.me.device, seq), logged);
        id
    }

    /// What she has to say in the directory as she knows it.
    pub fn acts(&self) -> Vec<Act> {
        let new: BTreeSet<FileId> = self.new_files().collect();
        let mut acts: Vec<Act> = new.iter().map(|file| self.admit(*file, self.me.person)).collect();
        for (file, person) in &self.admissions {
            let may = new.contains(file)
                || self.directory.access(*file, self.me.person) == Some(Access::Write);
            let is_in = self.directory.access(*file, *person).is_some();
            if may && !is_in && *person != self.me.person {
                acts.push(self.admit(*file, *person));
            }
        }
        acts
    }

    fn admit(&self, file: FileId, person: PersonId) -> Act {
        let generation = self.directory.generation(file).unwrap_or(1);
        let commitment = commitment(file);
        let lockbox = vec![7; 48];
        Act::Admit { file, person, access: Access::Write, generation, commitment, lockbox }
    }

    /// Files that became hers: what went by of them before is lacking.
    pub fn look_for_new_files(&mut self) {
        let mine: BTreeSet<FileId> =
            self.directory.files_of(self.me.person).map(|(id, _)| id).collect();
        for file in mine.difference(&self.joined) {
            self.lacking.insert(*file, (0, self.cursor));
        }
        self.joined = mine;
    }

    /// What was held may be believed by now.
    pub fn try_held(&mut self) {
        for change in std::mem::take(&mut self.held) {
            self.take(change, &mut sync::Received::default());
        }
    }

    pub fn take(&mut self, change: SealedChange, received: &mut sync::Received) {
        let proven = self.verify(&change);
        if let Err(refusal) = proven {
            received.rubbish += usize::from(is_rubbish(refusal));
        }
        let Ok(header) = proven else {
            received.held += 1;
            if !self.held.contains(&change) {
                self.held.push(change);
            }
            return;
        };
        let id = change.id();
        let slot = (header.author, header.seq);
        match self.log.get_mut(&slot) {
            Some(logged) if logged.id == id => {
                logged.from_station = true;
                received.known += 1;
                let again = Self::named_blob(&change).filter(|_| slot.0 != self.me.device);
                if let Some((hash, _)) = again {
                    self.known_blobs.remove(&hash);
                }
            }
            Some(_) => {
                received.held += 1;
                self.held.push(change);
            }
            None => {
                received.taken += 1;
                if header.author == self.me.device {
                    self.acknowledged.insert(header.seq);
                }
                let logged = Logged { id, file: header.file, change, from_station: true };
                self.log.insert(slot, logged);
            }
        }
    }

    fn verify(&self, change: &SealedChange) -> Result<Header, Refusal> {
        let header = match self.proof {
            Proof::Signatures => change.verify(&self.directory)?,
            Proof::RulesOnly => {
                let header = Header::decode(&change.header)?;
                self.directory.admits(&header)?;
                header
            }
        };
        if self.directory.access(header.file, self.me.person).is_none() {
            return Err(Refusal::UnknownGeneration);
        }
        Ok(header)
    }

    /// The sealed file that a change names, with its length.
    pub fn named_blob(change: &SealedChange) -> Option<(Hash, u64)> {
        let (1, rest) = change.sealed.split_first().map(|(first, rest)| (*first, rest))? else {
            return None;
        };
        let hash = Hash(rest.get(..32)?.try_into().ok()?);
        Some((hash, u64::from_be_bytes(rest.get(32..40)?.try_into().ok()?)))
    }
}
