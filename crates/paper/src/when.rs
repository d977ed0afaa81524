//! Dates and times as a page says them.

use crate::labels::Language;
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_EN: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// The beginning of a day, in seconds since 1970.
pub(crate) fn midnight(date: NaiveDate) -> i64 {
    NaiveDateTime::from(date).and_utc().timestamp()
}

/// `2026年3月14日`, `14 March 2026`.
pub(crate) fn day(date: NaiveDate, language: Language) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match language {
        Language::Zh => format!("{year}年{month}月{day}日"),
        Language::En => format!("{day} {} {year}", MONTHS[date.month0() as usize]),
    }
}

/// The day with its weekday.
pub(crate) fn full_day(date: NaiveDate, language: Language) -> String {
    let weekday = date.weekday().num_days_from_monday() as usize;
    match language {
        Language::Zh => format!("{}（星期{}）", day(date, language), DAYS_ZH[weekday]),
        Language::En => format!("{} {}", DAYS_EN[weekday], day(date, language)),
    }
}

/// `2026-03-20`: for tables, where days stand under each other.
pub(crate) fn short_day(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `15:10`.
pub(crate) fn time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `2026-03-14 18:22`.
pub(crate) fn short(at: NaiveDateTime) -> String {
    format!("{} {}", short_day(at.date()), time(at))
}

/// `2026年3月14日 18:22`, `14 March 2026, 18:22`.
pub(crate) fn moment(at: NaiveDateTime, language: Language) -> String {
    let between = match language {
        Language::Zh => " ",
        Language::En => ", ",
    };
    format!("{}{between}{}", day(at.date(), language), time(at))
}

/// From when to when; the end's day is named only if it is another.
pub(crate) fn span(from: NaiveDateTime, to: Option<NaiveDateTime>, language: Language) -> String {
    let between = match language {
        Language::Zh => " ",
        Language::En => ", ",
    };
    let start = format!("{}{between}{}", full_day(from.date(), language), time(from));
    match to {
        None => start,
        Some(to) if to.date() == from.date() => format!("{start}–{}", time(to)),
        Some(to) => format!("{start} – {}", moment(to, language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_visit_of_one_day_names_the_day_once() {
        let (from, to) = (at(14, 15, 10), Some(at(14, 16, 40)));
        assert_eq!(span(from, to, Language::Zh), "2026年3月14日（星期六） 15:10–16:40");
        assert_eq!(span(from, to, Language::En), "Saturday 14 March 2026, 15:10–16:40");
        assert_eq!(span(from, None, Language::En), "Saturday 14 March 2026, 15:10");
    }

    #[test]
    fn a_visit_past_midnight_names_both_days() {
        let said = span(at(14, 23, 0), Some(at(15, 0, 30)), Language::Zh);
        assert_eq!(said, "2026年3月14日（星期六） 23:00 – 2026年3月15日 00:30");
    }

    #[test]
    fn tables_have_days_of_one_width() {
        assert_eq!(short(at(4, 9, 5)), "2026-03-04 09:05");
    }
}
