//! The access log 查阅记录: who opened which case file when, and took what out of it.

use chrono::{DateTime, DurationRound as _, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

/// What somebody did with a case file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AccessKind {
    /// 查阅: looked at it.
    Opened,
    /// 打印或导出: printed a page of it, or saved one.
    Printed,
    /// 取出附件: handed out an attachment.
    HandedOut,
}

/// An access to a case file, as it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Access {
    /// What was done.
    pub kind: AccessKind,
    /// When, by the clock of the laptop.
    pub at: DateTime<FixedOffset>,
    /// The number of the case as it was: an auditor knows the case by it, and the client not at all.
    pub number: String,
}

/// How long one access stands for whatever of its kind follows it, in minutes.
pub const QUARTER: i64 = 15;

/// The beginning of the quarter of an hour in which a moment lies. One access of a kind, person and case is signed in it.
#[must_use]
pub fn quarter(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    at.duration_trunc(TimeDelta::minutes(QUARTER)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_an_hour_begins_where_the_clock_on_the_wall_says() {
        let at = |text: &str| text.parse::<DateTime<FixedOffset>>().unwrap();
        let begins = at("2026-03-11T09:15:00+08:00");
        assert_eq!(quarter(at("2026-03-11T09:15:00+08:00")), begins);
        assert_eq!(quarter(at("2026-03-11T09:29:59.999+08:00")), begins);
        assert_eq!(quarter(at("2026-03-11T09:30:00+08:00")), at("2026-03-11T09:30:00+08:00"));
        assert_eq!(quarter(at("1969-12-31T23:59:00+00:00")), at("1969-12-31T23:45:00+00:00"));
    }

    #[test]
    fn an_access_is_written_as_it_was() {
        let access = Access {
            kind: AccessKind::HandedOut,
            at: "2026-03-11T09:15:00+08:00".parse().unwrap(),
            number: "2026-0042".into(),
        };
        let json = r#"{"kind":"handed_out","at":"2026-03-11T09:15:00+08:00","number":"2026-0042"}"#;
        assert_eq!(serde_json::to_string(&access).unwrap(), json);
        assert_eq!(serde_json::from_str::<Access>(json).unwrap(), access);
    }
}
