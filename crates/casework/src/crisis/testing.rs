//! What the tests of a crisis share: a night, the people of it, and its entries.

use super::{Act, Entry, Opening, Protocol, Situations};
use crate::id::{EntryId, PersonId};
use crate::role::Role;
use chrono::{DateTime, FixedOffset, TimeDelta};

pub(super) fn protocol() -> Protocol {
    Protocol::parse(Protocol::SHIPPED).unwrap()
}

pub(super) fn situations() -> Situations {
    Situations::parse(Situations::SHIPPED).unwrap()
}

/// Minutes after the opening, at eleven at night.
pub(super) fn after(minutes: i64) -> DateTime<FixedOffset> {
    let opened: DateTime<FixedOffset> = "2026-03-14T23:04:00+08:00".parse().unwrap();
    opened + TimeDelta::minutes(minutes)
}

pub(super) fn opening() -> Opening {
    Opening {
        who: "小米".into(),
        told: "“阿姨，我不想活了。”随后发来一张照片。".into(),
        place: "家中自己的房间".into(),
        opened_at: after(0),
        evidence: vec![],
        beside: vec![],
        protocol: protocol(),
        by: person(1),
        by_name: "林知夏".into(),
    }
}

pub(super) fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

pub(super) fn id(n: u8) -> EntryId {
    EntryId::from_bytes([n; 16])
}

/// An entry of the worker.
pub(super) fn entry(n: u8, minutes: i64, act: Act) -> Entry {
    Entry {
        id: id(n),
        by: person(1),
        by_name: "林知夏".into(),
        role: Role::Worker,
        at: after(minutes),
        act,
    }
}

/// An entry of the supervisor.
pub(super) fn of_supervisor(n: u8, minutes: i64, act: Act) -> Entry {
    let (by, by_name) = (person(2), "顾文静".into());
    Entry { by, by_name, role: Role::Supervisor, ..entry(n, minutes, act) }
}

pub(super) fn done(n: u8, minutes: i64, step: &str) -> Entry {
    entry(n, minutes, Act::Done { step: step.into(), note: "已做".into() })
}

pub(super) fn view(n: u8, minutes: i64, role: Role) -> Entry {
    let (name, view) = ("顾文静".into(), "按危机介入处理，今晚父女分开。".into());
    entry(n, minutes, Act::View { role, name, view })
}

pub(super) fn reported(n: u8, minutes: i64) -> Entry {
    let act = Act::Reported {
        to: "派出所".into(),
        made_at: after(minutes),
        receipt: String::new(),
        situations: vec!["violence".into()],
    };
    entry(n, minutes, act)
}

pub(super) fn followed_up(n: u8, days: i64) -> Entry {
    let on = after(days * 24 * 60).date_naive();
    entry(n, days * 24 * 60, Act::FollowedUp { on, note: "情绪平稳".into() })
}

/// All that is needed before a crisis can be stood down, in the order of the story.
pub(super) fn whole_course() -> Vec<Entry> {
    vec![
        done(1, 5, "safety"),
        done(2, 20, "screening"),
        view(3, 24, Role::Supervisor),
        view(4, 25, Role::Manager),
        view(5, 26, Role::ChildDirector),
        reported(6, 46),
        of_supervisor(7, 60, Act::Countersigned { decision: id(6) }),
        done(8, 90, "plan"),
        done(9, 640, "visit"),
        followed_up(10, 1),
    ]
}

pub(super) fn stood_down(n: u8, minutes: i64, seen: &[Entry]) -> Entry {
    let seen = seen.iter().map(|entry| entry.id).collect();
    of_supervisor(n, minutes, Act::StoodDown { note: "无自杀计划，支持者到位。".into(), seen })
}
