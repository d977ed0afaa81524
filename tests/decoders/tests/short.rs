//! Every decoder on the kept corpus and on bytes that are almost in it. The long run is `cargo xtask fuzz`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use decoders::{Mutator, TARGETS, Target, corpus};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each decoder is fed.
const EACH: Duration = Duration::from_millis(400);

/// How often at least: a slow machine feeds as much as the rest.
const AT_LEAST: u32 = 200;

fn feed(name: &str, target: Target, bytes: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(bytes))).is_err() {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("decoders-{name}"));
        fs::write(&kept, bytes).unwrap();
        panic!("{name} failed on {} bytes, kept in {}", bytes.len(), kept.display());
    }
}

#[test]
fn trust_21_no_bytes_bring_a_decoder_down() {
    for (seed, (name, target)) in (1..).zip(TARGETS) {
        let inputs = corpus(name).unwrap();
        assert!(!inputs.is_empty(), "{name} has a corpus");
        inputs.iter().for_each(|input| feed(name, target, input));
        let (mut mutator, begun, mut runs) = (Mutator::new(seed), Instant::now(), 0);
        while runs < AT_LEAST || begun.elapsed() < EACH {
            let input = &inputs[mutator.below(inputs.len())];
            feed(name, target, &mutator.mutate(input));
            runs += 1;
        }
        println!("{name}: {runs}");
    }
}

#[test]
fn every_decoder_has_its_fuzz_target_and_its_corpus_and_nothing_else_has() {
    let names = |folder: &str| -> BTreeSet<String> {
        let folder = decoders::folder("..").join(folder);
        let entries = fs::read_dir(folder).unwrap();
        let name =
            |entry: fs::DirEntry| entry.path().file_stem().unwrap().to_str().unwrap().to_owned();
        entries.map(|entry| name(entry.unwrap())).collect()
    };
    let decoders: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("fuzz_targets"), decoders);
    assert_eq!(names("corpus"), decoders);
}
