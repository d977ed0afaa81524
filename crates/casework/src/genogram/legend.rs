//! What the signs of a genogram mean: those that a family's drawing has, each with a small picture drawn by the
//! same hand as the drawing.

use super::{bonds, lines, symbols};
use crate::drawing::{Dash, Drawing, Fill, Form, Part, Point, Subject, THIN};
use crate::family::sound::{Couple, Sound};
use crate::family::{Arrival, CoupleState, Feeling, Kin, ParentWay};
use crate::id::{KinId, TieId};
use crate::sex::Sex;
use serde::Serialize;

/// A sign and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Sign {
    /// A man, a woman, or somebody of unknown sex.
    Person(Option<Sex>),
    /// The client.
    Client,
    /// Somebody who died.
    Dead,
    /// A pregnancy, or how one ended.
    Arrival(Arrival),
    /// A couple and how it stands; none where nothing is recorded but common children.
    Couple(Option<CoupleState>),
    /// In what way somebody is a parent.
    Parent(ParentWay),
    /// Children of one birth; of one egg if true.
    Twins(bool),
    /// People of one home.
    Household,
    /// How two get on.
    Feeling(Feeling),
}

/// Half of the width of a picture of a line.
const LONG: f32 = 26.0;

/// The signs that this family's drawing has, in a fixed order, each with its picture.
#[must_use]
pub fn legend(family: &Sound) -> Vec<(Sign, Drawing)> {
    let mut signs: Vec<Sign> = Vec::new();
    for kin in &family.people {
        signs.push(match kin.arrival {
            Arrival::Born => Sign::Person(kin.sex),
            other => Sign::Arrival(other),
        });
        signs.extend(kin.client.then_some(Sign::Client));
        signs.extend((kin.dead && kin.arrival == Arrival::Born).then_some(Sign::Dead));
    }
    let unions = super::unions::Unions::of(family);
    for union in unions.all.iter().filter(|union| union.parents.len() == 2) {
        signs.push(Sign::Couple(union.couple.map(|couple| family.couples[couple].state)));
    }
    signs.extend(family.descents.iter().map(|descent| Sign::Parent(descent.way)));
    signs.extend(family.twins.iter().map(|twins| Sign::Twins(twins.identical)));
    signs.extend(family.households.iter().map(|_| Sign::Household));
    signs.extend(family.bonds.iter().map(|bond| Sign::Feeling(bond.feeling)));
    signs.sort_unstable();
    signs.dedup();
    signs.into_iter().map(|sign| (sign, picture(sign))).collect()
}

/// The picture of a sign.
fn picture(sign: Sign) -> Drawing {
    let mut drawing = Drawing::default();
    let of = Subject::Drawing;
    let ends = [Point::new(-LONG, 0.0), Point::new(LONG, 0.0)];
    match sign {
        Sign::Person(sex) => person(sex, false, false, Arrival::Born, &mut drawing),
        Sign::Client => person(Some(Sex::Female), true, false, Arrival::Born, &mut drawing),
        Sign::Dead => person(Some(Sex::Male), false, true, Arrival::Born, &mut drawing),
        Sign::Arrival(arrival) => {
            person(None, false, arrival == Arrival::Stillborn, arrival, &mut drawing);
        }
        Sign::Couple(state) => couple(state, &ends, &mut drawing),
        Sign::Parent(way) => {
            drawing.line(of, Part::Descent, lines::dash(way), &ends);
            if way == ParentWay::Adopted {
                let beside = ends.map(|point| point.moved(0.0, 5.0));
                drawing.line(of, Part::Descent, Dash::Dashed, &beside);
            }
        }
        Sign::Twins(identical) => {
            let top = Point::new(0.0, -14.0);
            for side in [-18.0, 18.0] {
                drawing.line(of, Part::Descent, Dash::Solid, &[top, Point::new(side, 14.0)]);
            }
            if identical {
                let bar = [Point::new(-9.0, 0.0), Point::new(9.0, 0.0)];
                drawing.line(of, Part::Descent, Dash::Solid, &bar);
            }
        }
        Sign::Household => {
            let points = crate::drawing::Area::around(Point::default(), 44.0, 26.0).corners();
            let (dash, fill) = (Dash::Dashed, Fill::None);
            let form = Form::Polygon { points, thickness: THIN, dash, fill };
            drawing.put(of, Part::Household, form);
        }
        Sign::Feeling(feeling) => bonds::feeling(feeling, of, &ends, &mut drawing),
    }
    drawing.trimmed(2.0)
}

fn person(sex: Option<Sex>, client: bool, dead: bool, arrival: Arrival, drawing: &mut Drawing) {
    let id = KinId::from_bytes([0; 16]);
    let name = String::new();
    let kin = Kin { id, name, sex, born: None, dead, died: None, client, arrival };
    symbols::picture(&kin, drawing);
}

fn couple(state: Option<CoupleState>, ends: &[Point], drawing: &mut Drawing) {
    drawing.line(Subject::Drawing, Part::Couple, lines::couple_dash(state), ends);
    let tie = TieId::from_bytes([0; 16]);
    if let Some(state) = state {
        let couple = Couple { tie, a: 0, b: 0, state, since: None, until: None };
        lines::strokes(&couple, (Point::new(-12.0, 0.0), 1.0), Subject::Drawing, drawing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::examples::{lin, xiaomi};

    #[test]
    fn only_what_is_in_the_drawing_is_explained_each_once() {
        let of = |family| legend(&family).into_iter().map(|(sign, _)| sign).collect::<Vec<_>>();
        let signs = of(Sound::of(&xiaomi().0).0);
        let expected = [
            Sign::Person(Some(Sex::Female)),
            Sign::Person(Some(Sex::Male)),
            Sign::Client,
            Sign::Dead,
            Sign::Couple(Some(CoupleState::Married)),
            Sign::Parent(ParentWay::Biological),
            Sign::Household,
            Sign::Feeling(Feeling::Close),
            Sign::Feeling(Feeling::Distant),
            Sign::Feeling(Feeling::Conflict),
            Sign::Feeling(Feeling::Violence),
            Sign::Feeling(Feeling::CutOff),
        ];
        assert_eq!(signs, expected);
        let signs = of(Sound::of(&lin().0).0);
        let there = [
            Sign::Twins(true),
            Sign::Couple(None),
            Sign::Parent(ParentWay::Kinship),
            Sign::Arrival(Arrival::Expected),
        ];
        assert!(there.iter().all(|sign| signs.contains(sign)), "{signs:?}");
    }

    #[test]
    fn every_sign_has_a_small_picture() {
        for (sign, picture) in legend(&Sound::of(&lin().0).0) {
            assert!(!picture.shapes.is_empty(), "{sign:?}");
            assert!(picture.width <= 60.0 && picture.height <= 60.0, "{sign:?}");
        }
    }
}
