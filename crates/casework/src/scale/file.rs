//! A scale's file, line by line, before it is checked. `assets/scales/schema.json` says the same for
//! editors; a test holds the two together.

use super::{Asks, Better};
use crate::category::Group;
use crate::words::Words;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub id: Spanned<String>,
    pub version: Spanned<i64>,
    pub name: Spanned<Words>,
    pub source: Spanned<Words>,
    pub licence: Spanned<Words>,
    pub about: Spanned<Words>,
    #[serde(rename = "for")]
    pub groups: Vec<Group>,
    #[serde(default)]
    pub from_age: Option<Spanned<i64>>,
    pub better: Better,
    pub lowest: Spanned<i64>,
    pub highest: Spanned<i64>,
    #[serde(default)]
    pub worse_at_most: Option<Spanned<i64>>,
    #[serde(default, rename = "part")]
    pub parts: Vec<Named>,
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<ChoiceLine>>,
    #[serde(rename = "item")]
    pub items: Vec<ItemLine>,
    #[serde(default, rename = "finding")]
    pub findings: Vec<FindingLine>,
    #[serde(rename = "band")]
    pub bands: Vec<BandLine>,
    #[serde(default, rename = "change")]
    pub changes: Vec<ChangeLine>,
    #[serde(default, rename = "alarm")]
    pub alarms: Vec<AlarmLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub id: Spanned<String>,
    pub name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceLine {
    pub points: Spanned<i64>,
    pub text: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemLine {
    pub id: Spanned<String>,
    #[serde(default)]
    pub part: Option<Spanned<String>>,
    pub text: Spanned<Words>,
    #[serde(default)]
    pub choices: Option<Spanned<String>>,
    #[serde(default)]
    pub options: Option<Vec<ChoiceLine>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingLine {
    pub id: Spanned<String>,
    pub text: Spanned<Words>,
    pub most: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandLine {
    pub id: Spanned<String>,
    pub from: Spanned<i64>,
    pub to: Spanned<i64>,
    pub name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeLine {
    pub findings: Vec<Spanned<String>>,
    pub at_least: Spanned<i64>,
    #[serde(default)]
    pub set: Option<Spanned<String>>,
    #[serde(default)]
    pub worse: Option<Spanned<i64>>,
    pub text: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlarmLine {
    pub item: Spanned<String>,
    pub at_least: Spanned<i64>,
    pub asks: Asks,
    pub text: Spanned<Words>,
}
