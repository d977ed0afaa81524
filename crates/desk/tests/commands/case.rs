//! Cases: intake, edits, list, file.

use super::{NOBODY, desk, failure, problems, refused};
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{Worker, forms};

fn save(id: Option<&str>, case: Value, seen: &Value) -> Value {
    json!({"id": id, "case": case, "seen": seen})
}

fn list(worker: &Worker, filter: Value) -> Value {
    let request =
        json!({"filter": filter, "sort": "name", "descending": false, "offset": 0, "limit": 50});
    worker.call("case_list", request).unwrap()
}

#[test]
fn a_case_is_kept_as_typed() {
    let desk = desk();
    let shown = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!(shown["case"], forms::case_of(&desk.client, "2026-0001"));
    assert_eq!(shown["client"]["name"], "米小禾");
    assert_eq!((&shown["due"], &shown["last_visit"]), (&json!("2026-03-31"), &Value::Null));
    assert_eq!(shown["entries"], 1);
    assert_eq!((&shown["actions"], &shown["discarded"]), (&json!([]), &json!([])));
}

#[test]
fn a_blank_case_has_the_next_free_number_of_the_year() {
    let desk = desk();
    let number = || -> Value {
        let blank = desk.worker.call("case_blank", json!({"client": desk.client})).unwrap();
        assert_eq!(blank["opened_on"], "2026-03-02");
        assert_eq!(blank["ground"], Value::Null);
        blank["number"].clone()
    };
    assert_eq!(number(), "2026-0002");
    for (typed, next) in
        [("2026-9999", "2026-10000"), ("2026-10000", "2026-10001"), ("2026-甲", "2026-0002")]
    {
        desk.worker.open_case(forms::case_of(&desk.client, typed)).unwrap();
        assert_eq!(number(), next, "after {typed}");
    }
    assert_eq!(refused(&desk.worker, "case_blank", json!({"client": NOBODY})), Code::NotFound);
    desk.worker.host.pass(TimeDelta::days(365));
    let blank = desk.worker.call("case_blank", json!({"client": desk.client})).unwrap();
    assert_eq!(blank["number"], "2027-0001");
}

/// Days between visits from the lowest risk to the gravest, for a client of these categories.
fn days(worker: &Worker, categories: Value) -> Vec<u64> {
    let rhythm = worker.call("case_rhythm", json!({"categories": categories})).unwrap();
    let levels = rhythm.as_array().unwrap();
    levels.iter().map(|level| level["days"].as_u64().unwrap()).collect()
}

#[test]
fn the_rhythm_of_visits_follows_risk_and_categories() {
    let desk = desk();
    assert_eq!(days(&desk.worker, json!(["left_behind_child"])), [90, 30, 7, 1]);
    assert_eq!(days(&desk.worker, json!(["advanced_age", "living_alone"])), [30, 30, 7, 1]);
    let request = json!({"categories": ["living_alone"]});
    let rhythm = desk.worker.call("case_rhythm", request).unwrap();
    assert_eq!(rhythm[0]["risk"], "low");
    assert_eq!(rhythm[0]["name"]["zh"], "特殊困难老年人每月探访");
    assert_eq!(
        (&rhythm[3]["risk"], &rhythm[3]["name"]["zh"]),
        (&json!("critical"), &json!("每日，直至解除"))
    );
}

#[test]
fn the_rhythm_is_that_of_the_rules_in_force_a_stations_own_included() {
    let desk = desk();
    let own =
        include_str!("../../../../assets/rules/visits.toml").replacen("days = 90", "days = 60", 1);
    std::fs::create_dir(desk.worker.folder().join("rules")).unwrap();
    std::fs::write(desk.worker.folder().join("rules/visits.toml"), own).unwrap();
    assert_eq!(days(&desk.worker, json!([]))[0], 90, "due days still follow the former ones");
    desk.worker.call("vault_lock", json!({})).unwrap();
    desk.worker.unlock().unwrap();
    assert_eq!(days(&desk.worker, json!([])), [60, 30, 7, 1]);
}

