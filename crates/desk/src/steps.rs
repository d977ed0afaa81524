//! The history of a record as people read it: who, when, old → new.

use crate::client::view::FieldChange;
use crate::failure::Failure;
use casework::action::ActionProgress;
use casework::case::Case;
use casework::client::Client;
use casework::fields::{FieldId, RecordKind};
use casework::id::RecordId;
use casework::member::Member;
use chrono::{DateTime, Utc};
use history::{ChangeKind, RecordState, Step, restore, steps};
use serde_json::Value;
use vault::Reader;

/// The changes of a record, newest first.
pub(crate) fn changes(read: Reader<'_>, record: RecordId) -> Result<Vec<FieldChange>, Failure> {
    let state = read.state(record)?;
    let Some(place) = state.place() else { return Ok(Vec::new()) };
    let told = steps(&state);
    Ok(told.iter().map(|step| change(read, (record, place.kind), &state, step)).collect())
}

fn change(
    read: Reader<'_>,
    (record, kind): (RecordId, RecordKind),
    state: &RecordState,
    step: &Step,
) -> FieldChange {
    let known = name(kind, step.field, step.kind);
    // A note and what hangs on it stand on the page already, and its change holds the keys of its attachments.
    let prose = matches!(step.kind, ChangeKind::NOTE | ChangeKind::ADDENDUM | ChangeKind::REVIEW);
    FieldChange {
        field: known.unwrap_or("unknown").to_owned(),
        who: read.person_of(step.author).to_owned(),
        at: at(step.clock.millis),
        old: if prose { None } else { text(step.old.iter()) },
        new: if prose { None } else { text(step.new.iter()) },
        change: step.change.to_string(),
        newer_version: known.is_none(),
        record,
        restorable: known.is_some()
            && !is_link(kind, step.field)
            && matches!(restore(state, &state.live(step.field), step.change), Ok(Some(_))),
    }
}

/// Whether a field ties records together or takes one out: people do not bring such a value back by itself.
pub(crate) fn is_link(kind: RecordKind, field: FieldId) -> bool {
    match kind {
        RecordKind::MEMBER => field == Member::CLIENT || field == Member::REMOVED,
        RecordKind::CASE => field == Case::CLIENT,
        RecordKind::CLIENT => field == Client::JUDGED,
        _ => false,
    }
}

pub(crate) fn at(millis: u64) -> DateTime<Utc> {
    let millis = i64::try_from(millis).unwrap_or(i64::MAX);
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Values as the screens take them: plain text as it is, the rest as JSON, which they know to read.
pub(crate) fn text<'a>(values: impl Iterator<Item = &'a Value>) -> Option<String> {
    let texts: Vec<String> = values
        .filter(|value| !value.is_null())
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .collect();
    (!texts.is_empty()).then(|| texts.join(" / "))
}

/// The field's name in the forms; nothing for one that this version does not know.
pub(crate) fn name(kind: RecordKind, field: FieldId, change: ChangeKind) -> Option<&'static str> {
    match (kind, change) {
        (RecordKind::VISIT, ChangeKind::NOTE) => Some("note"),
        (RecordKind::VISIT, ChangeKind::ADDENDUM) => Some("addendum"),
        (RecordKind::VISIT, ChangeKind::REVIEW) => Some("review"),
        _ => field_name(kind, field),
    }
}

/// The name of a field that people edit; nothing for one that this version does not know.
pub(crate) fn field_name(kind: RecordKind, field: FieldId) -> Option<&'static str> {
    match kind {
        RecordKind::CLIENT => of_client(field),
        RecordKind::MEMBER => of_member(field),
        RecordKind::CASE => of_case(field),
        RecordKind::ACTION => (field == ActionProgress::PROGRESS).then_some("progress"),
        _ => None,
    }
}

fn of_client(field: FieldId) -> Option<&'static str> {
    Some(match field {
        Client::NAME => "name",
        Client::CALLED => "called",
        Client::GROUP => "group",
        Client::ID_NUMBER => "id_number",
        Client::BIRTH_DATE => "birth_date",
        Client::SEX => "sex",
        Client::CATEGORIES => "categories",
        Client::NEEDS => "needs",
        Client::VILLAGE => "village",
        Client::ADDRESS => "address",
        Client::PHONES => "phones",
        Client::SCHOOL_OR_WORK => "school_or_work",
        Client::HEALTH => "health",
        Client::REMARKS => "remarks",
        Client::JUDGED => "judged",
        _ => return None,
    })
}

fn of_member(field: FieldId) -> Option<&'static str> {
    Some(match field {
        Member::NAME => "member_name",
        Member::RELATION => "relation",
        Member::LIVES_WITH => "lives_with",
        Member::GUARDIAN => "guardian",
        Member::PHONE => "phone",
        Member::REMARKS => "member_remarks",
        Member::WITHHELD => "withheld",
        Member::WITHHELD_REASON => "withheld_reason",
        Member::CLIENT => "client",
        Member::REMOVED => "removed",
        _ => return None,
    })
}

fn of_case(field: FieldId) -> Option<&'static str> {
    Some(match field {
        Case::CLIENT => "client",
        Case::NUMBER => "number",
        Case::OPENED_ON => "opened_on",
        Case::WORKER => "worker",
        Case::SOURCE => "source",
        Case::REASON => "reason",
        Case::GROUND => "ground",
        Case::RISK => "risk",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::fields::Edited;
    use casework::risk::{Risk, RiskLevel};

    #[test]
    fn every_field_of_a_record_has_a_name() {
        let client = Client::project(&casework::fields::Fields::default());
        let case = Case::project(&casework::fields::Fields::default());
        let member = Member::project(&casework::fields::Fields::default());
        let fields = |registers: Vec<(FieldId, Value)>, sets: Vec<(FieldId, Vec<Value>)>| {
            let sets = sets.into_iter().map(|(field, _)| field);
            registers.into_iter().map(|(field, _)| field).chain(sets).collect::<Vec<_>>()
        };
        for (kind, fields) in [
            (RecordKind::CLIENT, fields(client.registers(), client.sets())),
            (RecordKind::CASE, fields(case.registers(), case.sets())),
            (RecordKind::MEMBER, fields(member.registers(), member.sets())),
        ] {
            for field in fields {
                assert!(name(kind, field, ChangeKind::SET).is_some(), "{kind:?} {field:?}");
            }
        }
    }

    #[test]
    fn what_a_newer_version_wrote_has_no_name_here() {
        assert_eq!(name(RecordKind::CLIENT, FieldId(999), ChangeKind::SET), None);
        assert_eq!(name(RecordKind(77), FieldId(1), ChangeKind::SET), None);
    }

    #[test]
    fn values_are_told_plainly() {
        assert_eq!(text([&Value::Null].into_iter()), None);
        assert_eq!(text([&Value::from("张家村")].into_iter()).as_deref(), Some("张家村"));
        let risk =
            serde_json::to_value(Risk { level: RiskLevel::High, reasons: "饿".into() }).unwrap();
        assert_eq!(text([&risk].into_iter()).unwrap(), r#"{"level":"high","reasons":"饿"}"#);
    }
}
