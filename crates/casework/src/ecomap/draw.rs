//! The ecomap as shapes: the household's own small genogram in a circle, the systems on a ring around it.

use super::{Flow, Link, Strength, Surroundings, System};
use crate::drawing::{
    Area, Dash, Drawing, Fill, Form, HEAD, Part, Point, Subject, THIN, arrow, broken, resampled,
    shortened, width,
};
use crate::family::Sound;
use crate::genogram::home_drawing;
use crate::id::{KinId, SystemId, TieId};
use serde::Serialize;
use std::f32::consts::{FRAC_PI_2, TAU};

/// Size of a system's name.
const NAME: f32 = 12.0;
const LEADING: f32 = 15.0;
/// Widest line of a system's name.
const WIDEST: f32 = 74.0;
/// Smallest circle of a system.
const SMALLEST: f32 = 36.0;
/// Between two circles on the ring.
const BETWEEN: f32 = 26.0;
/// Shortest line between the household and a system.
const SHORTEST: f32 = 84.0;
const MARGIN: f32 = 16.0;
/// How far around a system stands rather than have a step of its line lie on somebody else.
const AROUND: f32 = 60.0;

/// Draws what surrounds the client's household. `year` is the year for which ages are shown.
#[must_use]
pub fn ecomap(family: &Sound, around: &Surroundings, year: u16) -> Drawing {
    let home = home_drawing(family, year);
    let middle = Point::new(home.width / 2.0, home.height / 2.0);
    // The circle around the drawing without most of its own margin.
    let inner = (home.width - MARGIN).hypot(home.height - MARGIN) / 2.0 + 4.0;
    let circles: Vec<Vec<String>> =
        around.systems.iter().map(|system| broken(&system.name, NAME, WIDEST)).collect();
    let radius = circles.iter().map(|lines| radius(lines)).fold(SMALLEST, f32::max);
    let count = around.systems.len().max(1) as f32;
    // Neighbours on the ring are a chord apart, which is shorter than the arc.
    let chord = (radius * 2.0 + BETWEEN) / (2.0 * (TAU / count / 2.0).min(FRAC_PI_2).sin());
    let ring = chord.max(inner + SHORTEST + radius);
    let places = places(around, &home, middle, ring);
    let mut drawing = Drawing::default();
    let circle = Form::Circle { centre: middle, radius: inner, thickness: THIN, fill: Fill::None };
    drawing.put(Subject::Drawing, Part::Household, circle);
    for link in &around.links {
        let Some(at) = around.systems.iter().position(|system| system.id == link.system) else {
            continue;
        };
        let target = link.with.and_then(|who| sign(&home, who));
        let points = line((places[at], radius), target, (middle, inner));
        draw_link(link, &points, &mut drawing);
    }
    drawing.shapes.extend(home.shapes);
    for ((system, lines), at) in around.systems.iter().zip(&circles).zip(&places) {
        draw_system(system, lines, *at, radius, &mut drawing);
    }
    drawing.trimmed(MARGIN)
}

/// The strengths and flows that a drawing has, each with its picture.
#[must_use]
pub fn link_legend(around: &Surroundings) -> Vec<(LinkSign, Drawing)> {
    let strengths = around.links.iter().map(|link| LinkSign::Strength(link.strength));
    let flows = around.links.iter().filter(|link| link.flow != Flow::None);
    let mut signs: Vec<LinkSign> = strengths.chain(flows.map(|_| LinkSign::Flow)).collect();
    signs.sort_unstable();
    signs.dedup();
    signs.into_iter().map(|sign| (sign, picture(sign))).collect()
}

/// A sign of the ecomap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum LinkSign {
    /// How strong a tie is.
    Strength(Strength),
    /// Which way help and effort flow.
    Flow,
}

fn picture(sign: LinkSign) -> Drawing {
    let mut drawing = Drawing::default();
    let points = resampled(&[Point::new(-26.0, 0.0), Point::new(26.0, 0.0)], 4.0);
    let (strength, flow) = match sign {
        LinkSign::Strength(strength) => (strength, Flow::None),
        LinkSign::Flow => (Strength::Strong, Flow::ToFamily),
    };
    let (id, system) = (TieId::from_bytes([0; 16]), SystemId::from_bytes([0; 16]));
    draw_link(&Link { id, system, with: None, strength, flow }, &points, &mut drawing);
    drawing.trimmed(2.0)
}

/// The circle that holds these lines.
fn radius(lines: &[String]) -> f32 {
    let widest = lines.iter().map(|line| width(line, NAME)).fold(0.0, f32::max);
    (widest / 2.0).hypot(lines.len() as f32 * LEADING / 2.0) + 4.0
}

/// The sign of somebody in the household's drawing.
fn sign(home: &Drawing, who: KinId) -> Option<Area> {
    let mine = |shape: &&crate::drawing::Shape| {
        shape.of == Subject::Kin(who) && shape.part == Part::Symbol
    };
    home.shapes.iter().find(mine).map(|shape| shape.form.extent())
}

