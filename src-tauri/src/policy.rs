//! What the page in the window is allowed, as written in `tauri.conf.json` and `capabilities/`:
//! these tests fail when a permission is added, so that nobody adds one in passing.

use serde_json::{Value, json};

fn window() -> Value {
    serde_json::from_str(include_str!("../tauri.conf.json")).unwrap()
}

fn capability() -> Value {
    serde_json::from_str(include_str!("../capabilities/main.json")).unwrap()
}

#[test]
fn the_screens_may_hear_events_and_call_three_commands() {
    assert_eq!(
        capability()["permissions"],
        json!([
            "core:event:allow-listen",
            "core:event:allow-unlisten",
            "allow-call",
            "allow-upload-chunk",
            "allow-fetch-bytes"
        ])
    );
    assert_eq!(window()["app"]["security"]["capabilities"], json!(["main"]));
    assert_eq!(window()["app"]["withGlobalTauri"], json!(false));
}

#[test]
fn trust_11_the_screens_may_reach_no_host() {
    let policy = &window()["app"]["security"]["csp"];
    let allowed: Vec<(&str, &str)> = policy
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(what, from)| {
            from.as_str().unwrap().split_whitespace().map(move |source| (what.as_str(), source))
        })
        .collect();

    assert_eq!(policy["default-src"], json!("'none'"));
    for (what, source) in allowed {
        // `ipc.localhost` is not a host: the window itself answers it.
        let known = ["'none'", "'self'", "blob:", "data:", "ipc:", "http://ipc.localhost"];
        let style = what == "style-src" && source == "'unsafe-inline'";
        assert!(known.contains(&source) || style, "{what} {source}");
    }
}

#[test]
fn the_screens_may_run_no_script_but_their_own() {
    let security = &window()["app"]["security"];

    assert_eq!(security["csp"]["script-src"], json!("'self'"));
    assert_eq!(security["csp"]["worker-src"], json!("'self'"));
    assert_eq!(
        security["dangerousDisableAssetCspModification"],
        json!(["style-src"]),
        "styles only: scripts get their nonces"
    );
}
