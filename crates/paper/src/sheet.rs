//! The A4 sheet that every paper is set on: a narrow column of labels, a text column of forty Chinese
//! characters, and above and below them what every page carries.

use crate::document::{self, About};
use crate::error::{Field, PaperError};
use crate::flow::{Capacity, Row, paginate};
use crate::fonts::Fonts;
use crate::labels::Language;
use crate::lines::{Measure, break_lines, width};
use crate::mark::Mark;
use crate::photo::Picture;
use crate::text::{Piece, paragraphs};

/// A4, in points.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
/// A4, in points.
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// Left edge of the labels.
pub(crate) const LEFT: f32 = 50.0;
/// Width of the labels.
pub(crate) const LABEL: f32 = 66.0;
/// Left edge of the text.
pub(crate) const BODY: f32 = 126.0;
/// Width of the text: forty characters of 10.5 points.
pub(crate) const MEASURE: f32 = 420.0;
/// Right edge of everything.
pub(crate) const RIGHT: f32 = BODY + MEASURE;
/// From the labels to the right edge.
pub(crate) const FULL: f32 = RIGHT - LEFT;

const TOP: f32 = 34.0;
/// Between the head and the text.
const WHITE: f32 = 12.0;

/// A sheet of A4, one way or the other. Lengths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Format {
    /// From the left to the right edge of the paper.
    pub width: f32,
    /// From the top to the bottom edge of the paper.
    pub height: f32,
}

impl Format {
    /// Upright.
    pub(crate) const PORTRAIT: Self = Self { width: PAGE_WIDTH, height: PAGE_HEIGHT };
    /// On its side: for drawings.
    pub(crate) const LANDSCAPE: Self = Self { width: PAGE_HEIGHT, height: PAGE_WIDTH };

    /// Right edge of everything.
    pub(crate) fn right(self) -> f32 {
        self.width - (PAGE_WIDTH - RIGHT)
    }

    /// From the left to the right edge of everything.
    pub(crate) fn full(self) -> f32 {
        self.right() - LEFT
    }

    /// Top of the foot.
    fn foot(self) -> f32 {
        self.height - 54.0
    }
}
/// The em box of a Han character stands 0.88 above the baseline and 0.12 below it.
const ASCENT: f32 = 0.88;

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Size of the type, in points.
    pub size: f32,
    /// From baseline to baseline.
    pub leading: f32,
    /// SemiBold rather than Regular.
    pub bold: bool,
    /// 0 is black, 1 white.
    pub grey: f32,
}

impl Style {
    /// The text people wrote.
    pub(crate) const PROSE: Self = Self { size: 10.5, leading: 18.0, bold: false, grey: 0.0 };
    /// Facts and table cells.
    pub(crate) const PLAIN: Self = Self { size: 9.5, leading: 15.0, bold: false, grey: 0.0 };
    /// Labels and table heads.
    pub(crate) const LABEL: Self = Self { size: 9.0, leading: 13.0, bold: true, grey: 0.0 };
    /// Explanations, times, sources.
    pub(crate) const SMALL: Self = Self { size: 8.0, leading: 12.0, bold: false, grey: 0.3 };
    /// The title of the sheet.
    pub(crate) const TITLE: Self = Self { size: 21.0, leading: 30.0, bold: true, grey: 0.0 };

    /// Where the baseline lies in a row of this leading.
    pub(crate) fn baseline(self) -> f32 {
        (self.leading - self.size) / 2.0 + self.size * ASCENT
    }

    /// A mark of one line, in a row whose top is at `top`.
    pub(crate) fn mark(self, x: f32, top: f32, pieces: Vec<Piece>) -> Mark {
        Mark::Text { x, y: top + self.baseline(), size: self.size, grey: self.grey, pieces }
    }
}

/// What every page of a paper carries.
#[derive(Debug)]
pub(crate) struct Furniture {
    /// Top left.
    pub station: String,
    /// Top right.
    pub case_number: String,
    /// Repeated in bold under the head of every page but the first.
    pub warning: Option<String>,
    /// Bottom left.
    pub code: String,
    /// Bottom right.
    pub printed: String,
    /// The line under the foot.
    pub footnote: String,
}

