//! Text as people write it: made clean without changing a word.

pub use crate::limits::MAX_NOTE_CHARS;
use crate::problem::{Told, bare, with};

/// Why a text cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is written where something must be.
    #[error("the text is empty")]
    Empty,
    /// Longer than its field holds.
    #[error("the text has {length} characters, more than {limit}")]
    TooLong {
        /// Most characters the field holds.
        limit: usize,
        /// Characters it has.
        length: usize,
    },
}

impl Told for TextError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Empty => bare("empty"),
            Self::TooLong { limit, .. } => with("too_long", limit),
        }
    }
}

/// The text with line ends as `\n` and without control characters other than line feed and tab.
///
/// Everything that can be read stays as it is: spaces, emoji, right-to-left scripts and the marks
/// that steer them. Cleaning twice changes nothing more.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\n' if after_return => {}
            // NEL, line separator and paragraph separator come with text pasted from other programs.
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push(c),
            c if c.is_control() => {}
            c => clean.push(c),
        }
        after_return = c == '\r';
    }
    clean
}

/// The cleaned text, if it has no more than `limit` characters. May be empty.
///
/// # Errors
/// [`TextError::TooLong`].
pub fn check(text: &str, limit: usize) -> Result<String, TextError> {
    let clean = clean(text);
    match clean.chars().count() {
        length if length > limit => Err(TextError::TooLong { limit, length }),
        _ => Ok(clean),
    }
}

/// The cleaned text without space around it, if there is any and it has no more than `limit`
/// characters.
///
/// # Errors
/// [`TextError::Empty`], [`TextError::TooLong`].
pub fn check_some(text: &str, limit: usize) -> Result<String, TextError> {
    let checked = check(text, limit)?;
    match checked.trim() {
        "" => Err(TextError::Empty),
        trimmed => Ok(trimmed.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(clean("a\r\nb\rc\nd\u{2028}e\u{2029}f\u{85}g"), "a\nb\nc\nd\ne\nf\ng");
        assert_eq!(clean("a\r\r\n\n"), "a\n\n\n");
    }

    #[test]
    fn control_characters_go_and_what_can_be_read_stays() {
        assert_eq!(clean("a\0b\u{7}c\u{1b}[31m\u{7f}\u{9b}d\te"), "abc[31md\te");
        let kept = "  👨‍👩‍👧 שלום \u{202e}abc\u{202c} 龍\u{e0100} 𬎆  ";
        assert_eq!(clean(kept), kept);
    }

    #[test]
    fn a_note_of_200_000_characters_is_accepted_and_one_more_is_not() {
        let note = "访".repeat(MAX_NOTE_CHARS);
        assert_eq!(check(&note, MAX_NOTE_CHARS), Ok(note.clone()));
        let error = TextError::TooLong { limit: 200_000, length: 200_001 };
        assert_eq!(check(&(note + "。"), MAX_NOTE_CHARS), Err(error));
    }

    #[test]
    fn dropped_characters_do_not_count() {
        assert_eq!(check("a\0\0\0b", 2), Ok("ab".into()));
    }

    #[test]
    fn space_alone_is_nothing() {
        assert_eq!(check_some(" \u{3000}\n\t", 10), Err(TextError::Empty));
        assert_eq!(check_some(" 好 ", 10), Ok("好".into()));
        assert!(matches!(check_some("好好好", 2), Err(TextError::TooLong { length: 3, .. })));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in "\\PC*|[\\x00-\\xff\\u{2028}\\r\\n]*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!once.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        }

        #[test]
        fn text_without_controls_is_untouched(text in "[^\\p{Cc}\\u{2028}\\u{2029}]*") {
            prop_assert_eq!(clean(&text), text);
        }
    }
}
