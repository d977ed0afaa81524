//! A laptop with a vault on it, for tests. Everybody in it is invented.
#![allow(dead_code, reason = "no test needs all of it")]

use casework::action::AgreedAction;
use casework::addendum::Addendum;
use casework::attachment::{Attachment, AttachmentKind};
use casework::case::{Case, Ground, GroundKind, Source};
use casework::category::{Category, Group};
use casework::client::Client;
use casework::id::{ActionId, AttachmentId, CaseId, ClientId, VisitId};
use casework::need::Need;
use casework::rhythm::VisitRules;
use casework::risk::{Risk, RiskLevel};
use casework::sex::Sex;
use casework::visit::{VisitForm, VisitKind, VisitNote};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use rusqlite::Connection;
use sealing::{KdfCost, KeySlots, Passphrase, RecoveryCode, hazmat};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use vault::{Founding, Opener, Stored, Vault, VaultError, make_id};

pub const PASSPHRASE: &str = "秋天的稻田里有三只白鹭";

pub struct Laptop {
    root: TempDir,
}

impl Laptop {
    /// A laptop without a vault.
    pub fn bare() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    /// A laptop with a new vault, open.
    pub fn new() -> (Self, Vault) {
        let (laptop, vault, _) = Self::with_recovery();
        (laptop, vault)
    }

    /// A laptop with a new vault, open, and its recovery code.
    pub fn with_recovery() -> (Self, Vault, RecoveryCode) {
        let laptop = Self::bare();
        let (vault, code) = laptop.create().unwrap();
        (laptop, vault, code)
    }

    /// A laptop with a closed vault that has a few records in it.
    pub fn closed() -> Self {
        let (laptop, mut vault) = Self::new();
        fill(&mut vault);
        vault.close().unwrap();
        laptop
    }

    pub fn folder(&self) -> PathBuf {
        self.root.path().join("jiafang")
    }

    /// A place beside the vault's folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn create(&self) -> Result<(Vault, RecoveryCode), VaultError> {
        let founding = Founding { station: "青禾社工站".into(), person: "林晓".into() };
        Vault::create(&self.folder(), &founding, &passphrase(PASSPHRASE), cheap(), rules(), now())
    }

    pub fn unlock(&self) -> Result<Vault, VaultError> {
        self.unlock_with(PASSPHRASE)
    }

    pub fn unlock_with(&self, typed: &str) -> Result<Vault, VaultError> {
        self.unlock_at(typed, now())
    }

    pub fn unlock_at(&self, typed: &str, now: DateTime<FixedOffset>) -> Result<Vault, VaultError> {
        let typed = passphrase(typed);
        Vault::unlock(&self.folder(), Opener::Passphrase(&typed), cheap(), rules(), now)
    }

    /// The database, opened past the vault: to look into it and to tamper with it.
    pub fn sqlite(&self) -> Connection {
        sqlite(&self.folder(), PASSPHRASE)
    }

    /// Every file in the folder with its bytes.
    pub fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut bytes = BTreeMap::new();
        collect(&self.folder(), &mut bytes);
        bytes
    }
}

/// Opens the database of a closed vault past the vault.
pub fn sqlite(folder: &Path, typed: &str) -> Connection {
    let slots =
        KeySlots::from_json(&fs::read(folder.join("keyslots.json")).unwrap(), cheap()).unwrap();
    let key = slots.unlock_by_passphrase(&passphrase(typed)).unwrap().derive_database_key();
    let mut pragma = "PRAGMA key = \"x'".to_owned();
    for byte in hazmat::expose(&key).iter().chain(&slots.vault_id().0) {
        write!(pragma, "{byte:02x}").unwrap();
    }
    let conn = Connection::open(folder.join("vault.db")).unwrap();
    conn.execute_batch(&(pragma + "'\"")).unwrap();
    conn
}

pub fn collect(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.insert(path.clone(), fs::read(path).unwrap());
        }
    }
}

pub fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(typed.to_owned())
}

pub fn cheap() -> KdfCost {
    hazmat::cheap_kdf_cost()
}

pub fn rules() -> VisitRules {
    VisitRules::parse(include_str!("../../../../assets/rules/visits.toml")).unwrap()
}

/// The morning of an ordinary Wednesday.
pub fn now() -> DateTime<FixedOffset> {
    "2026-03-11T09:30:00+08:00".parse().unwrap()
}

