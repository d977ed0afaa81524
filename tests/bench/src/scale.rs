//! How much is measured, and what of it.

use std::fmt;

/// How large the caseloads are and how often things are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Cases of the small vault.
    pub small: usize,
    /// Cases of the large vault.
    pub large: usize,
    /// Visits of each case.
    pub visits: u32,
    /// Times that a save is measured.
    pub rounds: usize,
    /// Words that are searched for.
    pub words: usize,
    /// Times that a window is opened.
    pub windows: usize,
    /// Changes that go up and come down.
    pub changes: usize,
    /// Times that they do.
    pub trips: usize,
    /// Cases that a new laptop gets.
    pub enrolled: usize,
    /// Changes of others at a station that holds much.
    pub grown: usize,
}

impl Scale {
    /// 100,000 notes beside 1,000.
    const WHOLE: Self = Self {
        small: 100,
        large: 10_000,
        visits: 10,
        rounds: 200,
        words: 400,
        windows: 5,
        changes: 10_000,
        trips: 3,
        enrolled: 10_000,
        grown: 1_000_000,
    };
    /// A tenth of it.
    const QUICK: Self = Self {
        small: 100,
        large: 1_000,
        visits: 10,
        rounds: 80,
        words: 200,
        windows: 1,
        changes: 2_000,
        trips: 1,
        enrolled: 1_000,
        grown: 50_000,
    };
}

/// A part of the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Saving a signed visit.
    Save,
    /// Searching the notes.
    Search,
    /// The list of cases.
    List,
    /// The visit report.
    Report,
    /// Unlocking.
    Unlock,
    /// All that takes a window.
    Window,
    /// Pushing and pulling.
    Sync,
    /// A new laptop.
    Enrol,
    /// A little that is new among much.
    Grown,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Save,
        Self::Search,
        Self::List,
        Self::Report,
        Self::Unlock,
        Self::Window,
        Self::Sync,
        Self::Enrol,
        Self::Grown,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Search => "search",
            Self::List => "list",
            Self::Report => "report",
            Self::Unlock => "unlock",
            Self::Window => "window",
            Self::Sync => "sync",
            Self::Enrol => "enrol",
            Self::Grown => "grown",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.word())
    }
}

/// What the words of the command line ask for.
///
/// # Errors
/// When a word is none of them.
pub fn asked_for(words: &[String]) -> anyhow::Result<(Scale, Vec<Part>)> {
    let (mut scale, mut parts) = (Scale::WHOLE, Vec::new());
    for word in words {
        if word == "--quick" {
            scale = Scale::QUICK;
            continue;
        }
        let Some(part) = Part::ALL.into_iter().find(|part| part.word() == word) else {
            anyhow::bail!(
                "{word} is neither --quick nor a part: {}",
                Part::ALL.map(Part::word).join(", ")
            );
        };
        parts.push(part);
    }
    Ok((scale, if parts.is_empty() { Part::ALL.to_vec() } else { parts }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> anyhow::Result<(Scale, Vec<Part>)> {
        asked_for(&words.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn nothing_asks_for_all_at_full_size() {
        assert_eq!(asked(&[]).unwrap(), (Scale::WHOLE, Part::ALL.to_vec()));
    }

    #[test]
    fn parts_and_quick_go_in_any_order() {
        let wanted = (Scale::QUICK, vec![Part::Search, Part::Save]);
        assert_eq!(asked(&["search", "--quick", "save"]).unwrap(), wanted);
    }

    #[test]
    fn another_word_is_answered_with_those_there_are() {
        let error = asked(&["speed"]).unwrap_err().to_string();
        assert!(error.contains("speed") && error.contains("unlock"), "{error}");
    }
}
