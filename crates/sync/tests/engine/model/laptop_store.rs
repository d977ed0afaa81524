//! The laptop as the engine knows it. Before and after each commit power may fail.

use std::collections::{BTreeMap, BTreeSet};

use protocol::api::{Answer, AuthorHead, DirectoryHead, LastSeen, Numbered};
use protocol::directory::SignedEntry;
use protocol::snapshot::SealedSnapshot;
use protocol::{
    ChangeId, DeviceId, FileId, Hash, Namespace, Signature, StationId, change_id, proof,
};
use sync::{
    Backfill, BlobTaken, Entries, FirstFile, Outgoing, Received, SealedBlob, SnapshotsDue, Store,
    WantedBlob,
};

use super::laptop::{Laptop, Logged, PowerCut};
use super::station::LEAP;
use super::world::{STATION, apply, sign};

impl Laptop {
    fn commit<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Result<T, PowerCut> {
        self.boundary()?;
        let done = work(self);
        self.boundary()?;
        Ok(done)
    }

    fn furthest(&self, counts: impl Fn(&DeviceId, u64, &Logged) -> bool) -> Vec<AuthorHead> {
        let mut heads = BTreeMap::new();
        for ((author, seq), logged) in &self.log {
            if counts(author, *seq, logged) {
                heads.insert(*author, AuthorHead { author: *author, seq: *seq, id: logged.id });
            }
        }
        heads.into_values().collect()
    }
}

fn bounded<'a>(
    changes: impl Iterator<Item = (u64, &'a Logged)>,
    max_bytes: usize,
    at_once: usize,
) -> Vec<Outgoing> {
    let mut bytes = 0;
    let mut all = Vec::new();
    for (seq, logged) in changes {
        bytes += logged.change.wire_len();
        if !all.is_empty() && (bytes > max_bytes || all.len() == at_once) {
            break;
        }
        all.push(Outgoing { seq, change: logged.change.clone() });
    }
    all
}

impl Store for Laptop {
    type Error = PowerCut;

    fn station(&self) -> StationId {
        STATION
    }

    fn device(&self) -> DeviceId {
        self.me.device
    }

    fn sign_challenge(&mut self, challenge: &[u8; 32]) -> Result<Signature, PowerCut> {
        let words = proof::session(STATION, self.me.device, challenge);
        Ok(self.me.signer.sign(Namespace::Session, &words))
    }

    fn directory_head(&self) -> Result<Option<DirectoryHead>, PowerCut> {
        Ok(self.directory.head())
    }

    fn ended(&self) -> Result<bool, PowerCut> {
        let me = self.directory.device(self.me.device);
        Ok(me.is_some_and(|device| !device.is_active()))
    }

    fn aside_upto(&self, author: DeviceId) -> Result<Option<u64>, PowerCut> {
        let last = self.directory.device(author).and_then(|device| device.revoked);
        let here = self.aside.get(&author).map(|(upto, _)| *upto);
        Ok(last.filter(|_| author != self.me.device).map(|last| here.unwrap_or(last).max(last)))
    }

    fn receive_aside(
        &mut self,
        author: DeviceId,
        items: Vec<Numbered>,
        upto: u64,
    ) -> Result<Received, PowerCut> {
        self.commit(|laptop| {
            let kept = laptop.aside.entry(author).or_default();
            kept.0 = upto;
            kept.1.extend(items.into_iter().map(|item| item.change.id()));
            Received::default()
        })
    }

    fn awaits_farewells(&self) -> Result<bool, PowerCut> {
        Ok(false)
    }

    fn take_farewells(&mut self, _: &[LastSeen]) -> Result<(), PowerCut> {
        Ok(())
    }

    fn entry(&self, index: u64) -> Result<Option<SignedEntry>, PowerCut> {
        Ok(self.entries.get(index as usize).cloned())
    }

    fn apply_entries(&mut self, entries: &[SignedEntry]) -> Result<Entries, PowerCut> {
        self.commit(|laptop| {
            let mut applied = 0;
            let mut fault = None;
            for entry in entries {
                match apply(&mut laptop.directory, entry, laptop.proof) {
                    Ok(()) => laptop.entries.push(entry.clone()),
                    Err(why) => {
                        fault = Some(why);
                        break;
                    }
                }
                applied += 1;
            }
            laptop.look_for_new_files();
            laptop.try_held();
            Entries { applied, fault }
        })
    }

