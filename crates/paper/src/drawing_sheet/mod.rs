//! A drawing of the family on paper: genogram or ecomap, with what its signs mean, and in sentences what it
//! says.

mod legend;
mod sentences;
mod vector;

pub use sentences::{link_sentence, sentence};

use crate::document::About;
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::fonts::Fonts;
use crate::labels::Language;
use crate::mark::Mark;
use crate::sheet::{Format, Furniture, LEFT, Sheet, Style};
use crate::when;
use casework::drawing::Drawing;
use casework::ecomap::{Surroundings, ecomap, link_statements};
use casework::family::{Sound, statements};
use casework::genogram::genogram;
use chrono::{DateTime, Datelike, FixedOffset};

/// Which drawing.
#[derive(Debug)]
pub enum Shown<'a> {
    /// The genogram 家系图.
    Genogram,
    /// The ecomap 生态图.
    Ecomap(&'a Surroundings),
}

/// All that stands on the pages of a drawing.
#[derive(Debug)]
pub struct DrawingSheet<'a> {
    /// The language of the pages.
    pub language: Language,
    /// The station's name.
    pub station: String,
    /// The case number.
    pub case_number: String,
    /// The client's name.
    pub client: String,
    /// The family.
    pub family: &'a Sound,
    /// Which drawing of it.
    pub shown: Shown<'a>,
    /// Names of those the pages must not be handed to.
    pub withheld_from: Vec<String>,
    /// When it is printed. Ages are those of this year.
    pub printed_at: DateTime<FixedOffset>,
    /// Who prints it.
    pub printed_by: String,
}

/// A unit of the drawing is never more than this many points: a small family is not blown up.
const LARGEST: f32 = 1.1;
/// Below this, names are under 6.6 points: the drawing is then printed once more, larger, over several pages.
const SMALLEST: f32 = 0.55;
/// The same, for the pages it is printed over.
const OVER_PAGES: f32 = 0.75;
/// By so much the pages of one drawing overlap, in points.
const OVERLAP: f32 = 30.0;

/// Prints a drawing as a PDF of A4 pages, upright or on their side, whichever shows it larger.
///
/// # Errors
/// [`PaperError::NoGlyph`] if a name holds a character that no font has, [`PaperError::Font`] and
/// [`PaperError::Write`] if the program is damaged.
pub fn drawing_sheet(sheet: &DrawingSheet<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let drawing = drawing(sheet);
    let upright = set(sheet, &drawing, Format::PORTRAIT, fonts)?;
    let aside = set(sheet, &drawing, Format::LANDSCAPE, fonts)?;
    let (mut page, scale) = if aside.1 > upright.1 * 1.05 { aside } else { upright };
    if scale < SMALLEST {
        over_pages(sheet, &drawing, &mut page)?;
    }
    words(sheet, &mut page)?;
    page.finish(&furniture(sheet), &about(sheet))
}

fn drawing(sheet: &DrawingSheet<'_>) -> Drawing {
    let year = u16::try_from(sheet.printed_at.year()).unwrap_or(0);
    match sheet.shown {
        Shown::Genogram => genogram(sheet.family, year),
        Shown::Ecomap(around) => ecomap(sheet.family, around, year),
    }
}

/// The first page with the whole drawing, and how many points a unit is on it.
fn set<'f>(
    sheet: &DrawingSheet<'_>,
    drawing: &Drawing,
    format: Format,
    fonts: &'f Fonts,
) -> Result<(Sheet<'f>, f32), PaperError> {
    let mut page = Sheet::new(sheet.language, fonts);
    page.format = format;
    title(sheet, &mut page)?;
    let legend = legend::rows(sheet, &page)?;
    let used: f32 = page.rows.iter().chain(&legend).map(|row| row.height).sum();
    let room = page.room(&furniture(sheet))? - used - 8.0;
    let wide = format.full() / drawing.width.max(1.0);
    let scale = (room / drawing.height.max(1.0)).min(wide).min(LARGEST);
    let aside = (format.full() - drawing.width * scale) / 2.0;
    let marks = vector::marks(drawing, (LEFT + aside, 0.0), scale, &page)?;
    page.rows.push(Row { height: room.max(0.0), marks, keep_next: true, ..Row::default() });
    page.rows.extend(legend);
    Ok((page, scale))
}

