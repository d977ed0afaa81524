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

        self.look_for_losses(store, seq_at_station)?;
        for head in &heads.heads {
            self.compare(store, head)?;
        }
        for head in &heads.heads {
            let here = store.aside_upto(head.author)?;
            if let Some(upto) = here.filter(|upto| *upto < head.seq) {
                self.round.aside.push_back((head.author, upto));
            }
        }
        // Own changes go by the outbox.
        let device = store.device();
        let others = store.heads()?.into_iter().filter(|head| head.author != device);
        let ahead = others.map(|head| (head, seq_at_station(head.author)));
        let ahead = ahead.filter(|(head, theirs)| *theirs < head.seq);
        self.round.again = ahead.map(|(head, theirs)| (head.author, theirs)).collect();
        Ok(Then::Next)
    }

    /// A station that has less of an author than it must have was put back. What it lost is told once, and everything is
    /// asked for and offered again once: what nobody at hand can give it again would else be looked for in every round.
    fn look_for_losses<S: Store>(
        &mut self,
        store: &mut S,
        seq_at_station: impl Fn(DeviceId) -> u64,
    ) -> Result<(), S::Error> {
        let pinned = store.pinned()?.into_iter();
        let short = pinned.filter(|pin| seq_at_station(pin.author) < pin.seq);
        let short: BTreeMap<DeviceId, u64> =
            short.map(|pin| (pin.author, seq_at_station(pin.author))).collect();
        let known = store.short()?;
        let is_new = |(author, theirs): &(&DeviceId, &u64)| {
            known.get(author).is_none_or(|before| *theirs < before)
        };
        let lost = short.iter().filter(is_new).count();
        if lost > 0 {
            self.alarm(Alarm::StationLost { authors: lost });
        }
        if short != known {
            store.note_short(&short, lost > 0)?;
        }
        Ok(())
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
