//! Saying of two clients that they are one person, or two. Nothing of either is moved: it is a change of one of them that
//! names the other, and is taken back as any other.

use crate::error::VaultError;
use crate::tx::{NewChange, Tx};
use crate::views::JudgedRow;
use casework::client::Client;
use casework::fields::{RecordKind, value};
use casework::id::{ClientId, FileId};
use casework::same::Judgement;
use history::{ChangeId, ChangeKind};
use std::collections::BTreeSet;

impl Tx<'_> {
    /// Judges two clients in place of what the person was shown of them, `seen`: one person, two, or, with nothing, what was
    /// judged is taken back.
    ///
    /// # Errors
    /// [`VaultError::ReadsOnly`] where what is to be taken back stands with a client of whom she only reads;
    /// [`VaultError::ChangedMeanwhile`] where something else stands judged than she has seen; [`VaultError::NotFound`]
    /// where one of them is not here, or both are the same record; otherwise as [`append`](Self::append).
    pub fn judge(
        &mut self,
        (one, other): (ClientId, ClientId),
        seen: &[ChangeId],
        same: Option<bool>,
    ) -> Result<(), VaultError> {
        let here = |id| Ok::<_, VaultError>(self.read().client(id)?.is_some());
        if one == other || !here(one)? || !here(other)? {
            return Err(VaultError::NotFound);
        }
        let stands = self.read().judged(one, other)?;
        let known: BTreeSet<_> = seen.iter().copied().collect();
        if stands.iter().any(|row| !known.contains(&row.change)) {
            return Err(VaultError::ChangedMeanwhile { fields: vec![Client::JUDGED] });
        }
        let mut left = false;
        for JudgedRow { client, change, same, .. } in stands {
            // What stands where she only reads is not hers to take away: it is contradicted.
            if !self.may_write(client.into()) {
                left = true;
                continue;
            }
            let named = if client == one { other } else { one };
            self.say(client, Judgement { other: named, same }, vec![change])?;
        }
        let Some(same) = same else {
            return if left { Err(VaultError::ReadsOnly) } else { Ok(()) };
        };
        // It stands with the one of which she may write.
        let (mut with, mut named) = if one < other { (one, other) } else { (other, one) };
        if !self.may_write(with.into()) && self.may_write(named.into()) {
            (with, named) = (named, with);
        }
        self.say(with, Judgement { other: named, same }, Vec::new())
    }

    /// Adds a judgement to a client, or takes those away that it supersedes.
    fn say(
        &mut self,
        client: ClientId,
        judgement: Judgement,
        supersedes: Vec<ChangeId>,
    ) -> Result<(), VaultError> {
        let kind = if supersedes.is_empty() { ChangeKind::ADD } else { ChangeKind::REMOVE };
        let change = NewChange {
            file: client.into(),
            record: client.into(),
            record_kind: RecordKind::CLIENT,
            field: Client::JUDGED,
            kind,
            supersedes,
            value: value(&judgement),
        };
        self.append(change).map(drop)
    }

    fn may_write(&self, file: FileId) -> bool {
        !self.context.reads_only(file, self.me())
    }
}
