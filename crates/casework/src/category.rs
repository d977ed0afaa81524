//! Who is served: the two groups of “one old, one small” 一老一小 and the categories in them.
//!
//! Children: 国发〔2016〕36号 and the notices after it. Older people: the special-difficulty groups
//! named by the civil-affairs system (高龄 空巢 独居 失能 残疾 计划生育特殊家庭 留守).

use serde::{Deserialize, Serialize};

/// Child or older person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 一小: a child (under 18)
    Child,
    /// 一老: an older person
    Elder,
}

/// A category of client. A client may be in several of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 留守儿童
    LeftBehindChild,
    /// 困境儿童: family poverty
    PovertyChild,
    /// 困境儿童: own disability or illness
    IllChild,
    /// 困境儿童: missing or improper guardianship, abuse, neglect
    GuardianshipChild,
    /// 孤儿
    Orphan,
    /// 事实无人抚养儿童
    UnsupportedChild,
    /// 流动儿童
    MigrantChild,
    /// 高龄老人
    AdvancedAge,
    /// 空巢老人
    EmptyNest,
    /// 独居老人
    LivingAlone,
    /// 失能老人
    DisabledByAge,
    /// 残疾老人
    DisabledElder,
    /// 计划生育特殊家庭
    FamilyPlanningElder,
    /// 留守老人
    LeftBehindElder,
}

impl Category {
    /// Every category, children's first, in the order in which forms list them.
    pub const ALL: [Self; 14] = [
        Self::LeftBehindChild,
        Self::PovertyChild,
        Self::IllChild,
        Self::GuardianshipChild,
        Self::Orphan,
        Self::UnsupportedChild,
        Self::MigrantChild,
        Self::AdvancedAge,
        Self::EmptyNest,
        Self::LivingAlone,
        Self::DisabledByAge,
        Self::DisabledElder,
        Self::FamilyPlanningElder,
        Self::LeftBehindElder,
    ];

    /// The group whose members can be in this category.
    #[must_use]
    pub fn group(self) -> Group {
        match self {
            Self::LeftBehindChild
            | Self::PovertyChild
            | Self::IllChild
            | Self::GuardianshipChild
            | Self::Orphan
            | Self::UnsupportedChild
            | Self::MigrantChild => Group::Child,
            Self::AdvancedAge
            | Self::EmptyNest
            | Self::LivingAlone
            | Self::DisabledByAge
            | Self::DisabledElder
            | Self::FamilyPlanningElder
            | Self::LeftBehindElder => Group::Elder,
        }
    }
}
