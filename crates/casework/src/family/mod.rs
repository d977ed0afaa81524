//! The client's family as a graph: who is who to whom, who lives together, how they get on. The genogram
//! 家系图 is drawn from it, never by hand.
//!
//! What may be recorded follows the conventions of McGoldrick, Gerson and Petry, *Genograms: Assessment
//! and Treatment* (4th ed., 2020); kinship care 亲属照料 is added, as the field in China needs it.

mod check;
mod descent;
mod error;
pub(crate) mod sound;
mod statement;

pub use check::check;
pub use error::FamilyError;
pub use sound::Sound;
pub use statement::{Parents, Statement, statements};

pub use crate::id::{KinId, TieId};
use crate::sex::Sex;
use serde::{Deserialize, Serialize};

/// Somebody in the family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Kin {
    /// Who it is: the client's or the member's own identity where there is one.
    pub id: KinId,
    /// Name, or how the family calls the person. May be empty: not everybody's name is known.
    pub name: String,
    /// Sex, where it is known.
    pub sex: Option<Sex>,
    /// Year of birth; of a pregnancy, the year in which the child is expected.
    pub born: Option<u16>,
    /// Not alive any more.
    pub dead: bool,
    /// Year of death, where it is known.
    pub died: Option<u16>,
    /// The client: the person whose file this is.
    pub client: bool,
    /// Whether it came into the world.
    pub arrival: Arrival,
}

/// Whether a person came into the world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// Born alive.
    #[default]
    Born,
    /// A pregnancy 怀孕.
    Expected,
    /// A pregnancy that ended by itself 流产.
    Miscarried,
    /// A pregnancy that was ended 人工流产.
    Ended,
    /// Stillborn 死产.
    Stillborn,
}

/// The family of a client, as recorded. [`Sound::of`] says what of it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Family {
    /// The people. Their order means nothing.
    pub people: Vec<Kin>,
    /// What ties them. The order means nothing.
    pub ties: Vec<Tie>,
}

/// One tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Tie {
    /// Which one.
    pub id: TieId,
    /// What it is.
    pub is: TieKind,
}

/// What ties people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TieKind {
    /// Two partners, of whatever sex.
    Couple {
        /// One of the two.
        a: KinId,
        /// The other.
        b: KinId,
        /// How they stand now.
        state: CoupleState,
        /// Year in which they married or moved together.
        since: Option<u16>,
        /// Year in which they parted.
        until: Option<u16>,
    },
    /// A parent and a child.
    Parent {
        /// The parent, or who stands in for one.
        parent: KinId,
        /// The child.
        child: KinId,
        /// In what way.
        way: ParentWay,
    },
    /// Children of one birth.
    Twins {
        /// Two or more.
        children: Vec<KinId>,
        /// Of one egg 同卵.
        identical: bool,
    },
    /// How two people get on.
    Bond {
        /// Who: of violence and control, the one it comes from.
        from: KinId,
        /// With whom.
        to: KinId,
        /// How.
        feeling: Feeling,
    },
    /// People who live in one home.
    Household {
        /// All of them.
        people: Vec<KinId>,
    },
}

/// How two partners stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CoupleState {
    /// 已婚
    Married,
    /// 同居
    Cohabiting,
    /// 分居
    Separated,
    /// 离婚
    Divorced,
}

/// In what way somebody is a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ParentWay {
    /// 亲生
    Biological,
    /// 收养
    Adopted,
    /// 家庭寄养
    Foster,
    /// 亲属照料: a relative brings the child up in the parents' place.
    Kinship,
}

/// How two people get on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Feeling {
    /// 亲密
    Close,
    /// 过度亲密（融合）: neither can do without the other.
    Fused,
    /// 疏远
    Distant,
    /// 冲突
    Conflict,
    /// 暴力, from one to the other.
    Violence,
    /// 断绝往来
    CutOff,
}

impl TieKind {
    /// Everybody it ties, in the order recorded.
    #[must_use]
    pub fn people(&self) -> Vec<KinId> {
        match self {
            Self::Couple { a, b, .. } => vec![*a, *b],
            Self::Parent { parent, child, .. } => vec![*parent, *child],
            Self::Bond { from, to, .. } => vec![*from, *to],
            Self::Twins { children: people, .. } | Self::Household { people } => people.clone(),
        }
    }
}

#[cfg(test)]
pub(crate) mod examples;
