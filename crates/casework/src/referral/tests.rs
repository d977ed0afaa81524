use super::*;
use crate::case::GroundKind;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn form() -> ReferralForm {
    ReferralForm {
        to: "县医院疼痛门诊".into(),
        contact: "周三上午，骨科二诊室".into(),
        reason: "父亲疼痛失眠，是家庭安全的一部分".into(),
        handed_over: "诊断与用药；不含孩子的陈述".into(),
        whole_case: false,
        on: Some(day(14)),
        consent: Some(Ground {
            kind: GroundKind::ClientConsent,
            by: "米志刚本人".into(),
            scope: "就医所需".into(),
            on: day(14),
        }),
    }
}

fn answer(reply: Reply) -> Answer {
    Answer { reply, on: Some(day(14)), by: "门诊".into(), words: "周三来".into() }
}

fn told(lacks: Result<impl Sized, Vec<Lack>>) -> Vec<(&'static str, &'static str)> {
    let lacks = lacks.err().unwrap_or_default();
    lacks.into_iter().map(|lack| (lack.field, lack.problem)).collect()
}

#[test]
fn a_whole_referral_is_signed_and_an_empty_one_lacks_the_rest() {
    assert_eq!(check(&form(), Some(41), day(14)), Ok(form()));
    let fields: Vec<_> = told(check(&ReferralForm::default(), None, day(14)));
    let expected = ["to", "reason", "handed_over", "on", "ground"].map(|field| (field, "empty"));
    assert_eq!(fields, expected);
}

#[test]
fn a_child_is_not_referred_on_her_own_consent() {
    assert_eq!(told(check(&form(), Some(13), day(14))), [("ground", "guardian_needed")]);
}

#[test]
fn an_answer_has_its_day_and_a_refusal_its_reason() {
    assert_eq!(check_answer(&answer(Reply::Accepted), day(14)), Ok(answer(Reply::Accepted)));
    let bare = |reply| Answer { reply, ..Answer::default() };
    assert_eq!(told(check_answer(&bare(Reply::Waiting), day(14))), []);
    assert_eq!(
        told(check_answer(&bare(Reply::Declined), day(14))),
        [("on", "empty"), ("by", "empty"), ("words", "empty")]
    );
    assert_eq!(
        told(check_answer(&bare(Reply::Withdrawn), day(14))),
        [("on", "empty"), ("words", "empty")]
    );
    let ahead = Answer { on: Some(day(15)), ..answer(Reply::Accepted) };
    assert_eq!(told(check_answer(&ahead, day(14))), [("on", "in_future")]);
    let waiting = check_answer(&answer(Reply::Waiting), day(14)).unwrap();
    assert_eq!(waiting.on, None);
}

#[test]
fn only_a_whole_case_that_was_taken_on_leaves() {
    let whole = ReferralForm { whole_case: true, ..form() };
    assert_eq!(says(&whole, &answer(Reply::Accepted)), Some(Says::ReferredAway));
    assert_eq!(says(&form(), &answer(Reply::Accepted)), None);
    for reply in [Reply::Waiting, Reply::Declined, Reply::Withdrawn] {
        assert_eq!(says(&whole, &answer(reply)), None, "{reply:?}");
    }
}

#[test]
fn the_answer_is_one_field() {
    let answer = answer(Reply::Declined);
    let registers = answer.registers().into_iter().map(|(field, value)| (field, vec![value]));
    let fields = Fields::new(registers.collect(), std::collections::BTreeMap::new());
    assert_eq!(Answer::project(&fields), answer);
    assert_eq!(Answer::project(&Fields::default()).reply, Reply::Waiting);
}
