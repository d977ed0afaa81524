//! The vaults that are measured: filled once from a seed, and kept for later runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use casework::rhythm::VisitRules;
use chrono::{DateTime, FixedOffset, Local};
use desk::sample::fill::put_cases;
use desk::sample::{LISTS, Lists, SampleCase, generate};
use sealing::{KdfCost, Passphrase};
use tempfile::TempDir;
use vault::{Founding, Opener, Vault};

/// Raised when the vaults of earlier runs are no longer what this bench would make.
const REVISION: u32 = 1;
const SEED: u64 = 20_261_124;
/// Cases in one transaction: as large as memory allows without a thought.
const BATCH: usize = 250;
/// Opens every vault of the bench.
pub const PASSPHRASE: &str = "青瓦 檐下 三只 麻雀 晒太阳";
const RULES: &str = include_str!("../../../assets/rules/visits.toml");
/// Written last: a vault without it was cut off while it was filled.
const MADE_AT: &str = "made-at";

/// A vault full of invented cases.
#[derive(Debug)]
pub struct Caseload {
    folder: PathBuf,
    cases: usize,
    visits: u32,
    made_at: DateTime<FixedOffset>,
}

/// A vault in a folder of its own, gone with this value.
#[derive(Debug)]
pub struct Copy(TempDir);

impl Caseload {
    /// The caseload with so many cases of so many visits each, made if no earlier run left it under `root`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn find_or_make(root: &Path, cases: usize, visits: u32) -> anyhow::Result<Self> {
        let folder = root.join(format!("caseload-{REVISION}-{cases}x{visits}"));
        if let Ok(made_at) = fs::read_to_string(folder.join(MADE_AT)) {
            let caseload =
                Self { folder: folder.clone(), cases, visits, made_at: made_at.parse()? };
            // Views of another shape are built anew here, and not while something is timed.
            match caseload.open().and_then(|vault| Ok(vault.close()?)) {
                Ok(()) => return Ok(caseload),
                Err(error) => println!("  {} no longer opens: {error:#}", folder.display()),
            }
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let caseload = Self { folder, cases, visits, made_at: Local::now().fixed_offset() };
        let started = Instant::now();
        caseload.fill().with_context(|| format!("{}", caseload.folder.display()))?;
        fs::write(caseload.folder.join(MADE_AT), caseload.made_at.to_rfc3339())?;
        println!(
            "  {cases} cases, {} visits: made in {:.0?}",
            caseload.visits(),
            started.elapsed()
        );
        Ok(caseload)
    }

    fn fill(&self) -> anyhow::Result<()> {
        let founding =
            Founding { station: "向阳社工站".to_owned(), person: "林晓岚".to_owned() };
        let (mut vault, _) = Vault::create(
            &self.folder,
            &founding,
            &Passphrase::new(PASSPHRASE.to_owned()),
            KdfCost::STANDARD,
            rules()?,
            self.made_at,
        )?;
        put_cases(&mut vault, self.tale()?.cases(), BATCH, self.made_at)
            .map_err(|failure| anyhow::anyhow!("{failure:?}"))?;
        Ok(vault.close()?)
    }

    /// The cases as they were told to the vault.
    ///
    /// # Errors
    /// When the lists that ship are broken.
    pub fn tale(&self) -> anyhow::Result<Tale> {
        Tale::new(SEED, (self.cases, self.visits), self.made_at)
    }

    /// How many visits there are, those not yet signed among them.
    pub fn visits(&self) -> usize {
        self.cases * self.visits as usize
    }

    /// How many cases there are.
    pub fn cases(&self) -> usize {
        self.cases
    }

    /// The time at which the caseload is as it was told: Today is this day.
    pub fn made_at(&self) -> DateTime<FixedOffset> {
        self.made_at
    }

    /// The vault itself, to read from.
    ///
    /// # Errors
    /// When it does not open.
    pub fn open(&self) -> anyhow::Result<Vault> {
        self.open_at(&self.folder)
    }

