//! Key slots at work: create, unlock, change, renew.

use sealing::{
    KdfCost, KeySlots, Passphrase, RecoveryCode, SealingError, VaultId, VaultKey, hazmat,
};

pub(crate) const VAULT: VaultId = VaultId([7; 16]);

pub(crate) fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.into())
}

pub(crate) fn created() -> (KeySlots, VaultKey, RecoveryCode) {
    KeySlots::create(VAULT, &passphrase("雨天带伞"), hazmat::cheap_kdf_cost()).unwrap()
}

pub(crate) fn read(json: &[u8]) -> Result<KeySlots, SealingError> {
    KeySlots::from_json(json, hazmat::cheap_kdf_cost())
}

fn same(a: &VaultKey, b: &VaultKey) -> bool {
    hazmat::expose(a) == hazmat::expose(b)
}

fn opens(slots: &KeySlots, text: &str) -> bool {
    match slots.unlock_by_passphrase(&passphrase(text)) {
        Ok(_) => true,
        Err(SealingError::WrongPassphrase) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn passphrase_and_recovery_code_give_the_same_key() {
    let (slots, key, code) = created();
    assert!(same(&key, &slots.unlock_by_passphrase(&passphrase("雨天带伞")).unwrap()));
    assert!(same(&key, &slots.unlock_by_recovery(&code).unwrap()));
    let typed = RecoveryCode::parse(&code.reveal().to_lowercase()).unwrap();
    assert!(same(&key, &slots.unlock_by_recovery(&typed).unwrap()));
}

#[test]
fn they_still_do_after_a_trip_through_the_file() {
    let (slots, key, code) = created();
    let json = slots.to_json().unwrap();
    let slots = read(&json).unwrap();
    assert_eq!(slots.to_json().unwrap(), json);
    assert_eq!(slots.vault_id(), VAULT);
    assert!(same(&key, &slots.unlock_by_passphrase(&passphrase("雨天带伞")).unwrap()));
    assert!(same(&key, &slots.unlock_by_recovery(&code).unwrap()));
}

#[test]
fn trust_40_every_wrong_passphrase_gets_the_same_answer() {
    let (slots, ..) = created();
    let long = "雨".repeat(100_000);
    for wrong in ["", " ", "雨天带", "雨天带伞 ", "雨天带傘", long.as_str()] {
        assert!(!opens(&slots, wrong));
    }
}

#[test]
fn a_wrong_recovery_code_is_told_apart_from_a_slip() {
    let (slots, ..) = created();
    assert!(matches!(
        slots.unlock_by_recovery(&RecoveryCode::make()),
        Err(SealingError::WrongRecoveryCode)
    ));
}

#[test]
fn the_passphrase_is_the_same_however_the_input_method_spells_it() {
    let (slots, ..) =
        KeySlots::create(VAULT, &passphrase("café Rain 2024"), hazmat::cheap_kdf_cost()).unwrap();
    assert!(opens(&slots, "cafe\u{301} Rain 2024"));
    assert!(opens(&slots, "ｃａｆé　Ｒａｉｎ　２０２４"));
    assert!(!opens(&slots, "cafe Rain 2024"));
    assert!(!opens(&slots, "café rain 2024"));
}

#[test]
fn changing_the_passphrase_keeps_key_and_recovery_code() {
    let (mut slots, key, code) = created();
    slots.change_passphrase(&key, &passphrase("晴天晒被")).unwrap();
    let slots = read(&slots.to_json().unwrap()).unwrap();
    assert!(opens(&slots, "晴天晒被"));
    assert!(!opens(&slots, "雨天带伞"));
    assert!(same(&key, &slots.unlock_by_recovery(&code).unwrap()));
}

#[test]
fn a_proposed_code_opens_nothing_until_it_is_accepted() {
    let (slots, key, old) = created();
    let (_proposed, new) = slots.propose_recovery(&key).unwrap();
    let slots = read(&slots.to_json().unwrap()).unwrap();
    assert!(matches!(slots.unlock_by_recovery(&new), Err(SealingError::WrongRecoveryCode)));
    assert!(same(&key, &slots.unlock_by_recovery(&old).unwrap()));
}

#[test]
fn a_proposed_code_is_accepted_by_no_other() {
    let (mut slots, key, old) = created();
    let (proposed, _new) = slots.propose_recovery(&key).unwrap();
    let before = slots.to_json().unwrap();
    let refused = slots.accept_recovery(&proposed, &old);
    assert!(matches!(refused, Err(SealingError::WrongRecoveryCode)));
    assert_eq!(slots.to_json().unwrap(), before);
}

#[test]
fn a_proposal_belongs_to_the_slots_it_was_made_for() {
    let (slots, key, _) = created();
    let (mut others, ..) = created();
    let (proposed, new) = slots.propose_recovery(&key).unwrap();
    let before = others.to_json().unwrap();
    assert!(matches!(others.accept_recovery(&proposed, &new), Err(SealingError::SlotsTampered)));
    assert_eq!(others.to_json().unwrap(), before);
}

#[test]
fn an_accepted_code_ends_the_old_one_and_keeps_a_passphrase_set_meanwhile() {
    let (mut slots, key, old) = created();
    let (proposed, new) = slots.propose_recovery(&key).unwrap();
    slots.change_passphrase(&key, &passphrase("晴天晒被")).unwrap();
    slots.accept_recovery(&proposed, &new).unwrap();
    let slots = read(&slots.to_json().unwrap()).unwrap();
    assert!(same(&key, &slots.unlock_by_recovery(&new).unwrap()));
    assert!(matches!(slots.unlock_by_recovery(&old), Err(SealingError::WrongRecoveryCode)));
    assert!(opens(&slots, "晴天晒被"));
}

#[test]
fn a_stranger_key_changes_nothing() {
    let (mut slots, ..) = created();
    let before = slots.to_json().unwrap();
    let stranger = VaultKey::make();
    assert!(matches!(
        slots.change_passphrase(&stranger, &passphrase("x")),
        Err(SealingError::SlotsTampered)
    ));
    assert!(matches!(slots.propose_recovery(&stranger), Err(SealingError::SlotsTampered)));
    assert_eq!(slots.to_json().unwrap(), before);
}

#[test]
fn slots_of_another_vault_are_noticed() {
    let (slots, ..) = created();
    slots.check_vault(VAULT).unwrap();
    assert!(matches!(slots.check_vault(VaultId([8; 16])), Err(SealingError::SlotsOfAnotherVault)));
}

#[test]
fn nothing_secret_is_in_the_file_or_its_debug() {
    let (slots, key, code) = created();
    let json = String::from_utf8(slots.to_json().unwrap()).unwrap();
    for text in [json, format!("{slots:?}")] {
        assert!(!text.contains("雨天带伞"));
        assert!(!text.contains(&hex::encode(hazmat::expose(&key))));
        assert!(!text.contains(code.reveal().as_str()));
    }
}

#[test]
fn two_vaults_share_no_salt_and_no_key() {
    let (a, a_key, _) = created();
    let (b, b_key, _) = created();
    assert!(!same(&a_key, &b_key));
    let salts = |slots: &KeySlots| -> Vec<String> {
        let json: serde_json::Value = serde_json::from_slice(&slots.to_json().unwrap()).unwrap();
        let slots = json["slots"].as_array().unwrap();
        slots.iter().map(|slot| slot["salt"].as_str().unwrap().to_owned()).collect()
    };
    let mut all = [salts(&a), salts(&b)].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 4);
}

#[test]
fn the_standard_cost_is_what_the_design_says() {
    let (slots, ..) = KeySlots::create(VAULT, &passphrase("x"), KdfCost::STANDARD).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&slots.to_json().unwrap()).unwrap();
    for slot in json["slots"].as_array().unwrap() {
        assert_eq!(slot["kdf"], "argon2id");
        assert_eq!(slot["memory_kib"], 65_536);
        assert_eq!(slot["passes"], 3);
        assert_eq!(slot["lanes"], 1);
    }
}
