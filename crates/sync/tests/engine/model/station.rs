//! A station in memory: keeps what the protocol's rules let it keep, and serves it.

use std::collections::{BTreeMap, HashMap};

use protocol::api::{
    Answer, Answers, AuthorHead, Challenge, ChangesPage, DirectoryHead, DirectoryPage, Heads,
    Hello, Numbered, RefusalCode, Refused, Session, SessionOpen, Token,
};
use protocol::directory::SignedEntry;
use protocol::snapshot::{NumberedSnapshot, SealedSnapshot, SnapshotsPage};
use protocol::{
    ChangeId, DeviceId, Directory, DirectoryFault, FileId, Hash, Header, Namespace, Refusal,
    SealedChange, change_id, verify,
};
use sync::{Asker, Call, Request, Response};

use super::world::{Proof, STATION, World, apply};

#[derive(Clone)]
pub struct Kept {
    pub file: FileId,
    pub id: ChangeId,
    pub change: SealedChange,
}

/// What survives a power cut.
#[derive(Clone)]
pub struct Disk {
    pub directory: Directory,
    pub entries: Vec<SignedEntry>,
    pub changes: BTreeMap<u64, Kept>,
    pub heads: BTreeMap<DeviceId, (u64, ChangeId)>,
    pub slots: HashMap<(DeviceId, u64), ChangeId>,
    /// What revoked devices signed, and nobody else is given with the rest.
    pub aside: BTreeMap<(DeviceId, u64), SealedChange>,
    pub blobs: BTreeMap<Hash, Vec<u8>>,
    pub whole: BTreeMap<Hash, bool>,
    pub next: u64,
    /// No place up to this one will be given any more.
    pub floor: u64,
}

/// How far the numbering jumps when a backup is put back.
pub const LEAP: u64 = 1000;

pub struct Station {
    pub disk: Disk,
    pub read_only: bool,
    /// Most changes or entries in a page.
    pub page: usize,
    pub snapshots: Vec<SealedSnapshot>,
    /// How many requests came in.
    pub requests: usize,
    proof: Proof,
    sessions: HashMap<[u8; 32], DeviceId>,
    challenges: Vec<[u8; 32]>,
    drawn: u64,
}

impl Station {
    pub fn new(world: &World) -> Self {
        let disk = Disk {
            directory: world.directory.clone(),
            entries: world.entries.clone(),
            changes: BTreeMap::new(),
            heads: BTreeMap::new(),
            slots: HashMap::new(),
            aside: BTreeMap::new(),
            blobs: BTreeMap::new(),
            whole: BTreeMap::new(),
            next: 1,
            floor: 0,
        };
        Self {
            disk,
            read_only: false,
            page: 3,
            snapshots: Vec::new(),
            requests: 0,
            proof: world.proof,
            sessions: HashMap::new(),
            challenges: Vec::new(),
            drawn: 0,
        }
    }

    /// The process ends and begins again.
    pub fn restart(&mut self) {
        self.sessions.clear();
        self.challenges.clear();
    }

    /// A backup takes the place of what is there. No place is given twice.
    pub fn restore(&mut self, backup: Disk) {
        let next = self.disk.next + LEAP;
        self.disk = Disk { next, floor: next - 1, ..backup };
        self.restart();
    }

    pub fn has(&self, id: ChangeId) -> bool {
        self.disk.changes.values().any(|kept| kept.id == id)
    }

    pub fn handle(&mut self, call: &Call) -> Response {
        self.requests += 1;
        self.answer(call).unwrap_or_else(Response::Refused)
    }

