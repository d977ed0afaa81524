//! Two forms open on one record, a correction, a mistake taken back: nothing that somebody wrote is lost.

use crate::told::{nothing_in_clear, tell};
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{Worker, forms};

fn shown(worker: &Worker, client: &str) -> Value {
    worker.call("client_get", json!({"id": client})).unwrap()
}

fn save(worker: &Worker, shown: &Value, otherwise: Value) -> Result<Value, Code> {
    let client = forms::with(shown["client"].clone(), otherwise);
    let request =
        json!({"id": shown["id"], "client": client, "seen": shown["seen"], "not_duplicate": false});
    worker.try_call("client_save", request).map_err(|failure| failure.code)
}

#[test]
fn what_was_changed_meanwhile_is_never_overwritten() {
    tell("edits::what_was_changed_meanwhile_is_never_overwritten", || {
        let worker = Worker::with_open_vault().unwrap();
        let client = worker.register(forms::child()).unwrap();
        let (here, there) = (shown(&worker, &client), shown(&worker, &client));
        save(&worker, &here, json!({"health": "哮喘"})).unwrap();
        assert_eq!(save(&worker, &there, json!({"health": "贫血"})), Err(Code::ChangedMeanwhile));
        save(&worker, &there, json!({"remarks": "敲后门"})).unwrap();
        let now = shown(&worker, &client);
        assert_eq!(now["client"]["health"], "哮喘");
        assert_eq!(now["client"]["remarks"], "敲后门");
        save(&worker, &now, json!({"health": "哮喘，贫血"})).unwrap();

        let worker = worker.restarted();
        worker.unlock().unwrap();
        let history = worker.call("client_history", json!({"id": client})).unwrap();
        let health: Vec<_> = history
            .as_array()
            .unwrap()
            .iter()
            .filter(|step| step["field"] == "health")
            .map(|step| (step["old"].clone(), step["new"].clone()))
            .collect();
        let expected = [(json!("哮喘"), json!("哮喘，贫血")), (json!(null), json!("哮喘"))];
        assert_eq!(health, expected, "who, when, old and new");
        let rebuilt = worker.call("vault_rebuild", json!({})).unwrap();
        assert!(rebuilt["changes"].as_u64().unwrap() > 10);
        assert_eq!(shown(&worker, &client)["client"]["health"], "哮喘，贫血", "from the log alone");
        nothing_in_clear(&["哮喘", "贫血", "敲后门"]);
    });
}