/// A place on the ring for each system: first those tied to one person, each as near to that person as is
/// free, then the others by kind, clockwise from the top. Two whose lines are shorter the other way round
/// change places, as those whose lines cross mostly are.
fn places(around: &Surroundings, home: &Drawing, middle: Point, ring: f32) -> Vec<Point> {
    let count = around.systems.len();
    let slot = |number: usize| {
        let angle = TAU * number as f32 / count as f32 - FRAC_PI_2;
        middle.moved(ring * angle.cos(), ring * angle.sin())
    };
    let person = |number: usize| {
        let id = around.systems[number].id;
        let mine = around.links.iter().filter(|link| link.system == id);
        mine.filter_map(|link| link.with).find_map(|who| sign(home, who))
    };
    let far = |person: Area, place: usize| {
        let line = [slot(place), centre(person)];
        let around = crossed(home, person, &line) as f32 * AROUND;
        ((line[0].distance(line[1]) + around) * 10.0).round() as i64
    };
    let mut free: Vec<usize> = (0..count).collect();
    let mut taken: Vec<usize> = vec![0; count];
    let (tied, mut others): (Vec<usize>, Vec<usize>) =
        (0..count).partition(|number| person(*number).is_some());
    let tied: Vec<(usize, Area)> =
        tied.into_iter().filter_map(|number| person(number).map(|at| (number, at))).collect();
    for (number, at) in &tied {
        if let Some(&nearest) = free.iter().min_by_key(|place| far(*at, **place)) {
            free.retain(|other| *other != nearest);
            taken[*number] = nearest;
        }
    }
    for (a, b) in (0..tied.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
        let ((first, to_first), (second, to_second)) = (tied[a], tied[b]);
        let (here, there) = (taken[first], taken[second]);
        let now = far(to_first, here) + far(to_second, there);
        if far(to_first, there) + far(to_second, here) < now {
            taken.swap(first, second);
        }
    }
    others.sort_by_key(|number| (around.systems[*number].kind, *number));
    for (number, place) in others.into_iter().zip(free) {
        taken[number] = place;
    }
    taken.into_iter().map(slot).collect()
}

/// How much of a line to a person lies on other people's signs and labels, in steps.
fn crossed(home: &Drawing, person: Area, line: &[Point]) -> usize {
    let others = home.shapes.iter().filter(|shape| matches!(shape.of, Subject::Kin(_)));
    let others: Vec<Area> = others
        .filter(|shape| shape.part == Part::Symbol || shape.part == Part::Label)
        .map(|shape| shape.form.extent())
        .filter(|area| !person.wider(60.0).contains(centre(*area)) || area.top < person.top)
        .collect();
    let points = resampled(line, 6.0);
    points.iter().filter(|point| others.iter().any(|area| area.contains(**point))).count()
}

fn centre(area: Area) -> Point {
    Point::new(f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom))
}

/// From the edge of a system to the edge of a person, or of the household.
fn line(
    (system, radius): (Point, f32),
    person: Option<Area>,
    (middle, inner): (Point, f32),
) -> Vec<Point> {
    let (end, edge) = match person {
        Some(area) => (centre(area), (area.right - area.left) / 2.0 + 4.0),
        None => (middle, inner + 2.0),
    };
    let away = system.distance(end).max(1.0);
    let (from, to) = ((radius + 2.0) / away, edge / away);
    resampled(&[system.towards(end, from), end.towards(system, to)], 4.0)
}

/// The line of a tie, from the system to the family: three times as thick where it is strong, dashed where weak,
/// crossed by strokes where it is under stress.
fn draw_link(link: &Link, points: &[Point], drawing: &mut Drawing) {
    let of = Subject::Tie(link.id);
    let (to, from) = match link.flow {
        Flow::None => (false, false),
        Flow::ToFamily => (true, false),
        Flow::FromFamily => (false, true),
        Flow::Both => (true, true),
    };
    let (part, thickness, dash) = match link.strength {
        Strength::Strong => (Part::Warm, THIN * 2.2, Dash::Solid),
        Strength::Weak => (Part::Cool, THIN, Dash::Dashed),
        Strength::Stressful => (Part::Harm, THIN, Dash::Solid),
    };
    let back: Vec<Point> = points.iter().rev().copied().collect();
    let mut shaft = points.to_vec();
    if to {
        arrow(of, part, points, drawing);
        shaft = shortened(&shaft, HEAD);
    }
    if from {
        arrow(of, part, &back, drawing);
        shaft.reverse();
        shaft = shortened(&shaft, HEAD);
        shaft.reverse();
    }
    if link.strength == Strength::Stressful {
        let even = resampled(&shaft, 9.0);
        for pair in even.windows(2).skip(1) {
            let away = pair[0].distance(pair[1]).max(0.1);
            let (x, y) = ((pair[1].y - pair[0].y) / away, (pair[0].x - pair[1].x) / away);
            let ends = [pair[0].moved(x * 5.0, y * 5.0), pair[0].moved(-x * 5.0, -y * 5.0)];
            drawing.line(of, part, Dash::Solid, &ends);
        }
    }
    let ends = [shaft[0], shaft[shaft.len() - 1]];
    drawing.put(of, part, Form::Line { points: ends.to_vec(), thickness, dash });
}

fn draw_system(system: &System, lines: &[String], at: Point, radius: f32, drawing: &mut Drawing) {
    let of = Subject::System(system.id);
    let form = Form::Circle { centre: at, radius, thickness: THIN, fill: Fill::Ground };
    drawing.put(of, Part::Symbol, form);
    let top = at.y - (lines.len() as f32 - 1.0) * LEADING / 2.0 + NAME * 0.36;
    for (number, line) in lines.iter().enumerate() {
        drawing.text(of, Point::new(at.x, top + number as f32 * LEADING), NAME, false, line);
    }
}
