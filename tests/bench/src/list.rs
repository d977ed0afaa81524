//! The list of cases by every column and filter, beside the bare indexed query.

mod floor;

use std::path::Path;

use casework::category::{Category, Group};
use casework::risk::RiskLevel;
use chrono::NaiveDate;
use vault::{CaseColumn, CaseFilter, CaseRow, Vault};

use crate::caseload::Caseload;
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};
use floor::Floor;

/// Rows of a page.
const PAGE: u32 = 50;
/// Each query is done so often, in turn with its floor; the middle counts.
const ROUNDS: usize = 11;

/// A page of the list.
struct Query {
    filter: CaseFilter,
    by: CaseColumn,
    descending: bool,
    offset: u32,
}

/// Measures every column up and down under every filter.
///
/// # Errors
/// When the vault cannot be read, and faults of the disk.
pub fn measure(caseload: &Caseload, folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let vault = caseload.open()?;
    let today = caseload.made_at().date_naive();
    let all = page(&vault, today, &CaseFilter::default(), u32::MAX)?;
    let floor = Floor::new(&all, folder)?;
    let (mut ours, mut bare) = (Times::default(), Times::default());
    let mut worst = (0.0, String::new());
    for query in queries(&all, caseload.cases())? {
        let (mine, its) = both(&vault, &floor, &query, today)?;
        let ratio = mine.as_secs_f64() / its.as_secs_f64();
        if ratio > worst.0 {
            worst = (ratio, format!("{:?}, {:?}", query.by, query.filter));
        }
        ours.push(mine);
        bare.push(its);
    }
    Ok(vec![Figure::new(
        format!("list {PAGE} of {} cases, p95", all.len()),
        (ms(ours.p95()?), ms(bare.p95()?), "ms"),
        format!("the bare indexed query; the worst of them {:.2} × ({})", worst.0, worst.1),
        Target::TimesFloor(2.0),
    )])
}

fn both(
    vault: &Vault,
    floor: &Floor,
    query: &Query,
    today: NaiveDate,
) -> anyhow::Result<(std::time::Duration, std::time::Duration)> {
    let (mut mine, mut its) = (Times::default(), Times::default());
    let order = (query.by, query.descending);
    for _ in 0..ROUNDS {
        let (rows, _) = mine
            .time(|| vault.read().case_list(&query.filter, today, order, (query.offset, PAGE)))?;
        let bare = its.time(|| floor.page(query, today))?;
        anyhow::ensure!(rows.len() == bare, "{} rows, and {bare} in the floor", rows.len());
    }
    Ok((mine.median()?, its.median()?))
}

fn page(
    vault: &Vault,
    today: NaiveDate,
    filter: &CaseFilter,
    limit: u32,
) -> anyhow::Result<Vec<CaseRow>> {
    let (rows, _) = vault.read().case_list(filter, today, (CaseColumn::Name, false), (0, limit))?;
    Ok(rows)
}

/// Every column, up and down, under every filter; the whole list also from its middle.
fn queries(rows: &[CaseRow], cases: usize) -> anyhow::Result<Vec<Query>> {
    let middle = u32::try_from(cases / 2)?;
    let mut queries = Vec::new();
    for by in CaseColumn::ALL {
        for descending in [false, true] {
            for filter in filters(rows) {
                queries.push(Query { filter, by, descending, offset: 0 });
            }
            let filter = CaseFilter::default();
            queries.push(Query { filter, by, descending, offset: middle });
        }
    }
    Ok(queries)
}

fn filters(rows: &[CaseRow]) -> Vec<CaseFilter> {
    let any = CaseFilter::default();
    let one = rows.get(rows.len() / 3);
    let village = one.map(|row| row.village.clone());
    let name: String = one.map(|row| row.name.chars().take(2).collect()).unwrap_or_default();
    let grave = vec![RiskLevel::High, RiskLevel::Critical];
    vec![
        any.clone(),
        CaseFilter { group: Some(Group::Child), ..any.clone() },
        CaseFilter { risks: grave.clone(), ..any.clone() },
        CaseFilter { categories: vec![Category::LivingAlone], ..any.clone() },
        CaseFilter { village: village.clone(), ..any.clone() },
        CaseFilter { overdue: true, ..any.clone() },
        CaseFilter { group: Some(Group::Elder), risks: grave, village, ..any.clone() },
        CaseFilter { text: name.chars().take(1).collect(), ..any.clone() },
        CaseFilter { text: name, ..any },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_of_the_list_finds_what_its_floor_finds() {
        let root = tempfile::tempdir().unwrap();
        let caseload = Caseload::find_or_make(root.path(), 120, 1).unwrap();
        let work = tempfile::tempdir().unwrap();
        let figures = measure(&caseload, work.path()).unwrap();
        assert!(figures[0].value > 0.0 && figures[0].floor > 0.0);
    }

    #[test]
    fn every_column_is_asked_for_both_ways() {
        let queries = queries(&[], 10).unwrap();
        for by in CaseColumn::ALL {
            for descending in [false, true] {
                assert!(queries.iter().any(|q| q.by == by && q.descending == descending));
            }
        }
    }
}
