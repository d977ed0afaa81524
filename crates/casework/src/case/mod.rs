//! The case 个案, from intake 接案 (MZ/T 094-2017): who is served by whom, on what ground, at what risk.

mod check;

pub(crate) use check::check_ground;
pub use check::{AGE_OF_CONSENT, CaseError, GroundError, OpenedError, check};

use crate::fields::{Edited, FieldId, Fields, RecordKind, value};
use crate::id::{ClientId, PersonId};
use crate::risk::{Risk, RiskLevel};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// On what the station's work rests: consent 知情同意, or the legal ground when there is none
/// (PIPL art. 13, 29, 31: data of children under 14 needs a guardian's consent or a statutory ground).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum GroundKind {
    /// The client consented.
    ClientConsent,
    /// A guardian consented for the client.
    GuardianConsent,
    /// A statute or an authority's order, without consent.
    LegalGround,
}

/// The ground of the work: who agreed to what and when, or which rule stands in for consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ground {
    /// Consent or legal ground.
    pub kind: GroundKind,
    /// Who consented, or which authority or rule.
    pub by: String,
    /// What it covers.
    pub scope: String,
    /// When it was given.
    pub on: NaiveDate,
}

/// How the client came to the station.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The client or the family asked.
    SelfReferred,
    /// Found by the station's outreach.
    Outreach,
    /// Referred by village or community.
    Community,
    /// Referred by a school.
    School,
    /// Referred by a hospital.
    Hospital,
    /// Referred by police or a court.
    Police,
    /// Referred by the civil-affairs authority or a rescue and protection centre.
    CivilAffairs,
    /// Otherwise.
    Other,
}

/// A case as recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Case {
    /// Whom the case serves.
    pub client: ClientId,
    /// Number on the station's papers; unique on this laptop.
    pub number: String,
    /// Day of intake.
    pub opened_on: NaiveDate,
    /// The worker who owns the case.
    pub worker: Option<PersonId>,
    /// How the client came to the station.
    pub source: Source,
    /// Presenting problem: why the case is opened.
    pub reason: String,
    /// Consent or legal ground. Opening a case needs one.
    pub ground: Option<Ground>,
    /// Risk and why.
    pub risk: Risk,
}

impl Case {
    /// Field id of `client`.
    pub const CLIENT: FieldId = FieldId(1);
    /// Field id of `number`.
    pub const NUMBER: FieldId = FieldId(2);
    /// Field id of `opened_on`.
    pub const OPENED_ON: FieldId = FieldId(3);
    /// Field id of `worker`.
    pub const WORKER: FieldId = FieldId(4);
    /// Field id of `source`.
    pub const SOURCE: FieldId = FieldId(5);
    /// Field id of `reason`.
    pub const REASON: FieldId = FieldId(6);
    /// Field id of `ground`.
    pub const GROUND: FieldId = FieldId(7);
    /// Field id of `risk`.
    pub const RISK: FieldId = FieldId(8);
}

impl Edited for Case {
    const KIND: RecordKind = RecordKind::CASE;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![
            (Self::CLIENT, value(&self.client)),
            (Self::NUMBER, value(&self.number)),
            (Self::OPENED_ON, value(&self.opened_on)),
            (Self::WORKER, value(&self.worker)),
            (Self::SOURCE, value(&self.source)),
            (Self::REASON, value(&self.reason)),
            (Self::GROUND, value(&self.ground)),
            (Self::RISK, value(&self.risk)),
        ]
    }

    fn project(fields: &Fields) -> Self {
        Self {
            client: fields.one(Self::CLIENT).unwrap_or(ClientId::from_bytes([0; 16])),
            number: fields.text(Self::NUMBER),
            opened_on: fields.one(Self::OPENED_ON).unwrap_or(NaiveDate::MIN),
            worker: fields.one(Self::WORKER),
            source: fields.one(Self::SOURCE).unwrap_or(Source::Other),
            reason: fields.text(Self::REASON),
            ground: fields.one(Self::GROUND),
            risk: fields
                .one(Self::RISK)
                .unwrap_or(Risk { level: RiskLevel::Low, reasons: String::new() }),
        }
    }
}
