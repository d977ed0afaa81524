//! What the page in Jiafang's window cannot do, tried from inside the page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use serde_json::{Value, json};
use shell::{Laptop, Window};

async fn jiafang() -> (Laptop, Window) {
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    (laptop, window)
}

/// Runs a promise in the page; its end is what it came to, or `refused`.
async fn attempt(window: &Window, promise: &str) -> Value {
    window
        .run_to_end(&format!("({promise}).then((came) => came ?? 'done', () => 'refused')"))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_title_says_nothing_of_a_case() {
    let (_laptop, window) = jiafang().await;
    window.run("document.title = '小米'").await.unwrap();

    assert_eq!(window.title_bar().await.unwrap(), "家访 · Jiafang");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_three_commands_are_answered() {
    let (_laptop, window) = jiafang().await;
    for command in [
        "plugin:dialog|open",
        "plugin:fs|read_text_file",
        "plugin:window|set_title",
        "plugin:webview|create_webview_window",
        "plugin:event|emit",
        "no_such_command",
    ] {
        let call = format!("window.__TAURI_INTERNALS__.invoke('{command}', {{}})");
        assert_eq!(attempt(&window, &call).await, json!("refused"), "{command}");
    }
    let call = "window.__TAURI_INTERNALS__.invoke('call', { name: 'vault_status', request: {} })\
                .then((status) => status.state)";
    assert_eq!(attempt(&window, call).await, json!("absent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn trust_11_nothing_is_fetched_from_anywhere() {
    let (_laptop, window) = jiafang().await;
    // A host that would answer: what keeps the page from it is the policy, not a missing network.
    let host = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    host.set_nonblocking(true).unwrap();
    let url = format!("http://{}/a", host.local_addr().unwrap());
    for promise in [
        format!("fetch('{url}', {{ mode: 'no-cors' }})"),
        format!("import('{url}.js')"),
        format!(
            "new Promise((done, refused) => {{ const picture = new Image(); \
             picture.onload = done; picture.onerror = refused; picture.src = '{url}.png' }})"
        ),
        format!(
            "new Promise((done, refused) => {{ const frame = document.createElement('iframe'); \
             frame.src = '{url}'; document.body.append(frame); setTimeout(refused, 300) }})"
        ),
    ] {
        assert_eq!(attempt(&window, &promise).await, json!("refused"), "{promise}");
    }
    let reached = host.accept().map_err(|error| error.kind());
    assert_eq!(reached.unwrap_err(), std::io::ErrorKind::WouldBlock);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_becomes_a_script() {
    let (_laptop, window) = jiafang().await;
    // Driver scripts stand above the policy, so the page is given one of its own to run.
    let promise = "new Promise((done, refused) => { \
        document.addEventListener('securitypolicyviolation', refused, { once: true }); \
        const script = document.createElement('script'); \
        script.textContent = 'window.ran = true'; \
        document.body.append(script); setTimeout(done, 500) })";

    assert_eq!(attempt(&window, promise).await, json!("refused"));
    assert_eq!(window.run("return window.ran ?? false").await.unwrap(), json!(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_leads_nowhere_else() {
    let (_laptop, window) = jiafang().await;
    window.run("location.href = 'https://example.org/'").await.unwrap();
    window.run("open('https://example.org/')").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;

    let place = window.run("return location.protocol").await.unwrap();
    assert_eq!(place, json!("tauri:"));
    assert_eq!(window.windows().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_leaves_when_its_window_is_closed() {
    let (_laptop, window) = jiafang().await;
    window.close().await.unwrap();
}
