//! Snapshots in and out: each from a writer of its file, for those who read it. The station cannot read them, and promises
//! nothing of them but whose they are.

use protocol::api::{Answer, Answers, Refused};
use protocol::snapshot::{PutSnapshots, SNAPSHOTS_LEN, SnapshotsPage};

use super::fetch::{scope_of, span};
use crate::station::{Asker, Station};
use crate::store::JudgedSnapshot;

impl Station {
    /// Keeps snapshots; one answer for each, in their order. They are the sending device's own.
    ///
    /// # Errors
    /// [`RefusalCode::ReadOnly`](protocol::api::RefusalCode::ReadOnly); nothing was kept then.
    pub fn put_snapshots(&self, asker: Asker, put: PutSnapshots) -> Result<Answers, Refused> {
        self.writable()?;
        let mut judged = Vec::new();
        let answers = self.with_directory(|directory| {
            let answers = put.snapshots.into_iter().map(|snapshot| {
                let header = match snapshot.prove(directory) {
                    Ok(header) if header.author == asker.device => header,
                    Ok(_) => {
                        return Some(Answer::Refused(
                            protocol::api::RefusalCode::NotAllowed.into(),
                        ));
                    }
                    Err(refusal) => return Some(Answer::Refused(refusal.into())),
                };
                judged.push(JudgedSnapshot { header, snapshot });
                None
            });
            Ok(answers.collect::<Vec<_>>())
        })?;
        let kept = match judged.is_empty() {
            true => Vec::new(),
            false => self.store.keep_snapshots(judged).map_err(|error| self.refusal(&error))?,
        };
        let mut kept = kept.into_iter();
        let answers: Option<Vec<_>> =
            answers.into_iter().map(|answer| answer.or_else(|| kept.next())).collect();
        let answers = answers.ok_or(protocol::api::RefusalCode::Failed)?;
        Ok(Answers { answers })
    }

    /// Snapshots after a place, of the files that the asking person reads.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`](protocol::api::RefusalCode::Failed).
    pub fn snapshots(
        &self,
        asker: Asker,
        after: u64,
        max_bytes: Option<u64>,
    ) -> Result<SnapshotsPage, Refused> {
        let scope = self.with_directory(|directory| Ok(scope_of(directory, asker.person)))?;
        let mut span = span(after, u64::MAX, max_bytes);
        span.max_bytes = span.max_bytes.min(SNAPSHOTS_LEN);
        let found = self.store.snapshots(&scope, span).map_err(|error| self.refusal(&error))?;
        Ok(SnapshotsPage { items: found.items, next: found.next, more: found.more })
    }
}
