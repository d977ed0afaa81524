//! Words in the two languages of the screens, as data files give them.

use serde::{Deserialize, Serialize};

/// One sentence or name, in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both languages say something.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.zh.trim().is_empty() && !self.en.trim().is_empty()
    }

    /// Characters of the longer of the two.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.zh.chars().count().max(self.en.chars().count())
    }
}
