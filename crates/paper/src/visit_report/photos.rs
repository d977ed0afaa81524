//! The photos, two beside each other.

use super::Photo;
use super::page::section;
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::mark::Mark;
use crate::photo::{self, Picture};
use crate::sheet::{BODY, Sheet, Style};
use crate::when;

const WIDTH: f32 = 204.0;
const TALLEST: f32 = 190.0;
const BETWEEN: f32 = 12.0;
/// Height of the frame that stands for a photo which cannot be shown.
const EMPTY: f32 = 44.0;

/// Sets all photos.
pub(super) fn set(sheet: &mut Sheet<'_>, photos: &[Photo]) -> Result<(), PaperError> {
    let mut rows = Vec::new();
    for (pair, two) in photos.chunks(2).enumerate() {
        let mut row = Row::default();
        for (i, photo) in two.iter().enumerate() {
            let x = if i == 0 { BODY } else { BODY + WIDTH + BETWEEN };
            let (marks, height) = one(sheet, photo, pair * 2 + i + 1, x)?;
            row.marks.extend(marks);
            row.height = row.height.max(height);
        }
        row.height += 8.0;
        rows.push(row);
    }
    section(sheet, sheet.language.choose("照片", "Photos"), "", rows)
}

/// A photo and what stands under it.
fn one(
    sheet: &mut Sheet<'_>,
    photo: &Photo,
    number: usize,
    x: f32,
) -> Result<(Vec<Mark>, f32), PaperError> {
    let (mut marks, mut y) = match &photo.image {
        Some(bytes) => {
            let picture = photo::prepare(bytes, WIDTH, TALLEST)
                .map_err(|fault| PaperError::Photo { number, fault })?;
            place(sheet, picture, x)
        }
        None => not_shown(sheet, x)?,
    };
    y += 3.0;
    let caption = format!("{number}  {}", photo.caption);
    let style = Style { size: 9.0, leading: 13.0, ..Style::PLAIN };
    sheet.lines(&photo.caption, style, WIDTH, Field::PhotoCaption(number))?;
    for pieces in sheet.lines(&caption, style, WIDTH, Field::PhotoCaption(number))? {
        marks.push(style.mark(x, y, pieces));
        y += style.leading;
    }
    for pieces in sheet.lines(&times(sheet, photo), Style::SMALL, WIDTH, Field::Label)? {
        marks.push(Style::SMALL.mark(x, y, pieces));
        y += Style::SMALL.leading;
    }
    Ok((marks, y))
}

/// As large as fits, with a hairline round it, since many photos end in white.
fn place(sheet: &mut Sheet<'_>, picture: Picture, x: f32) -> (Vec<Mark>, f32) {
    let (across, down) = (picture.width as f32, picture.height as f32);
    let scale = (WIDTH / across).min(TALLEST / down);
    let (width, height) = (across * scale, down * scale);
    let index = sheet.pictures.len();
    sheet.pictures.push(picture);
    let marks = vec![
        Mark::Picture { index, x, y: 0.0, width, height },
        Mark::Frame { x, y: 0.0, width, height, line: 0.4 },
    ];
    (marks, height)
}

fn not_shown(sheet: &Sheet<'_>, x: f32) -> Result<(Vec<Mark>, f32), PaperError> {
    let words = sheet.language.choose(
        "此照片不能打印，原件在电子档案中。",
        "Cannot be printed; the original is in the file.",
    );
    let mut marks = vec![Mark::Frame { x, y: 0.0, width: WIDTH, height: EMPTY, line: 0.4 }];
    for pieces in sheet.lines(words, Style::SMALL, WIDTH - 16.0, Field::Label)? {
        marks.push(Style::SMALL.mark(x + 8.0, 16.0, pieces));
    }
    Ok((marks, EMPTY))
}

fn times(sheet: &Sheet<'_>, photo: &Photo) -> String {
    let added = when::short(photo.added_at.naive_local());
    let taken = photo.taken_at.map(when::short);
    match taken {
        Some(taken) => sheet
            .language
            .choose(format!("{taken} 拍摄，{added} 存入"), format!("taken {taken}, added {added}")),
        None => sheet.language.choose(format!("{added} 存入"), format!("added {added}")),
    }
}
