//! What keeps a form from being signed or kept: all of it at once, so that the screen can link to each
//! place.

use super::{Problem, Told};
use crate::case::{self, CaseError, Ground};
use crate::text;
use chrono::NaiveDate;
use serde::Serialize;

/// Something that keeps a form from being signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Lack {
    /// The field, by its name in the record.
    pub field: &'static str,
    /// Which entry of a list, from 0.
    pub index: Option<usize>,
    /// What is wrong, as a key: `empty`, `too_long`, `in_future`…
    pub problem: &'static str,
    /// What the sentence needs: a limit, a name, a day.
    pub detail: Option<String>,
}

/// A field, or an entry of a list.
#[derive(Clone, Copy)]
pub(crate) struct Spot(&'static str, Option<usize>);

impl From<&'static str> for Spot {
    fn from(field: &'static str) -> Self {
        Self(field, None)
    }
}

impl From<(&'static str, usize)> for Spot {
    fn from((field, index): (&'static str, usize)) -> Self {
        Self(field, Some(index))
    }
}

/// What is wrong so far, in the order of the form.
#[derive(Debug, Default)]
pub(crate) struct Lacks(Vec<Lack>);

impl Lacks {
    /// What was checked, unless something is wrong with it.
    pub(crate) fn or<T>(self, checked: T) -> Result<T, Vec<Lack>> {
        if self.0.is_empty() { Ok(checked) } else { Err(self.0) }
    }

    /// Something is wrong at a place.
    pub(crate) fn tell(&mut self, at: impl Into<Spot>, problem: &'static str) {
        let Spot(field, index) = at.into();
        self.0.push(Lack { field, index, problem, detail: None });
    }

    /// The same, with what the sentence needs.
    pub(crate) fn tell_with(
        &mut self,
        at: impl Into<Spot>,
        problem: &'static str,
        detail: impl ToString,
    ) {
        let Spot(field, index) = at.into();
        self.0.push(Lack { field, index, problem, detail: Some(detail.to_string()) });
    }

    /// Something is wrong at a place if so.
    pub(crate) fn tell_if(&mut self, wrong: bool, at: impl Into<Spot>, problem: &'static str) {
        if wrong {
            self.tell(at, problem);
        }
    }

    /// Consent, or the rule that stands in for it, as it is kept. `age` is the client's, where it is known.
    pub(crate) fn ground(
        &mut self,
        ground: Option<&Ground>,
        age: Option<u32>,
        today: NaiveDate,
    ) -> Option<Ground> {
        match case::check_ground(ground, age, today) {
            Ok(ground) => Some(ground),
            Err(wrong) => {
                let told = wrong.into_iter().map(|wrong| CaseError::Ground(wrong).problem());
                self.0.extend(told.map(|Problem { field, problem, detail }| Lack {
                    field,
                    index: None,
                    problem,
                    detail,
                }));
                None
            }
        }
    }

    /// A text that must say something, cleaned.
    pub(crate) fn some(&mut self, at: impl Into<Spot>, text: &str, limit: usize) -> String {
        self.kept(at, text::check_some(text, limit))
    }

    /// A text that may be empty, cleaned.
    pub(crate) fn text(&mut self, at: impl Into<Spot>, text: &str, limit: usize) -> String {
        let checked = text::check(text, limit).map(|text| text.trim().to_owned());
        self.kept(at, checked)
    }

    fn kept<E: Told>(&mut self, at: impl Into<Spot>, checked: Result<String, E>) -> String {
        checked.unwrap_or_else(|wrong| {
            let Spot(field, index) = at.into();
            let Problem { field, problem, detail } = Problem::of(field, &wrong);
            self.0.push(Lack { field, index, problem, detail });
            String::new()
        })
    }

    /// A list with no more entries than `most`.
    pub(crate) fn at_most(&mut self, field: &'static str, found: usize, most: usize) {
        if found > most {
            self.tell_with(field, "too_many", most);
        }
    }

    /// A day that must be known and be no later than today.
    pub(crate) fn past(&mut self, at: impl Into<Spot>, day: Option<NaiveDate>, today: NaiveDate) {
        match day {
            None => self.tell(at, "empty"),
            Some(day) if day > today => self.tell(at, "in_future"),
            Some(_) => {}
        }
    }

    /// A day that must be known and no earlier than another.
    pub(crate) fn not_before(
        &mut self,
        at: impl Into<Spot>,
        day: Option<NaiveDate>,
        earliest: Option<NaiveDate>,
    ) {
        match (day, earliest) {
            (None, _) => self.tell(at, "empty"),
            (Some(day), Some(earliest)) if day < earliest => {
                self.tell_with(at, "too_early", earliest);
            }
            _ => {}
        }
    }
}
