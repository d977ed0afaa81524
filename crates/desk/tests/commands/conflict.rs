//! Two workers who edit the same field, each on her own laptop, neither knowing of the other.

use super::refused;
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{Worker, forms};

/// Two laptops of one station with the same client and case on both.
pub struct Two {
    pub lin: Worker,
    pub shen: Worker,
    pub client: String,
    pub case: String,
}

impl Two {
    pub fn new() -> Self {
        let lin = Worker::with_open_vault().unwrap();
        let client = lin.register(forms::child()).unwrap();
        let case = lin.open_case(forms::case_of(&client, "2026-0001")).unwrap();
        let shen = Worker::named("沈若兰").unwrap();
        shen.meet(&lin).unwrap();
        Self { lin, shen, client, case }
    }

    /// The two name another village, a minute apart, and meet.
    pub fn dispute() -> Self {
        let two = Self::new();
        two.pass();
        edit(&two.lin, &two.client, json!({"village": "上河村"}));
        two.pass();
        edit(&two.shen, &two.client, json!({"village": "下河村"}));
        two.meet();
        two
    }

    pub fn pass(&self) {
        for laptop in [&self.lin, &self.shen] {
            laptop.host.pass(TimeDelta::minutes(1));
        }
    }

    /// The laptops meet; then each shows views that a rebuild would make again to the byte.
    pub fn meet(&self) {
        self.pass();
        self.lin.meet(&self.shen).unwrap();
        for laptop in [&self.lin, &self.shen] {
            rebuilds(laptop);
        }
    }
}

fn rebuilds(laptop: &Worker) {
    let (before, after) = laptop
        .desk
        .with_vault(|vault| {
            let before = vault.view_dump()?;
            vault.rebuild_views()?;
            Ok((before, vault.view_dump()?))
        })
        .unwrap();
    assert!(before == after, "a rebuild makes other views");
}

/// Opens the client's form, types and saves.
pub fn edit(worker: &Worker, client: &str, typed: Value) {
    let shown = worker.call("client_get", json!({"id": client})).unwrap();
    let request = json!({
        "id": client, "client": forms::with(shown["client"].clone(), typed), "seen": shown["seen"],
        "not_duplicate": false,
    });
    worker.call("client_save", request).unwrap();
}

pub fn page(worker: &Worker, record: &str) -> Value {
    worker.call("conflict_get", json!({"record": record})).unwrap()
}

/// Decides the first field in conflict as its page shows it.
pub fn decide(worker: &Worker, record: &str, choice: Value) -> Value {
    let seen = page(worker, record)["fields"][0]["seen"].clone();
    let request = json!({"record": record, "seen": seen, "choice": choice});
    worker.call("conflict_decide", request).unwrap()
}

/// The first field's opinion of this text, kept.
pub fn keep(worker: &Worker, record: &str, text: &str) -> Value {
    let opinions = page(worker, record)["fields"][0]["opinions"].clone();
    let mut opinions = opinions.as_array().unwrap().iter();
    let found = opinions.find(|opinion| opinion["text"] == text).unwrap();
    decide(worker, record, json!({"kind": "keep", "change": found["by"][0]["change"]}))
}

fn village(worker: &Worker, client: &str) -> String {
    let shown = worker.call("client_get", json!({"id": client})).unwrap();
    shown["client"]["village"].as_str().unwrap().to_owned()
}

fn today(worker: &Worker) -> Value {
    worker.call("today_get", json!({})).unwrap()
}