fn kind(sheet: &DrawingSheet<'_>) -> &'static str {
    match sheet.shown {
        Shown::Genogram => sheet.language.choose("家系图", "Genogram"),
        Shown::Ecomap(_) => sheet.language.choose("生态图", "Ecomap"),
    }
}

fn title(sheet: &DrawingSheet<'_>, page: &mut Sheet<'_>) -> Result<(), PaperError> {
    let style = Style { size: 16.0, leading: 24.0, ..Style::TITLE };
    let full = page.format.full();
    let words = sheet.language.choose(
        format!("{}的{}", sheet.client, kind(sheet)),
        format!("{} of {}", kind(sheet), sheet.client),
    );
    for pieces in page.lines(&words, style, full, Field::ClientName)? {
        let marks = vec![style.mark(LEFT, 0.0, pieces)];
        page.rows.push(Row { height: style.leading, marks, keep_next: true, ..Row::default() });
    }
    if let Some(warning) = withheld(sheet) {
        let style = Style { bold: true, ..Style::PLAIN };
        for pieces in page.lines(&warning, style, full, Field::WithheldFrom(1))? {
            let marks = vec![style.mark(LEFT, 0.0, pieces)];
            page.rows.push(Row { height: style.leading, marks, keep_next: true, ..Row::default() });
        }
    }
    page.rows.push(Row { keep_next: true, ..Row::gap(6.0) });
    Ok(())
}

fn withheld(sheet: &DrawingSheet<'_>) -> Option<String> {
    let names = sheet.withheld_from.join(sheet.language.comma());
    (!names.is_empty()).then(|| {
        sheet.language.choose(
            format!("不得交给、读给或出示给：{names}"),
            format!("Not to be handed, read out or shown to: {names}"),
        )
    })
}

/// The drawing once more, large enough to be read, a window on each page.
fn over_pages(
    sheet: &DrawingSheet<'_>,
    drawing: &Drawing,
    page: &mut Sheet<'_>,
) -> Result<(), PaperError> {
    let head = Style { size: 9.0, leading: 16.0, ..Style::LABEL };
    let width = page.format.full();
    let height = page.room(&furniture(sheet))? - head.leading - 30.0;
    let count = |length: f32, window: f32| {
        (((length * OVER_PAGES - OVERLAP) / (window - OVERLAP)).ceil() as usize).max(1)
    };
    let columns = count(drawing.width, width);
    for row in 0..count(drawing.height, height) {
        for column in 0..columns {
            let (across, down) = (column + 1, row + 1);
            let words = sheet.language.choose(
                format!("{}，第 {down} 排第 {across} 幅", kind(sheet)),
                format!("{}, row {down}, part {across}", kind(sheet)),
            );
            let mut marks = Vec::new();
            for pieces in page.lines(&words, head, width, Field::Label)? {
                marks.push(head.mark(LEFT, 0.0, pieces));
            }
            let top = head.leading;
            marks.push(Mark::Window { x: LEFT, y: top, width, height });
            let x = LEFT - column as f32 * (width - OVERLAP);
            let y = top - row as f32 * (height - OVERLAP);
            marks.extend(vector::marks(drawing, (x, y), OVER_PAGES, page)?);
            marks.push(Mark::WindowEnd);
            let height = height + top;
            page.rows.push(Row { height, marks, begins_page: true, ..Row::default() });
        }
    }
    Ok(())
}

/// What the drawing says, in sentences, on a page of its own.
fn words(sheet: &DrawingSheet<'_>, page: &mut Sheet<'_>) -> Result<(), PaperError> {
    let language = sheet.language;
    let head = Style { size: 12.0, leading: 22.0, ..Style::LABEL };
    let full = page.format.full();
    for pieces in page.lines(language.choose("文字说明", "In words"), head, full, Field::Label)?
    {
        let marks = vec![head.mark(LEFT, 0.0, pieces)];
        let height = head.leading;
        page.rows.push(Row { height, marks, keep_next: true, begins_page: true, ..Row::default() });
    }
    let mut said: Vec<String> = Vec::new();
    if let Shown::Ecomap(around) = sheet.shown {
        let links = link_statements(around, sheet.family);
        said.extend(links.iter().map(|link| link_sentence(link, language)));
    } else {
        said.extend(statements(sheet.family).iter().map(|one| sentence(one, language)));
    }
    let style = Style { leading: 16.0, ..Style::PLAIN };
    for sentence in said {
        let lines = page.lines(&sentence, style, full, Field::Drawing)?;
        let count = lines.len();
        for (number, pieces) in lines.into_iter().enumerate() {
            let marks = vec![style.mark(LEFT, 0.0, pieces)];
            let keep_next = number + 1 < count;
            page.rows.push(Row { height: style.leading, marks, keep_next, ..Row::default() });
        }
        page.rows.push(Row::gap(2.0));
    }
    Ok(())
}

fn furniture(sheet: &DrawingSheet<'_>) -> Furniture {
    let language = sheet.language;
    let printed = when::short(sheet.printed_at.naive_local());
    let by = &sheet.printed_by;
    Furniture {
        station: sheet.station.clone(),
        case_number: language.choose(
            format!("个案编号 {}", sheet.case_number),
            format!("Case {}", sheet.case_number),
        ),
        warning: withheld(sheet),
        code: String::new(),
        printed: language
            .choose(format!("{printed} {by} 打印"), format!("Printed {printed} by {by}")),
        footnote: language
            .choose("按档案中的记录绘制。", "Drawn from the records in the file.")
            .to_owned(),
    }
}

fn about(sheet: &DrawingSheet<'_>) -> About {
    let title = format!("{} {}", kind(sheet), sheet.case_number);
    About {
        identity: format!("{title} {}", sheet.printed_at.timestamp()),
        title,
        author: sheet.station.clone(),
        language: sheet.language.tag(),
        printed_at: sheet.printed_at.timestamp(),
    }
}
