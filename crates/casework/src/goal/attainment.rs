//! The five-point attainment scale of a goal (Goal Attainment Scaling, Kiresuk and Sherman 1968).

use serde::{Deserialize, Serialize};

/// How far a goal was reached.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "i8", into = "i8")]
#[cfg_attr(feature = "ts", ts(type = "-2 | -1 | 0 | 1 | 2"))]
pub enum Attainment {
    /// −2: much less than expected.
    MuchLess,
    /// −1: less than expected.
    Less,
    /// 0: as expected.
    #[default]
    Expected,
    /// +1: more than expected.
    More,
    /// +2: much more than expected.
    MuchMore,
}

impl Attainment {
    /// All five, worst first.
    pub const ALL: [Self; 5] =
        [Self::MuchLess, Self::Less, Self::Expected, Self::More, Self::MuchMore];
}

impl From<Attainment> for i8 {
    fn from(attainment: Attainment) -> Self {
        match attainment {
            Attainment::MuchLess => -2,
            Attainment::Less => -1,
            Attainment::Expected => 0,
            Attainment::More => 1,
            Attainment::MuchMore => 2,
        }
    }
}

/// A number that is on no attainment scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} is not between -2 and 2")]
pub struct NotAttainment {
    /// The number.
    pub found: i8,
}

impl TryFrom<i8> for Attainment {
    type Error = NotAttainment;

    fn try_from(found: i8) -> Result<Self, NotAttainment> {
        let of = |level: &Self| i8::from(*level) == found;
        Self::ALL.into_iter().find(of).ok_or(NotAttainment { found })
    }
}

/// What each point of the scale looks like for one goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Levels {
    /// −2
    pub much_less: String,
    /// −1
    pub less: String,
    /// 0
    pub expected: String,
    /// +1
    pub more: String,
    /// +2
    pub much_more: String,
}

impl Levels {
    /// What a point looks like.
    #[must_use]
    pub fn of(&self, level: Attainment) -> &str {
        match level {
            Attainment::MuchLess => &self.much_less,
            Attainment::Less => &self.less,
            Attainment::Expected => &self.expected,
            Attainment::More => &self.more,
            Attainment::MuchMore => &self.much_more,
        }
    }

    /// Every point says what it looks like, so that two people rate alike.
    #[must_use]
    pub fn are_whole(&self) -> bool {
        Attainment::ALL.into_iter().all(|level| !self.of(level).trim().is_empty())
    }
}
