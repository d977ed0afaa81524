//! Decisions that cannot be made as they were sent.

use super::conflict::{Two, page};
use super::{NOBODY, failure, problems, refused};
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::forms;

fn request(record: &str, seen: &Value, choice: Value) -> Value {
    json!({"record": record, "seen": seen, "choice": choice})
}

#[test]
fn what_names_no_conflict_is_refused_and_changes_nothing() {
    let two = Two::dispute();
    let shown = page(&two.lin, &two.client);
    let seen = &shown["fields"][0]["seen"];
    let write = json!({"kind": "write", "value": "河口村"});
    let strange = json!(["ab".repeat(32)]);
    let client = two.lin.call("client_get", json!({"id": two.client})).unwrap();
    for (record, seen, choice, code) in [
        (NOBODY, seen, write.clone(), Code::NotFound),
        (&two.client, &strange, write.clone(), Code::NotFound),
        (&two.client, &json!(["not hexadecimal"]), write.clone(), Code::BadRequest),
        (&two.client, &json!([]), write.clone(), Code::BadRequest),
        // The changes of many fields are no field's.
        (&two.client, &client["seen"], write.clone(), Code::BadRequest),
        (&two.client, &json!([seen[0]]), write, Code::ChangedMeanwhile),
        (&two.client, seen, json!({"kind": "keep", "change": strange[0]}), Code::NotFound),
        (&two.client, seen, json!({"kind": "keep", "change": "x"}), Code::BadRequest),
        (&two.client, seen, json!({"kind": "write", "value": 7}), Code::BadRequest),
        (&two.client, seen, json!({"kind": "toss"}), Code::BadRequest),
    ] {
        let request = request(record, seen, choice);
        assert_eq!(refused(&two.lin, "conflict_decide", request.clone()), code, "{request}");
    }
    assert_eq!(page(&two.lin, &two.client), shown);
    assert_eq!(refused(&two.lin, "conflict_get", json!({"record": NOBODY})), Code::NotFound);
    assert_eq!(refused(&two.lin, "conflict_dismiss", json!({"change": "x"})), Code::BadRequest);
}

#[test]
fn a_third_value_must_hold_what_the_form_asks() {
    let two = Two::dispute();
    for (laptop, name) in [(&two.lin, "米小荷"), (&two.shen, "米小禾苗")] {
        super::conflict::edit(laptop, &two.client, json!({"name": name}));
    }
    two.meet();
    let fields = page(&two.lin, &two.client)["fields"].clone();
    let name = fields.as_array().unwrap().iter().find(|field| field["field"] == "name").unwrap();
    let empty = request(&two.client, &name["seen"], json!({"kind": "write", "value": " "}));
    let failed = failure(&two.lin, "conflict_decide", empty);
    assert_eq!(problems(&failed), [("name", "empty")]);
    // What is wrong elsewhere is not this decision's business.
    let fine = request(&two.client, &name["seen"], json!({"kind": "write", "value": "米小禾"}));
    assert_eq!(two.lin.call("conflict_decide", fine).unwrap()["left"], 1);
}

#[test]
fn a_number_that_another_case_has_is_not_kept() {
    let two = Two::new();
    for (laptop, number) in [(&two.lin, "2026-0007"), (&two.shen, "2026-0008")] {
        two.pass();
        let shown = laptop.call("case_get", json!({"id": two.case})).unwrap();
        let typed = forms::with(shown["case"].clone(), json!({"number": number}));
        let request = json!({"id": two.case, "case": typed, "seen": shown["seen"]});
        laptop.call("case_save", request).unwrap();
    }
    two.meet();
    let second = forms::case_of(&two.client, "2026-0008");
    two.lin.open_case(second).unwrap();
    let shown = page(&two.lin, &two.case);
    let field = &shown["fields"][0];
    let opinions = field["opinions"].as_array().unwrap();
    let change = |text: &str| {
        let found = opinions.iter().find(|opinion| opinion["text"] == text).unwrap();
        json!({"kind": "keep", "change": found["by"][0]["change"]})
    };
    let taken = request(&two.case, &field["seen"], change("2026-0008"));
    let failed = failure(&two.lin, "conflict_decide", taken);
    assert_eq!(problems(&failed), [("number", "taken")]);
    let free = request(&two.case, &field["seen"], change("2026-0007"));
    two.lin.call("conflict_decide", free).unwrap();
}

#[test]
fn what_ties_records_together_is_not_brought_back() {
    let two = Two::new();
    let history = two.lin.call("case_history", json!({"id": two.case})).unwrap();
    let changes = history.as_array().unwrap();
    let client = changes.iter().find(|change| change["field"] == "client").unwrap();
    assert_eq!(client["restorable"], false);
    let seen = json!([client["change"]]);
    let request = json!({"record": two.case, "change": client["change"], "seen": seen});
    assert_eq!(refused(&two.lin, "conflict_restore", request), Code::NotFound);
    for (record, change, code) in [
        (NOBODY, client["change"].clone(), Code::NotFound),
        (&two.case, json!("ab".repeat(32)), Code::NotFound),
        (&two.case, json!("x"), Code::BadRequest),
    ] {
        let request = json!({"record": record, "change": change, "seen": []});
        assert_eq!(refused(&two.lin, "conflict_restore", request), code);
    }
}
