//! What of a recorded family holds: the graph that drawings and sentences are made from. People are
//! numbered by their identity, so that the order in which they were recorded makes no difference.

use super::{CoupleState, Family, FamilyError, Feeling, Kin, KinId, ParentWay, TieId, TieKind};
use super::{check, descent};
use crate::limits::{MAX_KIN, MAX_TIES};
use std::collections::BTreeMap;

/// Number of a person in [`Sound::people`].
pub(crate) type Who = usize;

/// Two partners.
#[derive(Clone, Debug)]
pub(crate) struct Couple {
    pub tie: TieId,
    pub a: Who,
    pub b: Who,
    pub state: CoupleState,
    pub since: Option<u16>,
    pub until: Option<u16>,
}

/// A parent and a child.
#[derive(Clone, Debug)]
pub(crate) struct Descent {
    pub tie: TieId,
    pub parent: Who,
    pub child: Who,
    pub way: ParentWay,
}

/// Children of one birth.
#[derive(Clone, Debug)]
pub(crate) struct Twins {
    pub tie: TieId,
    pub children: Vec<Who>,
    pub identical: bool,
}

/// How two people get on.
#[derive(Clone, Debug)]
pub(crate) struct Bond {
    pub tie: TieId,
    pub from: Who,
    pub to: Who,
    pub feeling: Feeling,
}

/// People of one home.
#[derive(Clone, Debug)]
pub(crate) struct Household {
    pub tie: TieId,
    pub people: Vec<Who>,
}

/// A family without contradictions.
#[derive(Clone, Debug, Default)]
pub struct Sound {
    pub(crate) people: Vec<Kin>,
    pub(crate) couples: Vec<Couple>,
    pub(crate) descents: Vec<Descent>,
    pub(crate) twins: Vec<Twins>,
    pub(crate) bonds: Vec<Bond>,
    pub(crate) households: Vec<Household>,
}

impl Sound {
    /// What of the family holds, and everything that does not, in the order of identities. Two people
    /// who each recorded something right may together have closed a loop: the drawing then leaves out the tie
    /// that closes it, and says so.
    #[must_use]
    pub fn of(family: &Family) -> (Self, Vec<FamilyError>) {
        let mut errors = Vec::new();
        let mut sound = Self { people: people(family, &mut errors), ..Self::default() };
        let places: BTreeMap<KinId, Who> =
            sound.people.iter().enumerate().map(|(who, kin)| (kin.id, who)).collect();
        let mut ties: Vec<_> = family.ties.iter().collect();
        ties.sort_by_key(|tie| tie.id);
        if ties.len() > MAX_TIES {
            errors.push(FamilyError::TooManyTies { count: ties.len(), limit: MAX_TIES });
            ties.truncate(MAX_TIES);
        }
        // Children of one birth are judged by their parents: last.
        let (twins, others): (Vec<_>, Vec<_>) =
            ties.into_iter().partition(|tie| matches!(tie.is, TieKind::Twins { .. }));
        for tie in others.into_iter().chain(twins) {
            let added = numbers(&tie.is, tie.id, &places)
                .and_then(|people| sound.add(tie.id, &tie.is, people));
            errors.extend(added.err());
        }
        (sound, errors)
    }

    /// The people, by identity.
    #[must_use]
    pub fn people(&self) -> &[Kin] {
        &self.people
    }

    /// The natural parents of somebody.
    pub(crate) fn natural_parents(&self, child: Who) -> Vec<Who> {
        self.parents(child, ParentWay::Biological)
    }

    /// Who is a parent of somebody in this way, in order.
    pub(crate) fn parents(&self, child: Who, way: ParentWay) -> Vec<Who> {
        let mut parents: Vec<_> = self
            .descents
            .iter()
            .filter(|d| d.child == child && d.way == way)
            .map(|d| d.parent)
            .collect();
        parents.sort_unstable();
        parents
    }