/// A paper being set.
pub(crate) struct Sheet<'a> {
    fonts: &'a Fonts,
    /// The paper.
    pub format: Format,
    /// Language of the page.
    pub language: Language,
    /// Rows set so far, top to bottom.
    pub rows: Vec<Row>,
    /// Header rows of the tables among them.
    pub headers: Vec<Row>,
    /// Pictures among them.
    pub pictures: Vec<Picture>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(language: Language, fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            format: Format::PORTRAIT,
            language,
            rows: Vec::new(),
            headers: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Lines of a text without indent, ragged right.
    pub(crate) fn lines(
        &self,
        text: &str,
        style: Style,
        width: f32,
        field: Field,
    ) -> Result<Vec<Vec<Piece>>, PaperError> {
        let measure = Measure { width: width / style.size, indent: 0.0, justify: false };
        let paragraphs = paragraphs(text, style.bold, self.fonts, field)?;
        Ok(paragraphs.iter().flat_map(|p| break_lines(p, measure)).collect())
    }

    /// Rows of prose: Chinese paragraphs indented by two characters and set to both edges, English
    /// ones set apart. No line of a paragraph is alone on a page.
    pub(crate) fn prose(
        &self,
        text: &str,
        x: f32,
        width: f32,
        field: Field,
    ) -> Result<Vec<Row>, PaperError> {
        let style = Style::PROSE;
        let indent = self.language.choose(2.0, 0.0);
        let apart = self.language.choose(0.0, 5.0);
        let measure = Measure { width: width / style.size, indent, justify: true };
        let mut rows: Vec<Row> = Vec::new();
        for paragraph in paragraphs(text, style.bold, self.fonts, field)? {
            if let Some(last) = rows.last_mut() {
                last.height += apart;
            }
            let lines = break_lines(&paragraph, measure);
            let count = lines.len();
            for (i, pieces) in lines.into_iter().enumerate() {
                let x = if i == 0 { x + indent * style.size } else { x };
                let marks = vec![style.mark(x, 0.0, pieces)];
                let keep_next = i + 1 < count && (i == 0 || i + 2 == count);
                rows.push(Row { height: style.leading, marks, keep_next, ..Row::default() });
            }
        }
        Ok(rows)
    }

    /// Puts a label beside rows, which then are at least as high as it is.
    pub(crate) fn labelled(
        &self,
        label: &[(&str, Style, Field)],
        mut rows: Vec<Row>,
    ) -> Result<Vec<Row>, PaperError> {
        let mut marks = Vec::new();
        let mut y = 0.0;
        for (text, style, field) in label {
            for pieces in self.lines(text, *style, LABEL, *field)? {
                let top = if y == 0.0 { Style::PROSE.baseline() - style.baseline() } else { y };
                marks.push(style.mark(LEFT, top, pieces));
                y = top + style.leading;
            }
        }
        let height: f32 = rows.iter().map(|r| r.height).sum();
        if height < y {
            if let Some(last) = rows.last_mut() {
                last.keep_next = true;
            }
            rows.push(Row { height: y - height, ..Row::default() });
        }
        if let Some(first) = rows.first_mut() {
            first.marks.splice(0..0, marks); // read first, so written first
        }
        Ok(rows)
    }

    /// White space with a hairline in it, between two sections.
    pub(crate) fn divide(&mut self) {
        let marks = vec![Mark::rule(LEFT, 9.0, FULL, 0.4, 0.55)];
        self.rows.push(Row { marks, keep_next: true, ..Row::gap(17.0) });
    }

    /// The height that the first page has for rows.
    ///
    /// # Errors
    /// As for [`Self::finish`].
    pub(crate) fn room(&self, furniture: &Furniture) -> Result<f32, PaperError> {
        Ok(self.format.foot() - 14.0 - Frame::new(self, furniture)?.first_top)
    }

    /// Sets the pages and writes the PDF.
    pub(crate) fn finish(
        self,
        furniture: &Furniture,
        about: &About,
    ) -> Result<Vec<u8>, PaperError> {
        let frame = Frame::new(&self, furniture)?;
        let room = |top: f32| self.format.foot() - 14.0 - top;
        let capacity = Capacity { first: room(frame.first_top), others: room(frame.others_top) };
        let bodies = paginate(self.rows, &self.headers, capacity);
        let count = bodies.len();
        let mut pages = Vec::with_capacity(count);
        for (index, body) in bodies.into_iter().enumerate() {
            let (head, top) = if index == 0 {
                (&frame.first, frame.first_top)
            } else {
                (&frame.others, frame.others_top)
            };
            let mut page = head.clone();
            page.extend(frame.foot.iter().cloned());
            let number = self.language.page_of(index + 1, count);
            page.push(centred(&number, Style::SMALL, self.format, self.fonts)?);
            page.extend(body.into_iter().map(|m| m.moved(0.0, top)));
            pages.push(page);
        }
        document::write(pages, self.pictures, self.format, about, self.fonts)
    }
}

