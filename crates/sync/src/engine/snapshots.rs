//! Snapshots on their way up and down, and files that a person waits for. None of it is needed for anything to arrive: it
//! shows sooner what arrives anyway.

use protocol::Wire;
use protocol::api::{Answers, ChangesPage};
use protocol::snapshot::{PutSnapshots, SNAPSHOTS_LEN, SnapshotsPage};

use super::down::{bytes_on, check};
use super::round::Flight;
use super::{Engine, Plan, Then, misbehaved};
use crate::call::Request;
use crate::state::Misbehaviour;
use crate::store::{FirstFile, Store};

/// Most pages of snapshots in a round.
const MAX_PAGES: u32 = 1024;

impl Engine {
    pub(super) fn plan_snapshots_up<S: Store>(&mut self, store: &mut S) -> Result<Plan, S::Error> {
        // They say what the station has: nothing while it lacks anything of this device.
        if self.round.own_held_back || store.waiting()? > 0 {
            return Ok(Plan::Then(Then::Next));
        }
        while let Some(due) = store.snapshots_due()? {
            if due.snapshots.is_empty() {
                store.snapshots_sent(due.upto)?;
                continue;
            }
            let flight = Flight::SnapshotsUp { count: due.snapshots.len(), upto: due.upto };
            let put = PutSnapshots { snapshots: due.snapshots };
            return Ok(Plan::Ask(flight, Request::PutSnapshots(put)));
        }
        Ok(Plan::Then(Then::Next))
    }

    /// What it refused of them it would refuse again: the next change in the file makes another.
    pub(super) fn snapshots_went<S: Store>(
        &mut self,
        store: &mut S,
        (count, upto): (usize, u64),
        answers: &Answers,
    ) -> Result<Then, S::Error> {
        if answers.answers.len() != count {
            return Ok(misbehaved(Misbehaviour::OtherAnswer));
        }
        store.snapshots_sent(upto)?;
        Ok(Then::Stay)
    }

    pub(super) fn plan_snapshots_down<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if self.round.snapshots.is_none() && !store.wants_snapshots()? {
            return Ok(Plan::Then(Then::Next));
        }
        let after = *self.round.snapshots.get_or_insert(0);
        Ok(Plan::Ask(Flight::SnapshotsDown { after }, self.snapshots_after(after)))
    }

    fn snapshots_after(&self, after: u64) -> Request {
        Request::Snapshots { after, max_bytes: self.pace.size().min(SNAPSHOTS_LEN) }
    }

    /// The page after one that came.
    pub(super) fn snapshots_ahead(&self, after: u64, page: &SnapshotsPage) -> Option<Request> {
        let goes_on = page.more && page.is_bounded() && page.follows(after);
        goes_on.then(|| self.snapshots_after(page.next))
    }

    pub(super) fn snapshots_came<S: Store>(
        &mut self,
        store: &mut S,
        after: u64,
        page: SnapshotsPage,
    ) -> Result<Then, S::Error> {
        if !page.is_bounded() {
            return Ok(misbehaved(Misbehaviour::OutOfBounds));
        }
        if !page.follows(after) {
            return Ok(misbehaved(Misbehaviour::WrongPlace));
        }
        self.round.snapshots = Some(page.next);
        self.round.snapshot_pages += 1;
        let more = page.more && self.round.snapshot_pages < MAX_PAGES;
        store.receive_snapshots(page.items.into_iter().map(|item| item.snapshot).collect())?;
        Ok(if more { Then::Stay } else { Then::Next })
    }

    /// The changes of a file that a person waits for come before those of others.
    pub(super) fn plan_first_file<S: Store>(
        &mut self,
        store: &S,
    ) -> Result<Option<Plan>, S::Error> {
        let first = store.first_file()?;
        let first = first.filter(|first| !self.round.skipped_files.contains(&first.file));
        Ok(first.map(|first| {
            let FirstFile { file, after } = first;
            let (upto, max_bytes) = (i64::MAX as u64, self.pace.size());
            let request = Request::FileChanges { file, after, upto, max_bytes };
            Plan::Ask(Flight::First(first), request)
        }))
    }

    pub(super) fn first_file_came<S: Store>(
        &mut self,
        store: &mut S,
        wanted: FirstFile,
        page: ChangesPage,
    ) -> Result<Then, S::Error> {
        if let Err(how) = check(&page, wanted.after) {
            return Ok(misbehaved(how));
        }
        self.pace.came_through(bytes_on(&page));
        let so_far = (page.next, page.more);
        let received = store.receive_first(wanted.file, page.items, so_far)?;
        self.look_for_a_second(store, received);
        // On with everything else.
        Ok(self.counted(received, true))
    }
}
