//! The words of the page itself, in both languages.

use casework::action::ActionState;
use casework::category::{Category, Group};
use casework::need::Need;
use casework::risk::RiskLevel;
use casework::sex::Sex;
use casework::visit::VisitKind;

/// The language of a page. What people wrote is printed as they wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// Its tag (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        self.choose("zh-CN", "en")
    }

    /// The first in Chinese, the second in English.
    pub(crate) fn choose<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// What stands between the items of a list.
    pub(crate) fn comma(self) -> &'static str {
        self.choose("、", ", ")
    }

    pub(crate) fn sex(self, sex: Sex) -> &'static str {
        match sex {
            Sex::Female => self.choose("女", "female"),
            Sex::Male => self.choose("男", "male"),
        }
    }

    pub(crate) fn age(self, years: u16) -> String {
        match self {
            Self::Zh => format!("{years}岁"),
            Self::En => format!("aged {years}"),
        }
    }

    pub(crate) fn category(self, category: Category) -> &'static str {
        let (zh, en) = match category {
            Category::LeftBehindChild => ("留守儿童", "left-behind child"),
            Category::PovertyChild => ("困境儿童（家庭贫困）", "child in difficulty (poverty)"),
            Category::IllChild => {
                ("困境儿童（残疾或患病）", "child in difficulty (disability or illness)")
            }
            Category::GuardianshipChild => {
                ("困境儿童（监护缺失或不当）", "child in difficulty (guardianship)")
            }
            Category::Orphan => ("孤儿", "orphan"),
            Category::UnsupportedChild => ("事实无人抚养儿童", "de facto unsupported child"),
            Category::MigrantChild => ("流动儿童", "migrant child"),
            Category::AdvancedAge => ("高龄老人", "of advanced age"),
            Category::EmptyNest => ("空巢老人", "empty-nest"),
            Category::LivingAlone => ("独居老人", "living alone"),
            Category::DisabledByAge => ("失能老人", "disabled by age"),
            Category::DisabledElder => ("残疾老人", "with a disability"),
            Category::FamilyPlanningElder => {
                ("计划生育特殊家庭老人", "special family-planning family")
            }
            Category::LeftBehindElder => ("留守老人", "left-behind elder"),
        };
        self.choose(zh, en)
    }

    pub(crate) fn need(self, need: Need, group: Group) -> &'static str {
        let child = group == Group::Child;
        let (zh, en) = match need {
            Need::DailyCare if child => ("生活照顾", "daily care"),
            Need::DailyCare => ("生活照料", "daily care"),
            Need::Education => ("教育", "education"),
            Need::Medical if child => ("医疗", "medical care"),
            Need::Medical => ("医疗保障", "medical care"),
            Need::Safety => ("安全", "safety"),
            Need::Guardianship => ("监护", "guardianship"),
            Need::MentalHealth => ("心理健康", "mental health"),
            Need::EmotionalComfort => ("精神慰藉", "emotional comfort"),
            Need::SocialParticipation => ("社会参与", "social participation"),
            Need::SelfRealisation => ("自我价值", "self-realisation"),
        };
        self.choose(zh, en)
    }

    /// Shape and word, since paper has no colour.
    pub(crate) fn risk(self, level: RiskLevel) -> &'static str {
        match level {
            RiskLevel::Critical => self.choose("◆ 危急", "◆ Critical"),
            RiskLevel::High => self.choose("▲ 高", "▲ High"),
            RiskLevel::Medium => self.choose("● 中", "● Medium"),
            RiskLevel::Low => self.choose("○ 低", "○ Low"),
        }
    }

    pub(crate) fn visit_kind(self, kind: VisitKind) -> &'static str {
        match kind {
            VisitKind::Planned => self.choose("预约家访", "planned home visit"),
            VisitKind::Unannounced => self.choose("突访", "unannounced home visit"),
            VisitKind::Phone => self.choose("电话或视频访", "visit by telephone or video"),
        }
    }

    pub(crate) fn action_state(self, state: ActionState) -> &'static str {
        match state {
            ActionState::Open => self.choose("未完成", "open"),
            ActionState::Done => self.choose("已完成", "done"),
            ActionState::Dropped => self.choose("已放弃", "dropped"),
        }
    }

    pub(crate) fn page_of(self, page: usize, pages: usize) -> String {
        match self {
            Self::Zh => format!("第 {page} 页，共 {pages} 页"),
            Self::En => format!("Page {page} of {pages}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Field;
    use crate::fonts::Fonts;
    use crate::text::paragraphs;

    #[test]
    fn every_label_has_both_languages_and_can_be_printed() {
        let mut all = Vec::new();
        for language in [Language::Zh, Language::En] {
            all.extend(Category::ALL.map(|c| language.category(c)));
            for group in [Group::Child, Group::Elder] {
                all.extend(Need::of(group).iter().map(|n| language.need(*n, group)));
            }
            all.extend(
                [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical]
                    .map(|l| language.risk(l)),
            );
        }
        let fonts = Fonts::shared().unwrap();
        for label in all {
            assert!(!label.is_empty());
            paragraphs(label, true, fonts, Field::Label).unwrap();
        }
    }

    #[test]
    fn the_two_groups_name_their_needs_in_their_own_words() {
        assert_eq!(Language::Zh.need(Need::DailyCare, Group::Child), "生活照顾");
        assert_eq!(Language::Zh.need(Need::DailyCare, Group::Elder), "生活照料");
    }
}
