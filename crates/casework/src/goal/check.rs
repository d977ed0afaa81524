//! What must hold of a goal and of a progress entry before they are kept.

use super::{Ending, Goal, GoalEnd, Levels, ProgressEntry};
use crate::limits::{MAX_FIELD_CHARS, MAX_NAME_CHARS, MAX_WEIGHT};
use crate::problem::{Lack, Lacks};
use chrono::NaiveDate;

/// The goal as it is kept: texts cleaned. A goal has words of both, an indicator, a baseline, a day and
/// what “as expected” looks like; the other four points may follow until the plan is agreed.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(goal: &Goal, today: NaiveDate) -> Result<Goal, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let client_words = lacks.some("client_words", &goal.client_words, MAX_FIELD_CHARS);
    let worker_words = lacks.some("worker_words", &goal.worker_words, MAX_FIELD_CHARS);
    lacks.tell_if(goal.need.is_none(), "need", "empty");
    let indicator = lacks.some("indicator", &goal.indicator, MAX_FIELD_CHARS);
    let baseline = lacks.some("baseline", &goal.baseline, MAX_FIELD_CHARS);
    lacks.past("set_on", goal.set_on, today);
    lacks.not_before("target_on", goal.target_on, goal.set_on);
    let levels = check_levels(&goal.levels, &mut lacks);
    if !(1..=MAX_WEIGHT).contains(&goal.weight) {
        lacks.tell_with("weight", "out_of_range", MAX_WEIGHT);
    }
    let end = goal.end.as_ref().map(|end| check_end(end, goal.set_on, today, &mut lacks));
    lacks.or(Goal { client_words, worker_words, indicator, baseline, levels, end, ..goal.clone() })
}

fn check_levels(levels: &Levels, lacks: &mut Lacks) -> Levels {
    let mut text = |field, text: &str| lacks.text(field, text, MAX_FIELD_CHARS);
    let (much_less, less) = (text("much_less", &levels.much_less), text("less", &levels.less));
    let (more, much_more) = (text("more", &levels.more), text("much_more", &levels.much_more));
    let expected = lacks.some("expected", &levels.expected, MAX_FIELD_CHARS);
    Levels { much_less, less, expected, more, much_more }
}

fn check_end(
    end: &GoalEnd,
    set_on: Option<NaiveDate>,
    today: NaiveDate,
    lacks: &mut Lacks,
) -> GoalEnd {
    lacks.past("end", Some(end.on), today);
    lacks.not_before("end", Some(end.on), set_on);
    let reason = match end.ending {
        Ending::Dropped => lacks.some("reason", &end.reason, MAX_FIELD_CHARS),
        Ending::Reached => lacks.text("reason", &end.reason, MAX_FIELD_CHARS),
    };
    GoalEnd { reason, ..end.clone() }
}

/// The entry as it is kept. It has words or a rating, and is about a day that has come.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check_entry(entry: &ProgressEntry, today: NaiveDate) -> Result<ProgressEntry, Vec<Lack>> {
    let mut lacks = Lacks::default();
    lacks.past("on", Some(entry.on), today);
    let note = match entry.level {
        Some(_) => lacks.text("note", &entry.note, MAX_FIELD_CHARS),
        None => lacks.some("note", &entry.note, MAX_FIELD_CHARS),
    };
    let by_name = lacks.some("by_name", &entry.by_name, MAX_NAME_CHARS);
    lacks.or(ProgressEntry { note, by_name, ..entry.clone() })
}
