//! A log in memory, without keys, whose views are kept as the vault keeps them.

mod records;

pub(crate) use records::{agreed, case, client, member, next, note, signed_at};

use crate::context::{Context, Person, Touched};
use crate::log::Signers;
use crate::reader::Reader;
use crate::{dump, search, views};
use casework::addendum::Addendum;
use casework::fields::{Edited, FieldId, RecordKind, value};
use casework::id::{
    ActionId, CaseId, ClientId, DeviceId, FileId, PersonId, RecordId, StationId, VisitId,
};
use casework::member::Member;
use casework::rhythm::VisitRules;
use casework::role::Role;
use casework::visit::VisitNote;
use chrono::{Days, NaiveDate};
use history::{
    ChangeId, ChangeKind, Content, Entry, FORMAT, Hash, Header, HybridClock, RecordState, SCHEMA,
    diff,
};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;

const RULES: &str = include_str!("../../../../assets/rules/visits.toml");

pub(crate) const DEVICE: DeviceId = DeviceId(uuid::Uuid::from_bytes([0xdd; 16]));

/// Changes of one record, in the order of the log.
struct Record {
    file: FileId,
    kind: RecordKind,
    first: i64,
    last: i64,
    entries: Vec<Entry>,
}

/// Of a row of the log: place, id, file, record, kind.
type LogRow = (i64, [u8; 32], [u8; 16], [u8; 16], u16);

/// A log and its views.
pub(crate) struct World {
    pub conn: Connection,
    pub context: Context,
    records: BTreeMap<(RecordKind, RecordId), Record>,
    n: i64,
    rows: Vec<LogRow>,
    /// The file that a record is put into which says nothing of it itself.
    pub file: FileId,
    /// The laptop that the next change is made on.
    pub device: DeviceId,
    /// When the next change is made.
    pub millis: u64,
}

pub(crate) fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n.into())
}

/// The 16 bytes of an id, in the order of the number.
pub(crate) fn id(number: u64) -> [u8; 16] {
    let mut bytes = [7; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes
}

pub(crate) fn client_id(number: u64) -> ClientId {
    ClientId::from_bytes(id(number))
}

pub(crate) fn case_id(number: u64) -> CaseId {
    CaseId::from_bytes(id(1 << 32 | number))
}

pub(crate) fn visit_id(number: u64) -> VisitId {
    VisitId::from_bytes(id(2 << 32 | number))
}

pub(crate) fn action_id(number: u64) -> ActionId {
    ActionId::from_bytes(id(3 << 32 | number))
}

pub(crate) fn new_connection() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    for step in crate::migrations::STEPS {
        conn.execute_batch(step).unwrap();
    }
    views::create_tables(&conn).unwrap();
    search::create_tables(&conn).unwrap();
    conn
}

impl World {
    pub(crate) fn new() -> Self {
        let rules = VisitRules::parse(RULES).unwrap();
        let worker =
            Person {
                id: PersonId::from_bytes(id(0)), name: "吕社工".into(), role: Role::Worker
            };
        let context = Context {
            rules,
            people: BTreeMap::from([(DEVICE, worker)]),
            signers: Signers::default(),
            chain: None,
        };
        // 1 January 2026, noon in China.
        let millis = 1_767_240_000_000;
        Self {
            conn: new_connection(),
            context,
            records: BTreeMap::new(),
            n: 0,
            rows: Vec::new(),
            file: case_id(1).into(),
            device: DEVICE,
            millis,
        }
    }

