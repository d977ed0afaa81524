//! What must hold of a family's surroundings.

use super::{Ecomap, Link, System, SystemId};
use crate::family::Sound;
use crate::id::{KinId, TieId};
use crate::limits::MAX_SYSTEMS;
use crate::name::{self, NameError};
use crate::problem::{Problem, bare, with};

/// One thing that does not hold. It is left out of the drawing; everything else is drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EcomapError {
    /// More systems than a ring can show.
    #[error("{count} systems, more than {limit}")]
    TooMany {
        /// How many there are.
        count: usize,
        /// Most that are drawn.
        limit: usize,
    },
    /// The same system, or the same tie, stands there twice.
    #[error("the system is recorded twice")]
    Twice(SystemId),
    /// A name that cannot be kept.
    #[error("name: {1}")]
    Name(SystemId, NameError),
    /// A tie to a system that is not there.
    #[error("a tie to an unknown system")]
    UnknownSystem(TieId),
    /// A tie to somebody who is not of the family.
    #[error("a tie to somebody who is not of the family")]
    UnknownPerson(TieId, KinId),
    /// The same system is tied to the same person twice.
    #[error("the tie is recorded twice")]
    TieTwice(TieId),
}

impl EcomapError {
    /// The problem as screens translate it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let (field, (problem, detail)) = match self {
            Self::TooMany { limit, .. } => ("systems", with("too_many", limit)),
            Self::Twice(_) => ("systems", bare("twice")),
            Self::Name(_, wrong) => return Problem::of("name", wrong),
            Self::UnknownSystem(_) => ("links", bare("unknown_system")),
            Self::UnknownPerson(..) => ("links", bare("unknown_person")),
            Self::TieTwice(_) => ("links", bare("twice")),
        };
        Problem { field, problem, detail }
    }
}

/// What of a family's surroundings holds.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub(super) systems: Vec<System>,
    pub(super) links: Vec<Link>,
}

impl Surroundings {
    /// What of it holds, by identity, and everything that does not.
    #[must_use]
    pub fn of(ecomap: &Ecomap, family: &Sound) -> (Self, Vec<EcomapError>) {
        let mut errors = Vec::new();
        let mut kept = Self { systems: systems(ecomap, &mut errors), links: Vec::new() };
        let mut links: Vec<&Link> = ecomap.links.iter().collect();
        links.sort_by_key(|link| link.id);
        for link in links {
            match kept.check(link, family) {
                Ok(()) => kept.links.push(link.clone()),
                Err(error) => errors.push(error),
            }
        }
        (kept, errors)
    }

    fn check(&self, link: &Link, family: &Sound) -> Result<(), EcomapError> {
        if !self.systems.iter().any(|system| system.id == link.system) {
            return Err(EcomapError::UnknownSystem(link.id));
        }
        if let Some(who) = link.with
            && !family.people().iter().any(|kin| kin.id == who)
        {
            return Err(EcomapError::UnknownPerson(link.id, who));
        }
        let same = |known: &Link| (known.system, known.with) == (link.system, link.with);
        let twice = self.links.iter().any(same);
        if twice { Err(EcomapError::TieTwice(link.id)) } else { Ok(()) }
    }
}

fn systems(ecomap: &Ecomap, errors: &mut Vec<EcomapError>) -> Vec<System> {
    let mut systems = ecomap.systems.clone();
    systems.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.name.cmp(&b.name)));
    let count = systems.len();
    let mut kept: Vec<System> = Vec::new();
    for mut system in systems {
        if kept.last().is_some_and(|last| last.id == system.id) {
            errors.push(EcomapError::Twice(system.id));
            continue;
        }
        match name::check(&system.name) {
            Ok(name) => {
                system.name = name;
                kept.push(system);
            }
            Err(wrong) => errors.push(EcomapError::Name(system.id, wrong)),
        }
    }
    if kept.len() > MAX_SYSTEMS {
        errors.push(EcomapError::TooMany { count, limit: MAX_SYSTEMS });
        kept.truncate(MAX_SYSTEMS);
    }
    kept
}
