//! The ecomap 生态图: the family in the middle, what surrounds it around: school, village committee, hospital,
//! relatives. How strong each tie is, and which way help flows, after Hartman, *Diagrammatic Assessment of
//! Family Relationships* (Social Casework, 1978).

mod check;
mod draw;
mod statement;

pub use check::{EcomapError, Surroundings};
pub use draw::{LinkSign, ecomap, link_legend};
pub use statement::{LinkStatement, link_statements};

pub use crate::id::SystemId;
use crate::id::{KinId, TieId};
use serde::{Deserialize, Serialize};

/// What surrounds a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct System {
    /// Which one.
    pub id: SystemId,
    /// What it is.
    pub kind: SystemKind,
    /// Its name, as it stands in the drawing.
    pub name: String,
}

/// What kind of system it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SystemKind {
    /// 学校、幼儿园
    School,
    /// 村（居）委会
    Committee,
    /// 医院、卫生室
    Hospital,
    /// 亲戚
    Relatives,
    /// 邻里
    Neighbours,
    /// 朋友、同学
    Friends,
    /// 工作单位
    Work,
    /// 社会工作服务站
    Station,
    /// 民政、救助等部门
    Government,
    /// 派出所、法院
    Justice,
    /// 社会组织、志愿者
    Organisation,
    /// 宗教团体
    Faith,
    /// 其他
    Other,
}

/// A tie between a system and the family, or one of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Link {
    /// Which one.
    pub id: TieId,
    /// The system.
    pub system: SystemId,
    /// With whom; without, with the household as a whole.
    pub with: Option<KinId>,
    /// How strong.
    pub strength: Strength,
    /// Which way help and effort flow.
    pub flow: Flow,
}

/// How strong a tie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 紧密
    Strong,
    /// 薄弱
    Weak,
    /// 紧张
    Stressful,
}

/// Which way help and effort flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Neither way, or not known.
    None,
    /// From the system to the family.
    ToFamily,
    /// From the family to the system.
    FromFamily,
    /// Both ways.
    Both,
}

/// What surrounds a family, as recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ecomap {
    /// The systems. Their order means nothing.
    pub systems: Vec<System>,
    /// The ties. The order means nothing.
    pub links: Vec<Link>,
}

#[cfg(test)]
mod tests;
