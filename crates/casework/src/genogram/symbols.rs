//! The sign of each person, with age, cross, name and years.

use super::plan::{BELOW, NAME, NAME_LEADING, Plan, SYMBOL, YEARS};
use crate::drawing::{Area, Dash, Drawing, Fill, Form, Part, Point, Subject, THIN};
use crate::family::sound::{Sound, Who};
use crate::family::{Arrival, Kin};
use crate::sex::Sex;

/// Radius of a woman's circle, half of a man's square.
const HALF: f32 = SYMBOL / 2.0;
/// Between the two outlines of the client.
const RING: f32 = 4.5;

/// How far a person's sign reaches from its middle.
pub(super) fn reach(kin: &Kin) -> f32 {
    let sign = match kin.arrival {
        Arrival::Born if kin.sex.is_none() => HALF + 2.0,
        Arrival::Born => HALF,
        Arrival::Expected => 17.0,
        Arrival::Stillborn => 14.0,
        Arrival::Miscarried | Arrival::Ended => 7.0,
    };
    if kin.client { sign + RING } else { sign }
}

/// The room of a person's sign alone.
pub(super) fn area(family: &Sound, plan: &Plan, who: Who) -> Area {
    let size = reach(&family.people[who]) * 2.0;
    Area::around(plan.at[who], size, size)
}

pub(super) fn draw(family: &Sound, plan: &Plan, year: u16, drawing: &mut Drawing) {
    for who in plan.rows.iter().flatten().copied() {
        let kin = &family.people[who];
        let of = Subject::Kin(kin.id);
        sign(kin, plan.at[who], of, drawing);
        if kin.dead && kin.arrival != Arrival::Ended {
            death(kin, plan.at[who], of, drawing);
        } else if let Some(age) = age(kin, year) {
            let at = plan.at[who].moved(0.0, 4.5);
            let form = Form::Text {
                at,
                anchor: crate::drawing::Anchor::Middle,
                size: 12.0,
                bold: false,
                text: age,
            };
            drawing.put(of, Part::Label, form);
        }
        label(kin, plan, who, of, drawing);
    }
}

/// The sign of somebody alone, around the origin.
pub(super) fn picture(kin: &Kin, drawing: &mut Drawing) {
    sign(kin, Point::default(), Subject::Drawing, drawing);
    if kin.dead {
        death(kin, Point::default(), Subject::Drawing, drawing);
    }
}

/// The age at the end of the year, of somebody alive.
fn age(kin: &Kin, year: u16) -> Option<String> {
    if kin.dead || kin.arrival != Arrival::Born {
        return None;
    }
    year.checked_sub(kin.born?).map(|age| age.to_string())
}

fn sign(kin: &Kin, at: Point, of: Subject, drawing: &mut Drawing) {
    if kin.client {
        drawing.put(of, Part::Symbol, outline(kin.sex, at, HALF + RING));
    }
    let form = match kin.arrival {
        Arrival::Born => outline(kin.sex, at, HALF),
        Arrival::Stillborn => outline(kin.sex, at, 14.0),
        Arrival::Expected => {
            polygon(vec![at.moved(0.0, -17.0), at.moved(18.0, 14.0), at.moved(-18.0, 14.0)])
        }
        Arrival::Miscarried => {
            Form::Circle { centre: at, radius: 7.0, thickness: THIN, fill: Fill::Ink }
        }
        Arrival::Ended => return cross(at, 7.0, of, Part::Symbol, drawing),
    };
    drawing.put(of, Part::Symbol, form);
}

fn outline(sex: Option<Sex>, at: Point, half: f32) -> Form {
    match sex {
        Some(Sex::Male) => polygon(Area::around(at, half * 2.0, half * 2.0).corners()),
        Some(Sex::Female) => {
            Form::Circle { centre: at, radius: half, thickness: THIN, fill: Fill::Ground }
        }
        None => {
            let half = half + 2.0;
            polygon(vec![
                at.moved(0.0, -half),
                at.moved(half, 0.0),
                at.moved(0.0, half),
                at.moved(-half, 0.0),
            ])
        }
    }
}

fn polygon(points: Vec<Point>) -> Form {
    Form::Polygon { points, thickness: THIN, dash: Dash::Solid, fill: Fill::Ground }
}

/// The cross of a person who died, from edge to edge of the sign.
fn death(kin: &Kin, at: Point, of: Subject, drawing: &mut Drawing) {
    let half = if kin.arrival == Arrival::Stillborn { 14.0 } else { HALF };
    let arm = match kin.sex {
        Some(Sex::Male) => half,
        Some(Sex::Female) => half * std::f32::consts::FRAC_1_SQRT_2,
        None => half / 2.0,
    };
    if matches!(kin.arrival, Arrival::Born | Arrival::Stillborn) {
        cross(at, arm, of, Part::Death, drawing);
    }
}

fn cross(at: Point, arm: f32, of: Subject, part: Part, drawing: &mut Drawing) {
    for side in [1.0, -1.0] {
        let ends = [at.moved(-arm, -arm * side), at.moved(arm, arm * side)];
        drawing.line(of, part, Dash::Solid, &ends);
    }
}

fn label(kin: &Kin, plan: &Plan, who: Who, of: Subject, drawing: &mut Drawing) {
    let label = &plan.labels[who];
    let mut at = plan.at[who].moved(0.0, HALF + BELOW);
    for line in &label.name {
        drawing.text(of, at, NAME, kin.client, line);
        at.y += NAME_LEADING;
    }
    if let Some(years) = &label.years {
        drawing.text(of, at.moved(0.0, -1.0), YEARS, false, years);
    }
}