#[test]
fn both_values_stand_side_by_side_on_both_laptops() {
    let two = Two::dispute();
    for laptop in [&two.lin, &two.shen] {
        let list = laptop.call("conflict_list", json!({"offset": 0, "limit": 9})).unwrap();
        assert_eq!(list["total"], 1);
        let line = &list["rows"][0];
        assert_eq!((&line["field"], &line["sides"]), (&json!("village"), &json!(2)));
        assert_eq!(line["of"]["kind"], "client");
        assert_eq!(line["of"]["client_name"], "米小禾");
        assert_eq!(line["since"], "2026-03-02T01:02:00Z", "when the second opinion was written");
        assert_eq!(today(laptop)["conflicts"], 1);

        let shown = page(laptop, &two.client);
        let field = &shown["fields"][0];
        let texts: Vec<_> =
            field["opinions"].as_array().unwrap().iter().map(|one| one["text"].clone()).collect();
        assert_eq!(texts, ["上河村", "下河村"]);
        for (opinion, who) in [(0, "林晓岚"), (1, "沈若兰")] {
            let by = &field["opinions"][opinion]["by"][0];
            assert_eq!(by["who"], who);
            assert_eq!(by["own"], json!((who == "林晓岚") == std::ptr::eq(laptop, &two.lin)));
            let had = &by["had"][0];
            assert_eq!((&had["text"], &had["who"]), (&json!("柳溪村"), &json!("林晓岚")));
        }
        // The client's page shows one of them and says that there is another.
        let client = laptop.call("client_get", json!({"id": two.client})).unwrap();
        assert_eq!(client["conflicts"], json!(["village"]));
        assert_eq!(client["client"]["village"], "上河村");
        let case = laptop.call("case_get", json!({"id": two.case})).unwrap();
        assert_eq!((&case["conflicts"], &case["client_conflicts"]), (&json!([]), &json!(1)));
    }
}

#[test]
fn one_is_kept_the_other_worker_is_told_and_brings_hers_back() {
    let two = Two::dispute();
    let left = keep(&two.lin, &two.client, "上河村");
    assert_eq!(left, json!({"left": 0, "total": 0}));
    assert_eq!(today(&two.lin)["set_aside"], json!([]), "she did it herself");
    two.meet();
    assert_eq!(village(&two.shen, &two.client), "上河村");
    let told = today(&two.shen);
    assert_eq!(told["set_aside_total"], 1);
    let aside = &told["set_aside"][0];
    assert_eq!((&aside["own"], &aside["now"]), (&json!("下河村"), &json!("上河村")));
    assert_eq!((&aside["who"], &aside["field"]), (&json!("林晓岚"), &json!("village")));
    assert_eq!(aside["of"]["client_name"], "米小禾");

    let request = json!({"record": two.client, "change": aside["change"], "seen": aside["seen"]});
    let answer = two.shen.call("conflict_restore", request.clone()).unwrap();
    assert_eq!(answer, json!({"changed": true}));
    assert_eq!(village(&two.shen, &two.client), "下河村");
    assert_eq!(today(&two.shen)["set_aside"], json!([]));
    let again = two.shen.call("conflict_restore", request).unwrap();
    assert_eq!(again, json!({"changed": false}), "it stands already");
    two.meet();
    assert_eq!(village(&two.lin, &two.client), "下河村");
    assert_eq!(today(&two.lin)["conflicts"], 0, "she had seen what she took the place of");
}

#[test]
fn who_takes_note_is_not_told_again() {
    let two = Two::dispute();
    keep(&two.lin, &two.client, "上河村");
    two.meet();
    let change = today(&two.shen)["set_aside"][0]["change"].clone();
    two.shen.call("conflict_dismiss", json!({"change": change})).unwrap();
    assert_eq!(today(&two.shen)["set_aside_total"], 0);
    two.meet();
    assert_eq!(today(&two.shen)["set_aside_total"], 0, "nor after the views were built anew");
    assert_eq!(village(&two.shen, &two.client), "上河村");
}

#[test]
fn a_third_value_takes_the_place_of_both_and_tells_the_other() {
    let two = Two::dispute();
    decide(&two.lin, &two.client, json!({"kind": "write", "value": "  上河村三组 "}));
    assert_eq!(village(&two.lin, &two.client), "上河村三组");
    two.meet();
    assert_eq!(village(&two.shen, &two.client), "上河村三组");
    assert_eq!(today(&two.shen)["set_aside"][0]["own"], "下河村");
    assert_eq!(today(&two.lin)["set_aside"], json!([]));
    // Every value is in the history, with who wrote it.
    let history = two.lin.call("client_history", json!({"id": two.client})).unwrap();
    let values: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["field"] == "village")
        .map(|change| (change["new"].as_str().unwrap(), change["restorable"] == true))
        .collect();
    let expected = [("上河村三组", false), ("下河村", true), ("上河村", true), ("柳溪村", true)];
    assert_eq!(values, expected);
}