    /// A copy to write in, beside the original.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn copy(&self) -> anyhow::Result<Copy> {
        let beside = self.folder.parent().context("a caseload lies in a folder")?;
        let copy = TempDir::with_prefix_in("copy-", beside)?;
        self.copy_to(copy.path())?;
        Ok(Copy(copy))
    }

    /// A copy in a folder that is there.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn copy_to(&self, folder: &Path) -> anyhow::Result<()> {
        for name in ["keyslots.json", "vault.db"] {
            let to = folder.join(name);
            fs::copy(self.folder.join(name), &to)?;
            // Or the first that syncs would wait for all of it.
            fs::File::open(&to)?.sync_all()?;
        }
        Ok(())
    }

    /// Opens a copy.
    ///
    /// # Errors
    /// When it does not open.
    pub fn open_copy(&self, copy: &Copy) -> anyhow::Result<Vault> {
        self.open_at(copy.folder())
    }

    fn open_at(&self, folder: &Path) -> anyhow::Result<Vault> {
        let passphrase = Passphrase::new(PASSPHRASE.to_owned());
        let opener = Opener::Passphrase(&passphrase);
        Ok(Vault::unlock(folder, opener, KdfCost::STANDARD, rules()?, self.made_at)?)
    }
}

impl Copy {
    /// Where it lies.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }
}

/// Invented cases, told one after another.
#[derive(Debug)]
pub struct Tale {
    seed: u64,
    count: usize,
    at: DateTime<FixedOffset>,
    lists: Lists,
}

impl Tale {
    /// So many cases of so many visits each.
    ///
    /// # Errors
    /// When the lists that ship are broken.
    pub fn new(
        seed: u64,
        (count, visits): (usize, u32),
        at: DateTime<FixedOffset>,
    ) -> anyhow::Result<Self> {
        let mut lists = Lists::parse(LISTS)?;
        lists.visits_per_case = [visits, visits];
        Ok(Self { seed, count, at, lists })
    }

    /// The cases, the same each time.
    pub fn cases(&self) -> impl Iterator<Item = SampleCase> + '_ {
        generate(self.seed, self.count, self.at.date_naive(), &self.lists)
    }
}

/// How often whom to visit, as it ships.
///
/// # Errors
/// When the rules that ship are broken.
pub fn rules() -> anyhow::Result<VisitRules> {
    Ok(VisitRules::parse(RULES)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caseload_is_made_once_and_found_again() {
        let root = tempfile::tempdir().unwrap();
        let made = Caseload::find_or_make(root.path(), 3, 2).unwrap();
        let found = Caseload::find_or_make(root.path(), 3, 2).unwrap();
        assert_eq!(made.made_at(), found.made_at());
        assert_eq!(found.open().unwrap().read().case_count().unwrap(), 3);
    }

    #[test]
    fn what_no_longer_opens_is_made_anew() {
        let root = tempfile::tempdir().unwrap();
        let made = Caseload::find_or_make(root.path(), 1, 1).unwrap();
        fs::write(made.folder.join("vault.db"), [0; 4096]).unwrap();
        let anew = Caseload::find_or_make(root.path(), 1, 1).unwrap();
        assert_eq!(anew.open().unwrap().read().case_count().unwrap(), 1);
    }

    #[test]
    fn what_was_cut_off_is_made_anew() {
        let root = tempfile::tempdir().unwrap();
        let made = Caseload::find_or_make(root.path(), 1, 1).unwrap();
        fs::remove_file(made.folder.join(MADE_AT)).unwrap();
        let anew = Caseload::find_or_make(root.path(), 1, 1).unwrap();
        assert_eq!(anew.open().unwrap().read().case_count().unwrap(), 1);
    }

    #[test]
    fn a_copy_is_written_in_without_the_original_noticing() {
        let root = tempfile::tempdir().unwrap();
        let caseload = Caseload::find_or_make(root.path(), 2, 1).unwrap();
        let copy = caseload.copy().unwrap();
        let mut vault = caseload.open_copy(&copy).unwrap();
        let more = Tale::new(7, (1, 1), caseload.made_at()).unwrap();
        put_cases(&mut vault, more.cases(), 1, caseload.made_at()).unwrap();
        assert_eq!(vault.read().case_count().unwrap(), 3);
        assert_eq!(caseload.open().unwrap().read().case_count().unwrap(), 2);
    }
}
