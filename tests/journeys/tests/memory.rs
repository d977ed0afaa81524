//! What Rust code still holds in memory when the vault is locked, under the allocator that the program ships with.
//! What C libraries and the web view hold is another matter: see `crates/decisions/0003-threats.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "memory/watched.rs"]
mod watched;

use sealing::{KeySlots, Passphrase, hazmat};
use serde_json::json;
use testkit::sweep::{Find, Words};
use testkit::{PASSPHRASE, Worker, forms};
use watched::Watched;
use zeroizing_alloc::ZeroAlloc;

/// As in the program (`src-tauri/src/main.rs`), over one that remembers what is in use.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<Watched> = ZeroAlloc(Watched);

const SEEN: &str = "门虚掩着，灶还是温的，孩子蹲在水缸边";
const ADDENDUM: &str = "祖母来电说，周三已带孩子去过卫生院";
const UNSAID: &str = "写到一半就锁上的话";
const CHILD: &str = "米小禾";

/// A day's work: a child, a case, a signed visit with an addendum, a report, a search, and a draft.
fn works(worker: &Worker) {
    let client = worker.register(forms::with(forms::child(), json!({"name": CHILD}))).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    let (visit, _) =
        worker.visit(&case, forms::with(forms::visit(), json!({"observations": SEEN}))).unwrap();
    worker.call("addendum_sign", json!({"visit": visit, "text": ADDENDUM})).unwrap();
    worker.report(&visit, "zh").unwrap();
    worker.call("search_find", json!({"text": "水缸", "limit": 9})).unwrap();
    worker.call("today_get", json!({})).unwrap();
    let draft = worker.start(&case).unwrap();
    let form = forms::with(forms::visit(), json!({"observations": UNSAID}));
    worker.call("visit_autosave", json!({"id": draft, "form": form})).unwrap();
}

/// What is found in the blocks that are in use at this moment.
fn held(words: &Words<'_>, blocks: &[Vec<u8>]) -> Vec<Find> {
    let mut finds = Vec::new();
    for block in blocks {
        words.search("the heap".as_ref(), block, &mut finds);
    }
    finds
}

#[test]
fn trust_39_a_locked_desk_holds_no_key_and_no_word_in_the_rust_heap() {
    let mut worker = Worker::with_open_vault().unwrap();
    // The printed sheet, which is not in the desk's memory but in this test's.
    let sheet: Vec<u8> = std::mem::take(&mut worker.recovery_code).bytes().map(|b| !b).collect();
    works(&worker);
    let open = watched::in_use();
    worker.call("vault_lock", json!({})).unwrap();
    let locked = watched::in_use();

    let sheet: Vec<u8> = sheet.into_iter().map(|byte| !byte).collect();
    let sheet = String::from_utf8(sheet).unwrap();
    let planted = [SEEN, ADDENDUM, UNSAID, CHILD, PASSPHRASE, &sheet];
    assert_eq!(held(&Words::new(&planted), &locked), []);

    let json = std::fs::read(worker.folder().join("keyslots.json")).unwrap();
    let slots = KeySlots::from_json(&json, hazmat::cheap_kdf_cost()).unwrap();
    let vault = slots.unlock_by_passphrase(&Passphrase::new(PASSPHRASE.into())).unwrap();
    let database = vault.derive_database_key();
    let keys = Words::of_bytes(&[
        ("the vault's key", hazmat::expose(&vault)),
        ("the database's key", hazmat::expose(&database)),
    ]);
    assert_eq!(held(&keys, &locked), []);
    assert_eq!(watched::left_unwiped(), 0, "what is given back is wiped first");
    assert!(open.len() > 100 && locked.len() > 100, "the search has seen the heap");
}

#[test]
fn trust_39_a_word_in_use_is_found() {
    let word = std::hint::black_box(["槐花", "巷"].concat());
    let finds = held(&Words::new(&["槐花巷"]), &watched::in_use());
    assert!(!finds.is_empty(), "{word}");
}
