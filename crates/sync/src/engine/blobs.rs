//! Sealed files on their way up and down, part by part: cut off, they go on where they were. After so many bytes, and at
//! once when something was written meanwhile, they make way: the round ends, and the next one takes them up again.

use protocol::Hash;
use protocol::api::{RefusalCode, Refused};

use super::round::Flight;
use super::{Engine, Plan, Then, misbehaved};
use crate::call::Request;
use crate::state::Misbehaviour;
use crate::store::{BlobTaken, SealedBlob, Store, WantedBlob};

/// Longest part, in bytes: a note that is written meanwhile waits for one part.
const PART: usize = 1024 * 1024;

/// Most bytes each way in a round: what others have written waits for so many.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// How many sealed files a disk may fail to give or take before the others are left for another round.
const MAX_FAULTS: u32 = 8;

/// How often the station may be elsewhere in a file than it said.
const MAX_RETRIES: u32 = 8;

impl Engine {
    pub(super) fn plan_blobs_up<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if self.makes_way(store, self.round.blob_bytes.0)? {
            return Ok(Plan::Then(Then::Next));
        }
        if let Some((blob, offset)) = self.round.blob {
            let SealedBlob { hash, len: total } = blob;
            let bytes = store.read_blob(hash, offset, PART.min(self.pace.size()))?;
            if bytes.is_empty() {
                self.round.blob_faults += 1;
                self.give_up(hash);
                return Ok(Plan::Then(Then::Stay));
            }
            let upto = offset.saturating_add(bytes.len() as u64);
            self.round.blob_bytes.0 += bytes.len() as u64;
            let request = Request::BlobPatch { hash, offset, total, bytes };
            return Ok(Plan::Ask(Flight::BlobPatch { blob, upto }, request));
        }
        Ok(match store.blob_to_send(&self.round.skipped_blobs)? {
            Some(blob) => Plan::Ask(Flight::BlobHead(blob), Request::BlobHead { hash: blob.hash }),
            None => Plan::Then(Then::Next),
        })
    }

    /// Whether other things come first by now.
    fn makes_way<S: Store>(&mut self, store: &S, bytes: u64) -> Result<bool, S::Error> {
        if self.round.blob_faults >= MAX_FAULTS {
            return Ok(true);
        }
        let way = bytes >= MOST_BYTES || store.waiting()? > self.round.left_waiting;
        self.round.unfinished |= way;
        Ok(way)
    }

    pub(super) fn blob_has<S: Store>(
        &mut self,
        store: &mut S,
        blob: SealedBlob,
        have: u64,
    ) -> Result<Then, S::Error> {
        self.round.blob_retries = 0;
        self.reached(store, blob, have)
    }

    pub(super) fn blob_head_refused<S: Store>(
        &mut self,
        store: &mut S,
        blob: SealedBlob,
        why: Refused,
    ) -> Result<Then, S::Error> {
        match why.code {
            RefusalCode::NotFound => self.blob_has(store, blob, 0),
            _ => Ok(self.blob_refused(blob.hash, why)),
        }
    }

    pub(super) fn blob_went<S: Store>(
        &mut self,
        store: &mut S,
        blob: SealedBlob,
        upto: u64,
        have: u64,
    ) -> Result<Then, S::Error> {
        if have != upto {
            return Ok(misbehaved(Misbehaviour::WrongPlace));
        }
        self.pace.came_through(self.weight);
        self.progress();
        self.reached(store, blob, have)
    }

    /// The station has so many bytes of it.
    fn reached<S: Store>(
        &mut self,
        store: &mut S,
        blob: SealedBlob,
        have: u64,
    ) -> Result<Then, S::Error> {
        if have > blob.len {
            self.give_up(blob.hash);
        } else if have == blob.len {
            store.blob_sent(blob.hash)?;
            self.round.blob = None;
        } else {
            self.round.blob = Some((blob, have));
        }
        Ok(Then::Stay)
    }

    pub(super) fn plan_blobs_down<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if self.makes_way(store, self.round.blob_bytes.1)? {
            return Ok(Plan::Then(Then::Next));
        }
        if let Some(wanted) = store.blob_wanted(&self.round.skipped_blobs)? {
            let WantedBlob { hash, have, .. } = wanted;
            let request = Request::BlobGet { hash, offset: have, max: PART.min(self.pace.size()) };
            return Ok(Plan::Ask(Flight::BlobGet(wanted), request));
        }
        Ok(Plan::Then(Then::Next))
    }

    pub(super) fn blob_came<S: Store>(
        &mut self,
        store: &mut S,
        wanted: WantedBlob,
        total: u64,
        bytes: &[u8],
    ) -> Result<Then, S::Error> {
        let WantedBlob { hash, have, most } = wanted;
        let end = have.checked_add(bytes.len() as u64);
        let fits = end.is_some_and(|end| end <= total) && total <= most && bytes.len() <= PART;
        if !fits || bytes.is_empty() {
            self.give_up(hash);
            return Ok(Then::Stay);
        }
        self.pace.came_through(bytes.len());
        self.round.blob_bytes.1 += bytes.len() as u64;
        match store.take_blob(hash, have, bytes, total)? {
            BlobTaken::Part | BlobTaken::Whole => self.progress(),
            BlobTaken::WrongHash => self.give_up(hash),
            BlobTaken::Failed => {
                self.round.blob_faults += 1;
                self.give_up(hash);
            }
        }
        Ok(Then::Stay)
    }

    /// The station does not have it yet: whoever wrote the change is still sending it.
    pub(super) fn blob_get_refused(&mut self, hash: Hash, why: Refused) -> Then {
        if why.code != RefusalCode::NotFound {
            return self.blob_refused(hash, why);
        }
        self.round.skipped_blobs.insert(hash);
        Then::Stay
    }

    /// Refused as a whole or in part: the station is elsewhere in it, or the rest goes without it.
    pub(super) fn blob_refused(&mut self, hash: Hash, why: Refused) -> Then {
        self.round.blob_retries += 1;
        self.round.blob_faults += u32::from(why.code == RefusalCode::Failed);
        match (why.code, why.detail, self.round.blob) {
            (RefusalCode::WrongOffset, Some(have), Some((blob, _)))
                if blob.hash == hash
                    && have < blob.len
                    && self.round.blob_retries <= MAX_RETRIES =>
            {
                self.round.blob = Some((blob, have));
            }
            _ => self.give_up(hash),
        }
        Then::Stay
    }

    /// Not in this round.
    fn give_up(&mut self, hash: Hash) {
        self.round.blob = None;
        self.round.skipped_blobs.insert(hash);
        self.state.stuck_blobs.push(hash);
    }
}
