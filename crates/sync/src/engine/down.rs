//! Changes on their way down.

use protocol::Wire;
use protocol::api::{ChangesPage, DirectoryHead};

use super::round::Flight;
use super::{Engine, Plan, Then, misbehaved};
use crate::call::{Request, Response};
use crate::state::{Alarm, Misbehaviour};
use crate::store::{Backfill, Received, Store};

/// Most pages in a round.
const MAX_PAGES: u32 = 4096;

/// Pages with something on them that no honest station sends, before the round ends: whatever else is on them.
const MAX_RUBBISH: u32 = 16;

/// The furthest place that a place can be: it must go into a signed number.
const LAST_PLACE: u64 = i64::MAX as u64;

impl Engine {
    pub(super) fn plan_changes_down<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if self.enough() {
            return Ok(Plan::Then(Then::Next));
        }
        if let Some(plan) = self.plan_first_file(store)? {
            return Ok(plan);
        }
        let after = store.cursor()?;
        let (but_mine, max_bytes) = (store.acknowledged()?, self.pace.size());
        let request = Request::Changes { after, but_mine, max_bytes };
        let under = store.directory_head()?;
        Ok(Plan::Ask(Flight::Changes { after, but_mine, under }, request))
    }

    /// The page after one that came, if that is taken as it is.
    pub(super) fn page_ahead(&self, flight: &Flight, response: &Response) -> Option<Request> {
        if let (Flight::SnapshotsDown { after }, Response::Snapshots(page)) = (flight, response) {
            return self.snapshots_ahead(*after, page);
        }
        let Flight::Changes { after, but_mine, .. } = *flight else { return None };
        let Response::Changes(page) = response else { return None };
        let goes_on = page.more && check(page, after).is_ok();
        let mut pace = self.pace;
        pace.came_through(bytes_on(page));
        goes_on.then_some(Request::Changes { after: page.next, but_mine, max_bytes: pace.size() })
    }

    pub(super) fn changes_came<S: Store>(
        &mut self,
        store: &mut S,
        after: u64,
        under: Option<DirectoryHead>,
        page: ChangesPage,
    ) -> Result<Then, S::Error> {
        if let Err(how) = check(&page, after) {
            return Ok(misbehaved(how));
        }
        if store.directory_head()? != under {
            // A person at the laptop spoke in the directory meanwhile, and what came with her answer may have let her into
            // a file that this page was made without. It is asked for anew.
            return Ok(Then::Stay);
        }
        self.pace.came_through(bytes_on(&page));
        let more = page.more;
        let received = store.receive(page.items, page.next)?;
        self.look_for_a_second(store, received);
        if !more {
            store.all_came()?;
        }
        Ok(self.counted(received, more))
    }

    pub(super) fn plan_backfills<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        let wanted = match self.enough() {
            true => None,
            false => store.backfill(&self.round.skipped_files)?,
        };
        Ok(match wanted {
            Some(wanted) => {
                let Backfill { file, after, upto } = wanted;
                let request =
                    Request::FileChanges { file, after, upto, max_bytes: self.pace.size() };
                Plan::Ask(Flight::Backfill(wanted), request)
            }
            None => Plan::Then(Then::Next),
        })
    }

    pub(super) fn backfill_came<S: Store>(
        &mut self,
        store: &mut S,
        wanted: Backfill,
        page: ChangesPage,
    ) -> Result<Then, S::Error> {
        if let Err(how) = check(&page, wanted.after) {
            return Ok(misbehaved(how));
        }
        if page.items.last().is_some_and(|last| last.n > wanted.upto) {
            return Ok(misbehaved(Misbehaviour::WrongPlace));
        }
        self.pace.came_through(bytes_on(&page));
        let next = if page.more { page.next.min(wanted.upto) } else { wanted.upto };
        let received = store.receive_backfill(wanted.file, page.items, next)?;
        self.look_for_a_second(store, received);
        // The next file, until the store has none.
        Ok(self.counted(received, true))
    }

    /// Another laptop is this device as well: what is written here collides with what is written there.
    pub(super) fn look_for_a_second<S: Store>(&mut self, store: &S, received: Received) {
        if received.forked {
            self.alarm(Alarm::Forked { author: store.device() });
            self.round.own_held_back = true;
        }
    }

    fn enough(&mut self) -> bool {
        self.round.unfinished |= self.round.pages >= MAX_PAGES;
        self.round.unfinished
    }

    /// After a page: whether the stage goes on.
    pub(super) fn counted(&mut self, received: Received, more: bool) -> Then {
        self.round.pages += 1;
        self.state.held += received.held;
        if received.taken > 0 {
            self.progress();
        }
        self.round.rubbish += u32::from(received.rubbish > 0);
        if self.round.rubbish >= MAX_RUBBISH {
            return misbehaved(Misbehaviour::Rubbish);
        }
        if more { Then::Stay } else { Then::Next }
    }
}

pub(super) fn bytes_on(page: &ChangesPage) -> usize {
    page.items.iter().map(|item| item.change.wire_len()).sum()
}

/// Whether a page may be an answer to what came after `after`.
pub(super) fn check(page: &ChangesPage, after: u64) -> Result<(), Misbehaviour> {
    if !page.is_bounded() {
        return Err(Misbehaviour::OutOfBounds);
    }
    if !page.follows(after) || page.next > LAST_PLACE {
        return Err(Misbehaviour::WrongPlace);
    }
    Ok(())
}
