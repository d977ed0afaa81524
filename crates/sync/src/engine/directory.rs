//! The directory: down, up again where the station lost some of it, and what this laptop has to say.
//!
//! The station is asked for our own last entry too. It must come first: without it the station has lost entries,
//! and another in its place is another history.

use protocol::api::{DirectoryHead, DirectoryPage, RefusalCode, Refused};
use protocol::directory::{DirectoryFault, SignedEntry};
use protocol::{Wire, WireError};

use super::round::Flight;
use super::{Engine, Plan, Then, misbehaved, refused};
use crate::call::Request;
use crate::state::{Alarm, Misbehaviour, Stage};
use crate::store::Store;

/// How often in a round the directory may grow under what is being sent again.
const MAX_REPLANS: u32 = 32;

/// How often in a round it may grow under what is being appended. Many laptops that all have something to say get on
/// faster when those who were too late come back at different times.
const MAX_TOO_LATE: u32 = 3;

/// Most entries that a laptop appends in a round.
const MAX_APPENDED: u32 = 256;

impl Engine {
    pub(super) fn plan_directory<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        if self.round.told_ended && store.ended()? {
            // The station shows no further than the entry that says so, and that is here.
            return Ok(Plan::Then(self.after_directory(store)?));
        }
        let head = store.directory_head()?;
        let mine = head.filter(|_| !self.round.joined_up);
        let after = match mine {
            Some(mine) => mine.index.checked_sub(1),
            None => head.map(|head| head.index),
        };
        Ok(Plan::Ask(
            Flight::Directory { mine },
            Request::Directory { after, max_bytes: self.pace.size() },
        ))
    }

    pub(super) fn entries_came<S: Store>(
        &mut self,
        store: &mut S,
        mine: Option<DirectoryHead>,
        page: &DirectoryPage,
    ) -> Result<Then, S::Error> {
        if !page.is_bounded() {
            return Ok(misbehaved(Misbehaviour::OutOfBounds));
        }
        let mut new = page.entries.as_slice();
        if let Some(mine) = mine {
            let Some((first, rest)) = new.split_first() else {
                if self.round.entries_again.is_some() {
                    return Ok(misbehaved(Misbehaviour::NoProgress));
                }
                self.alarm(Alarm::DirectoryLost);
                return Ok(Then::To(Stage::DirectoryAgain));
            };
            if first.hash() != mine.hash {
                return Ok(self.stop_with(Alarm::DirectoryFault(DirectoryFault::Forked)));
            }
            new = rest;
        }
        self.round.joined_up = true;
        self.pace.came_through(page.entries.iter().map(|entry| entry.entry.len()).sum());
        if !new.is_empty() {
            let entries = store.apply_entries(new)?;
            if entries.applied > 0 && self.round.replans == 0 {
                self.progress();
            }
            match entries.fault {
                Some(DirectoryFault::Unreadable(WireError::Newer)) => {
                    self.state.newer_directory = true;
                    return Ok(Then::To(Stage::Heads));
                }
                Some(fault) => return Ok(self.stop_with(Alarm::DirectoryFault(fault))),
                None => {}
            }
        }
        if page.more { Ok(Then::Stay) } else { self.after_directory(store) }
    }

    /// The last entry first: the refusal says where the station's directory ends.
    pub(super) fn plan_directory_again<S: Store>(&mut self, store: &S) -> Result<Plan, S::Error> {
        let Some(head) = store.directory_head()?.filter(|_| !self.round.joined_up) else {
            return Ok(Plan::Then(Then::Next));
        };
        let index = self.round.entries_again.unwrap_or(head.index);
        if index > head.index {
            return Ok(Plan::Then(Then::To(Stage::Directory)));
        }
        Ok(match store.entry(index)? {
            Some(entry) => Plan::Ask(Flight::EntryAgain { index }, Request::Append(entry)),
            None => Plan::Then(Then::To(Stage::Directory)),
        })
    }

    pub(super) fn entry_went_again(&mut self, index: u64, head: DirectoryHead) -> Then {
        if head.index != index {
            return misbehaved(Misbehaviour::OtherAnswer);
        }
        self.progress();
        self.round.entries_again = Some(index + 1);
        Then::Stay
    }

    pub(super) fn entry_refused_again(&mut self, index: u64, why: Refused) -> Then {
        self.round.replans += 1;
        match (why.code, why.detail) {
            (RefusalCode::StaleHead, Some(last)) if self.round.replans <= MAX_REPLANS => {
                let next = last.saturating_add(1);
                if self.round.entries_again == Some(next) && next == index {
                    // It follows the station's last entry by number, and not by hash.
                    return self.stop_with(Alarm::DirectoryFault(DirectoryFault::Forked));
                }
                self.round.entries_again = Some(next);
                Then::Stay
            }
            _ => refused(why),
        }
    }

    pub(super) fn plan_acts<S: Store>(
        &mut self,
        store: &mut S,
        now: u64,
    ) -> Result<Plan, S::Error> {
        if self.round.appended >= MAX_APPENDED {
            return Ok(Plan::Then(Then::Next));
        }
        Ok(match store.plan_entry(now)? {
            Some(entry) => Plan::Ask(Flight::Entry(entry.clone()), Request::Append(entry)),
            None => Plan::Then(Then::Next),
        })
    }

    pub(super) fn entry_went<S: Store>(
        &mut self,
        store: &mut S,
        entry: &SignedEntry,
        head: DirectoryHead,
    ) -> Result<Then, S::Error> {
        if head.hash != entry.hash() {
            return Ok(misbehaved(Misbehaviour::OtherAnswer));
        }
        self.progress();
        self.round.appended += 1;
        let entries = store.apply_entries(std::slice::from_ref(entry))?;
        Ok(match entries.fault {
            Some(fault) => self.stop_with(Alarm::DirectoryFault(fault)),
            None => Then::Stay,
        })
    }

    pub(super) fn entry_refused(&mut self, why: Refused) -> Then {
        self.round.replans += 1;
        if why.code == RefusalCode::StaleHead && self.round.replans <= MAX_TOO_LATE {
            self.round.joined_up = false;
            return Then::To(Stage::Directory);
        }
        self.state.refused_entry = Some(why);
        Then::Next
    }
}
