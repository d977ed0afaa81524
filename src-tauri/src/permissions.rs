//! What of the laptop the page may use: the microphone, for a recording that a worker starts, and nothing else.
//! A web view that a driver steers asks nobody, so no journey comes by here.

use tauri::Url;
use tauri::webview::{PermissionKind, PermissionResponse};

use crate::window::is_our_page;

/// Answers a wish of the page at `url`. Whatever is not named is refused, also what later web views think of.
pub fn answer(url: Option<&Url>, wish: &PermissionKind) -> PermissionResponse {
    match wish {
        PermissionKind::Microphone if url.is_some_and(is_our_page) => PermissionResponse::Allow,
        _ => PermissionResponse::Deny,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(url: &str, wish: PermissionKind) -> PermissionResponse {
        answer(Some(&url.parse().unwrap()), &wish)
    }

    #[test]
    fn the_screens_may_record_sound() {
        let given = answered("tauri://localhost/#/visits/1", PermissionKind::Microphone);
        assert_eq!(given, PermissionResponse::Allow);
    }

    #[test]
    fn no_other_page_may() {
        for url in ["https://example.org/", "tauri://elsewhere/", "http://localhost:1430/"] {
            assert_eq!(
                answered(url, PermissionKind::Microphone),
                PermissionResponse::Deny,
                "{url}"
            );
        }
        assert_eq!(answer(None, &PermissionKind::Microphone), PermissionResponse::Deny);
    }

    #[test]
    fn nothing_else_is_given() {
        for wish in [
            PermissionKind::Camera,
            PermissionKind::DisplayCapture,
            PermissionKind::Geolocation,
            PermissionKind::Notifications,
        ] {
            assert_eq!(answered("tauri://localhost/", wish), PermissionResponse::Deny, "{wish:?}");
        }
    }
}
