//! What goes into a parcel for somebody.

use super::account::{self, Given};
use super::pack::{self, Goes, Place};
use crate::attachment::names;
use crate::error::VaultError;
use crate::station::LinkError;
use crate::vault::Vault;
use casework::id::{FileId, PersonId};
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, ChangeKind, Hash, Header};
use protocol::directory::{Act, SignedEntry};
use protocol::{RecordId, UserPublic};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// For whom a parcel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// A person, on her laptops: what she may read.
    Person(PersonId),
    /// The station: what it is not known to have.
    Station,
}

/// What goes into a parcel: all that is here when it is planned.
#[derive(Clone, Debug)]
pub struct Packing {
    /// For whom.
    pub receiver: Receiver,
    /// The person's key, to which it is sealed; none for the station.
    pub user_key: Option<UserPublic>,
    /// Entries of the directory after this index; none: from the first. For the station there are none but `pending`.
    pub entries_after: Option<u64>,
    /// An entry that this laptop owes the directory. For the station alone.
    pub pending: Option<SignedEntry>,
    /// How many changes.
    pub changes: u64,
    /// Sealed attachments: how long each is, by its hash.
    pub attachments: BTreeMap<Hash, u64>,
    /// How many changes stay here because their file is not in the directory yet: the station must let it in first.
    pub left_behind: u64,
    /// Places in the log: after this one, up to this one, where this change stands.
    pub(super) span: (u64, u64, ChangeId),
    /// Files whose changes go.
    pub(super) files: BTreeSet<FileId>,
    /// Files among them that go from their first change.
    pub(super) whole: BTreeSet<FileId>,
    /// All of them, whatever the station is believed to have.
    pub(super) everything: bool,
}

