//! Passages: where in a note a remark belongs. A passage bears the words themselves, so that it says
//! what it is about wherever it is read; a signed note never changes, so that they are always found.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A part of the note that can be remarked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NotePart {
    /// What was seen and heard.
    Observations,
    /// What the worker made of it.
    Judgement,
    /// One of the addenda.
    Addenda,
}

/// A passage of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Passage {
    /// The part it stands in.
    pub part: NotePart,
    /// Its words.
    pub quote: String,
    /// Which of several places with the same words in that text, from 0.
    #[serde(default)]
    pub occurrence: u32,
}

/// Where the words of a passage stand in a text, in bytes: at its own occurrence, or at the first where
/// there are not so many. Occurrences do not overlap.
#[must_use]
pub fn locate(text: &str, passage: &Passage) -> Option<Range<usize>> {
    if passage.quote.is_empty() {
        return None;
    }
    let at = |start: usize| start..start + passage.quote.len();
    let mut found = text.match_indices(&passage.quote).map(|(start, _)| start);
    let first = found.next()?;
    let wanted = usize::try_from(passage.occurrence).ok()?;
    if wanted == 0 {
        return Some(at(first));
    }
    Some(at(found.nth(wanted - 1).unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn passage(quote: &str, occurrence: u32) -> Passage {
        Passage { part: NotePart::Observations, quote: quote.into(), occurrence }
    }

    #[test]
    fn a_passage_is_found_where_it_stands() {
        let text = "米缸见底。灶台是凉的，米缸见底。";
        let found = |quote, occurrence| {
            locate(text, &passage(quote, occurrence)).map(|range| (range.start, &text[range]))
        };
        assert_eq!(found("米缸见底", 0), Some((0, "米缸见底")));
        assert_eq!(found("米缸见底", 1), Some((33, "米缸见底")));
        assert_eq!(found("米缸见底", 9), Some((0, "米缸见底")), "fewer places than were counted");
        assert_eq!(found("水缸", 0), None);
        assert_eq!(found("", 0), None);
    }

    proptest! {
        #[test]
        fn every_cut_of_a_text_is_found_in_it(text in "[米缸a ]{1,12}", from in 0..12usize, len in 1..12usize) {
            let quote: String = text.chars().skip(from).take(len).collect();
            let start: usize = text.chars().take(from).map(char::len_utf8).sum();
            let places: Vec<_> = match quote.as_str() {
                "" => Vec::new(),
                quote => text.match_indices(quote).map(|(at, _)| at).collect(),
            };
            for (nth, at) in places.iter().enumerate() {
                let found = locate(&text, &passage(&quote, u32::try_from(nth).unwrap())).unwrap();
                prop_assert_eq!((found.start, &text[found]), (*at, quote.as_str()));
            }
            prop_assert_eq!(places.is_empty(), quote.is_empty());
            prop_assert!(quote.is_empty() || places.iter().any(|at| *at <= start));
        }
    }
}
