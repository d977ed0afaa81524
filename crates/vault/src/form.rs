//! Forms that are half filled in. The screens know what stands in them; the vault keeps them as they are,
//! because a registration that is broken off by a lock or a power cut is as much worth as a note.

use crate::error::VaultError;
use crate::reader::Reader;
use crate::tx::Tx;
use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension, params};

/// A half-filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Which form of which record, as the screens name it.
    pub key: String,
    /// What is filled in, as the screens wrote it.
    pub json: String,
    /// When it was last saved, by the laptop's clock.
    pub saved_at: DateTime<FixedOffset>,
}

impl Tx<'_> {
    /// Keeps a form as it stands; durable once the write is answered.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn save_form(&mut self, key: &str, json: &str) -> Result<(), VaultError> {
        self.conn
            .prepare_cached(
                "INSERT INTO forms (key, json, saved_at) VALUES (?, ?, ?)
                 ON CONFLICT (key) DO UPDATE SET json = excluded.json, saved_at = excluded.saved_at",
            )?
            .execute(params![key, json, self.now().to_rfc3339()])?;
        Ok(())
    }

    /// Takes a form out: it was saved, or is not wanted. None there is as good.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn remove_form(&mut self, key: &str) -> Result<(), VaultError> {
        self.conn.prepare_cached("DELETE FROM forms WHERE key = ?")?.execute([key])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// A half-filled form.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn form(&self, key: &str) -> Result<Option<Form>, VaultError> {
        let mut statement =
            self.conn.prepare_cached("SELECT key, json, saved_at FROM forms WHERE key = ?")?;
        Ok(statement.query_row([key], read).optional()?)
    }

    /// Every half-filled form, the latest saved first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn forms(&self) -> Result<Vec<Form>, VaultError> {
        let mut statement = self.conn.prepare_cached("SELECT key, json, saved_at FROM forms")?;
        let mut forms = statement.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
        forms.sort_by_key(|form| std::cmp::Reverse(form.saved_at));
        Ok(forms)
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Form> {
    let saved_at: String = row.get(2)?;
    Ok(Form {
        key: row.get(0)?,
        json: row.get(1)?,
        saved_at: DateTime::parse_from_rfc3339(&saved_at).unwrap_or_default(),
    })
}
