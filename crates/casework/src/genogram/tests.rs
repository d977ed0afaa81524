use super::plan::Plan;
use super::*;
use crate::drawing::{Area, Dash, Form, Part, Point, Subject};
use crate::family::examples::{Dice, F, M, Tale, lin, some_family, xiaomi};
use crate::family::sound::Who;
use crate::family::{CoupleState, Feeling, KinId, ParentWay};
use proptest::prelude::*;

fn sound(tale: &Tale) -> Sound {
    let (family, errors) = Sound::of(&tale.0);
    assert_eq!(errors, []);
    family
}

fn number(family: &Sound, id: KinId) -> Who {
    family.people.iter().position(|kin| kin.id == id).unwrap()
}

/// Nobody stands in another's place, everybody is drawn, and children stand below their parents.
fn assert_readable(family: &Sound) {
    let plan = Plan::of(family);
    let cells: Vec<Area> = (0..family.people.len()).map(|who| plan.cell(who)).collect();
    for (who, cell) in cells.iter().enumerate() {
        for other in &cells[..who] {
            assert!(!cell.wider(5.0).meets(other.wider(5.0)), "{cell:?} {other:?}");
        }
    }
    let mut drawn: Vec<Who> = plan.rows.concat();
    drawn.sort_unstable();
    assert_eq!(drawn, (0..family.people.len()).collect::<Vec<_>>());
    for union in &plan.unions.all {
        for child in &union.children {
            for parent in &union.parents {
                assert!(plan.at[*parent].y < plan.at[child.who].y);
            }
        }
    }
    assert_partners_adjacent(&plan);
    for home in &family.households {
        let areas = homes::areas(&plan, home);
        for (who, at) in plan.at.iter().enumerate() {
            let inside = areas.iter().any(|area| area.contains(*at));
            assert_eq!(inside, home.people.contains(&who), "{who} and the home {home:?}");
        }
    }
    assert_within(&genogram(family, 2026), family);
}

/// Two who are nobody else's partners stand side by side.
fn assert_partners_adjacent(plan: &Plan) {
    let pairs: Vec<(Who, Who)> = plan
        .unions
        .all
        .iter()
        .filter_map(|union| match union.parents.as_slice() {
            &[a, b] => Some((a, b)),
            _ => None,
        })
        .collect();
    for (a, b) in &pairs {
        let alone = |who: &Who| pairs.iter().filter(|(a, b)| a == who || b == who).count() == 1;
        if alone(a) && alone(b) && plan.row[*a] == plan.row[*b] {
            assert!(plan.adjacent(*a, *b), "{a} and {b}");
        }
    }
}

/// Every shape lies on the drawing, and everybody has a sign to click.
fn assert_within(drawing: &Drawing, family: &Sound) {
    let page = Area { left: 0.0, top: 0.0, right: drawing.width, bottom: drawing.height };
    for shape in &drawing.shapes {
        let extent = shape.form.extent();
        for corner in extent.corners() {
            assert!(page.wider(0.2).contains(corner), "{shape:?} outside of {page:?}");
        }
    }
    for kin in &family.people {
        let sign = |shape: &&crate::drawing::Shape| {
            shape.of == Subject::Kin(kin.id) && shape.part == Part::Symbol
        };
        assert!(drawing.shapes.iter().any(|shape| sign(&shape)), "{} has no sign", kin.name);
    }
}

fn lines(drawing: &Drawing, of: Subject, part: Part) -> Vec<(Dash, &[Point])> {
    let mine = drawing.shapes.iter().filter(|shape| shape.of == of && shape.part == part);
    mine.filter_map(|shape| match &shape.form {
        Form::Line { points, dash, .. } => Some((*dash, points.as_slice())),
        _ => None,
    })
    .collect()
}

#[test]
fn the_told_families_are_readable() {
    assert_readable(&sound(&xiaomi()));
    assert_readable(&sound(&lin()));
}

#[test]
fn nobody_and_one_alone_are_drawings_too() {
    assert!(genogram(&Sound::default(), 2026).shapes.is_empty());
    let mut tale = Tale::default();
    tale.kin("", None, 0);
    assert_readable(&sound(&tale));
}