    fn plan_entry(&mut self, _: u64) -> Result<Option<SignedEntry>, PowerCut> {
        let acts = self.acts();
        Ok((!acts.is_empty()).then(|| sign(&self.directory, &self.me, acts)))
    }

    fn heads(&self) -> Result<Vec<AuthorHead>, PowerCut> {
        Ok(self.furthest(|_, _, _| true))
    }

    fn pinned(&self) -> Result<Vec<AuthorHead>, PowerCut> {
        Ok(self.furthest(|author, seq, logged| match *author == self.me.device {
            true => self.acknowledged.contains(&seq),
            false => logged.from_station,
        }))
    }

    fn change_at(&self, author: DeviceId, seq: u64) -> Result<Option<ChangeId>, PowerCut> {
        Ok(self.log.get(&(author, seq)).map(|logged| logged.id))
    }

    fn short(&self) -> Result<BTreeMap<DeviceId, u64>, PowerCut> {
        let sent_since = |theirs: u64| self.acknowledged.iter().any(|seq| *seq > theirs);
        let mut short = self.short.clone();
        short.retain(|author, theirs| *author != self.me.device || !sent_since(*theirs));
        Ok(short)
    }

    fn note_short(
        &mut self,
        short: &BTreeMap<DeviceId, u64>,
        rewind: bool,
    ) -> Result<(), PowerCut> {
        self.commit(|laptop| {
            laptop.short = short.clone();
            if rewind {
                laptop.cursor = 0;
                laptop.known_blobs.clear();
                if let Some(theirs) = short.get(&laptop.me.device) {
                    laptop.acknowledged.retain(|seq| seq <= theirs);
                }
            }
        })
    }

    fn outbox(&self, after: u64, max_bytes: usize) -> Result<Vec<Outgoing>, PowerCut> {
        let waiting =
            self.own().filter(|(seq, _)| *seq > after && !self.acknowledged.contains(seq));
        Ok(bounded(waiting, max_bytes, self.at_once))
    }

    fn settle(&mut self, answers: &[(u64, Answer)]) -> Result<(), PowerCut> {
        self.commit(|laptop| {
            for (seq, answer) in answers {
                match answer {
                    Answer::Stored | Answer::AlreadyThere => {
                        laptop.acknowledged.insert(*seq);
                        laptop.refused.remove(seq);
                    }
                    Answer::Refused(why) => _ = laptop.refused.insert(*seq, *why),
                    Answer::Waiting => {}
                }
            }
        })
    }

