//! Views that are kept up with every write equal views built anew from the log, byte for byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::action::{ActionProgress, ActionState};
use casework::category::{Category, Group};
use casework::fields::RecordKind;
use casework::id::{ActionId, CaseId, ClientId, FileId, MemberId, RecordId, VisitId};
use casework::member::{Member, Relation};
use casework::risk::{Risk, RiskLevel};
use casework::visit::{NextVisit, VisitForm};
use chrono::Days;
use history::ChangeKind;
use laptop::{Laptop, addendum, case_of, client, day, form, later, note, now};
use proptest::prelude::*;
use proptest::sample::Index;
use vault::{DraftContent, DraftKind, NewChange, Vault, VaultError, make_id};

/// Something a worker does. Indexes pick among what there is.
#[derive(Clone, Debug)]
enum Deed {
    Register { name: String, elder: bool },
    EditClient { which: Index, village: String, category: bool },
    OpenCase { client: Index, number: u16 },
    AssessRisk { case: Index, level: u8 },
    AddMember { client: Index, name: String },
    RemoveMember { member: Index },
    Draft { case: Index, text: String },
    Discard { draft: Index },
    BringBack { draft: Index },
    Sign { case: Index, text: String, days: u16, next: Option<u16> },
    Amend { visit: Index, text: String },
    Progress { action: Index, state: u8 },
}

fn deed() -> impl Strategy<Value = Deed> {
    let text = prop_oneof!["[家访老人学校a-z0-9 ，。]{0,12}", "\\PC{0,20}"];
    let one = any::<Index>;
    prop_oneof![
        3 => (text.clone(), any::<bool>()).prop_map(|(name, elder)| Deed::Register { name, elder }),
        3 => (one(), "[柳河东坡]{1,3}村", any::<bool>())
            .prop_map(|(which, village, category)| Deed::EditClient { which, village, category }),
        4 => (one(), any::<u16>()).prop_map(|(client, number)| Deed::OpenCase { client, number }),
        3 => (one(), 0..4_u8).prop_map(|(case, level)| Deed::AssessRisk { case, level }),
        2 => (one(), text.clone()).prop_map(|(client, name)| Deed::AddMember { client, name }),
        1 => one().prop_map(|member| Deed::RemoveMember { member }),
        3 => (one(), text.clone()).prop_map(|(case, text)| Deed::Draft { case, text }),
        1 => one().prop_map(|draft| Deed::Discard { draft }),
        1 => one().prop_map(|draft| Deed::BringBack { draft }),
        4 => (one(), text.clone(), 0..400_u16, proptest::option::of(1..90_u16))
            .prop_map(|(case, text, days, next)| Deed::Sign { case, text, days, next }),
        3 => (one(), text).prop_map(|(visit, text)| Deed::Amend { visit, text }),
        3 => (one(), 0..3_u8).prop_map(|(action, state)| Deed::Progress { action, state }),
    ]
}

#[derive(Default)]
struct World {
    clients: Vec<ClientId>,
    cases: Vec<(CaseId, ClientId)>,
    members: Vec<(MemberId, ClientId)>,
    drafts: Vec<VisitId>,
    visits: Vec<VisitId>,
    actions: Vec<(ActionId, CaseId)>,
}

fn pick<T: Copy>(index: Index, among: &[T]) -> Option<T> {
    (!among.is_empty()).then(|| *index.get(among))
}

