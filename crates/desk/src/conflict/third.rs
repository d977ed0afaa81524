//! A third value, written in place of those that stand side by side: it must hold what the field's own form asks.

use crate::case::save::consented_at;
use crate::failure::{Code, Failure};
use casework::action::ActionProgress;
use casework::case::Case;
use casework::client::Client;
use casework::fields::{Edited, FieldId, RecordKind};
use casework::member::Member;
use casework::problem::Problem;
use casework::{action, case, client, member};
use chrono::NaiveDate;
use history::RecordState;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vault::Reader;

/// The value as the record keeps it.
pub(super) fn checked(
    read: Reader<'_>,
    state: &RecordState,
    field: FieldId,
    typed: Value,
    today: NaiveDate,
) -> Result<Value, Failure> {
    match state.place().ok_or(Code::NotFound)?.kind {
        RecordKind::CLIENT => {
            let mut whole: Client = with(state, field, typed)?;
            if field == Client::ID_NUMBER {
                // They follow from the number, and may be in conflict themselves.
                (whole.birth_date, whole.sex) = (None, None);
            }
            let found = client::check(&whole, today).map_err(|e| told(&e, |e| e.problem()));
            settled(whole, found, field)
        }
        RecordKind::MEMBER => {
            let whole: Member = with(state, field, typed)?;
            let found = member::check(&whole).map_err(|e| told(&e, |e| e.problem()));
            settled(whole, found, field)
        }
        // Whose case it is never changes.
        RecordKind::CASE if field != Case::CLIENT => {
            let whole: Case = with(state, field, typed)?;
            let client = read.client(whole.client)?;
            let age = client.and_then(|found| consented_at(&whole, &found.client, today));
            let found = case::check(&whole, age, today).map_err(|e| told(&e, |e| e.problem()));
            settled(whole, found, field)
        }
        RecordKind::ACTION => {
            let whole: ActionProgress =
                serde_json::from_value(typed).map_err(|_| Code::BadRequest)?;
            let found = action::check(&whole, today).map_err(|e| told(&e, |e| e.problem()));
            settled(whole, found, field)
        }
        _ => Err(Code::BadRequest.into()),
    }
}

/// The record as it stands, with another value in one field.
fn with<R>(state: &RecordState, field: FieldId, typed: Value) -> Result<R, Failure>
where
    R: Edited + Serialize + DeserializeOwned,
{
    let shown = R::project(&state.fields());
    let mut whole = serde_json::to_value(shown).map_err(|_| Code::Internal)?;
    let place = whole.get_mut(key(R::KIND, field)).ok_or(Code::BadRequest)?;
    *place = typed;
    serde_json::from_value(whole).map_err(|_| Code::BadRequest.into())
}

/// The field as the form of its record spells it.
fn key(kind: RecordKind, field: FieldId) -> &'static str {
    match crate::steps::field_name(kind, field).unwrap_or_default() {
        "member_name" => "name",
        "member_remarks" => "remarks",
        name => name,
    }
}

fn told<E>(errors: &[E], problem: impl Fn(&E) -> Problem) -> Vec<Problem> {
    errors.iter().map(problem).collect()
}

/// The field's value out of the checked record. What is wrong with other fields is not this decision's business: they
/// may be in conflict as well.
fn settled<R: Edited>(
    typed: R,
    found: Result<R, Vec<Problem>>,
    field: FieldId,
) -> Result<Value, Failure> {
    let whole = match found {
        Ok(whole) => whole,
        Err(problems) => {
            let key = key(R::KIND, field);
            let own: Vec<_> = problems.into_iter().filter(|one| is_of(key, one.field)).collect();
            if !own.is_empty() {
                return Err(Failure::invalid(own));
            }
            typed
        }
    };
    let mut registers = whole.registers().into_iter();
    let value = registers.find(|(of, _)| *of == field).map(|(_, value)| value);
    Ok(value.ok_or(Code::BadRequest)?)
}

/// Whether a problem is one of a field: parts of some are told as fields of their own.
fn is_of(key: &str, problem: &str) -> bool {
    match key {
        "risk" => problem == "reasons",
        "ground" => problem.starts_with("ground"),
        "progress" => true,
        key => key == problem,
    }
}
