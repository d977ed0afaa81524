//! The JSON of all that is signed or kept, frozen: such bodies lie in changes on disk. Each is read, and
//! written again to the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use casework::assessment::AssessmentForm;
use casework::closure::ClosureForm;
use casework::crisis::{Entry, Opening};
use casework::evaluation::EvaluationForm;
use casework::family_meeting::FamilyMeetingForm;
use casework::goal::{GoalEnd, Levels, ProgressEntry};
use casework::kind;
use casework::plan::PlanForm;
use casework::referral::{Answer, ReferralForm};
use casework::session::SessionForm;
use casework::signed::{Note, Signed};
use casework::stage::StepBack;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const ONE: &str = "01010101-0101-0101-0101-010101010101";
const TWO: &str = "02020202-0202-0202-0202-020202020202";

/// Reads and writes it; it must come out as it went in.
fn kept<T: Serialize + DeserializeOwned>(frozen: Value) {
    let read = T::deserialize(&frozen).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), frozen);
}

/// The same, and a draft that has none of it yet is read as well.
fn form<T: Note + Serialize + DeserializeOwned>(frozen: Value) {
    T::deserialize(json!({})).unwrap();
    kept::<T>(frozen.clone());
    kept::<Signed<T>>(json!({
        "case": ONE,
        "client": TWO,
        "author": ONE,
        "author_name": "林知夏",
        "signed_at": "2026-03-14T21:00:00+08:00",
        "form": frozen,
    }));
}

fn action() -> Value {
    json!({ "id": ONE, "what": "到院里去", "owner": "父亲", "due": "2026-03-28" })
}

fn next() -> Value {
    json!({ "on": "2026-03-28", "purpose": "看日历" })
}

fn consent() -> Value {
    json!({ "kind": "guardian_consent", "by": "母亲", "scope": "全文", "on": "2026-03-14" })
}

#[test]
fn kinds_keep_their_numbers() {
    let kinds = [
        kind::GOAL,
        kind::ASSESSMENT,
        kind::PLAN,
        kind::SESSION,
        kind::FAMILY_MEETING,
        kind::REFERRAL,
        kind::EVALUATION,
        kind::CLOSURE,
        kind::STEP_BACK,
        kind::CRISIS,
    ];
    assert!(kinds.into_iter().map(|kind| kind.0).eq(20..=29));
    assert_eq!(SessionForm::KIND, kind::SESSION);
    assert_eq!(ClosureForm::KIND, kind::CLOSURE);
}

#[test]
fn a_session() {
    form::<SessionForm>(json!({
        "kind": "parent_child",
        "started_at": "2026-03-14T19:00:00",
        "ended_at": "2026-03-14T20:20:00",
        "place": "",
        "present": [{ "name": "米志刚", "member": TWO, "client": false }],
        "aim": "换位",
        "technique": "行为演练",
        "observations": "他说：“她也这么想吧。”",
        "judgement": "",
        "needs": ["safety"],
        "goals": [{ "goal": ONE, "note": "" }],
        "actions": [action()],
        "next": next(),
        "attachments": [],
        "client_signed": false,
    }));
}

#[test]
fn a_family_meeting() {
    form::<FamilyMeetingForm>(json!({
        "called_by": "社工",
        "purpose": "约定",
        "started_at": "2026-03-14T19:00:00",
        "ended_at": "2026-03-14T20:20:00",
        "place": "",
        "attendees": [{ "name": "小米", "member": null, "client": true, "view": "不要比" }],
        "absent": [{ "name": "韩春梅", "member": ONE, "reason": "开会" }],
        "observations": "小米主持。",
        "judgement": "",
        "needs": ["guardianship"],
        "agreements": [
            { "id": ONE, "what": "不动手", "owner": "一家", "due": null, "standing": true },
            { "id": TWO, "what": "主持", "owner": "父亲", "due": "2026-03-22", "standing": false },
        ],
        "next": next(),
        "attachments": [],
        "signed_on_paper": true,
    }));
}

#[test]
fn an_assessment() {
    let words = |zh: &str, en: &str| json!({ "zh": zh, "en": en });
    form::<AssessmentForm>(json!({
        "on": "2026-03-14",
        "sources": "家访",
        "needs": [{ "need": "safety", "found": "一次", "needed": "安全计划" }],
        "strengths": "会求助",
        "risks": [
            { "what": "再次动手", "likelihood": "middle", "harm": "great", "reasons": "未治" },
            { "what": "x", "likelihood": "small", "harm": "small", "reasons": "y" },
        ],
        "risk": { "level": "high", "reasons": "同上" },
        "lower_because": "",
        "scales": [{
            "scale": "phq9",
            "version": 1,
            "name": words("抑郁", "Depression"),
            "on": "2026-03-14",
            "answers": { "items": { "self_harm": 1 }, "findings": { "coma": 0 } },
            "score": 1,
            "highest": 27,
            "band": "minimal",
            "band_name": words("无", "none"),
            "changed_by": [words("加重", "worse")],
            "asks_crisis": true,
        }],
        "judgement": "根在家庭",
    }));
}

