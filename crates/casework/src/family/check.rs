//! What must hold of a person and of a tie, given those that hold already.

use super::sound::{Bond, Couple, Descent, Household, Sound, Twins, Who};
use super::{Arrival, Family, FamilyError, Feeling, Kin, KinId, ParentWay};
use crate::name;

/// The family, if all of it holds, with names cleaned: what may be kept.
///
/// # Errors
/// Everything that does not hold: people first, then ties, in the order of their identities.
pub fn check(family: &Family) -> Result<Family, Vec<FamilyError>> {
    let (_, errors) = Sound::of(family);
    if !errors.is_empty() {
        return Err(errors);
    }
    let clean = |kin: &Kin| Kin { name: name::clean(&kin.name), ..kin.clone() };
    Ok(Family { people: family.people.iter().map(clean).collect(), ties: family.ties.clone() })
}

/// Sets a person right as far as it goes, and says what was wrong.
pub(super) fn kin(kin: &mut Kin) -> Vec<FamilyError> {
    let mut errors = Vec::new();
    match name::check_optional(&kin.name) {
        Ok(clean) => kin.name = clean,
        Err(wrong) => {
            let cut: String =
                name::clean(&kin.name).chars().take(crate::limits::MAX_NAME_CHARS).collect();
            kin.name = cut;
            errors.push(FamilyError::Name(kin.id, wrong));
        }
    }
    if let (Some(born), Some(died)) = (kin.born, kin.died)
        && died < born
    {
        errors.push(FamilyError::DiedBeforeBirth(kin.id));
    }
    kin.dead |= kin.died.is_some() || kin.arrival == Arrival::Stillborn;
    errors
}

pub(super) fn couple(family: &Sound, new: &Couple) -> Result<(), FamilyError> {
    if family.couples.iter().any(|known| (known.a, known.b) == (new.a, new.b)) {
        return Err(FamilyError::TieTwice(new.tie));
    }
    match (new.since, new.until) {
        (Some(since), Some(until)) if until < since => Err(FamilyError::PartedBefore(new.tie)),
        _ => Ok(()),
    }
}

pub(super) fn descent(family: &Sound, new: &Descent) -> Result<(), FamilyError> {
    let id = |who: Who| family.people[who].id;
    let same = |known: &&Descent| (known.parent, known.child) == (new.parent, new.child);
    if family.descents.iter().any(|known| same(&known)) {
        return Err(FamilyError::TieTwice(new.tie));
    }
    if let Some(line) = family.line(new.child, new.parent) {
        let chain: Vec<KinId> = line.into_iter().map(id).collect();
        return Err(FamilyError::Loop { tie: new.tie, chain });
    }
    if new.way != ParentWay::Biological {
        return Ok(());
    }
    if family.natural_parents(new.child).len() >= 2 {
        return Err(FamilyError::ThirdParent(new.tie, id(new.child)));
    }
    match (family.people[new.parent].born, family.people[new.child].born) {
        (Some(parent), Some(child)) if parent >= child => Err(FamilyError::ParentNotOlder(new.tie)),
        _ => Ok(()),
    }
}

/// Two may be close and in conflict at once, but not twice the same; violence is from each side its own.
pub(super) fn bond(family: &Sound, new: &Bond) -> Result<(), FamilyError> {
    let same = |known: &Bond| {
        let back = (known.to, known.from) == (new.from, new.to);
        known.feeling == new.feeling
            && ((known.from, known.to) == (new.from, new.to)
                || (back && new.feeling != Feeling::Violence))
    };
    if family.bonds.iter().any(same) { Err(FamilyError::TieTwice(new.tie)) } else { Ok(()) }
}

pub(super) fn twins(family: &Sound, new: &Twins) -> Result<(), FamilyError> {
    let [first, others @ ..] = new.children.as_slice() else {
        return Err(FamilyError::FewTwins(new.tie));
    };
    if others.is_empty() {
        return Err(FamilyError::FewTwins(new.tie));
    }
    let taken = |who: &&Who| family.twins.iter().any(|known| known.children.contains(*who));
    if let Some(&who) = new.children.iter().find(taken) {
        return Err(FamilyError::InTwoPlaces(new.tie, family.people[who].id));
    }
    let parents = family.natural_parents(*first);
    let born = |who: Who| family.people[who].born;
    // A birth may last over midnight of the new year.
    let together = |who: Who| match (born(*first), born(who)) {
        (Some(a), Some(b)) => a.abs_diff(b) <= 1,
        _ => true,
    };
    let same = |who: Who| family.natural_parents(who) == parents && together(who);
    if parents.is_empty() || !others.iter().all(|who| same(*who)) {
        return Err(FamilyError::NotTwins(new.tie));
    }
    Ok(())
}

pub(super) fn household(family: &Sound, new: &Household) -> Result<(), FamilyError> {
    if new.people.is_empty() {
        return Err(FamilyError::EmptyHousehold(new.tie));
    }
    let elsewhere = |who: &&Who| family.households.iter().any(|known| known.people.contains(*who));
    match new.people.iter().find(elsewhere) {
        Some(&who) => Err(FamilyError::InTwoPlaces(new.tie, family.people[who].id)),
        None => Ok(()),
    }
}
