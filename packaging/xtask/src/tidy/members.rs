//! The root `Cargo.toml` is the map of the house.

use super::tree::Tree;

/// Members without a purpose beside them, or without the shared lints.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let mut complaints = Vec::new();
    let manifest = tree.text("Cargo.toml")?.unwrap_or_default();
    for line in members(&manifest) {
        let (path, purpose) = line.split_once('#').unwrap_or((line, ""));
        let path = path.trim().trim_end_matches(',').trim_matches('"');
        if purpose.trim().is_empty() {
            complaints.push(format!("{path}: no word on what it is for"));
        }
        let own = tree.text(&format!("{path}/Cargo.toml"))?.unwrap_or_default();
        if !own.contains("[lints]\nworkspace = true") {
            complaints.push(format!("{path}: does not keep the shared lints"));
        }
    }
    Ok(complaints)
}

fn members(manifest: &str) -> impl Iterator<Item = &str> {
    manifest
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != "members = [")
        .skip(1)
        .take_while(|line| *line != "]")
        .filter(|line| line.starts_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_says_what_it_is_for_and_keeps_the_lints() {
        let (_folder, tree) = Tree::planted(&[
            ("Cargo.toml", "[workspace]\nmembers = [\n    \"a\",  # counts\n    \"b\",\n]\n"),
            ("a/Cargo.toml", "[lints]\nworkspace = true\n"),
            ("b/Cargo.toml", "[package]\n"),
        ]);
        assert_eq!(
            complaints(&tree).unwrap(),
            ["b: no word on what it is for", "b: does not keep the shared lints"]
        );
    }
}
