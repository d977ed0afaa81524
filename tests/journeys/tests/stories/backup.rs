//! A laptop is lost; the stick in the drawer has everything.

use crate::told::{nothing_in_clear, tell};
use desk::failure::Code;
use serde_json::json;
use std::fs;
use std::path::Path;
use testkit::{Worker, forms, photo};

#[test]
fn a_second_laptop_goes_on_where_the_first_was_backed_up() {
    tell("backup::a_second_laptop_goes_on_where_the_first_was_backed_up", || {
        let stick = tempfile::tempdir().unwrap();
        let file = stick.path().join("jiafang.jiafang");
        let first = Worker::with_open_vault().unwrap();
        let client = first.register(forms::child()).unwrap();
        first.enter(&client, forms::father()).unwrap();
        let case = first.open_case(forms::case_of(&client, "2026-0001")).unwrap();
        let (visit, code) = first.visit(&case, forms::visit()).unwrap();
        let draft = first.start(&case).unwrap();
        let held = first.attach(&draft, "灶台.jpg", &photo::plain(), false).unwrap();
        first.host.pick(&file);
        first.call("vault_backup", json!({})).unwrap();
        nothing_in_clear(&[]);

        let second = Worker::with_new_laptop().unwrap();
        second.host.pick(&file);
        let restored = second.call("vault_restore", json!({})).unwrap();
        assert_eq!(restored["set_aside"], json!(null));
        second.unlock().unwrap();
        let answer = second.call("report_verify", json!({"code": code})).unwrap();
        assert_eq!((&answer["visit"], &answer["unaltered"]), (&json!(visit), &json!(true)));
        assert_eq!(
            second.read(&draft, &held, false).unwrap(),
            first.read(&draft, &held, false).unwrap(),
            "a draft's photo as well"
        );
        second.call("visit_sign", json!({"id": draft, "form": forms::visit()})).unwrap();
        let verified = second.call("vault_verify", json!({})).unwrap();
        assert_eq!((&verified["broken"], &verified["views_match"]), (&json!([]), &json!(true)));
        nothing_in_clear(&[]);
    });
}

#[test]
fn a_restore_over_a_vault_sets_it_aside_and_neither_is_lost() {
    tell("backup::a_restore_over_a_vault_sets_it_aside_and_neither_is_lost", || {
        let stick = tempfile::tempdir().unwrap();
        let file = stick.path().join("jiafang.jiafang");
        let first = Worker::with_open_vault().unwrap();
        let child = first.register(forms::child()).unwrap();
        first.host.pick(&file);
        first.call("vault_backup", json!({})).unwrap();

        let second = Worker::with_open_vault().unwrap();
        let elder = second.register(forms::elder()).unwrap();
        fs::write(stick.path().join("half.jiafang"), &fs::read(&file).unwrap()[..3_000]).unwrap();
        second.host.pick(stick.path().join("half.jiafang"));
        let damaged = second.try_call("vault_restore", json!({})).unwrap_err();
        assert_eq!(damaged.code, Code::BackupDamaged);
        second.unlock().unwrap();
        second.call("client_get", json!({"id": elder})).expect("nothing was touched");

        second.host.pick(&file);
        let restored = second.call("vault_restore", json!({})).unwrap();
        second.unlock().unwrap();
        second.call("client_get", json!({"id": child})).unwrap();
        let other = second.try_call("client_get", json!({"id": elder})).unwrap_err();
        assert_eq!(other.code, Code::NotFound);
        let aside = Path::new(restored["set_aside"].as_str().unwrap());
        assert!(aside.starts_with(second.folder()) && aside.join("vault.db").exists());
        nothing_in_clear(&[]);
    });
}
