//! A second note on a visit that a colleague has signed.

use crate::laptop::{addendum, form, later, note};
use crate::post::hand;
use crate::scene::{Scene, check_views, seen};
use casework::fields::{FieldId, RecordKind, value};
use history::{ChangeKind, HybridClock};

#[test]
fn trust_25_a_back_dated_note_takes_nobody_s_place() {
    let mut s = Scene::new();
    let visit = s.visit("孩子身上有伤");
    let signed = s.worker.read().visit(visit).unwrap().unwrap().note_change;
    let own = addendum(&s.worker, "已报告村委会");
    s.worker.write(later(5), |tx| tx.sign_addendum(visit, &own)).unwrap();
    let (mut liar, _, key) = s.liar();
    let case = s.case;
    let mut forged = note(&s.worker, case, s.client, form("一切都好"));
    (forged.author, forged.author_name) = (liar.person, "某人".into());
    let forged = liar.sign(&s.post, (&key, 1), &value(&forged), |header| {
        header.file = case.into();
        header.record = visit.into();
        header.record_kind = RecordKind::VISIT;
        (header.field, header.kind) = (FieldId::WHOLE, ChangeKind::NOTE);
        header.clock = HybridClock { millis: 0, counter: 0 };
    });
    for vault in [&mut s.supervisor.vault, &mut s.worker.vault] {
        assert_eq!(hand(vault, [forged.clone()]).taken, 1);
        assert_eq!(seen(vault, visit), ["一切都好", "孩子身上有伤"]);
        let notes = vault.read().visit_notes(visit).unwrap();
        for one in &notes {
            let added = usize::from(one.note_change == signed);
            assert_eq!(one.addenda.len(), added, "an addendum stays with its note");
        }
        check_views(vault);
    }
    // Each is answered by itself.
    let mut more = addendum(&s.supervisor, "以此为准");
    more.note = signed.to_string();
    s.supervisor.write(later(20), |tx| tx.sign_addendum(visit, &more)).unwrap();
    let notes = s.supervisor.read().visit_notes(visit).unwrap();
    assert_eq!(notes.iter().map(|one| one.addenda.len()).sum::<usize>(), 2);
}
