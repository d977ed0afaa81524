//! The T-score of several goals, and how it goes over time.
//!
//! Source: Kiresuk TJ, Sherman RE. Goal attainment scaling: a general method for evaluating comprehensive
//! community mental health programs. Community Ment Health J 1968;4:443-453. T = 50 + 10·Σwx ∕
//! √((1−ρ)Σw² + ρ(Σw)²): 50 where all goals came out as expected, about 10 to the standard deviation.

use super::{Attainment, Goal};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// ρ: how much goals of one person go together, as the authors propose.
pub const CORRELATION: f64 = 0.3;

/// A goal as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// How much it counts, from 1.
    pub weight: u32,
    /// How far it was reached.
    pub level: Attainment,
}

/// The T-score of goals; none where there are none, or where none counts.
#[must_use]
pub fn t_score(goals: &[Rated]) -> Option<f64> {
    let weights = || goals.iter().map(|goal| f64::from(goal.weight));
    let squares: f64 = weights().map(|weight| weight * weight).sum();
    let sum: f64 = weights().sum();
    let attained: f64 =
        goals.iter().map(|goal| f64::from(goal.weight) * f64::from(i8::from(goal.level))).sum();
    let spread = ((1.0 - CORRELATION) * squares + CORRELATION * sum * sum).sqrt();
    (spread > 0.0).then(|| 50.0 + 10.0 * attained / spread)
}

/// A point of the chart of a case's goals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TPoint {
    /// The day.
    pub on: NaiveDate,
    /// The T-score of the goals that were rated until then.
    pub t: f64,
    /// How many those are: a chart says where it rests on few.
    pub rated: usize,
}

/// The T-score on each day on which a goal was rated: of every goal its last rating until then. A goal
/// that was never rated does not count, and a goal that was given up counts until the day before.
#[must_use]
pub fn t_scores<'a>(goals: impl IntoIterator<Item = &'a Goal>) -> Vec<TPoint> {
    let goals: Vec<&Goal> = goals.into_iter().collect();
    let rated = goals.iter().flat_map(|goal| goal.progress.iter());
    let days: BTreeSet<NaiveDate> =
        rated.filter(|entry| entry.level.is_some()).map(|entry| entry.on).collect();
    let point = |on: NaiveDate| {
        let rated: Vec<Rated> = goals.iter().filter_map(|goal| rated_on(goal, on)).collect();
        Some(TPoint { on, t: t_score(&rated)?, rated: rated.len() })
    };
    days.into_iter().filter_map(point).collect()
}

fn rated_on(goal: &Goal, day: NaiveDate) -> Option<Rated> {
    let dropped =
        goal.end.as_ref().is_some_and(|end| end.ending == super::Ending::Dropped && end.on <= day);
    if dropped {
        return None;
    }
    let until = goal.progress.iter().filter(|entry| entry.on <= day && entry.level.is_some());
    let level = until.max_by_key(|entry| entry.on)?.level?;
    Some(Rated { weight: goal.weight.into(), level })
}
