//! Connections: a small pool, each prepared alike, none waited for longer than a laptop would wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use deadpool_postgres::{Connect, Hook, HookError, Manager, ManagerConfig, Object, Pool, Runtime};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, Client, Config, Error, Row};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::PostgresUrl;
use crate::store::StoreError;

/// How long one answer of the database is waited for. Past that the connection is given up.
const PATIENCE: Duration = Duration::from_secs(15);
/// Connections of one server.
const MOST: usize = 12;

/// What every connection begins with. No statement is cancelled by a clock of the database's: a commit whose wait for the
/// standby is cancelled would be told as done. Locks are not waited for longer than whoever asked waits, and a
/// server that vanishes in the middle gives its lock up. Committed means on the disk, and where the database has a
/// synchronous standby there too, whatever its defaults are.
const PREPARE: &str = "SET search_path = jiafang_station;
    SET statement_timeout = 0;
    SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '30s';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') IN ('off', 'local');";

/// A parameter of a question.
pub(super) type Param<'a> = &'a (dyn ToSql + Sync);

/// How connections are made: the database's warnings are counted.
struct Heard {
    tls: MakeRustlsConnect,
    warnings: Arc<AtomicU64>,
}

impl Connect for Heard {
    fn connect(
        &self,
        config: &Config,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(Client, JoinHandle<()>), Error>> + Send + '_>>
    {
        let config = config.clone();
        Box::pin(async move {
            let (client, mut connection) = config.connect(self.tls.clone()).await?;
            let warnings = Arc::clone(&self.warnings);
            let task = tokio::spawn(async move {
                while let Some(message) =
                    std::future::poll_fn(|context| connection.poll_message(context)).await
                {
                    match message {
                        Ok(AsyncMessage::Notice(notice)) if notice.severity() == "WARNING" => {
                            warnings.fetch_add(1, Ordering::SeqCst);
                        }
                        Ok(_) => {}
                        // Whoever waits for an answer is told; nobody else needs to know.
                        Err(_) => return,
                    }
                }
            });
            Ok((client, task))
        })
    }
}

/// The way to the database.
#[derive(Clone)]
pub(super) struct Lines {
    pool: Pool,
    handle: Handle,
    warnings: Arc<AtomicU64>,
}

impl Lines {
    pub(super) fn to(url: &PostgresUrl, handle: Handle) -> Result<Self, StoreError> {
        let config = url.config()?;
        let warnings = Arc::new(AtomicU64::new(0));
        let heard = Heard { tls: url.tls(&config)?, warnings: Arc::clone(&warnings) };
        let manager = Manager::from_connect(config, heard, ManagerConfig::default());
        let prepare = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
            Box::pin(async move { client.batch_execute(PREPARE).await.map_err(HookError::Backend) })
        });
        let pool = Pool::builder(manager)
            .max_size(MOST)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE))
            .post_create(prepare)
            .build()
            .map_err(|_| StoreError::Database)?;
        Ok(Self { pool, handle, warnings })
    }

    /// A connection, from those that are idle or a new one.
    pub(super) fn line(&self) -> Result<Line, StoreError> {
        let object = self.handle.block_on(self.pool.get()).map_err(|error| match error {
            deadpool_postgres::PoolError::Backend(error) => fault(&error),
            deadpool_postgres::PoolError::PostCreateHook(HookError::Backend(error)) => {
                fault(&error)
            }
            _ => StoreError::Away,
        })?;
        Ok(Line {
            object: Some(object),
            handle: self.handle.clone(),
            warnings: Arc::clone(&self.warnings),
        })
    }

    /// Gives all of them up.
    pub(super) fn close(&self) {
        self.pool.close();
    }
}

/// A connection in use. It goes back to the others when dropped, unless it failed.
pub(super) struct Line {
    object: Option<Object>,
    handle: Handle,
    warnings: Arc<AtomicU64>,
}

impl Line {
    /// The rows of an answer.
    pub(super) fn rows(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StoreError> {
        self.ask(async |client| {
            let statement = client.prepare_cached(sql).await?;
            client.query(&statement, params).await
        })
    }

    /// The one row of an answer, or none.
    pub(super) fn row(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Option<Row>, StoreError> {
        self.rows(sql, params).map(|rows| rows.into_iter().next())
    }

    /// How many rows it touched.
    pub(super) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, StoreError> {
        self.ask(async |client| {
            let statement = client.prepare_cached(sql).await?;
            client.execute(&statement, params).await
        })
    }

    /// Statements without parameters.
    pub(super) fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        self.ask(async |client| client.batch_execute(sql).await)
    }

    /// Commits. A transaction that has failed somewhere is not committed in silence, and a commit of which the database
    /// says that its standby may not have it is none that anybody is told of.
    pub(super) fn commit(&mut self) -> Result<(), StoreError> {
        let before = self.warnings.load(Ordering::SeqCst);
        self.run("SELECT 1; COMMIT")?;
        if self.warnings.load(Ordering::SeqCst) == before { Ok(()) } else { Err(StoreError::Away) }
    }

    /// Gives the connection up: nobody knows in what state it is.
    pub(super) fn give_up(&mut self) {
        drop(self.object.take().map(Object::take));
    }

    fn ask<T>(
        &mut self,
        question: impl AsyncFnOnce(&mut deadpool_postgres::ClientWrapper) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        let client = self.object.as_mut().ok_or(StoreError::Away)?;
        let answer = self.handle.block_on(async {
            // The clock belongs to this runtime: it is made in here.
            timeout(PATIENCE, question(client)).await
        });
        let failed = match answer {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => fault(&error),
            Err(_) => StoreError::Away,
        };
        if matches!(failed, StoreError::Away) {
            self.give_up();
        }
        Err(failed)
    }
}

/// What a failure of the database means.
pub(super) fn fault(error: &Error) -> StoreError {
    let Some(state) = error.code() else {
        // No word from the database itself: the connection failed.
        tracing::warn!(error = %error, "the database is not to be reached");
        return StoreError::Away;
    };
    tracing::warn!(state = state.code(), "the database refused");
    meaning(state)
}

fn meaning(state: &SqlState) -> StoreError {
    match *state {
        SqlState::DISK_FULL => StoreError::Full,
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => StoreError::Damaged,
        // It stops, starts, stands by, is busy, or another server has what is wanted: it passes.
        SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW
        | SqlState::TOO_MANY_CONNECTIONS
        | SqlState::LOCK_NOT_AVAILABLE
        | SqlState::QUERY_CANCELED
        | SqlState::READ_ONLY_SQL_TRANSACTION
        | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::T_R_SERIALIZATION_FAILURE => StoreError::Away,
        _ => StoreError::Database,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_database_that_comes_back_and_from_one_that_is_broken() {
        assert!(matches!(meaning(&SqlState::DISK_FULL), StoreError::Full));
        assert!(matches!(meaning(&SqlState::CANNOT_CONNECT_NOW), StoreError::Away));
        assert!(matches!(meaning(&SqlState::READ_ONLY_SQL_TRANSACTION), StoreError::Away));
        assert!(matches!(meaning(&SqlState::DATA_CORRUPTED), StoreError::Damaged));
        assert!(matches!(meaning(&SqlState::UNDEFINED_TABLE), StoreError::Database));
    }
}
