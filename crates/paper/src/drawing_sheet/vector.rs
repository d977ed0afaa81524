//! From the shapes of a drawing to marks on the page.

use crate::error::{Field, PaperError};
use crate::lines::width;
use crate::mark::Mark;
use crate::sheet::{Sheet, Style};
use casework::drawing::{Anchor, Drawing, Fill, Form, Part, Point, Shape};

/// Sides of the polygon that stands for a circle: at two centimetres across, no side shows.
const SIDES: u16 = 64;
/// The thinnest line that every printer shows, in points.
const THINNEST: f32 = 0.4;

/// The marks of a drawing whose top left corner lies at `at`; a unit is `scale` points.
pub(super) fn marks(
    drawing: &Drawing,
    at: (f32, f32),
    scale: f32,
    page: &Sheet<'_>,
) -> Result<Vec<Mark>, PaperError> {
    drawing.shapes.iter().map(|shape| mark(shape, at, scale, page)).collect()
}

fn mark(shape: &Shape, at: (f32, f32), scale: f32, page: &Sheet<'_>) -> Result<Mark, PaperError> {
    let place = |p: &Point| (at.0 + p.x * scale, at.1 + p.y * scale);
    let grey = grey(shape.part);
    let inside = |fill: &Fill| match fill {
        Fill::None => None,
        Fill::Ground => Some(1.0),
        Fill::Ink => Some(grey),
    };
    let line = |thickness: f32| {
        if thickness > 0.0 { (thickness * scale).max(THINNEST) } else { 0.0 }
    };
    let dashes = |lengths: &[f32]| lengths.iter().map(|length| length * scale).collect();
    Ok(match &shape.form {
        Form::Line { points, thickness, dash } => Mark::Path {
            points: points.iter().map(place).collect(),
            closed: false,
            line: line(*thickness),
            dash: dashes(dash.lengths()),
            fill: None,
            grey,
        },
        Form::Polygon { points, thickness, dash, fill } => Mark::Path {
            points: points.iter().map(place).collect(),
            closed: true,
            line: line(*thickness),
            dash: dashes(dash.lengths()),
            fill: inside(fill),
            grey,
        },
        Form::Circle { centre, radius, thickness, fill } => Mark::Path {
            points: circle(*centre, *radius).iter().map(place).collect(),
            closed: true,
            line: line(*thickness),
            dash: Vec::new(),
            fill: inside(fill),
            grey,
        },
        Form::Text { at: base, anchor, size, bold, text } => {
            let size = size * scale;
            let style = Style { size, leading: size, bold: *bold, grey };
            let pieces = page.lines(text, style, f32::MAX, Field::Drawing)?.concat();
            let (x, y) = place(base);
            let back = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => width(&pieces) * size / 2.0,
                Anchor::End => width(&pieces) * size,
            };
            Mark::Text { x: x - back, y, size, grey, pieces }
        }
    })
}

/// Paper has no colour: lines of feeling and homes are lighter than those of descent.
fn grey(part: Part) -> f32 {
    match part {
        Part::Symbol | Part::Death | Part::Label | Part::Couple | Part::Descent => 0.0,
        Part::Harm => 0.15,
        Part::Warm => 0.4,
        Part::Cool | Part::Household => 0.45,
    }
}

fn circle(centre: Point, radius: f32) -> Vec<Point> {
    let turn = |step: u16| f32::from(step) / f32::from(SIDES) * std::f32::consts::TAU;
    let point = |angle: f32| Point {
        x: centre.x + radius * angle.cos(),
        y: centre.y + radius * angle.sin(),
    };
    (0..SIDES).map(|step| point(turn(step))).collect()
}
