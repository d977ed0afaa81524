//! Lines of couples and of descent.

use super::plan::{Plan, YEARS, in_order};
use super::symbols::{area, reach};
use super::unions::{Child, Union};
use crate::drawing::{Dash, Drawing, Part, Point, Subject};
use crate::family::sound::{Couple, Sound, Who};
use crate::family::{CoupleState, ParentWay};

/// How high above the children the lines of twins part.
const FORK: f32 = 28.0;
/// From a label to the line of a couple that runs around others.
const ASIDE: f32 = 8.0;

pub(super) fn draw(family: &Sound, plan: &Plan, drawing: &mut Drawing) {
    for (number, union) in plan.unions.all.iter().enumerate() {
        let start = couple(family, plan, number, drawing);
        if !union.children.is_empty() {
            children(family, plan, (number, start), drawing);
        }
    }
}

/// From when to when two were a couple.
pub(super) fn couple_years(couple: &Couple) -> Option<String> {
    match (couple.since, couple.until) {
        (Some(since), Some(until)) => Some(format!("{since}–{until}")),
        (Some(since), None) => Some(since.to_string()),
        (None, Some(until)) => Some(format!("?–{until}")),
        (None, None) => None,
    }
}

/// What a union is clicked as: its couple, else its first child's tie.
fn subject(family: &Sound, union: &Union) -> Subject {
    let couple = union.couple.map(|couple| family.couples[couple].tie);
    let child = union.children.first().map(|child| child.tie);
    couple.or(child).map_or(Subject::Drawing, Subject::Tie)
}

/// Draws the line of two partners, and gives back where the line to their children begins.
fn couple(family: &Sound, plan: &Plan, number: usize, drawing: &mut Drawing) -> Point {
    let union = &plan.unions.all[number];
    let stem = plan.stem(family, number);
    let &[a, b] = union.parents.as_slice() else {
        let bottom = union.parents.first().map_or(0.0, |who| plan.cell(*who).bottom);
        return Point::new(stem, bottom + 1.0);
    };
    let (left, right) = if plan.at[a].x <= plan.at[b].x { (a, b) } else { (b, a) };
    let points = match plan.detours[number] {
        Some(height) => detour(family, plan, (left, right), height),
        None => straight(family, plan, left, right),
    };
    let start = match plan.detours[number] {
        Some(height) => Point::new(stem, height),
        None => {
            let (a, b) = (plan.at[left], plan.at[right]);
            let part = if (b.x - a.x).abs() < 1.0 { 0.5 } else { (stem - a.x) / (b.x - a.x) };
            a.towards(b, part)
        }
    };
    let couple = union.couple.map(|couple| &family.couples[couple]);
    let dash = couple_dash(couple.map(|couple| couple.state));
    let of = subject(family, union);
    drawing.line(of, Part::Couple, dash, &points);
    if let Some(couple) = couple {
        let middle = f32::midpoint(plan.at[left].x, plan.at[right].x);
        // On the side where there is more room.
        let side = if start.x > middle { -1.0 } else { 1.0 };
        strokes(couple, (start, side), of, drawing);
        if let Some(years) = couple_years(couple) {
            drawing.text(of, Point::new(middle, start.y - 8.0), YEARS, false, &years);
        }
    }
    start
}

/// The pattern of the line of two partners, or of two who have nothing recorded but children.
pub(super) fn couple_dash(state: Option<CoupleState>) -> Dash {
    match state {
        None => Dash::Dotted,
        Some(CoupleState::Cohabiting) => Dash::Dashed,
        Some(_) => Dash::Solid,
    }
}

fn straight(family: &Sound, plan: &Plan, left: Who, right: Who) -> Vec<Point> {
    let (a, b) = (plan.at[left], plan.at[right]);
    let away = a.distance(b).max(1.0);
    let edge = |who: Who| reach(&family.people[who]) / away;
    vec![a.towards(b, edge(left)), b.towards(a, edge(right))]
}

/// Out of the side of one, down beside the label, below whoever stands between, and up to the other.
fn detour(family: &Sound, plan: &Plan, (left, right): (Who, Who), height: f32) -> Vec<Point> {
    let (a, b) = (plan.at[left], plan.at[right]);
    let (out, back) = (a.x + plan.half(left) + ASIDE, b.x - plan.half(right) - ASIDE);
    vec![
        a.moved(reach(&family.people[left]), 9.0),
        Point::new(out, a.y + 9.0),
        Point::new(out, height),
        Point::new(back, height),
        Point::new(back, b.y + 9.0),
        b.moved(-reach(&family.people[right]), 9.0),
    ]
}

