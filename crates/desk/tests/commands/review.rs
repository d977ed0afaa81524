//! A worker and a supervisor with a laptop each: the note is signed on one and reviewed on the other, both offline.

use super::refused;
use casework::role::Role;
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{Worker, forms};

/// Two laptops of one station, whose roles both know.
struct Two {
    worker: Worker,
    supervisor: Worker,
    case: String,
}

impl Two {
    fn new() -> Self {
        let worker = Worker::with_open_vault().unwrap();
        let client = worker.register(forms::child()).unwrap();
        let case = worker.open_case(forms::case_of(&client, "JF-2026-001")).unwrap();
        let supervisor = Worker::named("沈若兰").unwrap();
        supervisor.meet(&worker).unwrap();
        for laptop in [&worker, &supervisor] {
            laptop.learn_role(&supervisor, Role::Supervisor).unwrap();
        }
        Self { worker, supervisor, case }
    }

    /// A note that the worker signed, on both laptops.
    fn signed(&self) -> String {
        let (visit, _) = self.worker.visit(&self.case, forms::visit()).unwrap();
        self.sync();
        visit
    }

    fn sync(&self) {
        self.worker.meet(&self.supervisor).unwrap();
    }

    fn pass(&self, hours: i64) {
        self.worker.host.pass(TimeDelta::hours(hours));
        self.supervisor.host.pass(TimeDelta::hours(hours));
    }

    fn page(&self, visit: &str) -> Value {
        self.supervisor.call("review_get", json!({"visit": visit})).unwrap()
    }

    fn queue(&self, group: &str) -> Vec<String> {
        let request = json!({"group": group, "risks": [], "offset": 0, "limit": 50});
        let found = self.supervisor.call("review_queue", request).unwrap();
        let rows = found["rows"].as_array().unwrap().iter();
        rows.map(|row| row["visit"]["id"].as_str().unwrap().to_owned()).collect()
    }

    fn sign(&self, visit: &str, verdict: &str, text: &str) -> Value {
        let seen = &self.page(visit)["seen"];
        let request = json!({
            "visit": visit, "verdict": verdict, "form": {"text": text, "comments": []}, "seen": seen,
        });
        self.supervisor.call("review_sign", request).unwrap()
    }

    fn note(&self, visit: &str) -> Value {
        self.worker.call("visit_get", json!({"id": visit})).unwrap()
    }
}

/// Before and after the laptops meet.
fn hears_of_the_return(two: &Two, visit: &str, comment: &Value) {
    // The worker hears of it when the laptops meet: it stands first in her day until she answers.
    let today = || two.worker.call("today_get", json!({})).unwrap();
    assert_eq!(today()["returned"], json!([]));
    two.sync();
    let returned = today()["returned"][0].clone();
    assert_eq!(returned["reviewer_name"], "沈若兰");
    assert_eq!(
        (&returned["reasons"], &returned["comments"]),
        (&json!("请写明奶奶怎么说。"), &json!(1))
    );
    assert_eq!(
        (&returned["visit"]["review"], &returned["risk"]),
        (&json!("returned"), &json!("medium"))
    );
    let timeline = json!({"id": two.case, "offset": 0, "limit": 9});
    let entry = two.worker.call("case_timeline", timeline).unwrap()["entries"][0].clone();
    assert_eq!(
        (&entry["kind"], &entry["verdict"], &entry["who"]),
        (&json!("review"), &json!("return"), &json!("沈若兰"))
    );
    let note = two.note(visit);
    assert_eq!(note["review"], "returned");
    assert_eq!(note["reviews"][0]["review"]["form"]["comments"][0], *comment);
    assert_eq!(note["history"][0]["field"], "review");
}

#[test]
fn returned_answered_and_approved_each_offline() {
    let two = Two::new();
    let visit = two.signed();
    assert_eq!(two.queue("to_review"), std::slice::from_ref(&visit));
    let page = two.page(&visit);
    assert_eq!((&page["right"], &page["to_review"]), (&json!("allowed"), &json!(1)));
    assert_eq!(page["risk"]["level"], "medium");
    assert_eq!(page["timeline"][0]["visit"]["review"], "waiting");

    two.pass(20);
    let comment = json!({
        "passage": {"part": "judgement", "quote": "没有着落", "occurrence": 0}, "text": "依据是什么？",
    });
    let request = json!({
        "visit": visit, "verdict": "return", "seen": page["seen"],
        "form": {"text": "请写明奶奶怎么说。", "comments": [comment]},
    });
    let answer = two.supervisor.call("review_sign", request).unwrap();
    assert_eq!(answer, json!({"state": "returned", "next": null, "to_review": 0}));
    assert_eq!((two.queue("to_review").len(), two.queue("returned").len()), (0, 1));

    hears_of_the_return(&two, &visit, &comment);
    let today = || two.worker.call("today_get", json!({})).unwrap();
    let note = two.note(&visit);

    // An addendum that answers nothing leaves it returned; one that does takes it off her day.
    let add = |text: &str, answers: Value| {
        let request = json!({"visit": visit, "text": text, "answers": answers});
        two.worker.call("addendum_sign", request).unwrap();
    };
    add("另：门牌是 12 号。", json!([]));
    assert_eq!(today()["returned_total"], 1);
    add("奶奶说每天只做一顿饭。", json!([note["reviews"][0]["change"]]));
    assert_eq!(
        (today()["returned_total"].clone(), two.note(&visit)["review"].clone()),
        (json!(0), json!("answered"))
    );

    two.pass(5);
    two.sync();
    assert_eq!(two.queue("to_review"), std::slice::from_ref(&visit));
    assert_eq!(two.sign(&visit, "approve", "")["state"], "approved");
    two.sync();
    assert_eq!(two.note(&visit)["review"], "approved");
    let page = two.worker.report(&visit, "zh").unwrap();
    assert!(page.starts_with(b"%PDF"));
    // What is added later was not approved.
    add("还有一件事。", json!([]));
    assert_eq!(two.note(&visit)["review"], "waiting");
    for laptop in [&two.worker, &two.supervisor] {
        let report = laptop.call("vault_verify", json!({})).unwrap();
        assert_eq!((&report["broken"], &report["views_match"]), (&json!([]), &json!(true)));
    }
}

