use super::*;
use crate::drawing::{Area, Drawing, Form, Part, Subject};
use crate::family::Sound;
use crate::family::examples::{Tale, xiaomi};
use crate::name::NameError;
use proptest::prelude::*;

/// 小米's surroundings.
fn around(tale: &Tale) -> Ecomap {
    let mut ecomap = Ecomap::default();
    let mut add = |kind, name: &str, with: Option<&str>, strength, flow| {
        let number = ecomap.systems.len() as u128 + 1;
        let system = SystemId(uuid::Uuid::from_u128(number));
        ecomap.systems.push(System { id: system, kind, name: name.into() });
        let with = with.map(|name| tale.named(name));
        let id = TieId(uuid::Uuid::from_u128(1_000 + number));
        ecomap.links.push(Link { id, system, with, strength, flow });
    };
    use {Flow as Fl, Strength as St, SystemKind as Kind};
    add(Kind::School, "青禾县第二初级中学", Some("小米"), St::Stressful, Fl::FromFamily);
    add(Kind::Committee, "张家村村委会", None, St::Weak, Fl::ToFamily);
    add(Kind::Hospital, "县人民医院骨科", Some("陈国庆"), St::Weak, Fl::Both);
    add(Kind::Relatives, "外婆家", Some("刘春梅"), St::Weak, Fl::None);
    add(Kind::Friends, "同学小雨", Some("小米"), St::Strong, Fl::Both);
    add(Kind::Station, "社工周敏", None, St::Strong, Fl::ToFamily);
    ecomap
}

fn drawn(tale: &Tale, ecomap: &Ecomap) -> Drawing {
    let (family, _) = Sound::of(&tale.0);
    let (around, errors) = Surroundings::of(ecomap, &family);
    assert_eq!(errors, []);
    super::ecomap(&family, &around, 2026)
}

fn circles(drawing: &Drawing) -> Vec<(Area, Subject)> {
    let of = |shape: &crate::drawing::Shape| {
        matches!(
            (&shape.form, shape.part, shape.of),
            (Form::Circle { .. }, Part::Symbol, Subject::System(_))
                | (Form::Circle { .. }, Part::Household, Subject::Drawing)
        )
    };
    let mine = drawing.shapes.iter().filter(|shape| of(shape));
    mine.map(|shape| (shape.form.extent(), shape.of)).collect()
}

fn assert_apart(drawing: &Drawing) {
    let circles = circles(drawing);
    for (i, (a, _)) in circles.iter().enumerate() {
        for (b, _) in &circles[..i] {
            let middle = |area: &Area| {
                crate::drawing::Point::new(
                    f32::midpoint(area.left, area.right),
                    f32::midpoint(area.top, area.bottom),
                )
            };
            let reach = (a.right - a.left + b.right - b.left) / 2.0;
            assert!(middle(a).distance(middle(b)) > reach + 10.0, "{a:?} {b:?}");
        }
    }
}

#[test]
fn the_household_stands_in_the_middle_and_every_system_on_the_ring() {
    let tale = xiaomi();
    let drawing = drawn(&tale, &around(&tale));
    assert_eq!(circles(&drawing).len(), 7);
    assert_apart(&drawing);
    let shown = |name: &str| {
        let of = Subject::Kin(tale.named(name));
        drawing.shapes.iter().any(|shape| shape.of == of)
    };
    assert!(shown("小米") && shown("王秀英") && !shown("刘春江"));
    let home = circles(&drawing).into_iter().find(|(_, of)| *of == Subject::Drawing).unwrap().0;
    let people = drawing.shapes.iter().filter(|shape| matches!(shape.of, Subject::Kin(_)));
    for shape in people {
        for corner in shape.form.extent().corners() {
            assert!(home.contains(corner), "{shape:?}");
        }
    }
}