/// One stroke across the line for a separation, two for a divorce.
pub(super) fn strokes(
    couple: &Couple,
    (at, side): (Point, f32),
    of: Subject,
    drawing: &mut Drawing,
) {
    let strokes: &[f32] = match couple.state {
        CoupleState::Separated => &[11.0],
        CoupleState::Divorced => &[9.0, 15.0],
        CoupleState::Married | CoupleState::Cohabiting => &[],
    };
    for aside in strokes {
        let at = at.moved(side * aside, 0.0);
        let ends = [at.moved(-3.5, 8.0), at.moved(3.5, -8.0)];
        drawing.line(of, Part::Couple, Dash::Solid, &ends);
    }
}

/// The line of the children, and the line down to each.
fn children(family: &Sound, plan: &Plan, (number, start): (usize, Point), drawing: &mut Drawing) {
    let union = &plan.unions.all[number];
    let of = subject(family, union);
    let height = plan.tracks[number].unwrap_or(start.y);
    let branches = plan.branches(family, number);
    let left = branches.iter().copied().fold(start.x, f32::min);
    let right = branches.iter().copied().fold(start.x, f32::max);
    drawing.line(of, Part::Descent, Dash::Solid, &[start, Point::new(start.x, height)]);
    if right - left > 0.5 {
        let ends = [Point::new(left, height), Point::new(right, height)];
        drawing.line(of, Part::Descent, Dash::Solid, &ends);
    }
    for (child, x) in union.children.iter().zip(branches) {
        descent(family, plan, child, Point::new(x, height), drawing);
    }
    twins(family, plan, number, drawing);
    if !in_order(family, plan, number) {
        for (place, child) in union.children.iter().enumerate() {
            let top = area(family, plan, child.who).top;
            let at = Point::new(plan.at[child.who].x + 9.0, top - 5.0);
            drawing.text(Subject::Tie(child.tie), at, 9.0, false, &(place + 1).to_string());
        }
    }
}

/// The line down to one child; its pattern says in what way it is a child.
fn descent(family: &Sound, plan: &Plan, child: &Child, from: Point, drawing: &mut Drawing) {
    let of = Subject::Tie(child.tie);
    let top = area(family, plan, child.who).top;
    let end = Point::new(plan.at[child.who].x, top);
    let mut points = vec![from];
    if (end.x - from.x).abs() > 0.5 {
        points.push(Point::new(from.x, (top - FORK).max(from.y)));
    }
    points.push(end);
    drawing.line(of, Part::Descent, dash(child.way), &points);
    if child.way == ParentWay::Adopted {
        // A dashed line beside the unbroken one.
        let beside: Vec<Point> = points.iter().map(|point| point.moved(5.0, 0.0)).collect();
        drawing.line(of, Part::Descent, Dash::Dashed, &beside);
    }
}

/// The pattern of a line of descent.
pub(super) fn dash(way: ParentWay) -> Dash {
    match way {
        ParentWay::Biological | ParentWay::Adopted => Dash::Solid,
        ParentWay::Foster => Dash::Dotted,
        ParentWay::Kinship => Dash::DashDot,
    }
}

/// The bar between the lines of children of one egg.
fn twins(family: &Sound, plan: &Plan, number: usize, drawing: &mut Drawing) {
    let children = &plan.unions.all[number].children;
    let branches = plan.branches(family, number);
    for twins in family.twins.iter().filter(|twins| twins.identical) {
        let mut ends: Vec<Point> = children
            .iter()
            .zip(&branches)
            .filter(|(child, _)| twins.children.contains(&child.who))
            .map(|(child, branch)| {
                let top = area(family, plan, child.who).top;
                Point::new(*branch, top - FORK).towards(Point::new(plan.at[child.who].x, top), 0.5)
            })
            .collect();
        ends.sort_by(|a, b| a.x.total_cmp(&b.x));
        if ends.len() > 1 {
            let of = Subject::Tie(twins.tie);
            drawing.line(of, Part::Descent, Dash::Solid, &ends);
        }
    }
}
