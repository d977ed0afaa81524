//! What is in a snapshot: what the list shows of a client or a case, and the changes that it shows. Layout of the sealed
//! content: number of changes (2 bytes, big-endian) ‖ their hashes ‖ the line in JSON. One that does not read is passed over:
//! everything in it comes with the changes as well.

use crate::error::VaultError;
use crate::views::columns;
use casework::case::Case;
use casework::client::Client;
use casework::id::{ClientId, FileId};
use chrono::NaiveDate;
use history::ChangeId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Most changes that a snapshot names. A record that shows more has none.
pub(crate) const MAX_COVERS: usize = 128;

/// Bytes of a hash.
const HASH: usize = 32;

/// What the list shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Line {
    /// Of a client; what the list does not show is empty.
    Client(Box<Client>),
    /// Of a case.
    Case(Box<CaseLine>),
}

/// What the list shows of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CaseLine {
    /// The case; the reason for it is empty.
    pub case: Case,
    /// Day of the last visit at which somebody was home.
    pub last_visit: Option<NaiveDate>,
    /// Day by which the next is due.
    pub due: NaiveDate,
    /// Open actions.
    pub open_actions: u32,
}

impl Line {
    pub(crate) fn of_client(client: &Client) -> Self {
        let mut client = client.clone();
        client.needs.clear();
        for text in [
            &mut client.address,
            &mut client.school_or_work,
            &mut client.health,
            &mut client.remarks,
        ] {
            text.clear();
        }
        Self::Client(Box::new(client))
    }

    pub(crate) fn of_case(
        case: &Case,
        last_visit: Option<NaiveDate>,
        (due, open_actions): (NaiveDate, u32),
    ) -> Self {
        let case = Case { reason: String::new(), ..case.clone() };
        Self::Case(Box::new(CaseLine { case, last_visit, due, open_actions }))
    }

    /// The client whose row it is in.
    pub(crate) fn client(&self, file: FileId) -> ClientId {
        match self {
            Self::Client(_) => ClientId::from_bytes(file.bytes()),
            Self::Case(line) => line.case.client,
        }
    }

    /// Whether the record that both were made of is the same. What visits make of a case is no part of it.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Case(one), Self::Case(other)) => one.case == other.case,
            _ => self == other,
        }
    }
}

/// What is in a snapshot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Content {
    /// The changes of the record that it shows.
    pub covers: Vec<ChangeId>,
    /// What they come to.
    pub line: Line,
}

impl Content {
    /// As it is sealed; nothing where it names too many changes.
    pub(crate) fn encode(&self) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        if self.covers.is_empty() || self.covers.len() > MAX_COVERS {
            return Ok(None);
        }
        let count = u16::try_from(self.covers.len()).map_err(|_| VaultError::NotStorable)?;
        let mut bytes = Zeroizing::new(count.to_be_bytes().to_vec());
        bytes.extend(columns::seen(&self.covers));
        bytes.extend(columns::json(&self.line)?.as_bytes());
        Ok(Some(bytes))
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk()?;
        let count = usize::from(u16::from_be_bytes(*count));
        if count == 0 || count > MAX_COVERS {
            return None;
        }
        let (covers, line) = rest.split_at_checked(count * HASH)?;
        let (covers, line) = (columns::seen_of(covers).ok()?, std::str::from_utf8(line).ok()?);
        Some(Self { covers, line: serde_json::from_str(line).ok()? })
    }
}
