//! Who is speaking, where every server finds it. Tokens are kept as their hashes. All times are the database's: servers'
//! clocks need not agree.

use protocol::DeviceId;
use protocol::api::Token;
use protocol::proof::CHALLENGE_LEN;

use super::PostgresStore;
use super::reading::{fixed, number};
use crate::random;
use crate::sessions::{CHALLENGE, MOST_CHALLENGES, MOST_TOKENS, SESSION, Sessions, Speaking, hash};
use crate::store::StoreError;

impl Sessions for PostgresStore {
    fn challenge(&self, device: DeviceId) -> Result<[u8; CHALLENGE_LEN], StoreError> {
        let challenge: [u8; CHALLENGE_LEN] = random::bytes()?;
        // Those that wait in vain go with the next ones; and of too many, the oldest.
        let sql = "WITH old AS (DELETE FROM challenges WHERE station = $1
                AND given < clock_timestamp() - make_interval(secs => $4)),
            most AS (DELETE FROM challenges WHERE station = $1 AND given < (
                SELECT given FROM challenges WHERE station = $1
                ORDER BY given DESC OFFSET $5 LIMIT 1))
            INSERT INTO challenges (station, challenge, device) VALUES ($1, $2, $3)";
        let waits = CHALLENGE.as_secs_f64();
        let most = i64::try_from(MOST_CHALLENGES).unwrap_or(i64::MAX);
        let device = device.bytes();
        self.ask(|line| {
            line.execute(
                sql,
                &[&self.station, &challenge.as_slice(), &device.as_slice(), &waits, &most],
            )
        })?;
        Ok(challenge)
    }

    fn answer(
        &self,
        device: DeviceId,
        challenge: &[u8; CHALLENGE_LEN],
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM challenges WHERE station = $1 AND challenge = $2
            RETURNING device, given >= clock_timestamp() - make_interval(secs => $3)";
        let waits = CHALLENGE.as_secs_f64();
        let row =
            self.ask(|line| line.row(sql, &[&self.station, &challenge.as_slice(), &waits]))?;
        let Some(row) = row else { return Ok(false) };
        let fresh: bool = row.try_get(1).map_err(|_| StoreError::Damaged)?;
        Ok(fresh && DeviceId::from_bytes(fixed(&row, 0)?) == device)
    }

    fn open(&self, device: DeviceId) -> Result<Token, StoreError> {
        let token = Token(random::bytes()?);
        // The new one is not yet seen by what is deleted here.
        let sql = "WITH hers AS (DELETE FROM sessions WHERE station = $1 AND token IN (
                SELECT token FROM sessions WHERE station = $1 AND device = $3
                ORDER BY opened DESC OFFSET $4))
            INSERT INTO sessions (station, token, device) VALUES ($1, $2, $3)";
        let left = i64::try_from(MOST_TOKENS).unwrap_or(i64::MAX) - 1;
        let (token_hash, device) = (hash(&token), device.bytes());
        self.ask(|line| {
            line.execute(sql, &[&self.station, &token_hash.as_slice(), &device.as_slice(), &left])
        })?;
        Ok(token)
    }

    fn speaking(&self, token: &Token) -> Result<Option<Speaking>, StoreError> {
        // The end of the directory comes along: a revocation that another server acknowledged holds here as well.
        let sql = "SELECT device, entries FROM sessions JOIN stations ON key = station
            WHERE station = $1 AND token = $2
            AND opened >= clock_timestamp() - make_interval(secs => $3)";
        let good = SESSION.as_secs_f64();
        let token_hash = hash(token);
        let row =
            self.ask(|line| line.row(sql, &[&self.station, &token_hash.as_slice(), &good]))?;
        let Some(row) = row else { return Ok(None) };
        let device = DeviceId::from_bytes(fixed(&row, 0)?);
        Ok(Some(Speaking { device, entry: number(&row, 1)?.checked_sub(1) }))
    }

    fn count(&self) -> Result<u64, StoreError> {
        // Those that have ended go when somebody counts, or when their device opens others.
        let sql = "WITH ended AS (DELETE FROM sessions WHERE station = $1
                AND opened < clock_timestamp() - make_interval(secs => $2))
            SELECT count(*) FROM sessions WHERE station = $1
                AND opened >= clock_timestamp() - make_interval(secs => $2)";
        let row = self.ask(|line| line.row(sql, &[&self.station, &SESSION.as_secs_f64()]))?;
        number(&row.ok_or(StoreError::Damaged)?, 0)
    }
}