#[test]
fn reviewing_is_for_supervisors_and_not_for_ones_own_notes() {
    let two = Two::new();
    let visit = two.signed();
    let sign = json!({"visit": visit, "verdict": "approve", "form": {}, "seen": []});
    let queue = json!({"group": "to_review", "offset": 0, "limit": 9});
    for (command, request) in [
        ("review_sign", sign.clone()),
        ("review_queue", queue),
        ("review_get", json!({"visit": visit})),
    ] {
        assert_eq!(refused(&two.worker, command, request), Code::NotYourRole, "{command}");
    }
    assert_eq!(two.worker.call("session_profile", json!({})).unwrap()["role"], "worker");
    assert_eq!(two.worker.call("today_get", json!({})).unwrap()["to_review"], Value::Null);

    two.worker.learn_role(&two.worker, Role::Manager).unwrap();
    assert_eq!(two.worker.call("session_profile", json!({})).unwrap()["role"], "manager");
    assert_eq!(two.worker.call("today_get", json!({})).unwrap()["to_review"], 0, "it is her own");
    let page = two.worker.call("review_get", json!({"visit": visit})).unwrap();
    assert_eq!(page["right"], "own_note");
    assert_eq!(refused(&two.worker, "review_sign", sign), Code::OwnNote);
    assert_eq!(two.supervisor.call("today_get", json!({})).unwrap()["to_review"], 1);
}

#[test]
fn a_return_without_reasons_and_a_remark_about_nothing_are_refused() {
    let two = Two::new();
    let visit = two.signed();
    let seen = two.page(&visit)["seen"].clone();
    let sign = |verdict: &str, form: Value| {
        let request = json!({"visit": visit, "verdict": verdict, "form": form, "seen": seen});
        let failure = two.supervisor.try_call("review_sign", request).unwrap_err();
        assert_eq!(failure.code, Code::Invalid);
        failure.problems.into_iter().map(|p| (p.field, p.problem)).collect::<Vec<_>>()
    };
    let told = |field: &str, problem: &str| vec![(field.to_owned(), problem.to_owned())];
    assert_eq!(sign("return", json!({"text": " "})), told("text", "empty"));
    assert_eq!(sign("comment", json!({})), told("text", "empty"));
    let elsewhere = json!({
        "passage": {"part": "observations", "quote": "冰箱", "occurrence": 0}, "text": "？",
    });
    assert_eq!(sign("approve", json!({"comments": [elsewhere]})), told("comments", "not_in_note"));
    assert_eq!(two.queue("to_review").len(), 1, "nothing was signed");
}

#[test]
fn what_came_since_the_note_was_shown_is_not_covered_unseen() {
    let two = Two::new();
    let visit = two.signed();
    let seen = two.page(&visit)["seen"].clone();
    two.supervisor
        .call("form_autosave", json!({"key": format!("review/{visit}"), "json": "{}"}))
        .unwrap();
    two.worker.call("addendum_sign", json!({"visit": visit, "text": "更正：不是三天。"})).unwrap();
    two.sync();
    let request = json!({"visit": visit, "verdict": "approve", "form": {}, "seen": seen});
    assert_eq!(refused(&two.supervisor, "review_sign", request), Code::ChangedMeanwhile);
    let kept =
        || two.supervisor.call("form_list", json!({})).unwrap()["forms"].as_array().unwrap().len();
    assert_eq!(kept(), 1, "what was typed is still there");
    assert_eq!(two.sign(&visit, "approve", "")["state"], "approved");
    assert_eq!(kept(), 0, "what was signed is no draft");
}

