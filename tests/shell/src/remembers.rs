//! Looks for planted words in the memory of a running program.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;

use anyhow::Context as _;
use testkit::sweep::{Find, Words};

/// How much is read at once, and how far the pieces overlap, so that no word falls between two.
const PIECE: u64 = 4 << 20;
const OVERLAP: u64 = 4 << 10;

const PAGE: u64 = 4 << 10;
/// Marks in `pagemap` (proc(5)) of a page that is in memory, or was swapped out.
const THERE: u64 = 0b11 << 62;

/// The words that a process still holds in memory it may write to, and where.
pub fn remembers(pid: u32, words: &Words<'_>) -> anyhow::Result<Vec<Find>> {
    let open = |what: &str| {
        File::open(format!("/proc/{pid}/{what}"))
            .with_context(|| format!("the memory of process {pid} may not be read"))
    };
    let (memory, pages) = (open("mem")?, open("pagemap")?);
    let mut finds = Vec::new();
    let mut piece = Vec::new();
    for region in
        fs::read_to_string(format!("/proc/{pid}/maps"))?.lines().filter_map(Region::written)
    {
        for (from, to) in region.touched(&pages) {
            let mut at = from;
            while at < to {
                let end = to.min(at + PIECE);
                piece.resize(usize::try_from(end - at)?, 0);
                // Some pages vanish while we read.
                if memory.read_exact_at(&mut piece, at).is_ok() {
                    words.search(&region.name, &piece, &mut finds);
                }
                at = if end < to { end - OVERLAP } else { end };
            }
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

    /// The stretches of it that were ever written to: a web view reserves terabytes and uses little of them.
    fn touched(&self, pages: &File) -> Vec<(u64, u64)> {
        let mut stretches: Vec<(u64, u64)> = Vec::new();
        let mut marks = Vec::new();
        let mut at = self.from;
        while at < self.to {
            let wanted = (self.to - at).div_ceil(PAGE).min(1 << 16);
            marks.resize(wanted as usize * 8, 0);
            if pages.read_exact_at(&mut marks, at / PAGE * 8).is_err() {
                break;
            }
            for mark in marks.as_chunks::<8>().0 {
                let there = u64::from_ne_bytes(*mark) & THERE != 0;
                match stretches.last_mut().filter(|last| last.1 == at) {
                    Some(last) if there => last.1 = at + PAGE,
                    None if there => stretches.push((at, at + PAGE)),
                    _ => {}
                }
                at += PAGE;
            }
        }
        stretches
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

        let words = [&*word];
        let words = Words::new(&words);
        let finds = remembers(own, &words).unwrap();

        assert!(!finds.is_empty(), "{planted:?}");
        assert!(remembers(1_000_000_000, &words).is_err());
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
