//! What must hold of a client before it is kept.

use super::Client;
use crate::category::Category;
use crate::id_number::{IdNumber, IdNumberError};
use crate::limits::{MAX_AGE_YEARS, MAX_FIELD_CHARS, MAX_PHONES};
use crate::name::{self, NameError};
use crate::need::Need;
use crate::phone::{self, PhoneError};
use crate::problem::{Problem, Told, bare, with};
use crate::sex::Sex;
use crate::text::{self, TextError};
use chrono::NaiveDate;

/// One thing that is wrong with a client: the field, and what is the matter with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The name.
    #[error("name: {0}")]
    Name(NameError),
    /// What the client is called at home.
    #[error("called: {0}")]
    Called(NameError),
    /// The identity number.
    #[error("identity number: {0}")]
    IdNumber(IdNumberError),
    /// The birth date.
    #[error("birth date: {0}")]
    BirthDate(BirthError),
    /// The sex.
    #[error("sex: {0}")]
    Sex(SexError),
    /// The categories.
    #[error("categories: {0}")]
    Categories(GroupError<Category>),
    /// The needs.
    #[error("needs: {0}")]
    Needs(GroupError<Need>),
    /// The village or community.
    #[error("village: {0}")]
    Village(TextError),
    /// The address.
    #[error("address: {0}")]
    Address(TextError),
    /// The telephone numbers.
    #[error("telephone: {0}")]
    Phones(PhonesError),
    /// School or work.
    #[error("school or work: {0}")]
    SchoolOrWork(TextError),
    /// Health.
    #[error("health: {0}")]
    Health(TextError),
    /// Remarks.
    #[error("remarks: {0}")]
    Remarks(TextError),
}

impl ClientError {
    /// The problem as screens translate it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Name(wrong) => Problem::of("name", wrong),
            Self::Called(wrong) => Problem::of("called", wrong),
            Self::IdNumber(wrong) => Problem::of("id_number", wrong),
            Self::BirthDate(wrong) => Problem::of("birth_date", wrong),
            Self::Sex(wrong) => Problem::of("sex", wrong),
            Self::Categories(wrong) => Problem::of("categories", wrong),
            Self::Needs(wrong) => Problem::of("needs", wrong),
            Self::Village(wrong) => Problem::of("village", wrong),
            Self::Address(wrong) => Problem::of("address", wrong),
            Self::Phones(wrong) => Problem::of("phones", wrong),
            Self::SchoolOrWork(wrong) => Problem::of("school_or_work", wrong),
            Self::Health(wrong) => Problem::of("health", wrong),
            Self::Remarks(wrong) => Problem::of("remarks", wrong),
        }
    }
}

/// What is wrong with a birth date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BirthError {
    /// It lies ahead.
    #[error("{born} lies in the future")]
    InFuture {
        /// The birth date.
        born: NaiveDate,
    },
    /// Nobody is that old.
    #[error("{born} is more than {limit} years ago")]
    TooLongAgo {
        /// The birth date.
        born: NaiveDate,
        /// Oldest credible age, in years.
        limit: u32,
    },
    /// It is not the one in the identity number.
    #[error("{typed} is typed, the identity number says {in_id_number}")]
    ContradictsIdNumber {
        /// The birth date that was typed.
        typed: NaiveDate,
        /// The birth date in the identity number.
        in_id_number: NaiveDate,
    },
}

/// What is wrong with a sex.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SexError {
    /// It is not the one in the identity number.
    #[error("{typed:?} is chosen, the identity number says {in_id_number:?}")]
    ContradictsIdNumber {
        /// The sex that was chosen.
        typed: Sex,
        /// The sex in the identity number.
        in_id_number: Sex,
    },
}

/// What is wrong with a list of categories or needs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GroupError<T: std::fmt::Debug> {
    /// One of them is of the group that the client is not of.
    #[error("{found:?} is of the other group")]
    OfOtherGroup {
        /// The first such.
        found: T,
    },
}

/// What is wrong with a list of telephone numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhonesError {
    /// One of them cannot be dialled.
    #[error("number {}: {error}", index + 1)]
    Number {
        /// Which, from 0.
        index: usize,
        /// Why not.
        error: PhoneError,
    },
    /// More than anyone has.
    #[error("more than {limit} numbers")]
    TooMany {
        /// Most numbers.
        limit: usize,
    },
}

impl Told for BirthError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::InFuture { .. } => bare("in_future"),
            Self::TooLongAgo { limit, .. } => with("too_long_ago", limit),
            Self::ContradictsIdNumber { in_id_number, .. } => {
                with("contradicts_id_number", in_id_number)
            }
        }
    }
}

impl Told for SexError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::ContradictsIdNumber { .. } => bare("contradicts_id_number"),
        }
    }
}

impl<T: std::fmt::Debug> Told for GroupError<T> {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::OfOtherGroup { .. } => bare("of_other_group"),
        }
    }
}

impl Told for PhonesError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Number { error, .. } => error.told(),
            Self::TooMany { limit } => with("too_many", limit),
        }
    }
}

