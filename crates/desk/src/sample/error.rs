//! Why a text of the sample cannot be used.

/// What is wrong with a text of the sample, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// Not TOML, or with a key or value that does not belong.
    #[error("line {line}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// A list that has nothing to choose from.
    #[error("the list {list} is empty")]
    EmptyList {
        /// Which list.
        list: &'static str,
    },
    /// A picture that is not shipped.
    #[error("there is no picture {name}")]
    NoPhoto {
        /// Its name.
        name: String,
    },
    /// The order digits of an identity number are not three digits.
    #[error("“{order}” is no order of an identity number")]
    Order {
        /// What stands there.
        order: String,
    },
}

impl SampleError {
    /// The error of the TOML reader with its line.
    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        Self::Syntax { line, message: error.message().to_owned() }
    }
}