/// Head and foot, set once.
struct Frame {
    first: Vec<Mark>,
    others: Vec<Mark>,
    foot: Vec<Mark>,
    /// Where the text begins.
    first_top: f32,
    others_top: f32,
}

impl Frame {
    fn new(sheet: &Sheet<'_>, furniture: &Furniture) -> Result<Self, PaperError> {
        let (full, right) = (sheet.format.full(), Some(sheet.format.right()));
        let style = Style { grey: 0.0, ..Style::SMALL };
        let case = sheet.lines(&furniture.case_number, style, full / 2.0, Field::CaseNumber)?;
        let room = full - 16.0 - case.first().map_or(0.0, |l| width(l) * style.size);
        let station = sheet.lines(&furniture.station, style, room, Field::Station)?;
        let mut y = TOP;
        let mut first = Vec::new();
        let left_end = stack(station, style, y, None, &mut first);
        let right_end = stack(case, style, y, right, &mut first);
        y = left_end.max(right_end) + 3.0;
        first.push(Mark::rule(LEFT, y, full, 0.6, 0.0));
        y += 5.0;
        let first_top = y + WHITE;
        let mut others = first.clone();
        if let Some(warning) = &furniture.warning {
            let bold = Style { bold: true, ..style };
            let lines = sheet.lines(warning, bold, full, Field::Label)?;
            y = stack(lines, bold, y, None, &mut others);
        }
        let foot = foot(sheet, furniture)?;
        Ok(Self { first, others, foot, first_top, others_top: y + WHITE })
    }
}

fn foot(sheet: &Sheet<'_>, furniture: &Furniture) -> Result<Vec<Mark>, PaperError> {
    let (format, y) = (sheet.format, sheet.format.foot());
    let mut marks = vec![Mark::rule(LEFT, y, format.full(), 0.4, 0.0)];
    let top = y + 5.0;
    let third = format.full() / 3.0;
    let code = Style { bold: true, grey: 0.0, ..Style::SMALL };
    let lines = sheet.lines(&furniture.code, code, third, Field::VerificationCode)?;
    let below = stack(lines, code, top, None, &mut marks);
    let note = Style { size: 7.0, leading: 10.0, ..Style::SMALL };
    let lines = sheet.lines(&furniture.footnote, note, third * 2.0, Field::Label)?;
    stack(lines, note, below, None, &mut marks);
    let lines = sheet.lines(&furniture.printed, Style::SMALL, third, Field::PrintedBy)?;
    stack(lines, Style::SMALL, top, Some(format.right()), &mut marks);
    Ok(marks)
}

/// Lines under each other at the left edge, or ending at the right one; gives back where they end.
fn stack(
    lines: Vec<Vec<Piece>>,
    style: Style,
    mut y: f32,
    right: Option<f32>,
    marks: &mut Vec<Mark>,
) -> f32 {
    for pieces in lines {
        let x = right.map_or(LEFT, |right| right - width(&pieces) * style.size);
        marks.push(style.mark(x, y, pieces));
        y += style.leading;
    }
    y
}

fn centred(text: &str, style: Style, format: Format, fonts: &Fonts) -> Result<Mark, PaperError> {
    let pieces = paragraphs(text, style.bold, fonts, Field::Label)?.concat();
    let x = (LEFT + format.right() - width(&pieces) * style.size) / 2.0;
    Ok(style.mark(x, format.foot() + 5.0, pieces))
}
