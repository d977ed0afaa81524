//! The seeded generator: as many cases as a test, a bench or a picture needs.

mod person;
mod visits;

use super::chance::Chance;
use super::ids::id_on;
use super::lists::{CategoryLists, GroupLists, Lists};
use super::{SampleCase, SampleMember};
use casework::case::{Case, Ground, Source};
use casework::category::Group;
use casework::id::{CaseId, ClientId};
use casework::risk::{Risk, RiskLevel};
use chrono::{Datelike, NaiveDate};

/// How many of a hundred clients are children.
const CHILDREN: u32 = 45;

/// Cases that follow from a seed: the first ten of a thousand are the ten of ten.
pub fn generate(
    seed: u64,
    count: usize,
    today: NaiveDate,
    lists: &Lists,
) -> impl Iterator<Item = SampleCase> {
    // Checked lists always have a category, so none is left out.
    (0u32..).take(count).filter_map(move |index| Maker::new(seed, index, today, lists).make())
}

/// Makes one case.
struct Maker<'a> {
    chance: Chance,
    index: u32,
    today: NaiveDate,
    lists: &'a Lists,
    of_group: &'a GroupLists,
    group: Group,
}

impl<'a> Maker<'a> {
    fn new(seed: u64, index: u32, today: NaiveDate, lists: &'a Lists) -> Self {
        let mut chance = Chance::new(seed, index.into());
        let group = if chance.percent(CHILDREN) { Group::Child } else { Group::Elder };
        Self { chance, index, today, lists, of_group: lists.of(group), group }
    }

    fn make(mut self) -> Option<SampleCase> {
        let category = self.category()?;
        let risk = self.risk();
        let schedule = self.schedule(risk.level);
        let opened_on = schedule.opened_on;
        let (client_id, case_id) = (ClientId(self.id_on(opened_on)), CaseId(self.id_on(opened_on)));
        let (client, called) = self.client(category);
        let (members, kin) = self.household(category, &client, opened_on);
        let case = self.case(client_id, category, &members, risk, opened_on);
        let people =
            visits::People { client: &client, called: &called, kin: &kin, members: &members };
        let visits = self.visits(&schedule, category, &people);
        Some(SampleCase { client_id, client, members, case_id, case, visits })
    }

    fn id_on(&mut self, day: NaiveDate) -> uuid::Uuid {
        id_on(day, &mut self.chance)
    }

    /// Most clients are at low risk, few at a high one: a caseload, not a newspaper.
    fn risk(&mut self) -> Risk {
        let level = match self.chance.within(0..=99) {
            0..=1 => RiskLevel::Critical,
            2..=11 => RiskLevel::High,
            12..=39 => RiskLevel::Medium,
            _ => RiskLevel::Low,
        };
        let reasons = self.of_group.risks.iter().find(|risk| risk.level == level);
        let reasons = reasons.map_or("", |risk| self.chance.text(&risk.reasons));
        Risk { level, reasons: reasons.to_owned() }
    }

    fn category(&mut self) -> Option<&'a CategoryLists> {
        let categories = &self.of_group.categories;
        let total: u32 = categories.iter().map(|category| category.weight).sum();
        let mut drawn = self.chance.within(1..=total.max(1));
        categories.iter().find(|category| {
            let found = drawn <= category.weight;
            drawn = drawn.saturating_sub(category.weight);
            found
        })
    }

    fn case(
        &mut self,
        client: ClientId,
        category: &CategoryLists,
        members: &[SampleMember],
        risk: Risk,
        opened_on: NaiveDate,
    ) -> Case {
        let consent = &self.of_group.consent;
        let guardian = members.iter().find(|member| member.member.guardian);
        let by = guardian.map_or(consent.by.as_str(), |guardian| guardian.member.name.as_str());
        let ground = Ground {
            kind: consent.kind,
            by: by.to_owned(),
            scope: consent.scope.clone(),
            on: opened_on,
        };
        let source =
            [Source::Outreach, Source::Community, Source::SelfReferred, Source::CivilAffairs];
        Case {
            client,
            number: format!("{}-{:05}", opened_on.year(), self.index + 1),
            opened_on,
            worker: None,
            source: self.chance.of(&source).copied().unwrap_or(Source::Other),
            reason: self.chance.text(&category.reasons).to_owned(),
            ground: Some(ground),
            risk,
        }
    }
}
