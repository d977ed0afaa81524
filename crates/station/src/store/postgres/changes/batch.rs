//! A batch of changes against the chains of their authors.

use std::collections::HashMap;

use protocol::{ChangeId, DeviceId, Hash};

use super::rows::{Fork, Placed, Refused, write_aside, write_forks, write_heads, write_placed};
use crate::store::chain::{Aside, Known, Stands, Tip, known, stands, too_many};
use crate::store::postgres::reading::{fixed, number};
use crate::store::postgres::writer::{Ledger, stored};
use crate::store::{Judged, Kept, StoreError};

/// A place in an author's chain.
type Place = (DeviceId, u64);

/// What the database knows of the authors of a batch, and what is to be written.
struct Batch<'a> {
    tips: HashMap<DeviceId, Tip>,
    /// What has its place already: its id, and whether it is kept aside.
    taken: HashMap<Place, (ChangeId, bool)>,
    moved: Vec<Place>,
    placed: Vec<Placed<'a>>,
    /// How much of each author is kept aside.
    held: HashMap<DeviceId, Aside>,
    aside: Vec<Refused<'a>>,
    forks: Vec<Fork<'a>>,
    grown: HashMap<DeviceId, Tip>,
}

/// Keeps a batch, in a transaction that has the station's row.
pub(super) fn keep(ledger: &mut Ledger<'_>, changes: &[Judged]) -> Result<Vec<Kept>, StoreError> {
    let mut batch = looked_up(ledger, changes)?;
    let kept = changes.iter().map(|change| batch.keep(ledger, change)).collect();
    batch.write(ledger)?;
    Ok(kept)
}

fn looked_up<'a>(ledger: &mut Ledger<'_>, changes: &'a [Judged]) -> Result<Batch<'a>, StoreError> {
    let mut authors: Vec<Vec<u8>> = changes.iter().map(|c| c.author.bytes().to_vec()).collect();
    authors.sort_unstable();
    authors.dedup();
    let sql = "SELECT author, seq, id FROM heads WHERE station = $1 AND author = ANY($2)";
    let mut tips = HashMap::new();
    for row in ledger.line.rows(sql, &[&ledger.station, &authors])? {
        let tip = (number(&row, 1)?, Some(Hash(fixed(&row, 2)?)));
        tips.insert(DeviceId::from_bytes(fixed(&row, 0)?), tip);
    }
    let again = |change: &&Judged| tips.get(&change.author).is_some_and(|tip| change.seq <= tip.0);
    let again: Vec<&Judged> = changes.iter().filter(again).collect();
    let taken = if again.is_empty() { HashMap::new() } else { taken(ledger, &again)? };
    Ok(Batch {
        tips,
        taken,
        moved: Vec::new(),
        placed: Vec::new(),
        held: held(ledger, changes)?,
        aside: Vec::new(),
        forks: Vec::new(),
        grown: HashMap::new(),
    })
}

/// Of those authors whose changes are not admitted; the others are not asked for.
fn held(
    ledger: &mut Ledger<'_>,
    changes: &[Judged],
) -> Result<HashMap<DeviceId, Aside>, StoreError> {
    let refused = changes.iter().filter(|change| change.refused.is_some());
    let authors: Vec<Vec<u8>> = refused.map(|c| c.author.bytes().to_vec()).collect();
    if authors.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = "SELECT author, count(*), sum(octet_length(header) + octet_length(sealed))::bigint
        FROM refused WHERE station = $1 AND author = ANY($2) GROUP BY author";
    let mut held = HashMap::new();
    for row in ledger.line.rows(sql, &[&ledger.station, &authors])? {
        let aside = Aside { changes: number(&row, 1)?, bytes: number(&row, 2)? };
        held.insert(DeviceId::from_bytes(fixed(&row, 0)?), aside);
    }
    Ok(held)
}

