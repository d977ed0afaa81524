//! How far both are. The station's places are a hint; the truth is each author's chain of changes.

use std::collections::BTreeMap;

use protocol::api::{AuthorHead, Heads};
use protocol::{DeviceId, Wire};

use super::{Engine, Then, misbehaved};
use crate::state::{Alarm, Misbehaviour};
use crate::store::Store;

impl Engine {
    pub(super) fn heads_came<S: Store>(
        &mut self,
        store: &mut S,
        heads: &Heads,
    ) -> Result<Then, S::Error> {
        if !heads.is_bounded() {
            return Ok(misbehaved(Misbehaviour::OutOfBounds));
        }
        let theirs: BTreeMap<DeviceId, &AuthorHead> =
            heads.heads.iter().map(|head| (head.author, head)).collect();
        let seq_at_station = |author| theirs.get(&author).map_or(0, |head| head.seq);

        let pinned = store.pinned()?;
        let lost = pinned.iter().filter(|pin| seq_at_station(pin.author) < pin.seq).count();
        if lost > 0 {
            self.alarm(Alarm::StationLost { authors: lost });
            store.rewind()?;
        }
        for head in &heads.heads {
            self.compare(store, head)?;
        }
        let device = store.device();
        let mine = store.heads()?;
        let ahead = mine.into_iter().filter(|head| seq_at_station(head.author) < head.seq);
        // Own changes that were never acknowledged go by the outbox.
        let lost_mine =
            pinned.iter().any(|pin| pin.author == device && seq_at_station(device) < pin.seq);
        let again = ahead.filter(|head| head.author != device || lost_mine);
        self.round.again = again.map(|head| (head.author, seq_at_station(head.author))).collect();
        Ok(Then::Next)
    }

    /// Holds what the station says of an author against what is here.
    fn compare<S: Store>(&mut self, store: &S, head: &AuthorHead) -> Result<(), S::Error> {
        let own = head.author == store.device();
        match store.change_at(head.author, head.seq)? {
            Some(id) if id != head.id => {
                self.alarm(Alarm::Forked { author: head.author });
                self.round.own_held_back |= own;
            }
            None if own => {
                // An older state of this laptop: its own later changes come down before it sends.
                self.round.own_ahead = Some(head.seq);
                self.round.own_held_back = true;
            }
            _ => {}
        }
        Ok(())
    }

    /// Asked when all has come down: whether own changes came with it that the laptop had lost, so that it can send
    /// from here on.
    pub(super) fn caught_up<S: Store>(&mut self, store: &S) -> Result<bool, S::Error> {
        let Some(seq) = self.round.own_ahead else { return Ok(false) };
        let caught_up = store.change_at(store.device(), seq)?.is_some();
        if !caught_up && !self.round.unfinished {
            self.alarm(Alarm::OwnAhead { seq });
        }
        Ok(caught_up)
    }
}
