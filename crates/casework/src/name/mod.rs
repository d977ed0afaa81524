//! Names of people: made clean, checked, turned into pinyin to search by, and compared to find the
//! same person entered twice.

mod reading;
mod similar;
mod surnames;

pub use reading::{initials, syllables};
pub use similar::{family_sound, similar};

use crate::limits::MAX_NAME_CHARS;
use crate::problem::{Told, bare, with};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Why a name cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen.
    #[error("the name is empty")]
    Empty,
    /// Longer than a name is.
    #[error("the name has more than {limit} characters")]
    TooLong {
        /// Most characters a name has.
        limit: usize,
    },
}

impl Told for NameError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Empty => bare("empty"),
            Self::TooLong { limit } => with("too_long", limit),
        }
    }
}

/// The name in composed form (NFC), without space around it, runs of space within it as one, and
/// without characters that show nothing or turn the direction of writing: two names that look alike
/// are then the same text.
///
/// Rare characters, their variation selectors and joined emoji stay as they are.
#[must_use]
pub fn clean(name: &str) -> String {
    let seen: String = name.nfc().filter(|&c| !shows_nothing(c)).collect();
    let mut joined = String::with_capacity(seen.len());
    for cluster in seen.graphemes(true) {
        push_joined(&mut joined, cluster);
    }
    // Once more: a dropped character may have stood between two that compose.
    joined.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// The cleaned name, if there is one of at most [`MAX_NAME_CHARS`] characters.
///
/// # Errors
/// [`NameError::Empty`], [`NameError::TooLong`].
pub fn check(name: &str) -> Result<String, NameError> {
    let clean = check_optional(name)?;
    if clean.is_empty() { Err(NameError::Empty) } else { Ok(clean) }
}

/// As [`check`], for a name that may be left out.
///
/// # Errors
/// [`NameError::TooLong`].
pub fn check_optional(name: &str) -> Result<String, NameError> {
    let clean = clean(name);
    if clean.chars().nth(MAX_NAME_CHARS).is_some() {
        return Err(NameError::TooLong { limit: MAX_NAME_CHARS });
    }
    Ok(clean)
}

/// Zero-width joiner: it makes one emoji of several, and shows nothing elsewhere.
const JOINER: char = '\u{200d}';

/// Appends a cluster, keeping a joiner only where it joins two signs.
fn push_joined(clean: &mut String, cluster: &str) {
    let mut chars = cluster.chars().peekable();
    while let Some(c) = chars.next() {
        if c != JOINER || chars.peek().is_some_and(|&next| starts_a_sign(next)) {
            clean.push(c);
        }
    }
}

/// The character would stand alone after a letter: within a cluster, only a joiner can have bound
/// it to the sign before it (UAX #29, GB11).
fn starts_a_sign(c: char) -> bool {
    c != JOINER && String::from_iter(['a', c]).graphemes(true).count() == 2
}

/// Characters of a name that show nothing or only steer the direction of writing.
fn shows_nothing(c: char) -> bool {
    match c {
        JOINER => false,
        c if c.is_whitespace() => false,
        c if c.is_control() => true,
        // Soft hyphen, Arabic letter mark, fillers that pass for a letter, blank braille.
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => {
            true
        }
        // Zero-width space and non-joiner, marks, embeddings, isolates, invisible operators.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // Byte order mark, annotation anchors, tag characters.
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn space_is_trimmed_and_gathered() {
        assert_eq!(clean(" \u{3000}王 \t\n 小米\u{a0} "), "王 小米");
    }

    #[test]
    fn characters_that_show_nothing_go() {
        assert_eq!(clean("张\u{200b}三\u{feff}"), "张三");
        assert_eq!(clean("\u{202e}张三\u{202c}\u{2067}\u{2069}\u{61c}"), "张三");
        assert_eq!(clean("张\0三\u{7f}"), "张三");
        assert_eq!(clean("张\u{200d}三"), "张三");
        assert_eq!(clean("\u{200d}张三\u{200d}"), "张三");
    }

    #[test]
    fn emoji_and_other_scripts_stay() {
        for name in
            ["👨‍👩‍👧", "小米👩🏽‍🌾", "🏳️‍🌈", "שרה", "محمد", "买买提·吐逊", "སྐལ་བཟང", "𬎆𬱖", "葛\u{e0100}城"]
        {
            assert_eq!(clean(name), name, "{name}");
        }
    }

    #[test]
    fn names_are_composed() {
        assert_eq!(clean("Jose\u{301}"), "José");
        assert_eq!(clean("Jose\u{200d}\u{301}"), "José");
    }

    #[test]
    fn a_name_of_nothing_visible_is_empty() {
        for name in ["", "   ", "\u{200b}\u{200d}\u{202e}", "\u{3164}", "\0"] {
            assert_eq!(check(name), Err(NameError::Empty), "{name:?}");
        }
    }

    #[test]
    fn a_name_of_one_megabyte_is_too_long() {
        let limit = MAX_NAME_CHARS;
        assert_eq!(check(&"a".repeat(1 << 20)), Err(NameError::TooLong { limit }));
        assert_eq!(check(&"👨‍👩‍👧".repeat(40_000)), Err(NameError::TooLong { limit }));
        assert_eq!(check(&"麦".repeat(100)), Ok("麦".repeat(100)));
        assert_eq!(check(&"麦".repeat(101)), Err(NameError::TooLong { limit }));
    }

    #[test]
    fn one_megabyte_of_nothing_is_nothing() {
        assert_eq!(check(&"\u{200d}".repeat(350_000)), Err(NameError::Empty));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(
            name in "\\PC*|[ \u{200b}-\u{200f}\u{202a}-\u{202e}\u{301}👨👩张e\u{1f3fd}\u{fe0f}]*",
        ) {
            let once = clean(&name);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert_eq!(once.trim(), once.as_str());
            prop_assert_eq!(once.find(['\u{202e}', '\u{200b}']), None);
        }
    }
}
