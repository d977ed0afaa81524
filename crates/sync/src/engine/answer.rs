//! What an answer means: which stage it is for, and which refusals end a round.

use protocol::api::{RefusalCode, Refused};

use super::round::Flight;
use super::{Engine, Stop, Then, misbehaved, refused};
use crate::call::{Response, Unreachable};
use crate::state::Misbehaviour;
use crate::store::Store;

impl Engine {
    pub(super) fn digest<S: Store>(
        &mut self,
        store: &mut S,
        flight: Flight,
        answer: Result<Response, Unreachable>,
    ) -> Result<Then, S::Error> {
        match answer {
            Ok(Response::Refused(why)) => self.digest_refusal(store, flight, why),
            Ok(response) => self.digest_response(store, flight, response),
            Err(why) => {
                if matches!(why, Unreachable::TimedOut | Unreachable::BrokenOff) {
                    self.pace.cut_off(self.weight);
                }
                Ok(Then::Stop(Stop::Unreachable(why)))
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: which answer goes to whom")]
    fn digest_response<S: Store>(
        &mut self,
        store: &mut S,
        flight: Flight,
        response: Response,
    ) -> Result<Then, S::Error> {
        match (flight, response) {
            (Flight::Hello, Response::Hello(hello)) => Ok(self.greeted(store, &hello)),
            (Flight::Begin, Response::Challenge(challenge)) => {
                self.round.challenge = Some(store.sign_challenge(&challenge.challenge)?);
                self.round.challenged = challenge.challenge;
                Ok(Then::Stay)
            }
            (Flight::Open, Response::Session(session)) => Ok(self.opened(session)),
            (Flight::Directory { mine }, Response::Directory(page)) => {
                self.entries_came(store, mine, &page)
            }
            (Flight::EntryAgain { index }, Response::Appended(head)) => {
                Ok(self.entry_went_again(index, head))
            }
            (Flight::Entry(entry), Response::Appended(head)) => {
                self.entry_went(store, &entry, head)
            }
            (Flight::Heads, Response::Heads(heads)) => self.heads_came(store, &heads),
            (Flight::Push(pushed), Response::Answers(answers)) => {
                self.answers_came(store, &pushed, &answers)
            }
            (Flight::PushAgain(pushed), Response::Answers(answers)) => {
                Ok(self.answers_came_again(&pushed, &answers))
            }
            (Flight::Changes { after, under, .. }, Response::Changes(page)) => {
                self.changes_came(store, after, under, page)
            }
            (Flight::SnapshotsUp { count, upto }, Response::Answers(answers)) => {
                self.snapshots_went(store, (count, upto), &answers)
            }
            (Flight::SnapshotsDown { after }, Response::Snapshots(page)) => {
                self.snapshots_came(store, after, page)
            }
            (Flight::First(wanted), Response::Changes(page)) => {
                self.first_file_came(store, wanted, page)
            }
            (Flight::Backfill(wanted), Response::Changes(page)) => {
                self.backfill_came(store, wanted, page)
            }
            (Flight::Aside { author, after }, Response::Changes(page)) => {
                self.aside_came(store, (author, after), page)
            }
            (Flight::Farewells, Response::Farewells(farewells)) => {
                self.farewells_came(store, &farewells)
            }
            (Flight::BlobHead(blob), Response::BlobHas { have }) => {
                self.blob_has(store, blob, have)
            }
            (Flight::BlobPatch { blob, upto }, Response::BlobHas { have }) => {
                self.blob_went(store, blob, upto, have)
            }
            (Flight::BlobGet(wanted), Response::Blob { total, bytes }) => {
                self.blob_came(store, wanted, total, &bytes)
            }
            _ => Ok(misbehaved(Misbehaviour::OtherAnswer)),
        }
    }

    /// A refusal of a whole request. What concerns a single thing steps over it; the rest ends the round.
    fn digest_refusal<S: Store>(
        &mut self,
        store: &mut S,
        flight: Flight,
        why: Refused,
    ) -> Result<Then, S::Error> {
        match why.code {
            RefusalCode::NoSession if self.token.is_some() => {
                self.token = None;
                return Ok(Then::Stop(Stop::Again));
            }
            RefusalCode::ReadOnly if self.round.stage.is_upward() => {
                self.state.read_only = true;
                return Ok(self.nothing_is_taken());
            }
            // It came too slowly, and none of it was kept: less at once, and at once.
            RefusalCode::SlowDown if why.detail.is_none() && self.pace.cut_off(self.weight) => {
                return Ok(Then::Stay);
            }
            RefusalCode::Failed if flight.is_of_a_blob() => {}
            RefusalCode::NoSession
            | RefusalCode::UnknownDevice
            | RefusalCode::Revoked
            | RefusalCode::SlowDown
            | RefusalCode::Failed
            | RefusalCode::Away
            | RefusalCode::ReadOnly
            | RefusalCode::TooOld => return Ok(refused(why)),
            _ => {}
        }
        match flight {
            Flight::EntryAgain { index } => Ok(self.entry_refused_again(index, why)),
            Flight::Entry(_) => Ok(self.entry_refused(why)),
            Flight::Push(pushed) => self.push_refused(store, &pushed, why),
            Flight::PushAgain(pushed) => Ok(self.push_refused_again(&pushed, why)),
            Flight::Backfill(wanted) => {
                self.round.skipped_files.insert(wanted.file);
                Ok(Then::Stay)
            }
            // A station that knows no snapshots: there is another way to everything that they show.
            Flight::SnapshotsUp { .. } | Flight::SnapshotsDown { .. } => Ok(Then::Next),
            Flight::First(wanted) => {
                self.round.skipped_files.insert(wanted.file);
                Ok(Then::Stay)
            }
            Flight::Aside { .. } | Flight::Farewells => Ok(self.last_words_refused(&flight)),
            Flight::BlobHead(blob) => self.blob_head_refused(store, blob, why),
            Flight::BlobPatch { blob, .. } => Ok(self.blob_refused(blob.hash, why)),
            Flight::BlobGet(wanted) => Ok(self.blob_get_refused(wanted.hash, why)),
            Flight::Hello
            | Flight::Begin
            | Flight::Open
            | Flight::Directory { .. }
            | Flight::Heads
            | Flight::Changes { .. } => Ok(refused(why)),
        }
    }
}
