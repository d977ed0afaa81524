//! Who signed in the program, and the lines on which people sign the paper.

use super::{Countersigned, VisitReport};
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::mark::Mark;
use crate::sheet::{BODY, FULL, LEFT, MEASURE, Sheet, Style};
use crate::when;

const BETWEEN: f32 = 18.0;
/// Room for a hand to write in.
const ROOM: f32 = 34.0;

/// Sets the signatures. They are kept together and with what stands before them: a signature alone on
/// a page could be put under anything.
pub(super) fn set(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    if let Some(last) = sheet.rows.last_mut() {
        last.keep_next = true;
    }
    let marks = vec![Mark::rule(LEFT, 9.0, FULL, 0.4, 0.55)];
    sheet.rows.push(Row { height: 17.0, marks, keep_next: true, ..Row::default() });
    signed(sheet, report)?;
    countersigned(sheet, report)?;
    lines(sheet, report)
}

fn signed(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let language = report.language;
    let at = when::moment(report.signed_at.naive_local(), language);
    let author = &report.author;
    let words = language.choose(
        format!("{author}，{at}。签署后不再改动，更正另立补记。"),
        format!("{author}, {at}. Not changed since; corrections are addenda."),
    );
    let label = language.choose("记录并签署", "Signed by");
    stated(sheet, label, &words, (author, Field::Author))
}

/// Who approved the note as it is printed here, with its addenda.
fn countersigned(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let Some(Countersigned { name, at }) = &report.countersigned else { return Ok(()) };
    let language = report.language;
    let at = when::moment(at.naive_local(), language);
    let words = language
        .choose(format!("{name}，{at}。审阅通过。"), format!("{name}, {at}. Countersigned."));
    let label = language.choose("督导会签", "Approved by");
    stated(sheet, label, &words, (name, Field::Reviewer))
}

/// A labelled line. The name in it is set by itself first, so that an error can say whose name it is.
fn stated(
    sheet: &mut Sheet<'_>,
    label: &str,
    words: &str,
    (name, field): (&str, Field),
) -> Result<(), PaperError> {
    sheet.lines(name, Style::PLAIN, MEASURE, field)?;
    let style = Style { leading: 17.0, ..Style::PLAIN };
    let mut rows = Vec::new();
    for pieces in sheet.lines(words, style, MEASURE, field)? {
        let marks = vec![style.mark(BODY, 0.5, pieces)];
        rows.push(Row { height: style.leading, marks, keep_next: true, ..Row::default() });
    }
    let mut rows = sheet.labelled(&[(label, Style::LABEL, Field::Label)], rows)?;
    for row in &mut rows {
        row.keep_next = true;
    }
    sheet.rows.extend(rows);
    Ok(())
}

fn lines(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let who = report.language.choose(
        ["社工", "服务对象或监护人", "督导"],
        ["Social worker", "Client or guardian", "Supervisor"],
    );
    let date = report.language.choose("日期", "Date");
    let width = (FULL - 2.0 * BETWEEN) / 3.0;
    let mut row = Row::default();
    let mut x = LEFT;
    for name in who {
        let mut y = 14.0;
        for pieces in sheet.lines(name, Style::LABEL, width, Field::Label)? {
            row.marks.push(Style::LABEL.mark(x, y, pieces));
            y += Style::LABEL.leading;
        }
        y += ROOM;
        row.marks.push(Mark::rule(x, y, width, 0.6, 0.0));
        y += 4.0;
        for pieces in sheet.lines(date, Style::SMALL, width, Field::Label)? {
            row.marks.push(Style::SMALL.mark(x, y, pieces));
            y += Style::SMALL.leading;
        }
        row.height = row.height.max(y);
        x += width + BETWEEN;
    }
    sheet.rows.push(row);
    Ok(())
}
