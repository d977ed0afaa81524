//! Looks for planted words in files, folders and memory, in every spelling a program might leave them in.

use memchr::memmem;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A word found where it must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The word.
    pub word: String,
    /// The file that holds it, or bears it in its name; or the region of memory.
    pub file: PathBuf,
    /// How it is spelled there.
    pub spelling: &'static str,
}

impl fmt::Display for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” as {} in {}", self.word, self.spelling, self.file.display())
    }
}

/// Searches a file, or every file below a folder, names included; a place that is not there holds no word. Also
/// answers how many files were searched, so that a test can tell a clean folder from an empty one.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn sweep(place: &Path, words: &[&str]) -> io::Result<(usize, Vec<Find>)> {
    let words = Words::new(words);
    let (mut searched, mut finds) = (0, Vec::new());
    let mut places = vec![place.to_owned()];
    while let Some(place) = places.pop() {
        let Ok(kind) = fs::symlink_metadata(&place) else { continue };
        words.search(&place, place.file_name().unwrap_or_default().as_encoded_bytes(), &mut finds);
        if kind.is_dir() {
            for below in fs::read_dir(&place)? {
                places.push(below?.path());
            }
        } else if kind.is_file() {
            searched += 1;
            words.search(&place, &fs::read(&place)?, &mut finds);
        }
    }
    finds.dedup();
    Ok((searched, finds))
}

/// Words in all their spellings, spelled once.
#[derive(Debug)]
pub struct Words<'words>(Vec<(&'words str, &'static str, Vec<u8>)>);

impl<'words> Words<'words> {
    /// Spells them.
    #[must_use]
    pub fn new(words: &[&'words str]) -> Self {
        let each = words.iter().flat_map(|word| {
            spellings(word).into_iter().map(|(spelling, bytes)| (*word, spelling, bytes))
        });
        Self(each.collect())
    }

    /// Bytes that are no text, such as a key, each under a name.
    #[must_use]
    pub fn of_bytes(named: &[(&'words str, &[u8])]) -> Self {
        Self(named.iter().map(|(name, bytes)| (*name, "bytes", bytes.to_vec())).collect())
    }

    /// Adds what is found in `bytes`, which come from `file`.
    pub fn search(&self, file: &Path, bytes: &[u8], finds: &mut Vec<Find>) {
        for (word, spelling, spelled) in &self.0 {
            if memmem::find(bytes, spelled).is_some() {
                finds.push(Find { word: (*word).to_owned(), file: file.to_owned(), spelling });
            }
        }
    }
}

/// The ways in which text reaches files: as UTF-8, as web views keep it in memory, escaped in JSON, and escaped
/// in addresses.
fn spellings(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut spellings = vec![
        ("UTF-8", word.as_bytes().to_vec()),
        ("UTF-16", word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16, big-endian", word.encode_utf16().flat_map(u16::to_be_bytes).collect()),
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
        let (searched, finds) = sweep(folder.path(), &[WORD, "never written"]).unwrap();
        assert_eq!(searched, 1);
        finds.into_iter().map(|find| find.spelling).collect()
    }

    #[test]
    fn trust_38_a_planted_word_is_found_in_every_spelling() {
        assert_eq!(swept("a", "来自榆树沟的信".as_bytes()), ["UTF-8"]);
        assert_eq!(swept("b", br"\u6986\u6811\u6c9f"), ["JSON"]);
        assert_eq!(swept("c", b"?q=%E6%A6%86%E6%A0%91%E6%B2%9F"), ["an address"]);
        let wide =
            |bytes: fn(u16) -> [u8; 2]| WORD.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        assert_eq!(swept("d", &wide(u16::to_le_bytes)), ["UTF-16"]);
        assert_eq!(swept("e", &wide(u16::to_be_bytes)), ["UTF-16, big-endian"]);
        assert_eq!(swept("榆树沟.txt", b""), ["UTF-8"]);
    }

    #[test]
    fn other_words_are_no_find() {
        assert!(swept("f", "来自槐树沟的信".as_bytes()).is_empty());
    }

    #[test]
    fn a_place_that_is_not_there_holds_nothing() {
        assert_eq!(sweep(Path::new("/nowhere/at/all"), &[WORD]).unwrap(), (0, vec![]));
    }
}
