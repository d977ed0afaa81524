use super::*;
use crate::search::{HitKind, Piece};
use crate::views::testing::{
    World, agreed, case, case_id, client, client_id, day, id, member, note, plan, visit_id,
};
use casework::id::RecordId;
use casework::visit::VisitForm;
use proptest::prelude::*;

fn line(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
        .collect()
}

fn world() -> World {
    let mut world = World::new();
    let mut xiaomi = client("王小米");
    xiaomi.village = "柳溪村".into();
    xiaomi.address = "三组 12 号".into();
    xiaomi.phones = vec!["138-0013-8000".into()];
    xiaomi.id_number = "11010519491231002X".into();
    world.edit(client_id(1), &xiaomi);
    world.edit(case_id(1), &case(client_id(1), "JF-2026-0001"));
    world
}

/// Everything found, as kind, title and snippet.
fn found(world: &World, typed: &str) -> Vec<(HitKind, String, String)> {
    let hits = world.read().find(typed, 50).unwrap().hits;
    hits.iter().map(|hit| (hit.kind, line(&hit.title), line(&hit.snippet))).collect()
}

#[test]
fn a_client_is_found_in_every_way_and_shown_by_what_was_typed() {
    let world = world();
    let client =
        |title: &str, snippet: &str| vec![(HitKind::Client, title.to_owned(), snippet.to_owned())];
    assert_eq!(found(&world, "小米"), client("王[小米] · 柳溪村", "三组 12 号"));
    assert_eq!(found(&world, "WX"), client("[王小]米 · 柳溪村", "三组 12 号"));
    assert_eq!(found(&world, "三组"), client("王小米 · 柳溪村", "[三组] 12 号"));
    assert_eq!(found(&world, "0013"), client("王小米 · 柳溪村", "138-[0013]-8000"));
    assert_eq!(found(&world, "138001"), client("王小米 · 柳溪村", "[138-0013-8000]"));
    assert_eq!(found(&world, "002x"), client("王小米 · 柳溪村", "…[002X]"));
    assert_eq!(found(&world, "王 三组"), client("[王]小米 · 柳溪村", "[三组] 12 号"));
    assert_eq!(found(&world, "李"), vec![]);
    assert_eq!(found(&world, " "), vec![]);
}

#[test]
fn a_member_leads_to_the_client() {
    let mut world = world();
    let mut grandmother = member("李桂兰");
    grandmother.phone = "0311-86123456".into();
    grandmother.remarks = "耳背".into();
    world.member(RecordId::from_bytes(id(99)), client_id(1), &grandmother);
    let hit =
        |snippet: &str| vec![(HitKind::Client, "王小米 · 柳溪村".to_owned(), snippet.to_owned())];
    assert_eq!(found(&world, "桂兰"), hit("李[桂兰]"));
    assert_eq!(found(&world, "lg"), hit("[李桂]兰"));
    assert_eq!(found(&world, "耳背"), hit("李桂兰 · [耳背]"));
    assert_eq!(found(&world, "0311861"), hit("李桂兰 · [0311-86123456]"));
}

#[test]
fn cases_notes_and_actions_are_found_with_their_client_and_number() {
    let mut world = world();
    let mut signed = note(case_id(1), client_id(1), day(3), "进门时小米在哭。");
    signed.form.actions = vec![agreed(1, "找班主任谈", Some(day(9)))];
    world.sign(visit_id(1), &signed);
    let title = "王小米 · 柳溪村 · JF-2026-0001".to_owned();
    assert_eq!(
        found(&world, "照看"),
        [(HitKind::Case, title.clone(), "父亲外出，由奶奶[照看]".into())]
    );
    assert_eq!(
        found(&world, "在哭"),
        [(HitKind::Visit, title.clone(), "进门时小米[在哭]。".into())]
    );
    assert_eq!(found(&world, "班主任"), [(HitKind::Action, title, "找[班主任]谈".into())]);
    let number = found(&world, "2026-0001");
    assert_eq!(
        number,
        [(HitKind::Case, "王小米 · 柳溪村 · JF-[2026-0001]".into(), "父亲外出，由奶奶照看".into())]
    );

    let hits = world.read().find("班主任", 9).unwrap().hits;
    assert_eq!(
        (hits[0].client, hits[0].case, hits[0].visit),
        (client_id(1), Some(case_id(1)), Some(visit_id(1)))
    );
    assert_eq!(hits[0].on, Some(day(9)));
    assert_eq!(world.read().find("在哭", 9).unwrap().hits[0].on, Some(day(3)));
    // People and cases before notes.
    let kinds: Vec<_> = found(&world, "小米").into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, [HitKind::Client, HitKind::Visit]);
}

#[test]
fn drafts_are_found_as_they_stand_until_they_are_thrown_away() {
    let mut world = world();
    world.sign(visit_id(1), &note(case_id(1), client_id(1), day(3), "奶奶血压高"));
    let form = VisitForm {
        observations: "奶奶量了血压".into(),
        actions: vec![agreed(1, "买血压计", None)],
        ..VisitForm::default()
    };
    let json = serde_json::to_string(&form).unwrap();
    world.draft((visit_id(2), "visit"), case_id(1), client_id(1), &json, day(5));
    world.draft((visit_id(1), "addendum"), case_id(1), client_id(1), "\"血压复查正常\"", day(4));
    let hits = world.read().find("血压", 9).unwrap().hits;
    let shown: Vec<_> = hits.iter().map(|hit| (hit.visit, hit.on, line(&hit.snippet))).collect();
    assert_eq!(
        shown,
        [
            (Some(visit_id(2)), Some(day(5)), "奶奶量了[血压]".into()),
            (Some(visit_id(1)), Some(day(4)), "[血压]复查正常".into()),
            (Some(visit_id(1)), Some(day(3)), "奶奶[血压]高".into()),
        ]
    );
    assert_eq!(found(&world, "血压计").len(), 1);
    assert_eq!(found(&world, "奶奶 血压计").len(), 1, "words anywhere in the draft");
    world.conn.execute("UPDATE drafts SET discarded_at = saved_at", []).unwrap();
    assert_eq!(found(&world, "血压").len(), 1);
}

