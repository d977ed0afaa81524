//! When a client was visited, and what was written.

use super::Maker;
use crate::sample::ids::{days, id};
use crate::sample::lists::{ActionLists, CategoryLists, FactLists};
use crate::sample::{SampleMember, SampleProgress, SampleVisit};
use casework::action::{ActionProgress, ActionState, AgreedAction};
use casework::category::Group;
use casework::client::Client;
use casework::id::{ActionId, VisitId};
use casework::risk::RiskLevel;
use casework::visit::{NextVisit, Present, VisitForm, VisitKind};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Of a hundred clients so many wait longer than they should.
const OVERDUE: u32 = 5;
/// Of a hundred last visits so many are not signed yet.
const DRAFTS: u32 = 1;
/// Of a hundred visits so many find nobody at home.
const NOBODY_HOME: u32 = 3;
/// Of a hundred actions whose day has come so many are still open.
const LEFT_OPEN: u32 = 8;

/// Who may be there.
pub(super) struct People<'a> {
    pub client: &'a Client,
    /// What the worker calls the client.
    pub called: &'a str,
    /// What phrases call the closest person.
    pub kin: &'a str,
    pub members: &'a [SampleMember],
}

/// The days of a case.
pub(super) struct Schedule {
    pub opened_on: NaiveDate,
    /// Visits, oldest first.
    pub visits: Vec<NaiveDate>,
    /// Days between visits.
    pub interval: u32,
}

