//! What is typed into the search box, as a query of the index.

use super::highlight::Needle;
use super::tokens::Tokens;
use casework::phone;

/// Longest text that is looked for, in characters. Nobody types more; what is pasted is cut.
const MAX_CHARS: usize = 64;
/// Fewest characters of an identity number's end.
const ID_TAIL_MIN: usize = 4;
/// Fewest digits of a telephone number that are compared without the way they are written.
const PHONE_MIN: usize = 3;

/// Typed text, read in every way it may be meant: as words, as the initials of a name, as the end of an
/// identity number, as a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query {
    /// Words, all of which must occur.
    pub(super) words: Vec<Needle>,
    /// Letters, where the text may be the beginning of a name's initials.
    pub(super) initials: Option<String>,
    /// The end of an identity number, in lower case, where the text may be one.
    pub(super) id_tail: Option<String>,
    /// Digits, where the text may be a part of a telephone number.
    pub(super) phone: Option<String>,
    expression: String,
}

impl Query {
    /// The query for a typed text; `None` where nothing is typed.
    pub(crate) fn new(typed: &str) -> Option<Self> {
        let typed: String = typed.trim().chars().take(MAX_CHARS).collect();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let word = match words.as_slice() {
            [] => return None,
            [word] => Some(*word),
            _ => None,
        };
        let initials = word.filter(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
        let id_tail = word.filter(|word| is_id_tail(word));
        let phone = phone_digits(&typed);
        let mut ways = vec![all_of(&words)];
        ways.extend(initials.map(|letters| Tokens::default().initials(letters).phrase()));
        ways.extend(id_tail.map(|tail| Tokens::default().id_tail(tail).phrase()));
        ways.extend(phone.as_deref().map(|digits| Tokens::default().text(digits).phrase()));
        ways.dedup();
        Some(Self {
            words: words.iter().map(|word| Needle::new(word)).collect(),
            initials: initials.map(str::to_lowercase),
            id_tail: id_tail.map(str::to_lowercase),
            phone,
            expression: ways.join(" OR "),
        })
    }

    /// A note or an action with these texts is found: all words are in it, or the telephone number.
    pub(super) fn is_in(&self, texts: &[impl AsRef<str>]) -> bool {
        let found = |word: &Needle| texts.iter().any(|text| word.is_in(text.as_ref()));
        self.words.iter().all(found)
            || self.phone.as_deref().map(Needle::new).is_some_and(|digits| found(&digits))
    }

    /// Whether it may be in a record with this JSON, told without reading it.
    pub(super) fn may_be_in(&self, json: &str) -> bool {
        self.phone.is_some() || self.words.iter().all(|word| word.may_be_in(json))
    }

    /// The query in the language of FTS5.
    pub(crate) fn expression(&self) -> &str {
        &self.expression
    }
}

fn all_of(words: &[&str]) -> String {
    let phrases: Vec<String> =
        words.iter().map(|word| Tokens::default().text(word).phrase()).collect();
    if phrases.len() == 1 { phrases.concat() } else { format!("({})", phrases.join(" AND ")) }
}

fn is_id_tail(word: &str) -> bool {
    word.len() >= ID_TAIL_MIN && word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X'))
}

/// The digits of a text that is nothing but a telephone number, however it is written.
fn phone_digits(typed: &str) -> Option<String> {
    let digits = phone::digits(typed);
    let written = phone::clean(typed);
    let number = written.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+'));
    (number && digits.len() >= PHONE_MIN).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(typed: &str) -> String {
        Query::new(typed).map(|query| query.expression).unwrap_or_default()
    }

    #[test]
    fn nothing_typed_is_no_query() {
        assert_eq!(Query::new(""), None);
        assert_eq!(Query::new(" \u{3000}\n"), None);
    }

    #[test]
    fn a_word_is_a_phrase_of_its_characters() {
        assert_eq!(expression("小米"), "\"小 米\"");
        assert_eq!(expression(" 小米 "), "\"小 米\"");
        assert_eq!(expression("a\"b"), "\"a u22 b\"");
    }

    #[test]
    fn of_several_words_all_must_occur() {
        assert_eq!(expression("小米 学校"), "(\"小 米\" AND \"学 校\")");
    }

    #[test]
    fn letters_may_be_initials() {
        assert_eq!(expression("wX"), "\"w x\" OR \"n0 nw nx\"");
        assert_eq!(expression("w1"), "\"w 1\"");
    }

    #[test]
    fn four_digits_may_end_an_identity_number() {
        assert_eq!(expression("002X"), "\"0 0 2 x\" OR \"d0 d0 d2 dx dz\"");
        assert_eq!(expression("02x"), "\"0 2 x\"");
    }

    #[test]
    fn digits_are_a_telephone_number_however_they_are_written() {
        assert_eq!(expression("138 0013"), "(\"1 3 8\" AND \"0 0 1 3\") OR \"1 3 8 0 0 1 3\"");
        assert_eq!(expression("0311-86"), "\"0 3 1 1 u2d 8 6\" OR \"0 3 1 1 8 6\"");
        assert_eq!(expression("138"), "\"1 3 8\"", "the same phrase once");
        assert_eq!(expression("110号"), "\"1 1 0 号\"");
        assert_eq!(expression("-"), "\"u2d\"");
    }

    #[test]
    fn what_cannot_be_in_a_record_is_told_from_its_json() {
        let may = |typed: &str, text: &str| {
            Query::new(typed).unwrap().may_be_in(&serde_json::to_string(text).unwrap())
        };
        assert!(may("血压", "奶奶量了血压") && !may("血糖", "奶奶量了血压"));
        assert!(may("血压 奶奶", "奶奶量了血压") && !may("血压 爷爷", "奶奶量了血压"));
        for (typed, text) in
            [("anna", "ANNA"), ("école", "ÉCOLE"), ("\"", "\""), ("138-00", "13800")]
        {
            assert!(may(typed, text), "{typed}");
        }
    }

    #[test]
    fn what_is_pasted_is_cut() {
        let pasted = "访".repeat(100_000);
        assert_eq!(expression(&pasted).matches('访').count(), MAX_CHARS);
    }
}
