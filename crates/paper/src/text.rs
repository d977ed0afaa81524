//! From characters to glyphs: which are drawn, which are knowingly left out, which stop the printing.

use crate::error::{Field, PaperError};
use crate::fonts::{Fonts, Glyph};
use crate::kinsoku;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose};

/// A character with the glyph that draws it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// The character, as the page's text will be copied and searched.
    pub character: char,
    /// What is drawn.
    pub glyph: Glyph,
    /// Space added after it, in ems.
    pub after: f32,
}

impl Piece {
    /// How far the pen moves, in ems.
    pub(crate) fn width(&self) -> f32 {
        self.glyph.advance + self.after
    }

    /// A closing mark on the Han grid: its right half is blank.
    pub(crate) fn hangs(&self) -> bool {
        self.glyph.advance > WIDE && kinsoku::hangs(self.character)
    }

    /// A space of any width.
    pub(crate) fn is_space(&self) -> bool {
        self.character.is_whitespace()
    }
}

/// Space between a Han character and a Latin letter or digit, in ems. Below what readers of PDF take
/// for a word space.
const HAN_LATIN_SPACE: f32 = 0.09;

/// White at the sides of two dashes in a row (72 of 1000 units each), taken back.
const DASH_OVERLAP: f32 = -0.144;
/// Wider than this, in ems, a mark is on the Han grid.
const WIDE: f32 = 0.9;
/// The blank half of a full-width mark, in ems.
const HALF: f32 = 0.5;

/// Two full-width marks meet with a blank half between them, as in ：“ and 。”, which would look like
/// a hole in the line.
fn blank_between(before: &Piece, after: &Piece) -> bool {
    let opens = |p: &Piece| p.glyph.advance > WIDE && kinsoku::opens(p.character);
    (before.hangs() && (after.hangs() || opens(after))) || (opens(before) && opens(after))
}

/// The glyphs of a text, paragraph by paragraph. Empty paragraphs are left out.
///
/// # Errors
/// [`PaperError::NoGlyph`] for the first character that no font has.
pub(crate) fn paragraphs(
    text: &str,
    bold: bool,
    fonts: &Fonts,
    field: Field,
) -> Result<Vec<Vec<Piece>>, PaperError> {
    let mut done = Vec::new();
    let mut open = Vec::new();
    for (index, character) in text.chars().enumerate() {
        if is_line_end(character) {
            done.push(std::mem::take(&mut open));
        } else if !is_left_out(character) {
            add(&mut open, character, bold, fonts).map_err(|character| PaperError::NoGlyph {
                character,
                code_point: u32::from(character),
                field,
                position: index + 1,
            })?;
        }
    }
    done.push(open);
    Ok(done.into_iter().map(|p| finish(p, bold, fonts)).filter(|p| !p.is_empty()).collect())
}

/// Adds one character; gives it back if it cannot be drawn.
fn add(pieces: &mut Vec<Piece>, character: char, bold: bool, fonts: &Fonts) -> Result<(), char> {
    if canonical_combining_class(character) != 0 {
        let base = pieces.pop().ok_or(character)?;
        let whole = compose(base.character, character).ok_or(character)?;
        return add(pieces, whole, bold, fonts);
    }
    let character = if character == '\t' { ' ' } else { character };
    let glyph = fonts.glyph(character, bold).or_else(|| stand_in(character, bold, fonts));
    let glyph = glyph.ok_or(character)?;
    pieces.push(Piece { character, glyph, after: 0.0 });
    Ok(())
}

/// The glyph of the same character under another number (a compatibility ideograph), or of the plain
/// space for a space that the fonts do not have.
fn stand_in(character: char, bold: bool, fonts: &Fonts) -> Option<Glyph> {
    if character.is_whitespace() {
        return fonts.glyph(' ', bold);
    }
    let mut same = std::iter::once(character).nfc();
    let first = same.next().filter(|c| *c != character)?;
    if same.next().is_some() { None } else { fonts.glyph(first, bold) }
}

/// Trims the ends and gives marks the form and the space that their neighbours ask for.
fn finish(mut pieces: Vec<Piece>, bold: bool, fonts: &Fonts) -> Vec<Piece> {
    let end = pieces.iter().rposition(|p| !p.is_space()).map_or(0, |i| i + 1);
    pieces.truncate(end);
    let start = pieces.iter().position(|p| !p.is_space()).unwrap_or(0);
    pieces.drain(..start);
    if pieces.iter().any(|p| kinsoku::is_han(p.character)) {
        widen_dashes(&mut pieces, bold, fonts);
        narrow(&mut pieces, false, fonts);
    } else {
        narrow(&mut pieces, true, fonts);
    }
    space(&mut pieces);
    pieces
}

/// In Chinese a dash stands at the height of the characters and two of them are one line: the glyph of
/// U+2015 does the first, and closing the white between two of it the second.
fn widen_dashes(pieces: &mut [Piece], bold: bool, fonts: &Fonts) {
    let Some(glyph) = fonts.glyph('\u{2015}', bold) else { return };
    for i in 0..pieces.len() {
        if pieces[i].character == '—' {
            pieces[i].glyph = glyph;
            if i > 0 && pieces[i - 1].character == '—' {
                pieces[i - 1].after = DASH_OVERLAP;
            }
        }
    }
}

