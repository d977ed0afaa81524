//! One thread writes, as beside SQLite: what waits when it comes round is one transaction, and one flush of the
//! database's disk (and of its standby's). Other servers' threads do the same; the station's row lets one in after the
//! other.

use std::sync::mpsc::Receiver;

use super::line::{Line, Lines};
use crate::store::StoreError;
use crate::store::queue::{Finish, Queue, group};

/// Most jobs in one transaction: none waits long for its neighbours, and the row is not held for long.
const GROUP: usize = 64;

/// Where a station's servers tell each other that something is new.
pub(super) const CHANNEL: &str = "jiafang_station";

/// What a job works on: a connection within a transaction that has the station's row.
pub(super) struct Ledger<'a> {
    pub(super) line: &'a mut Line,
    pub(super) station: i64,
    /// The place of the next change.
    pub(super) next: u64,
    /// How many entries the directory has.
    pub(super) entries: u64,
    /// Bytes of changes and entries.
    pub(super) bytes: u64,
    pub(super) most_bytes: Option<u64>,
}

impl Ledger<'_> {
    /// Notes where the station stands now.
    fn note(&mut self) -> Result<(), StoreError> {
        if self.most_bytes.is_some_and(|most| self.bytes > most) {
            return Err(StoreError::Full);
        }
        let Self { station, next, entries, bytes, .. } = *self;
        let sql = "UPDATE stations SET next = $2, entries = $3, bytes = $4 WHERE key = $1";
        let row: [i64; 3] = [next, entries, bytes].map(stored);
        self.line.execute(sql, &[&station, &row[0], &row[1], &row[2]]).map(drop)
    }
}

/// A number as the database holds it. What is beyond is beyond every number that was given.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

type Job = Box<dyn FnOnce(Option<&mut Ledger<'_>>) -> Finish + Send>;

/// The way to the writing thread. The thread ends when this is dropped.
pub(super) struct Writer(Queue<Job>);

impl Writer {
    pub(super) fn start(
        lines: Lines,
        station: i64,
        most_bytes: Option<u64>,
    ) -> Result<Self, StoreError> {
        let turn = Turn { lines, station, most_bytes };
        Queue::start(16 * GROUP, move |waiting| while turn.once(waiting).is_some() {}).map(Self)
    }

    /// Does the work and returns when it is durable. Work that fails leaves nothing behind, and does not touch what is
    /// committed with it.
    pub(super) fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.0.ask(|answer| {
            Box::new(move |ledger| {
                let outcome = ledger.map_or(Err(StoreError::Away), |ledger| apart(ledger, work));
                answer.when_durable(outcome)
            })
        })
    }
}

/// What the thread goes round with.
struct Turn {
    lines: Lines,
    station: i64,
    most_bytes: Option<u64>,
}

impl Turn {
    /// One transaction of all that waits; none when nobody will ask any more.
    fn once(&self, waiting: &Receiver<Job>) -> Option<()> {
        let jobs = group(waiting, GROUP)?;
        let mut begun = self.lines.line().and_then(|mut line| {
            let state = begin(&mut line, self.station)?;
            Ok((line, state))
        });
        let (finishes, failed) = match &mut begun {
            Err(error) => (jobs.map(|job| job(None)).collect::<Vec<_>>(), Some(error.again())),
            Ok((line, state)) => {
                let [next, entries, bytes] = *state;
                let (station, most_bytes) = (self.station, self.most_bytes);
                let mut ledger = Ledger { line, station, next, entries, bytes, most_bytes };
                let finishes: Vec<_> = jobs.map(|job| job(Some(&mut ledger))).collect();
                let after = [ledger.next, ledger.entries, ledger.bytes];
                let failed = end(&mut ledger, after != *state).err();
                (finishes, failed)
            }
        };
        for finish in finishes {
            finish(failed.as_ref());
        }
        Some(())
    }
}

/// Takes the station's row: until the end of the transaction nobody else writes.
fn begin(line: &mut Line, station: i64) -> Result<[u64; 3], StoreError> {
    let state = line.run("BEGIN").and_then(|()| {
        let sql = "SELECT next, entries, bytes FROM stations WHERE key = $1 FOR NO KEY UPDATE";
        line.row(sql, &[&station])
    });
    match state {
        Ok(Some(row)) => {
            Ok([0, 1, 2].map(|column| u64::try_from(row.get::<_, i64>(column)).unwrap_or(0)))
        }
        Ok(None) => {
            line.give_up();
            Err(StoreError::Unknown)
        }
        Err(error) => {
            line.give_up();
            Err(error)
        }
    }
}

fn end(ledger: &mut Ledger<'_>, news: bool) -> Result<(), StoreError> {
    let told = if news {
        // It goes out with the commit, or not at all.
        let station = ledger.station.to_string();
        ledger.line.execute("SELECT pg_notify($1, $2)", &[&CHANNEL, &station]).map(drop)
    } else {
        Ok(())
    };
    let done = told.and_then(|()| ledger.line.commit());
    if done.is_err() {
        ledger.line.give_up();
    }
    done
}

/// Does one job so that its failure undoes it alone.
fn apart<T>(
    ledger: &mut Ledger<'_>,
    work: impl FnOnce(&mut Ledger<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    ledger.line.run("SAVEPOINT job")?;
    let before = [ledger.next, ledger.entries, ledger.bytes];
    let outcome = work(ledger).and_then(|done| {
        let after = [ledger.next, ledger.entries, ledger.bytes];
        if after == before { Ok(done) } else { ledger.note().map(|()| done) }
    });
    let end = match outcome {
        Ok(_) => "RELEASE job",
        Err(_) => {
            [ledger.next, ledger.entries, ledger.bytes] = before;
            "ROLLBACK TO job; RELEASE job"
        }
    };
    if let Err(error) = ledger.line.run(end) {
        // The transaction is lost, and its commit will fail.
        ledger.line.give_up();
        return outcome.and(Err(error));
    }
    outcome
}
