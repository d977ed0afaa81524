//! Lines made of a line: beside it, in zigzag along it, with a gap in it.

use super::{Dash, Drawing, Fill, Form, Part, Point, Subject};

/// Points at even steps along a line, its ends included.
pub(crate) fn resampled(points: &[Point], step: f32) -> Vec<Point> {
    let length: f32 = points.windows(2).map(|w| w[0].distance(w[1])).sum();
    let steps = (length / step).round().max(1.0);
    let (mut even, mut walked, mut due) = (Vec::new(), 0.0, 0.0);
    for pair in points.windows(2) {
        let piece = pair[0].distance(pair[1]);
        while due <= walked + piece && piece > 0.0 {
            even.push(pair[0].towards(pair[1], (due - walked) / piece));
            due += length / steps;
        }
        walked += piece;
    }
    // The last step may miss the end by a rounding.
    if let Some(end) = points.last()
        && even.last().is_none_or(|last| last.distance(*end) > step / 2.0)
    {
        even.push(*end);
    }
    even
}

/// The line's direction at a point of it, turned a quarter to the left, of length 1.
fn normal(points: &[Point], at: usize) -> Point {
    let before = points[at.saturating_sub(1)];
    let after = points[(at + 1).min(points.len() - 1)];
    let length = before.distance(after);
    if length == 0.0 {
        return Point::new(0.0, 0.0);
    }
    Point::new((after.y - before.y) / length, (before.x - after.x) / length)
}

/// The line `by` units to its left.
pub(crate) fn offset(points: &[Point], by: f32) -> Vec<Point> {
    let beside = |at: usize| {
        let normal = normal(points, at);
        points[at].moved(normal.x * by, normal.y * by)
    };
    (0..points.len()).map(beside).collect()
}

/// A zigzag along the line, `high` to each side, a tooth every two steps of 5 units.
pub(crate) fn zigzag(points: &[Point], high: f32) -> Vec<Point> {
    let even = resampled(points, 5.0);
    let last = even.len().saturating_sub(1);
    let tooth = |at: usize| {
        let side = match at {
            0 => 0.0,
            _ if at == last => 0.0,
            _ if at.is_multiple_of(2) => high,
            _ => -high,
        };
        let normal = normal(&even, at);
        even[at].moved(normal.x * side, normal.y * side)
    };
    (0..even.len()).map(tooth).collect()
}

/// The line in two pieces with a gap of `gap` between them, and a bar across each end of the gap.
pub(crate) fn bars(points: &[Point], gap: f32, high: f32) -> Vec<Vec<Point>> {
    let even = resampled(points, 2.0);
    let length = (even.len() - 1) as f32 * 2.0;
    let away = ((gap / 2.0).min(length / 4.0) / 2.0).round() as usize;
    let middle = even.len() / 2;
    let (left, right) = (middle.saturating_sub(away), (middle + away).min(even.len() - 1));
    let bar = |at: usize| {
        let normal = normal(&even, at);
        let end = |side: f32| even[at].moved(normal.x * side, normal.y * side);
        vec![end(high), end(-high)]
    };
    vec![even[..=left].to_vec(), bar(left), bar(right), even[right..].to_vec()]
}

/// Length of an arrow's head.
pub(crate) const HEAD: f32 = 10.0;

/// The line without its last `by` units.
pub(crate) fn shortened(points: &[Point], by: f32) -> Vec<Point> {
    let even = resampled(points, 2.0);
    let keep = even.len().saturating_sub((by / 2.0).round() as usize).max(2);
    even.into_iter().take(keep).collect()
}

/// A filled head at the end of a line.
pub(crate) fn arrow(of: Subject, part: Part, points: &[Point], drawing: &mut Drawing) {
    let shaft = shortened(points, HEAD);
    let (Some(foot), Some(tip)) = (shaft.last(), points.last()) else { return };
    let length = foot.distance(*tip).max(1.0);
    let aside = Point::new((tip.y - foot.y) / length * 5.5, (foot.x - tip.x) / length * 5.5);
    let points = vec![foot.moved(aside.x, aside.y), *tip, foot.moved(-aside.x, -aside.y)];
    let form = Form::Polygon { points, thickness: 0.0, dash: Dash::Solid, fill: Fill::Ink };
    drawing.put(of, part, form);
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRAIGHT: [Point; 2] = [Point::new(0.0, 0.0), Point::new(40.0, 0.0)];

    #[test]
    fn even_steps_reach_from_end_to_end() {
        let even = resampled(&STRAIGHT, 10.0);
        let xs: Vec<f32> = even.iter().map(|p| p.x).collect();
        assert_eq!(xs, [0.0, 10.0, 20.0, 30.0, 40.0]);
    }

    #[test]
    fn a_line_beside_a_line_keeps_its_distance() {
        assert!(offset(&resampled(&STRAIGHT, 10.0), 2.0).iter().all(|p| p.y == -2.0));
    }

    #[test]
    fn a_zigzag_swings_to_both_sides_and_begins_and_ends_on_the_line() {
        let teeth = zigzag(&STRAIGHT, 4.0);
        assert_eq!((teeth[0].y, teeth[teeth.len() - 1].y), (0.0, 0.0));
        assert_eq!((teeth[1].y, teeth[2].y), (4.0, -4.0));
    }

    #[test]
    fn a_broken_line_has_a_gap_between_two_bars() {
        let pieces = bars(&STRAIGHT, 8.0, 5.0);
        assert_eq!(pieces[0].last().unwrap().x, 16.0);
        assert_eq!(pieces[3][0].x, 24.0);
        assert!(pieces[1].iter().all(|p| p.x == 16.0 && p.y.abs() == 5.0));
    }

    #[test]
    fn a_line_without_length_is_no_fault() {
        let point = [Point::new(1.0, 1.0); 2];
        assert!(!resampled(&point, 5.0).is_empty());
        assert!(zigzag(&point, 4.0).iter().all(|p| p.x == 1.0));
        assert_eq!(bars(&point, 8.0, 5.0).len(), 4);
    }
}
