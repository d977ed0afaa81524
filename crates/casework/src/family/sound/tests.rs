use super::*;
use crate::family::examples::{F, M, Tale, xiaomi};
use crate::family::{Arrival, Statement, Tie, check, statements};
use crate::name::NameError;
use proptest::prelude::*;

fn errors(tale: &Tale) -> Vec<FamilyError> {
    Sound::of(&tale.0).1
}

#[test]
fn a_family_without_contradictions_stays_as_it_is() {
    let tale = xiaomi();
    assert_eq!(check(&tale.0), Ok(tale.0.clone()));
    let (sound, _) = Sound::of(&tale.0);
    assert_eq!((sound.couples.len(), sound.descents.len(), sound.bonds.len()), (3, 14, 5));
}

#[test]
fn nobody_is_her_own_parent_partner_or_enemy() {
    let mut tale = Tale::default();
    let who = tale.kin("甲", F, 1980);
    let own = [
        tale.parent(who, who, ParentWay::Biological),
        tale.couple(who, who, CoupleState::Married),
        tale.bond(who, who, Feeling::Conflict),
    ];
    let expected: Vec<_> = own.iter().map(|tie| FamilyError::WithOneself(*tie, who)).collect();
    assert_eq!(errors(&tale), expected);
}

#[test]
fn a_loop_is_named_with_everybody_in_it_and_the_rest_is_kept() {
    let mut tale = Tale::default();
    let [a, b, c] = ["甲", "乙", "丙"].map(|name| tale.kin(name, F, 0));
    tale.parent(a, b, ParentWay::Biological);
    tale.parent(b, c, ParentWay::Adopted);
    let closing = tale.parent(c, a, ParentWay::Kinship);
    let (sound, errors) = Sound::of(&tale.0);
    assert_eq!(errors, [FamilyError::Loop { tie: closing, chain: vec![a, b, c] }]);
    assert_eq!(errors[0].problem().detail.as_deref(), Some("3"));
    assert_eq!(sound.descents.len(), 2);
}

#[test]
fn parents_of_one_sex_are_parents_and_a_third_natural_one_is_not() {
    let mut tale = Tale::default();
    let [a, b, c, child] = ["甲", "乙", "丙", "丁"].map(|name| tale.kin(name, F, 0));
    tale.couple(a, b, CoupleState::Cohabiting);
    tale.children(&[a, b], &[child]);
    assert_eq!(errors(&tale), []);
    let third = tale.parent(c, child, ParentWay::Biological);
    assert_eq!(errors(&tale), [FamilyError::ThirdParent(third, child)]);
}

#[test]
fn somebody_unknown_is_named() {
    let mut tale = Tale::default();
    let child = tale.kin("甲", M, 0);
    let nobody = KinId(uuid::Uuid::from_u128(99));
    let tie = tale.parent(nobody, child, ParentWay::Biological);
    assert_eq!(errors(&tale), [FamilyError::Unknown(tie, nobody)]);
}

#[test]
fn nobody_is_in_two_places() {
    let mut tale = xiaomi();
    let (mother, uncle) = (tale.named("刘春梅"), tale.named("刘春江"));
    let home = tale.home(&[mother, uncle]);
    assert_eq!(errors(&tale), [FamilyError::InTwoPlaces(home, mother)]);
    let mut twice = xiaomi();
    let again = twice.0.people[0].clone();
    twice.0.people.push(again.clone());
    assert_eq!(errors(&twice), [FamilyError::Twice(again.id)]);
}

#[test]
fn years_run_forwards() {
    let mut tale = Tale::default();
    let parent = tale.kin("甲", F, 2000);
    let child = tale.kin("乙", F, 2000);
    tale.change(child, |kin| kin.died = Some(1999));
    let descent = tale.parent(parent, child, ParentWay::Biological);
    let couple = TieKind::Couple {
        a: parent,
        b: child,
        state: CoupleState::Divorced,
        since: Some(2010),
        until: Some(2009),
    };
    let couple = tale.tie(couple);
    let expected = [
        FamilyError::DiedBeforeBirth(child),
        FamilyError::ParentNotOlder(descent),
        FamilyError::PartedBefore(couple),
    ];
    assert_eq!(errors(&tale), expected);
}

#[test]
fn children_of_one_birth_have_the_same_parents_and_year() {
    let mut tale = Tale::default();
    let mother = tale.kin("母", F, 1980);
    let [a, b, late] = [2010, 2010, 2014].map(|year| tale.kin("子", M, year));
    tale.children(&[mother], &[a, b, late]);
    let twins =
        |children: &[KinId]| TieKind::Twins { children: children.to_vec(), identical: true };
    tale.tie(twins(&[a, b]));
    assert_eq!(errors(&tale), []);
    let alone = tale.tie(twins(&[late]));
    let apart = tale.tie(twins(&[late, mother]));
    let again = tale.tie(twins(&[a, late]));
    let expected = [
        FamilyError::FewTwins(alone),
        FamilyError::NotTwins(apart),
        FamilyError::InTwoPlaces(again, a),
    ];
    assert_eq!(errors(&tale), expected);
}

