use super::*;
use crate::views::testing::{World, case, case_id, client, client_id, day, note, plan, visit_id};
use casework::name;
use casework::risk::Risk;
use proptest::prelude::*;
use std::cmp::Ordering;

/// The list as it ought to be: every row held in memory, filtered and sorted by plain comparison.
struct Naive {
    rows: Vec<(CaseRow, Vec<String>, String)>,
}

const VILLAGES: [&str; 3] = ["", "柳溪村", "石桥村"];
const NAMES: [&str; 6] = ["王小米", "王晓蜜", "李桂兰", "曾𬎆", "Anna Li", "单田芳"];
const TODAY: u32 = 60;

/// A world of some dozens of clients, most with a case, some with two, with everything that can be missing
/// missing somewhere. `seed` shuffles which has what.
fn build(seed: u64) -> (World, Naive) {
    let (mut world, mut naive) = (World::new(), Naive { rows: Vec::new() });
    let mut state = seed;
    let mut pick = move |n: usize| {
        // A linear congruence (Knuth's MMIX) is random enough here.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let levels = [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical];
    for n in 1..=40u64 {
        let mut record = client(NAMES[pick(6)]);
        record.called = ["", "阿毛"][pick(2)].into();
        record.group = [Group::Child, Group::Elder][pick(2)];
        record.sex = [None, Some(Sex::Female), Some(Sex::Male)][pick(3)];
        record.birth_date = [None, Some(day(0)), Some(day(1)), Some(day(2))][pick(4)];
        record.village = VILLAGES[pick(3)].into();
        record.categories =
            [vec![], vec![Category::Orphan], vec![Category::Orphan, Category::LivingAlone]]
                [pick(3)]
            .clone();
        record.id_number = ["", "11010519491231002X"][pick(2)].into();
        record.phones = [vec![], vec!["138 0013-8000".into()]][pick(2)].clone();
        world.edit(client_id(n), &record);
        let cases = [0, 1, 1, 2][pick(4)];
        for m in 0..cases {
            let id = n * 10 + m;
            let mut held = case(client_id(n), &format!("JF-{}-{id}", pick(2)));
            held.risk = Risk { level: levels[pick(4)], reasons: "无".into() };
            world.edit(case_id(id), &held);
            if pick(2) == 0 {
                let on = day(u32::try_from(20 + pick(4)).unwrap());
                world.sign(visit_id(id), &note(case_id(id), client_id(n), on, "在家"));
            }
            let dates = world.read().case(case_id(id)).unwrap().unwrap();
            naive.push(
                client_id(n),
                &record,
                Some((case_id(id), &held, dates.last_visit, dates.due)),
            );
        }
        if cases == 0 {
            naive.push(client_id(n), &record, None);
        }
    }
    (world, naive)
}

impl Naive {
    fn push(
        &mut self,
        id: ClientId,
        client: &casework::client::Client,
        case: Option<(CaseId, &casework::case::Case, Option<NaiveDate>, NaiveDate)>,
    ) {
        let row = CaseRow {
            case: case.map(|(id, ..)| id),
            client: id,
            number: case.map(|(_, case, ..)| case.number.clone()).unwrap_or_default(),
            name: client.name.clone(),
            group: client.group,
            sex: client.sex,
            birth_date: client.birth_date,
            village: client.village.clone(),
            categories: client.categories.clone(),
            risk: case.map(|(_, case, ..)| case.risk.level),
            last_visit: case.and_then(|(_, _, last_visit, _)| last_visit),
            due: case.map(|(.., due)| due),
            open_actions: 0,
            unchecked: false,
        };
        let mut words = vec![
            client.name.clone(),
            client.called.clone(),
            client.village.clone(),
            row.number.clone(),
        ];
        words.extend(
            client.phones.iter().flat_map(|phone| [phone.clone(), casework::phone::digits(phone)]),
        );
        self.rows.push((row, words, client.id_number.clone()));
    }

    fn list(&self, filter: &CaseFilter, sort: CaseColumn, descending: bool) -> Vec<CaseRow> {
        let kept = self.rows.iter().filter(|row| keeps(filter, row)).map(|(row, ..)| row.clone());
        let mut kept: Vec<CaseRow> = kept.collect();
        kept.sort_by(|a, b| compare(a, b, sort, descending));
        kept
    }
}

fn keeps(filter: &CaseFilter, (row, words, id_number): &(CaseRow, Vec<String>, String)) -> bool {
    let typed = filter.text.trim().to_lowercase();
    let by_word = words.iter().any(|word| word.to_lowercase().contains(&typed));
    let by_initials = typed.chars().all(|c| c.is_ascii_alphabetic())
        && name::initials(&row.name).starts_with(&typed);
    let by_tail =
        typed.len() >= 4 && !id_number.is_empty() && id_number.to_lowercase().ends_with(&typed);
    (typed.is_empty() || by_word || by_initials || by_tail)
        && filter.group.is_none_or(|group| row.group == group)
        && (filter.risks.is_empty() || row.risk.is_some_and(|risk| filter.risks.contains(&risk)))
        && filter.categories.iter().all(|category| row.categories.contains(category))
        && filter.village.as_ref().is_none_or(|village| row.village == *village)
        && (!filter.overdue || row.due.is_some_and(|due| due < day(TODAY)))
}

/// What is not known last, both ways.
fn by<T: Ord>(a: Option<T>, b: Option<T>, down: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if down => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn compare(a: &CaseRow, b: &CaseRow, sort: CaseColumn, descending: bool) -> Ordering {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let first = match sort {
        CaseColumn::Name => Ordering::Equal,
        CaseColumn::Number => by(text(&a.number), text(&b.number), descending),
        CaseColumn::Age => by(a.birth_date, b.birth_date, !descending),
        CaseColumn::Village => by(text(&a.village), text(&b.village), descending),
        CaseColumn::Risk => by(a.risk, b.risk, descending),
        CaseColumn::LastVisit => by(a.last_visit, b.last_visit, descending),
        CaseColumn::Due => by(a.due, b.due, descending),
    };
    // Then by name; graver risk comes with names from the beginning.
    let names_down = if sort == CaseColumn::Risk { !descending } else { descending };
    let key = |row: &CaseRow| (name::syllables(&row.name), row.name.clone());
    first.then_with(|| by(Some(key(a)), Some(key(b)), names_down))
}

fn filters() -> Vec<CaseFilter> {
    let none = CaseFilter::default();
    let text = |text: &str| CaseFilter { text: text.into(), ..CaseFilter::default() };
    vec![
        CaseFilter { group: Some(Group::Elder), ..none.clone() },
        CaseFilter { risks: vec![RiskLevel::High], ..none.clone() },
        CaseFilter {
            risks: vec![RiskLevel::High, RiskLevel::Critical],
            group: Some(Group::Child),
            ..none.clone()
        },
        CaseFilter { categories: vec![Category::Orphan], ..none.clone() },
        CaseFilter { categories: vec![Category::LivingAlone, Category::Orphan], ..none.clone() },
        CaseFilter {
            categories: vec![Category::Orphan],
            group: Some(Group::Elder),
            ..none.clone()
        },
        CaseFilter { village: Some("柳溪村".into()), ..none.clone() },
        CaseFilter { village: Some("没有村".into()), ..none.clone() },
        CaseFilter { overdue: true, ..none.clone() },
        CaseFilter {
            overdue: true,
            village: Some("石桥村".into()),
            risks: vec![RiskLevel::High, RiskLevel::Medium],
            ..none.clone()
        },
        CaseFilter {
            village: Some("石桥村".into()),
            categories: vec![Category::Orphan],
            ..text("王")
        },
        CaseFilter { overdue: true, group: Some(Group::Child), ..text("jf-1") },
        text("王"),
        text("小米"),
        text("wx"),
        text("LGL"),
        text("002x"),
        text("0013"),
        text("13800"),
        text("jf-1-3"),
        text("溪"),
        text("阿毛"),
        text("𬎆"),
        text("没有的人"),
        text("\" OR 1"),
        text("  "),
        none,
    ]
}

/// Pages must be the naive list, but rows equal in column and name may stand either way.
fn check(world: &World, naive: &Naive, filter: &CaseFilter, sort: CaseColumn, descending: bool) {
    let expected = naive.list(filter, sort, descending);
    let mut listed = Vec::new();
    for offset in (0..).step_by(7) {
        let (page, total) =
            world.read().case_list(filter, day(TODAY), (sort, descending), (offset, 7)).unwrap();
        assert_eq!(total, u32::try_from(expected.len()).unwrap(), "{filter:?}");
        if page.is_empty() {
            break;
        }
        listed.extend(page);
    }
    let context = format!("{filter:?} {sort:?} {descending}");
    assert_eq!(listed.len(), expected.len(), "{context}");
    for pair in listed.windows(2) {
        assert_ne!(compare(&pair[0], &pair[1], sort, descending), Ordering::Greater, "{context}");
    }
    let sorted = |mut rows: Vec<CaseRow>| {
        rows.sort_by_key(|row| (row.client, row.case));
        rows
    };
    assert_eq!(sorted(listed), sorted(expected), "{context}");
}

#[test]
fn every_sort_and_filter_gives_what_plain_comparison_gives() {
    for seed in 1..=3 {
        let (world, naive) = build(seed);
        for filter in filters() {
            for sort in CaseColumn::ALL {
                check(&world, &naive, &filter, sort, false);
                check(&world, &naive, &filter, sort, true);
            }
        }
        world.check_rebuild();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_filter_gives_what_plain_comparison_gives(
        group in prop::option::of(prop_oneof![Just(Group::Child), Just(Group::Elder)]),
        risks in prop::sample::subsequence(vec![RiskLevel::Low, RiskLevel::Medium, RiskLevel::High], 0..=3),
        categories in prop::sample::subsequence(vec![Category::Orphan, Category::LivingAlone], 0..=2),
        village in prop::option::of(prop::sample::select(vec!["柳溪村", "石桥村"])),
        overdue: bool,
        text in "|[王小米w1-]|JF|an",
        sort in prop::sample::select(CaseColumn::ALL.to_vec()),
        descending: bool,
    ) {
        thread_local!(static BUILT: (World, Naive) = build(7));
        let filter = CaseFilter { text, group, risks, categories, village: village.map(Into::into), overdue };
        BUILT.with(|(world, naive)| check(world, naive, &filter, sort, descending));
    }
}

#[test]
fn rows_of_one_order_stay_in_one_order_over_pages() {
    let mut world = World::new();
    for n in 1..=20 {
        world.edit(client_id(n), &client("王小米"));
    }
    for descending in [false, true] {
        let ids = |offset, limit| {
            let sort = (CaseColumn::Due, descending);
            let (rows, _) = world
                .read()
                .case_list(&CaseFilter::default(), day(0), sort, (offset, limit))
                .unwrap();
            rows.into_iter().map(|row| row.client).collect::<Vec<_>>()
        };
        let paged: Vec<_> = (0..20).step_by(3).flat_map(|offset| ids(offset, 3)).collect();
        assert_eq!(paged, ids(0, 20));
    }
}

#[test]
fn every_sort_walks_its_index_and_sorts_nothing() {
    let world = World::new();
    for filter in filters().into_iter().filter(|filter| filter.query().is_none()) {
        for sort in CaseColumn::ALL {
            for descending in [false, true] {
                let bound = Bound::page(&filter, day(TODAY), (sort, descending), (0, 50));
                let steps = plan(&world.conn, &bound.sql);
                assert!(
                    steps
                        .iter()
                        .all(|step| step.contains(&format!("USING INDEX {}", sort.index()))),
                    "{steps:?}"
                );
            }
        }
    }
}

#[test]
fn typed_text_leads_to_its_rows_without_a_walk() {
    let world = World::new();
    let filter = CaseFilter { text: "王".into(), overdue: true, ..CaseFilter::default() };
    let bound = Bound::page(&filter, day(TODAY), (CaseColumn::Due, false), (0, 50));
    let steps = plan(&world.conn, &bound.sql);
    assert!(steps[0].starts_with("SCAN case_words VIRTUAL TABLE INDEX"), "{steps:?}");
    assert!(steps[1].starts_with("SEARCH case_rows USING INTEGER PRIMARY KEY"), "{steps:?}");
}

#[test]
fn a_total_is_counted_within_an_index() {
    let world = World::new();
    for filter in filters().into_iter().filter(|filter| filter.query().is_none()) {
        let steps = plan(&world.conn, &Bound::total(&filter, day(TODAY)).sql);
        assert!(
            steps.iter().all(|step| step.contains("USING COVERING INDEX")),
            "{filter:?} {steps:?}"
        );
    }
}

#[test]
fn the_counts_kept_ready_are_the_rows_there_are() {
    let (mut world, _) = build(11);
    // Take some clients from village to village and from one category to none.
    for n in 1..=20 {
        let mut record = client("王小米");
        record.village = VILLAGES[usize::try_from(n).unwrap() % 3].into();
        world.edit(client_id(n), &record);
    }
    let kept: i64 = world
        .conn
        .query_row("SELECT sum(rows) FROM case_counts WHERE facet = 0", [], |row| row.get(0))
        .unwrap();
    let there: i64 =
        world.conn.query_row("SELECT count(*) FROM case_rows", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, there);
    let empty = "SELECT count(*) FROM case_counts WHERE rows <= 0";
    assert_eq!(world.conn.query_row(empty, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    for filter in filters() {
        if let Some(total) = counts::total(&world.conn, &filter).unwrap() {
            let bound = Bound::total(&filter, day(TODAY));
            assert_eq!(
                total,
                count(&world.conn, &bound.sql, params_from_iter(bound.params)).unwrap(),
                "{filter:?}"
            );
        }
    }
    world.check_rebuild();
}
