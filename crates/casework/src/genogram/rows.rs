//! Which generation everybody stands in: parents above children, partners and siblings side by side.
//!
//! The layering step of Sugiyama, Tagawa and Toda (1981): people who belong side by side are one node, and
//! nodes take the longest path from the top; then whoever has children moves down to just above the highest
//! of them, so that a son-in-law's mother stands beside the daughter's and not above her.

use super::unions::Unions;
use crate::family::sound::{Sound, Who};

/// The row of each person, the oldest generation being 0. No row is empty.
pub(super) fn rows(family: &Sound, unions: &Unions) -> Vec<usize> {
    let count = family.people.len();
    let mut layers = Layers { group: (0..count).collect(), above: Vec::new() };
    for union in &unions.all {
        for child in &union.children {
            layers.above.extend(union.parents.iter().map(|parent| (*parent, child.who)));
        }
    }
    let pairs = |couple: bool| {
        let kind = unions.all.iter().filter(move |union| union.couple.is_some() == couple);
        kind.filter_map(|union| match union.parents.as_slice() {
            &[a, b] => Some((a, b)),
            _ => None,
        })
    };
    for (a, b) in pairs(true).chain(pairs(false)) {
        layers.beside(a, b);
    }
    for union in &unions.all {
        for pair in union.children.windows(2) {
            layers.beside(pair[0].who, pair[1].who);
        }
    }
    for carer in &unions.carers {
        for parent in &carer.parents {
            layers.over(*parent, carer.child);
        }
    }
    let rows = layers.rows();
    compact(&together(family, &layers, rows))
}

struct Layers {
    /// The group of each person: those who stand side by side.
    group: Vec<usize>,
    /// Who stands above whom.
    above: Vec<(Who, Who)>,
}

impl Layers {
    /// Puts two side by side, unless one would then stand above herself (an uncle who married his niece).
    fn beside(&mut self, a: Who, b: Who) {
        let before = self.group.clone();
        let (from, to) = (self.group[a], self.group[b]);
        for group in &mut self.group {
            if *group == from {
                *group = to;
            }
        }
        if self.sorted().is_none() {
            self.group = before;
        }
    }

    /// Puts one above the other, unless that is impossible (a sister who brings up her brother).
    fn over(&mut self, a: Who, b: Who) {
        self.above.push((a, b));
        if self.sorted().is_none() {
            self.above.pop();
        }
    }

    /// The groups from the top, if no group stands above itself (Kahn 1962).
    fn sorted(&self) -> Option<Vec<usize>> {
        let count = self.group.len();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut waits = vec![0usize; count];
        for (a, b) in &self.above {
            below[self.group[*a]].push(self.group[*b]);
            waits[self.group[*b]] += 1;
        }
        let mut open: Vec<usize> = (0..count).filter(|group| waits[*group] == 0).collect();
        let mut sorted = Vec::with_capacity(count);
        while let Some(group) = open.pop() {
            sorted.push(group);
            for next in &below[group] {
                waits[*next] -= 1;
                if waits[*next] == 0 {
                    open.push(*next);
                }
            }
        }
        (sorted.len() == count).then_some(sorted)
    }

    fn rows(&self) -> Vec<isize> {
        let sorted = self.sorted().unwrap_or_default();
        let mut row = vec![0isize; self.group.len()];
        let edges: Vec<_> =
            self.above.iter().map(|(a, b)| (self.group[*a], self.group[*b])).collect();
        for group in &sorted {
            for (_, below) in edges.iter().filter(|(above, _)| above == group) {
                row[*below] = row[*below].max(row[*group] + 1);
            }
        }
        for group in sorted.iter().rev() {
            let below = edges.iter().filter(|(above, _)| above == group);
            if let Some(lowest) = below.map(|(_, below)| row[*below] - 1).min() {
                row[*group] = lowest;
            }
        }
        self.group.iter().map(|group| row[*group]).collect()
    }

    /// The part of the family of each person: those whom any chain of parents, partners, siblings joins.
    fn parts(&self) -> Vec<usize> {
        let mut part = self.group.clone();
        for (a, b) in &self.above {
            let (from, to) = (part[*a], part[*b]);
            for part in &mut part {
                if *part == from {
                    *part = to;
                }
            }
        }
        part
    }
}

