//! What can be wrong with a family as recorded.

use super::{KinId, TieId};
use crate::name::NameError;
use crate::problem::{Problem, bare, with};

/// One thing that does not hold. What it concerns is left out of the drawing; everything else is drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FamilyError {
    /// More people than a drawing can show.
    #[error("{count} people, more than {limit}")]
    TooManyPeople {
        /// How many there are.
        count: usize,
        /// Most that are drawn.
        limit: usize,
    },
    /// More ties than a drawing can show.
    #[error("{count} ties, more than {limit}")]
    TooManyTies {
        /// How many there are.
        count: usize,
        /// Most that are drawn.
        limit: usize,
    },
    /// The same person stands in the family twice.
    #[error("the person is recorded twice")]
    Twice(KinId),
    /// A name that cannot be kept.
    #[error("name: {1}")]
    Name(KinId, NameError),
    /// Died before the birth.
    #[error("died before the birth")]
    DiedBeforeBirth(KinId),
    /// A family has one client: the one whose file it is.
    #[error("a second client")]
    SecondClient(KinId),
    /// Somebody who is not in the family.
    #[error("somebody who is not in the family")]
    Unknown(TieId, KinId),
    /// A tie of a person with herself: her own parent, partner, twin.
    #[error("a person tied with herself")]
    WithOneself(TieId, KinId),
    /// The same tie is recorded before.
    #[error("the tie is recorded twice")]
    TieTwice(TieId),
    /// Somebody would be among her own ancestors.
    #[error("a loop of {} people, each the child of the one before", chain.len())]
    Loop {
        /// The tie that closes it.
        tie: TieId,
        /// The people of the loop, each a parent of the next, the last of the first.
        chain: Vec<KinId>,
    },
    /// Nobody has three natural parents.
    #[error("a third natural parent")]
    ThirdParent(TieId, KinId),
    /// A natural parent not older than the child.
    #[error("a natural parent is not older than the child")]
    ParentNotOlder(TieId),
    /// The couple parted before it began.
    #[error("parted before it began")]
    PartedBefore(TieId),
    /// Fewer than two children of one birth.
    #[error("fewer than two children of one birth")]
    FewTwins(TieId),
    /// Children of one birth who do not have the same parents, or were not born together.
    #[error("children of one birth have the same parents and the same year")]
    NotTwins(TieId),
    /// Somebody is in two places: in two households, or of two births.
    #[error("a person in two places")]
    InTwoPlaces(TieId, KinId),
    /// Nobody lives in the household.
    #[error("a household without people")]
    EmptyHousehold(TieId),
}

impl FamilyError {
    /// The problem as screens translate it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let (field, (problem, detail)) = match self {
            Self::TooManyPeople { limit, .. } => ("people", with("too_many", limit)),
            Self::TooManyTies { limit, .. } => ("ties", with("too_many", limit)),
            Self::Twice(_) => ("people", bare("twice")),
            Self::Name(_, wrong) => return Problem::of("name", wrong),
            Self::DiedBeforeBirth(_) => ("died", bare("before_birth")),
            Self::SecondClient(_) => ("client", bare("second")),
            Self::Unknown(..) => ("ties", bare("unknown_person")),
            Self::WithOneself(..) => ("ties", bare("with_oneself")),
            Self::TieTwice(_) => ("ties", bare("twice")),
            Self::Loop { chain, .. } => ("parent", with("loop", chain.len())),
            Self::ThirdParent(..) => ("parent", bare("third_natural")),
            Self::ParentNotOlder(_) => ("parent", bare("not_older")),
            Self::PartedBefore(_) => ("until", bare("before_since")),
            Self::FewTwins(_) => ("twins", bare("too_few")),
            Self::NotTwins(_) => ("twins", bare("not_of_one_birth")),
            Self::InTwoPlaces(..) => ("ties", bare("in_two_places")),
            Self::EmptyHousehold(_) => ("household", bare("empty")),
        };
        Problem { field, problem, detail }
    }

    /// The tie that is wrong, for a link to it.
    #[must_use]
    pub fn tie(&self) -> Option<TieId> {
        match self {
            Self::Unknown(tie, _)
            | Self::WithOneself(tie, _)
            | Self::TieTwice(tie)
            | Self::Loop { tie, .. }
            | Self::ThirdParent(tie, _)
            | Self::ParentNotOlder(tie)
            | Self::PartedBefore(tie)
            | Self::FewTwins(tie)
            | Self::NotTwins(tie)
            | Self::InTwoPlaces(tie, _)
            | Self::EmptyHousehold(tie) => Some(*tie),
            _ => None,
        }
    }

    /// The people whom the sentence has to name.
    #[must_use]
    pub fn people(&self) -> Vec<KinId> {
        match self {
            Self::Twice(who)
            | Self::Name(who, _)
            | Self::DiedBeforeBirth(who)
            | Self::SecondClient(who)
            | Self::Unknown(_, who)
            | Self::WithOneself(_, who)
            | Self::ThirdParent(_, who)
            | Self::InTwoPlaces(_, who) => vec![*who],
            Self::Loop { chain, .. } => chain.clone(),
            _ => Vec::new(),
        }
    }
}
