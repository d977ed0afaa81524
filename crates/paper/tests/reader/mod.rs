//! Reading a PDF as others do: through poppler's programs (package `poppler-utils`), never through the
//! code that wrote it.
#![allow(dead_code, reason = "each test file uses a part")]

use image::GrayImage;
use std::path::Path;
use std::process::{Command, Stdio};
use unicode_normalization::UnicodeNormalization;

fn run(program: &str, pdf: &[u8], arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, pdf).unwrap();
    let (before, after) =
        arguments.split_at(arguments.len() - usize::from(arguments.last() == Some(&"-")));
    let output = Command::new(program)
        .args(before)
        .arg(&path)
        .args(after)
        .stderr(Stdio::piped())
        .output()
        .unwrap_or_else(|e| panic!("{program} (package poppler-utils) is needed: {e}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The text, laid out as on the page.
pub fn text(pdf: &[u8]) -> String {
    let text = String::from_utf8(run("pdftotext", pdf, &["-layout", "-"])).unwrap();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The text in the order in which it is written, without any white space.
pub fn dense(pdf: &[u8]) -> String {
    let text = String::from_utf8(run("pdftotext", pdf, &["-raw", "-"])).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many pages.
pub fn pages(pdf: &[u8]) -> usize {
    let info = String::from_utf8(run("pdfinfo", pdf, &[])).unwrap();
    let line = info.lines().find(|l| l.starts_with("Pages:")).unwrap();
    line.trim_start_matches("Pages:").trim().parse().unwrap()
}

/// The table of fonts, two lines of heading left out.
pub fn fonts(pdf: &[u8]) -> Vec<String> {
    let list = String::from_utf8(run("pdffonts", pdf, &[])).unwrap();
    list.lines().skip(2).map(str::to_owned).collect()
}

/// A page as it looks, at so many dots per inch.
pub fn picture(pdf: &[u8], page: usize, resolution: u32) -> GrayImage {
    let (page, resolution) = (page.to_string(), resolution.to_string());
    let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, "-singlefile"];
    let bytes = run("pdftoppm", pdf, &arguments);
    pgm(&bytes)
}

/// Netpbm's binary grey format: three numbers, one white space, the bytes.
fn pgm(bytes: &[u8]) -> GrayImage {
    let mut words = bytes.splitn(4, u8::is_ascii_whitespace);
    assert_eq!(words.next(), Some(b"P5".as_slice()));
    let mut number =
        || -> u32 { std::str::from_utf8(words.next().unwrap()).unwrap().parse().unwrap() };
    let (width, height) = (number(), number());
    let rest = words.next().unwrap();
    let pixels = rest.strip_prefix(b"255\n").unwrap().to_vec();
    GrayImage::from_raw(width, height, pixels).unwrap()
}

/// Where journeys and people can look at what a test printed.
pub fn keep(name: &str, pdf: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), pdf).unwrap();
}

/// The text of one page without any white space.
pub fn page(pdf: &[u8], page: usize) -> String {
    let page = page.to_string();
    let text = run("pdftotext", pdf, &["-f", &page, "-l", &page, "-raw", "-"]);
    String::from_utf8(text).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the file says of itself.
pub fn info(pdf: &[u8]) -> String {
    String::from_utf8(run("pdfinfo", pdf, &[])).unwrap()
}

/// The table of pictures, two lines of heading left out.
pub fn images(pdf: &[u8]) -> Vec<String> {
    let list = String::from_utf8(run("pdfimages", pdf, &["-list"])).unwrap();
    list.lines().skip(2).map(str::to_owned).collect()
}

/// Compares a page with the picture of it in `tests/pages`, at a resolution at which letters are grey
/// smudges: other versions of poppler smooth them differently, but nothing may move, vanish or change
/// its weight. With `JIAFANG_NEW_PICTURES=1` the picture is taken anew, to be looked at and committed.
pub fn assert_looks_like(name: &str, pdf: &[u8], page: usize) {
    let seen = picture(pdf, page, 40);
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(format!("{name}.png"));
    if std::env::var_os("JIAFANG_NEW_PICTURES").is_some() {
        seen.save(&path).unwrap();
    }
    let known = image::open(&path).unwrap().to_luma8();
    assert_eq!(seen.dimensions(), known.dimensions(), "{name}");
    let worst = worst_cell(&seen, &known);
    assert!(worst < 24, "{name} looks different: a spot of it differs by {worst} of 255");
}

/// The largest difference of mean brightness between any two cells of 8 by 8 dots.
fn worst_cell(a: &GrayImage, b: &GrayImage) -> u32 {
    let mean = |image: &GrayImage, left: u32, top: u32| {
        let across = left..(left + 8).min(image.width());
        let down = top..(top + 8).min(image.height());
        let (mut sum, mut count) = (0, 0);
        for (x, y) in across.flat_map(|x| down.clone().map(move |y| (x, y))) {
            sum += u32::from(image.get_pixel(x, y).0[0]);
            count += 1;
        }
        sum / count
    };
    let cells =
        (0..a.width()).step_by(8).flat_map(|x| (0..a.height()).step_by(8).map(move |y| (x, y)));
    cells.map(|(x, y)| mean(a, x, y).abs_diff(mean(b, x, y))).max().unwrap_or(0)
}

/// The text column of a page: no head, no foot, no labels in the margin.
pub fn body(pdf: &[u8], page: usize) -> String {
    let page = page.to_string();
    let area = ["-x", "122", "-y", "60", "-W", "440", "-H", "724"];
    let arguments =
        [&["-f", &page, "-l", &page, "-r", "72"], area.as_slice(), &["-raw", "-"]].concat();
    String::from_utf8(run("pdftotext", pdf, &arguments)).unwrap()
}

/// Text in compatibility form and without white space: what a reader's search compares.
pub fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Where the last ink of a page lies, as a part of its width.
pub fn rightmost_ink(pdf: &[u8], page: usize) -> f64 {
    let seen = picture(pdf, page, 72);
    let ink = seen.enumerate_pixels().filter(|(_, _, dot)| dot.0[0] < 160).map(|(x, _, _)| x);
    f64::from(ink.max().unwrap_or(0)) / f64::from(seen.width())
}