/// Parts of the family that nothing but feelings, homes or nothing at all joins are set to the same height: by
/// a bond, else by the years of birth, else at the client's row.
fn together(family: &Sound, layers: &Layers, mut rows: Vec<isize>) -> Vec<isize> {
    let part = layers.parts();
    let Some(client) = family.people.iter().position(|kin| kin.client).or_else(|| {
        (0..part.len()).max_by_key(|who| part.iter().filter(|p| **p == part[*who]).count())
    }) else {
        return rows;
    };
    let main = part[client];
    let mut done = vec![main];
    for who in 0..part.len() {
        if done.contains(&part[who]) {
            continue;
        }
        done.push(part[who]);
        let by = shift(family, &part, &rows, part[who], main).unwrap_or(rows[client] - rows[who]);
        for other in 0..part.len() {
            if part[other] == part[who] {
                rows[other] += by;
            }
        }
    }
    rows
}

/// By how much a part has to move to stand level with the main one.
fn shift(family: &Sound, part: &[usize], rows: &[isize], of: usize, main: usize) -> Option<isize> {
    let bond = family.bonds.iter().find_map(|bond| match (part[bond.from], part[bond.to]) {
        (a, b) if a == of && b == main => Some(rows[bond.to] - rows[bond.from]),
        (a, b) if a == main && b == of => Some(rows[bond.from] - rows[bond.to]),
        _ => None,
    });
    let born = |who: Who| family.people[who].born;
    let years = || {
        let mine = (0..part.len()).find(|who| part[*who] == of && born(*who).is_some())?;
        let others = (0..part.len()).filter(|who| part[*who] == main && born(*who).is_some());
        let apart = |who: &Who| born(*who).zip(born(mine)).map(|(a, b)| a.abs_diff(b));
        others.min_by_key(apart).map(|who| rows[who] - rows[mine])
    };
    bond.or_else(years)
}

/// The same rows, counted from 0 without a gap.
fn compact(rows: &[isize]) -> Vec<usize> {
    let mut used = rows.to_vec();
    used.sort_unstable();
    used.dedup();
    rows.iter().map(|row| used.binary_search(row).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::examples::{F, M, Tale, xiaomi};
    use crate::family::{CoupleState, Feeling, ParentWay};

    fn rows_of(tale: &Tale) -> Vec<usize> {
        let (family, errors) = Sound::of(&tale.0);
        assert_eq!(errors, []);
        rows(&family, &Unions::of(&family))
    }

    #[test]
    fn three_generations_are_three_rows() {
        assert_eq!(rows_of(&xiaomi()), [0, 0, 1, 1, 1, 1, 0, 0, 1, 2, 2]);
    }

    #[test]
    fn a_mother_in_law_stands_beside_the_other() {
        let mut tale = Tale::default();
        let [great, grand, parent, other, mother] =
            [1920, 1945, 1970, 1972, 1948].map(|year| tale.kin("某", F, year));
        tale.children(&[great], &[grand]);
        tale.children(&[grand], &[parent]);
        tale.couple(parent, other, CoupleState::Married);
        tale.children(&[mother], &[other]);
        assert_eq!(rows_of(&tale), [0, 1, 2, 2, 1]);
    }

    #[test]
    fn an_uncle_who_married_his_niece_does_not_break_the_rows() {
        let mut tale = Tale::default();
        let [grand, uncle, father, niece] =
            [1920, 1945, 1950, 1972].map(|year| tale.kin("某", M, year));
        tale.children(&[grand], &[uncle, father]);
        tale.children(&[father], &[niece]);
        tale.couple(uncle, niece, CoupleState::Married);
        let rows = rows_of(&tale);
        assert!(rows[0] < rows[2] && rows[2] < rows[3] && rows[0] < rows[1], "{rows:?}");
    }

    #[test]
    fn a_sister_who_brings_up_her_brother_stays_beside_him() {
        let mut tale = Tale::default();
        let [mother, sister, brother] = [1970, 1995, 2012].map(|y| tale.kin("某", F, y));
        tale.children(&[mother], &[sister, brother]);
        tale.parent(sister, brother, ParentWay::Kinship);
        assert_eq!(rows_of(&tale), [0, 1, 1]);
    }

    #[test]
    fn a_friend_stands_level_with_whom_she_is_close_to() {
        let mut tale = xiaomi();
        let friend = tale.kin("同学", F, 0);
        tale.bond(tale.named("小米"), friend, Feeling::Close);
        let neighbour = tale.kin("邻居", F, 1943);
        assert_eq!(rows_of(&tale)[11..], [2, 0]);
        assert_ne!(friend, neighbour);
    }
}
