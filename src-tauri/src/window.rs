//! The one window, and what the page in it may not do.

use std::path::Path;

use anyhow::Context as _;
use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::{permissions, view};

/// The window's label in the capability file.
pub const LABEL: &str = "main";

/// The title, always: what is open in the window is nobody else's business.
pub const TITLE: &str = "家访 · Jiafang";

/// The ground of the screens, shown until they have painted.
const PAPER: Color = Color(241, 237, 230, 255);

/// Menus of the web view belong to text fields alone (cut, copy, paste); elsewhere they would
/// offer to reload the page.
const QUIET: &str = "
    addEventListener('contextmenu', (event) => {
        if (!event.target.closest?.('input, textarea, [contenteditable=true]')) {
            event.preventDefault();
        }
    });
";

/// Asks the desk what the first screen needs while its files are still being read. The screens take
/// the answers once, at their start (`ui/src/ipc/tauri.ts`).
const ASK_AHEAD: &str = "
    window.askedAhead = {};
    for (const name of ['settings_get', 'vault_status']) {
        const answer = window.__TAURI_INTERNALS__.invoke('call', { name, request: {} });
        answer.catch(() => {}); // it is the screens' to tell
        window.askedAhead[name] = answer;
    }
";

/// Opens the window. Nothing of a case may land in the web view's own storage, so there is none.
pub fn open(app: &AppHandle, home: &Path) -> anyhow::Result<()> {
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title(TITLE)
        .inner_size(1280.0, 800.0)
        .min_inner_size(880.0, 560.0)
        .background_color(PAPER)
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        .disable_drag_drop_handler()
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_permission_request(|page, wish| permissions::answer(page.url().ok().as_ref(), &wish))
        .on_download(|_, _| false)
        .initialization_script(ASK_AHEAD);
    if cfg!(not(debug_assertions)) {
        builder = builder.initialization_script(QUIET);
    }
    let window = keep_nothing(builder, home).build().context("the window could not be opened")?;
    view::simplify(&window).context("the window could not be set up")?;
    stand_in_microphone(&window)
}

/// A web view without storage: no cookies, no cache, no history on disk.
#[cfg(not(feature = "drivable"))]
fn keep_nothing<'a>(builder: Builder<'a>, _home: &Path) -> Builder<'a> {
    builder.incognito(true)
}

/// A web view without storage cannot be driven by tests, so theirs has a folder, which they search
/// for words of a case.
#[cfg(feature = "drivable")]
fn keep_nothing<'a>(builder: Builder<'a>, home: &Path) -> Builder<'a> {
    builder.data_directory(home.join("webview"))
}

#[cfg(not(feature = "drivable"))]
fn stand_in_microphone(_window: &WebviewWindow) -> anyhow::Result<()> {
    Ok(())
}

/// Tests may say that the laptop has a microphone: a tone takes its place.
#[cfg(feature = "drivable")]
fn stand_in_microphone(window: &WebviewWindow) -> anyhow::Result<()> {
    if std::env::var_os("JIAFANG_MICROPHONE").is_some() {
        #[cfg(target_os = "linux")]
        window.with_webview(|page| {
            use webkit2gtk::{SettingsExt as _, WebViewExt as _};

            if let Some(settings) = page.inner().settings() {
                settings.set_enable_mock_capture_devices(true);
            }
        })?;
        #[cfg(not(target_os = "linux"))]
        let _ = window;
    }
    Ok(())
}

type Builder<'a> = WebviewWindowBuilder<'a, tauri::Wry, AppHandle>;

/// The screens come from inside the program; every other address is refused.
pub fn is_our_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // The same pages, as Windows spells their address.
        "http" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        "about" => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(url: &str) -> bool {
        is_our_page(&url.parse().unwrap())
    }

    #[test]
    fn the_screens_are_ours() {
        assert!(ours("tauri://localhost/index.html"));
        assert!(ours("tauri://localhost/#/today"));
    }

    #[test]
    fn trust_11_no_outside_page_is_ever_opened() {
        for url in [
            "https://example.org/",
            "http://localhost:1430/",
            "file:///etc/hostname",
            "data:text/html,hello",
            "tauri://elsewhere/",
            "javascript:alert(1)",
        ] {
            assert!(!ours(url), "{url}");
        }
    }
}
