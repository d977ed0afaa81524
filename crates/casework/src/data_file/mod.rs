//! Data files that a station may edit: read whole, refused with the line that is wrong.

mod reader;

pub use reader::{LineWrong, MAX_WORDS_CHARS};
pub(crate) use reader::{Misplaced, Reader};

use serde::de::DeserializeOwned;

/// Largest data file, in bytes: some hundred times what is shipped. Past this it is another file.
pub const MAX_DATA_BYTES: usize = 512 * 1024;

/// Why a data file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Larger than any such file.
    #[error("the file has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// Bytes it has.
        bytes: usize,
        /// Most it may have.
        limit: usize,
    },
    /// Not TOML, or with a key or value that does not belong.
    #[error("line {line}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
}

/// Reads a file into the lines it is made of.
///
/// # Errors
/// It is too large, or no such file.
pub(crate) fn read<T: DeserializeOwned>(toml: &str) -> Result<T, FileError> {
    if toml.len() > MAX_DATA_BYTES {
        return Err(FileError::TooLarge { bytes: toml.len(), limit: MAX_DATA_BYTES });
    }
    toml::from_str(toml).map_err(|error| FileError::Syntax {
        line: line_of(toml, error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })
}

/// The line, from 1, of a byte of the file.
pub(crate) fn line_of(toml: &str, at: usize) -> usize {
    toml.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// An identity that a data file gives to a part of itself: it stands in records, so it is plain.
pub(crate) fn is_plain_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=40).contains(&id.len()) && id.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_large_is_not_even_looked_at() {
        let large = "#".repeat(MAX_DATA_BYTES + 1);
        let error = FileError::TooLarge { bytes: large.len(), limit: MAX_DATA_BYTES };
        assert_eq!(read::<toml::Table>(&large), Err(error));
        assert!(read::<toml::Table>(&large[1..]).is_ok());
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let error = read::<toml::Table>("a = 1\nb = \n").unwrap_err();
        assert!(matches!(error, FileError::Syntax { line: 2, .. }), "{error}");
    }

    #[test]
    fn ids_are_plain() {
        for id in ["a", "item_9", "0"] {
            assert!(is_plain_id(id), "{id}");
        }
        for id in ["", "A", "a b", "进食", "a-b", &"a".repeat(41)] {
            assert!(!is_plain_id(id), "{id}");
        }
    }
}
