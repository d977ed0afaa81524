//! How people get on, and who else brings a child up: curves that pass beside people and not through them.

use super::lines::dash;
use super::plan::Plan;
use super::symbols::area;
use super::unions::Carer;
use crate::drawing::{
    Area, Dash, Drawing, Form, HEAD, Part, Point, Subject, arrow, bars, offset, resampled,
    shortened, zigzag,
};
use crate::family::sound::{Sound, Who};
use crate::family::{Feeling, ParentWay};
use std::collections::HashMap;

/// How far the middle of a curve may swing out, the nearest first.
const SWINGS: [f32; 15] = [
    0.0, 16.0, -16.0, 30.0, -30.0, 48.0, -48.0, 70.0, -70.0, 100.0, -100.0, 140.0, -140.0, 190.0,
    -190.0,
];

pub(super) fn draw(family: &Sound, plan: &Plan, drawing: &mut Drawing) {
    let mut ways = Ways::of(family, plan, drawing);
    for carer in &plan.unions.carers {
        let start = start(family, plan, carer);
        let points = ways.between(start, (carer.child, plan.at[carer.child]));
        let dash = match carer.way {
            ParentWay::Adopted => Dash::Dashed,
            way => dash(way),
        };
        drawing.line(Subject::Tie(carer.tie), Part::Descent, dash, &points);
    }
    for bond in &family.bonds {
        let ends = |who: Who| (who, plan.at[who]);
        let points = ways.between((Some(bond.from), plan.at[bond.from]), ends(bond.to));
        feeling(bond.feeling, Subject::Tie(bond.tie), &points, drawing);
    }
}

/// Where the line of somebody who cares for a child begins: at her, or at the middle of the couple.
fn start(family: &Sound, plan: &Plan, carer: &Carer) -> (Option<Who>, Point) {
    let union = plan.unions.all.iter().position(|union| union.parents == carer.parents);
    match (carer.parents.as_slice(), union) {
        (&[a, b], Some(union)) if plan.row[a] == plan.row[b] => {
            let height = plan.detours[union].unwrap_or(plan.at[a].y);
            (None, Point::new(plan.stem(family, union), height))
        }
        (one, _) => {
            let who = one.first().copied().unwrap_or(carer.child);
            debug_assert!(who < family.people.len());
            (Some(who), plan.at[who])
        }
    }
}

/// The lines of one feeling along a curve.
pub(crate) fn feeling(feeling: Feeling, of: Subject, points: &[Point], drawing: &mut Drawing) {
    let (part, solid) = (part(feeling), Dash::Solid);
    match feeling {
        Feeling::Close => {
            for side in [-2.2, 2.2] {
                drawing.line(of, part, solid, &offset(points, side));
            }
        }
        Feeling::Fused => {
            for side in [-3.8, 0.0, 3.8] {
                drawing.line(of, part, solid, &offset(points, side));
            }
        }
        Feeling::Distant => drawing.line(of, part, Dash::Dotted, points),
        Feeling::Conflict => drawing.line(of, part, solid, &zigzag(points, 4.0)),
        Feeling::Violence => {
            let shaft = shortened(points, HEAD);
            drawing.line(of, part, solid, &zigzag(&shaft, 4.0));
            arrow(of, part, points, drawing);
        }
        Feeling::CutOff => {
            for piece in bars(points, 9.0, 6.0) {
                drawing.line(of, part, solid, &piece);
            }
        }
    }
}

fn part(feeling: Feeling) -> Part {
    match feeling {
        Feeling::Close | Feeling::Fused => Part::Warm,
        Feeling::Distant | Feeling::CutOff => Part::Cool,
        Feeling::Conflict | Feeling::Violence => Part::Harm,
    }
}

/// What curves have to pass by.
struct Ways {
    signs: Vec<Area>,
    field: Field,
}