#[test]
fn the_worker_who_opens_it_is_named() {
    let desk = desk();
    let blank = desk.worker.call("case_blank", json!({"client": desk.client})).unwrap();
    let case = forms::case_of(&desk.client, "2026-0002");
    let case =
        desk.worker.open_case(forms::with(case, json!({"worker": blank["worker"]}))).unwrap();
    let shown = desk.worker.call("case_get", json!({"id": case})).unwrap();
    assert_eq!(shown["worker_name"], "林晓岚");
}

#[test]
fn a_number_in_use_is_refused_to_another_case_and_kept_by_its_own() {
    let desk = desk();
    let request = save(None, forms::case_of(&desk.client, " 2026-0001 "), &json!([]));
    assert_eq!(problems(&failure(&desk.worker, "case_save", request)), [("number", "taken")]);
    let second = desk.worker.open_case(forms::case_of(&desk.client, "2026-0002")).unwrap();
    let shown = desk.worker.call("case_get", json!({"id": second})).unwrap();
    let taken = forms::with(shown["case"].clone(), json!({"number": "2026-0001"}));
    let failed = failure(&desk.worker, "case_save", save(Some(&second), taken, &shown["seen"]));
    assert_eq!(problems(&failed), [("number", "taken")]);
    let same = save(Some(&second), shown["case"].clone(), &shown["seen"]);
    desk.worker.call("case_save", same).unwrap();
}

#[test]
fn everything_wrong_with_an_intake_is_told_at_once() {
    let desk = desk();
    let wrong = json!({
        "number": " ", "opened_on": "2026-03-03", "reason": "",
        "ground": null, "risk": {"level": "high", "reasons": ""},
    });
    let case = forms::with(forms::case_of(&desk.client, "x"), wrong);
    let failed = failure(&desk.worker, "case_save", save(None, case, &json!([])));
    let expected = [
        ("number", "empty"),
        ("opened_on", "in_future"),
        ("reason", "empty"),
        ("ground", "empty"),
        ("reasons", "empty"),
    ];
    assert_eq!(problems(&failed), expected);
}

#[test]
fn a_child_consents_by_her_age_on_the_day_of_consent() {
    let worker = Worker::with_open_vault().unwrap();
    let child = forms::with(forms::child(), json!({"birth_date": "2012-02-15"}));
    let client = worker.register(child).unwrap();
    let consented = |on: &str| {
        let ground = json!({"kind": "client_consent", "by": "本人", "scope": "", "on": on});
        let case = forms::case_of(&client, "2026-0001");
        save(None, forms::with(case, json!({"ground": ground, "opened_on": on})), &json!([]))
    };
    let failed = failure(&worker, "case_save", consented("2026-02-14"));
    assert_eq!(problems(&failed), [("ground", "guardian_needed")]);
    assert_eq!(failed.problems[0].detail.as_deref(), Some("13"));
    worker.call("case_save", consented("2026-02-15")).expect("fourteen on that day");
}

#[test]
fn a_case_of_nobody_is_not_found_and_a_case_stays_its_clients() {
    let desk = desk();
    let orphan = save(None, forms::case_of(NOBODY, "2026-0002"), &json!([]));
    assert_eq!(refused(&desk.worker, "case_save", orphan), Code::NotFound);
    let nowhere = save(Some(NOBODY), forms::case_of(&desk.client, "2026-0002"), &json!([]));
    assert_eq!(refused(&desk.worker, "case_save", nowhere), Code::NotFound);
    let elder = desk.worker.register(forms::elder()).unwrap();
    let shown = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    let moved = forms::with(shown["case"].clone(), json!({"client": elder}));
    let request = save(Some(&desk.case), moved, &shown["seen"]);
    assert_eq!(refused(&desk.worker, "case_save", request), Code::NotFound);
    for command in ["case_get", "case_history"] {
        assert_eq!(refused(&desk.worker, command, json!({"id": NOBODY})), Code::NotFound);
    }
    let timeline = json!({"id": NOBODY, "offset": 0, "limit": 9});
    assert_eq!(refused(&desk.worker, "case_timeline", timeline), Code::NotFound);
}

