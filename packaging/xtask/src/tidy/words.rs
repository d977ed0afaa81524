//! Words that do not belong in the project: where libraries are fetched from is each machine's own
//! affair, and what was on somebody's list while a line was written is nobody's.

use super::tree::Tree;

/// Written by a package manager, in its own words.
const LOCK_FILE: &str = "Cargo.lock";

/// Complaints about lines with such words.
pub fn complaints(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let hosts = registry_hosts();
    let mut complaints = Vec::new();
    for file in &tree.files {
        if file == LOCK_FILE || !is_prose_or_source(file) {
            continue;
        }
        let Some(text) = tree.text(file)? else {
            continue;
        };
        for (number, line) in (1..).zip(text.lines()) {
            let low = line.to_lowercase();
            if hosts.iter().any(|host| low.contains(host)) {
                complaints.push(format!("{file}:{number}: names a registry"));
            }
            if names_an_issue(&low) {
                complaints.push(format!("{file}:{number}: names an issue by number"));
            }
        }
    }
    Ok(complaints)
}

/// Put together here, so that this file does not name them either.
fn registry_hosts() -> Vec<String> {
    [
        ["crates", "io"],
        ["index.crates", "io"],
        ["npmjs", "org"],
        ["npmjs", "com"],
        ["pypi", "org"],
        ["debian", "org"],
    ]
    .iter()
    .map(|parts| parts.join("."))
    .collect()
}

/// The word and then a number, with or without a mark before it.
fn names_an_issue(line: &str) -> bool {
    ["issue ", "issues ", "fixes ", "closes "].iter().any(|word| {
        line.split(word).skip(1).any(|rest| {
            let number = rest.trim_start_matches("no. ").trim_start_matches('#');
            let marked = rest.starts_with('#') || word.starts_with("issue");
            marked && number.starts_with(|first: char| first.is_ascii_digit())
        })
    })
}

fn is_prose_or_source(file: &str) -> bool {
    const KINDS: [&str; 14] = [
        "rs", "toml", "ts", "vue", "css", "html", "json", "md", "sh", "sql", "svg", "desktop",
        "txt", "yml",
    ];
    let ending = file.rsplit(['.', '/']).next().unwrap_or_default();
    KINDS.contains(&ending) || file.starts_with(".ci/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_is_seen_wherever_it_is_named() {
        let host = registry_hosts().remove(0);
        let (_folder, tree) = Tree::planted(&[
            ("README.md", &format!("see\nhttps://{host}/x")),
            ("Cargo.lock", &host),
            ("picture.png", &host),
        ]);
        assert_eq!(complaints(&tree).unwrap(), ["README.md:2: names a registry"]);
    }

    #[test]
    fn an_issue_is_known_by_its_number() {
        let number = 12;
        assert!(names_an_issue(&format!("see issue {number}")));
        assert!(names_an_issue(&format!("see issue #{number}")));
        assert!(names_an_issue(&format!("fixes #{number}")));
        assert!(!names_an_issue("an issue of some weight"));
        assert!(!names_an_issue("this closes 2 doors"));
    }
}