/// The client as it is kept: texts cleaned, birth date and sex taken from the identity number, lists
/// without repetition and in the order of the forms.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(client: &Client, today: NaiveDate) -> Result<Client, Vec<ClientError>> {
    let mut errors = Vec::new();
    let identity = Identity::of(client, today, &mut errors);
    check_group(client, &mut errors);
    let mut field = |value: &str, error: fn(TextError) -> ClientError| {
        let checked = text::check(value, MAX_FIELD_CHARS).map(|text| text.trim().to_owned());
        checked.unwrap_or_else(|wrong| refuse(&mut errors, error(wrong)))
    };
    let checked = Client {
        name: identity.name,
        called: identity.called,
        group: client.group,
        id_number: identity.id_number,
        birth_date: identity.birth_date,
        sex: identity.sex,
        categories: Category::ALL.into_iter().filter(|c| client.categories.contains(c)).collect(),
        needs: Need::of(client.group)
            .iter()
            .copied()
            .filter(|n| client.needs.contains(n))
            .collect(),
        village: field(&client.village, ClientError::Village),
        address: field(&client.address, ClientError::Address),
        school_or_work: field(&client.school_or_work, ClientError::SchoolOrWork),
        health: field(&client.health, ClientError::Health),
        remarks: field(&client.remarks, ClientError::Remarks),
        phones: phones(&client.phones, &mut errors),
    };
    if errors.is_empty() { Ok(checked) } else { Err(errors) }
}

/// Notes an error and gives the empty value that stands in until it is put right.
fn refuse<T: Default>(errors: &mut Vec<ClientError>, error: ClientError) -> T {
    errors.push(error);
    T::default()
}

/// Who the client is: the fields that depend on each other.
struct Identity {
    name: String,
    called: String,
    id_number: String,
    birth_date: Option<NaiveDate>,
    sex: Option<Sex>,
}

impl Identity {
    fn of(client: &Client, today: NaiveDate, errors: &mut Vec<ClientError>) -> Self {
        let name =
            name::check(&client.name).unwrap_or_else(|e| refuse(errors, ClientError::Name(e)));
        let called = name::check_optional(&client.called);
        let called = called.unwrap_or_else(|e| refuse(errors, ClientError::Called(e)));
        let plain = Self {
            name,
            called,
            id_number: String::new(),
            birth_date: client.birth_date,
            sex: client.sex,
        };
        if client.id_number.trim().is_empty() {
            errors.extend(birth_error(client.birth_date, today).map(ClientError::BirthDate));
            return plain;
        }
        match id_number(&client.id_number, today) {
            Ok(id_number) => plain.with(&id_number, today, errors),
            Err(error) => {
                errors.push(ClientError::IdNumber(error));
                plain
            }
        }
    }

    /// Takes birth date and sex from the number; what was typed must not contradict it.
    fn with(self, id_number: &IdNumber, today: NaiveDate, errors: &mut Vec<ClientError>) -> Self {
        let (in_id_number, sex_in_it) = (id_number.birth_date(), id_number.sex());
        match self.birth_date {
            Some(typed) if typed != in_id_number => {
                let contradiction = BirthError::ContradictsIdNumber { typed, in_id_number };
                errors.push(ClientError::BirthDate(contradiction));
            }
            _ => errors.extend(birth_error(Some(in_id_number), today).map(ClientError::BirthDate)),
        }
        if let Some(typed) = self.sex.filter(|typed| *typed != sex_in_it) {
            let contradiction = SexError::ContradictsIdNumber { typed, in_id_number: sex_in_it };
            errors.push(ClientError::Sex(contradiction));
        }
        let id_number = id_number.as_str().to_owned();
        Self { id_number, birth_date: Some(in_id_number), sex: Some(sex_in_it), ..self }
    }
}

fn id_number(typed: &str, today: NaiveDate) -> Result<IdNumber, IdNumberError> {
    let id_number = IdNumber::parse(typed)?;
    id_number.check_on(today)?;
    Ok(id_number)
}

fn birth_error(born: Option<NaiveDate>, today: NaiveDate) -> Option<BirthError> {
    let born = born?;
    match today.years_since(born) {
        None => Some(BirthError::InFuture { born }),
        Some(age) if age > MAX_AGE_YEARS => {
            Some(BirthError::TooLongAgo { born, limit: MAX_AGE_YEARS })
        }
        Some(_) => None,
    }
}

fn check_group(client: &Client, errors: &mut Vec<ClientError>) {
    let category = client.categories.iter().find(|category| category.group() != client.group);
    errors
        .extend(category.map(|&found| ClientError::Categories(GroupError::OfOtherGroup { found })));
    let need = client.needs.iter().find(|need| !Need::of(client.group).contains(need));
    errors.extend(need.map(|&found| ClientError::Needs(GroupError::OfOtherGroup { found })));
}

fn phones(typed: &[String], errors: &mut Vec<ClientError>) -> Vec<String> {
    let mut phones: Vec<String> = Vec::new();
    for (index, number) in typed.iter().enumerate().filter(|(_, number)| !number.trim().is_empty())
    {
        match phone::check(number) {
            Ok(number) if phones.contains(&number) => {}
            Ok(number) => phones.push(number),
            Err(error) => errors.push(ClientError::Phones(PhonesError::Number { index, error })),
        }
    }
    if phones.len() > MAX_PHONES {
        return refuse(errors, ClientError::Phones(PhonesError::TooMany { limit: MAX_PHONES }));
    }
    phones
}

#[cfg(test)]
mod tests;