#[test]
fn a_plan_and_its_goals() {
    let levels = json!({
        "much_less": "a", "less": "b", "expected": "c", "more": "d", "much_more": "e",
    });
    kept::<Levels>(levels.clone());
    form::<PlanForm>(json!({
        "assessment": ONE,
        "agreed_on": "2026-03-14",
        "goals": [{
            "id": TWO,
            "goal": {
                "case": ONE,
                "client_words": "不吵不打",
                "worker_words": "无人动手",
                "need": "safety",
                "indicator": "分别确认",
                "baseline": "一次",
                "set_on": "2026-03-14",
                "target_on": "2026-06-14",
                "levels": levels,
                "weight": 3,
                "end": null,
                "progress": [],
            },
        }],
        "measures": "会谈",
        "actions": [action()],
        "review_on": "2026-04-14",
        "consent": consent(),
        "client_signed": true,
    }));
    kept::<GoalEnd>(json!({ "ending": "dropped", "on": "2026-03-14", "reason": "不再适用" }));
    kept::<ProgressEntry>(json!({
        "on": "2026-03-14", "level": null, "note": "x", "by": ONE, "by_name": "林知夏",
    }));
}

#[test]
fn a_referral_and_its_answer() {
    form::<ReferralForm>(json!({
        "to": "县医院",
        "contact": "",
        "reason": "疼痛",
        "handed_over": "用药",
        "whole_case": false,
        "on": "2026-03-14",
        "consent": consent(),
    }));
    kept::<Answer>(json!({ "reply": "accepted", "on": "2026-03-14", "by": "门诊", "words": "" }));
    for reply in ["waiting", "declined", "withdrawn"] {
        kept::<Answer>(json!({ "reply": reply, "on": null, "by": "", "words": "" }));
    }
}

#[test]
fn an_evaluation_a_closure_and_a_step_back() {
    form::<EvaluationForm>(json!({
        "plan": ONE,
        "on": "2026-03-14",
        "outcomes": [{ "goal": TWO, "weight": 3, "level": -1, "evidence": "x" }],
        "client_view": "好",
        "satisfaction": 5,
        "worker_view": "好",
        "proposal": "close",
    }));
    form::<ClosureForm>(json!({
        "on": "2026-03-14",
        "reason": "goals_reached",
        "words": "",
        "evaluation": ONE,
        "summary": "x",
        "client_view": "好",
        "follow_ups": [{ "on": "2026-03-28", "how": "电话" }],
    }));
    kept::<StepBack>(json!({
        "case": ONE,
        "to": "intervention",
        "reason": "复发",
        "on": "2026-03-14",
        "sets_aside": [TWO],
        "by": ONE,
        "by_name": "林知夏",
    }));
}

fn step(id: &str, kind: &str, owner: &str) -> Value {
    json!({
        "id": id,
        "kind": kind,
        "owner": owner,
        "within_minutes": 10,
        "name": { "zh": "一步", "en": "A step" },
        "prompts": [{ "zh": "在哪里？", "en": "Where?" }],
    })
}

#[test]
fn the_opening_of_a_crisis() {
    kept::<Opening>(json!({
        "who": "小米",
        "told": "我不想活了",
        "place": "",
        "opened_at": "2026-03-14T23:04:00+08:00",
        "evidence": [],
        "beside": [TWO],
        "protocol": {
            "version": 1,
            "name": { "zh": "危机介入流程", "en": "Crisis protocol" },
            "source": { "zh": "站点惯例", "en": "Station practice" },
            "views": ["supervisor", "manager", "child_director"],
            "steps": [
                step("safety", "task", "worker"),
                step("consultation", "consultation", "worker"),
                step("report", "report", "worker"),
                step("follow_up", "follow_up", "worker"),
                step("stand_down", "stand_down", "supervisor"),
            ],
        },
        "by": ONE,
        "by_name": "林知夏",
    }));
}

#[test]
fn all_that_is_done_in_a_crisis() {
    for act in [
        json!({ "act": "done", "step": "safety", "note": "x" }),
        json!({ "act": "skipped", "step": "visit", "reason": "x" }),
        json!({ "act": "view", "role": "child_director", "name": "韩春梅", "view": "x" }),
        json!({ "act": "not_reached", "role": "manager", "reason": "x" }),
        json!({
            "act": "reported",
            "to": "派出所",
            "made_at": "2026-03-14T23:50:00+08:00",
            "receipt": "",
            "situations": ["violence"],
        }),
        json!({ "act": "not_reported", "reason": "x" }),
        json!({ "act": "receipt", "decision": ONE, "receipt": "JB-1" }),
        json!({ "act": "countersigned", "decision": ONE }),
        json!({ "act": "noted", "note": "x", "evidence": [] }),
        json!({ "act": "followed_up", "on": "2026-03-15", "note": "x" }),
        json!({ "act": "stood_down", "note": "x", "seen": [ONE, TWO] }),
    ] {
        kept::<Entry>(json!({
            "id": TWO,
            "by": ONE,
            "by_name": "林知夏",
            "role": "worker",
            "at": "2026-03-14T23:10:00+08:00",
            "act": act,
        }));
    }
}