#[test]
fn risk_set_anew_moves_the_next_visit_and_stands_in_timeline_and_history() {
    let desk = desk();
    let shown = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    let graver = json!({"risk": {"level": "critical", "reasons": "夜里一个人"}});
    let graver = forms::with(shown["case"].clone(), graver);
    let request = save(Some(&desk.case), graver.clone(), &shown["seen"]);
    desk.worker.call("case_save", request.clone()).unwrap();
    let again = desk.worker.call("case_get", json!({"id": desk.case})).unwrap();
    assert_eq!(
        (&again["due"], &again["standing"]),
        (&json!("2026-03-02"), &json!({"standing": "today"}))
    );
    let late = forms::with(graver, json!({"risk": {"level": "low", "reasons": ""}}));
    let late = save(Some(&desk.case), late, &shown["seen"]);
    assert_eq!(refused(&desk.worker, "case_save", late), Code::ChangedMeanwhile);
    let timeline = json!({"id": desk.case, "offset": 0, "limit": 9});
    let timeline = desk.worker.call("case_timeline", timeline).unwrap();
    assert_eq!(timeline["total"], 2);
    assert_eq!(timeline["entries"][0]["kind"], "risk");
    assert_eq!(timeline["entries"][0]["sentence"], "夜里一个人");
    assert_eq!(timeline["entries"][1]["kind"], "intake");
    let history = desk.worker.call("case_history", json!({"id": desk.case})).unwrap();
    assert_eq!(history[0]["field"], "risk");
    assert!(history[0]["old"].as_str().unwrap().contains("medium"));
}

#[test]
fn the_list_has_a_row_a_client_and_is_narrowed_and_sorted() {
    let desk = desk();
    let worker = &desk.worker;
    worker.register(forms::elder()).unwrap();
    let all = list(worker, json!({}));
    assert_eq!(all["total"], 2);
    let names = |rows: &Value| -> Vec<String> {
        rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["name"].as_str().unwrap().into())
            .collect()
    };
    assert_eq!(names(&all), ["米小禾", "周桂香"], "by pinyin");
    assert_eq!(all["rows"][1]["case"], Value::Null, "a client without a case has a row, too");
    for (filter, expected) in [
        (json!({"text": "mxh"}), vec!["米小禾"]),
        (json!({"text": "002x"}), vec!["周桂香"]),
        (json!({"text": "2026-0001"}), vec!["米小禾"]),
        (json!({"group": "elder"}), vec!["周桂香"]),
        (json!({"risks": ["medium"]}), vec!["米小禾"]),
        (json!({"risks": ["critical"]}), vec![]),
        (json!({"village": "石桥村"}), vec!["周桂香"]),
        (json!({"categories": ["living_alone"]}), vec!["周桂香"]),
        (json!({"overdue": true}), vec![]),
    ] {
        assert_eq!(names(&list(worker, filter.clone())), expected, "{filter}");
    }
    worker.host.pass(TimeDelta::days(40));
    assert_eq!(names(&list(worker, json!({"overdue": true}))), ["米小禾"]);
    let request = json!({"filter": {}, "sort": "age", "descending": true, "offset": 1, "limit": 5});
    assert_eq!(
        names(&worker.call("case_list", request).unwrap()),
        ["米小禾"],
        "the oldest is passed over"
    );
}

#[test]
fn villages_are_counted() {
    let desk = desk();
    desk.worker.register(forms::elder()).unwrap();
    let sister = json!({"name": "米小麦", "birth_date": "2015-01-02"});
    desk.worker.register(forms::with(forms::child(), sister)).unwrap();
    let mut villages = desk.worker.call("case_villages", json!({})).unwrap();
    let villages = villages.as_array_mut().unwrap();
    villages.sort_by_key(|village| village["clients"].as_u64());
    assert_eq!(
        *villages,
        [json!({"village": "石桥村", "clients": 1}), json!({"village": "柳溪村", "clients": 2})]
    );
}
