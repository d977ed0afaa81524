//! One thread writes. Whatever waits when it comes round is committed together: a hundred laptops that come back
//! at once pay for one flush of the disk, not for a hundred.

use std::sync::mpsc::Receiver;

use rusqlite::Connection;

use crate::store::StoreError;
use crate::store::queue::{Finish, Queue, group};

/// Most jobs in one commit.
const GROUP: usize = 256;

/// What the writer works on.
pub(super) struct Ledger {
    pub(super) connection: Connection,
    /// The place of the next change.
    pub(super) next: u64,
}

type Job = Box<dyn FnOnce(&mut Ledger) -> Finish + Send>;

/// The way to the writing thread. The thread ends when this is dropped.
pub(super) struct Writer(Queue<Job>);

impl Writer {
    pub(super) fn start(mut ledger: Ledger) -> Result<Self, StoreError> {
        Queue::start(4 * GROUP, move |waiting| while once(&mut ledger, waiting).is_some() {})
            .map(Self)
    }

    /// Does the work and returns when it is durable. Work that fails leaves nothing behind, and does not
    /// touch what is committed with it.
    pub(super) fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.0.ask(|answer| Box::new(move |ledger| answer.when_durable(apart(ledger, work))))
    }
}

/// One commit of all that waits; none when nobody will ask any more.
fn once(ledger: &mut Ledger, waiting: &Receiver<Job>) -> Option<()> {
    let jobs = group(waiting, GROUP)?;
    let begun = ledger.connection.execute_batch("BEGIN IMMEDIATE");
    let finishes: Vec<_> = jobs.map(|job| job(ledger)).collect();
    let failed = match begun {
        Ok(()) => commit(&ledger.connection),
        Err(error) => Some(fault(&error)),
    };
    for finish in finishes {
        finish(failed.as_ref());
    }
    Some(())
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
    use std::sync::mpsc::sync_channel;
    use std::thread;

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
