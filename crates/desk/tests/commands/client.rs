//! Clients: registered, edited, compared, told with their history.

use super::{NOBODY, desk, failure, problems, refused};
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{Worker, forms};

fn save(id: Option<&str>, client: Value, seen: &Value) -> Value {
    json!({"id": id, "client": client, "seen": seen, "not_duplicate": false})
}

#[test]
fn a_client_is_kept_as_typed_with_what_follows_from_the_identity_number() {
    let worker = Worker::with_open_vault().unwrap();
    let client = worker.register(forms::elder()).unwrap();
    let shown = worker.call("client_get", json!({"id": client})).unwrap();
    let expected =
        forms::with(forms::elder(), json!({"birth_date": "1949-12-31", "sex": "female"}));
    assert_eq!(shown["client"], expected);
    assert_eq!(shown["age"], 76);
    assert_eq!((&shown["members"], &shown["cases"]), (&json!([]), &json!([])));
}

#[test]
fn nobody_is_not_found() {
    let worker = Worker::with_open_vault().unwrap();
    for command in ["client_get", "client_history"] {
        assert_eq!(refused(&worker, command, json!({"id": NOBODY})), Code::NotFound);
    }
    let edit = save(Some(NOBODY), forms::child(), &json!([]));
    assert_eq!(refused(&worker, "client_save", edit), Code::NotFound);
}

#[test]
fn an_edit_changes_what_was_seen_and_history_tells_it() {
    let desk = desk();
    let shown = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    let edited = forms::with(shown["client"].clone(), json!({"village": "石桥村", "phones": []}));
    desk.worker
        .call("client_save", save(Some(&desk.client), edited.clone(), &shown["seen"]))
        .unwrap();
    let again = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    assert_eq!(again["client"], edited);
    let history = desk.worker.call("client_history", json!({"id": desk.client})).unwrap();
    let village =
        history.as_array().unwrap().iter().find(|step| step["field"] == "village").unwrap();
    assert_eq!((&village["old"], &village["new"]), (&json!("柳溪村"), &json!("石桥村")));
    assert_eq!(village["who"], "林晓岚");
    assert_eq!(village["newer_version"], false);
}

#[test]
fn an_edit_of_what_was_changed_meanwhile_overwrites_nothing() {
    let desk = desk();
    let shown = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    let edit = |health: &str| {
        let client = forms::with(shown["client"].clone(), json!({"health": health}));
        save(Some(&desk.client), client, &shown["seen"])
    };
    desk.worker.call("client_save", edit("哮喘")).unwrap();
    assert_eq!(refused(&desk.worker, "client_save", edit("贫血")), Code::ChangedMeanwhile);
    let kept = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    assert_eq!(kept["client"]["health"], "哮喘");
    let other = forms::with(shown["client"].clone(), json!({"remarks": "有狗"}));
    desk.worker.call("client_save", save(Some(&desk.client), other, &shown["seen"])).unwrap();
    let kept = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    let both = (&kept["client"]["health"], &kept["client"]["remarks"]);
    assert_eq!(both, (&json!("哮喘"), &json!("有狗")), "what a form left alone is left alone");
    let garbled = save(Some(&desk.client), shown["client"].clone(), &json!(["not a change"]));
    assert_eq!(refused(&desk.worker, "client_save", garbled), Code::BadRequest);
}

#[test]
fn a_duplicate_client_is_warned_of_and_can_be_another_person_after_all() {
    let desk = desk();
    let twin = forms::with(forms::child(), json!({"address": "别处"}));
    let request = save(None, twin.clone(), &json!([]));
    assert_eq!(refused(&desk.worker, "client_save", request.clone()), Code::PossibleDuplicate);
    let looked_at = forms::with(request, json!({"not_duplicate": true}));
    desk.worker.call("client_save", looked_at).unwrap();
}

#[test]
fn likely_duplicates_are_shown_side_by_side_with_the_reason() {
    let desk = desk();
    desk.worker.register(forms::elder()).unwrap();
    let alike = |id: Option<&str>, client: Value| -> Vec<(String, String)> {
        let request = json!({"id": id, "client": client});
        let checked = desk.worker.call("client_check", request).unwrap();
        let found = checked["duplicates"].as_array().unwrap().clone();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        found
            .iter()
            .map(|one| (text(&one["likeness"]), text(&one["client"]["client"]["name"])))
            .collect()
    };
    let same_number = forms::with(forms::elder(), json!({"name": "另一个名字", "village": ""}));
    assert_eq!(alike(None, same_number), [("same_id_number".into(), "周桂香".into())]);
    let same_birth = forms::with(forms::child(), json!({"village": "别村"}));
    assert_eq!(alike(None, same_birth), [("same_name_and_birth".into(), "米小禾".into())]);
    let sounds_alike = forms::with(forms::child(), json!({"name": "米晓禾", "birth_date": null}));
    let found = alike(None, sounds_alike);
    assert_eq!(found, [("similar_name_same_village".into(), "米小禾".into())]);
    assert_eq!(alike(Some(&desk.client), forms::child()), [], "nobody is her own duplicate");
}

#[test]
fn a_check_while_typing_tells_problems_and_what_follows() {
    let worker = Worker::with_open_vault().unwrap();
    let check =
        |client: Value| worker.call("client_check", json!({"id": null, "client": client})).unwrap();
    let right = check(forms::elder());
    assert_eq!(right["problems"], json!([]));
    assert_eq!((&right["birth_date"], &right["sex"]), (&json!("1949-12-31"), &json!("female")));
    let wrong = check(forms::with(forms::elder(), json!({"name": ""})));
    assert_eq!(wrong["problems"], json!([{"field": "name", "problem": "empty", "detail": null}]));
    assert_eq!(wrong["birth_date"], "1949-12-31", "told although the form is not right yet");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let worker = Worker::with_open_vault().unwrap();
    let wrong = json!({
        "name": "", "sex": "male", "id_number": forms::ID_NUMBER, "phones": ["打不通"],
        "categories": ["left_behind_child"], "remarks": "长".repeat(2_001),
    });
    let request = save(None, forms::with(forms::elder(), wrong), &json!([]));
    let failed = failure(&worker, "client_save", request);
    let fields: Vec<_> = problems(&failed).into_iter().map(|(field, _)| field).collect();
    for field in ["name", "sex", "phones", "categories", "remarks"] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    assert_eq!(worker.call("today_get", json!({})).unwrap()["clients"], 0);
}
