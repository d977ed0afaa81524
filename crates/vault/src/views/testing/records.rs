//! Records as they are in tests, the least that each needs.

use super::{action_id, day, id};
use casework::action::AgreedAction;
use casework::case::{Case, Source};
use casework::category::Group;
use casework::client::Client;
use casework::id::{CaseId, ClientId, PersonId};
use casework::member::{Member, Relation};
use casework::risk::{Risk, RiskLevel};
use casework::visit::{NextVisit, VisitForm, VisitKind, VisitNote};
use chrono::{DateTime, FixedOffset, NaiveDate};

pub(crate) fn client(name: &str) -> Client {
    Client {
        name: name.into(),
        called: String::new(),
        group: Group::Child,
        id_number: String::new(),
        birth_date: None,
        sex: None,
        categories: vec![],
        needs: vec![],
        village: String::new(),
        address: String::new(),
        phones: vec![],
        school_or_work: String::new(),
        health: String::new(),
        remarks: String::new(),
    }
}

pub(crate) fn case(client: ClientId, number: &str) -> Case {
    Case {
        client,
        number: number.into(),
        opened_on: day(0),
        worker: None,
        source: Source::Community,
        reason: "父亲外出，由奶奶照看".into(),
        ground: None,
        risk: Risk { level: RiskLevel::Low, reasons: String::new() },
    }
}

pub(crate) fn member(name: &str) -> Member {
    Member {
        name: name.into(),
        relation: Relation::Grandmother,
        lives_with: true,
        guardian: true,
        phone: String::new(),
        remarks: String::new(),
        withheld: false,
        withheld_reason: String::new(),
    }
}

pub(crate) fn signed_at(on: NaiveDate) -> DateTime<FixedOffset> {
    on.and_hms_opt(18, 0, 0)
        .unwrap()
        .and_local_timezone(FixedOffset::east_opt(8 * 3600).unwrap())
        .unwrap()
}

/// A note of a visit that began at two in the afternoon.
pub(crate) fn note(case: CaseId, client: ClientId, on: NaiveDate, observations: &str) -> VisitNote {
    VisitNote {
        case,
        client,
        author: PersonId::from_bytes(id(0)),
        author_name: "吕社工".into(),
        signed_at: signed_at(on),
        form: VisitForm {
            kind: Some(VisitKind::Planned),
            started_at: on.and_hms_opt(14, 0, 0),
            observations: observations.into(),
            ..VisitForm::default()
        },
    }
}

pub(crate) fn agreed(number: u64, what: &str, due: Option<NaiveDate>) -> AgreedAction {
    AgreedAction { id: action_id(number), what: what.into(), owner: "社工".into(), due }
}

pub(crate) fn next(on: NaiveDate, purpose: &str) -> Option<NextVisit> {
    Some(NextVisit { on: Some(on), purpose: purpose.into() })
}
