//! The words on the screens, by the keys the screens themselves use: a story reads the same in
//! both languages, and a better wording breaks no test.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use crate::program::workspace;

/// All words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    by_key: BTreeMap<String, String>,
}

impl Words {
    /// Chinese.
    pub fn zh() -> anyhow::Result<Self> {
        Self::of("zh")
    }

    /// English.
    pub fn en() -> anyhow::Result<Self> {
        Self::of("en")
    }

    fn of(language: &str) -> anyhow::Result<Self> {
        let folder = workspace().join("ui/src/locales").join(language);
        let mut by_key = BTreeMap::new();
        for file in fs::read_dir(&folder)?.flatten() {
            let path = file.path();
            let name = path.file_stem().and_then(|stem| stem.to_str());
            let words: Value = serde_json::from_slice(&fs::read(&path)?)?;
            collect(name.unwrap_or_default(), &words, &mut by_key);
        }
        ensure!(!by_key.is_empty(), "no words in {}", folder.display());
        Ok(Self { by_key })
    }

    /// The words under a key such as `visit.sign`.
    pub fn say(&self, key: &str) -> anyhow::Result<String> {
        self.by_key.get(key).cloned().with_context(|| format!("the screens have no words {key}"))
    }

    /// The same with its blanks filled in: `{name}` becomes the value.
    pub fn say_with(&self, key: &str, blanks: &[(&str, &str)]) -> anyhow::Result<String> {
        let words = self.say(key)?;
        Ok(blanks
            .iter()
            .fold(words, |words, (name, value)| words.replace(&format!("{{{name}}}"), value)))
    }
}

fn collect(key: &str, words: &Value, into: &mut BTreeMap<String, String>) {
    match words {
        Value::Object(below) => {
            for (name, words) in below {
                collect(&format!("{key}.{name}"), words, into);
            }
        }
        Value::String(words) => {
            into.insert(key.to_owned(), words.clone());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_the_screens_keys_and_blanks_are_filled() {
        let mut by_key = BTreeMap::new();
        let words =
            serde_json::json!({ "strength": "口令强度：{level}", "level": { "s4": "很强" } });
        collect("vault", &words, &mut by_key);
        let words = Words { by_key };

        assert_eq!(words.say("vault.level.s4").unwrap(), "很强");
        assert_eq!(
            words.say_with("vault.strength", &[("level", "很强")]).unwrap(),
            "口令强度：很强"
        );
        assert!(words.say("vault.none").is_err());
    }
}