    pub(crate) fn read(&self) -> Reader<'_> {
        Reader { conn: &self.conn, context: &self.context }
    }

    pub(crate) fn state(&self, kind: RecordKind, record: RecordId) -> RecordState {
        let held = self.records.get(&(kind, record));
        RecordState::merge(held.map(|held| held.entries.clone()).unwrap_or_default())
    }

    /// Adds a change to the log, without a view.
    pub(crate) fn append(
        &mut self,
        (record_kind, record): (RecordKind, RecordId),
        (field, kind): (FieldId, ChangeKind),
        supersedes: Vec<ChangeId>,
        value: Value,
    ) -> ChangeId {
        self.append_content((record_kind, record), (field, kind), supersedes, Content::Value(value))
    }

    /// Adds a change that may not be readable.
    pub(crate) fn append_content(
        &mut self,
        (record_kind, record): (RecordKind, RecordId),
        (field, kind): (FieldId, ChangeKind),
        supersedes: Vec<ChangeId>,
        content: Content,
    ) -> ChangeId {
        self.n += 1;
        self.millis += 1;
        let file = self.file_of((record_kind, record), (field, kind), &content);
        let header = Header {
            format: FORMAT,
            station: StationId::from_bytes([1; 16]),
            file,
            record,
            record_kind,
            field,
            kind,
            author: self.device,
            seq: u64::try_from(self.n).unwrap(),
            previous: None,
            supersedes,
            directory_head: Hash::ZERO,
            seen: Vec::new(),
            clock: HybridClock { millis: self.millis, counter: 0 },
            schema: SCHEMA,
            commitment: [0; 32],
        };
        let entry = Entry { id: header.id(), header, content };
        let id = entry.id;
        // Views look into the log for where a change and a record are, and for nothing else.
        let row = (self.n, *id.bytes(), file.bytes(), record.bytes(), record_kind.0);
        put_row(&self.conn, row);
        self.rows.push(row);
        let new =
            Record { file, kind: record_kind, first: self.n, last: self.n, entries: Vec::new() };
        let held = self.records.entry((record_kind, record)).or_insert(new);
        held.last = self.n;
        held.entries.push(entry);
        id
    }

    /// The file that a record is in: where it says nothing of it itself, [`Self::file`].
    fn file_of(
        &self,
        place: (RecordKind, RecordId),
        (field, kind): (FieldId, ChangeKind),
        content: &Content,
    ) -> FileId {
        let said = match content {
            Content::Value(value) if kind == ChangeKind::NOTE => value.get("case"),
            Content::Value(value) if place.0 == RecordKind::MEMBER && field == Member::CLIENT => {
                Some(value)
            }
            _ => None,
        };
        let said = said.and_then(|said| serde_json::from_value(said.clone()).ok());
        match (self.records.get(&place), place.0) {
            (Some(held), _) => held.file,
            (None, RecordKind::CLIENT | RecordKind::CASE) => FileId::from_bytes(place.1.bytes()),
            (None, _) => said.unwrap_or(self.file),
        }
    }

    /// Brings the view of a record up to date.
    pub(crate) fn refresh(&self, kind: RecordKind, record: RecordId) {
        refresh(&self.conn, &self.context, record, &self.records[&(kind, record)]);
        search::settle(&self.conn).unwrap();
    }

    /// Edits a record as a form does, and refreshes its view.
    pub(crate) fn edit<R: Edited>(&mut self, record: impl Into<RecordId>, new: &R) {
        let record = record.into();
        let state = self.state(R::KIND, record);
        for plan in diff(&state, &state.live_all(), new).unwrap() {
            self.append((R::KIND, record), (plan.field, plan.kind), plan.supersedes, plan.value);
        }
        self.refresh(R::KIND, record);
    }

    /// Puts somebody into a client's household.
    pub(crate) fn member(&mut self, record: RecordId, client: ClientId, member: &Member) {
        let place = (RecordKind::MEMBER, record);
        self.append(place, (Member::CLIENT, ChangeKind::SET), vec![], value(&client));
        self.edit(record, member);
    }

    pub(crate) fn sign(&mut self, visit: VisitId, note: &VisitNote) -> ChangeId {
        let place = (RecordKind::VISIT, RecordId::from(visit));
        let id = self.append(place, (FieldId::WHOLE, ChangeKind::NOTE), vec![], value(note));
        self.refresh(place.0, place.1);
        id
    }

    pub(crate) fn sign_addendum(&mut self, visit: VisitId, text: &str) -> ChangeId {
        let place = (RecordKind::VISIT, RecordId::from(visit));
        let addendum = Addendum {
            text: text.into(),
            author: PersonId::from_bytes(id(0)),
            author_name: "吕社工".into(),
            signed_at: signed_at(day(30)),
            answers: Vec::new(),
            note: String::new(),
        };
        let id =
            self.append(place, (FieldId::WHOLE, ChangeKind::ADDENDUM), vec![], value(&addendum));
        self.refresh(place.0, place.1);
        id
    }

    /// Saves a draft in the way of the vault's core.
    pub(crate) fn draft(
        &self,
        (visit, kind): (VisitId, &str),
        case: CaseId,
        client: ClientId,
        json: &str,
        saved: NaiveDate,
    ) {
        self.conn
            .execute(
                "INSERT INTO drafts (id, kind, \"case\", client, json, begun_at, saved_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
                (
                    visit.bytes(),
                    kind,
                    case.bytes(),
                    client.bytes(),
                    json,
                    signed_at(saved).to_rfc3339(),
                ),
            )
            .unwrap();
    }

    /// All views as bytes.
    pub(crate) fn dump(&self) -> Vec<u8> {
        dump_of(&self.conn)
    }

    /// The views as they are when built anew, record by record in another order.
    pub(crate) fn rebuilt(&self) -> Connection {
        let conn = new_connection();
        conn.execute_batch("BEGIN").unwrap();
        self.rows.iter().for_each(|row| put_row(&conn, *row));
        for ((_, record), held) in &self.records {
            refresh(&conn, &self.context, *record, held);
        }
        conn.execute_batch("COMMIT").unwrap();
        conn
    }

    /// Fails unless views built anew have the same bytes, also when the records come in the reverse order,
    /// and unless refreshing every record once more changes nothing.
    pub(crate) fn check_rebuild(&self) {
        let live = self.dump();
        assert!(live == dump_of(&self.rebuilt()), "rebuilt views differ");
        let reversed = new_connection();
        self.rows.iter().for_each(|row| put_row(&reversed, *row));
        for ((_, record), held) in self.records.iter().rev() {
            refresh(&reversed, &self.context, *record, held);
        }
        assert!(live == dump_of(&reversed), "views differ when records come in reverse");
        for ((_, record), held) in &self.records {
            refresh(&self.conn, &self.context, *record, held);
        }
        assert!(live == self.dump(), "a second refresh changed the views");
    }
}

