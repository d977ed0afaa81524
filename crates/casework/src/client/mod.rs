//! The client 服务对象: who is served. Edited field by field, so that two people who correct
//! different fields never overwrite each other.

mod check;

pub use check::{BirthError, ClientError, GroupError, PhonesError, SexError, check};

use crate::category::{Category, Group};
use crate::fields::{Edited, FieldId, Fields, RecordKind, value, values};
use crate::need::Need;
use crate::sex::Sex;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A client as recorded. Text fields are empty where nothing is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Client {
    /// Name as on the identity card; may hold rare characters.
    pub name: String,
    /// What the client is called at home (小名), or a pseudonym.
    pub called: String,
    /// Child or older person.
    pub group: Group,
    /// Identity number (GB 11643), 18 characters, already checked.
    pub id_number: String,
    /// Birth date; follows from the identity number where there is one.
    pub birth_date: Option<NaiveDate>,
    /// Sex; follows from the identity number where there is one.
    pub sex: Option<Sex>,
    /// Categories the client is in, all of the client's group.
    pub categories: Vec<Category>,
    /// Standing needs.
    pub needs: Vec<Need>,
    /// Village or community.
    pub village: String,
    /// Address within it.
    pub address: String,
    /// Telephone numbers, as dialled.
    pub phones: Vec<String>,
    /// School and class, or work before retirement.
    pub school_or_work: String,
    /// Health: illness, disability, medicine.
    pub health: String,
    /// Whatever else is worth knowing at the door.
    pub remarks: String,
}

impl Client {
    /// Field id of `name`.
    pub const NAME: FieldId = FieldId(1);
    /// Field id of `called`.
    pub const CALLED: FieldId = FieldId(2);
    /// Field id of `group`.
    pub const GROUP: FieldId = FieldId(3);
    /// Field id of `id_number`.
    pub const ID_NUMBER: FieldId = FieldId(4);
    /// Field id of `birth_date`.
    pub const BIRTH_DATE: FieldId = FieldId(5);
    /// Field id of `sex`.
    pub const SEX: FieldId = FieldId(6);
    /// Field id of `categories`.
    pub const CATEGORIES: FieldId = FieldId(7);
    /// Field id of `needs`.
    pub const NEEDS: FieldId = FieldId(8);
    /// Field id of `village`.
    pub const VILLAGE: FieldId = FieldId(9);
    /// Field id of `address`.
    pub const ADDRESS: FieldId = FieldId(10);
    /// Field id of `phones`.
    pub const PHONES: FieldId = FieldId(11);
    /// Field id of `school_or_work`.
    pub const SCHOOL_OR_WORK: FieldId = FieldId(12);
    /// Field id of `health`.
    pub const HEALTH: FieldId = FieldId(13);
    /// Field id of `remarks`.
    pub const REMARKS: FieldId = FieldId(14);

    /// Whole years of age on a day; `None` where the birth date is not known or lies after it.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.birth_date?)
    }
}

impl Edited for Client {
    const KIND: RecordKind = RecordKind::CLIENT;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![
            (Self::NAME, value(&self.name)),
            (Self::CALLED, value(&self.called)),
            (Self::GROUP, value(&self.group)),
            (Self::ID_NUMBER, value(&self.id_number)),
            (Self::BIRTH_DATE, value(&self.birth_date)),
            (Self::SEX, value(&self.sex)),
            (Self::VILLAGE, value(&self.village)),
            (Self::ADDRESS, value(&self.address)),
            (Self::SCHOOL_OR_WORK, value(&self.school_or_work)),
            (Self::HEALTH, value(&self.health)),
            (Self::REMARKS, value(&self.remarks)),
        ]
    }

    fn sets(&self) -> Vec<(FieldId, Vec<Value>)> {
        vec![
            (Self::CATEGORIES, values(&self.categories)),
            (Self::NEEDS, values(&self.needs)),
            (Self::PHONES, values(&self.phones)),
        ]
    }

    fn project(fields: &Fields) -> Self {
        Self {
            name: fields.text(Self::NAME),
            called: fields.text(Self::CALLED),
            group: fields.one(Self::GROUP).unwrap_or(Group::Child),
            id_number: fields.text(Self::ID_NUMBER),
            birth_date: fields.one(Self::BIRTH_DATE),
            sex: fields.one(Self::SEX),
            categories: fields.set(Self::CATEGORIES),
            needs: fields.set(Self::NEEDS),
            village: fields.text(Self::VILLAGE),
            address: fields.text(Self::ADDRESS),
            phones: fields.set(Self::PHONES),
            school_or_work: fields.text(Self::SCHOOL_OR_WORK),
            health: fields.text(Self::HEALTH),
            remarks: fields.text(Self::REMARKS),
        }
    }
}
