//! Names under which anything may gather are no names.

use super::tree::Tree;

const BANNED: [&str; 8] =
    ["util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"];

/// Modules and folders of source with such names.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let bad = |file: &&str| {
        file.split('/').any(|part| {
            let stem = part.split('.').next().unwrap_or_default();
            BANNED.contains(&stem.to_lowercase().as_str())
        })
    };
    Ok(tree
        .ending(&[".rs", ".ts", ".vue"])
        .filter(bad)
        .map(|file| format!("{file}: what is it for?"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_name_is_seen_in_file_and_folder() {
        let (_folder, tree) = Tree::planted(&[
            ("a/utils.rs", ""),
            ("helpers/b.ts", ""),
            ("a/manager_of_a_station.rs", ""),
            ("locales/common.json", ""),
        ]);
        assert_eq!(
            complaints(&tree).unwrap(),
            ["a/utils.rs: what is it for?", "helpers/b.ts: what is it for?"]
        );
    }
}