fn put_row(conn: &Connection, row: LogRow) {
    let sql = "INSERT INTO log (n, id, file, record, kind, author, seq, header, signature, sealed)
               VALUES (?1, ?2, ?3, ?4, ?5, x'', ?1, x'', x'', x'')";
    conn.execute(sql, row).unwrap();
}

fn refresh(conn: &Connection, context: &Context, record: RecordId, held: &Record) {
    let touched =
        Touched { file: held.file, record, kind: held.kind, first: held.first, last: held.last };
    views::refresh(conn, &touched, &RecordState::merge(held.entries.clone()), context).unwrap();
}

pub(crate) fn dump_of(conn: &Connection) -> Vec<u8> {
    let mut bytes = Vec::new();
    dump::views(conn, |part| bytes.extend_from_slice(part)).unwrap();
    // The index by its own account, too: what each row's words are, those included that would come in next.
    conn.execute_batch("SAVEPOINT before").unwrap();
    search::index_all(conn).unwrap();
    for table in ["search_people", "search_notes", "case_words"] {
        let vocab = format!(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocab_{table} USING fts5vocab(main, {table}, 'instance')"
        );
        conn.execute_batch(&vocab).unwrap();
        let mut statement = conn
            .prepare(&format!(
                "SELECT term, doc, offset FROM temp.vocab_{table} ORDER BY doc, offset"
            ))
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (term, doc, offset): (String, i64, i64) =
                (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
            bytes.extend(format!("{table} {doc} {offset} {term}\n").bytes());
        }
    }
    conn.execute_batch("ROLLBACK TO before; RELEASE before").unwrap();
    bytes
}

/// How SQLite would answer a query.
pub(crate) fn plan(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let bound = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(bound), |row| row.get(3)).unwrap();
    rows.map(Result::unwrap).collect()
}