impl Ways {
    fn of(family: &Sound, plan: &Plan, drawing: &Drawing) -> Self {
        let mut field = Field::default();
        let mut signs = Vec::new();
        for who in 0..family.people.len() {
            let sign = area(family, plan, who).wider(3.0);
            let label = Area { top: plan.at[who].y + 20.0, ..plan.cell(who) };
            field.fill(sign, SIGN);
            field.fill(label, LABEL);
            signs.push(sign);
        }
        for shape in drawing.shapes.iter().filter(|shape| shape.part != Part::Household) {
            match &shape.form {
                Form::Line { points, .. } => field.trace(points, LINE),
                text @ Form::Text { .. } => field.fill(text.extent(), LABEL),
                Form::Polygon { .. } | Form::Circle { .. } => {}
            }
        }
        Self { signs, field }
    }

    /// The best curve from one to the other, from edge to edge.
    fn between(&mut self, from: (Option<Who>, Point), to: (Who, Point)) -> Vec<Point> {
        let best = SWINGS
            .into_iter()
            .map(|swing| {
                let curve = self.clipped(from.0, to.0, &curve(from.1, to.1, swing));
                (self.field.cost(&curve) + swing.abs() * 0.12 + (swing / 20.0).powi(2), curve)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let curve = best.map(|(_, curve)| curve).unwrap_or_default();
        self.field.trace(&curve, CURVE);
        curve
    }

    /// The part of a curve that lies outside of both signs.
    fn clipped(&self, from: Option<Who>, to: Who, curve: &[Point]) -> Vec<Point> {
        let even = resampled(curve, 2.0);
        let inside = |who: Who, point: &Point| self.signs[who].contains(*point);
        let first = even.iter().position(|p| !from.is_some_and(|who| inside(who, p)));
        let last = even.iter().rposition(|p| !inside(to, p));
        match (first, last) {
            (Some(first), Some(last)) if first < last => resampled(&even[first..=last], 4.0),
            _ => vec![even[0], even[even.len() - 1]],
        }
    }
}

const SIGN: u8 = 1;
const LABEL: u8 = 2;
const LINE: u8 = 4;
const CURVE: u8 = 8;
/// Side of a square of the field.
const SQUARE: f32 = 7.0;

/// What lies where, in small squares.
#[derive(Default)]
struct Field(HashMap<(i32, i32), u8>);

fn square(point: Point) -> (i32, i32) {
    ((point.x / SQUARE).floor() as i32, (point.y / SQUARE).floor() as i32)
}

impl Field {
    fn fill(&mut self, area: Area, what: u8) {
        let (left, top) = square(Point::new(area.left, area.top));
        let (right, bottom) = square(Point::new(area.right, area.bottom));
        for (x, y) in (left..=right).flat_map(|x| (top..=bottom).map(move |y| (x, y))) {
            *self.0.entry((x, y)).or_default() |= what;
        }
    }

    fn trace(&mut self, points: &[Point], what: u8) {
        for point in resampled(points, SQUARE / 2.0) {
            *self.0.entry(square(point)).or_default() |= what;
        }
    }

    /// How much a curve is in the way of what is there.
    fn cost(&self, curve: &[Point]) -> f32 {
        let (mut cost, mut before) = (0.0, false);
        for point in resampled(curve, SQUARE) {
            let there = self.0.get(&square(point)).copied().unwrap_or(0);
            let weighs = |what: u8, weight: f32| if there & what == 0 { 0.0 } else { weight };
            cost += weighs(SIGN, 60.0) + weighs(LABEL, 7.0) + weighs(CURVE, 6.0);
            // To cross a line is one point of it; to run along it is many.
            let along = there & LINE != 0;
            cost += if along && before { 8.0 } else { 0.0 };
            before = along;
        }
        cost
    }
}

/// A quadratic curve whose middle lies `swing` beside the straight line.
fn curve(from: Point, to: Point, swing: f32) -> Vec<Point> {
    let length = from.distance(to).max(1.0);
    let (nx, ny) = ((to.y - from.y) / length, (from.x - to.x) / length);
    let bend = from.towards(to, 0.5).moved(nx * swing * 2.0, ny * swing * 2.0);
    let steps = 24u8;
    (0..=steps)
        .map(|step| {
            let part = f32::from(step) / f32::from(steps);
            from.towards(bend, part).towards(bend.towards(to, part), part)
        })
        .collect()
}
