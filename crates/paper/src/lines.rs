//! From a paragraph to lines of a given width.

use crate::kinsoku;
use crate::text::Piece;

/// How a paragraph is set. Widths in ems.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// Width of a line.
    pub width: f32,
    /// Indent of the first line.
    pub indent: f32,
    /// Stretch full lines to the right edge.
    pub justify: bool,
}

/// The most that one gap may be stretched, in ems: a line that would need more stays ragged.
const STRETCH_LIMIT: f32 = 0.1;
/// Rounding of sums of advances.
const EPSILON: f32 = 0.001;
/// The blank half of a closing mark.
const HALF: f32 = 0.5;

/// Breaks a paragraph into lines. Every glyph is in exactly one line, but for the spaces at which
/// lines break. Time grows with the length of the paragraph only.
pub(crate) fn break_lines(paragraph: &[Piece], measure: Measure) -> Vec<Vec<Piece>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < paragraph.len() {
        let indent = if lines.is_empty() { measure.indent } else { 0.0 };
        let room = (measure.width - indent).max(1.0);
        let end = line_end(paragraph, start, room);
        let text_end = paragraph[start..end].iter().rposition(|p| !p.is_space());
        let mut line = paragraph[start..start + text_end.map_or(0, |i| i + 1)].to_vec();
        if let Some(last) = line.last_mut() {
            last.after = 0.0;
        }
        let spaces = paragraph[end..].iter().take_while(|p| p.is_space()).count();
        start = end + spaces;
        if measure.justify && start < paragraph.len() {
            stretch(&mut line, room);
        }
        lines.push(line);
    }
    lines
}

/// Width of a line, in ems.
pub(crate) fn width(line: &[Piece]) -> f32 {
    line.iter().map(Piece::width).sum()
}

/// Where the line that begins at `start` ends.
fn line_end(paragraph: &[Piece], start: usize, room: f32) -> usize {
    let mut pen = 0.0;
    let mut last_break = None;
    for i in start..paragraph.len() {
        let piece = &paragraph[i];
        if i > start && may_break(paragraph, i) {
            last_break = Some(i);
        }
        let full = pen + piece.glyph.advance > room + EPSILON;
        if full && !piece.is_space() {
            let next = i + 1;
            let hangs = piece.hangs()
                && pen + HALF <= room + EPSILON
                && (next == paragraph.len() || may_break(paragraph, next));
            return if hangs { next } else { last_break.unwrap_or(i.max(start + 1)) };
        }
        pen += piece.width();
    }
    paragraph.len()
}

fn may_break(paragraph: &[Piece], at: usize) -> bool {
    kinsoku::may_break(paragraph[at - 1].character, paragraph[at].character)
}

/// Spreads what is left of the line over its gaps.
fn stretch(line: &mut [Piece], room: f32) {
    let total = width(line);
    let over = total > room + EPSILON;
    let left = room - total + if over { HALF } else { 0.0 };
    let gap =
        |i: usize, line: &[Piece]| kinsoku::stretches(line[i].character, line[i + 1].character);
    let gaps = (0..line.len().saturating_sub(1)).filter(|i| gap(*i, line)).count();
    let each = left / gaps.max(1) as f32;
    if left <= 0.0 || gaps == 0 || each > STRETCH_LIMIT {
        return;
    }
    for i in 0..line.len() - 1 {
        if gap(i, line) {
            line[i].after += each;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Field;
    use crate::fonts::Fonts;
    use crate::text::paragraphs;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let pieces = paragraphs(text, false, Fonts::shared().unwrap(), Field::Label).unwrap();
        let measure = Measure { width, indent: 0.0, justify: false };
        break_lines(&pieces.concat(), measure)
            .iter()
            .map(|line| line.iter().map(|p| p.character).collect())
            .collect()
    }

    #[test]
    fn a_full_stop_that_does_not_fit_hangs_or_takes_the_last_character_along() {
        assert_eq!(lines("一二三四五。六", 5.5), ["一二三四五。", "六"]);
        assert_eq!(lines("一二三四五。六", 5.0), ["一二三四", "五。六"]);
    }

    #[test]
    fn closing_marks_in_a_row_stay_together() {
        assert_eq!(lines("他说：“我不想活了！”后来", 9.0), ["他说：“我不想活", "了！”后来"]);
    }

    #[test]
    fn an_opening_mark_moves_to_the_next_line() {
        assert_eq!(lines("一二三四（五六）", 5.0), ["一二三四", "（五六）"]);
    }

    #[test]
    fn words_wrap_whole_and_the_space_between_disappears() {
        assert_eq!(lines("the quick brown fox", 6.0), ["the quick", "brown fox"]);
        assert_eq!(lines("电话 13800000000 接通", 7.0), ["电话", "13800000000", "接通"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_rather_than_lost() {
        let long = "x".repeat(40);
        let cut = lines(&long, 5.0);
        assert!(cut.len() > 3);
        assert_eq!(cut.concat(), long);
    }

    #[test]
    fn a_full_line_is_stretched_to_the_edge_and_the_last_is_not() {
        let text = "今天下午去小米家看望她和爷爷，门开着，灶上有剩饭。";
        let pieces = paragraphs(text, false, Fonts::shared().unwrap(), Field::Label).unwrap();
        let measure = Measure { width: 10.6, indent: 2.0, justify: true };
        let set = break_lines(&pieces.concat(), measure);
        assert!((width(&set[0]) - 8.6).abs() < 0.01, "{}", width(&set[0]));
        let hanging = width(&set[1]) - HALF;
        assert!((hanging - 10.6).abs() < 0.01, "{hanging}");
        let last = set.last().unwrap();
        assert!(last.iter().all(|p| p.after.abs() < f32::EPSILON));
        assert!(width(last) < 9.0);
    }

    #[test]
    fn a_line_without_room_for_one_character_still_moves_on() {
        assert_eq!(lines("一二三", 0.2), ["一", "二", "三"]);
    }
}