#[test]
fn a_strong_tie_is_thick_a_weak_one_dashed_and_one_under_stress_crossed() {
    let tale = xiaomi();
    let ecomap = around(&tale);
    let drawing = drawn(&tale, &ecomap);
    let lines = |number: usize| {
        let of = Subject::Tie(ecomap.links[number].id);
        drawing.shapes.iter().filter(|shape| shape.of == of).collect::<Vec<_>>()
    };
    let heads = |number: usize| {
        let forms = lines(number).into_iter().map(|shape| &shape.form);
        forms.filter(|form| matches!(form, Form::Polygon { .. })).count()
    };
    assert_eq!([0, 1, 2, 3, 4].map(heads), [1, 1, 2, 0, 2]);
    assert!(lines(0).len() > 5, "strokes across");
    assert_eq!(lines(3).len(), 1);
    let thickness = |number: usize| match &lines(number).last().unwrap().form {
        Form::Line { thickness, .. } => *thickness,
        _ => 0.0,
    };
    assert!(thickness(4) > thickness(3) * 2.0);
}

#[test]
fn without_a_home_the_client_stands_alone_and_without_anybody_nothing_breaks() {
    let mut tale = xiaomi();
    tale.0.ties.retain(|tie| !matches!(tie.is, crate::family::TieKind::Household { .. }));
    let drawing = drawn(&tale, &around(&tale));
    let people = drawing.shapes.iter().filter_map(|shape| match shape.of {
        Subject::Kin(who) => Some(who),
        _ => None,
    });
    assert!(people.into_iter().all(|who| who == tale.named("小米")));
    drawn(&Tale::default(), &Ecomap::default());
}

#[test]
fn what_does_not_hold_is_left_out_and_said() {
    let tale = xiaomi();
    let (family, _) = Sound::of(&tale.0);
    let mut ecomap = around(&tale);
    let stranger = KinId(uuid::Uuid::from_u128(999));
    let id = |n| TieId(uuid::Uuid::from_u128(n));
    let known = ecomap.links[0].clone();
    ecomap.systems[5].name = " ".into();
    ecomap.links.push(Link { id: id(2_000), with: Some(stranger), ..known.clone() });
    ecomap.links.push(Link { id: id(2_001), ..known });
    let (around, errors) = Surroundings::of(&ecomap, &family);
    let expected = [
        EcomapError::Name(ecomap.systems[5].id, NameError::Empty),
        EcomapError::UnknownSystem(ecomap.links[5].id),
        EcomapError::UnknownPerson(id(2_000), stranger),
        EcomapError::TieTwice(id(2_001)),
    ];
    assert_eq!(errors, expected);
    assert_eq!((around.systems.len(), around.links.len()), (5, 5));
}

#[test]
fn every_tie_is_a_sentence_and_a_system_without_one_too() {
    let tale = xiaomi();
    let (family, _) = Sound::of(&tale.0);
    let mut ecomap = around(&tale);
    ecomap.links.pop();
    let said = link_statements(&Surroundings::of(&ecomap, &family).0, &family);
    assert_eq!(said.len(), 6);
    assert_eq!(said[0].with.as_deref(), Some("小米"));
    assert_eq!(said[0].tie, Some((Strength::Stressful, Flow::FromFamily)));
    assert_eq!((said[5].system.as_str(), said[5].tie), ("社工周敏", None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn rings_of_every_size_keep_their_circles_apart(
        names in prop::collection::vec("[一-龥a-z]{1,30}", 0..=24),
    ) {
        let tale = xiaomi();
        let mut ecomap = Ecomap::default();
        for (number, name) in names.into_iter().enumerate() {
            let id = SystemId(uuid::Uuid::from_u128(number as u128));
            ecomap.systems.push(System { id, kind: SystemKind::Other, name });
        }
        let drawing = drawn(&tale, &ecomap);
        assert_apart(&drawing);
        ecomap.systems.reverse();
        prop_assert_eq!(drawn(&tale, &ecomap), drawing);
    }
}
