//! Partners side by side: everybody of a row who is joined by couples or common children is one chain.

use super::unions::Unions;
use crate::family::sound::{Sound, Who};
use crate::sex::Sex;

/// The chains of each row, from the left. Whoever had several partners stands between the first and the
/// others, in the order of time; of two partners the man stands left (McGoldrick, Gerson and Petry 2020).
pub(super) fn chains(family: &Sound, unions: &Unions, rows: &[usize]) -> Vec<Vec<Vec<Who>>> {
    let count = family.people.len();
    let mut partners: Vec<Vec<((u16, usize), Who)>> = vec![Vec::new(); count];
    for (number, union) in unions.all.iter().enumerate() {
        let &[a, b] = union.parents.as_slice() else { continue };
        if rows[a] != rows[b] {
            continue;
        }
        let since = union.couple.and_then(|couple| family.couples[couple].since);
        let child = union.children.first().and_then(|c| family.people[c.who].born);
        let when = (since.or(child).unwrap_or(u16::MAX), number);
        partners[a].push((when, b));
        partners[b].push((when, a));
    }
    partners.iter_mut().for_each(|of| of.sort_unstable());
    let mut chains = vec![Vec::new(); rows.iter().max().map_or(0, |last| last + 1)];
    let mut placed = vec![false; count];
    let mut heads: Vec<Who> = (0..count).collect();
    heads.sort_by_key(|who| (std::cmp::Reverse(partners[*who].len()), *who));
    for head in heads {
        if !placed[head] {
            chains[rows[head]].push(chain(family, head, &partners, &mut placed));
        }
    }
    chains
}

fn chain(
    family: &Sound,
    head: Who,
    partners: &[Vec<((u16, usize), Who)>],
    placed: &mut [bool],
) -> Vec<Who> {
    placed[head] = true;
    let mut left = Vec::new();
    if partners[head].len() > 1
        && let Some((_, first)) = partners[head].iter().find(|(_, who)| !placed[*who])
    {
        extend(*first, partners, placed, &mut left);
    }
    left.reverse();
    left.push(head);
    for (_, who) in &partners[head] {
        if !placed[*who] {
            extend(*who, partners, placed, &mut left);
        }
    }
    if let &[a, b] = left.as_slice()
        && man_right(family, a, b)
    {
        left.reverse();
    }
    left
}

/// Two partners stand the other way round than usual.
pub(super) fn man_right(family: &Sound, left: Who, right: Who) -> bool {
    family.people[left].sex != Some(Sex::Male) && family.people[right].sex == Some(Sex::Male)
}

fn extend(
    who: Who,
    partners: &[Vec<((u16, usize), Who)>],
    placed: &mut [bool],
    chain: &mut Vec<Who>,
) {
    if placed[who] {
        return;
    }
    placed[who] = true;
    chain.push(who);
    for (_, next) in &partners[who] {
        extend(*next, partners, placed, chain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::CoupleState;
    use crate::family::examples::{F, M, Tale};
    use crate::genogram::rows::rows;

    fn chains_of(tale: &Tale) -> Vec<Vec<Vec<Who>>> {
        let (family, _) = Sound::of(&tale.0);
        let unions = Unions::of(&family);
        let rows = rows(&family, &unions);
        chains(&family, &unions, &rows)
    }

    #[test]
    fn who_married_again_stands_between_the_two() {
        let mut tale = Tale::default();
        let [second, first] = ["后妻", "前妻"].map(|name| tale.kin(name, F, 0));
        let man = tale.kin("夫", M, 0);
        let early = tale.kin("长子", M, 1999);
        let late = tale.kin("幼子", M, 2012);
        tale.couple(man, second, CoupleState::Married);
        tale.couple(man, first, CoupleState::Divorced);
        tale.children(&[man, first], &[early]);
        tale.children(&[man, second], &[late]);
        assert_eq!(chains_of(&tale)[0], [vec![1, 2, 0]]);
    }

    #[test]
    fn the_man_stands_left_and_two_of_one_sex_as_recorded() {
        let mut tale = Tale::default();
        let [wife, a, b] = ["妻", "甲", "乙"].map(|name| tale.kin(name, F, 0));
        let man = tale.kin("夫", M, 0);
        tale.couple(wife, man, CoupleState::Married);
        tale.couple(a, b, CoupleState::Cohabiting);
        let mut chains = chains_of(&tale)[0].clone();
        chains.sort();
        assert_eq!(chains, [vec![1, 2], vec![3, 0]]);
    }

    #[test]
    fn four_partners_and_their_partners_are_one_chain() {
        let mut tale = Tale::default();
        let man = tale.kin("夫", M, 0);
        let wives = ["一", "二", "三", "四"].map(|name| tale.kin(name, F, 0));
        let other = tale.kin("他", M, 0);
        for wife in wives {
            tale.couple(man, wife, CoupleState::Divorced);
        }
        tale.couple(wives[0], other, CoupleState::Married);
        assert_eq!(chains_of(&tale)[0], [vec![5, 1, 0, 2, 3, 4]]);
    }
}
