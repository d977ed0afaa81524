//! Fields on which people disagree: the list, the values side by side, the decision; and what becomes of the value that
//! was decided against.

pub mod decide;
pub mod dismiss;
pub mod get;
pub mod list;
pub mod restore;
pub(crate) mod show;
mod third;
pub mod view;

use crate::case::save::NUMBER_TAKEN;
use crate::failure::Failure;
use ::vault::Reader;
use casework::case::Case;
use casework::fields::{FieldId, RecordKind};
use casework::id::{CaseId, RecordId};
use serde_json::Value;

/// Refuses to give a case the number of another one: the two could not be told apart on paper.
fn check_number(
    read: Reader<'_>,
    (kind, record): (RecordKind, RecordId),
    field: FieldId,
    value: &Value,
) -> Result<(), Failure> {
    let Some(number) = value.as_str().filter(|_| kind == RecordKind::CASE && field == Case::NUMBER)
    else {
        return Ok(());
    };
    let own = CaseId(record.0);
    let taken = read.cases_numbered(number)?.iter().any(|other| *other != own);
    if taken { Err(Failure::invalid([NUMBER_TAKEN])) } else { Ok(()) }
}
