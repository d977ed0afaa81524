//! Who has children with whom, and under which parents a child stands in the drawing.

use crate::family::ParentWay;
use crate::family::sound::{Sound, Who};
use crate::id::TieId;

/// A child under its parents.
#[derive(Clone, Debug)]
pub(super) struct Child {
    pub who: Who,
    pub way: ParentWay,
    pub tie: TieId,
}

/// One parent, or two, with the children who stand under them; or a couple without any.
#[derive(Clone, Debug)]
pub(super) struct Union {
    /// One or two.
    pub parents: Vec<Who>,
    /// Their tie as a couple, as a number in the family.
    pub couple: Option<usize>,
    /// The children, the oldest first; those whose year is not known last.
    pub children: Vec<Child>,
}

/// Somebody who is a parent of a child that stands under others: a foster mother beside natural parents.
#[derive(Clone, Debug)]
pub(super) struct Carer {
    /// One, or two who are a union.
    pub parents: Vec<Who>,
    pub child: Who,
    pub way: ParentWay,
    pub tie: TieId,
}

/// The family as unions.
#[derive(Debug)]
pub(super) struct Unions {
    pub all: Vec<Union>,
    /// The union under which each person stands.
    pub above: Vec<Option<usize>>,
    pub carers: Vec<Carer>,
}

const WAYS: [ParentWay; 4] =
    [ParentWay::Biological, ParentWay::Adopted, ParentWay::Foster, ParentWay::Kinship];

impl Unions {
    /// A child stands under its natural parents if they are in the family, else under those who adopted it,
    /// then under foster parents, then under relatives who care for it.
    pub(super) fn of(family: &Sound) -> Self {
        let count = family.people.len();
        let mut unions = Self { all: Vec::new(), above: vec![None; count], carers: Vec::new() };
        for (number, couple) in family.couples.iter().enumerate() {
            let parents = vec![couple.a, couple.b];
            unions.all.push(Union { parents, couple: Some(number), children: Vec::new() });
        }
        for child in 0..count {
            let mut placed = false;
            for way in WAYS {
                let mut parents = family.parents(child, way);
                while let Some(pair) = next_pair(family, &mut parents) {
                    unions.place(family, child, way, pair, &mut placed);
                }
            }
        }
        for union in &mut unions.all {
            union.children.sort_by_key(|child| birth(family, child.who));
        }
        unions
    }

    fn place(
        &mut self,
        family: &Sound,
        child: Who,
        way: ParentWay,
        parents: Vec<Who>,
        placed: &mut bool,
    ) {
        let of = |d: &&crate::family::sound::Descent| {
            d.child == child && d.way == way && parents.contains(&d.parent)
        };
        let Some(tie) = family.descents.iter().find(of).map(|d| d.tie) else { return };
        if *placed {
            self.carers.push(Carer { parents, child, way, tie });
            return;
        }
        *placed = true;
        let known = self.all.iter().position(|union| union.parents == parents);
        let number = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.all.push(Union { parents, couple: None, children: Vec::new() });
        }
        self.above[child] = Some(number);
        self.all[number].children.push(Child { who: child, way, tie });
    }
}

/// Takes two parents who are a couple, else the first two.
fn next_pair(family: &Sound, parents: &mut Vec<Who>) -> Option<Vec<Who>> {
    if parents.len() <= 2 {
        let pair = std::mem::take(parents);
        return Some(pair).filter(|pair| !pair.is_empty());
    }
    let both = |pair: &&crate::family::sound::Couple| {
        parents.contains(&pair.a) && parents.contains(&pair.b)
    };
    let pair = match family.couples.iter().find(both) {
        Some(couple) => vec![couple.a, couple.b],
        None => parents[..2].to_vec(),
    };
    parents.retain(|who| !pair.contains(who));
    Some(pair)
}

/// The order of birth: by year, then as recorded; unknown years last.
pub(super) fn birth(family: &Sound, who: Who) -> (u16, Who) {
    (family.people[who].born.unwrap_or(u16::MAX), who)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::CoupleState;
    use crate::family::examples::{F, M, Tale};

    #[test]
    fn a_child_stands_under_natural_parents_and_others_care() {
        let mut tale = Tale::default();
        let [mother, foster, other] = ["母", "养母", "养父"].map(|name| tale.kin(name, F, 0));
        let child = tale.kin("子", M, 2010);
        tale.couple(foster, other, CoupleState::Married);
        tale.parent(foster, child, ParentWay::Foster);
        tale.parent(other, child, ParentWay::Foster);
        tale.parent(mother, child, ParentWay::Biological);
        let (family, _) = Sound::of(&tale.0);
        let unions = Unions::of(&family);
        let above = unions.above[3].unwrap();
        assert_eq!(unions.all[above].parents, [0]);
        assert_eq!(unions.carers.len(), 1);
        assert_eq!(unions.carers[0].parents, [1, 2]);
    }

    #[test]
    fn children_are_in_the_order_of_birth() {
        let mut tale = Tale::default();
        let mother = tale.kin("母", F, 1980);
        let children = [2012, 0, 2008].map(|year| tale.kin("子", M, year));
        tale.children(&[mother], &children);
        let (family, _) = Sound::of(&tale.0);
        let order: Vec<_> = Unions::of(&family).all[0].children.iter().map(|c| c.who).collect();
        assert_eq!(order, [3, 1, 2]);
    }
}