impl Maker<'_> {
    /// The days of a case at a level of risk: counted back from a last visit that is as long ago as
    /// such a client waits.
    pub(super) fn schedule(&mut self, risk: RiskLevel) -> Schedule {
        let interval = match risk {
            RiskLevel::Critical => 1,
            RiskLevel::High => 7,
            RiskLevel::Medium => 30,
            RiskLevel::Low if self.group == Group::Elder => 30,
            RiskLevel::Low => 90,
        };
        let mut ago = match self.chance.percent(OVERDUE) {
            true => interval + self.chance.within(1..=interval / 3 + 2),
            false => self.chance.within(1..=interval),
        };
        let [fewest, most] = self.lists.visits_per_case;
        let mut visits = Vec::new();
        for _ in 0..self.chance.within(fewest..=most) {
            visits.push(self.ago(ago));
            ago += self.chance.within(interval * 2 / 3 + 1..=interval + 1);
        }
        visits.reverse();
        Schedule { opened_on: self.ago(ago), visits, interval }
    }

    fn ago(&self, ago: u32) -> NaiveDate {
        days(self.today, -i32::try_from(ago).unwrap_or_default())
    }

    pub(super) fn visits(
        &mut self,
        schedule: &Schedule,
        category: &CategoryLists,
        people: &People,
    ) -> Vec<SampleVisit> {
        let count = schedule.visits.len();
        let mut visits = Vec::with_capacity(count);
        for (at, day) in schedule.visits.iter().enumerate() {
            let draft = at + 1 == count && self.chance.percent(DRAFTS);
            let mut visit = self.visit(*day, category, people, schedule.interval);
            visit.signed_at = visit.signed_at.filter(|_| !draft);
            visits.push(visit);
        }
        visits
    }

    fn visit(
        &mut self,
        day: NaiveDate,
        category: &CategoryLists,
        people: &People,
        interval: u32,
    ) -> SampleVisit {
        // Children after school, older people by day; all signed before midnight.
        let (first, last) = if self.group == Group::Child { (192, 228) } else { (96, 204) };
        let started_at =
            day.and_time(NaiveTime::MIN) + TimeDelta::minutes(self.minutes(first..=last) * 5);
        let ended_at = started_at + TimeDelta::minutes(self.minutes(4..=18) * 5);
        let kind = match self.chance.within(0..=9) {
            0 => VisitKind::Unannounced,
            1..=2 => VisitKind::Phone,
            _ => VisitKind::Planned,
        };
        let mut form = VisitForm {
            kind: Some(kind),
            started_at: Some(started_at),
            ended_at: Some(ended_at),
            ..VisitForm::default()
        };
        let mut progress = Vec::new();
        if kind != VisitKind::Phone && self.chance.percent(NOBODY_HOME) {
            form.nobody_home = true;
            form.observations = people.fill(self.chance.text(&self.of_group.nobody_home));
        } else {
            form.present = self.present(people);
            self.write(&mut form, kind, category, people);
            for _ in 0..self.chance.within(0..=2) {
                progress.extend(self.action(&mut form, started_at, people));
            }
        }
        if self.chance.percent(50) {
            let on = days(day, i32::try_from(interval).unwrap_or(1));
            form.next = Some(NextVisit {
                on: Some(on),
                purpose: self.chance.text(&self.of_group.purposes).to_owned(),
            });
        }
        let signed_at = ended_at + TimeDelta::minutes(self.minutes(10..=180));
        SampleVisit {
            id: VisitId(id(started_at, &mut self.chance)),
            form,
            signed_at: Some(signed_at),
            addenda: Vec::new(),
            progress,
            photos: Vec::new(),
        }
    }

    fn minutes(&mut self, range: std::ops::RangeInclusive<u32>) -> i64 {
        self.chance.within(range).into()
    }

    fn present(&mut self, people: &People) -> Vec<Present> {
        let mut present =
            vec![Present { name: people.client.name.clone(), member: None, client: true }];
        let home = people.members.iter().filter(|member| member.member.lives_with);
        present.extend(home.map(|member| Present {
            name: member.member.name.clone(),
            member: Some(member.id),
            client: false,
        }));
        present
    }

    /// Facts first, then what the worker makes of them, and the needs that the facts touch.
    fn write(
        &mut self,
        form: &mut VisitForm,
        kind: VisitKind,
        category: &CategoryLists,
        people: &People,
    ) {
        let group = self.of_group;
        let openings = if kind == VisitKind::Phone { &group.calls } else { &group.arrivals };
        let mut facts = vec![people.fill(self.chance.text(openings))];
        if self.chance.percent(60) {
            facts.push(people.fill(self.chance.text(&category.facts)));
        }
        let count = self.chance.within(2..=3);
        let age =
            form.started_at.and_then(|at| people.client.age_on(at.date())).unwrap_or_default();
        let said =
            |facts: &&FactLists| facts.ages.is_none_or(|[from, to]| (from..=to).contains(&age));
        let fitting: Vec<_> = group.facts.iter().filter(said).collect();
        for about in self.chance.some(count, &fitting) {
            facts.push(people.fill(self.chance.text(&about.texts)));
            form.needs.push(about.need);
        }
        facts.retain(|fact| !fact.is_empty());
        form.observations = facts.join("\n");
        form.judgement = people.fill(self.chance.text(&group.judgements));
    }

    /// An action for a need that the visit touched, and what became of it.
    fn action(
        &mut self,
        form: &mut VisitForm,
        at: NaiveDateTime,
        people: &People,
    ) -> Option<SampleProgress> {
        let fits = |action: &&ActionLists| form.needs.contains(&action.need);
        let agreed = |action: &&ActionLists| {
            form.actions.iter().any(|other| other.what == people.fill(&action.what))
        };
        let fitting: Vec<_> =
            self.of_group.actions.iter().filter(fits).filter(|a| !agreed(a)).collect();
        let chosen = *self.chance.of(&fitting)?;
        let due = days(at.date(), i32::try_from(chosen.days).unwrap_or_default());
        let action = ActionId(id(at, &mut self.chance));
        form.actions.push(AgreedAction {
            id: action,
            what: people.fill(&chosen.what),
            owner: people.fill(&chosen.owner),
            due: Some(due),
        });
        let closed = due < self.today && !self.chance.percent(LEFT_OPEN);
        closed.then(|| SampleProgress {
            action,
            progress: ActionProgress {
                state: ActionState::Done,
                closed_on: Some(due),
                outcome: people.fill(&chosen.outcome),
            },
        })
    }
}

impl People<'_> {
    /// A phrase with the people's names in place.
    fn fill(&self, phrase: &str) -> String {
        phrase.replace("{name}", self.called).replace("{kin}", self.kin)
    }
}
