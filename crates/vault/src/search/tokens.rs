//! Text as the index holds it: every character a token of its own, so that a phrase of tokens is exactly a
//! substring.
//!
//! The index's own tokenizer (FTS5 `ascii`) splits at spaces and other ASCII that is neither letter nor
//! digit. What it would split or drop is therefore spelled out:
//!
//! | token | stands for |
//! | --- | --- |
//! | one ASCII letter or digit, or one character beyond ASCII | itself, in lower case |
//! | `u` and two hexadecimal digits | any other ASCII character: space, line feed, punctuation |
//! | `n` and a character | a letter of a name's pinyin initials; `n0` stands before the first |
//! | `d` and a character | a character of the identity number; `dz` stands after the last |
//! | `k` and twelve letters or digits | the code on a printed page |
//! | `zz` | the end of a field, so that no phrase runs from one field into the next |
//!
//! The spelled tokens have two or more characters and are never the token of a character.

use std::fmt::Write as _;

/// Tokens of text, each followed by a space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens(String);

impl Tokens {
    /// Appends the characters of a text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.reserve(text.len() + text.len() / 2);
        text.chars().flat_map(fold).for_each(|c| self.character(c));
        self
    }

    /// Appends the initials of a name, marked as such and as beginning here.
    pub(super) fn initials(&mut self, initials: &str) -> &mut Self {
        self.0.push_str("n0 ");
        self.marked('n', initials)
    }

    /// Appends the last characters of an identity number, marked as such and as ending here.
    pub(super) fn id_tail(&mut self, tail: &str) -> &mut Self {
        self.marked('d', tail);
        self.0.push_str("dz ");
        self
    }

    /// Appends the code of a printed page.
    pub(super) fn code(&mut self, code: &str) -> &mut Self {
        self.0.push('k');
        self.0.extend(code.chars().filter(char::is_ascii_alphanumeric).flat_map(fold));
        self.0.push(' ');
        self
    }

    /// Appends the end of a field.
    pub(super) fn end(&mut self) -> &mut Self {
        self.0.push_str("zz ");
        self
    }

    /// The tokens as the index takes them.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The tokens as one phrase of a query.
    pub(super) fn phrase(&self) -> String {
        format!("\"{}\"", self.0.trim_end())
    }

    fn character(&mut self, c: char) {
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            self.0.push(c);
            self.0.push(' ');
        } else {
            // Writing to a string does not fail.
            let _ = write!(self.0, "u{:02x} ", u32::from(c));
        }
    }

    fn marked(&mut self, mark: char, text: &str) -> &mut Self {
        for c in text.chars().flat_map(fold) {
            self.0.push(mark);
            self.character(c);
        }
        self
    }
}

/// A character as it is compared: in lower case, which may be more than one character.
pub(super) fn fold(c: char) -> impl Iterator<Item = char> {
    // Most of what is written is Chinese and has no case; looking that up would take the most time.
    let cased = !matches!(c, '\u{2e80}'..='\u{a63f}');
    let (lower, as_is) = if cased { (Some(c.to_lowercase()), None) } else { (None, Some(c)) };
    as_is.into_iter().chain(lower.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn tokens(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.text(text);
        tokens
    }

    #[test]
    fn every_character_is_a_token() {
        assert_eq!(tokens("小米Ab1").as_str(), "小 米 a b 1 ");
        assert_eq!(tokens("a, \"b\"\n").as_str(), "a u2c u20 u22 b u22 u0a ");
        assert_eq!(tokens("👨‍👩好，").as_str(), "👨 \u{200d} 👩 好 ， ");
        assert_eq!(tokens("").as_str(), "");
    }

    #[test]
    fn letters_are_folded_also_where_one_becomes_two() {
        assert_eq!(tokens("ÉCOLE").as_str(), tokens("école").as_str());
        assert_eq!(tokens("İ").as_str(), "i \u{307} ");
    }

    #[test]
    fn what_is_passed_over_as_chinese_has_no_case() {
        for c in '\0'..=char::MAX {
            assert!(fold(c).eq(c.to_lowercase()), "{c:?}");
        }
    }

    #[test]
    fn marks_stand_where_names_begin_and_numbers_end() {
        assert_eq!(Tokens::default().initials("wxm").end().as_str(), "n0 nw nx nm zz ");
        assert_eq!(Tokens::default().id_tail("002X").as_str(), "d0 d0 d2 dx dz ");
    }

    #[test]
    fn a_phrase_holds_no_quote_of_its_own() {
        assert_eq!(tokens("\"说\"").phrase(), "\"u22 说 u22\"");
    }

    #[test]
    fn no_two_characters_share_a_token_but_for_case() {
        let mut seen: BTreeMap<String, char> = BTreeMap::new();
        for c in '\0'..='\u{2ffff}' {
            if fold(c).eq([c]) {
                let token = tokens(&c.to_string()).as_str().to_owned();
                assert_eq!(token.matches(' ').count(), 1, "{c:?}");
                assert_eq!(seen.insert(token, c), None, "{c:?}");
            }
        }
        let mut marked = Tokens::default();
        marked.initials("az09").id_tail("09x").code("7Q0M-2ZKD-X94F").end();
        for token in marked.as_str().split_inclusive(' ') {
            assert!(!seen.contains_key(token), "{token}");
        }
    }
}