fn taken(
    ledger: &mut Ledger<'_>,
    again: &[&Judged],
) -> Result<HashMap<Place, (ChangeId, bool)>, StoreError> {
    let authors: Vec<Vec<u8>> = again.iter().map(|c| c.author.bytes().to_vec()).collect();
    let seqs: Vec<i64> = again.iter().map(|change| stored(change.seq)).collect();
    let sql = "WITH asked AS (SELECT * FROM unnest($2::bytea[], $3::bigint[]) AS t (author, seq))
        SELECT author, seq, id, false FROM changes JOIN asked USING (author, seq)
            WHERE station = $1
        UNION ALL SELECT author, seq, id, true FROM refused JOIN asked USING (author, seq)
            WHERE station = $1";
    let mut taken = HashMap::new();
    for row in ledger.line.rows(sql, &[&ledger.station, &authors, &seqs])? {
        let place = (DeviceId::from_bytes(fixed(&row, 0)?), number(&row, 1)?);
        let aside: bool = row.try_get(3).map_err(|_| StoreError::Damaged)?;
        taken.insert(place, (Hash(fixed(&row, 2)?), aside));
    }
    Ok(taken)
}

impl<'a> Batch<'a> {
    fn keep(&mut self, ledger: &mut Ledger<'_>, judged: &'a Judged) -> Kept {
        let tip = self.tips.get(&judged.author).copied().unwrap_or((0, None));
        match stands(tip, judged) {
            Stands::Again => return self.again(ledger, judged),
            Stands::Early => return Kept::Waiting,
            Stands::Astray => {
                self.forks.push(Fork(judged));
                return Kept::Fork;
            }
            Stands::Next => {}
        }
        let length = judged.change.wire_len() as u64;
        if judged.refused.is_some() {
            let held = self.held.get(&judged.author).copied().unwrap_or_default();
            let Some(held) = held.with(length) else { return too_many() };
            self.held.insert(judged.author, held);
        }
        let tip = (judged.seq, Some(judged.id));
        self.tips.insert(judged.author, tip);
        self.grown.insert(judged.author, tip);
        self.taken.insert((judged.author, judged.seq), (judged.id, judged.refused.is_some()));
        ledger.bytes += length;
        match judged.refused {
            None => self.place(ledger, judged),
            Some(why) => {
                self.aside.push(Refused(judged));
                Kept::Refused(why)
            }
        }
    }

    /// A change whose number in the author's chain is taken: by itself, or by another.
    fn again(&mut self, ledger: &mut Ledger<'_>, judged: &'a Judged) -> Kept {
        let place = (judged.author, judged.seq);
        // A chain has no gap: what is not after its end is in it.
        let Some((kept, aside)) = self.taken.get(&place).copied() else { return Kept::Fork };
        match known(kept, aside, judged) {
            Known::Fork => {
                self.forks.push(Fork(judged));
                Kept::Fork
            }
            Known::Refused(why) => Kept::Refused(why),
            Known::There => Kept::AlreadyThere,
            Known::Admitted => {
                self.moved.push(place);
                self.taken.insert(place, (judged.id, false));
                // As it came now: under which generation it is sealed is not signed.
                self.place(ledger, judged)
            }
        }
    }

    /// Gives a change that is admitted the next place.
    fn place(&mut self, ledger: &mut Ledger<'_>, judged: &'a Judged) -> Kept {
        let n = ledger.next;
        ledger.next += 1;
        self.placed.push(Placed { n, judged });
        Kept::Stored(n)
    }

    fn write(&self, ledger: &mut Ledger<'_>) -> Result<(), StoreError> {
        write_aside(ledger, &self.aside)?;
        if !self.moved.is_empty() {
            let authors: Vec<_> = self.moved.iter().map(|(a, _)| a.bytes().to_vec()).collect();
            let seqs: Vec<i64> = self.moved.iter().map(|(_, seq)| stored(*seq)).collect();
            let sql = "DELETE FROM refused USING unnest($2::bytea[], $3::bigint[])
                AS gone (author, seq) WHERE station = $1
                AND refused.author = gone.author AND refused.seq = gone.seq";
            ledger.line.execute(sql, &[&ledger.station, &authors, &seqs])?;
        }
        write_placed(ledger, &self.placed)?;
        write_heads(ledger, &self.grown)?;
        write_forks(ledger, &self.forks)
    }
}
