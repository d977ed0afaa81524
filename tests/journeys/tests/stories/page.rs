//! Reading a printed page as others do: through poppler's programs (package `poppler-utils`).

use std::io::Write as _;
use std::process::{Command, Stdio};
use unicode_normalization::UnicodeNormalization as _;

/// The words of a PDF without white space, in the one form that a reader's search compares.
pub fn text(pdf: &[u8]) -> String {
    read(pdf, &["-", "-"]).nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The code on a page, from 1, as somebody types it off: groups of five, in order.
pub fn typed_off(pdf: &[u8], page: usize) -> String {
    let page = page.to_string();
    let text = read(pdf, &["-raw", "-f", &page, "-l", &page, "-", "-"]);
    let is_group = |word: &&str| {
        word.len() == 5 && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    text.split_whitespace().filter(is_group).collect::<Vec<_>>().join(" ")
}

fn read(pdf: &[u8], arguments: &[&str]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("package poppler-utils is needed");
    let mut page = reader.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || page.write_all(&bytes));
    let output = reader.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Asserts that a page says all of these.
pub fn assert_says(page: &str, words: &[&str]) {
    for word in words {
        let plain: String = word.nfkc().filter(|c| !c.is_whitespace()).collect();
        assert!(page.contains(&plain), "“{word}” is not in {page}");
    }
}

/// Asserts that a page holds nothing that looks like a key or a hash.
pub fn assert_no_key(page: &str) {
    let longest = page.split(|c: char| !c.is_ascii_hexdigit()).map(str::len).max();
    assert!(longest < Some(32), "{page}");
}
