//! How hard a passphrase is to guess, by zxcvbn (Wheeler, USENIX Security 2016): 0 to 4, the guesses an
//! attacker needs, and what to do about it.
//!
//! zxcvbn knows English words, keyboards, dates and repeats; Chinese characters it takes for random ones, at
//! ten guesses each. That is fair to a sentence of one's own, and far too kind to a line that every school
//! child knows: [`well_known`] holds such lines, in characters and in pinyin, and common number puns. It is
//! too kind to several known pieces in a row as well (a whole poem), so each passphrase is judged a second
//! time with every known piece shrunk to its first character, and the worse judgement counts.

mod advice;
mod well_known;

use std::fmt;

pub use advice::Advice;
use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

use crate::secret::Passphrase;

/// The least score that is accepted: 10⁸ guesses and more (“safely unguessable” offline with slow hashing).
pub const MIN_SCORE: u8 = 3;
/// The least length that is accepted, in characters.
pub const MIN_CHARACTERS: usize = 10;

/// What is judged of a long passphrase, or of a name: its beginning. The rest can only make a passphrase
/// better, and the time zxcvbn takes grows with more than the square of the length, while somebody types.
const JUDGED_CHARACTERS: usize = 40;

/// The judgement of one passphrase.
#[derive(Clone, PartialEq)]
pub struct Strength {
    /// 0 (guessed at once) to 4 (very hard to guess).
    pub score: u8,
    /// Decimal logarithm of the number of guesses; 0 for an empty passphrase.
    pub guesses_log10: f64,
    /// What would help, most important first, each at most once. Empty only when it is accepted.
    pub advice: Vec<Advice>,
    /// Whether it may protect a vault: score at least [`MIN_SCORE`], length at least [`MIN_CHARACTERS`].
    pub accepted: bool,
}

impl Strength {
    /// Judges `passphrase`. `personal` is what a guesser knows of its owner: her name, her station.
    #[must_use]
    pub fn of(passphrase: &Passphrase, personal: &[&str]) -> Self {
        let characters = passphrase.text().chars().count();
        let judged: String = passphrase.text().chars().take(JUDGED_CHARACTERS).collect();
        let judged = Zeroizing::new(judged);
        let personal = personal_words(personal);
        let mut known: Vec<&str> = personal.iter().map(String::as_str).collect();
        known.extend(well_known::PHRASES);
        let whole = zxcvbn(&judged, &known);
        let condensed = zxcvbn(&condensed(&judged, &known), &known);
        let worse = if condensed.guesses() < whole.guesses() { &condensed } else { &whole };
        let score = u8::from(worse.score());
        let accepted = score >= MIN_SCORE && characters >= MIN_CHARACTERS;
        let advice = if accepted {
            Vec::new()
        } else {
            advice::advise(&judged, characters, &personal, &whole)
        };
        Self { score, guesses_log10: worse.guesses_log10().max(0.0), advice, accepted }
    }
}

/// Without `guesses_log10`: a log that holds how guessable a passphrase is helps to guess it.
impl fmt::Debug for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Strength(accepted: {})", self.accepted)
    }
}

/// Each text as a whole and each of its words, in lower case. A single character says too little: it would
/// punish every passphrase that happens to hold it.
fn personal_words(personal: &[&str]) -> Vec<String> {
    personal
        .iter()
        .flat_map(|text| std::iter::once(*text).chain(text.split_whitespace()))
        .map(|word| {
            let cut: String = word.trim().chars().take(JUDGED_CHARACTERS).collect();
            cut.to_lowercase()
        })
        .filter(|word| word.chars().count() >= 2)
        .collect()
}

/// `judged` in lower case with each known piece shrunk to its first character, the longest pieces first.
fn condensed(judged: &str, known: &[&str]) -> Zeroizing<String> {
    let mut pieces = known.to_vec();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    let mut text = Zeroizing::new(judged.to_lowercase());
    for piece in pieces {
        let first: String = piece.chars().take(1).collect();
        if text.contains(piece) {
            text = Zeroizing::new(text.replace(piece, &first));
        }
    }
    text
}
