//! What the station's people may call a file that they may not open: a case's number, and the file of its client. Never
//! a name.

use super::link::Link;
use crate::error::VaultError;
use crate::vault::Vault;
use casework::id::{CaseId, FileId};
use protocol::directory::Escrow;
use protocol::lockbox;
use uuid::Uuid;

/// Longest number of a case that goes into a label, in characters.
const NUMBER: usize = 64;

/// A case, as somebody knows it who may not open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The file of its client.
    pub(super) client: FileId,
    /// Its number; may be empty.
    pub(super) number: String,
}

impl Label {
    fn text(&self) -> String {
        let number: String = self.number.chars().take(NUMBER).collect();
        format!("{} {number}", self.client.0.simple())
    }

    fn parse(text: &str) -> Option<Self> {
        let (client, number) = text.split_once(' ')?;
        let client = FileId(Uuid::try_parse(client).ok()?);
        Some(Self { client, number: number.to_owned() })
    }
}

impl Vault {
    /// The label of a case's file, sealed; nothing for any other file.
    pub(super) fn sealed_label(&self, file: FileId) -> Result<Option<Vec<u8>>, VaultError> {
        let Some(found) = self.read().case(CaseId(file.0))? else { return Ok(None) };
        let Some(link) = Link::load(&self.conn)? else { return Ok(None) };
        let label = Label { client: found.case.client.into(), number: found.case.number };
        let about = lockbox::file_label(self.identity.station_id, file);
        Ok(Some(sealing::seal_name(&link.name_key, &about, &label.text())))
    }

    /// What a file is called, by what was sealed for the station's people.
    pub(super) fn label(&self, link: &Link, file: FileId, boxes: &Escrow) -> Option<Label> {
        let about = lockbox::file_label(self.identity.station_id, file);
        let sealed = boxes.label.as_deref()?;
        let text = sealing::open_name(&link.name_key, &about, sealed).ok()?;
        Label::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_as_it_was_written() {
        for number in ["", "2026-014", "乡 〔2026〕3 号"] {
            let label = Label { client: FileId(Uuid::from_bytes([7; 16])), number: number.into() };
            assert_eq!(Label::parse(&label.text()), Some(label));
        }
        assert_eq!(Label::parse("no id 12"), None);
        assert_eq!(Label::parse(""), None);
    }

    #[test]
    fn a_long_number_is_cut() {
        let number = "号".repeat(100);
        let label = Label { client: FileId(Uuid::nil()), number };
        assert_eq!(Label::parse(&label.text()).unwrap().number, "号".repeat(NUMBER));
    }
}
