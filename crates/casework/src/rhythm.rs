//! How often a client is visited: the rules file of the station (`assets/rules/visits.toml`) and what
//! it means for one case.

use crate::category::Category;
use crate::data_file::line_of;
use crate::risk::RiskLevel;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// Longest interval a rule may set, in days: past a year nobody is being visited.
const MAX_DAYS: u16 = 366;

/// Why a rules file cannot be used. Each error says where to look.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, or with a key or value that does not belong.
    #[error("line {line}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// An interval that is no rhythm.
    #[error("line {line}: {key} is {found}, it must be between 1 and {max} days")]
    Interval {
        /// Line, from 1.
        line: usize,
        /// Which rule.
        key: String,
        /// What it says.
        found: i64,
        /// Longest interval.
        max: u16,
    },
    /// Two rules for one thing.
    #[error("line {line}: {key} has a rule already")]
    Twice {
        /// Line of the second, from 1.
        line: usize,
        /// For what.
        key: String,
    },
    /// A level of risk that has no rule.
    #[error("there is no rule for {key}")]
    Lacking {
        /// For what.
        key: String,
    },
    /// A graver risk would be visited less often than a lesser one.
    #[error("line {line}: {key} waits longer than a lesser risk")]
    Upside {
        /// Line of the graver, from 1.
        line: usize,
        /// Which rule.
        key: String,
    },
}

/// A name in the two languages of the screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RuleName {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// The longest a client waits from one visit to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Interval {
    /// Days.
    pub days: u16,
}

/// One rule, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule<T> {
    of: T,
    days: u16,
    name: RuleName,
}

/// The visit rules of a station, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRules {
    /// Edition of the file, raised with each change.
    pub version: u32,
    /// What the rules are called.
    pub name: RuleName,
    /// Where they come from.
    pub source: RuleName,
    risks: Vec<Rule<RiskLevel>>,
    categories: Vec<Rule<Vec<Category>>>,
}

impl VisitRules {
    /// Reads and checks a rules file: every level of risk has one rule, a graver one never waits
    /// longer than a lesser one, and every interval is between a day and a year.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(toml: &str) -> Result<Self, RulesError> {
        let file: File = toml::from_str(toml).map_err(|error| RulesError::Syntax {
            line: line_of(toml, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })?;
        let risks = risk_rules(toml, &file.risk)?;
        let categories = category_rules(toml, &file.category)?;
        Ok(Self { version: file.version, name: file.name, source: file.source, risks, categories })
    }

    /// The longest a client of this risk and these categories waits.
    #[must_use]
    pub fn interval(&self, risk: RiskLevel, categories: &[Category]) -> Interval {
        let by_risk = self.risks.iter().filter(|rule| rule.of == risk).map(|rule| rule.days);
        let applies = |rule: &&Rule<Vec<Category>>| rule.of.iter().any(|c| categories.contains(c));
        let by_category = self.categories.iter().filter(applies).map(|rule| rule.days);
        Interval { days: by_risk.chain(by_category).min().unwrap_or(MAX_DAYS) }
    }

    /// What the rule that holds for such a client is called: of several the strictest, the risk's
    /// before a category's.
    #[must_use]
    pub fn name_of(&self, risk: RiskLevel, categories: &[Category]) -> Option<&RuleName> {
        let days = self.interval(risk, categories).days;
        let by_risk = self.risks.iter().find(|rule| rule.of == risk && rule.days == days);
        let applies = |rule: &&Rule<Vec<Category>>| {
            rule.days == days && rule.of.iter().any(|c| categories.contains(c))
        };
        by_risk
            .map(|rule| &rule.name)
            .or_else(|| self.categories.iter().find(applies).map(|rule| &rule.name))
    }

    /// The day of the next visit. The rule counts from the last visit, before the first one from the
    /// day the case was opened. A day agreed for after that goes before the rule when it is earlier;
    /// nobody can agree to wait longer than the rule allows.
    #[must_use]
    pub fn due(
        &self,
        risk: RiskLevel,
        categories: &[Category],
        opened_on: NaiveDate,
        last_visit: Option<NaiveDate>,
        agreed_next: Option<NaiveDate>,
    ) -> NaiveDate {
        let days = Days::new(self.interval(risk, categories).days.into());
        let from = last_visit.unwrap_or(opened_on);
        let latest = from.checked_add_days(days).unwrap_or(NaiveDate::MAX);
        let agreed = agreed_next.filter(|agreed| last_visit.is_none_or(|last| *agreed > last));
        agreed.map_or(latest, |agreed| agreed.min(latest))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "id")]
    _id: FileKind,
    version: u32,
    name: RuleName,
    source: RuleName,
    risk: Vec<RiskLine>,
    #[serde(default)]
    category: Vec<CategoryLine>,
}

/// What the file must say it is, so that another rules file is not taken for it.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileKind {
    Visits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskLine {
    level: Spanned<RiskLevel>,
    days: Spanned<i64>,
    name: RuleName,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryLine {
    categories: Vec<Spanned<Category>>,
    days: Spanned<i64>,
    name: RuleName,
}

fn risk_rules(toml: &str, lines: &[RiskLine]) -> Result<Vec<Rule<RiskLevel>>, RulesError> {
    let mut rules: Vec<Rule<RiskLevel>> = Vec::new();
    for line in lines {
        let level = *line.level.get_ref();
        let key = format!("risk {}", word(&level));
        if rules.iter().any(|rule| rule.of == level) {
            return Err(RulesError::Twice { line: line_of(toml, line.level.span().start), key });
        }
        let days = interval(toml, &line.days, &key)?;
        let upside = rules.iter().any(|rule| {
            (rule.of < level && rule.days < days) || (rule.of > level && rule.days > days)
        });
        if upside {
            return Err(RulesError::Upside { line: line_of(toml, line.days.span().start), key });
        }
        rules.push(Rule { of: level, days, name: line.name.clone() });
    }
    let levels = [RiskLevel::Critical, RiskLevel::High, RiskLevel::Medium, RiskLevel::Low];
    match levels.into_iter().find(|level| rules.iter().all(|rule| rule.of != *level)) {
        Some(level) => Err(RulesError::Lacking { key: format!("risk {}", word(&level)) }),
        None => Ok(rules),
    }
}

fn category_rules(
    toml: &str,
    lines: &[CategoryLine],
) -> Result<Vec<Rule<Vec<Category>>>, RulesError> {
    let mut rules: Vec<Rule<Vec<Category>>> = Vec::new();
    let mut ruled: Vec<Category> = Vec::new();
    for line in lines {
        for category in &line.categories {
            if ruled.contains(category.get_ref()) {
                let line = line_of(toml, category.span().start);
                return Err(RulesError::Twice {
                    line,
                    key: format!("category {}", word(category.get_ref())),
                });
            }
            ruled.push(*category.get_ref());
        }
        let days = interval(toml, &line.days, "category")?;
        let of = line.categories.iter().map(|category| *category.get_ref()).collect();
        rules.push(Rule { of, days, name: line.name.clone() });
    }
    Ok(rules)
}

fn interval(toml: &str, days: &Spanned<i64>, key: &str) -> Result<u16, RulesError> {
    let found = *days.get_ref();
    let valid = u16::try_from(found).ok().filter(|days| (1..=MAX_DAYS).contains(days));
    valid.ok_or_else(|| RulesError::Interval {
        line: line_of(toml, days.span().start),
        key: format!("{key} days"),
        found,
        max: MAX_DAYS,
    })
}

/// The word of the file for a level or category.
fn word<T: Serialize>(of: &T) -> String {
    match serde_json::to_value(of) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
