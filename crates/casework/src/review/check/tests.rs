use super::*;
use crate::id::{CaseId, ClientId};
use crate::review::Passage;
use crate::visit::VisitForm;
use chrono::{DateTime, FixedOffset};

fn at() -> DateTime<FixedOffset> {
    "2026-03-02T18:00:00+08:00".parse().unwrap()
}

fn note() -> VisitNote {
    VisitNote {
        case: CaseId::from_bytes([1; 16]),
        client: ClientId::from_bytes([2; 16]),
        author: PersonId::from_bytes([3; 16]),
        author_name: "林晓岚".into(),
        signed_at: at(),
        form: VisitForm {
            observations: "灶台是凉的，米缸见了底。".into(),
            judgement: "吃饭没有着落。".into(),
            ..VisitForm::default()
        },
    }
}

fn addendum(text: &str) -> Addendum {
    Addendum {
        text: text.into(),
        author: PersonId::from_bytes([3; 16]),
        author_name: "林晓岚".into(),
        signed_at: at(),
        answers: Vec::new(),
        note: String::new(),
    }
}

fn remark_on(part: NotePart, quote: &str, text: &str) -> ReviewComment {
    let passage = Passage { part, quote: quote.into(), occurrence: 0 };
    ReviewComment { passage, text: text.into() }
}

fn form(text: &str, comments: Vec<ReviewComment>) -> ReviewForm {
    ReviewForm { text: text.into(), comments }
}

fn checked(verdict: Verdict, form: &ReviewForm) -> Result<ReviewForm, Vec<ReviewError>> {
    check(verdict, form, NoteTexts { note: &note(), addenda: &[addendum("奶奶次日送来了米。")] })
}

#[test]
fn supervisors_and_managers_review_what_others_wrote() {
    let (me, her) = (PersonId::from_bytes([1; 16]), PersonId::from_bytes([3; 16]));
    for role in Role::ALL {
        let may = matches!(role, Role::Supervisor | Role::Manager);
        assert_eq!(may_review(role, me, her).is_ok(), may, "{role:?}");
        let own = if may { MayNotReview::OwnNote } else { MayNotReview::NotHerRole };
        assert_eq!(may_review(role, her, her), Err(own), "{role:?}");
    }
}

#[test]
fn an_approval_needs_no_words_and_a_return_its_reasons() {
    assert_eq!(checked(Verdict::Approve, &form(" \n", vec![])), Ok(form("", vec![])));
    assert_eq!(
        checked(Verdict::Approve, &form(" 写得清楚\r\n", vec![])),
        Ok(form("写得清楚", vec![]))
    );
    let empty = vec![ReviewError::Words(TextError::Empty)];
    assert_eq!(checked(Verdict::Return, &form("", vec![])), Err(empty.clone()));
    let remark = vec![remark_on(NotePart::Judgement, "没有着落", "依据？")];
    assert_eq!(checked(Verdict::Return, &form(" ", remark.clone())), Err(empty.clone()));
    assert!(checked(Verdict::Return, &form("请补充", remark.clone())).is_ok());
    assert_eq!(checked(Verdict::Comment, &form("", vec![])), Err(empty));
    assert!(checked(Verdict::Comment, &form("", remark)).is_ok(), "a remark is words enough");
}

#[test]
fn a_remark_is_about_words_of_the_note() {
    for (part, quote, found) in [
        (NotePart::Observations, "米缸见了底", true),
        (NotePart::Judgement, "米缸见了底", false),
        (NotePart::Addenda, "次日送来了米", true),
        (NotePart::Addenda, "灶台", false),
        (NotePart::Observations, "", false),
    ] {
        let given = checked(Verdict::Approve, &form("", vec![remark_on(part, quote, " 好 ")]));
        let expected = if found {
            Ok(form("", vec![remark_on(part, quote, "好")]))
        } else {
            Err(vec![ReviewError::Remark { index: 0, error: RemarkError::NotInNote }])
        };
        assert_eq!(given, expected, "{part:?} {quote}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let comments = vec![
        remark_on(NotePart::Observations, "灶台", " "),
        remark_on(NotePart::Observations, "冰箱", "？"),
        remark_on(NotePart::Observations, "灶台", &"长".repeat(MAX_FIELD_CHARS + 1)),
    ];
    let errors = checked(Verdict::Return, &form("", comments)).unwrap_err();
    let told: Vec<_> = errors.iter().map(ReviewError::problem).collect();
    let told: Vec<_> = told.iter().map(|told| (told.field, told.problem)).collect();
    assert_eq!(
        told,
        [
            ("text", "empty"),
            ("comments", "empty"),
            ("comments", "not_in_note"),
            ("comments", "too_long")
        ]
    );
    let many = vec![remark_on(NotePart::Observations, "灶台", "？"); MAX_COMMENTS + 1];
    let errors = checked(Verdict::Approve, &form("", many)).unwrap_err();
    assert_eq!(errors, [ReviewError::TooMany { limit: MAX_COMMENTS }]);
    assert_eq!(errors[0].problem().problem, "too_many");
}
