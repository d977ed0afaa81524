//! What a person must know of the station or of somebody's laptop: kept until she has taken note, however often the vault is
//! closed meanwhile.

use super::chain::DAMAGED;
use crate::error::VaultError;
use crate::vault::Vault;
use casework::id::DeviceId;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, params};

/// What happened. The numbers lie in the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlarmKind {
    /// The station lost what it had, as after an old backup was put back there.
    StationWentBack = 1,
    /// Somebody's laptop signed two changes with one number.
    Forked = 2,
    /// What somebody's laptop had said of a file in short was not what its changes say.
    SnapshotDiffers = 3,
}

impl AlarmKind {
    fn of_column(column: i64) -> Option<Self> {
        [Self::StationWentBack, Self::Forked, Self::SnapshotDiffers]
            .into_iter()
            .find(|kind| *kind as i64 == column)
    }

    /// It happens, and happens anew; the other kind goes on once it is there.
    fn happens(self) -> bool {
        self == Self::StationWentBack
    }
}

/// What a person has not taken note of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptAlarm {
    /// What happened.
    pub kind: AlarmKind,
    /// When it was first seen, by this laptop's clock.
    pub since: DateTime<FixedOffset>,
}

impl Vault {
    /// Keeps an alarm. One that is kept already stays as it is; one that was noted comes again only where it happened anew.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn raise_alarm(
        &mut self,
        kind: AlarmKind,
        about: Option<DeviceId>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), VaultError> {
        raise(&self.conn, kind, about, now)
    }

    /// What nobody has taken note of yet, the oldest first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn alarms(&self) -> Result<Vec<KeptAlarm>, VaultError> {
        let sql = "SELECT kind, since FROM alarms WHERE noted = 0 ORDER BY since, kind";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let since: String = row.get(1)?;
            let since = DateTime::parse_from_rfc3339(&since).map_err(|_| DAMAGED)?;
            // A newer version's stays for that version.
            all.extend(AlarmKind::of_column(row.get(0)?).map(|kind| KeptAlarm { kind, since }));
        }
        Ok(all)
    }

    /// A person has taken note of everything of this kind.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn note_alarm(&mut self, kind: AlarmKind) -> Result<(), VaultError> {
        self.conn.execute("UPDATE alarms SET noted = 1 WHERE kind = ?", [kind as i64])?;
        Ok(())
    }
}

/// See [`Vault::raise_alarm`].
pub(super) fn raise(
    conn: &Connection,
    kind: AlarmKind,
    about: Option<DeviceId>,
    now: DateTime<FixedOffset>,
) -> Result<(), VaultError> {
    let about = about.map_or_else(Vec::new, |device| device.bytes().to_vec());
    let anew = match kind.happens() {
        true => "DO UPDATE SET since = excluded.since, noted = 0 WHERE noted = 1",
        false => "DO NOTHING",
    };
    let sql = format!(
        "INSERT INTO alarms (kind, about, since, noted) VALUES (?, ?, ?, 0)
         ON CONFLICT (kind, about) {anew}"
    );
    conn.execute(&sql, params![kind as i64, about, now.to_rfc3339()])?;
    Ok(())
}
