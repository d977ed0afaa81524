//! What the web view is spared: a case file is words on paper, and the laptops it lies on are old.

use tauri::WebviewWindow;

/// Switches off what the screens never use.
///
/// Pages are painted by the processor. Through a graphics card the same words cost a copy of every
/// layer, and a driver in the page's process: without a card, or with one whose driver fails (a
/// white window), all of that is emulated. Nothing here moves, so nothing is lost.
#[cfg(target_os = "linux")]
pub fn simplify(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{CacheModel, HardwareAccelerationPolicy};
    use webkit2gtk::{SettingsExt as _, WebContextExt as _, WebViewExt as _};

    window.with_webview(|view| {
        let view = view.inner();
        if let Some(settings) = view.settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            settings.set_enable_webgl(false);
            // A page that was left (locked) is not to be kept for a way back.
            settings.set_enable_page_cache(false);
        }
        if let Some(context) = view.context() {
            // The files come out of the program itself: copies of them need no keeping.
            context.set_cache_model(CacheModel::DocumentViewer);
        }
    })
}

/// Other systems' web views have no such switches.
#[cfg(not(target_os = "linux"))]
pub fn simplify(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
