//! The data files of `assets/crisis/`: steps, situations of the mandatory report, hotlines.

mod read;

use crate::data_file::{FileError, LineWrong, Misplaced};
use crate::role::Role;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// Why a file is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrisisFileError {
    /// It cannot be read at all.
    #[error(transparent)]
    File(#[from] FileError),
    /// It can be read, and says something that cannot be.
    #[error("line {line}: {wrong}")]
    At {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        wrong: CrisisFileWrong,
    },
}

impl From<Misplaced> for CrisisFileError {
    fn from(misplaced: Misplaced) -> Self {
        Self::At { line: misplaced.line, wrong: misplaced.wrong.into() }
    }
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrisisFileWrong {
    /// What may be wrong in any data file.
    #[error(transparent)]
    Line(#[from] LineWrong),
    /// The file is another one.
    #[error("this is the file `{found}`, not `{expected}`")]
    OtherFile {
        /// What it says it is.
        found: String,
        /// What it should be.
        expected: &'static str,
    },
    /// There is not exactly one step of a kind that there must be one of.
    #[error("there must be one step of the kind {kind}, there are {found}")]
    NotOne {
        /// Which kind.
        kind: &'static str,
        /// How many there are.
        found: usize,
    },
    /// The standing down is not the last step, or not a supervisor's.
    #[error("the last step is the standing down, and a supervisor's")]
    StandDown,
    /// The same role twice among those whose views are heard, or none.
    #[error("the views are of one role or more, each once")]
    Views,
    /// A number that cannot be dialled.
    #[error("`{number}` is no telephone number")]
    Number {
        /// What stands there.
        number: String,
    },
}

/// What a step is, and so when it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Done when somebody says so.
    Task,
    /// Done when each of those to be heard was heard, or could not be reached.
    Consultation,
    /// Done when it is decided, and every decision countersigned.
    Report,
    /// Done when the daily contact has begun.
    FollowUp,
    /// Done by a supervisor, last.
    StandDown,
}

/// A step of the protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Step {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: StepKind,
    /// Who does it.
    pub owner: Role,
    /// By when, in minutes after the opening.
    pub within_minutes: u32,
    /// What it is called.
    pub name: Words,
    /// What to ask and do.
    pub prompts: Vec<Words>,
}

/// The guided steps of a crisis, checked. A crisis keeps those by which it was opened: another edition, or
/// another laptop's file, never changes where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Protocol {
    /// Edition of the file.
    pub version: u32,
    /// What it is called.
    pub name: Words,
    /// Where it comes from.
    pub source: Words,
    /// Whose views the consultation hears.
    pub views: Vec<Role>,
    /// The steps, in their order; the last is the standing down.
    pub steps: Vec<Step>,
}

/// A situation in which a report is duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Situation {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub text: Words,
}

/// The situations of the mandatory report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Situations {
    /// Edition of the file.
    pub version: u32,
    /// Nobody at the station has compared it with the text in force yet.
    pub verify: bool,
    /// What it is called.
    pub name: Words,
    /// Where it comes from.
    pub source: Words,
    /// The situations, in their order.
    pub situations: Vec<Situation>,
}

/// A telephone number for a crisis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Hotline {
    /// As dialled.
    pub number: String,
    /// Who answers.
    pub name: Words,
}

/// The hotlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Hotlines {
    /// Edition of the file.
    pub version: u32,
    /// Nobody at the station has tried the numbers yet.
    pub verify: bool,
    /// What they are called.
    pub name: Words,
    /// The numbers, in their order.
    pub hotlines: Vec<Hotline>,
}

impl Protocol {
    /// The protocol that comes with the program.
    pub const SHIPPED: &str = include_str!("../../../../assets/crisis/protocol.toml");

    /// The step of this identity.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }
}

impl Situations {
    /// The situations that come with the program.
    pub const SHIPPED: &str = include_str!("../../../../assets/crisis/mandatory_report.toml");
}

impl Hotlines {
    /// The hotlines that come with the program.
    pub const SHIPPED: &str = include_str!("../../../../assets/crisis/hotlines.toml");
}

#[cfg(test)]
mod tests;
