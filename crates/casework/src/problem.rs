//! What is wrong with a form, in words that screens translate: a field, a key, and what the sentence
//! needs. The keys are few and closed: each is written by one variant of an error of this crate.

mod lack;

pub use lack::Lack;
pub(crate) use lack::Lacks;

/// A problem of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, by its name in the record: `id_number`, `reasons`…
    pub field: &'static str,
    /// What is wrong with it, as a key: `empty`, `too_long`, `checksum`…
    pub problem: &'static str,
    /// What the sentence needs: a limit, an expected character, a date.
    pub detail: Option<String>,
}

impl Problem {
    /// The problem of a field, from what is wrong with its value.
    #[must_use]
    pub fn of(field: &'static str, wrong: &impl Told) -> Self {
        let (problem, detail) = wrong.told();
        Self { field, problem, detail }
    }
}

/// Something wrong with a value, whichever field it stands in.
pub trait Told {
    /// The key, and what the sentence needs.
    fn told(&self) -> (&'static str, Option<String>);
}

/// A key with its detail.
pub(crate) fn with(key: &'static str, detail: impl ToString) -> (&'static str, Option<String>) {
    (key, Some(detail.to_string()))
}

/// A key that needs no detail.
pub(crate) fn bare(key: &'static str) -> (&'static str, Option<String>) {
    (key, None)
}