    fn changes_of(
        &self,
        author: DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Outgoing>, PowerCut> {
        let range = self.log.range((author, after + 1)..=(author, u64::MAX));
        let range = range.map(|((_, seq), logged)| (*seq, logged));
        Ok(bounded(range, max_bytes, self.at_once))
    }

    fn acknowledged(&self) -> Result<u64, PowerCut> {
        let in_order = (1..).take_while(|seq| self.acknowledged.contains(seq));
        Ok(in_order.last().unwrap_or(0))
    }

    fn cursor(&self) -> Result<u64, PowerCut> {
        Ok(self.cursor)
    }

    fn receive(&mut self, items: Vec<Numbered>, next: u64) -> Result<Received, PowerCut> {
        self.commit(|laptop| {
            let mut received = Received::default();
            for item in items {
                laptop.take(item.change, &mut received);
            }
            if next.saturating_sub(laptop.cursor) >= LEAP {
                laptop.known_blobs.clear();
            }
            laptop.cursor = next;
            received
        })
    }

    fn snapshots_due(&mut self) -> Result<Option<SnapshotsDue>, PowerCut> {
        let upto = self.acknowledged.last().copied().unwrap_or(0);
        let made = || SealedSnapshot {
            header: self.me.device.bytes().to_vec(),
            signature: Signature([0; 64]),
            sealed: upto.to_be_bytes().to_vec(),
        };
        Ok((upto > self.snapshots_sent).then(|| SnapshotsDue { snapshots: vec![made()], upto }))
    }

    fn snapshots_sent(&mut self, upto: u64) -> Result<(), PowerCut> {
        self.commit(|laptop| laptop.snapshots_sent = upto)
    }

    fn wants_snapshots(&self) -> Result<bool, PowerCut> {
        Ok(self.cursor == 0)
    }

    fn receive_snapshots(&mut self, items: Vec<SealedSnapshot>) -> Result<(), PowerCut> {
        self.commit(|laptop| laptop.shown.extend(items))
    }

    fn first_file(&self) -> Result<Option<FirstFile>, PowerCut> {
        Ok(self.first)
    }

    fn receive_first(
        &mut self,
        file: FileId,
        items: Vec<Numbered>,
        (next, more): (u64, bool),
    ) -> Result<Received, PowerCut> {
        self.commit(|laptop| {
            let mut received = Received::default();
            for item in items {
                laptop.take(item.change, &mut received);
            }
            laptop.first = more.then_some(FirstFile { file, after: next });
            received
        })
    }

    fn all_came(&mut self) -> Result<(), PowerCut> {
        self.commit(|laptop| laptop.shown.clear())
    }

    fn backfill(&self, but: &BTreeSet<FileId>) -> Result<Option<Backfill>, PowerCut> {
        let mut lacking = self.lacking.iter().filter(|(file, _)| !but.contains(file));
        Ok(lacking.next().map(|(file, (after, upto))| Backfill {
            file: *file,
            after: *after,
            upto: *upto,
        }))
    }

    fn receive_backfill(
        &mut self,
        file: FileId,
        items: Vec<Numbered>,
        next: u64,
    ) -> Result<Received, PowerCut> {
        self.commit(|laptop| {
            let mut received = Received::default();
            for item in items {
                laptop.take(item.change, &mut received);
            }
            match laptop.lacking.get_mut(&file) {
                Some((_, upto)) if next >= *upto => _ = laptop.lacking.remove(&file),
                Some((after, _)) => *after = next,
                None => {}
            }
            received
        })
    }

    fn blob_to_send(&self, but: &BTreeSet<Hash>) -> Result<Option<SealedBlob>, PowerCut> {
        let mut named = self.log.values().filter_map(|logged| Self::named_blob(&logged.change));
        let known = |hash: &Hash| but.contains(hash) || self.known_blobs.contains(hash);
        let found = named.find(|(hash, _)| !known(hash) && self.blobs.contains_key(hash));
        Ok(found.map(|(hash, len)| SealedBlob { hash, len }))
    }

    fn read_blob(&self, hash: Hash, offset: u64, max: usize) -> Result<Vec<u8>, PowerCut> {
        let here = self.blobs.get(&hash).filter(|_| !self.bad_blobs.contains(&hash));
        let blob = here.map_or(&[][..], Vec::as_slice);
        let from = (offset as usize).min(blob.len());
        let upto = (from + max.min(self.part)).min(blob.len());
        Ok(blob[from..upto].to_vec())
    }

    fn blob_sent(&mut self, hash: Hash) -> Result<(), PowerCut> {
        self.commit(|laptop| _ = laptop.known_blobs.insert(hash))
    }

    fn blob_wanted(&self, but: &BTreeSet<Hash>) -> Result<Option<WantedBlob>, PowerCut> {
        let mut named = self.log.values().filter_map(|logged| Self::named_blob(&logged.change));
        let wanted = named.find(|(hash, _)| !but.contains(hash) && !self.blobs.contains_key(hash));
        Ok(wanted.map(|(hash, most)| WantedBlob {
            hash,
            have: self.parts.get(&hash).map_or(0, |part| part.len() as u64),
            most,
        }))
    }

    fn take_blob(
        &mut self,
        hash: Hash,
        _: u64,
        bytes: &[u8],
        total: u64,
    ) -> Result<BlobTaken, PowerCut> {
        if self.bad_blobs.contains(&hash) {
            return Ok(BlobTaken::Failed);
        }
        self.commit(|laptop| {
            let part = laptop.parts.entry(hash).or_default();
            part.extend_from_slice(bytes);
            if (part.len() as u64) < total {
                return BlobTaken::Part;
            }
            let whole = laptop.parts.remove(&hash).unwrap();
            if change_id(&whole) != hash {
                return BlobTaken::WrongHash;
            }
            laptop.blobs.insert(hash, whole);
            laptop.known_blobs.insert(hash);
            BlobTaken::Whole
        })
    }

    fn waiting(&self) -> Result<u64, PowerCut> {
        Ok(self.own().filter(|(seq, _)| !self.acknowledged.contains(seq)).count() as u64)
    }

    fn synced(&mut self, now: u64) -> Result<(), PowerCut> {
        self.commit(|laptop| laptop.synced_at = Some(now))
    }
}
