//! What a client may need, by group: the needs that visits touch and goals answer.

use crate::category::Group;
use serde::{Deserialize, Serialize};

/// A domain of need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// 生活照顾 (child), 生活照料 (elder)
    DailyCare,
    /// 教育
    Education,
    /// 医疗 (child), 医疗保障 (elder)
    Medical,
    /// 安全
    Safety,
    /// 监护
    Guardianship,
    /// 心理健康
    MentalHealth,
    /// 精神慰藉
    EmotionalComfort,
    /// 社会参与
    SocialParticipation,
    /// 自我价值
    SelfRealisation,
}

impl Need {
    /// The needs that forms offer for a group, in their order.
    #[must_use]
    pub fn of(group: Group) -> &'static [Self] {
        match group {
            Group::Child => &[
                Self::DailyCare,
                Self::Education,
                Self::Medical,
                Self::Safety,
                Self::Guardianship,
                Self::MentalHealth,
            ],
            Group::Elder => &[
                Self::DailyCare,
                Self::Medical,
                Self::EmotionalComfort,
                Self::Safety,
                Self::SocialParticipation,
                Self::SelfRealisation,
            ],
        }
    }
}