#[test]
fn an_approval_that_did_not_know_of_an_addendum_does_not_cover_it() {
    let two = Two::new();
    let visit = two.signed();
    two.worker.call("addendum_sign", json!({"visit": visit, "text": "同时写的补记。"})).unwrap();
    assert_eq!(two.sign(&visit, "approve", "")["state"], "approved");
    two.sync();
    assert_eq!(two.queue("to_review"), std::slice::from_ref(&visit));
    assert_eq!(two.note(&visit)["review"], "waiting");
}

#[test]
fn the_next_note_is_the_gravest_that_waits() {
    let two = Two::new();
    let (first, second) = (two.signed(), two.signed());
    let answer = two.sign(&first, "comment", "先看一眼。");
    assert_eq!((&answer["state"], &answer["next"]["visit"]), (&json!("waiting"), &json!(second)));
    let elder = two.worker.register(forms::elder()).unwrap();
    let risk = json!({"risk": {"level": "critical", "reasons": "独自跌倒"}});
    let case =
        two.worker.open_case(forms::with(forms::case_of(&elder, "JF-2026-002"), risk)).unwrap();
    let (grave, _) = two.worker.visit(&case, forms::visit()).unwrap();
    two.sync();
    two.pass(50);
    assert_eq!(two.queue("to_review"), [grave.clone(), first.clone(), second.clone()]);
    let request = json!({"group": "to_review", "risks": ["critical"], "offset": 0, "limit": 9});
    let rows = two.supervisor.call("review_queue", request).unwrap();
    assert_eq!((&rows["total"], &rows["rows"][0]["risk"]), (&json!(1), &json!("critical")));
    assert_eq!(rows["rows"][0]["visit"]["client_name"], "周桂香");
    assert_eq!(rows["rows"][0]["days"], 2);
    let answer = two.sign(&first, "approve", "");
    assert_eq!((&answer["next"]["visit"], &answer["to_review"]), (&json!(grave), &json!(2)));
}

#[test]
fn a_review_by_somebody_who_may_not_is_shown_and_does_not_count() {
    let two = Two::new();
    let visit = two.signed();
    two.sign(&visit, "approve", "");
    // To the worker's laptop she is no supervisor.
    two.worker.learn_role(&two.supervisor, Role::Worker).unwrap();
    two.sync();
    let note = two.note(&visit);
    assert_eq!(
        (&note["review"], &note["reviews"][0]["refused"]),
        (&json!("waiting"), &json!("not_her_role"))
    );
    two.worker.learn_role(&two.supervisor, Role::Supervisor).unwrap();
    assert_eq!(two.note(&visit)["review"], "approved");
}

#[test]
fn of_two_notes_on_one_visit_each_is_reviewed_and_printed_for_itself() {
    let two = Two::new();
    two.sync();
    let (visit, _) = two.worker.visit(&two.case, forms::visit()).unwrap();
    let id: casework::id::VisitId = serde_json::from_value(json!(visit)).unwrap();
    let mut other =
        two.worker.desk.with_vault(|vault| Ok(vault.read().visit(id)?.unwrap().note)).unwrap();
    // The same visit is written on the other laptop as well, before either has heard.
    let now = desk::host::Host::now(&*two.supervisor.host);
    two.supervisor
        .desk
        .with_vault(|vault| {
            let me = vault.identity();
            (other.author, other.author_name) = (me.person, me.person_name.clone());
            other.form.observations = "督导自己看到的".into();
            Ok(vault.write(now, |tx| tx.sign_note(id, &other)).map(drop)?)
        })
        .unwrap();
    two.sync();
    let of = |note: &Value| {
        let asked = json!({"visit": visit, "note": note});
        two.supervisor.call("review_get", asked).unwrap()
    };
    let shown = two.supervisor.call("visit_get", json!({"id": visit})).unwrap();
    let changes = [shown["change"].clone(), shown["others"][0]["change"].clone()];
    let pages = changes.each_ref().map(of);
    for (page, change) in pages.iter().zip(&changes) {
        assert_eq!(&page["note"]["change"], change);
        let own = page["note"]["note"]["form"]["observations"] == "督导自己看到的";
        assert_eq!(page["right"], if own { "own_note" } else { "allowed" });
    }
    let hers = pages.iter().position(|page| page["right"] == "allowed").unwrap();
    let request = json!({
        "visit": visit, "verdict": "approve", "form": {"text": "", "comments": []},
        "seen": pages[hers]["seen"],
    });
    let signed = two.supervisor.call("review_sign", request).unwrap();
    assert_eq!(signed["state"], "approved");
    assert_eq!(of(&changes[hers])["note"]["review"], "approved");
    assert_eq!(of(&changes[1 - hers])["note"]["review"], "waiting");
    let printed = changes.each_ref().map(|note| {
        let request = json!({"visit": visit, "note": note, "language": "zh"});
        two.supervisor.desk.fetch_bytes("report_visit", request).unwrap()
    });
    assert_ne!(printed[0], printed[1]);
    let nobody = json!({"visit": visit, "note": "00"});
    assert_eq!(refused(&two.supervisor, "review_get", nobody), Code::NotFound);
}
