use super::*;
use crate::category::Group;
use proptest::prelude::*;

/// A valid number: born 2009-03-08, a girl.
const GIRL: &str = "130102200903080026";

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 3, 14)
}

fn client() -> Client {
    Client {
        name: "李小禾".into(),
        called: String::new(),
        group: Group::Child,
        id_number: String::new(),
        birth_date: Some(day(2013, 5, 6)),
        sex: Some(Sex::Female),
        categories: vec![Category::GuardianshipChild],
        needs: vec![Need::Safety],
        village: "柳溪村".into(),
        address: String::new(),
        phones: vec![],
        school_or_work: String::new(),
        health: String::new(),
        remarks: String::new(),
    }
}

fn errors(client: &Client) -> Vec<ClientError> {
    check(client, today()).unwrap_err()
}

#[test]
fn a_clean_client_stays_as_it_is() {
    assert_eq!(check(&client(), today()), Ok(client()));
}

#[test]
fn texts_are_cleaned_and_lists_put_in_order() {
    let typed = Client {
        name: " 李\u{200b}小禾 ".into(),
        village: "\u{3000}柳溪村\n".into(),
        remarks: "有狗\r\n敲后门\0".into(),
        phones: vec!["".into(), "138 1234 5678".into(), "１３８１２３４５６７８".into()],
        categories: vec![
            Category::UnsupportedChild,
            Category::LeftBehindChild,
            Category::UnsupportedChild,
        ],
        needs: vec![Need::MentalHealth, Need::DailyCare],
        ..client()
    };
    let kept = check(&typed, today()).unwrap();
    assert_eq!((kept.name.as_str(), kept.village.as_str()), ("李小禾", "柳溪村"));
    assert_eq!(kept.remarks, "有狗\n敲后门");
    assert_eq!(kept.phones, ["13812345678"]);
    assert_eq!(kept.categories, [Category::LeftBehindChild, Category::UnsupportedChild]);
    assert_eq!(kept.needs, [Need::DailyCare, Need::MentalHealth]);
}

#[test]
fn the_identity_number_gives_birth_date_and_sex() {
    let typed = Client {
        id_number: "130102 20090308 0026".into(),
        birth_date: None,
        sex: None,
        ..client()
    };
    let kept = check(&typed, today()).unwrap();
    assert_eq!(kept.id_number, GIRL);
    assert_eq!((kept.birth_date, kept.sex), (Some(day(2009, 3, 8)), Some(Sex::Female)));
}

#[test]
fn a_contradiction_with_the_identity_number_names_both() {
    let typed = Client { id_number: GIRL.into(), sex: Some(Sex::Male), ..client() };
    let expected = [
        ClientError::BirthDate(BirthError::ContradictsIdNumber {
            typed: day(2013, 5, 6),
            in_id_number: day(2009, 3, 8),
        }),
        ClientError::Sex(SexError::ContradictsIdNumber {
            typed: Sex::Male,
            in_id_number: Sex::Female,
        }),
    ];
    assert_eq!(errors(&typed), expected);
    assert!(
        expected[0].to_string().contains("2013-05-06")
            && expected[0].to_string().contains("2009-03-08")
    );
}

#[test]
fn birth_in_the_future_is_refused_typed_or_in_the_number() {
    let tomorrow = Client { birth_date: Some(day(2026, 3, 15)), ..client() };
    let born = day(2026, 3, 15);
    assert_eq!(errors(&tomorrow), [ClientError::BirthDate(BirthError::InFuture { born })]);
    let newborn = Client { birth_date: Some(today()), ..client() };
    assert!(check(&newborn, today()).is_ok());
    let unborn = Client { id_number: GIRL.into(), birth_date: None, ..client() };
    let found = check(&unborn, day(2009, 3, 7)).unwrap_err();
    assert_eq!(found, [ClientError::IdNumber(IdNumberError::BirthInFuture)]);
}

#[test]
fn nobody_is_131() {
    let born = day(1895, 3, 14);
    let ancient = Client { birth_date: Some(born), ..client() };
    assert_eq!(
        errors(&ancient),
        [ClientError::BirthDate(BirthError::TooLongAgo { born, limit: 130 })]
    );
}

#[test]
fn a_bad_identity_number_says_why() {
    for (typed, error) in [
        ("13010220090308002", IdNumberError::Length(17)),
        ("130102200903080025", IdNumberError::Checksum { expected: '6' }),
        ("130102200902310024", IdNumberError::NoSuchDate),
    ] {
        let client = Client { id_number: typed.into(), birth_date: None, sex: None, ..client() };
        assert_eq!(errors(&client), [ClientError::IdNumber(error)], "{typed}");
    }
}

#[test]
fn categories_and_needs_are_of_the_clients_group() {
    let mixed = Client {
        categories: vec![Category::LivingAlone],
        needs: vec![Need::EmotionalComfort],
        ..client()
    };
    let expected = [
        ClientError::Categories(GroupError::OfOtherGroup { found: Category::LivingAlone }),
        ClientError::Needs(GroupError::OfOtherGroup { found: Need::EmotionalComfort }),
    ];
    assert_eq!(errors(&mixed), expected);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let wrong = Client {
        name: String::new(),
        called: "a".repeat(1 << 20),
        address: "路".repeat(2_001),
        phones: vec!["13812345678".into(), "没有".into()],
        ..client()
    };
    let expected = [
        ClientError::Name(NameError::Empty),
        ClientError::Called(NameError::TooLong { limit: 100 }),
        ClientError::Address(TextError::TooLong { limit: 2_000, length: 2_001 }),
        ClientError::Phones(PhonesError::Number {
            index: 1,
            error: PhoneError::Character { found: '没' },
        }),
    ];
    assert_eq!(errors(&wrong), expected);
}

#[test]
fn screens_get_field_and_problem() {
    let told = |error: ClientError| {
        let Problem { field, problem, detail } = error.problem();
        (field, problem, detail.unwrap_or_default())
    };
    let wrong = ClientError::Address(TextError::TooLong { limit: 2, length: 3 });
    assert_eq!(told(wrong), ("address", "too_long", "2".into()));
    let wrong = ClientError::IdNumber(IdNumberError::Checksum { expected: 'X' });
    assert_eq!(told(wrong), ("id_number", "checksum", "X".into()));
    let (typed, in_id_number) = (day(2013, 5, 6), day(2009, 3, 8));
    let wrong = ClientError::BirthDate(BirthError::ContradictsIdNumber { typed, in_id_number });
    assert_eq!(told(wrong), ("birth_date", "contradicts_id_number", "2009-03-08".into()));
    let error = PhoneError::Character { found: '没' };
    let wrong = ClientError::Phones(PhonesError::Number { index: 1, error });
    assert_eq!(told(wrong), ("phones", "not_dialled", "没".into()));
}

proptest! {
    #[test]
    fn what_was_kept_is_kept_again(name in "\\PC{1,20}", remarks in "(?s).{0,40}", phone in "[0-9 -]{0,22}") {
        let typed = Client { name, remarks, phones: vec![phone], ..client() };
        if let Ok(kept) = check(&typed, today()) {
            prop_assert_eq!(check(&kept, today()), Ok(kept.clone()));
        }
    }
}
