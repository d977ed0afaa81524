use super::*;
use proptest::prelude::*;

fn wrong(file: &str) -> CrisisFileWrong {
    match Protocol::parse(file).unwrap_err() {
        CrisisFileError::At { wrong, .. } => wrong,
        CrisisFileError::File(error) => panic!("{error}"),
    }
}

fn with(from: &str, to: &str) -> String {
    assert!(Protocol::SHIPPED.contains(from), "{from}");
    Protocol::SHIPPED.replacen(from, to, 1)
}

#[test]
fn the_shipped_protocol_goes_from_safety_to_standing_down() {
    let protocol = Protocol::parse(Protocol::SHIPPED).unwrap();
    let steps: Vec<_> = protocol.steps.iter().map(|step| step.id.as_str()).collect();
    let expected = [
        "safety",
        "screening",
        "consultation",
        "report",
        "plan",
        "visit",
        "follow_up",
        "stand_down",
    ];
    assert_eq!(steps, expected);
    assert_eq!(protocol.views, [Role::Supervisor, Role::Manager, Role::ChildDirector]);
    assert_eq!(protocol.step("visit").unwrap().within_minutes, 24 * 60);
    assert!(protocol.steps.is_sorted_by_key(|step| step.within_minutes));
}

#[test]
fn nine_situations_wait_to_be_verified() {
    let situations = Situations::parse(Situations::SHIPPED).unwrap();
    assert_eq!(situations.situations.len(), 9);
    assert!(situations.verify && situations.name.en.contains("(verify)"));
}

#[test]
fn six_hotlines_are_shown() {
    let hotlines = Hotlines::parse(Hotlines::SHIPPED).unwrap();
    let numbers: Vec<_> = hotlines.hotlines.iter().map(|line| line.number.as_str()).collect();
    assert_eq!(numbers, ["110", "120", "12345", "12355", "12356", "12338"]);
}

#[test]
fn one_file_is_not_taken_for_another() {
    for error in [
        Situations::parse(&Situations::SHIPPED.replace("\"mandatory_report\"", "\"mandatory\"")),
        Situations::parse(&Situations::SHIPPED.replace("\"mandatory_report\"", "\"crisis\"")),
    ] {
        assert!(matches!(
            error,
            Err(CrisisFileError::At { wrong: CrisisFileWrong::OtherFile { .. }, .. })
        ));
    }
    assert!(Hotlines::parse(Protocol::SHIPPED).is_err());
    assert!(Protocol::parse(Hotlines::SHIPPED).is_err());
}

#[test]
fn a_protocol_has_each_of_its_cornerstones_once() {
    let not_one = |kind, found| CrisisFileWrong::NotOne { kind, found };
    assert_eq!(wrong(&with("kind = \"report\"", "kind = \"task\"")), not_one("report", 0));
    let twice = with("id = \"plan\"\nkind = \"task\"", "id = \"plan\"\nkind = \"consultation\"");
    assert_eq!(wrong(&twice), not_one("consultation", 2));
    let early = "id = \"safety\"\nkind = \"stand_down\"";
    let early = with("id = \"safety\"\nkind = \"task\"", early)
        .replace("id = \"stand_down\"\nkind = \"stand_down\"", "id = \"last\"\nkind = \"task\"");
    assert_eq!(wrong(&early), CrisisFileWrong::StandDown);
    let worker = with("owner = \"supervisor\"", "owner = \"worker\"");
    assert_eq!(wrong(&worker), CrisisFileWrong::StandDown);
    let views = "views = [\"supervisor\", \"manager\", \"child_director\"]";
    assert_eq!(wrong(&with(views, "views = []")), CrisisFileWrong::Views);
    let same = with(views, "views = [\"manager\", \"manager\"]");
    assert_eq!(wrong(&same), CrisisFileWrong::Views);
    let line = |wrong| CrisisFileWrong::Line(wrong);
    let id = with("id = \"screening\"", "id = \"safety\"");
    assert_eq!(wrong(&id), line(LineWrong::Twice { id: "safety".into() }));
    assert!(matches!(
        wrong(&with("within_minutes = 10", "within_minutes = 0")),
        CrisisFileWrong::Line(LineWrong::Number { found: 0, .. })
    ));
    assert!(Protocol::parse(&with("owner = \"worker\"", "owner = \"cook\"")).is_err());
    assert!(Protocol::parse(&with("version = 1", "version = 1\ncolour = 1")).is_err());
}

#[test]
fn a_hotline_can_be_dialled() {
    for number in ["", "11", "12355 ", "call me", "1234567890123456789012"] {
        let file = Hotlines::SHIPPED.replacen("\"110\"", &format!("\"{number}\""), 1);
        assert!(Hotlines::parse(&file).is_err(), "{number}");
    }
    assert!(Hotlines::parse(&Hotlines::SHIPPED.replacen("\"110\"", "\"0571-110\"", 1)).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_file_is_read_or_refused(
        cut in 0..Protocol::SHIPPED.len(), put in "[\\[\\]{}=\",0-9a-z\\n -]{0,6}", skip in 0..40_usize
    ) {
        let text = Protocol::SHIPPED;
        let start = text.floor_char_boundary(cut);
        let end = text.ceil_char_boundary((cut + skip).min(text.len()));
        if let Ok(protocol) = Protocol::parse(&format!("{}{put}{}", &text[..start], &text[end..])) {
            let last = protocol.steps.last().map(|step| step.kind);
            prop_assert_eq!(last, Some(StepKind::StandDown));
        }
    }
}
