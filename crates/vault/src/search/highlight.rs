//! Found text as it is shown: cut around what was looked for, with that part marked.

use super::tokens::fold;

/// Characters shown before the first hit.
const BEFORE: usize = 16;
/// Characters shown in all.
const SHOWN: usize = 96;
/// Stands where text was left out.
const CUT: char = '…';

/// A stretch of text, inside or outside what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text. Pieces follow each other without space between.
    pub text: String,
    /// It is what was looked for.
    pub hit: bool,
}

impl Piece {
    /// Text in which nothing was looked for.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), hit: false }
    }

    /// Text that is itself what was looked for.
    pub(super) fn hit(text: impl Into<String>) -> Self {
        Self { text: text.into(), hit: true }
    }
}

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    /// As it is compared.
    folded: Vec<char>,
    /// As it is written wherever it occurs: the characters of most scripts have no case.
    written: Option<String>,
}

impl Needle {
    pub(super) fn new(word: &str) -> Self {
        let caseless = |c: char| !c.is_ascii() && fold(c).eq([c]) && c.to_uppercase().eq([c]);
        Self {
            folded: word.chars().flat_map(fold).collect(),
            written: word.chars().all(caseless).then(|| word.to_owned()),
        }
    }

    /// The word occurs in the text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        match &self.written {
            Some(written) => text.contains(written.as_str()),
            None => Folded::new(text).find(self, 0).is_some(),
        }
    }

    /// The word may occur in the text, or in what the text spells out: nearly always told at a glance.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.written.as_deref().is_none_or(|written| text.contains(written))
    }
}

/// A text as it is compared, with the way back to the characters it came from.
struct Folded {
    chars: Vec<char>,
    /// For each folded character, which character of the text it came from.
    from: Vec<usize>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut folded =
            Self { chars: Vec::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        for (at, c) in text.chars().enumerate() {
            for c in fold(c) {
                folded.chars.push(c);
                folded.from.push(at);
            }
        }
        folded
    }

    /// Where a word occurs at or after a place.
    fn find(&self, Needle { folded: word, .. }: &Needle, from: usize) -> Option<usize> {
        let first = word.first()?;
        let mut at = from;
        loop {
            at += self.chars.get(at..)?.iter().position(|c| c == first)?;
            if self.chars.get(at..at + word.len())? == word {
                return Some(at);
            }
            at += 1;
        }
    }

    /// For each character of the text, whether it belongs to one of the words. A character that is only
    /// partly hit counts whole.
    fn marks(&self, needles: &[Needle], length: usize) -> Vec<bool> {
        let mut marks = vec![false; length];
        for needle in needles {
            let mut next = 0;
            while let Some(at) = self.find(needle, next) {
                next = at + needle.folded.len();
                for from in self.from.get(at..next).unwrap_or_default() {
                    if let Some(mark) = marks.get_mut(*from) {
                        *mark = true;
                    }
                }
            }
        }
        marks
    }
}

/// The whole text with the words marked.
pub(super) fn whole(text: &str, needles: &[Needle]) -> Vec<Piece> {
    if !text.is_empty() && !needles.iter().any(|needle| needle.may_be_in(text)) {
        return vec![Piece::plain(text)];
    }
    let chars: Vec<char> = text.chars().collect();
    pieces(&chars, &Folded::new(text).marks(needles, chars.len()))
}

/// The text around the first word that is in it, in one line; nothing where none is.
pub(super) fn around(text: &str, needles: &[Needle]) -> Option<Vec<Piece>> {
    if !needles.iter().any(|needle| needle.may_be_in(text)) {
        return None;
    }
    let folded = Folded::new(text);
    let first = needles.iter().filter_map(|needle| folded.find(needle, 0)).min()?;
    let first = folded.from.get(first).copied()?;
    // Nothing is gained by cutting off a word or two at the beginning.
    let start = if first <= BEFORE + BEFORE / 2 { 0 } else { first - BEFORE };
    Some(cut(text, start, needles))
}

/// The beginning of a text, in one line.
pub(super) fn beginning(text: &str) -> Vec<Piece> {
    cut(text, 0, &[])
}

