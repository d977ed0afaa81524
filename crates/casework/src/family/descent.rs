//! Lines of descent.

use super::sound::{Sound, Who};

/// The chain of people from an ancestor down to a descendant, both included; one person is a chain of
/// one. Any parenthood counts, not only the natural one.
pub(super) fn line(family: &Sound, ancestor: Who, descendant: Who) -> Option<Vec<Who>> {
    let mut above: Vec<Option<Who>> = vec![None; family.people.len()];
    let mut seen = vec![false; family.people.len()];
    let mut open = vec![ancestor];
    *seen.get_mut(ancestor)? = true;
    while let Some(who) = open.pop() {
        if who == descendant {
            return Some(upwards(&above, ancestor, descendant));
        }
        for child in family.descents.iter().filter(|d| d.parent == who).map(|d| d.child) {
            if !seen[child] {
                seen[child] = true;
                above[child] = Some(who);
                open.push(child);
            }
        }
    }
    None
}

fn upwards(above: &[Option<Who>], ancestor: Who, descendant: Who) -> Vec<Who> {
    let mut chain = vec![descendant];
    let mut who = descendant;
    while who != ancestor
        && let Some(parent) = above[who]
    {
        chain.push(parent);
        who = parent;
    }
    chain.reverse();
    chain
}
