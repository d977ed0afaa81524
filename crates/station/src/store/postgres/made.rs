//! A station is made in a PostgreSQL, moved, and put back there.

use std::fmt;
use std::str::FromStr;

use super::line::Lines;
use super::{PostgresStore, PostgresUrl, schema, threads};
use crate::random;
use crate::store::{Founding, StoreError};

/// How far the numbering jumps when a copy of the database is put back: more changes than can have come in since it was
/// made.
const GAP: i64 = 1 << 40;

/// What ties a home to its station in a database: 16 random bytes, no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HomeKey([u8; 16]);

impl HomeKey {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for HomeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for HomeKey {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let mut key = [0; 16];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| StoreError::Damaged)?;
        Ok(Self(key))
    }
}

impl PostgresStore {
    /// Makes a station that waits to be founded.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn create(
        url: &PostgresUrl,
        name: &str,
        address: &str,
        founding: &Founding,
    ) -> Result<HomeKey, StoreError> {
        let key = HomeKey(random::bytes()?);
        let runtime = threads()?;
        let made = Lines::to(url, runtime.handle().clone()).and_then(|lines| {
            let mut line = lines.line()?;
            schema::bring_up_to_date(&mut line)?;
            // Both rows in one statement: both or none.
            let sql = "WITH made AS (
                    INSERT INTO stations (home, name, address, founding) VALUES ($1, $2, $3, $4)
                    RETURNING key)
                INSERT INTO invitations SELECT key, $5, $4, $6, $7 FROM made";
            let (public, lookup) = (founding.key.0.to_vec(), founding.lookup.to_vec());
            line.execute(
                sql,
                &[&key.bytes(), &name, &address, &public, &lookup, &founding.sealed, &i64::MAX],
            )?;
            Ok(())
        });
        runtime.shutdown_background();
        made.map(|()| key)
    }

    /// Notes another address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_address(&self, address: &str) -> Result<(), StoreError> {
        let address = address.to_owned();
        self.writer.submit(move |ledger| {
            let sql = "UPDATE stations SET address = $2 WHERE key = $1";
            ledger.line.execute(sql, &[&ledger.station, &address]).map(drop)
        })
    }

    /// Leaves a gap in the numbering of a station that was put back from a copy of the database: a place that was given
    /// after the copy was made is never given to another change, so a laptop that remembers it misses nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn take_over(&self) -> Result<(), StoreError> {
        self.writer.submit(move |ledger| {
            ledger.next = ledger.next.saturating_add(GAP.unsigned_abs());
            Ok(())
        })
    }
}
