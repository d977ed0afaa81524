//! What was opened and is not in the log yet. It is written when the page is long answered: opening a case file never waits
//! for it.

use crate::desk::Desk;
use casework::access::{Access, AccessKind};
use casework::id::CaseId;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;
use vault::{Vault, VaultError};

/// What was opened and is not in the log yet.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    waiting: BTreeMap<(CaseId, AccessKind), DateTime<FixedOffset>>,
    /// The case of the page that is shown for printing.
    page: Option<CaseId>,
}

impl Desk {
    /// The person has opened a case file, or taken something out of it.
    pub(crate) fn note_access(&self, case: CaseId, kind: AccessKind) {
        let now = self.host().now();
        self.noted().waiting.entry((case, kind)).or_insert(now);
    }

    /// A page of the case is shown: what is printed next is that one.
    pub(crate) fn note_page(&self, case: CaseId) {
        self.note_access(case, AccessKind::Opened);
        self.noted().page = Some(case);
    }

    /// The page that is shown was printed.
    pub(crate) fn note_printed(&self) {
        let page = self.noted().page;
        if let Some(case) = page {
            self.note_access(case, AccessKind::Printed);
        }
    }

    /// Writes into the log of a vault what was opened. What cannot be written now is tried again.
    pub(crate) fn log_accesses(&self, vault: &mut Vault) {
        let waiting = std::mem::take(&mut self.noted().waiting);
        if waiting.is_empty() {
            return;
        }
        match write(vault, &waiting) {
            Ok(true) => self.sync.wake(),
            Ok(false) => {}
            Err(_) => self.noted().waiting.extend(waiting),
        }
    }

    /// The vault is closed: nothing of it is left here.
    pub(crate) fn forget_accesses(&self) {
        *self.noted() = Noted::default();
    }
}

/// Whether anything was new enough to be signed.
fn write(
    vault: &mut Vault,
    waiting: &BTreeMap<(CaseId, AccessKind), DateTime<FixedOffset>>,
) -> Result<bool, VaultError> {
    let mut accesses = Vec::new();
    for ((case, kind), at) in waiting {
        if let Some(found) = vault.read().case(*case)? {
            let access = Access { kind: *kind, at: *at, number: found.case.number };
            accesses.push((*case, access));
        }
    }
    let Some(now) = waiting.values().max() else { return Ok(false) };
    vault.write(*now, |tx| {
        let mut written = false;
        for (case, access) in &accesses {
            written |= tx.log_access(*case, access)?.is_some();
        }
        Ok(written)
    })
}