    fn add(&mut self, tie: TieId, is: &TieKind, people: Vec<Who>) -> Result<(), FamilyError> {
        match (is, people.as_slice()) {
            (&TieKind::Couple { state, since, until, .. }, &[a, b]) => {
                let couple = Couple { tie, a: a.min(b), b: a.max(b), state, since, until };
                check::couple(self, &couple)?;
                self.couples.push(couple);
            }
            (&TieKind::Parent { way, .. }, &[parent, child]) => {
                let descent = Descent { tie, parent, child, way };
                check::descent(self, &descent)?;
                self.descents.push(descent);
            }
            (&TieKind::Bond { feeling, .. }, &[from, to]) => {
                let bond = Bond { tie, from, to, feeling };
                check::bond(self, &bond)?;
                self.bonds.push(bond);
            }
            (&TieKind::Twins { identical, .. }, _) => {
                let twins = Twins { tie, children: people, identical };
                check::twins(self, &twins)?;
                self.twins.push(twins);
            }
            (TieKind::Household { .. }, _) => {
                let household = Household { tie, people };
                check::household(self, &household)?;
                self.households.push(household);
            }
            _ => {}
        }
        Ok(())
    }

    /// Some of its people, with the ties among them. `people` are in order.
    pub(crate) fn only(&self, people: &[Who]) -> Self {
        let new = |who: Who| people.binary_search(&who).ok();
        let all = |of: &[Who]| of.iter().filter_map(|who| new(*who)).collect::<Vec<_>>();
        let pair = |a: Who, b: Who| new(a).zip(new(b));
        let couples = self.couples.iter().filter_map(|couple| {
            pair(couple.a, couple.b).map(|(a, b)| Couple { a, b, ..couple.clone() })
        });
        let descents = self.descents.iter().filter_map(|d| {
            pair(d.parent, d.child).map(|(parent, child)| Descent { parent, child, ..d.clone() })
        });
        let bonds = self.bonds.iter().filter_map(|bond| {
            pair(bond.from, bond.to).map(|(from, to)| Bond { from, to, ..bond.clone() })
        });
        let twins = self.twins.iter().filter_map(|twins| {
            let children = all(&twins.children);
            (children.len() > 1).then(|| Twins { children, ..twins.clone() })
        });
        let homes = self.households.iter().filter_map(|home| {
            let people = all(&home.people);
            (!people.is_empty()).then(|| Household { people, ..home.clone() })
        });
        Self {
            people: people.iter().map(|who| self.people[*who].clone()).collect(),
            couples: couples.collect(),
            descents: descents.collect(),
            twins: twins.collect(),
            bonds: bonds.collect(),
            households: homes.collect(),
        }
    }

    /// The chain of people from an ancestor down to a descendant, both included.
    pub(crate) fn line(&self, ancestor: Who, descendant: Who) -> Option<Vec<Who>> {
        descent::line(self, ancestor, descendant)
    }
}

/// The people by identity, each once.
fn people(family: &Family, errors: &mut Vec<FamilyError>) -> Vec<Kin> {
    let mut people = family.people.clone();
    people.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.name.cmp(&b.name)));
    let count = people.len();
    people.dedup_by(|later, kept| {
        let twice = later.id == kept.id;
        if twice {
            errors.push(FamilyError::Twice(kept.id));
        }
        twice
    });
    if people.len() > MAX_KIN {
        errors.push(FamilyError::TooManyPeople { count, limit: MAX_KIN });
        people.truncate(MAX_KIN);
    }
    let mut client = false;
    for kin in &mut people {
        errors.extend(check::kin(kin));
        if kin.client && client {
            errors.push(FamilyError::SecondClient(kin.id));
            kin.client = false;
        }
        client |= kin.client;
    }
    people
}

/// The people of a tie by their numbers, each once.
fn numbers(
    is: &TieKind,
    tie: TieId,
    places: &BTreeMap<KinId, Who>,
) -> Result<Vec<Who>, FamilyError> {
    let mut numbers: Vec<Who> = Vec::new();
    for id in is.people() {
        let who = *places.get(&id).ok_or(FamilyError::Unknown(tie, id))?;
        if numbers.contains(&who) {
            return Err(FamilyError::WithOneself(tie, id));
        }
        numbers.push(who);
    }
    if matches!(is, TieKind::Twins { .. } | TieKind::Household { .. }) {
        numbers.sort_unstable();
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests;