#[test]
fn the_newest_come_first_and_more_is_told() {
    let mut world = world();
    for n in 1..=30 {
        world.sign(visit_id(n), &note(case_id(1), client_id(1), day(3), &format!("第{n}次看小米")));
    }
    for n in 2..=30 {
        world.edit(client_id(n), &client("李小米"));
    }
    let all = world.read().find("小米", 100).unwrap();
    assert_eq!((all.hits.len(), all.more), (60, false));
    assert_eq!((all.hits[0].client, all.hits[30].visit), (client_id(30), Some(visit_id(30))));

    let some = world.read().find("小米", 12).unwrap();
    assert!(some.more);
    let people = some.hits.iter().take_while(|hit| hit.kind == HitKind::Client).count();
    assert_eq!((people, some.hits.len()), (4, 12), "a third for people");
    assert_eq!(some.hits[4].visit, Some(visit_id(30)));

    let notes = world.read().find("次看", 30).unwrap();
    assert_eq!((notes.hits.len(), notes.more), (30, false));
    assert!(world.read().find("次看", 29).unwrap().more);
    assert_eq!(world.read().find("小米", 0).unwrap(), Found { hits: vec![], more: true });
}

#[test]
fn room_is_shared_so_that_none_is_wasted() {
    assert_eq!(share(50, 700, 700), (16, 34));
    assert_eq!(share(50, 700, 10), (40, 10));
    assert_eq!(share(50, 3, 700), (3, 47));
    assert_eq!(share(50, 3, 4), (3, 4));
    assert_eq!(share(0, 3, 4), (0, 0));
}

#[test]
fn a_note_of_200_000_characters_is_found_at_its_end() {
    let mut world = world();
    let text = format!("{}最后一句。", "访".repeat(199_995));
    world.sign(visit_id(1), &note(case_id(1), client_id(1), day(3), &text));
    let hits = found(&world, "最后一句");
    assert_eq!(hits.len(), 1);
    assert!(hits[0].2.ends_with("[最后一句]。"), "{}", hits[0].2);
}

#[test]
fn the_index_is_walked_from_the_newest_down_and_nothing_is_sorted() {
    let world = world();
    for sql in [PEOPLE, NOTES] {
        let steps = plan(&world.conn, sql);
        assert_eq!(steps.len(), 1, "{steps:?}");
        // FTS5 tells by `s` and `d` that it gives rows itself in descending order of their ids.
        assert!(
            steps[0].starts_with("SCAN") && steps[0].contains("VIRTUAL TABLE INDEX"),
            "{steps:?}"
        );
    }
}

/// Frequent characters next to rare ones, letters in both cases, digits, punctuation, space, emoji, marks.
const TEXT: &str = "[的了小米奶奶，。Aab1 -\"'\\*%_\n👩\u{200d}É𬎆]{0,40}";
const WORD: &str = "[的了小米奶奶，。Aab1\\-\"'\\*%_👩\u{200d}É𬎆]{1,4}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn what_is_found_is_exactly_what_holds_the_word(
        texts in prop::collection::vec(TEXT, 1..20),
        words in prop::collection::vec(WORD, 1..12),
    ) {
        let mut world = World::new();
        world.conn.execute_batch("CREATE TABLE plain (n INTEGER PRIMARY KEY, text TEXT NOT NULL)").unwrap();
        for (n, text) in (1i64..).zip(&texts) {
            world.sign(visit_id(n.unsigned_abs()), &note(case_id(1), client_id(1), day(3), text));
            world.conn.execute("INSERT INTO plain VALUES (?1, ?2)", (n, text.to_lowercase())).unwrap();
        }
        // Words that are there, too: every stretch of one to four characters of the first text.
        let chars: Vec<char> = texts[0].chars().collect();
        let there = (1..=4).flat_map(|length| chars.windows(length)).map(|window| window.iter().collect::<String>());
        for word in words.into_iter().chain(there).filter(|word| !word.contains(char::is_whitespace)) {
            let like: Vec<i64> = {
                let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                let sql = "SELECT n FROM plain WHERE text LIKE '%' || ?1 || '%' ESCAPE '\\' ORDER BY n DESC";
                let mut statement = world.conn.prepare_cached(sql).unwrap();
                statement.query_map([escaped], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
            };
            let hits = world.read().find(&word, 100).unwrap().hits;
            let by_index: Vec<_> = hits.iter().filter_map(|hit| hit.visit).collect();
            let by_like: Vec<_> = like.into_iter().map(|n| visit_id(n.unsigned_abs())).collect();
            prop_assert_eq!(by_index, by_like, "{:?}", word);
            for hit in hits {
                prop_assert!(hit.snippet.iter().any(|piece| piece.hit), "{:?}", word);
            }
        }
    }
}
