//! The risk matrix: how likely, how grave, and so how high. The usual three by three of practice; what it
//! gives is a proposal that a worker may set aside with a reason.

use crate::risk::RiskLevel;
use serde::{Deserialize, Serialize};

/// One of three steps of likelihood or of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 小: hardly to be expected; hardly any harm.
    Small,
    /// 中: possible; harm that heals.
    Middle,
    /// 大: to be expected; lasting harm or danger to life.
    Great,
}

impl Grade {
    /// All three, smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Middle, Self::Great];
}

/// The level of a cell.
#[must_use]
pub fn level(likelihood: Grade, harm: Grade) -> RiskLevel {
    match (likelihood, harm) {
        (Grade::Great, Grade::Great) => RiskLevel::Critical,
        (Grade::Middle, Grade::Great) | (Grade::Great, Grade::Middle) => RiskLevel::High,
        (Grade::Small, Grade::Great)
        | (Grade::Middle, Grade::Middle)
        | (Grade::Great, Grade::Small) => RiskLevel::Medium,
        (Grade::Small, Grade::Small | Grade::Middle) | (Grade::Middle, Grade::Small) => {
            RiskLevel::Low
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_reads_as_it_is_printed() {
        use RiskLevel::{Critical, High, Low, Medium};
        let rows = Grade::ALL.map(|likelihood| Grade::ALL.map(|harm| level(likelihood, harm)));
        assert_eq!(rows, [[Low, Low, Medium], [Low, Medium, High], [Medium, High, Critical]]);
    }

    #[test]
    fn likelier_or_graver_is_never_lower() {
        for likelihood in Grade::ALL {
            for harm in Grade::ALL {
                let here = level(likelihood, harm);
                for other in Grade::ALL {
                    assert!(other < likelihood || level(other, harm) >= here);
                    assert!(other < harm || level(likelihood, other) >= here);
                }
            }
        }
    }
}
