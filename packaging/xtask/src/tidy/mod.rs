//! The rules of the house that no compiler keeps. Each is a function from the files of the project
//! to its complaints; each is also a test.

mod direction;
mod fonts;
mod imports;
mod length;
mod members;
mod names;
mod tree;
mod words;

use anyhow::bail;

use tree::Tree;

/// One rule: what it says, and how it is looked after.
struct Rule {
    says: &'static str,
    complaints: fn(&Tree) -> anyhow::Result<Vec<String>>,
}

const RULES: &[Rule] = &[
    Rule { says: "a file has one subject: 400 lines at most", complaints: length::complaints },
    Rule { says: "a module is named for what it does", complaints: names::complaints },
    Rule {
        says: "dependencies point one way, and the window's and the store's libraries stay in their rooms",
        complaints: direction::complaints,
    },
    Rule { says: "only ui/src/ipc knows the window", complaints: imports::complaints },
    Rule {
        says: "every member of the workspace says what it is for, and keeps the shared lints",
        complaints: members::complaints,
    },
    Rule { says: "the project speaks of itself alone", complaints: words::complaints },
    Rule { says: "a font lies beside its licence", complaints: fonts::complaints },
];

/// Looks after every rule and lists all complaints at once.
pub fn tidy() -> anyhow::Result<()> {
    let tree = Tree::of_the_project()?;
    let mut broken = 0;
    for rule in RULES {
        let complaints = (rule.complaints)(&tree)?;
        let verdict = if complaints.is_empty() { "kept" } else { "BROKEN" };
        println!("{verdict}: {}", rule.says);
        for complaint in &complaints {
            println!("    {complaint}");
        }
        broken += usize::from(!complaints.is_empty());
    }
    if broken > 0 {
        bail!("{broken} of {} house rules are broken", RULES.len());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let tree = Tree::of_the_project().unwrap();
        let complaints: Vec<String> =
            RULES.iter().flat_map(|rule| (rule.complaints)(&tree).unwrap()).collect();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}
