//! A laptop with a caseload of exactly so many changes.

use chrono::{DateTime, FixedOffset, Local};
use desk::sample::fill::put_cases;
use sealing::{Passphrase, hazmat::cheap_kdf_cost};
use testkit::{PASSPHRASE, Worker};
use vault::{Founding, Vault};

use crate::caseload::{Tale, rules};
use crate::writer::Writer;

const SEED: u64 = 20_261_124;
/// Notes of a case, more or less.
const NOTES: usize = 200;
/// Characters of a note: with what stands around them, about a kilobyte.
const LENGTH: usize = 180;
/// Notes in one transaction.
const BATCH: usize = 500;

/// How many changes a laptop is to have.
#[derive(Clone, Copy, Debug)]
pub struct Caseload {
    changes: usize,
    cases: usize,
}

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Bytes of a note as it is sealed, in the middle.
    pub body: usize,
}

impl Caseload {
    /// So many changes, a fifth of them fields, the rest notes.
    pub fn of(changes: usize) -> Self {
        Self { changes, cases: (changes / NOTES).max(1) }
    }

    /// Writes them on a new laptop.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn write(self) -> anyhow::Result<(Worker, Written)> {
        let (worker, mut vault, now) = new_laptop()?;
        let tale = Tale::new(SEED, (self.cases, 0), now)?;
        let cases: Vec<_> = tale.cases().collect();
        let places: Vec<_> = cases.iter().map(|case| (case.case_id, case.client_id)).collect();
        put_cases(&mut vault, cases, 250, now).map_err(|failure| anyhow::anyhow!("{failure:?}"))?;
        let body = self.notes(&mut vault, &places, now)?;
        vault.close()?;
        worker.unlock()?;
        Ok((worker, Written { body }))
    }

    fn notes(
        self,
        vault: &mut Vault,
        places: &[(casework::id::CaseId, casework::id::ClientId)],
        now: DateTime<FixedOffset>,
    ) -> anyhow::Result<usize> {
        let there = usize::try_from(vault.verify()?.changes)?;
        let mut left = self.changes.saturating_sub(there);
        anyhow::ensure!(left > 0, "{there} changes without a note");
        let mut writer = Writer::of_length(now, LENGTH)?;
        let identity = vault.identity().clone();
        let mut bytes = 0;
        let mut places = places.iter().cycle();
        while left > 0 {
            let some = left.min(BATCH);
            vault.write(now, |tx| {
                for (case, client) in places.by_ref().take(some) {
                    let (id, note) = writer.note(*case, *client, &identity);
                    bytes = serde_json::to_vec(&note).map_or(bytes, |note| note.len());
                    tx.sign_note(id, &note)?;
                }
                Ok::<_, vault::VaultError>(())
            })?;
            left -= some;
        }
        Ok(bytes)
    }
}

/// A laptop with so many cases, of each no more than a client's name, group, birthday, sex and village and the case
/// itself. Answers how many changes that is as well.
///
/// # Errors
/// Faults of the disk.
pub fn many_cases(count: usize) -> anyhow::Result<(Worker, usize)> {
    let (worker, mut vault, now) = new_laptop()?;
    let tale = Tale::new(SEED, (count, 0), now)?;
    let bare = tale.cases().map(|mut case| {
        case.members.clear();
        case.visits.clear();
        let client = &mut case.client;
        for text in [
            &mut client.called,
            &mut client.id_number,
            &mut client.address,
            &mut client.school_or_work,
            &mut client.health,
            &mut client.remarks,
        ] {
            text.clear();
        }
        client.categories.clear();
        client.needs.clear();
        client.phones.clear();
        case
    });
    put_cases(&mut vault, bare, 250, now).map_err(|failure| anyhow::anyhow!("{failure:?}"))?;
    let changes = usize::try_from(vault.verify()?.changes)?;
    vault.close()?;
    worker.unlock()?;
    Ok((worker, changes))
}

fn new_laptop() -> anyhow::Result<(Worker, Vault, DateTime<FixedOffset>)> {
    let worker = Worker::with_new_laptop()?;
    let now = Local::now().fixed_offset();
    worker.host.set_clock(now);
    let founding =
        Founding { station: "向阳社工站".to_owned(), person: "林晓岚".to_owned() };
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let (rules, cost) = (rules()?, cheap_kdf_cost());
    let (vault, _) = Vault::create(worker.folder(), &founding, &passphrase, cost, rules, now)?;
    Ok((worker, vault, now))
}
