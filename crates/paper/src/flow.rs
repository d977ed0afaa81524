//! Filling pages with rows.

use crate::mark::Mark;

/// A strip of the page that is never cut. Its marks are placed from its own top left corner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Height, in points.
    pub height: f32,
    /// What is drawn in it.
    pub marks: Vec<Mark>,
    /// The next row must be on the same page.
    pub keep_next: bool,
    /// It is the first of its page.
    pub begins_page: bool,
    /// Only white: left out at the top of a page.
    pub gap: bool,
    /// The table whose header stands again above this row when a page begins with it.
    pub table: Option<usize>,
}

impl Row {
    /// White space, `height` points of it.
    pub(crate) fn gap(height: f32) -> Self {
        Self { height, gap: true, ..Self::default() }
    }
}

/// The heights that pages have for rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Capacity {
    /// The first page's.
    pub first: f32,
    /// Every other page's.
    pub others: f32,
}

/// Divides rows into pages; the marks of a page are placed from the top left corner of its text area.
/// `headers` are the tables' header rows. Rows that ask to be kept together are, as long as they fit on
/// one page. There is always at least one page.
pub(crate) fn paginate(rows: Vec<Row>, headers: &[Row], capacity: Capacity) -> Vec<Vec<Mark>> {
    let mut pages = Pages { done: Vec::new(), open: Vec::new(), y: 0.0, capacity };
    let mut rest = rows.into_iter().peekable();
    while rest.peek().is_some() {
        let mut group = Vec::new();
        for row in rest.by_ref() {
            let last = !row.keep_next;
            group.push(row);
            if last {
                break;
            }
        }
        let height: f32 = group.iter().map(|r| r.height).sum();
        let begins = group.first().is_some_and(|row| row.begins_page) && !pages.open.is_empty();
        if begins || pages.is_full(height) {
            pages.turn();
        }
        for row in group {
            if pages.is_full(row.height) {
                pages.turn();
            }
            if pages.y == 0.0 && row.gap {
                continue;
            }
            if pages.y == 0.0
                && let Some(header) = row.table.and_then(|t| headers.get(t))
            {
                pages.put(header.clone());
            }
            pages.put(row);
        }
    }
    pages.done.push(pages.open);
    pages.done
}

struct Pages {
    done: Vec<Vec<Mark>>,
    open: Vec<Mark>,
    y: f32,
    capacity: Capacity,
}

impl Pages {
    /// Nothing of this height fits any more. An empty page takes whatever comes.
    fn is_full(&self, height: f32) -> bool {
        let capacity =
            if self.done.is_empty() { self.capacity.first } else { self.capacity.others };
        self.y > 0.0 && self.y + height > capacity
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.open));
        self.y = 0.0;
    }

    fn put(&mut self, row: Row) {
        let y = self.y;
        self.open.extend(row.marks.into_iter().map(|m| m.moved(0.0, y)));
        self.y += row.height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row that can be told apart by the width of its rule.
    fn row(name: f32, keep_next: bool, table: Option<usize>) -> Row {
        let marks = vec![Mark::rule(0.0, 0.0, name, 1.0, 0.0)];
        Row { height: 10.0, marks, keep_next, table, ..Row::default() }
    }

    fn names(pages: &[Vec<Mark>]) -> Vec<Vec<(f32, f32)>> {
        let name = |m: &Mark| match m {
            Mark::Fill { width, y, .. } => (*width, *y),
            _ => (0.0, 0.0),
        };
        pages.iter().map(|p| p.iter().map(name).collect()).collect()
    }

    fn pages(rows: Vec<Row>, headers: &[Row], height: f32) -> Vec<Vec<Mark>> {
        paginate(rows, headers, Capacity { first: height, others: height })
    }

    #[test]
    fn a_heading_goes_with_its_text() {
        let rows = vec![row(1.0, false, None), row(2.0, true, None), row(3.0, false, None)];
        let pages = pages(rows, &[], 25.0);
        assert_eq!(names(&pages), [vec![(1.0, 0.0)], vec![(2.0, 0.0), (3.0, 10.0)]]);
    }

    #[test]
    fn a_table_repeats_its_header_on_every_page_it_reaches() {
        let header = row(9.0, true, None);
        let mut rows = vec![header.clone()];
        rows.extend((1..=4u8).map(|n| row(f32::from(n), false, Some(0))));
        let pages = pages(rows, &[header], 30.0);
        let expected = [
            vec![(9.0, 0.0), (1.0, 10.0), (2.0, 20.0)],
            vec![(9.0, 0.0), (3.0, 10.0), (4.0, 20.0)],
        ];
        assert_eq!(names(&pages), expected);
    }

    #[test]
    fn a_row_that_begins_a_page_does_so_where_there_is_room() {
        let begins = Row { begins_page: true, ..row(2.0, false, None) };
        let rows = vec![row(1.0, false, None), begins.clone(), row(3.0, false, None)];
        assert_eq!(
            names(&pages(rows, &[], 100.0)),
            [vec![(1.0, 0.0)], vec![(2.0, 0.0), (3.0, 10.0)]]
        );
        assert_eq!(pages(vec![begins], &[], 100.0).len(), 1, "no empty page before it");
    }

    #[test]
    fn a_gap_is_left_out_at_the_top_of_a_page() {
        let gap = Row { keep_next: true, ..Row::gap(5.0) };
        let rows = vec![row(1.0, false, None), gap, row(2.0, false, None)];
        let pages = pages(rows, &[], 20.0);
        assert_eq!(names(&pages), [vec![(1.0, 0.0)], vec![(2.0, 0.0)]]);
    }

    #[test]
    fn rows_that_cannot_all_be_kept_together_are_divided_rather_than_lost() {
        let rows = (1..=5u8).map(|n| row(f32::from(n), true, None)).collect();
        let pages = pages(rows, &[], 20.0);
        let kept: Vec<f32> = names(&pages).concat().iter().map(|(name, _)| *name).collect();
        assert_eq!(kept, [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(pages.len(), 3);
    }

    #[test]
    fn the_first_page_may_be_higher_than_the_others() {
        let rows = (1..=5u8).map(|n| row(f32::from(n), false, None)).collect();
        let pages = paginate(rows, &[], Capacity { first: 30.0, others: 20.0 });
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 2]);
    }

    #[test]
    fn nothing_is_one_empty_page() {
        assert_eq!(pages(Vec::new(), &[], 100.0).len(), 1);
    }
}
