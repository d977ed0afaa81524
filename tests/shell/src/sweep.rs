//! Looks for planted words in everything that lies on disk, in every spelling a program might
//! leave them in.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use memchr::memmem;

/// A word found where it must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// The word.
    pub word: String,
    /// The file that holds it, or bears it in its name; or the region of memory.
    pub file: PathBuf,
    /// How it is spelled there.
    pub spelling: &'static str,
}

impl fmt::Display for Find {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "“{}” as {} in {}", self.word, self.spelling, self.file.display())
    }
}

/// Searches a file, or every file below a folder, names included. A place that is not there holds
/// no word.
pub fn sweep(place: &Path, words: &[&str]) -> anyhow::Result<Vec<Find>> {
    let mut finds = Vec::new();
    let mut places = vec![place.to_owned()];
    while let Some(place) = places.pop() {
        let Ok(kind) = fs::symlink_metadata(&place) else {
            continue;
        };
        if kind.is_dir() {
            let below = fs::read_dir(&place)
                .with_context(|| format!("{} cannot be searched", place.display()))?;
            for file in below {
                places.push(file?.path());
            }
        }
        let name = place.file_name().unwrap_or_default().as_encoded_bytes();
        search(&place, name, words, &mut finds);
        if kind.is_file() {
            let bytes = fs::read(&place)
                .with_context(|| format!("{} cannot be searched", place.display()))?;
            search(&place, &bytes, words, &mut finds);
        }
    }
    Ok(finds)
}

pub(crate) fn search(file: &Path, bytes: &[u8], words: &[&str], finds: &mut Vec<Find>) {
    for word in words {
        for (spelling, spelled) in spellings(word) {
            if memmem::find(bytes, &spelled).is_some() {
                finds.push(Find { word: (*word).to_owned(), file: file.to_owned(), spelling });
            }
        }
    }
}

/// The ways in which text reaches files: as UTF-8, as web views keep it in memory, escaped in
/// JSON, and escaped in addresses.
fn spellings(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let little: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut spellings = vec![
        ("UTF-8", word.as_bytes().to_owned()),
        ("UTF-16", little),
        ("UTF-16, big-endian", big),
    ];
    if !word.is_ascii() {
        let json: String = word.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let address: String = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
        spellings.push(("JSON", json.into_bytes()));
        spellings.push(("an address", address.into_bytes()));
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "榆树沟";

    fn swept(file: &str, bytes: &[u8]) -> Vec<&'static str> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::write(folder.path().join("deep").join(file), bytes).unwrap();
        let finds = sweep(folder.path(), &[WORD, "never written"]).unwrap();
        finds.into_iter().map(|find| find.spelling).collect()
    }

    #[test]
    fn trust_38_a_planted_word_is_found_in_every_spelling() {
        assert_eq!(swept("a", "来自榆树沟的信".as_bytes()), ["UTF-8"]);
        assert_eq!(swept("b", br"\u6986\u6811\u6c9f"), ["JSON"]);
        assert_eq!(swept("c", b"?q=%E6%A6%86%E6%A0%91%E6%B2%9F"), ["an address"]);
        let wide: Vec<u8> = WORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(swept("d", &wide), ["UTF-16"]);
    }

    #[test]
    fn trust_38_a_planted_word_is_found_in_a_files_name() {
        assert_eq!(swept("榆树沟.txt", b""), ["UTF-8"]);
    }

    #[test]
    fn other_words_are_no_find() {
        assert!(swept("e", "来自槐树沟的信".as_bytes()).is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_holds_nothing() {
        assert!(sweep(Path::new("/nowhere/at/all"), &[WORD]).unwrap().is_empty());
    }
}
