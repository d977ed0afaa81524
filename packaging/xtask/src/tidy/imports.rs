//! The screens reach the window through one folder.

use super::tree::Tree;

const THE_ONLY_PLACE: &str = "ui/src/ipc/";

/// Screens that import the window's library elsewhere.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in tree.ending(&[".ts", ".vue"]) {
        if !file.starts_with("ui/src/") || file.starts_with(THE_ONLY_PLACE) {
            continue;
        }
        let text = tree.text(file)?.unwrap_or_default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.contains("@tauri-apps/") || line.contains("__TAURI") {
                complaints.push(format!("{file}:{number}: {}", line.trim()));
            }
        }
    }
    Ok(complaints)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_that_talks_past_ipc_is_seen() {
        let line = "import { invoke } from '@tauri-apps/api/core'";
        let (_folder, tree) = Tree::planted(&[
            ("ui/src/ipc/tauri.ts", line),
            ("ui/src/features/visit/Form.vue", line),
        ]);
        let found = complaints(&tree).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("ui/src/features/visit/Form.vue:1:"), "{found:?}");
    }
}
