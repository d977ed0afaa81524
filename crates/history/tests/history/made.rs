//! Changes made for tests: laptops that number and chain what they write, and a small record to edit.

use casework::fields::{Edited, FieldId, Fields, RecordKind, value, values};
use casework::id::{DeviceId, FileId, RecordId, StationId};
use casework::review::Review;
use history::{
    ChangeId, ChangeKind, Content, Entry, FORMAT, Hash, Header, HybridClock, Place, Planned,
    SCHEMA, change_id,
};
use serde_json::Value;

/// The place of every change that a [`Laptop`] writes.
pub fn place() -> Place {
    Place {
        station: StationId::from_bytes([1; 16]),
        file: FileId::from_bytes([2; 16]),
        record: RecordId::from_bytes([3; 16]),
        kind: Sheet::KIND,
    }
}

/// A header of that place which says nothing yet.
pub fn blank() -> Header {
    let Place { station, file, record, kind } = place();
    Header {
        format: FORMAT,
        station,
        file,
        record,
        record_kind: kind,
        field: FieldId::WHOLE,
        kind: ChangeKind::SET,
        author: DeviceId::from_bytes([0; 16]),
        seq: 1,
        previous: None,
        supersedes: Vec::new(),
        directory_head: Hash::ZERO,
        seen: Vec::new(),
        clock: HybridClock { millis: 0, counter: 0 },
        schema: SCHEMA,
        commitment: [0; 32],
    }
}

/// A laptop that writes changes one after the other. Its wall clock shows what the test puts there.
pub struct Laptop {
    device: DeviceId,
    seq: u64,
    previous: Option<ChangeId>,
    clock: Option<HybridClock>,
    pub wall: u64,
}

impl Laptop {
    pub fn new(number: u8) -> Self {
        let device = DeviceId::from_bytes([number; 16]);
        Self { device, seq: 0, previous: None, clock: None, wall: 0 }
    }

    pub fn write(
        &mut self,
        kind: ChangeKind,
        field: FieldId,
        supersedes: &[ChangeId],
        content: Content,
    ) -> Entry {
        self.seq += 1;
        let clock = HybridClock::tick(self.clock, self.wall);
        let header = Header {
            field,
            kind,
            author: self.device,
            seq: self.seq,
            previous: self.previous,
            supersedes: supersedes.to_vec(),
            clock,
            commitment: change_id(format!("{content:?}").as_bytes()).0,
            ..blank()
        };
        let id = header.id();
        self.previous = Some(id);
        self.clock = Some(clock);
        Entry { id, header, content }
    }

    pub fn set(&mut self, field: FieldId, to: impl Into<Value>, supersedes: &[ChangeId]) -> Entry {
        self.write(ChangeKind::SET, field, supersedes, Content::Value(to.into()))
    }

    pub fn add(&mut self, field: FieldId, member: impl Into<Value>) -> Entry {
        self.write(ChangeKind::ADD, field, &[], Content::Value(member.into()))
    }

    pub fn remove(&mut self, field: FieldId, member: impl Into<Value>, adds: &[ChangeId]) -> Entry {
        self.write(ChangeKind::REMOVE, field, adds, Content::Value(member.into()))
    }

    pub fn note(&mut self, text: &str, supersedes: &[ChangeId]) -> Entry {
        self.write(ChangeKind::NOTE, FieldId::WHOLE, supersedes, Content::Value(text.into()))
    }

    pub fn addendum(&mut self, text: &str) -> Entry {
        self.write(ChangeKind::ADDENDUM, FieldId::WHOLE, &[], Content::Value(text.into()))
    }

    pub fn review(&mut self, review: &Review) -> Entry {
        let content = Content::Value(value(review));
        self.write(ChangeKind::REVIEW, FieldId::WHOLE, &[], content)
    }

    pub fn carry_out(&mut self, plan: Vec<Planned>) -> Vec<Entry> {
        let one = |planned: Planned| {
            self.write(
                planned.kind,
                planned.field,
                &planned.supersedes,
                Content::Value(planned.value),
            )
        };
        plan.into_iter().map(one).collect()
    }
}

/// The change with its header altered, under the id it then has.
pub fn altered(mut entry: Entry, how: impl FnOnce(&mut Header)) -> Entry {
    how(&mut entry.header);
    entry.id = entry.header.id();
    entry
}

/// A record to edit: two registers and a set. `size` has a value even where none was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub title: String,
    pub size: u32,
    pub tags: Vec<String>,
}

pub const TITLE: FieldId = FieldId(1);
pub const SIZE: FieldId = FieldId(2);
pub const TAGS: FieldId = FieldId(3);

impl Edited for Sheet {
    const KIND: RecordKind = RecordKind(99);

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![(TITLE, value(&self.title)), (SIZE, value(&self.size))]
    }

    fn sets(&self) -> Vec<(FieldId, Vec<Value>)> {
        vec![(TAGS, values(&self.tags))]
    }

    fn project(fields: &Fields) -> Self {
        Self {
            title: fields.text(TITLE),
            size: fields.one(SIZE).unwrap_or(7),
            tags: fields.set(TAGS),
        }
    }
}

pub fn sheet(title: &str, size: u32, tags: &[&str]) -> Sheet {
    Sheet { title: title.into(), size, tags: tags.iter().map(ToString::to_string).collect() }
}

pub fn ids(entries: &[&Entry]) -> Vec<ChangeId> {
    entries.iter().map(|entry| entry.id).collect()
}