/// The fonts' quotation marks are as wide as a Han character. In a Western text all of them get their
/// narrow form, in a Chinese one only the apostrophe inside a word.
fn narrow(pieces: &mut [Piece], western: bool, fonts: &Fonts) {
    for i in 0..pieces.len() {
        let letter = |at: Option<usize>| {
            at.and_then(|at| pieces.get(at)).is_some_and(|p| p.character.is_ascii_alphabetic())
        };
        let narrow = match pieces[i].character {
            '“' | '”' | '‘' | '…' => western,
            '’' => western || (letter(i.checked_sub(1)) && letter(Some(i + 1))),
            _ => false,
        };
        if narrow && let Some(glyph) = fonts.proportional(pieces[i].glyph) {
            pieces[i].glyph = glyph;
        }
    }
}

/// Closes the hole between two full-width marks, and sets Han and Latin a little apart.
fn space(pieces: &mut [Piece]) {
    for i in 1..pieces.len() {
        let (a, b) = (pieces[i - 1].character, pieces[i].character);
        if blank_between(&pieces[i - 1], &pieces[i]) {
            pieces[i - 1].after = -HALF;
        } else if (kinsoku::is_han(a) && b.is_ascii_alphanumeric())
            || (a.is_ascii_alphanumeric() && kinsoku::is_han(b))
        {
            pieces[i - 1].after = HAN_LATIN_SPACE;
        }
    }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that steer how text is shown and have no ink of their own: control and zero-width
/// characters, direction marks, variation selectors, tags, and what only decorates the emoji before it
/// (skin tone, the frame of a keycap). Leaving them out changes nothing that can be read on paper.
fn is_left_out(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{E}'..='\u{1F}'
            | '\u{7F}'..='\u{84}'
            | '\u{86}'..='\u{9F}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{20E3}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{1F3FB}'..='\u{1F3FF}'
            | '\u{E0000}'..='\u{E01EF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaped(text: &str) -> Result<Vec<Vec<Piece>>, PaperError> {
        paragraphs(text, false, Fonts::shared().unwrap(), Field::Observations)
    }

    fn drawn(text: &str) -> String {
        shaped(text).unwrap().concat().iter().map(|p| p.character).collect()
    }

    #[test]
    fn invisible_characters_are_left_out_and_the_rest_stays() {
        assert_eq!(drawn("小\u{200B}米\u{202E}说\u{FEFF}好\u{0}的"), "小米说好的");
        assert_eq!(drawn("👍🏽1\u{FE0F}\u{20E3}"), "👍1");
    }

    #[test]
    fn a_character_in_no_font_is_named_with_its_place() {
        let error = shaped("药盒\u{200B}旁𓀀").unwrap_err();
        let expected = PaperError::NoGlyph {
            character: '𓀀',
            code_point: 0x13000,
            field: Field::Observations,
            position: 5,
        };
        assert_eq!(error, expected);
        let said = error.to_string();
        assert_eq!(said, "no font has “𓀀” (U+13000), character 5 of the observations");
    }

    #[test]
    fn right_to_left_text_is_refused_rather_than_printed_backwards() {
        for text in ["שלום", "سلام"] {
            assert!(matches!(shaped(text), Err(PaperError::NoGlyph { position: 1, .. })));
        }
    }

    #[test]
    fn a_letter_and_its_mark_become_one_and_a_lone_mark_is_an_error() {
        assert_eq!(drawn("e\u{301}"), "é");
        assert!(shaped("x\u{301}").is_err());
        assert!(shaped("\u{301}").is_err());
    }

    #[test]
    fn a_compatibility_ideograph_is_drawn_by_its_unified_form() {
        assert_eq!(drawn("\u{F914}"), "\u{F914}");
    }

    #[test]
    fn the_chinese_dash_is_one_line_of_two_ems_at_the_height_of_the_characters() {
        let fonts = Fonts::shared().unwrap();
        let line = shaped("她说——算了").unwrap().concat();
        assert_eq!(line[2].glyph, fonts.glyph('\u{2015}', false).unwrap());
        assert!((line[2].width() + line[3].width() - 1.856).abs() < 0.01);
        let western = shaped("no—yes").unwrap().concat();
        assert_eq!(western[2].glyph, fonts.glyph('—', false).unwrap());
    }

    #[test]
    fn quotation_marks_are_wide_in_chinese_and_narrow_in_english() {
        let first = |text: &str| shaped(text).unwrap().concat()[0].glyph.advance;
        assert!(first("“好”") > 0.9);
        assert!(first("“Good”") < 0.6);
        let word = shaped("她写 don’t 走").unwrap().concat();
        assert!(word.iter().any(|p| p.character == '’' && p.glyph.advance < 0.4));
    }

    #[test]
    fn marks_that_meet_close_up() {
        let set = shaped("她说：“好。”").unwrap().concat();
        let after: Vec<f32> = set.iter().map(|p| p.after).collect();
        assert_eq!(after, [0.0, 0.0, -0.5, 0.0, 0.0, -0.5, 0.0]);
    }

    #[test]
    fn paragraphs_end_at_every_kind_of_line_end_and_lose_outer_spaces() {
        let lines = shaped("　　一\r\n二\u{2028}\n\n 三 ").unwrap();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|l| l.len() == 1));
    }
}
