//! One thread writes. Whatever waits when it comes round is committed together: a hundred laptops that come back
//! at once pay for one flush of the disk, not for a hundred.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rusqlite::Connection;

use crate::store::StoreError;

/// Most jobs in one commit.
const GROUP: usize = 256;

/// What the writer works on.
pub(super) struct Ledger {
    pub(super) connection: Connection,
    /// The place of the next change.
    pub(super) next: u64,
}

type Finish = Box<dyn FnOnce(Option<&StoreError>) + Send>;
type Job = Box<dyn FnOnce(&mut Ledger) -> Finish + Send>;

/// The way to the writing thread. The thread ends when this is dropped.
pub(super) struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(ledger: Ledger) -> Result<Self, StoreError> {
        let (jobs, waiting) = sync_channel(4 * GROUP);
        let thread =
            thread::Builder::new().name("writer".into()).spawn(move || run(ledger, &waiting))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Does the work and returns when it is durable. Work that fails leaves nothing behind, and does not
    /// touch what is committed with it.
    pub(super) fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = sync_channel(1);
        let job: Job = Box::new(move |ledger| {
            let outcome = apart(ledger, work);
            Box::new(move |failed| {
                let outcome = match failed {
                    None => outcome,
                    Some(error) => outcome.and(Err(error.again())),
                };
                // Whoever asked may have gone.
                let _ = answer.send(outcome);
            })
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job).map_err(|_| StoreError::Closed)?;
        answered.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(mut ledger: Ledger, waiting: &Receiver<Job>) {
    while let Ok(first) = waiting.recv() {
        let begun = ledger.connection.execute_batch("BEGIN IMMEDIATE");
        let jobs = std::iter::once(first).chain(waiting.try_iter()).take(GROUP);
        let finishes: Vec<_> = jobs.map(|job| job(&mut ledger)).collect();
        let failed = match begun {
            Ok(()) => commit(&ledger.connection),
            Err(error) => Some(fault(&error)),
        };
        for finish in finishes {
            finish(failed.as_ref());
        }
    }
}

fn commit(connection: &Connection) -> Option<StoreError> {
    if connection.is_autocommit() {
        // SQLite has rolled everything back by itself: it does so where there is no room.
        return Some(StoreError::Full);
    }
    let failed = connection.execute_batch("COMMIT").err()?;
    if !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    Some(fault(&failed))
}

/// Does one job so that its failure undoes it alone.
fn apart<T>(
    ledger: &mut Ledger,
    work: impl FnOnce(&mut Ledger) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    // Without a transaction around it (the disk was full for an earlier job) nothing may be done at all:
    // it would be committed by itself.
    if ledger.connection.is_autocommit() {
        return Err(StoreError::Full);
    }
    ledger.connection.execute_batch("SAVEPOINT job").map_err(|error| fault(&error))?;
    let outcome = work(ledger);
    let end = match outcome {
        Ok(_) => "RELEASE job",
        Err(_) => "ROLLBACK TO job; RELEASE job",
    };
    if ledger.connection.is_autocommit() {
        // SQLite has rolled everything back by itself.
        return outcome.and(Err(StoreError::Full));
    }
    ledger.connection.execute_batch(end).map_err(|error| fault(&error))?;
    outcome
}

/// What a failure of the database means.
pub(crate) fn fault(error: &rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, SystemIoFailure};
    match error.sqlite_error_code() {
        Some(DiskFull) => StoreError::Full,
        Some(NotADatabase | DatabaseCorrupt) => StoreError::Damaged,
        Some(SystemIoFailure) => StoreError::Io(std::io::Error::other("the disk failed")),
        _ => StoreError::Database,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer() -> Writer {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (x INTEGER)").unwrap();
        Writer::start(Ledger { connection, next: 1 }).unwrap()
    }

    fn put(ledger: &mut Ledger, x: i64) -> Result<(), StoreError> {
        Ok(ledger.connection.execute("INSERT INTO t VALUES (?1)", [x]).map(drop)?)
    }

    fn sum(writer: &Writer) -> i64 {
        let sql = "SELECT coalesce(sum(x), 0) FROM t";
        let question =
            |ledger: &mut Ledger| Ok(ledger.connection.query_row(sql, [], |row| row.get(0))?);
        writer.submit(question).unwrap()
    }

    #[test]
    fn what_fails_leaves_nothing_and_harms_no_neighbour() {
        let writer = writer();
        let (open, gate) = sync_channel::<()>(0);
        thread::scope(|scope| {
            let writer = &writer;
            // While the first is held up the others gather for one commit.
            let first = scope.spawn(move || {
                writer.submit(move |ledger| {
                    let _ = gate.recv();
                    put(ledger, 1)
                })
            });
            let others: Vec<_> = (1..10)
                .map(|n| {
                    scope.spawn(move || {
                        writer.submit(move |ledger| {
                            put(ledger, 10)?;
                            if n % 3 == 0 { Err(StoreError::DirectoryMoved) } else { Ok(()) }
                        })
                    })
                })
                .collect();
            open.send(()).unwrap();
            assert!(first.join().unwrap().is_ok());
            let ok = others.into_iter().filter_map(|other| other.join().unwrap().ok()).count();
            assert_eq!(ok, 6);
        });
        assert_eq!(sum(&writer), 61);
    }

    #[test]
    fn trust_29_without_room_nobody_is_told_that_it_was_kept() {
        let writer = writer();
        writer
            .submit(|ledger| {
                ledger.connection.pragma_update(None, "max_page_count", 20)?;
                Ok(())
            })
            .unwrap();
        let fill = |ledger: &mut Ledger| {
            let many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20000)
                INSERT INTO t SELECT x FROM n";
            Ok(ledger.connection.execute(many, []).map(drop)?)
        };
        assert!(matches!(writer.submit(fill), Err(StoreError::Full)));
        assert_eq!(sum(&writer), 0);
        writer.submit(|ledger| put(ledger, 7)).unwrap();
        assert_eq!(sum(&writer), 7);
    }
}
