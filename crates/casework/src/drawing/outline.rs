//! The outline of several rectangles together: what is drawn around people of one home.

use super::{Area, Point};
use std::collections::BTreeMap;

/// How round a corner is.
const ROUND: f32 = 9.0;

/// The closed lines around the union of these areas, corners rounded: one for each piece, and one for each
/// hole.
pub(crate) fn outlines(areas: &[Area]) -> Vec<Vec<Point>> {
    let xs = edges(areas.iter().flat_map(|a| [a.left, a.right]));
    let ys = edges(areas.iter().flat_map(|a| [a.top, a.bottom]));
    let inside = |column: isize, row: isize| {
        let (Ok(column), Ok(row)) = (usize::try_from(column), usize::try_from(row)) else {
            return false;
        };
        if column + 1 >= xs.len() || row + 1 >= ys.len() {
            return false;
        }
        let x = (xs[column] + xs[column + 1]) / 2.0;
        let y = (ys[row] + ys[row + 1]) / 2.0;
        areas.iter().any(|area| area.contains(Point::new(x, y)))
    };
    let sides = sides(xs.len(), ys.len(), inside);
    let place = |(x, y): Node| Point::new(xs[x], ys[y]);
    loops(sides).into_iter().map(|nodes| rounded(&straight(&nodes, place))).collect()
}

/// A corner of the grid.
type Node = (usize, usize);

fn edges(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    values
}

/// Every side of a cell that lies between inside and outside, with the inside to its right.
fn sides(
    columns: usize,
    rows: usize,
    inside: impl Fn(isize, isize) -> bool,
) -> BTreeMap<Node, Vec<Node>> {
    let mut sides: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    let signed = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
    for y in 0..rows {
        for x in 0..columns {
            let (i, j) = (signed(x), signed(y));
            let mut side = |from: Node, to: Node| sides.entry(from).or_default().push(to);
            if x + 1 < columns {
                match (inside(i, j - 1), inside(i, j)) {
                    (false, true) => side((x, y), (x + 1, y)),
                    (true, false) => side((x + 1, y), (x, y)),
                    _ => {}
                }
            }
            if y + 1 < rows {
                match (inside(i - 1, j), inside(i, j)) {
                    (false, true) => side((x, y + 1), (x, y)),
                    (true, false) => side((x, y), (x, y + 1)),
                    _ => {}
                }
            }
        }
    }
    sides
}

fn loops(mut sides: BTreeMap<Node, Vec<Node>>) -> Vec<Vec<Node>> {
    let mut loops = Vec::new();
    while let Some((&start, _)) = sides.iter().next() {
        let mut nodes = vec![start];
        let mut at = start;
        while let Some(next) = sides.get_mut(&at).and_then(Vec::pop) {
            sides.retain(|_, ends| !ends.is_empty());
            if next == start {
                break;
            }
            nodes.push(next);
            at = next;
        }
        sides.retain(|_, ends| !ends.is_empty());
        loops.push(nodes);
    }
    loops
}

/// The corners alone: points in the middle of a straight side left out.
fn straight(nodes: &[Node], place: impl Fn(Node) -> Point) -> Vec<Point> {
    let count = nodes.len();
    let turns = |i: usize| {
        let (a, b, c) = (nodes[(i + count - 1) % count], nodes[i], nodes[(i + 1) % count]);
        !((a.0 == b.0 && b.0 == c.0) || (a.1 == b.1 && b.1 == c.1))
    };
    (0..count).filter(|i| turns(*i)).map(|i| place(nodes[i])).collect()
}

fn rounded(corners: &[Point]) -> Vec<Point> {
    let count = corners.len();
    let mut points = Vec::with_capacity(count * 4);
    for i in 0..count {
        let (a, b, c) = (corners[(i + count - 1) % count], corners[i], corners[(i + 1) % count]);
        let round = ROUND.min(a.distance(b) / 2.0).min(b.distance(c) / 2.0);
        let from = b.towards(a, round / a.distance(b).max(1.0));
        let to = b.towards(c, round / b.distance(c).max(1.0));
        for step in [0.0, 0.25, 0.5, 0.75, 1.0] {
            points.push(from.towards(b, step).towards(b.towards(to, step), step));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: f32, top: f32, right: f32, bottom: f32) -> Area {
        Area { left, top, right, bottom }
    }

    #[test]
    fn areas_that_touch_have_one_outline_and_others_one_each() {
        let together = [area(0.0, 0.0, 100.0, 50.0), area(40.0, 50.0, 60.0, 120.0)];
        assert_eq!(outlines(&together).len(), 1);
        let apart = [area(0.0, 0.0, 100.0, 50.0), area(200.0, 0.0, 300.0, 50.0)];
        assert_eq!(outlines(&apart).len(), 2);
        assert!(outlines(&[]).is_empty());
    }

    #[test]
    fn a_ring_has_an_outer_and_an_inner_line() {
        let ring = [
            area(0.0, 0.0, 100.0, 20.0),
            area(0.0, 80.0, 100.0, 100.0),
            area(0.0, 0.0, 20.0, 100.0),
            area(80.0, 0.0, 100.0, 100.0),
        ];
        assert_eq!(outlines(&ring).len(), 2);
    }

    #[test]
    fn the_outline_stays_within_a_corner_of_the_areas() {
        let shape = [area(0.0, 0.0, 100.0, 50.0), area(40.0, 40.0, 160.0, 120.0)];
        for point in outlines(&shape).concat() {
            assert!(shape.iter().any(|area| area.wider(ROUND / 3.0).contains(point)), "{point:?}");
        }
    }
}