impl World {
    /// Does a deed, if there is something to do it to.
    fn act(&mut self, vault: &mut Vault, second: i64, deed: Deed) -> Option<()> {
        let at = later(second);
        match deed {
            Deed::Register { name, elder } => {
                let id = ClientId(make_id(at));
                let mut new = client();
                new.name = name;
                if elder {
                    (new.group, new.categories) = (Group::Elder, vec![Category::LivingAlone]);
                }
                vault.write(at, |tx| tx.edit(id.into(), id.into(), &[], &new)).unwrap();
                self.clients.push(id);
            }
            Deed::EditClient { which, village, category } => {
                let id = pick(which, &self.clients)?;
                let seen = vault.read().state(id.into()).unwrap().live_all();
                let mut edited = client();
                edited.village = village;
                edited.categories = category.then_some(Category::IllChild).into_iter().collect();
                vault.write(at, |tx| tx.edit(id.into(), id.into(), &seen, &edited)).unwrap();
            }
            Deed::OpenCase { client, number } => {
                let client = pick(client, &self.clients)?;
                let id = CaseId(make_id(at));
                let mut new = case_of(client);
                new.number = format!("QH-{number}");
                vault.write(at, |tx| tx.edit(id.into(), id.into(), &[], &new)).unwrap();
                self.cases.push((id, client));
            }
            Deed::AssessRisk { case, level } => {
                let (id, client) = pick(case, &self.cases)?;
                let seen = vault.read().state(id.into()).unwrap().live_all();
                let mut edited = case_of(client);
                edited.risk =
                    Risk { level: LEVELS[usize::from(level)], reasons: "重新评估".into() };
                vault.write(at, |tx| tx.edit(id.into(), id.into(), &seen, &edited)).unwrap();
            }
            Deed::AddMember { client, name } => {
                let client = pick(client, &self.clients)?;
                let id = MemberId(make_id(at));
                vault.write(at, |tx| add_member(tx, id, client, name)).unwrap();
                self.members.push((id, client));
            }
            Deed::RemoveMember { member } => {
                let (id, client) = pick(member, &self.members)?;
                let change = set(client.into(), id.into(), Member::REMOVED, true.into());
                vault.write(at, |tx| tx.append(change)).unwrap();
            }
            other => self.write_up(vault, second, other)?,
        }
        Some(())
    }

    fn write_up(&mut self, vault: &mut Vault, second: i64, deed: Deed) -> Option<()> {
        let at = later(second);
        match deed {
            Deed::Draft { case, text } => {
                let (case, client) = pick(case, &self.cases)?;
                let id = VisitId(make_id(at));
                let content = DraftContent::Visit(Box::new(form(&text)));
                vault.write(at, |tx| tx.save_draft(id, case, client, content)).unwrap();
                self.drafts.push(id);
            }
            Deed::Discard { draft } => {
                let id = pick(draft, &self.drafts)?;
                tolerate(vault.write(at, |tx| tx.discard_draft(id, DraftKind::Visit)));
            }
            Deed::BringBack { draft } => {
                let id = pick(draft, &self.drafts)?;
                tolerate(vault.write(at, |tx| tx.bring_back_draft(id, DraftKind::Visit)));
            }
            Deed::Sign { case, text, days, next } => {
                let (case, client) = pick(case, &self.cases)?;
                // Now and then it is a draft that is signed.
                let id =
                    self.drafts.pop().filter(|_| days % 2 == 0).unwrap_or(VisitId(make_id(at)));
                let form = form_of(&text, days, next);
                self.actions.extend(form.actions.iter().map(|action| (action.id, case)));
                let note = note(vault, case, client, form);
                vault.write(at, |tx| tx.sign_note(id, &note)).unwrap();
                self.visits.push(id);
            }
            Deed::Amend { visit, text } => {
                let id = pick(visit, &self.visits)?;
                let addendum = addendum(vault, &text);
                vault.write(at, |tx| tx.sign_addendum(id, &addendum)).unwrap();
            }
            Deed::Progress { action, state } => {
                let (id, case) = pick(action, &self.actions)?;
                let seen = vault.read().state(id.into()).unwrap().live_all();
                let state = [ActionState::Open, ActionState::Done, ActionState::Dropped]
                    [usize::from(state)];
                let progress =
                    ActionProgress { state, closed_on: None, outcome: "已联系".into() };
                vault.write(at, |tx| tx.edit(case.into(), id.into(), &seen, &progress)).unwrap();
            }
            _ => return None,
        }
        Some(())
    }
}

/// A form of a visit so many days ago, with the next one so many days ahead.
fn form_of(text: &str, days: u16, next: Option<u16>) -> VisitForm {
    let mut form = form(text);
    form.started_at = form.started_at.and_then(|at| at.checked_sub_days(Days::new(days.into())));
    form.next = next.map(|days| NextVisit {
        on: Some(day("2026-03-11") + Days::new(days.into())),
        purpose: text.to_owned(),
    });
    form
}

