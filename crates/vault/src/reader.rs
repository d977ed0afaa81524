//! Reading: queries on the views, one `impl` block a noun, beside the view it reads.

use crate::context::Context;
use casework::id::{DeviceId, FileId, PersonId};
use casework::rhythm::VisitRules;
use rusqlite::Connection;

/// Reads the views. Inside a write, they stand as they stood before it.
#[derive(Clone, Copy)]
pub struct Reader<'vault> {
    pub(crate) conn: &'vault Connection,
    pub(crate) context: &'vault Context,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

impl<'vault> Reader<'vault> {
    /// The rules by which due days were reckoned: those that were given when the vault was opened.
    #[must_use]
    pub fn visit_rules(self) -> &'vault VisitRules {
        &self.context.rules
    }

    /// Name of the person whose device this is; empty for a device that is not known here.
    #[must_use]
    pub fn person_of(&self, device: DeviceId) -> &str {
        self.context.name_of(device)
    }

    /// Whether a person may read this file and not write in it.
    #[must_use]
    pub fn reads_only(self, file: FileId, person: PersonId) -> bool {
        self.context.reads_only(file, person)
    }

    /// Whether a device is known to be a person's.
    #[must_use]
    pub fn is_device_of(&self, person: PersonId, device: DeviceId) -> bool {
        self.context.people.get(&device).is_some_and(|known| known.id == person)
    }
}
