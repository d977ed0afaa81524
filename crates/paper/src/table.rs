//! A table that may run over several pages: its header stands again at the top of each.

use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::mark::Mark;
use crate::sheet::{Sheet, Style};
use crate::text::Piece;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// What stands over it.
    pub head: &'static str,
    /// Its width, in points.
    pub width: f32,
}

/// A cell.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// What it says.
    pub text: String,
    /// Whose words they are.
    pub field: Field,
}

const PADDING: f32 = 4.0;
/// White between two columns.
const GUTTER: f32 = 8.0;
/// Rows of a table up to so many lines are never divided between pages.
const KEPT_WHOLE: usize = 12;

/// Sets a table with its left edge at `x`: a header and one row for each of `cells`.
pub(crate) fn set(
    sheet: &mut Sheet<'_>,
    x: f32,
    columns: &[Column],
    cells: &[Vec<Cell>],
) -> Result<Vec<Row>, PaperError> {
    let full: f32 = columns.iter().map(|c| c.width).sum();
    let table = sheet.headers.len();
    let heads: Vec<Cell> =
        columns.iter().map(|c| Cell { text: c.head.to_owned(), field: Field::Label }).collect();
    let mut header = join(lines(sheet, x, columns, &heads, Style::LABEL)?);
    header.marks.push(Mark::rule(x, 0.0, full, 0.8, 0.0));
    header.marks.push(Mark::rule(x, header.height - 0.4, full, 0.4, 0.0));
    header.keep_next = true;
    sheet.headers.push(header.clone());

    let mut rows = vec![header];
    for (index, row) in cells.iter().enumerate() {
        let mut lines = lines(sheet, x, columns, row, Style::PLAIN)?;
        let count = lines.len();
        for (i, line) in lines.iter_mut().enumerate() {
            line.table = Some(table);
            line.keep_next = i + 1 < count && (count <= KEPT_WHOLE || i == 0 || i + 2 == count);
        }
        if index > 0
            && let Some(first) = lines.first_mut()
        {
            first.marks.push(Mark::rule(x, 0.0, full, 0.3, 0.55));
        }
        rows.extend(lines);
    }
    if let Some(last) = rows.last_mut() {
        last.marks.push(Mark::rule(x, last.height, full, 0.8, 0.0));
    }
    Ok(rows)
}

/// One row of cells as strips of one line each.
fn lines(
    sheet: &Sheet<'_>,
    x: f32,
    columns: &[Column],
    cells: &[Cell],
    style: Style,
) -> Result<Vec<Row>, PaperError> {
    let mut set: Vec<(f32, Vec<Vec<Piece>>)> = Vec::new();
    let mut left = x;
    for (column, cell) in columns.iter().zip(cells) {
        let width = column.width - GUTTER;
        set.push((left, sheet.lines(&cell.text, style, width, cell.field)?));
        left += column.width;
    }
    let count = set.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
    let mut rows = vec![Row { height: style.leading, ..Row::default() }; count];
    if let Some(last) = rows.last_mut() {
        last.height += PADDING;
    }
    if let Some(first) = rows.first_mut() {
        first.height += PADDING;
    }
    for (left, lines) in set {
        for (i, pieces) in lines.into_iter().enumerate() {
            let top = if i == 0 { PADDING } else { 0.0 };
            if let Some(row) = rows.get_mut(i) {
                row.marks.push(style.mark(left, top, pieces));
            }
        }
    }
    Ok(rows)
}

/// Strips stacked into one that is not divided.
fn join(rows: Vec<Row>) -> Row {
    let mut whole = Row::default();
    for row in rows {
        let y = whole.height;
        whole.marks.extend(row.marks.into_iter().map(|m| m.moved(0.0, y)));
        whole.height += row.height;
    }
    whole
}
