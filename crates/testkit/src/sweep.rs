//! Looks for words in everything that lies below a folder, in every spelling a program might leave them
//! in.

use memchr::memmem;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A word found where it must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The word.
    pub word: String,
    /// The file that holds it, or bears it in its name.
    pub file: PathBuf,
    /// How it is spelled there.
    pub spelling: &'static str,
}

/// Searches every file below a folder, names included. Also answers how many files were searched, so that
/// a test can tell a clean folder from an empty one.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn sweep(folder: &Path, words: &[&str]) -> io::Result<(usize, Vec<Find>)> {
    let spelled: Vec<_> =
        words.iter().flat_map(|word| spellings(word).map(|spelled| (*word, spelled))).collect();
    let (mut searched, mut finds) = (0, Vec::new());
    let mut places = vec![folder.to_owned()];
    while let Some(place) = places.pop() {
        let kind = fs::symlink_metadata(&place)?;
        let mut held = place.file_name().unwrap_or_default().as_encoded_bytes().to_vec();
        if kind.is_dir() {
            for below in fs::read_dir(&place)? {
                places.push(below?.path());
            }
        } else if kind.is_file() {
            searched += 1;
            held.push(0);
            held.extend(fs::read(&place)?);
        }
        for (word, (spelling, bytes)) in &spelled {
            if memmem::find(&held, bytes).is_some() {
                finds.push(Find { word: (*word).to_owned(), file: place.clone(), spelling });
            }
        }
    }
    Ok((searched, finds))
}

fn spellings(word: &str) -> [(&'static str, Vec<u8>); 4] {
    let json: String = word.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    [
        ("UTF-8", word.as_bytes().to_vec()),
        ("UTF-16", word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16, big-endian", word.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("JSON", json.into_bytes()),
    ]
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
        let wide =
            |bytes: fn(u16) -> [u8; 2]| WORD.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        assert_eq!(swept("c", &wide(u16::to_le_bytes)), ["UTF-16"]);
        assert_eq!(swept("d", &wide(u16::to_be_bytes)), ["UTF-16, big-endian"]);
        assert_eq!(swept("榆树沟.txt", b""), ["UTF-8"]);
    }

    #[test]
    fn other_words_are_no_find() {
        assert!(swept("e", "来自槐树沟的信".as_bytes()).is_empty());
    }
}
