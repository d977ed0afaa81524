//! Saving a signed visit: beside the bare transaction of the same bytes, and in a large vault beside a
//! small one.

use std::path::Path;

use casework::id::{CaseId, ClientId};
use sealing::SEAL_OVERHEAD;
use vault::{CaseColumn, CaseFilter, Vault};

use crate::bare::Rows;
use crate::caseload::{Caseload, Copy};
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};
use crate::writer::{Writer, sign};

/// Saves before anything is timed: pages and statements are then as in the middle of a day.
const WARM: usize = 20;
/// A step that visits cases far apart, each once before any comes again.
const STRIDE: usize = 7919;
/// Bytes of a change beside its sealed body: header and signature.
const HEADER: usize = 420;

/// A vault that is written in, visit after visit, each of another case.
struct Desk {
    vault: Vault,
    writer: Writer,
    cases: Vec<(CaseId, ClientId)>,
    saved: usize,
    times: Times,
    _copy: Copy,
}

/// Measures both figures, `rounds` saves of each.
///
/// # Errors
/// When a vault does not open, and faults of the disk.
pub fn measure(
    small: &Caseload,
    large: &Caseload,
    rounds: usize,
    folder: &Path,
) -> anyhow::Result<Vec<Figure>> {
    let (mut few, mut many) = (Desk::open(small)?, Desk::open(large)?);
    let mut bare = Rows::new(folder)?;
    let mut floor = Times::default();
    let mut bytes = vec![0xa5; 0];
    for round in 0..WARM + rounds {
        if round == WARM {
            (few.times, many.times, floor) = Default::default();
        }
        let size = few.save()?;
        bytes.resize(size, 0xa5);
        floor.time(|| bare.add(&bytes))?;
        many.save()?;
    }
    let (few, many, floor) =
        (ms(few.times.median()?), ms(many.times.median()?), ms(floor.median()?));
    Ok(vec![
        Figure::new(
            "save a signed visit",
            (few, floor, "ms"),
            format!("one bare SQLCipher FULL transaction of {} bytes", bytes.len()),
            Target::TimesFloor(2.0),
        ),
        Figure::new(
            format!("save among {} notes", large.visits()),
            (many, few, "ms"),
            format!("the same among {} notes", small.visits()),
            Target::TimesFloor(1.2),
        ),
    ])
}

impl Desk {
    fn open(caseload: &Caseload) -> anyhow::Result<Self> {
        let copy = caseload.copy()?;
        let vault = caseload.open_copy(&copy)?;
        let today = caseload.made_at().date_naive();
        let order = (CaseColumn::Name, false);
        let count = u32::try_from(caseload.cases())?;
        let (rows, _) = vault.read().case_list(&CaseFilter::default(), today, order, (0, count))?;
        let cases = rows.iter().filter_map(|row| Some((row.case?, row.client))).collect();
        let writer = Writer::new(caseload.made_at())?;
        Ok(Self { vault, writer, cases, saved: 0, times: Times::default(), _copy: copy })
    }

    /// Saves the next visit. Answers how many bytes that is: the change as it is logged, and the note as it
    /// is shown.
    fn save(&mut self) -> anyhow::Result<usize> {
        let place = self.saved * STRIDE % self.cases.len().max(1);
        let Some(&(case, client)) = self.cases.get(place) else { anyhow::bail!("no case") };
        self.saved += 1;
        let (visit, note) = self.writer.note(case, client, self.vault.identity());
        let note_bytes = serde_json::to_vec(&note)?.len();
        let vault = &mut self.vault;
        self.times.time(|| sign(vault, visit, &note))?;
        Ok(HEADER + SEAL_OVERHEAD + 2 * note_bytes)
    }
}
