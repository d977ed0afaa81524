//! What every data file is checked for, line by line.

use super::{is_plain_id, line_of};
use crate::words::Words;
use toml::Spanned;

/// Longest text of a data file, in characters.
pub const MAX_WORDS_CHARS: usize = 500;

/// What may be wrong with a line of any data file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineWrong {
    /// An identity with other characters than small letters, digits and `_`, or with none or more than 40.
    #[error("`{id}` is no id: small letters, digits and _, 1 to 40 of them")]
    Id {
        /// What stands there.
        id: String,
    },
    /// Two things of one identity.
    #[error("`{id}` is there already")]
    Twice {
        /// Which.
        id: String,
    },
    /// A reference to what is not in the file.
    #[error("there is no {what} `{id}`")]
    Unknown {
        /// Of what kind.
        what: &'static str,
        /// Which.
        id: String,
    },
    /// Words that lack one of the two languages.
    #[error("words are missing, in Chinese or in English")]
    NoWords,
    /// Words longer than any question.
    #[error("the text is longer than {limit} characters")]
    LongWords {
        /// Most characters.
        limit: usize,
    },
    /// A number outside of what it may be.
    #[error("{what} is {found}, it must be between {from} and {to}")]
    Number {
        /// What the number says.
        what: &'static str,
        /// What stands there.
        found: i64,
        /// Least.
        from: i64,
        /// Most.
        to: i64,
    },
    /// A list that is empty or longer than anybody reads.
    #[error("there are {found} of {what}, there must be between {from} and {to}")]
    Count {
        /// What is listed.
        what: &'static str,
        /// How many.
        found: usize,
        /// Least.
        from: usize,
        /// Most.
        to: usize,
    },
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misplaced {
    pub line: usize,
    pub wrong: LineWrong,
}

/// The text of a file, for the lines of what is wrong.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub toml: &'a str,
}

impl Reader<'_> {
    pub(crate) fn line<T>(self, of: &Spanned<T>) -> usize {
        line_of(self.toml, of.span().start)
    }

    pub(crate) fn wrong<T>(self, at: &Spanned<T>, wrong: LineWrong) -> Misplaced {
        Misplaced { line: self.line(at), wrong }
    }

    pub(crate) fn id(self, id: &Spanned<String>) -> Result<String, Misplaced> {
        if is_plain_id(id.get_ref()) {
            return Ok(id.get_ref().clone());
        }
        Err(self.wrong(id, LineWrong::Id { id: id.get_ref().chars().take(60).collect() }))
    }

    pub(crate) fn words(self, words: &Spanned<Words>) -> Result<Words, Misplaced> {
        let said = words.get_ref();
        if !said.is_whole() {
            return Err(self.wrong(words, LineWrong::NoWords));
        }
        if said.longest() > MAX_WORDS_CHARS {
            return Err(self.wrong(words, LineWrong::LongWords { limit: MAX_WORDS_CHARS }));
        }
        Ok(said.clone())
    }

    pub(crate) fn number(
        self,
        what: &'static str,
        number: &Spanned<i64>,
        from: i64,
        to: i64,
    ) -> Result<i64, Misplaced> {
        let found = *number.get_ref();
        if (from..=to).contains(&found) {
            return Ok(found);
        }
        Err(self.wrong(number, LineWrong::Number { what, found, from, to }))
    }

    /// `at` is told where the list itself has no place.
    pub(crate) fn count(
        self,
        at: &Spanned<String>,
        what: &'static str,
        found: usize,
        from: usize,
        to: usize,
    ) -> Result<(), Misplaced> {
        if (from..=to).contains(&found) {
            return Ok(());
        }
        Err(self.wrong(at, LineWrong::Count { what, found, from, to }))
    }

    pub(crate) fn distinct<'a>(
        self,
        ids: impl Iterator<Item = &'a Spanned<String>>,
    ) -> Result<(), Misplaced> {
        let mut seen: Vec<&str> = Vec::new();
        for id in ids {
            if seen.contains(&id.get_ref().as_str()) {
                return Err(self.wrong(id, LineWrong::Twice { id: id.get_ref().clone() }));
            }
            seen.push(id.get_ref());
        }
        Ok(())
    }

    pub(crate) fn unknown(self, id: &Spanned<String>, what: &'static str) -> Misplaced {
        self.wrong(id, LineWrong::Unknown { what, id: id.get_ref().clone() })
    }

    pub(crate) fn known(
        self,
        id: &Spanned<String>,
        what: &'static str,
        known: bool,
    ) -> Result<String, Misplaced> {
        if known { Ok(id.get_ref().clone()) } else { Err(self.unknown(id, what)) }
    }
}
