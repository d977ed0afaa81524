//! Whether two clients may be one person: what the worker is warned of before she opens a second
//! file. Nothing is ever merged by itself.

use crate::client::Client;
use crate::id_number::IdNumber;
use crate::name;
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// Why two clients look like one person, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// Both have the same identity number.
    SameIdNumber,
    /// Same name, same birth date.
    SameNameAndBirth,
    /// Similar names in one village, and nothing that speaks against it.
    SimilarNameSameVillage,
}

/// The strongest likeness of two clients, if there is one.
#[must_use]
pub fn likeness(a: &Client, b: &Client) -> Option<Likeness> {
    let (name_a, name_b) = (name::clean(&a.name), name::clean(&b.name));
    if same_id_number(a, b) == Some(true) {
        Some(Likeness::SameIdNumber)
    } else if name_a == name_b
        && !name_a.is_empty()
        && a.birth_date.is_some()
        && a.birth_date == b.birth_date
    {
        Some(Likeness::SameNameAndBirth)
    } else if same_village(a, b) && !contradict(a, b) && name::similar(&name_a, &name_b) {
        Some(Likeness::SimilarNameSameVillage)
    } else {
        None
    }
}

/// Whether the identity numbers are the same; `None` where one is not known. What cannot be read as
/// a number is compared as it stands.
fn same_id_number(a: &Client, b: &Client) -> Option<bool> {
    let (a, b) = (a.id_number.trim(), b.id_number.trim());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    Some(match (IdNumber::parse(a), IdNumber::parse(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    })
}

fn same_village(a: &Client, b: &Client) -> bool {
    let village = a.village.trim();
    !village.is_empty() && village == b.village.trim()
}

/// Two people after all: different identity numbers or sex, or born years apart (a brother's name
/// often differs in one character). One year apart may be a slip, or the lunar calendar.
fn contradict(a: &Client, b: &Client) -> bool {
    let years_apart = a.birth_date.zip(b.birth_date).map(|(a, b)| a.year().abs_diff(b.year()));
    same_id_number(a, b) == Some(false)
        || a.sex.zip(b.sex).is_some_and(|(a, b)| a != b)
        || years_apart.is_some_and(|years| years > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Group;
    use crate::sex::Sex;
    use chrono::NaiveDate;

    fn client(name: &str, born: Option<(i32, u32, u32)>, village: &str) -> Client {
        Client {
            name: name.into(),
            called: String::new(),
            group: Group::Child,
            id_number: String::new(),
            birth_date: born.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d)),
            sex: None,
            categories: vec![],
            needs: vec![],
            village: village.into(),
            address: String::new(),
            phones: vec![],
            school_or_work: String::new(),
            health: String::new(),
            remarks: String::new(),
        }
    }

    /// Checks both ways: likeness knows no first and second.
    fn alike(a: &Client, b: &Client) -> Option<Likeness> {
        assert_eq!(likeness(a, b), likeness(b, a));
        likeness(a, b)
    }

    #[test]
    fn the_same_identity_number_is_the_strongest() {
        let a = Client {
            id_number: "11010519491231002X".into(),
            ..client("王桂芝", None, "柳溪村")
        };
        let b = Client {
            id_number: "110105 19491231 002x".into(),
            ..client("王贵枝", None, "石桥村")
        };
        assert_eq!(alike(&a, &b), Some(Likeness::SameIdNumber));
    }

    #[test]
    fn no_identity_number_is_like_no_other() {
        assert_eq!(alike(&client("张三", None, ""), &client("李四", None, "")), None);
    }

    #[test]
    fn the_same_name_and_birth_date_in_any_village() {
        let a = client("李小禾", Some((2012, 5, 6)), "柳溪村");
        let b = client(" 李\u{200b}小禾", Some((2012, 5, 6)), "石桥村");
        assert_eq!(alike(&a, &b), Some(Likeness::SameNameAndBirth));
        let other_day = client("李小禾", Some((2012, 5, 7)), "石桥村");
        assert_eq!(alike(&a, &other_day), None);
        let unknown = client("李小禾", None, "石桥村");
        assert_eq!(alike(&unknown, &unknown), Some(Likeness::SimilarNameSameVillage));
    }

    #[test]
    fn similar_names_in_one_village() {
        let a = client("张小米", Some((2012, 5, 6)), "柳溪村");
        let b = client("章晓蜜", Some((2013, 1, 2)), " 柳溪村 ");
        assert_eq!(alike(&a, &b), Some(Likeness::SimilarNameSameVillage));
        assert_eq!(alike(&a, &client("章晓蜜", None, "石桥村")), None, "another village");
        assert_eq!(
            alike(&client("张小米", None, ""), &client("张小米", None, "")),
            None,
            "no village"
        );
    }

    #[test]
    fn what_speaks_against_it_silences_a_weak_likeness() {
        let a = client("张建国", Some((1950, 1, 1)), "柳溪村");
        assert_eq!(alike(&a, &client("张建军", Some((1953, 1, 1)), "柳溪村")), None, "a brother");
        let man = Client { sex: Some(Sex::Male), ..client("张建国", None, "柳溪村") };
        let woman = Client { sex: Some(Sex::Female), ..man.clone() };
        assert_eq!(alike(&man, &woman), None);
        let b = Client { id_number: "11010519491231002X".into(), ..man.clone() };
        let c = Client { id_number: "440524188001010014".into(), ..man };
        assert_eq!(alike(&b, &c), None);
    }

    #[test]
    fn strongest_comes_first() {
        assert!(Likeness::SameIdNumber < Likeness::SameNameAndBirth);
        assert!(Likeness::SameNameAndBirth < Likeness::SimilarNameSameVillage);
    }
}
