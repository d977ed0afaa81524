//! What everybody at the station is told: that its recovery key was set or used, and that somebody filled an emergency
//! box of one of her files with something else, or gave her a key that does not open.

use super::chain::DAMAGED;
use super::link::Link;
use super::lost_key::{self, KeyDoubt};
use super::people::name_of;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{DeviceId, FileId, PersonId};
use protocol::lockbox;

/// What somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The station got a recovery key; another one than before where it had one.
    RecoveryKeySet {
        /// There was one before.
        again: bool,
    },
    /// A recovery key was used.
    Recovered {
        /// Why; nothing where it does not open.
        reason: Option<String>,
        /// So many files were opened.
        files: u32,
        /// Of these, of which this person is a member.
        yours: u32,
    },
    /// An emergency box of a file was filled with something else.
    BoxesWrong {
        /// The file.
        file: FileId,
        /// They were filled rightly since.
        mended: bool,
    },
    /// The key of a file does not come out of the box that this person was given.
    KeyWrong {
        /// The file.
        file: FileId,
        /// It has another key since, that does.
        mended: bool,
    },
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationNotice {
    /// The index of the directory's entry.
    pub entry: u64,
    /// Who did it; nothing for a laptop that is not known.
    pub person: Option<PersonId>,
    /// Her name.
    pub name: String,
    /// When, by her laptop's clock, in milliseconds since 1970-01-01 UTC; 0 where it is not known.
    pub at: u64,
    /// What.
    pub told: Told,
    /// This person has not said yet that she has seen it.
    pub new: bool,
}

impl Vault {
    /// What everybody is told, the last first; nothing for a vault that stands alone.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn station_notices(&self) -> Result<Vec<StationNotice>, VaultError> {
        let (Some(link), Some(directory)) = (Link::load(&self.conn)?, self.directory()) else {
            return Ok(Vec::new());
        };
        let seen = self.told_up_to()?;
        let notice = |entry, person: Option<PersonId>, at, told| {
            let name = person.map(|id| name_of(&self.context, id).to_owned()).unwrap_or_default();
            let new = seen.is_none_or(|seen| entry > seen) && person != Some(self.identity.person);
            StationNotice { entry, person, name, at, told, new }
        };
        let set = directory.recovery_keys().iter().enumerate().map(|(place, key)| {
            let told = Told::RecoveryKeySet { again: place > 0 };
            notice(key.entry, Some(key.person), key.at, told)
        });
        let used = directory.recoveries().iter().map(|one| {
            let station = directory.station();
            let about = lockbox::recovery_reason(station, one.device, one.previous);
            let reason = sealing::open_name(&link.name_key, &about, &one.reason);
            let yours = one
                .files
                .iter()
                .filter(|file| directory.access(**file, self.identity.person).is_some());
            let told = Told::Recovered {
                reason: reason.ok().map(|reason| reason.to_string()),
                files: u32::try_from(one.files.len()).unwrap_or(u32::MAX),
                yours: u32::try_from(yours.count()).unwrap_or(u32::MAX),
            };
            notice(one.entry, Some(one.person), one.at, told)
        });
        let mut all: Vec<_> = set.chain(used).collect();
        for (file, author, entry, mended) in self.doubts()? {
            let person = directory.device(author).map(|device| device.person);
            all.push(notice(entry, person, 0, Told::BoxesWrong { file, mended }));
        }
        for KeyDoubt { file, author, entry, mended } in lost_key::doubts(&self.conn)? {
            let person = directory.device(author).map(|device| device.person);
            all.push(notice(entry, person, 0, Told::KeyWrong { file, mended }));
        }
        all.sort_by_key(|notice| std::cmp::Reverse(notice.entry));
        Ok(all)
    }

    /// This person has seen what she was told, up to this entry.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn notices_seen(&mut self, entry: u64) -> Result<(), VaultError> {
        self.conn.execute(
            "INSERT INTO station_told (only, entry) VALUES (1, ?1)
             ON CONFLICT (only) DO UPDATE SET entry = max(entry, ?1)",
            [column(entry)],
        )?;
        Ok(())
    }

    fn told_up_to(&self) -> Result<Option<u64>, VaultError> {
        let mut statement = self.conn.prepare_cached("SELECT entry FROM station_told")?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(u64::try_from(row.get::<_, i64>(0)?).map_err(|_| DAMAGED)?))
    }

    fn doubts(&self) -> Result<Vec<(FileId, DeviceId, u64, bool)>, VaultError> {
        let sql = "SELECT file, author, entry, mended FROM escrow_doubts ORDER BY entry, file";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            let (file, author) = (row.get(0)?, row.get(1)?);
            let entry = row.get::<_, i64>(2)?.unsigned_abs();
            Ok((FileId::from_bytes(file), DeviceId::from_bytes(author), entry, row.get(3)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