#[test]
fn violence_goes_both_ways_and_conflict_is_one() {
    let mut tale = Tale::default();
    let [a, b] = ["甲", "乙"].map(|name| tale.kin(name, M, 0));
    tale.bond(a, b, Feeling::Violence);
    tale.bond(b, a, Feeling::Violence);
    tale.bond(a, b, Feeling::Conflict);
    assert_eq!(errors(&tale), []);
    let again = tale.bond(b, a, Feeling::Conflict);
    assert_eq!(errors(&tale), [FamilyError::TieTwice(again)]);
}

#[test]
fn one_client_at_most_and_names_of_sane_length() {
    let mut tale = Tale::default();
    let [a, b] = ["甲", "乙"].map(|name| tale.kin(name, F, 0));
    for who in [a, b] {
        tale.change(who, |kin| kin.client = true);
    }
    tale.change(b, |kin| kin.name = "长".repeat(101));
    let (sound, errors) = Sound::of(&tale.0);
    let expected =
        [FamilyError::Name(b, NameError::TooLong { limit: 100 }), FamilyError::SecondClient(b)];
    assert_eq!(errors, expected);
    assert_eq!(sound.people.iter().filter(|kin| kin.client).count(), 1);
    assert_eq!(sound.people[1].name.chars().count(), 100);
}

#[test]
fn past_two_hundred_people_the_family_says_so() {
    let mut tale = Tale::default();
    for _ in 0..201 {
        tale.kin("", None, 0);
    }
    let (sound, errors) = Sound::of(&tale.0);
    assert_eq!(errors, [FamilyError::TooManyPeople { count: 201, limit: 200 }]);
    assert_eq!(sound.people.len(), 200);
}

#[test]
fn the_sentences_begin_with_the_client_and_name_everybody_once() {
    let mut tale = xiaomi();
    let expected = tale.kin("", None, 2027);
    tale.change(expected, |kin| kin.arrival = Arrival::Expected);
    let said = statements(&Sound::of(&tale.0).0);
    let people: Vec<_> = said
        .iter()
        .filter_map(|s| match s {
            Statement::Person { name, client, .. } => Some((name.as_str(), *client)),
            _ => None,
        })
        .collect();
    assert_eq!(people.len(), tale.0.people.len());
    assert_eq!(people[0], ("小米", true));
    assert_eq!(people[1], ("陈德福", false));
    let violence =
        Statement::Bond {
            from: "陈国庆".into(), to: "小米".into(), feeling: Feeling::Violence
        };
    assert!(said.contains(&violence));
}

/// Any graph at all, sense or nonsense.
fn anything() -> impl Strategy<Value = Family> {
    let who = || (0u128..12).prop_map(|n| KinId(uuid::Uuid::from_u128(n)));
    let kin = (who(), any::<Option<bool>>(), 1900u16..2030, any::<bool>()).prop_map(
        |(id, sex, born, client)| Kin {
            id,
            name: "某".into(),
            sex: sex.map(|male| if male { crate::sex::Sex::Male } else { crate::sex::Sex::Female }),
            born: Some(born),
            dead: false,
            died: None,
            client,
            arrival: Arrival::Born,
        },
    );
    let is = prop_oneof![
        (who(), who()).prop_map(|(a, b)| TieKind::Couple {
            a,
            b,
            state: CoupleState::Married,
            since: None,
            until: None
        }),
        (who(), who()).prop_map(|(parent, child)| TieKind::Parent {
            parent,
            child,
            way: ParentWay::Adopted
        }),
        (who(), who()).prop_map(|(parent, child)| TieKind::Parent {
            parent,
            child,
            way: ParentWay::Biological
        }),
        prop::collection::vec(who(), 0..4)
            .prop_map(|children| TieKind::Twins { children, identical: false }),
        prop::collection::vec(who(), 0..4).prop_map(|people| TieKind::Household { people }),
    ];
    let people = prop::collection::vec(kin, 0..14);
    let ties = prop::collection::vec(is, 0..40);
    (people, ties).prop_map(|(people, ties)| {
        let id = |n: usize| TieId(uuid::Uuid::from_u128(n as u128));
        let ties = ties.into_iter().enumerate().map(|(n, is)| Tie { id: id(n), is }).collect();
        Family { people, ties }
    })
}

proptest! {
    #[test]
    fn what_is_left_of_anything_has_no_loop_and_is_judged_the_same_in_any_order(
        family in anything(),
    ) {
        let (sound, errors) = Sound::of(&family);
        for descent in &sound.descents {
            prop_assert!(sound.line(descent.child, descent.parent).is_none());
        }
        let mut turned = family.clone();
        turned.ties.reverse();
        prop_assert_eq!(Sound::of(&turned).1, errors);
    }
}
