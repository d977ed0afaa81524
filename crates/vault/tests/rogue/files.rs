//! Somebody who may write in her own files only writes as if she might in another's.

use crate::laptop::{addendum, form, later, note, now};
use crate::scene::{Scene, check_views, seen};
use casework::action::{ActionProgress, ActionState};
use casework::client::Client;
use casework::fields::{Edited as _, FieldId, RecordKind, value};
use casework::id::{FileId, MemberId, RecordId, VisitId};
use casework::member::Member;
use history::{ChangeKind, Header};
use serde_json::{Value, json};
use vault::{NewChange, make_id};

fn change(
    (file, record): (FileId, RecordId),
    (record_kind, field): (RecordKind, FieldId),
    kind: ChangeKind,
    value: Value,
) -> NewChange {
    NewChange { file, record, record_kind, field, kind, supersedes: Vec::new(), value }
}

const WHOLE: (RecordKind, FieldId) = (RecordKind::VISIT, FieldId::WHOLE);

#[test]
fn trust_20_a_note_in_her_own_file_is_no_visit_of_another_case() {
    let mut s = Scene::new();
    let (case, client) = (s.case, s.client);
    let visit = VisitId(make_id(now()));
    let forged = note(&s.rogue, case, client, form("一切都好"));
    let own = s.own_case.into();
    let forged = change((own, visit.into()), WHOLE, ChangeKind::NOTE, value(&forged));
    s.rogue.write(later(9), |tx| tx.append(forged)).unwrap();
    s.sync();
    for vault in [&mut s.supervisor.vault, &mut s.rogue.vault] {
        assert_eq!(seen(vault, visit), [""; 0]);
        let read = vault.read();
        assert!(read.timeline(case, 0, 9).unwrap().0.iter().all(|entry| entry.visit.is_none()));
        let (hers, _) = read.timeline(s.own_case, 0, 9).unwrap();
        let shown = hers.iter().any(|entry| entry.kind == vault::EntryKind::Unreadable);
        assert!(shown, "it does not hide in the file it is in");
        check_views(vault);
    }
    let case = s.supervisor.read().case(case).unwrap().unwrap();
    assert_eq!(case.last_visit, None);
    let broken = s.supervisor.verify().unwrap().broken;
    assert_eq!(broken.iter().map(|one| one.problem).collect::<Vec<_>>(), [vault::Problem::Rule]);
}

#[test]
fn trust_20_nobody_is_put_into_another_household_or_another_client() {
    let mut s = Scene::new();
    let (own, client) = (s.own_client.into(), s.client);
    let member: RecordId = MemberId(make_id(now())).into();
    let of =
        |field, value| change((own, member), (RecordKind::MEMBER, field), ChangeKind::SET, value);
    let village = (RecordKind::CLIENT, Client::VILLAGE);
    let village = change((own, client.into()), village, ChangeKind::SET, json!("假村"));
    s.rogue
        .write(later(9), |tx| {
            tx.append(of(Member::CLIENT, value(&client)))?;
            tx.append(of(Member::NAME, json!("假人")))?;
            tx.append(village)
        })
        .unwrap();
    s.sync();
    let read = s.supervisor.read();
    assert_eq!(read.members(client).unwrap(), []);
    assert_eq!(read.client(client).unwrap().unwrap().client, crate::laptop::client());
    assert_eq!(s.rogue.read().client(client).unwrap(), None);
    check_views(&mut s.supervisor);
    check_views(&mut s.rogue);
}

#[test]
fn trust_20_another_s_action_is_not_done_from_elsewhere() {
    let mut s = Scene::new();
    let visit = s.visit("孩子身上有伤");
    let open = s.supervisor.read().open_actions(s.case).unwrap();
    let action = open[0].agreed.id;
    let done =
        ActionProgress { state: ActionState::Done, closed_on: None, outcome: "没事".into() };
    let place = (RecordKind::ACTION, ActionProgress::PROGRESS);
    let forged = done.registers().into_iter().map(|(_, value)| {
        change((s.own_case.into(), RecordId(action.0)), place, ChangeKind::SET, value)
    });
    let forged: Vec<_> = forged.collect();
    s.rogue
        .write(later(9), |tx| forged.iter().try_for_each(|one| tx.append(one.clone()).map(|_| ())))
        .unwrap();
    s.sync();
    assert_eq!(s.supervisor.read().open_actions(s.case).unwrap(), open);
    assert_eq!(s.supervisor.read().actions_of_visit(visit).unwrap(), open);
    check_views(&mut s.supervisor);
}

#[test]
fn trust_20_a_record_is_not_taken_over_by_writing_more_of_it() {
    let mut s = Scene::new();
    let visit = s.visit("孩子身上有伤");
    let (own_case, own_client) = (s.own_case, s.own_client);
    let of_own = note(&s.rogue, own_case, own_client, form("一切都好"));
    let hanging = value(&addendum(&s.rogue, "更正"));
    let own = (own_case.into(), visit.into());
    let (own_note, own_addendum) = (
        change(own, WHOLE, ChangeKind::NOTE, value(&of_own)),
        change(own, WHOLE, ChangeKind::ADDENDUM, hanging),
    );
    s.rogue
        .write(later(9), |tx| {
            tx.append(own_note)?;
            tx.append(own_addendum)
        })
        .unwrap();
    s.sync();
    for vault in [&mut s.supervisor.vault, &mut s.worker.vault] {
        assert_eq!(seen(vault, visit), ["孩子身上有伤"]);
        let read = vault.read().visit(visit).unwrap().unwrap();
        assert!(read.addenda.is_empty());
        check_views(vault);
    }
    // Her own file shows what she wrote there, as hers.
    let (entries, _) = s.supervisor.read().timeline(own_case, 0, 9).unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.visit.is_some()).count(), 1);
    // What is signed next goes to the file of what was shown.
    let shown = s.supervisor.read().visit(visit).unwrap().unwrap().note_change;
    for named in [String::new(), shown.to_string()] {
        let mut signed = addendum(&s.supervisor, "督导补记：已报警");
        signed.note = named;
        s.supervisor.write(later(20), |tx| tx.sign_addendum(visit, &signed)).unwrap();
        let last = s.supervisor.outbox(0, usize::MAX).unwrap().pop().unwrap();
        assert_eq!(Header::decode(&last.header).unwrap().file, s.case.into());
    }
    s.sync();
    assert_eq!(s.worker.read().visit(visit).unwrap().unwrap().addenda.len(), 2);
}

#[test]
fn trust_20_a_number_of_another_kind_leaves_no_stale_rows() {
    let mut s = Scene::new();
    let visit = s.visit("孩子身上有伤");
    let place = (RecordKind::CLIENT, Client::VILLAGE);
    for text in ["甲", "乙"] {
        let of = (s.own_client.into(), visit.into());
        let forged = change(of, place, ChangeKind::SET, json!(text));
        s.rogue.write(later(9), |tx| tx.append(forged)).unwrap();
    }
    s.sync();
    assert_eq!(seen(&s.supervisor, visit), ["孩子身上有伤"]);
    check_views(&mut s.supervisor);
    s.supervisor.rebuild_views().unwrap();
    assert_eq!(seen(&s.supervisor, visit), ["孩子身上有伤"]);
}