impl Vault {
    /// Plans a parcel. With `everything`, as if the receiver were not known to have anything.
    ///
    /// # Errors
    /// [`LinkError::NotLinked`] for a vault that stands alone, [`LinkError::NotThere`] for a person who has left or has no
    /// key that can be sealed to; when the vault cannot be read.
    pub fn plan_parcel(
        &self,
        receiver: Receiver,
        everything: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<Packing, LinkError> {
        let mut packing = match receiver {
            Receiver::Person(person) => self.for_person(person, everything)?,
            Receiver::Station => self.for_station(everything, now)?,
        };
        let records = self.count(&mut packing)?;
        let wanted = match receiver {
            Receiver::Person(person) => account::wanted_by(self, person)?,
            Receiver::Station => BTreeSet::new(),
        };
        self.find_attachments(&mut packing, &records, &wanted)?;
        Ok(packing)
    }

    fn for_person(&self, person: PersonId, everything: bool) -> Result<Packing, LinkError> {
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        let directory = &chain.directory;
        let known =
            directory.person(person).filter(|one| !one.removed && person != self.identity.person);
        let user_key = known.and_then(|one| one.safe_key()).ok_or(LinkError::NotThere)?;
        let files: BTreeSet<FileId> = directory.files_of(person).map(|(id, _)| id).collect();
        let given = if everything { None } else { account::given_to(self, person)? };
        let whole =
            given.map_or(Ok(BTreeSet::new()), |given| self.let_into_since(person, given))?;
        Ok(Packing {
            receiver: Receiver::Person(person),
            user_key: Some(user_key),
            entries_after: given.map(|given| given.directory),
            pending: None,
            changes: 0,
            attachments: BTreeMap::new(),
            left_behind: 0,
            span: self.span_after(given)?,
            files,
            whole,
            everything,
        })
    }

    fn for_station(
        &self,
        everything: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<Packing, LinkError> {
        let pending = self.pending_acts(now)?;
        let chain = self.context.chain.as_ref().ok_or(LinkError::NotLinked)?;
        let mut files: BTreeSet<FileId> = chain.directory.files().map(|(id, _)| id).collect();
        let owed = pending.as_ref().and_then(|entry| entry.read().ok());
        files.extend(owed.iter().flat_map(|entry| &entry.acts).filter_map(admitted));
        Ok(Packing {
            receiver: Receiver::Station,
            user_key: None,
            entries_after: chain.directory.head().map(|head| head.index),
            pending,
            changes: 0,
            attachments: BTreeMap::new(),
            left_behind: 0,
            span: self.span_after(None)?,
            files,
            whole: BTreeSet::new(),
            everything,
        })
    }

    fn span_after(&self, given: Option<Given>) -> Result<(u64, u64, ChangeId), VaultError> {
        let sql = "SELECT n, id FROM log ORDER BY n DESC LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let after = given.map_or(0, |given| given.upto);
        match rows.next()? {
            Some(row) => Ok((after, row.get::<_, i64>(0)?.unsigned_abs(), Hash(row.get(1)?))),
            None => Ok((0, 0, Hash::ZERO)),
        }
    }

    /// The files that the directory let a person into since, or let her into anew.
    fn let_into_since(
        &self,
        person: PersonId,
        given: Given,
    ) -> Result<BTreeSet<FileId>, VaultError> {
        let mut files = BTreeSet::new();
        let mut index = given.directory + 1;
        while let Some(signed) = self.directory_entry(index)? {
            if let Ok(entry) = signed.read() {
                let author = self.directory().and_then(|directory| directory.device(entry.author));
                let hers = author.is_some_and(|device| device.person == person);
                entry.acts.iter().for_each(|act| let_in(act, person, hers, &mut files));
            }
            index += 1;
        }
        Ok(files)
    }

    /// Counts what goes and what stays. Answers the records of which a note goes: notes name attachments.
    fn count(&self, packing: &mut Packing) -> Result<BTreeSet<RecordId>, VaultError> {
        let (mut records, mut changes, mut left_behind) = (BTreeSet::new(), 0, 0);
        let mut place = Place::default();
        pack::walk(self, packing, &mut place, "record", |row, goes| {
            match goes {
                Goes::Yes => {
                    changes += 1;
                    let header = Header::decode(&row.get::<_, Vec<u8>>(4)?).ok();
                    let note = header.filter(|header| header.kind == ChangeKind::NOTE);
                    records.extend(note.map(|header| header.record));
                }
                Goes::LeftBehind => left_behind += 1,
                Goes::No => {}
            }
            Ok(true)
        })?;
        (packing.changes, packing.left_behind) = (changes, left_behind);
        Ok(records)
    }

    /// The attachments that the notes of these records name and that are here; for the station, those it is not known to have.
    fn find_attachments(
        &self,
        packing: &mut Packing,
        records: &BTreeSet<RecordId>,
        wanted: &BTreeSet<Hash>,
    ) -> Result<(), VaultError> {
        let station = packing.receiver == Receiver::Station && !packing.everything;
        for (sealed, owner) in names::of_notes(&self.conn)? {
            let Ok(hash) = sealed.parse::<Hash>() else { continue };
            let goes = match station {
                true => !names::is_sent(&self.conn, &sealed)?,
                false => records.contains(&owner) || wanted.contains(&hash),
            };
            if !goes {
                continue;
            }
            // Somebody else's may not have come yet.
            if let Ok(found) = fs::metadata(self.attachments().path_of(&sealed)?) {
                packing.attachments.insert(hash, found.len());
            }
        }
        Ok(())
    }
}

impl Packing {
    /// Where reading the log begins.
    pub(super) fn first(&self) -> u64 {
        if self.whole.is_empty() { self.span.0 } else { 0 }
    }

    /// Whether the change at this place goes, for all that its file says.
    pub(super) fn takes(&self, n: u64, file: FileId) -> bool {
        self.files.contains(&file) && (n > self.span.0 || self.whole.contains(&file))
    }
}

fn admitted(act: &Act) -> Option<FileId> {
    match act {
        Act::Admit { file, .. } => Some(*file),
        _ => None,
    }
}

/// The files into which an act lets a person. `hers`: its author is a laptop of hers.
fn let_in(act: &Act, person: PersonId, hers: bool, files: &mut BTreeSet<FileId>) {
    match act {
        Act::Admit { file, person: somebody, .. } if *somebody == person => _ = files.insert(*file),
        Act::BreakGlass { file, .. } if hers => _ = files.insert(*file),
        Act::Recover { files: given, .. } if hers => {
            files.extend(given.iter().map(|given| given.file));
        }
        _ => {}
    }
}