#[test]
fn a_decision_does_not_touch_what_came_in_meanwhile() {
    let two = Two::dispute();
    let seen = page(&two.lin, &two.client)["fields"][0]["seen"].clone();
    // A third laptop, which knew of neither.
    let he = Worker::named("何立").unwrap();
    he.receive(&two.shen).unwrap();
    decide(&two.shen, &two.client, json!({"kind": "write", "value": "河口村"}));
    two.meet();
    let choice = json!({"kind": "write", "value": "上河村"});
    let request = json!({"record": two.client, "seen": seen, "choice": choice});
    assert_eq!(refused(&two.lin, "conflict_decide", request), Code::ChangedMeanwhile);
    assert_eq!(village(&two.lin, &two.client), "河口村");
    // He decides offline as well: two decisions are a conflict like any other.
    decide(&he, &two.client, json!({"kind": "write", "value": "桥头村"}));
    two.lin.meet(&he).unwrap();
    let field = page(&two.lin, &two.client)["fields"][0].clone();
    let mut texts: Vec<_> =
        field["opinions"].as_array().unwrap().iter().map(|o| o["text"].clone()).collect();
    texts.sort_by_key(ToString::to_string);
    assert_eq!(texts, ["桥头村", "河口村"]);
}

#[test]
fn the_form_leaves_a_field_in_conflict_alone() {
    let two = Two::dispute();
    edit(&two.lin, &two.client, json!({"remarks": "狗拴着"}));
    assert_eq!(today(&two.lin)["conflicts"], 1, "another field was edited");
    let shown = two.lin.call("client_get", json!({"id": two.client})).unwrap();
    let typed = forms::with(shown["client"].clone(), json!({"village": "上游村"}));
    let request = json!({
        "id": two.client, "client": typed, "seen": shown["seen"], "not_duplicate": false,
    });
    assert_eq!(refused(&two.lin, "client_save", request), Code::ChangedMeanwhile);
}

#[test]
fn an_earlier_value_comes_back_out_of_the_history() {
    let two = Two::new();
    edit(&two.lin, &two.client, json!({"health": "夜里咳嗽", "phones": []}));
    edit(&two.lin, &two.client, json!({"health": ""}));
    let history = two.lin.call("client_history", json!({"id": two.client})).unwrap();
    let of = |field: &str, new: &str| -> Value {
        let mut changes = history.as_array().unwrap().iter();
        changes.find(|change| change["field"] == field && change["new"] == new).unwrap().clone()
    };
    let restore = |change: &Value| {
        let same = history.as_array().unwrap().iter().filter(|one| one["field"] == change["field"]);
        let seen: Vec<_> = same.map(|one| one["change"].clone()).collect();
        let request = json!({"record": change["record"], "change": change["change"], "seen": seen});
        two.lin.call("conflict_restore", request).unwrap()
    };
    let (cough, phone) = (of("health", "夜里咳嗽"), of("phones", "13800138000"));
    assert_eq!((&cough["restorable"], &phone["restorable"]), (&json!(true), &json!(true)));
    assert_eq!(restore(&cough), json!({"changed": true}));
    assert_eq!(restore(&phone), json!({"changed": true}));
    let shown = two.lin.call("client_get", json!({"id": two.client})).unwrap();
    assert_eq!(shown["client"]["health"], "夜里咳嗽");
    assert_eq!(shown["client"]["phones"], json!(["13800138000"]));
}

/// One telephone, one risk and one outcome, as this worker has them.
fn edits_member_case_and_action(
    two: &Two,
    laptop: &Worker,
    (phone, level, outcome): (&str, &str, &str),
) {
    let shown = laptop.call("client_get", json!({"id": two.client})).unwrap();
    let held = &shown["members"][0];
    let typed = forms::with(held["member"].clone(), json!({"phone": phone}));
    let request = json!({
        "client": two.client, "id": held["id"], "member": typed, "seen": held["seen"],
    });
    laptop.call("member_save", request).unwrap();
    let shown = laptop.call("case_get", json!({"id": two.case})).unwrap();
    let risk = json!({"risk": {"level": level, "reasons": outcome}});
    let typed = forms::with(shown["case"].clone(), risk);
    let request = json!({"id": two.case, "case": typed, "seen": shown["seen"]});
    laptop.call("case_save", request).unwrap();
    let action = &shown["actions"][0];
    let progress = json!({"state": "done", "closed_on": "2026-03-02", "outcome": outcome});
    let request =
        json!({"id": action["agreed"]["id"], "progress": progress, "seen": action["seen"]});
    laptop.call("action_progress", request).unwrap();
}

