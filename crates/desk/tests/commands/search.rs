//! Finding.

use super::desk;
use serde_json::{Value, json};
use testkit::forms;

fn find(desk: &super::Desk, text: &str) -> Vec<Value> {
    let found = desk.worker.call("search_find", json!({"text": text, "limit": 50})).unwrap();
    found["hits"].as_array().unwrap().clone()
}

fn kinds(desk: &super::Desk, text: &str) -> Vec<String> {
    find(desk, text).iter().map(|hit| hit["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_client_is_found_by_character_initials_id_tail_and_telephone() {
    let desk = desk();
    let elder = desk.worker.register(forms::elder()).unwrap();
    for (text, client) in [
        ("禾", &desk.client),
        ("mxh", &desk.client),
        ("MX", &desk.client),
        ("138-0013-8000", &desk.client),
        ("002x", &elder),
        ("002X", &elder),
        ("8601", &elder),
        ("周奶奶", &elder),
    ] {
        let hit = &find(&desk, text)[0];
        assert_eq!((&hit["kind"], &hit["client"]), (&json!("client"), &json!(client)), "{text}");
    }
}

#[test]
fn notes_drafts_actions_and_cases_are_found_with_the_words_marked() {
    let desk = desk();
    let visit = desk.signed();
    assert_eq!(kinds(&desk, "米缸"), ["visit"]);
    assert_eq!(kinds(&desk, "一袋"), ["action"]);
    assert_eq!(kinds(&desk, "2026-0001"), ["case"]);
    let hit = &find(&desk, "米缸")[0];
    assert_eq!((&hit["visit"], &hit["on"]), (&json!(visit), &json!("2026-03-02")));
    let marked: Vec<_> =
        hit["snippet"].as_array().unwrap().iter().filter(|piece| piece["hit"] == true).collect();
    assert_eq!(marked, [&json!({"text": "米缸", "hit": true})]);
    let draft = desk.draft();
    let words = forms::with(forms::visit(), json!({"observations": "窗台上一只蜻蜓"}));
    desk.worker.call("visit_autosave", json!({"id": draft, "form": words})).unwrap();
    assert_eq!(find(&desk, "蜻蜓")[0]["visit"], json!(draft));
    desk.worker.call("visit_discard", json!({"id": draft})).unwrap();
    assert_eq!(kinds(&desk, "蜻蜓"), Vec::<String>::new());
    desk.worker.call("addendum_sign", json!({"visit": visit, "text": "还有一只蜻蜓"})).unwrap();
    assert_eq!(find(&desk, "蜻蜓")[0]["visit"], json!(visit));
}

#[test]
fn more_than_asked_for_is_told_and_nothing_typed_finds_nothing() {
    let desk = desk();
    desk.signed();
    let found = desk.worker.call("search_find", json!({"text": "米", "limit": 1})).unwrap();
    assert_eq!((found["hits"].as_array().unwrap().len(), &found["more"]), (1, &json!(true)));
    for text in ["", "  ", "不存在的词", "\"OR*", &"长".repeat(500_000)] {
        assert_eq!(kinds(&desk, text), Vec::<String>::new());
    }
}