pub fn later(seconds: i64) -> DateTime<FixedOffset> {
    now() + TimeDelta::seconds(seconds)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn client() -> Client {
    Client {
        name: "周小满".into(),
        called: "满满".into(),
        group: Group::Child,
        id_number: String::new(),
        birth_date: Some(day("2014-05-21")),
        sex: Some(Sex::Female),
        categories: vec![Category::LeftBehindChild],
        needs: vec![Need::Education],
        village: "柳河村".into(),
        address: "三组 12 号".into(),
        phones: vec!["13800000001".into()],
        school_or_work: "柳河小学五年级".into(),
        health: String::new(),
        remarks: String::new(),
    }
}

pub fn case_of(client: ClientId) -> Case {
    Case {
        client,
        number: "QH-2026-001".into(),
        opened_on: day("2026-03-02"),
        worker: None,
        source: Source::School,
        reason: "父母在外，由祖母照看".into(),
        ground: Some(Ground {
            kind: GroundKind::GuardianConsent,
            by: "周桂兰".into(),
            scope: "家访与评估".into(),
            on: day("2026-03-02"),
        }),
        risk: Risk { level: RiskLevel::Medium, reasons: "照看人年事已高".into() },
    }
}

pub fn form(observations: &str) -> VisitForm {
    VisitForm {
        kind: Some(VisitKind::Planned),
        started_at: Some(now().naive_local()),
        observations: observations.into(),
        judgement: "需要课业上的帮助".into(),
        needs: vec![Need::Education],
        actions: vec![AgreedAction {
            id: ActionId(make_id(now())),
            what: "联系班主任".into(),
            owner: "林晓".into(),
            due: Some(day("2026-03-18")),
        }],
        ..VisitForm::default()
    }
}

pub fn note(vault: &Vault, case: CaseId, client: ClientId, form: VisitForm) -> VisitNote {
    let identity = vault.identity();
    VisitNote {
        case,
        client,
        author: identity.person,
        author_name: identity.person_name.clone(),
        signed_at: now(),
        form,
    }
}

pub fn addendum(vault: &Vault, text: &str) -> Addendum {
    let identity = vault.identity();
    Addendum {
        text: text.into(),
        author: identity.person,
        author_name: identity.person_name.clone(),
        signed_at: now(),
        answers: Vec::new(),
        note: String::new(),
    }
}

pub fn attachment(stored: &Stored) -> Attachment {
    Attachment {
        id: AttachmentId(make_id(now())),
        kind: AttachmentKind::Photo,
        name: "门口.jpg".into(),
        media_type: "image/jpeg".into(),
        size: stored.size,
        sha256: stored.sha256.clone(),
        sealed_sha256: stored.sealed_sha256.clone(),
        key: stored.key.to_string(),
        added_at: now().with_timezone(&Utc),
        location_kept: false,
        caption: "院门".into(),
    }
}

/// What [`fill`] has put in.
pub struct Filled {
    pub client: ClientId,
    pub case: CaseId,
    pub visit: VisitId,
    pub photo: Attachment,
}

/// A client, a case, a signed visit with a photo, an addendum.
pub fn fill(vault: &mut Vault) -> Filled {
    let (client_id, case_id) = open_case(vault);
    let visit = VisitId(make_id(now()));
    let photo = attachment(&vault.attachments().put(b"not really a picture").unwrap());
    let mut form = form("家里收拾得干净，孩子在写作业");
    form.attachments.push(photo.clone());
    let note = note(vault, case_id, client_id, form);
    let addendum = addendum(vault, "班主任当天已回电");
    vault
        .write(now(), |tx| {
            tx.sign_note(visit, &note)?;
            tx.sign_addendum(visit, &addendum)
        })
        .unwrap();
    Filled { client: client_id, case: case_id, visit, photo }
}

/// A client with a case.
pub fn open_case(vault: &mut Vault) -> (ClientId, CaseId) {
    let (client_id, case_id) = (ClientId(make_id(now())), CaseId(make_id(now())));
    vault
        .write(now(), |tx| {
            tx.edit(client_id.into(), client_id.into(), &[], &client())?;
            tx.edit(case_id.into(), case_id.into(), &[], &case_of(client_id))
        })
        .unwrap();
    (client_id, case_id)
}

/// The rules, with every interval cut to a day.
pub fn stricter(toml: &str) -> VisitRules {
    let lines = toml.lines().map(|line| match line.split_once("days = ") {
        Some((before, _)) if !line.trim_start().starts_with('#') => format!("{before}days = 1"),
        _ => line.to_owned(),
    });
    VisitRules::parse(&lines.collect::<Vec<_>>().join("\n")).unwrap()
}