#[test]
fn members_cases_and_actions_have_conflicts_of_their_own() {
    let two = Two::new();
    let member = two.lin.enter(&two.client, forms::father()).unwrap();
    two.lin.visit(&two.case, forms::visit()).unwrap();
    two.meet();
    for (laptop, phone, level, outcome) in
        [(&two.lin, "13800138111", "high", "送到了"), (&two.shen, "13900139222", "low", "没人开门")]
    {
        two.pass();
        edits_member_case_and_action(&two, laptop, (phone, level, outcome));
    }
    two.meet();
    let list = two.shen.call("conflict_list", json!({"offset": 0, "limit": 9})).unwrap();
    assert_eq!(list["total"], 3);
    let lines: Vec<(String, String, String)> = list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (text(&line["of"]["kind"]), text(&line["of"]["about"]), text(&line["field"]))
        })
        .collect();
    for expected in [
        ("member", "米大川", "phone"),
        ("case", "2026-0001", "risk"),
        ("action", "送一袋米", "progress"),
    ] {
        let (kind, about, field) = expected;
        assert!(lines.contains(&(kind.into(), about.into(), field.into())), "{lines:?}");
    }
    let shown = two.shen.call("client_get", json!({"id": two.client})).unwrap();
    assert_eq!(shown["members"][0]["conflicts"], json!(["phone"]));

    decide(&two.shen, &member, json!({"kind": "write", "value": "13700137333"}));
    let graver = json!({"level": "critical", "reasons": "夜里一个人"});
    decide(&two.shen, &two.case, json!({"kind": "write", "value": graver}));
    let action =
        list["rows"].as_array().unwrap().iter().find(|line| line["of"]["kind"] == "action");
    let action = action.unwrap()["of"]["record"].as_str().unwrap().to_owned();
    let opinion = page(&two.shen, &action)["fields"][0]["opinions"][1]["by"][0]["change"].clone();
    decide(&two.shen, &action, json!({"kind": "keep", "change": opinion}));
    assert_eq!(today(&two.shen)["conflicts"], 0);
    let case = two.shen.call("case_get", json!({"id": two.case})).unwrap();
    assert_eq!(case["case"]["risk"], graver);
    assert_eq!(case["due"], "2026-03-03", "the next visit follows the risk that was decided");
    two.meet();
    assert_eq!(today(&two.lin)["set_aside_total"], 3);
}

#[test]
fn a_member_taken_out_needs_no_decision() {
    let two = Two::new();
    let member = two.lin.enter(&two.client, forms::father()).unwrap();
    two.meet();
    for (laptop, phone) in [(&two.lin, "13800138111"), (&two.shen, "13900139222")] {
        let shown = laptop.call("client_get", json!({"id": two.client})).unwrap();
        let held = &shown["members"][0];
        let typed = forms::with(held["member"].clone(), json!({"phone": phone}));
        let request = json!({
            "client": two.client, "id": held["id"], "member": typed, "seen": held["seen"],
        });
        laptop.call("member_save", request).unwrap();
    }
    two.lin.call("member_remove", json!({"id": member})).unwrap();
    two.meet();
    for laptop in [&two.lin, &two.shen] {
        assert_eq!(today(laptop)["conflicts"], 0);
        assert_eq!(page(laptop, &member)["fields"], json!([]));
    }
}

#[test]
fn the_same_words_are_no_conflict() {
    let two = Two::new();
    for laptop in [&two.lin, &two.shen] {
        edit(laptop, &two.client, json!({"village": "上河村"}));
    }
    two.meet();
    assert_eq!(today(&two.lin)["conflicts"], 0);
    // A decision about them later tells nobody: both had written it.
    edit(&two.lin, &two.client, json!({"village": "下河村"}));
    two.meet();
    assert_eq!(today(&two.shen)["set_aside"], json!([]));
    assert_eq!(village(&two.shen, &two.client), "下河村");
}
