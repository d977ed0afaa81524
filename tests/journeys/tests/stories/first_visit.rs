//! The main job: from the first start to the printed page, with a power cut in mid-sentence.

use crate::page::{assert_no_key, assert_says, text};
use crate::told::{nothing_in_clear, tell};
use serde_json::{Value, json};
use testkit::{PASSPHRASE, Worker, forms, photo};

/// A worker who has just made her vault, and checked that she wrote the code down.
fn first_run() -> Worker {
    let mut worker = Worker::with_new_laptop().unwrap();
    assert_eq!(worker.call("vault_status", json!({})).unwrap()["state"], "absent");
    let founding = json!({"passphrase": PASSPHRASE, "station": "向阳社工站", "person": "林晓岚"});
    let made = worker.call("vault_create", founding).unwrap();
    let groups: Vec<_> = made["recovery_code"].as_array().unwrap().iter().map(text_of).collect();
    let sheet = json!({"recovery_code": groups, "language": "zh"});
    let sheet = text(&worker.desk.fetch_bytes("vault_recovery_sheet", sheet).unwrap());
    assert_says(&sheet, &["向阳社工站", "林晓岚", groups[0], groups[6]]);
    worker.recovery_code = groups.join("-");
    let check = json!({"code": worker.recovery_code.to_lowercase()});
    assert_eq!(worker.call("vault_print_check", check).unwrap()["matches"], true);
    worker
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn find(worker: &Worker, text: &str) -> Vec<Value> {
    let found = worker.call("search_find", json!({"text": text, "limit": 50})).unwrap();
    found["hits"].as_array().unwrap().clone()
}

/// A child in a household with a father to whom nothing may be handed, and her case.
fn intake(worker: &Worker) -> (String, String) {
    let child = forms::with(forms::child(), json!({"id_number": "", "remarks": "敲后门"}));
    let client = worker.register(child).unwrap();
    worker.enter(&client, forms::father()).unwrap();
    worker.enter(&client, forms::grandmother()).unwrap();
    let blank = worker.call("case_blank", json!({"client": client})).unwrap();
    let case = forms::case_of(&client, text_of(&blank["number"]));
    let case = forms::with(case, json!({"worker": blank["worker"]}));
    let case = worker.open_case(case).unwrap();
    (client, case)
}

const SENTENCE: &str = "她说夜里听见蜻蜓撞窗户，后来";

#[test]
fn from_the_first_start_to_the_printed_page() {
    tell("first_visit::from_the_first_start_to_the_printed_page", || {
        let worker = first_run();
        let (client, case) = intake(&worker);
        let visit = worker.start(&case).unwrap();
        worker.attach(&visit, "灶台.jpg", &photo::with_place(), false).unwrap();
        let form = forms::with(forms::visit(), json!({"observations": SENTENCE, "kind": null}));
        worker.call("visit_autosave", json!({"id": visit, "form": form})).unwrap();
        nothing_in_clear(&[photo::PLACE, SENTENCE]);

        let worker = worker.killed().unwrap();
        worker.unlock().unwrap();
        let found = worker.call("visit_get", json!({"id": visit})).unwrap();
        assert_eq!(found["form"]["observations"], SENTENCE);
        let held = &found["form"]["attachments"][0];
        assert!(!photo::holds(&worker.read(&visit, held, false).unwrap(), photo::PLACE));

        let code = sign(&worker, &visit, held);
        finds(&worker, &client, &visit);
        prints(&worker, &visit, &code);
        verifies(&worker, &visit, &code);
        worker.call("vault_lock", json!({})).unwrap();
        nothing_in_clear(&[photo::PLACE, SENTENCE, "补记一句"]);
    });
}

/// Signs the note with a caption under its photo, and adds an addendum. Answers the code of the note alone.
fn sign(worker: &Worker, visit: &str, held: &Value) -> String {
    let whole = format!("{SENTENCE}就睡着了。灶台是凉的。");
    let attachments = json!([forms::with(held.clone(), json!({"caption": "灶台没有火"}))]);
    let form = json!({"observations": whole, "attachments": attachments});
    let form = forms::with(forms::visit(), form);
    let signed = worker.call("visit_sign", json!({"id": visit, "form": form})).unwrap();
    let addendum = json!({"visit": visit, "text": "补记一句：奶奶下午回来了。"});
    worker.call("addendum_sign", addendum).unwrap();
    text_of(&signed["verification_code"]).to_owned()
}

fn finds(worker: &Worker, client: &str, visit: &str) {
    for text in ["禾", "mxh", "13800138000", "138 0013"] {
        let hit = &find(worker, text)[0];
        assert_eq!((&hit["kind"], &hit["client"]), (&json!("client"), &json!(client)), "{text}");
    }
    for text in ["蜓", "睡着了", "补记一句"] {
        assert_eq!(find(worker, text)[0]["visit"], json!(visit), "{text}");
    }
    let elder = worker.register(forms::elder()).unwrap();
    assert_eq!(find(worker, "002x")[0]["client"], json!(elder), "the end of an identity number");
}

fn prints(worker: &Worker, visit: &str, code: &str) {
    let shown = worker.call("visit_get", json!({"id": visit})).unwrap();
    let now = text_of(&shown["verification_code"]);
    assert_ne!(now, code, "the page shows an addendum more");
    let facts = [
        "向阳社工站",
        "2026-0001",
        "米小禾",
        "林晓岚",
        "蜻蜓撞窗户",
        "灶台没有火",
        "送一袋米",
        "看米够不够",
        "补记一句：奶奶下午回来了。",
        "米大川",
        now,
    ];
    for language in ["zh", "en"] {
        let page = text(&worker.report(visit, language).unwrap());
        assert_says(&page, &facts);
        assert_no_key(&page);
        assert!(!page.contains(&worker.recovery_code));
    }
    let english = text(&worker.report(visit, "en").unwrap());
    assert_says(&english, &["Observed", "Page1of"]);
}

fn verifies(worker: &Worker, visit: &str, code: &str) {
    let verify = |code: &str| worker.call("report_verify", json!({"code": code})).unwrap();
    let early = verify(code);
    assert_eq!((&early["visit"], &early["unaltered"]), (&json!(visit), &json!(true)));
    assert_eq!(early["addenda_since"], 1);
    let shown = worker.call("visit_get", json!({"id": visit})).unwrap();
    assert_eq!(verify(text_of(&shown["verification_code"]))["addenda_since"], 0);
    let whole = worker.call("vault_verify", json!({})).unwrap();
    assert_eq!((&whole["broken"], &whole["views_match"]), (&json!([]), &json!(true)));
}