    #[expect(clippy::too_many_lines, reason = "one arm a request")]
    fn answer(&mut self, call: &Call) -> Result<Response, Refused> {
        let device = match &call.asker {
            Asker::Session(token) => self.sessions.get(&token.0).copied(),
            Asker::Anybody | Asker::Invited(_) => None,
        };
        // What is left to a device that was revoked.
        let is_leaving = matches!(
            call.request,
            Request::Directory { .. }
                | Request::Push(_)
                | Request::BlobHead { .. }
                | Request::BlobPatch { .. }
        );
        let asker = || {
            let device = device.ok_or(RefusalCode::NoSession)?;
            match self.disk.directory.device(device) {
                None => Err(RefusalCode::UnknownDevice),
                Some(known) if !known.is_active() && !is_leaving => Err(RefusalCode::Revoked),
                Some(known) => Ok(known.person),
            }
        };
        match &call.request {
            Request::Hello => return Ok(self.hello()),
            Request::SessionBegin(_) => return Ok(self.challenge()),
            Request::SessionOpen(open) => return self.open(open),
            _ => {}
        }
        let person = asker()?;
        let sees = |file: FileId| self.disk.directory.access(file, person).is_some();
        match &call.request {
            Request::Directory { after, max_bytes } => Ok(self.entries(*after, *max_bytes)),
            Request::Heads => Ok(self.heads()),
            Request::Snapshots { after, .. } => Ok(self.snapshots_after(*after)),
            Request::PutSnapshots(put) => {
                self.snapshots.extend(put.snapshots.iter().cloned());
                let answers = vec![Answer::Stored; put.snapshots.len()];
                Ok(Response::Answers(Answers { answers }))
            }
            Request::KeptAside { device, after } => Ok(self.kept_aside(*device, *after)),
            Request::Changes { after, but_mine, max_bytes } => {
                let has = |kept: &Kept| {
                    let header = Header::decode(&kept.change.header).unwrap();
                    Some(header.author) == device && header.seq <= *but_mine
                };
                let wants = |kept: &Kept| sees(kept.file) && !has(kept);
                Ok(self.changes(wants, *after, u64::MAX, *max_bytes))
            }
            Request::FileChanges { file, after, upto, max_bytes } if sees(*file) => {
                Ok(self.changes(|kept| kept.file == *file, *after, *upto, *max_bytes))
            }
            Request::FileChanges { .. } => Err(RefusalCode::NotFound.into()),
            Request::BlobHead { hash } => {
                let kept = self.disk.blobs.get(hash).ok_or(RefusalCode::NotFound)?;
                Ok(Response::BlobHas { have: kept.len() as u64 })
            }
            Request::BlobGet { hash, offset, max } => self.blob(*hash, *offset, *max),
            _ if self.read_only => Err(RefusalCode::ReadOnly.into()),
            Request::Append(entry) => self.append(entry),
            Request::Push(push) => {
                let answers = push.changes.iter().map(|change| self.keep(change)).collect();
                Ok(Response::Answers(Answers { answers }))
            }
            Request::BlobPatch { hash, offset, total, bytes } => {
                self.patch(*hash, *offset, *total, bytes)
            }
            _ => Err(RefusalCode::Malformed.into()),
        }
    }

    fn snapshots_after(&self, after: u64) -> Response {
        let all = (1..).zip(&self.snapshots).filter(|(n, _)| *n > after);
        let mut items: Vec<_> =
            all.map(|(n, one)| NumberedSnapshot { n, snapshot: one.clone() }).collect();
        let more = items.len() > self.page;
        items.truncate(self.page);
        let next = items.last().map_or(after, |last| last.n);
        Response::Snapshots(SnapshotsPage { items, next, more })
    }

    fn hello(&self) -> Response {
        Response::Hello(Hello {
            version: "1".to_owned(),
            min_format: 1,
            read_only: self.read_only,
            station: Some(STATION),
        })
    }

    fn challenge(&mut self) -> Response {
        self.drawn += 1;
        let challenge = change_id(&self.drawn.to_be_bytes()).0;
        self.challenges.push(challenge);
        Response::Challenge(Challenge { challenge })
    }

    fn open(&mut self, open: &SessionOpen) -> Result<Response, Refused> {
        let place = self.challenges.iter().position(|known| *known == open.challenge);
        self.challenges.swap_remove(place.ok_or(RefusalCode::NoSession)?);
        let known = self.disk.directory.device(open.device).ok_or(RefusalCode::UnknownDevice)?;
        let ended = known.revoked_in;
        if self.proof == Proof::Signatures {
            let words = protocol::proof::session(STATION, open.device, &open.challenge);
            verify(&known.sign, Namespace::Session, &words, &open.signature)
                .map_err(|_| RefusalCode::BadSignature)?;
        }
        self.drawn += 1;
        let token = change_id(&self.drawn.to_le_bytes()).0;
        self.sessions.insert(token, open.device);
        Ok(Response::Session(Session { token: Token(token), seconds: 3600, ended }))
    }

    fn entries(&self, after: Option<u64>, max_bytes: usize) -> Response {
        let from = after.map_or(0, |after| after as usize + 1).min(self.disk.entries.len());
        let rest = &self.disk.entries[from..];
        let mut bytes = 0;
        let fits = |entry: &&SignedEntry| {
            bytes += entry.entry.len();
            bytes <= max_bytes || bytes == entry.entry.len()
        };
        let entries: Vec<_> = rest.iter().take(self.page).take_while(fits).cloned().collect();
        let more = rest.len() > entries.len();
        Response::Directory(DirectoryPage { entries, more })
    }

