//! Two stories told record by record, through the rules alone: 小米, from the summer camp to the follow-up
//! after the 150th day, and an older woman who lives alone. Every form passes its check, and the case stands
//! where the records put it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod night;

use casework::assessment::{self, AssessmentForm, Grade, NeedFound, RiskFactor};
use casework::case::{Ground, GroundKind};
use casework::closure::{self, ClosureError, ClosureForm, ClosureReason, FollowUpPlanned};
use casework::crisis::Act;
use casework::evaluation::{self, EvaluationForm, Outcome, Proposal};
use casework::family_meeting::{self, Agreement, Attendee, FamilyMeetingForm};
use casework::goal::{self, Attainment, Goal, Levels, ProgressEntry, t_scores};
use casework::id::{ActionId, GoalId, PersonId, RecordId};
use casework::need::Need;
use casework::plan::{self, AgreedGoal, PlanForm};
use casework::referral::{self, Answer, ReferralForm, Reply};
use casework::risk::{Risk, RiskLevel};
use casework::scale::{Answers, SHIPPED, Scale, lines, take};
use casework::session::{self, SessionForm, SessionKind};
use casework::stage::{
    self, CaseNow, Needed, Says, Stage, StageRecord, StepBack, check_back, standing,
};
use casework::visit::Present;
use chrono::{Days, NaiveDate, NaiveDateTime};
use night::{Night, SUPERVISOR, WORKER};

/// The nth day of the story; the first is the day of the camp.
fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 7, 1).unwrap() + Days::new(n - 1)
}

fn at(n: u64, hour: u32) -> NaiveDateTime {
    day(n).and_hms_opt(hour, 0, 0).unwrap()
}

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

fn consent(n: u64, by: &str, kind: GroundKind) -> Option<Ground> {
    Some(Ground { kind, by: by.into(), scope: "全文".into(), on: day(n) })
}

/// A case as its records come in.
struct Story {
    now: CaseNow,
    records: Vec<StageRecord>,
}

impl Story {
    fn new() -> Self {
        let now = CaseNow {
            opened_on: day(1),
            grounded: true,
            goals: 0,
            unscaled: vec![],
            open_crises: vec![],
            unsigned: vec![],
        };
        Self { now, records: vec![] }
    }

    /// A record comes in; the case then stands at a stage.
    fn then(&mut self, n: u64, says: Says, stands: Stage) -> RecordId {
        let id = id(u8::try_from(self.records.len() + 1).unwrap());
        self.records.push(StageRecord { id, on: day(n), says });
        assert_eq!(self.stage(), stands, "day {n}");
        id
    }

    fn stage(&self) -> Stage {
        standing(&self.now, &self.records).stage
    }

    fn missing(&self) -> Vec<Needed> {
        standing(&self.now, &self.records).missing
    }
}

fn assessed(n: u64, need: Need, level: RiskLevel) -> AssessmentForm {
    AssessmentForm {
        on: Some(day(n)),
        sources: "本人、家人、家访".into(),
        needs: vec![NeedFound { need, found: "见家访记录".into(), needed: String::new() }],
        strengths: "愿意求助".into(),
        risks: vec![RiskFactor {
            what: "再次发生".into(),
            likelihood: Grade::Middle,
            harm: Grade::Middle,
            reasons: "原因仍在".into(),
        }],
        risk: Some(Risk { level, reasons: "见风险矩阵".into() }),
        judgement: "孩子的问题背后，要看到家庭。".into(),
        ..AssessmentForm::default()
    }
}

fn a_goal(n: u64, until: u64, words: &str) -> Goal {
    let levels = Levels {
        much_less: "再次动手".into(),
        less: "不动手，仍摔东西".into(),
        expected: "不动手，不摔东西".into(),
        more: "火上来会先出去".into(),
        much_more: "一家人自己开会商量".into(),
    };
    Goal {
        client_words: words.into(),
        worker_words: "家中不再有任何人动手".into(),
        need: Some(Need::Guardianship),
        indicator: "母女分别单独确认".into(),
        baseline: "动手一次".into(),
        set_on: Some(day(n)),
        target_on: Some(day(until)),
        levels,
        weight: 3,
        ..Goal::default()
    }
}

fn planned(n: u64, assessment: RecordId, goal: &Goal, consent: Option<Ground>) -> PlanForm {
    PlanForm {
        assessment: Some(assessment),
        agreed_on: Some(day(n)),
        goals: vec![AgreedGoal { id: GoalId::from_bytes([1; 16]), goal: goal.clone() }],
        measures: "亲子教育会谈，陪同就医，家庭会议".into(),
        review_on: Some(day(n + 60)),
        consent,
        ..PlanForm::default()
    }
}