fn cut(text: &str, start: usize, needles: &[Needle]) -> Vec<Piece> {
    let mut shown: Vec<char> = text.chars().skip(start).take(SHOWN + 1).collect();
    let more = shown.len() > SHOWN;
    shown.truncate(SHOWN);
    let line: String = shown.iter().collect();
    let mut marks = Folded::new(&line).marks(needles, shown.len());
    for c in &mut shown {
        *c = if c.is_whitespace() { ' ' } else { *c };
    }
    if start > 0 {
        shown.insert(0, CUT);
        marks.insert(0, false);
    }
    if more {
        shown.push(CUT);
        marks.push(false);
    }
    pieces(&shown, &marks)
}

fn pieces(chars: &[char], marks: &[bool]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (c, hit) in chars.iter().zip(marks) {
        match pieces.last_mut() {
            Some(piece) if piece.hit == *hit => piece.text.push(*c),
            _ => pieces.push(Piece { text: c.to_string(), hit: *hit }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn needles(words: &[&str]) -> Vec<Needle> {
        words.iter().map(|word| Needle::new(word)).collect()
    }

    /// Pieces in one line, hits in brackets.
    fn line(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() })
            .collect()
    }

    #[test]
    fn every_hit_of_every_word_is_marked() {
        let text = "血压高，量血压，吃药。";
        assert_eq!(line(&whole(text, &needles(&["血压", "药"]))), "[血压]高，量[血压]，吃[药]。");
        assert_eq!(line(&whole(text, &needles(&["血糖"]))), text);
        assert_eq!(whole("", &needles(&["血"])), vec![]);
    }

    #[test]
    fn case_does_not_matter_and_text_is_shown_as_written() {
        assert_eq!(line(&whole("Anna's ANNA", &needles(&["anna"]))), "[Anna]'s [ANNA]");
        assert_eq!(line(&whole("École", &needles(&["éc"]))), "[Éc]ole");
        // One written character that is compared as two is never torn.
        assert_eq!(line(&whole("aİb", &needles(&["i"]))), "a[İ]b");
    }

    #[test]
    fn touching_hits_are_one_piece() {
        assert_eq!(line(&whole("哈哈哈", &needles(&["哈"]))), "[哈哈哈]");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_hit() {
        let text = format!("{}奶奶{}", "前".repeat(100), "后".repeat(100));
        let shown = line(&around(&text, &needles(&["奶奶"])).unwrap());
        assert_eq!(
            shown,
            format!("…{}[奶奶]{}…", "前".repeat(BEFORE), "后".repeat(SHOWN - BEFORE - 2))
        );
    }

    #[test]
    fn a_hit_near_the_beginning_leaves_the_beginning() {
        let text = format!("{}奶奶。\n好", "前".repeat(20));
        assert_eq!(
            line(&around(&text, &needles(&["奶奶"])).unwrap()),
            format!("{}[奶奶]。 好", "前".repeat(20))
        );
    }

    #[test]
    fn without_a_hit_the_beginning_is_shown() {
        let text = "一".repeat(200);
        assert_eq!(around(&text, &needles(&["二"])), None);
        assert_eq!(around(&text, &[]), None);
        assert_eq!(line(&beginning(&text)), format!("{}…", "一".repeat(SHOWN)));
        assert_eq!(beginning(""), vec![]);
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_and_hits_are_the_words(text in "[abAB血压 \n👩]{0,60}", word in "[ab血压]{1,3}") {
            let needles = needles(&[&word]);
            let pieces = whole(&text, &needles);
            let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(&joined, &text);
            let found = text.to_lowercase().contains(&word);
            prop_assert_eq!(pieces.iter().any(|piece| piece.hit), found);
            prop_assert_eq!(needles[0].is_in(&text), found);
            let shown = around(&text, &needles);
            prop_assert_eq!(shown.is_some_and(|pieces| pieces.iter().any(|piece| piece.hit)), found);
            for piece in pieces.iter().filter(|piece| piece.hit) {
                prop_assert!(piece.text.to_lowercase().contains(&word));
            }
        }
    }
}
