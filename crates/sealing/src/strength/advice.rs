//! What to tell somebody whose passphrase is not accepted: a closed list, put into words by the screen.

use zxcvbn::{Entropy, feedback::Warning, matching::patterns::MatchPattern};

use super::{MIN_CHARACTERS, well_known};

/// One piece of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Advice {
    /// Shorter than [`MIN_CHARACTERS`].
    Longer,
    /// Holds the owner's name or station.
    NotYourself,
    /// A common password, or a line that everybody knows, or a small change of one.
    NotWellKnown,
    /// Neighbouring keys (`qwertyuiop`).
    NotKeyboardRow,
    /// Repeats (`aaa`, `abcabc`).
    NotRepeated,
    /// Sequences (`abcd`, `6543`).
    NotSequence,
    /// Dates and years.
    NotDate,
    /// Names and single words.
    NotSingleWord,
    /// Add a few words that do not belong together.
    MoreWords,
}

/// What would help `judged`, most important first.
pub(super) fn advise(
    judged: &str,
    characters: usize,
    personal: &[String],
    entropy: &Entropy,
) -> Vec<Advice> {
    let lower = judged.to_lowercase();
    let mut advice = Vec::new();
    if characters < MIN_CHARACTERS {
        advice.push(Advice::Longer);
    }
    if personal.iter().any(|word| lower.contains(word)) {
        advice.push(Advice::NotYourself);
    }
    if well_known::PHRASES.iter().any(|phrase| lower.contains(phrase)) {
        advice.push(Advice::NotWellKnown);
    }
    let patterns = entropy.sequence().iter().map(|part| &part.pattern);
    advice.extend(patterns.filter_map(of_pattern));
    let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    advice.extend(warning.and_then(of_warning));
    advice.push(Advice::MoreWords);
    let mut seen = std::collections::HashSet::new();
    advice.retain(|piece| seen.insert(*piece));
    advice
}

fn of_pattern(pattern: &MatchPattern) -> Option<Advice> {
    match pattern {
        MatchPattern::Spatial(_) => Some(Advice::NotKeyboardRow),
        MatchPattern::Repeat(_) => Some(Advice::NotRepeated),
        MatchPattern::Sequence(_) => Some(Advice::NotSequence),
        MatchPattern::Date(_) | MatchPattern::Regex(_) => Some(Advice::NotDate),
        MatchPattern::Dictionary(_) | MatchPattern::BruteForce => None,
    }
}

fn of_warning(warning: Warning) -> Option<Advice> {
    match warning {
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Some(Advice::NotWellKnown),
        Warning::AWordByItselfIsEasyToGuess
        | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Some(Advice::NotSingleWord),
        // The rest are patterns, seen above.
        _ => None,
    }
}
