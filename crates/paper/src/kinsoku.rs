//! Where a line may break: the Chinese rule (no closing mark begins a line, no opening mark ends one,
//! GB/T 15834) and the Western one (between words).

/// A Han character, or another that is set on the same grid and may break on either side.
pub(crate) fn is_han(character: char) -> bool {
    matches!(
        character,
        '\u{2E80}'..='\u{2FFF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{A4CF}'
            | '\u{AC00}'..='\u{D7AF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// A mark that closes what stands before it and so never begins a line.
pub(crate) fn closes(character: char) -> bool {
    matches!(
        character,
        ',' | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
            | '»'
            | '·'
            | '”'
            | '’'
            | '…'
            | '‰'
            | '℃'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〕'
            | '］'
            | '｝'
            | '～'
            | '％'
            | '．'
            | '々'
            | '〗'
            | '｣'
            | '､'
            | '｡'
            | '•'
            | '・'
            | '‧'
    )
}

/// A closing mark whose right half is blank if it is set full width, so that it may hang over the end of
/// a full line.
pub(crate) fn hangs(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〕'
            | '］'
            | '｝'
            | '”'
            | '’'
    )
}

/// A mark that opens what stands after it and so never ends a line.
pub(crate) fn opens(character: char) -> bool {
    matches!(
        character,
        '(' | '['
            | '{'
            | '«'
            | '“'
            | '‘'
            | '$'
            | '¥'
            | '￥'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '「'
            | '『'
            | '〔'
            | '［'
            | '｛'
            | '〖'
            | '｢'
            | '№'
    )
}

/// Stands on the Han grid: a line may break beside it unless a rule above forbids it.
fn is_wide(character: char) -> bool {
    is_han(character)
        || matches!(
            character,
            '\u{3000}'..='\u{3020}'
                | '\u{FE30}'..='\u{FE4F}'
                | '\u{FF01}'..='\u{FFEF}'
                | '\u{2190}'..='\u{2BFF}'
                | '—'
                | '…'
                | '\u{1F000}'..='\u{1FAFF}'
        )
}

/// Whether the space between two characters may be stretched to fill a line. Beside a Latin word it may
/// not: readers of PDF would see a word space there, and 13岁 would no longer be found.
pub(crate) fn stretches(before: char, after: char) -> bool {
    is_wide(before) && is_wide(after)
}

/// Whether a line may end with `before` and the next begin with `after`.
pub(crate) fn may_break(before: char, after: char) -> bool {
    const NO_BREAK: [char; 3] = ['\u{A0}', '\u{202F}', '\u{2007}'];
    if NO_BREAK.contains(&before) || NO_BREAK.contains(&after) {
        return false;
    }
    if after.is_whitespace() || closes(after) || opens(before) {
        return false;
    }
    if before.is_whitespace() {
        return true;
    }
    if before == after && matches!(before, '—' | '…') {
        return false;
    }
    is_wide(before) || is_wide(after) || (matches!(before, '-' | '/') && after.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_closing_mark_begins_a_line() {
        for mark in "，。、；：！？）】》〉」』〕”’…％℃,.;:!?)]}%".chars() {
            assert!(!may_break('好', mark), "{mark}");
            assert!(!may_break('a', mark), "{mark}");
        }
    }

    #[test]
    fn no_opening_mark_ends_a_line() {
        for mark in "（【《〈「『〔“‘([{$￥".chars() {
            assert!(!may_break(mark, '好'), "{mark}");
            assert!(!may_break(mark, 'a'), "{mark}");
        }
    }

    #[test]
    fn han_may_break_anywhere_else_and_words_only_at_spaces_and_hyphens() {
        assert!(may_break('好', '的'));
        assert!(may_break('好', '“'));
        assert!(may_break('。', '“'));
        assert!(may_break('好', 'a') && may_break('a', '好'));
        assert!(may_break(' ', 'a') && !may_break('a', ' '));
        assert!(!may_break('a', 'b') && !may_break('1', '2'));
        assert!(may_break('-', 'a') && !may_break('-', '0'));
    }

    #[test]
    fn dashes_ellipses_and_words_with_an_apostrophe_stay_whole() {
        assert!(!may_break('—', '—') && !may_break('…', '…'));
        assert!(!may_break('n', '’') && !may_break('’', 't'));
        assert!(!may_break('5', '\u{A0}') && !may_break('\u{A0}', 'm'));
    }

    #[test]
    fn a_rare_character_and_an_emoji_are_on_the_grid() {
        assert!(may_break('𬎆', 'a') && may_break('a', '𠮷') && may_break('a', '😭'));
    }
}
