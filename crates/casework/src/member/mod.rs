//! The people around the client: household, guardians, relatives. The family is part of the case
//! (人在情境中), so each is a record of its own in the client's file.

mod check;

pub use check::{MemberError, check};

use crate::fields::{Edited, FieldId, Fields, RecordKind, value};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a person is related to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 父亲
    Father,
    /// 母亲
    Mother,
    /// 继父或继母
    StepParent,
    /// 祖父、外祖父
    Grandfather,
    /// 祖母、外祖母
    Grandmother,
    /// 兄弟姐妹
    Sibling,
    /// 配偶
    Spouse,
    /// 儿子
    Son,
    /// 女儿
    Daughter,
    /// 儿媳或女婿
    ChildInLaw,
    /// 孙辈
    Grandchild,
    /// 其他亲属
    Relative,
    /// 邻居
    Neighbour,
    /// 照护人、保姆
    Carer,
    /// 其他
    Other,
}

/// A person around the client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Member {
    /// Name, or how the family calls the person.
    pub name: String,
    /// Relation to the client.
    pub relation: Relation,
    /// Lives in the client's home.
    pub lives_with: bool,
    /// Is the client's guardian 监护人.
    pub guardian: bool,
    /// Telephone number.
    pub phone: String,
    /// Work, health, character: whatever helps the next visit.
    pub remarks: String,
    /// Nothing of the file may be shown or handed to this person: an alleged abuser, say.
    pub withheld: bool,
    /// Why it is withheld.
    pub withheld_reason: String,
}

impl Member {
    /// Field id of `name`.
    pub const NAME: FieldId = FieldId(1);
    /// Field id of `relation`.
    pub const RELATION: FieldId = FieldId(2);
    /// Field id of `lives_with`.
    pub const LIVES_WITH: FieldId = FieldId(3);
    /// Field id of `guardian`.
    pub const GUARDIAN: FieldId = FieldId(4);
    /// Field id of `phone`.
    pub const PHONE: FieldId = FieldId(5);
    /// Field id of `remarks`.
    pub const REMARKS: FieldId = FieldId(6);
    /// Field id of `withheld`.
    pub const WITHHELD: FieldId = FieldId(7);
    /// Field id of `withheld_reason`.
    pub const WITHHELD_REASON: FieldId = FieldId(8);
    /// Field id of the client the person belongs to.
    pub const CLIENT: FieldId = FieldId(9);
    /// Field id of “entered by mistake”: a removed member stays in the history.
    pub const REMOVED: FieldId = FieldId(10);
}

impl Edited for Member {
    const KIND: RecordKind = RecordKind::MEMBER;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![
            (Self::NAME, value(&self.name)),
            (Self::RELATION, value(&self.relation)),
            (Self::LIVES_WITH, value(&self.lives_with)),
            (Self::GUARDIAN, value(&self.guardian)),
            (Self::PHONE, value(&self.phone)),
            (Self::REMARKS, value(&self.remarks)),
            (Self::WITHHELD, value(&self.withheld)),
            (Self::WITHHELD_REASON, value(&self.withheld_reason)),
        ]
    }

    fn project(fields: &Fields) -> Self {
        Self {
            name: fields.text(Self::NAME),
            relation: fields.one(Self::RELATION).unwrap_or(Relation::Other),
            lives_with: fields.one(Self::LIVES_WITH).unwrap_or(false),
            guardian: fields.one(Self::GUARDIAN).unwrap_or(false),
            phone: fields.text(Self::PHONE),
            remarks: fields.text(Self::REMARKS),
            withheld: fields.one(Self::WITHHELD).unwrap_or(false),
            withheld_reason: fields.text(Self::WITHHELD_REASON),
        }
    }
}