#[test]
fn brothers_and_sisters_stand_by_birth_and_who_had_to_move_is_numbered() {
    let family = sound(&xiaomi());
    let plan = Plan::of(&family);
    let x = |name: &str| plan.at[number(&family, xiaomi().named(name))].x;
    assert!(x("小米") < x("陈小麦"));
    // The father moves beside his wife; his brother and sister stay in order.
    assert!(x("陈国平") < x("陈国芳") && x("陈国芳") < x("陈国庆"));
    let numbers: Vec<String> = genogram(&family, 2026)
        .shapes
        .into_iter()
        .filter_map(|shape| match (shape.of, shape.form) {
            (Subject::Tie(_), Form::Text { text, .. }) => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, ["1", "2", "3"]);
}

#[test]
fn who_married_again_stands_between_and_the_years_stand_on_the_lines() {
    let tale = lin();
    let family = sound(&tale);
    let plan = Plan::of(&family);
    let x = |name: &str| plan.at[number(&family, tale.named(name))].x;
    let (first, father, second) = (x("吴晓燕"), x("林建军"), x("郑丽"));
    assert!((first - father) * (father - second) > 0.0);
    let drawing = genogram(&family, 2026);
    let texts: Vec<&str> = drawing
        .shapes
        .iter()
        .filter_map(|shape| match &shape.form {
            Form::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert!(texts.contains(&"2003–2011") && texts.contains(&"2013"));
}

#[test]
fn a_divorce_has_two_strokes_a_separation_one_and_living_together_is_dashed() {
    let mut tale = Tale::default();
    let mut pair = |state| {
        let (a, b) = (tale.kin("甲", M, 0), tale.kin("乙", F, 0));
        Subject::Tie(tale.couple(a, b, state))
    };
    let [married, apart, divorced, together] = [
        CoupleState::Married,
        CoupleState::Separated,
        CoupleState::Divorced,
        CoupleState::Cohabiting,
    ]
    .map(&mut pair);
    let drawing = genogram(&sound(&tale), 2026);
    let count = |of| lines(&drawing, of, Part::Couple).len();
    assert_eq!([married, apart, divorced].map(count), [1, 2, 3]);
    assert_eq!(lines(&drawing, together, Part::Couple)[0].0, Dash::Dashed);
}

#[test]
fn the_line_to_a_child_says_in_what_way_it_is_one() {
    let mut tale = Tale::default();
    let mother = tale.kin("母", F, 1980);
    let ways = [ParentWay::Biological, ParentWay::Adopted, ParentWay::Foster, ParentWay::Kinship];
    let ties = ways.map(|way| {
        let child = tale.kin("子", M, 2010);
        tale.parent(mother, child, way)
    });
    let drawing = genogram(&sound(&tale), 2026);
    let dashes = ties.map(|tie| {
        let down = lines(&drawing, Subject::Tie(tie), Part::Descent);
        let upright =
            |(_, points): &&(Dash, &[Point])| points.first().unwrap().x == points.last().unwrap().x;
        let last = down.iter().filter(upright).map(|(dash, _)| *dash);
        last.collect::<Vec<_>>()
    });
    assert!(dashes[0].iter().all(|dash| *dash == Dash::Solid));
    assert_eq!(dashes[1], [Dash::Solid, Dash::Dashed]);
    assert_eq!(dashes[2], [Dash::Dotted]);
    assert_eq!(dashes[3], [Dash::DashDot]);
}

#[test]
fn twins_hang_from_one_point_and_those_of_one_egg_have_a_bar() {
    for identical in [true, false] {
        let mut tale = Tale::default();
        let mother = tale.kin("母", F, 1980);
        let twins = ["一", "二"].map(|name| tale.kin(name, F, 2012));
        let ties = twins.map(|child| tale.parent(mother, child, ParentWay::Biological));
        let is = crate::family::TieKind::Twins { children: twins.to_vec(), identical };
        let birth = tale.tie(is);
        let drawing = genogram(&sound(&tale), 2026);
        let fork = |tie| lines(&drawing, Subject::Tie(tie), Part::Descent).last().unwrap().1[0];
        assert_eq!(fork(ties[0]).x, fork(ties[1]).x);
        let bar = lines(&drawing, Subject::Tie(birth), Part::Descent).len();
        assert_eq!(bar, usize::from(identical));
    }
}

#[test]
fn feelings_have_their_lines() {
    let mut tale = Tale::default();
    let mut bond = |feeling| {
        let (a, b) = (tale.kin("甲", M, 1990), tale.kin("乙", F, 1990));
        Subject::Tie(tale.bond(a, b, feeling))
    };
    let [close, fused, distant, conflict, violence, cut] = [
        Feeling::Close,
        Feeling::Fused,
        Feeling::Distant,
        Feeling::Conflict,
        Feeling::Violence,
        Feeling::CutOff,
    ]
    .map(&mut bond);
    let drawing = genogram(&sound(&tale), 2026);
    let count = |of, part| lines(&drawing, of, part).len();
    assert_eq!((count(close, Part::Warm), count(fused, Part::Warm)), (2, 3));
    assert_eq!(lines(&drawing, distant, Part::Cool)[0].0, Dash::Dotted);
    assert_eq!(count(cut, Part::Cool), 4);
    assert!(lines(&drawing, conflict, Part::Harm)[0].1.len() > 8);
    let heads = |of| {
        let mine = drawing.shapes.iter().filter(move |shape| shape.of == of);
        mine.filter(|shape| matches!(shape.form, Form::Polygon { .. })).count()
    };
    assert_eq!((heads(violence), heads(conflict)), (1, 0));
}

#[test]
fn violence_points_at_whom_it_hits() {
    let tale = xiaomi();
    let family = sound(&tale);
    let bond = family.bonds.iter().find(|bond| bond.feeling == Feeling::Violence).unwrap();
    let plan = Plan::of(&family);
    let drawing = genogram(&family, 2026);
    let mine = drawing.shapes.iter().filter(|shape| shape.of == Subject::Tie(bond.tie));
    let head = mine.clone().find_map(|shape| match &shape.form {
        Form::Polygon { points, .. } => Some(points[1]),
        _ => None,
    });
    let sign = |who: Who| {
        let id = family.people[who].id;
        let shapes = drawing.shapes.iter();
        let signs = shapes.filter(|s| s.of == Subject::Kin(id) && s.part == Part::Symbol);
        signs.map(|s| s.form.extent()).reduce(|a, _| a).unwrap()
    };
    assert!(sign(bond.to).wider(8.0).contains(head.unwrap()));
    assert!(!sign(bond.from).wider(8.0).contains(head.unwrap()));
    assert_eq!(plan.row[bond.to], 2);
}

#[test]
fn the_client_has_two_outlines_the_dead_a_cross_and_no_age() {
    let tale = xiaomi();
    let drawing = genogram(&sound(&tale), 2026);
    let parts = |name: &str, part| {
        let of = Subject::Kin(tale.named(name));
        drawing.shapes.iter().filter(|shape| shape.of == of && shape.part == part).count()
    };
    assert_eq!((parts("小米", Part::Symbol), parts("陈小麦", Part::Symbol)), (2, 1));
    assert_eq!((parts("陈德福", Part::Death), parts("王秀英", Part::Death)), (2, 0));
    // Name and years with the ground behind each; the living have an age besides.
    assert_eq!((parts("陈德福", Part::Label), parts("王秀英", Part::Label)), (4, 5));
}

#[test]
fn two_hundred_people_do_not_break_it() {
    assert_readable(&sound(&some_family(2, 200)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn families_of_up_to_forty_are_readable(seed in any::<u64>(), people in 1usize..=40) {
        let (family, _) = Sound::of(&some_family(seed, people).0);
        assert_readable(&family);
    }

    #[test]
    fn the_drawing_does_not_depend_on_the_order_of_recording(
        seed in any::<u64>(),
        people in 1usize..=25,
    ) {
        let tale = some_family(seed, people);
        let mut turned = tale.0.clone();
        let mut dice = Dice(seed ^ 1);
        for at in (1..turned.people.len()).rev() {
            turned.people.swap(at, dice.roll(at + 1));
        }
        for at in (1..turned.ties.len()).rev() {
            turned.ties.swap(at, dice.roll(at + 1));
        }
        let draw = |family| genogram(&Sound::of(family).0, 2026);
        prop_assert_eq!(draw(&tale.0), draw(&turned));
    }
}

/// By hand: `cargo test --release -p casework how_long -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, for the eye"]
fn how_long_a_drawing_takes() {
    for people in [11, 40, 200] {
        let mut worst = std::time::Duration::ZERO;
        for seed in 0..10 {
            let (family, _) = Sound::of(&some_family(seed, people).0);
            let begun = std::time::Instant::now();
            let drawing = genogram(&family, 2026);
            worst = worst.max(begun.elapsed());
            assert!(!drawing.shapes.is_empty());
        }
        println!("{people} people: {worst:?} at worst of 10 families");
    }
}
