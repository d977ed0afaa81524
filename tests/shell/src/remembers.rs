//! Looks for planted words in the memory of a running program.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::sweep::{Find, search};

/// How much is read at once, and how far the pieces overlap, so that no word falls between two.
const PIECE: usize = 4 << 20;
const OVERLAP: usize = 4 << 10;

/// The words that a process still holds in memory it may write to, and where.
pub fn remembers(pid: u32, words: &[&str]) -> anyhow::Result<Vec<Find>> {
    let memory = File::open(format!("/proc/{pid}/mem"))
        .with_context(|| format!("the memory of process {pid} may not be read"))?;
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
    let mut finds = Vec::new();
    let mut piece = vec![0; PIECE];
    for line in maps.lines() {
        let Some(region) = Region::written(line) else {
            continue;
        };
        let mut at = region.from;
        while at < region.to {
            let wanted = PIECE.min(usize::try_from(region.to - at)?);
            // Some regions are reserved and hold nothing; others vanish while we read.
            let Ok(read) = memory.read_at(&mut piece[..wanted], at) else {
                break;
            };
            if read == 0 {
                break;
            }
            search(&region.name, &piece[..read], words, &mut finds);
            let more = read < wanted || at + (read as u64) < region.to;
            at += if more && read > OVERLAP { read - OVERLAP } else { read } as u64;
        }
    }
    finds.dedup();
    Ok(finds)
}

struct Region {
    from: u64,
    to: u64,
    name: PathBuf,
}

impl Region {
    /// A line of `maps`, if the process may write there.
    fn written(line: &str) -> Option<Self> {
        let mut parts = line.split_whitespace();
        let (from, to) = parts.next()?.split_once('-')?;
        let may = parts.next()?;
        let name = parts.nth(3).unwrap_or("[anonymous]");
        may.starts_with("rw").then_some(Self {
            from: u64::from_str_radix(from, 16).ok()?,
            to: u64::from_str_radix(to, 16).ok()?,
            name: name.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_39_a_word_in_memory_is_found() {
        let own = std::process::id();
        // Put together at run time: the whole word must stand nowhere in the program itself.
        let word = ["槐花", "巷", &own.to_string()].concat();
        let planted = std::hint::black_box(word.clone().into_bytes());

        let finds = remembers(own, &[&word]).unwrap();

        assert!(!finds.is_empty(), "{planted:?}");
        assert!(remembers(1_000_000_000, &[&word]).is_err());
    }

    #[test]
    fn only_what_may_be_written_is_searched() {
        let line = "7f00-7f10 rw-p 00000000 00:00 0   [heap]";
        let region = Region::written(line).unwrap();
        assert_eq!((region.from, region.to), (0x7f00, 0x7f10));
        assert_eq!(region.name, PathBuf::from("[heap]"));
        assert!(Region::written("7f00-7f10 r-xp 00000000 00:00 0").is_none());
    }
}
