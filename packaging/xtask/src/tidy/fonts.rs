//! A font may be passed on only with its licence.

use super::tree::Tree;

/// Folders with a font and no licence.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let fonts = tree.ending(&[".ttf", ".otf", ".ttc", ".woff", ".woff2"]);
    Ok(fonts
        .filter(|font| !has_licence(tree, font))
        .map(|font| format!("{font}: no licence lies beside it"))
        .collect())
}

/// A file called after a licence in the same folder.
fn has_licence(tree: &Tree, font: &str) -> bool {
    let folder = font.rsplit_once('/').map_or("", |(folder, _)| folder);
    tree.files.iter().any(|file| {
        let (place, name) = file.rsplit_once('/').unwrap_or(("", file));
        let name = name.to_uppercase();
        place == folder && (name.contains("LICEN") || name.contains("OFL"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_without_its_licence_is_named() {
        let (_folder, tree) = Tree::planted(&[
            ("assets/fonts/a/a.ttf", ""),
            ("assets/fonts/a/OFL.txt", ""),
            ("assets/fonts/b/b.otf", ""),
        ]);
        assert_eq!(complaints(&tree).unwrap(), ["assets/fonts/b/b.otf: no licence lies beside it"]);
    }
}
