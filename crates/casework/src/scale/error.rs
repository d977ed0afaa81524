//! What may be wrong with a scale's file. Each error says where to look.

use crate::data_file::{FileError, LineWrong, Misplaced};

/// Why a file is no scale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScaleError {
    /// It cannot be read at all: too large, not TOML, a key that does not belong or is missing.
    #[error(transparent)]
    File(#[from] FileError),
    /// It can be read, and says something that cannot be.
    #[error("line {line}: {wrong}")]
    At {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        wrong: Wrong,
    },
}

impl From<Misplaced> for ScaleError {
    fn from(misplaced: Misplaced) -> Self {
        Self::At { line: misplaced.line, wrong: misplaced.wrong.into() }
    }
}

/// What is wrong with a line of a file that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// What may be wrong in any data file.
    #[error(transparent)]
    Line(#[from] LineWrong),
    /// An item with neither or both of a set of choices and options of its own.
    #[error("item `{id}` needs either `choices` or `options`, and not both")]
    Choices {
        /// Which item.
        id: String,
    },
    /// Two options of one item with the same points: an answer is kept as its points.
    #[error("two options have {points} points")]
    SamePoints {
        /// How many.
        points: u16,
    },
    /// The file says another lowest or highest score than its items make: an item may be missing.
    #[error("{what} is {declared}, the items together make {found}")]
    Sum {
        /// `lowest` or `highest`.
        what: &'static str,
        /// What the file says.
        declared: i64,
        /// What the items make.
        found: i64,
    },
    /// A band that ends before it starts.
    #[error("band `{id}` ends before it starts")]
    BandBackwards {
        /// Which.
        id: String,
    },
    /// A score in two bands, or a band outside of the scale.
    #[error("band `{id}` overlaps another, or leaves the scale, at {score}")]
    Overlap {
        /// Which.
        id: String,
        /// Where.
        score: i64,
    },
    /// Scores in no band.
    #[error("no band holds {from} to {to}")]
    Hole {
        /// First of them.
        from: i64,
        /// Last of them.
        to: i64,
    },
    /// A change with neither or both of `set` and `worse`.
    #[error("a change needs either `set` or `worse`, and not both")]
    Effect,
}
