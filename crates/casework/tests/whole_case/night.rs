//! The night of day 32 and the two weeks after it.

use super::day;
use casework::crisis::{self, Act, Entry, Opening, Protocol, Situations};
use casework::id::{EntryId, PersonId};
use casework::role::Role;
use chrono::{DateTime, FixedOffset, TimeDelta};

pub const WORKER: (u8, Role, &str) = (1, Role::Worker, "林知夏");
pub const SUPERVISOR: (u8, Role, &str) = (2, Role::Supervisor, "顾文静");

/// The night of day 32, as it goes on.
pub struct Night {
    situations: Situations,
    opening: Opening,
    entries: Vec<Entry>,
}

impl Night {
    pub fn open() -> Self {
        let opened_at: DateTime<FixedOffset> = "2025-08-01T23:04:00+08:00".parse().unwrap();
        assert_eq!(opened_at.date_naive(), day(32));
        let opening = Opening {
            who: "小米".into(),
            told: "“阿姨，我不想活了。”".into(),
            place: String::new(),
            opened_at,
            evidence: vec![],
            beside: vec![],
            protocol: Protocol::parse(Protocol::SHIPPED).unwrap(),
            by: PersonId::from_bytes([1; 16]),
            by_name: "林知夏".into(),
        };
        let situations = Situations::parse(Situations::SHIPPED).unwrap();
        let opening = crisis::check_opening(&opening).unwrap();
        Self { situations, opening, entries: vec![] }
    }

    pub fn entry(&self, who: (u8, Role, &str), minutes: i64, act: Act) -> Entry {
        let n = u8::try_from(self.entries.len() + 1).unwrap();
        Entry {
            id: EntryId::from_bytes([n; 16]),
            by: PersonId::from_bytes([who.0; 16]),
            by_name: who.2.into(),
            role: who.1,
            at: self.opening.opened_at + TimeDelta::minutes(minutes),
            act,
        }
    }

    pub fn check(&self, entry: &Entry) -> Result<Entry, Vec<&'static str>> {
        crisis::check_entry(&self.situations, &self.opening, &self.entries, entry)
            .map_err(|lacks| lacks.into_iter().map(|lack| lack.problem).collect())
    }

    pub fn then(&mut self, who: (u8, Role, &str), minutes: i64, act: Act) -> EntryId {
        let entry = self.check(&self.entry(who, minutes, act)).unwrap();
        self.entries.push(entry.clone());
        entry.id
    }

    pub fn is_open(&self) -> bool {
        let now = self.opening.opened_at + TimeDelta::days(30);
        crisis::state(&self.opening, &self.entries, now).open
    }

    /// From the first question to the countersigned report, an hour later.
    pub fn first_hour(&mut self) {
        let done = |step: &str| Act::Done { step: step.into(), note: "见记录".into() };
        self.then(WORKER, 6, done("safety"));
        self.then(WORKER, 16, done("screening"));
        for (role, name) in [
            (Role::Supervisor, "顾文静"),
            (Role::Manager, "何建平"),
            (Role::ChildDirector, "韩春梅"),
        ] {
            let view = "按危机介入处理，今晚父女分开".into();
            self.then(WORKER, 24, Act::View { role, name: name.into(), view });
        }
        let report = Act::Reported {
            to: "镇派出所、镇未成年人保护工作站".into(),
            made_at: self.opening.opened_at + TimeDelta::minutes(46),
            receipt: String::new(),
            situations: vec!["violence".into()],
        };
        let decision = self.then(WORKER, 46, report);
        self.then(WORKER, 61, Act::Receipt { decision, receipt: "JB-0802".into() });
        self.then(SUPERVISOR, 63, Act::Countersigned { decision });
        self.then(WORKER, 66, done("plan"));
    }

    /// The visit of the next day, and two weeks of daily contact.
    pub fn two_weeks(&mut self) {
        let visit = Act::Done { step: "visit".into(), note: "伤情稳定".into() };
        self.then(WORKER, 11 * 60, visit);
        for n in 1..=14 {
            let on = day(32 + n);
            let minutes = i64::try_from(n).unwrap() * 24 * 60;
            self.then(WORKER, minutes, Act::FollowedUp { on, note: "平稳".into() });
        }
    }
}