    fn append(&mut self, entry: &SignedEntry) -> Result<Response, Refused> {
        let done = apply(&mut self.disk.directory, entry, self.proof);
        done.map_err(|fault| match fault {
            DirectoryFault::AlreadyThere | DirectoryFault::Forked | DirectoryFault::Gap => {
                Refused {
                    code: RefusalCode::StaleHead,
                    detail: Some(self.disk.entries.len() as u64 - 1),
                }
            }
            other => other.into(),
        })?;
        self.disk.entries.push(entry.clone());
        let index = self.disk.entries.len() as u64 - 1;
        Ok(Response::Appended(DirectoryHead { index, hash: entry.hash() }))
    }

    fn heads(&self) -> Response {
        let head = |(author, (seq, id)): (&DeviceId, &(u64, ChangeId))| AuthorHead {
            author: *author,
            seq: *seq,
            id: *id,
        };
        Response::Heads(Heads { heads: self.disk.heads.iter().map(head).collect() })
    }

    fn keep(&mut self, change: &SealedChange) -> Answer {
        match self.judge(change) {
            Ok(header) => self.keep_judged(&header, change, None),
            Err(why @ Refusal::AfterRevocation { .. }) => match Header::decode(&change.header) {
                Ok(header) => self.keep_judged(&header, change, Some(why.into())),
                Err(refusal) => Answer::Refused(Refusal::from(refusal).into()),
            },
            Err(refusal) => Answer::Refused(refusal.into()),
        }
    }

    fn judge(&self, change: &SealedChange) -> Result<Header, Refusal> {
        if self.proof == Proof::Signatures {
            return change.verify(&self.disk.directory);
        }
        let header = Header::decode(&change.header)?;
        self.disk.directory.admits(&header)?;
        Ok(header)
    }

    fn kept_aside(&self, device: DeviceId, after: u64) -> Response {
        let kept = self.disk.aside.range((device, after + 1)..=(device, u64::MAX));
        let all: Vec<_> =
            kept.map(|((_, n), change)| Numbered { n: *n, change: change.clone() }).collect();
        let items: Vec<_> = all.iter().take(self.page).cloned().collect();
        let next = items.last().map_or(after, |last| last.n);
        Response::Changes(ChangesPage { more: items.len() < all.len(), items, next })
    }

    fn keep_judged(
        &mut self,
        header: &Header,
        change: &SealedChange,
        refused: Option<Refused>,
    ) -> Answer {
        let id = change.id();
        let slot = (header.author, header.seq);
        match self.disk.slots.get(&slot) {
            Some(kept) if *kept == id => {
                return refused.map_or(Answer::AlreadyThere, Answer::Refused);
            }
            Some(_) => return Answer::Refused(RefusalCode::Fork.into()),
            None => {}
        }
        let head = self.disk.heads.get(&header.author).copied();
        if header.seq != head.map_or(1, |(seq, _)| seq + 1) {
            return Answer::Waiting;
        }
        if header.previous != head.map(|(_, id)| id) {
            return Answer::Refused(RefusalCode::Fork.into());
        }
        self.disk.slots.insert(slot, id);
        self.disk.heads.insert(header.author, (header.seq, id));
        if let Some(refused) = refused {
            self.disk.aside.insert(slot, change.clone());
            return Answer::Refused(refused);
        }
        let kept = Kept { file: header.file, id, change: change.clone() };
        self.disk.changes.insert(self.disk.next, kept);
        self.disk.next += 1;
        Answer::Stored
    }

    fn changes(
        &self,
        wants: impl Fn(&Kept) -> bool,
        after: u64,
        upto: u64,
        max_bytes: usize,
    ) -> Response {
        let mut page = ChangesPage { items: Vec::new(), next: after, more: false };
        let mut bytes = 0;
        let range = after.saturating_add(1)..=upto.max(after.saturating_add(1));
        for (n, kept) in self.disk.changes.range(range) {
            if *n > upto {
                break;
            }
            if wants(kept) {
                bytes += kept.change.wire_len();
                if page.items.len() == self.page || (bytes > max_bytes && !page.items.is_empty()) {
                    page.more = true;
                    break;
                }
                page.items.push(Numbered { n: *n, change: kept.change.clone() });
            }
            page.next = *n;
        }
        if !page.more {
            page.next = page.next.max(self.disk.floor.min(upto));
        }
        Response::Changes(page)
    }
}