fn evaluated(n: u64, plan: RecordId) -> EvaluationForm {
    EvaluationForm {
        plan: Some(plan),
        on: Some(day(n)),
        outcomes: vec![Outcome {
            goal: GoalId::from_bytes([1; 16]),
            weight: 3,
            level: Some(Attainment::MuchMore),
            evidence: "约定还贴在墙上".into(),
        }],
        client_view: "认不出来了吧？".into(),
        satisfaction: Some(5),
        worker_view: "一家人要一起长大。".into(),
        proposal: Some(Proposal::Close),
    }
}

fn closed(n: u64, evaluation: RecordId) -> ClosureForm {
    ClosureForm {
        on: Some(day(n)),
        reason: Some(ClosureReason::GoalsReached),
        evaluation: Some(evaluation),
        summary: "暴力没有再发生".into(),
        client_view: "有高兴的事我也能打吗？".into(),
        follow_ups: vec![FollowUpPlanned { on: Some(day(n + 14)), how: "电话".into() }],
        ..ClosureForm::default()
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn from_the_summer_camp_to_the_follow_up() {
    let mut story = Story::new();
    story.then(1, Says::Met, Stage::Intake);
    assert_eq!(story.missing(), [Needed::Assessment]);
    story.then(9, Says::Met, Stage::Intake);
    let form = assessment::check(&assessed(9, Need::Guardianship, RiskLevel::Medium), day(9));
    let assessment = story.then(9, form.unwrap().says(), Stage::Assessment);

    // Eleven at night.
    let mut night = Night::open();
    let crisis = story.then(32, Says::Met, Stage::Assessment);
    story.now.open_crises = vec![crisis];
    night.first_hour();
    let down = || Act::StoodDown { note: "无自杀计划，支持者到位".into(), seen: vec![] };
    let early = night.entry(SUPERVISOR, 70, down());
    assert_eq!(night.check(&early), Err(vec!["step_open", "step_open"]), "visit, follow-up");
    night.two_weeks();
    let by_worker = night.entry(WORKER, 14 * 24 * 60, down());
    assert_eq!(night.check(&by_worker), Err(vec!["not_her_role"]));

    // The day after: goal and plan. The case cannot be closed meanwhile, whatever the form says.
    let mut goal = goal::check(&a_goal(33, 150, "家里不吵不打，我放学想回家。"), day(33)).unwrap();
    let form =
        planned(33, assessment, &goal, consent(33, "母亲陈桂兰", GroundKind::GuardianConsent));
    let form = plan::check(&form, Some(13), day(33)).unwrap();
    let plan = story.then(33, form.says().unwrap(), Stage::Plan);
    let kept = closure::check(&closed(34, id(90)), &story.now, day(34));
    let needed = vec![Needed::OpenCrisis { crisis }];
    assert_eq!(kept, Err(ClosureError::KeptOpen { needed }));
    night.then(SUPERVISOR, 14 * 24 * 60 + 60, down());
    assert!(!night.is_open());
    story.now.open_crises.clear();

    // Sessions, and the family meeting whose agreements become actions.
    session::check(&parents(), at(40, 21)).unwrap();
    story.then(40, Says::Met, Stage::Intervention);
    let meeting = family_meeting::check(&around_the_table(), at(118, 21)).unwrap();
    assert_eq!(meeting.actions().len(), 1);
    story.then(118, Says::Met, Stage::Intervention);
    for (n, level) in [(40, Attainment::Less), (97, Attainment::More), (151, Attainment::MuchMore)]
    {
        let entry = ProgressEntry {
            on: day(n),
            level: Some(level),
            note: String::new(),
            by: PersonId::from_bytes([1; 16]),
            by_name: "林知夏".into(),
        };
        goal.progress.push(goal::check_entry(&entry, day(n)).unwrap());
    }
    let scores: Vec<f64> = t_scores([&goal]).into_iter().map(|point| point.t).collect();
    assert_eq!(scores, [40.0, 60.0, 70.0]);

    // The 151st day and after.
    let goals = [GoalId::from_bytes([1; 16])];
    let form = evaluation::check(&evaluated(151, plan), &goals, day(151)).unwrap();
    let evaluation = story.then(151, form.says().unwrap(), Stage::Evaluation);
    let form = closure::check(&closed(158, evaluation), &story.now, day(158)).unwrap();
    story.then(158, form.says().unwrap(), Stage::Closure);
    story.then(172, Says::Met, Stage::FollowUp);
}

fn parents() -> SessionForm {
    let father = Present { name: "米志刚".into(), member: None, client: false };
    SessionForm {
        kind: Some(SessionKind::ParentChild),
        started_at: Some(at(40, 19)),
        ended_at: Some(at(40, 20)),
        present: vec![father],
        aim: "父亲能体会孩子的感受".into(),
        technique: "回忆与换位，行为演练".into(),
        observations: "“她也这么想吧。”".into(),
        ..SessionForm::default()
    }
}

fn around_the_table() -> FamilyMeetingForm {
    let attendee = |name: &str, client, view: &str| Attendee {
        name: name.into(),
        member: None,
        client,
        view: view.into(),
    };
    let agreement = |n: u8, what: &str, due: Option<NaiveDate>| Agreement {
        id: ActionId::from_bytes([n; 16]),
        what: what.into(),
        owner: "一家三口".into(),
        due,
        standing: due.is_none(),
    };
    FamilyMeetingForm {
        called_by: "社工林知夏".into(),
        purpose: "把好的变化变成全家的约定".into(),
        started_at: Some(at(118, 19)),
        ended_at: Some(at(118, 20)),
        attendees: vec![
            attendee("小米", true, "不要拿我和别人比"),
            attendee("米志刚", false, "有事告诉家里"),
            attendee("陈桂兰", false, "别让我猜"),
        ],
        observations: "小米主持。".into(),
        agreements: vec![
            agreement(1, "不动手，不摔东西", None),
            agreement(2, "星期天晚上开第一次家庭会", Some(day(123))),
        ],
        ..FamilyMeetingForm::default()
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn an_older_woman_who_lives_alone_is_closed_and_reopened() {
    let mut story = Story::new();
    // A scale at the beginning, and again after the fall.
    let scale = Scale::parse(SHIPPED[0]).unwrap();
    let mut answers = Answers {
        items: scale.items.iter().map(|item| (item.id.clone(), item.range().1)).collect(),
        findings: scale.findings.iter().map(|finding| (finding.id.clone(), 0)).collect(),
    };
    answers.items.insert("sight".into(), 1);
    let before = take(&scale, &answers, day(2)).unwrap();
    answers.items.insert("stairs".into(), 1);
    answers.findings.insert("falls".into(), 2);
    let after = take(&scale, &answers, day(56)).unwrap();
    assert_eq!((before.score, before.band.as_str()), (Some(89), "mild"));
    assert_eq!((after.score, after.band.as_str()), (Some(87), "moderate"), "two falls");
    assert_eq!(lines([&after, &before])[0].points.len(), 2);

    let mut form = assessed(2, Need::Safety, RiskLevel::Medium);
    form.scales = vec![before];
    let form = assessment::check(&form, day(2)).unwrap();
    let assessment = story.then(2, form.says(), Stage::Assessment);
    let own = consent(3, "周玉芝本人，按手印", GroundKind::ClientConsent);
    let form = planned(3, assessment, &a_goal(3, 90, "夜里上厕所不摔。"), own.clone());
    let form = plan::check(&form, Some(82), day(3)).unwrap();
    let plan = story.then(3, form.says().unwrap(), Stage::Plan);
    story.then(20, Says::Met, Stage::Intervention);

    // The cataract: one service is asked for, the case stays.
    let letter = ReferralForm {
        to: "县医院眼科".into(),
        reason: "双眼白内障".into(),
        handed_over: "病史与用药".into(),
        on: Some(day(60)),
        consent: own,
        ..ReferralForm::default()
    };
    let letter = referral::check(&letter, Some(82), day(60)).unwrap();
    let answer = Answer {
        reply: Reply::Accepted,
        on: Some(day(61)),
        by: "眼科".into(),
        words: String::new(),
    };
    let answer = referral::check_answer(&answer, day(61)).unwrap();
    assert_eq!(referral::says(&letter, &answer), None);

    let form = evaluated(90, plan);
    let evaluation = story.then(90, form.says().unwrap(), Stage::Evaluation);
    let form = closure::check(&closed(91, evaluation), &story.now, day(91)).unwrap();
    story.then(91, form.says().unwrap(), Stage::Closure);

    // She falls again: the case is reopened where the work was.
    let step = StepBack {
        case: casework::id::CaseId::from_bytes([1; 16]),
        to: Stage::Intervention,
        reason: "再次跌倒".into(),
        on: day(100),
        sets_aside: stage::beyond(Stage::Intervention, &story.records),
        by: PersonId::from_bytes([1; 16]),
        by_name: "林知夏".into(),
    };
    let step = check_back(&step, &standing(&story.now, &story.records), day(100)).unwrap();
    let StepBack { to, sets_aside, reason, .. } = step;
    story.then(100, Says::SteppedBack { to, sets_aside, reason }, Stage::Intervention);
    assert!(standing(&story.now, &story.records).backs[0].reopened);
    assert_eq!(story.missing(), [Needed::Evaluation]);
}
