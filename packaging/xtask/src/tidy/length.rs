//! No file grows past what one subject needs. (Functions are clippy's affair.)

use super::tree::Tree;

const MOST: usize = 400;

/// Written by a program, so not read like the rest.
const GENERATED: &str = "ui/src/ipc/generated/";

/// Source files that are too long.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in tree.ending(&[".rs", ".ts", ".vue", ".css"]) {
        let lines = tree.text(file)?.unwrap_or_default().lines().count();
        if lines > MOST && !file.starts_with(GENERATED) {
            complaints.push(format!("{file}: {lines} lines"));
        }
    }
    Ok(complaints)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_named_and_a_long_generated_one_is_not() {
        let long = "//\n".repeat(401);
        let (_folder, tree) = Tree::planted(&[
            ("a.rs", &long),
            ("b.rs", "//\n"),
            ("ui/src/ipc/generated/types.ts", &long),
        ]);
        assert_eq!(complaints(&tree).unwrap(), ["a.rs: 401 lines"]);
    }
}
