//! Changes on their way in: each is proved, judged by the directory, and kept durably before it is acknowledged. One that
//! is proved and not admitted is kept aside, in its place of the author's chain.

use std::sync::Arc;

use protocol::api::{Answer, Answers, Push, RefusalCode, Refused};
use protocol::directory::{Directory, Refusal};
use protocol::{Header, Namespace, SealedChange, verify};

use crate::counters::add;
use crate::station::{News, Speaker, Station, Written};
use crate::store::{Judged, Kept, StoreError};

/// How often changes are judged again because the directory has grown in the meantime.
const ATTEMPTS: usize = 32;

/// A change whose author signed it, or why it is not one.
type Proved = Result<(Header, Arc<SealedChange>), Refused>;

impl Station {
    /// Keeps changes; one answer for each, in their order. Whoever sends them, their authors have signed them. A device
    /// that takes leave brings its own alone.
    ///
    /// # Errors
    /// [`RefusalCode::ReadOnly`]; nothing was kept then.
    pub fn push(&self, from: Speaker, push: Push) -> Result<Answers, Refused> {
        self.writable()?;
        let prove = |change| self.prove(change).and_then(|proved| self.let_in(from, proved));
        let proved: Vec<Proved> = push.changes.into_iter().map(prove).collect();
        for _ in 0..ATTEMPTS {
            let (judged_at, mut answers, judged) = self.judge(&proved)?;
            let written: Vec<Written> =
                judged.iter().map(|one| (one.file, one.author, one.kind)).collect();
            match self.store.append(judged_at, judged) {
                Ok(kept) => {
                    self.tell(&kept, &written);
                    let mut kept = kept.into_iter().map(answer);
                    for open in answers.iter_mut().filter(|answer| answer.is_none()) {
                        *open = kept.next();
                    }
                    return self.counted(answers);
                }
                Err(StoreError::DirectoryMoved) => {
                    self.catch_up().map_err(|error| self.refusal(&error))?;
                }
                Err(error) => return Err(self.refusal(&error)),
            }
        }
        Err(Refused { code: RefusalCode::SlowDown, detail: Some(1) })
    }

    /// The costly part, which no state of the directory can change: whose key it is never changes.
    fn prove(&self, change: SealedChange) -> Proved {
        let header = Header::decode(&change.header).map_err(Refusal::Unreadable)?;
        let key = self.with_directory(|directory| {
            Ok(directory.device(header.author).ok_or(Refusal::UnknownAuthor)?.sign)
        })?;
        verify(&key, Namespace::Change, &change.header, &change.signature)
            .map_err(|_| Refusal::BadSignature)?;
        Ok((header, Arc::new(change)))
    }

    /// A device that takes leave brings what it signed itself, and not without end.
    fn let_in(&self, from: Speaker, proved: (Header, Arc<SealedChange>)) -> Proved {
        let device = from.asker.device;
        if from.ended.is_some() {
            if proved.0.author != device {
                return Err(RefusalCode::Revoked.into());
            }
            if !self.left_behind.takes(device, proved.1.wire_len()) {
                return Err(RefusalCode::ReadOnly.into());
            }
        }
        Ok(proved)
    }

    /// Judges all changes by one state of the directory: where it ends, answers for those that are refused for good, and
    /// the others.
    #[expect(clippy::type_complexity, reason = "three things that are taken apart at once")]
    fn judge(&self, proved: &[Proved]) -> Result<(u64, Vec<Option<Answer>>, Vec<Judged>), Refused> {
        self.with_directory(|directory| {
            let head = directory.head().ok_or(RefusalCode::NotFounded)?;
            let mut judged = Vec::new();
            let answers = proved.iter().map(|proved| match weigh(directory, proved) {
                Ok(change) => {
                    judged.push(change);
                    None
                }
                Err(refused) => Some(Answer::Refused(refused)),
            });
            let answers = answers.collect();
            Ok((head.index, answers, judged))
        })
    }

    fn tell(&self, kept: &[Kept], written: &[Written]) {
        let mut last = None;
        let mut fresh: Vec<Written> = Vec::new();
        for (kept, one) in kept.iter().zip(written) {
            if let Kept::Stored(n) = kept {
                last = last.max(Some(*n));
                fresh.push(*one);
            }
        }
        fresh.sort_unstable();
        fresh.dedup();
        if let Some(n) = last
            && self.shared.is_none()
        {
            // Nobody may be listening.
            let _ = self.news.send(News::Changes(n, Arc::from(fresh)));
        }
    }

    fn counted(&self, answers: Vec<Option<Answer>>) -> Result<Answers, Refused> {
        let answers: Option<Vec<Answer>> = answers.into_iter().collect();
        let answers = answers.ok_or(RefusalCode::Failed)?;
        for answer in &answers {
            let counter = match answer {
                Answer::Stored => &self.counters.stored,
                Answer::AlreadyThere => &self.counters.repeated,
                Answer::Waiting => &self.counters.waiting,
                Answer::Refused(_) => &self.counters.refused,
            };
            add(counter, 1);
        }
        Ok(Answers { answers })
    }
}

/// What goes to the store: what is admitted, what may be admitted when the directory has grown, and what a device that was
/// revoked had not sent yet. The latter two hold their places, else nothing that their author wrote after them could ever
/// come in. What will never be admitted has none after it: it is another station's, or not in its author's chain.
fn weigh(directory: &Directory, proved: &Proved) -> Result<Judged, Refused> {
    let (header, change) = proved.as_ref().map_err(|refused| *refused)?;
    let refused = match admit(directory, header, change) {
        Ok(()) => None,
        Err(refusal @ Refusal::AfterRevocation { .. }) => Some(refusal.into()),
        Err(refusal) if refusal.may_pass_later() => Some(refusal.into()),
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(Judged {
        id: change.id(),
        author: header.author,
        seq: header.seq,
        previous: header.previous,
        file: header.file,
        kind: header.kind,
        refused,
        change: Arc::clone(change),
    })
}

fn admit(directory: &Directory, header: &Header, change: &SealedChange) -> Result<(), Refusal> {
    directory.admits(header)?;
    let file = directory.file(header.file).ok_or(Refusal::UnknownFile)?;
    file.key(change.generation).map(drop).ok_or(Refusal::UnknownGeneration)
}

fn answer(kept: Kept) -> Answer {
    match kept {
        Kept::Stored(_) => Answer::Stored,
        Kept::AlreadyThere => Answer::AlreadyThere,
        Kept::Waiting => Answer::Waiting,
        Kept::Refused(why) => Answer::Refused(why),
        Kept::Fork => Answer::Refused(RefusalCode::Fork.into()),
    }
}