const LEVELS: [RiskLevel; 4] =
    [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical];

fn set(
    file: FileId,
    record: RecordId,
    field: casework::fields::FieldId,
    value: serde_json::Value,
) -> NewChange {
    let record_kind = RecordKind::MEMBER;
    NewChange { file, record, record_kind, field, kind: ChangeKind::SET, supersedes: vec![], value }
}

fn add_member(
    tx: &mut vault::Tx<'_>,
    id: MemberId,
    client: ClientId,
    name: String,
) -> Result<(), VaultError> {
    let member = Member {
        name,
        relation: Relation::Grandmother,
        lives_with: true,
        guardian: true,
        phone: "13800000002".into(),
        remarks: String::new(),
        withheld: false,
        withheld_reason: String::new(),
    };
    tx.edit(client.into(), id.into(), &[], &member)?;
    let of = casework::fields::value(&client);
    tx.append(set(client.into(), id.into(), Member::CLIENT, of))?;
    Ok(())
}

/// A draft that is already as asked, or signed, is not found: that is an answer, too.
fn tolerate(answer: Result<(), VaultError>) {
    assert!(matches!(answer, Ok(()) | Err(VaultError::NotFound)), "{answer:?}");
}

/// Words that random texts are likely to hold.
const WORDS: [&str; 6] = ["家", "老人", "学校", "a", "，", "柳河村"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn views_equal_a_rebuild_byte_for_byte(deeds in prop::collection::vec(deed(), 1..40)) {
        let (laptop, mut vault) = Laptop::new();
        let mut world = World::default();
        for (second, deed) in (0..).zip(deeds) {
            world.act(&mut vault, second, deed);
        }
        let live = vault.view_dump().unwrap();
        let live_found = WORDS.map(|word| vault.read().find(word, 100).unwrap());
        vault.rebuild_views().unwrap();
        // What waits for the index is found as what is in it.
        prop_assert_eq!(WORDS.map(|word| vault.read().find(word, 100).unwrap()), live_found);
        let rebuilt = vault.view_dump().unwrap();
        prop_assert!(live == rebuilt, "{}", first_difference(&live, &rebuilt));
        let report = vault.verify().unwrap();
        prop_assert!(report.is_sound(), "{report:?}");
        drop(vault);
        prop_assert!(laptop.unlock().unwrap().view_dump().unwrap() == rebuilt);
    }
}

fn first_difference(live: &[u8], rebuilt: &[u8]) -> String {
    let at = live.iter().zip(rebuilt).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let from = at.saturating_sub(120);
        String::from_utf8_lossy(&bytes[from..bytes.len().min(at + 80)]).into_owned()
    };
    format!("live:    {:?}\nrebuilt: {:?}", around(live), around(rebuilt))
}

#[test]
fn a_write_that_fails_leaves_views_and_log_as_they_were() {
    let (_laptop, mut vault) = Laptop::new();
    let filled = laptop::fill(&mut vault);
    let before = vault.view_dump().unwrap();
    let failed: Result<(), VaultError> = vault.write(now(), |tx| {
        let id = ClientId(make_id(now()));
        tx.edit(id.into(), id.into(), &[], &client())?;
        tx.edit(filled.case.into(), filled.case.into(), &[], &case_of(id))?;
        Ok(())
    });
    assert!(matches!(failed, Err(VaultError::ChangedMeanwhile { .. })), "{failed:?}");
    assert_eq!(vault.view_dump().unwrap(), before);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn a_body_that_cannot_be_stored_is_refused() {
    let (_laptop, mut vault) = Laptop::new();
    let id = RecordId(make_id(now()));
    for value in [serde_json::json!(0.5), "长".repeat(history::body::MAX_BODY_LEN / 3).into()] {
        let change = set(FileId(id.0), id, Member::NAME, value);
        let refused = vault.write(now(), |tx| tx.append(change));
        assert!(matches!(refused, Err(VaultError::NotStorable)));
    }
    assert!(vault.read().state(id).unwrap().entries().next().is_none());
}
