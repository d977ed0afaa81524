//! Scales 量表: questions with points, as data files give them (`assets/scales/`), and what answers come
//! to. A station may add or edit files; [`Scale::parse`] says what is wrong with one, and where.

mod chart;
mod error;
mod file;
mod parse;
mod score;
mod shelf;
mod taken;

pub use chart::{Line, Point, lines};
pub use error::{ScaleError, Wrong};
pub use score::{AnswerError, Answers, PartScore, Score, score};
pub use shelf::{NotUsed, Refused, Shelf};
pub use taken::{Taken, TakenError, take};

use crate::category::Group;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// The scales that come with the program, as files. Each has passed [`Scale::parse`] in the tests.
pub const SHIPPED: [&str; 5] = [
    include_str!("../../../../assets/scales/gbt42195-2022.toml"),
    include_str!("../../../../assets/scales/barthel.toml"),
    include_str!("../../../../assets/scales/gds15.toml"),
    include_str!("../../../../assets/scales/phq9.toml"),
    include_str!("../../../../assets/scales/gad7.toml"),
];

/// Which end of the scale is the good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More points are better: abilities.
    Higher,
    /// Fewer points are better: complaints.
    Lower,
}

/// A scale, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Scale {
    /// Its identity, the same in all its versions: `phq9`.
    pub id: String,
    /// Edition of the file, raised with each change, from 1.
    pub version: u32,
    /// What it is called.
    pub name: Words,
    /// Where it was published.
    pub source: Words,
    /// On what terms it may be used.
    pub licence: Words,
    /// How it is taken, and what it does not say.
    pub about: Words,
    /// Whom it is for.
    pub groups: Vec<Group>,
    /// From what age on, in years.
    pub from_age: Option<u32>,
    /// Which end is the good one.
    pub better: Better,
    /// Fewest points.
    pub lowest: u16,
    /// Most points.
    pub highest: u16,
    /// Its parts, where it has some.
    pub parts: Vec<Part>,
    /// The questions, in their order.
    pub items: Vec<Item>,
    /// What is asked beside them.
    pub findings: Vec<Finding>,
    /// What a score means, lowest scores first; every score is in one.
    pub bands: Vec<Band>,
    /// What makes a result worse than its score.
    pub changes: Vec<Change>,
    /// By how many bands all [`Effect::Worse`] together may worsen it.
    pub worse_at_most: usize,
    /// Answers that must not wait for the score.
    pub alarms: Vec<Alarm>,
}

/// A part of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Part {
    /// Its identity.
    pub id: String,
    /// What it is called.
    pub name: Words,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Item {
    /// Its identity, under which answers are kept.
    pub id: String,
    /// The part it belongs to.
    pub part: Option<String>,
    /// The question.
    pub text: Words,
    /// The answers, in the order in which they are offered; no two have the same points.
    pub choices: Vec<Choice>,
}

impl Item {
    /// Fewest and most points.
    #[must_use]
    pub fn range(&self) -> (u16, u16) {
        let points = || self.choices.iter().map(|choice| choice.points);
        (points().min().unwrap_or(0), points().max().unwrap_or(0))
    }
}

/// An answer that may be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Choice {
    /// What it counts.
    pub points: u16,
    /// What it says.
    pub text: Words,
}

/// Something asked beside the items: it gives no points and may change the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Finding {
    /// Its identity.
    pub id: String,
    /// The question.
    pub text: Words,
    /// Most it can be: 1 is yes or no, more is a count.
    pub most: u16,
}

/// What a range of scores means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Band {
    /// Its identity.
    pub id: String,
    /// Fewest points of it.
    pub from: u16,
    /// Most points of it.
    pub to: u16,
    /// What it is called.
    pub name: Words,
}

/// What a change does to the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// The result is this band, whatever the score, and before all items are answered.
    Set {
        /// Which.
        band: String,
    },
    /// The result is this many bands worse than the score's.
    Worse {
        /// How many, from 1.
        bands: usize,
    },
}

/// A change of the result by findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Change {
    /// The findings that are counted together.
    pub findings: Vec<String>,
    /// From what count on.
    pub at_least: u32,
    /// What it does.
    pub effect: Effect,
    /// What to tell.
    pub text: Words,
}

/// What an alarm asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// A crisis is to be opened.
    Crisis,
}

/// An answer that must not wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Alarm {
    /// The item.
    pub item: String,
    /// From what points on.
    pub at_least: u16,
    /// What it asks for.
    pub asks: Asks,
    /// What to tell.
    pub text: Words,
}

impl Scale {
    /// The item of this identity.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The finding of this identity.
    #[must_use]
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// The band of this identity.
    #[must_use]
    pub fn band(&self, id: &str) -> Option<&Band> {
        self.bands.iter().find(|band| band.id == id)
    }

    /// The band that a score is in.
    #[must_use]
    pub fn band_of(&self, score: u16) -> Option<&Band> {
        self.bands.iter().find(|band| (band.from..=band.to).contains(&score))
    }

    /// How bad a band is: 0 is the best.
    #[must_use]
    pub fn badness(&self, id: &str) -> Option<usize> {
        let at = self.bands.iter().position(|band| band.id == id)?;
        Some(match self.better {
            Better::Lower => at,
            Better::Higher => self.bands.len() - 1 - at,
        })
    }

    /// The band of this badness; the worst there is where it would be worse than that.
    #[must_use]
    pub fn band_at(&self, badness: usize) -> Option<&Band> {
        let badness = badness.min(self.bands.len().checked_sub(1)?);
        match self.better {
            Better::Lower => self.bands.get(badness),
            Better::Higher => self.bands.iter().rev().nth(badness),
        }
    }
}
