//! The report from its title to the last addendum.

use super::{VisitReport, photos};
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::mark::Mark;
use crate::sheet::{BODY, FULL, LEFT, MEASURE, Sheet, Style};
use crate::table::{self, Cell, Column};
use crate::when;

/// How far the judgement is set in, beside its bar.
const SET_IN: f32 = 14.0;

/// About four lines.
const LONGEST_RUNNING_WARNING: usize = 240;

/// Sets everything but the signatures.
pub(super) fn set(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    title(sheet, report)?;
    facts(sheet, report)?;
    observations(sheet, report)?;
    judgement(sheet, report)?;
    needs(sheet, report)?;
    actions(sheet, report)?;
    next(sheet, report)?;
    photos::set(sheet, &report.photos)?;
    addenda(sheet, report)
}

/// “Not to be handed to …”, if the page must be kept from somebody.
pub(super) fn withheld(report: &VisitReport) -> Option<String> {
    if report.withheld_from.is_empty() {
        return None;
    }
    let names = report.withheld_from.join(report.language.comma());
    Some(report.language.choose(
        format!("不得交给、读给或出示给：{names}"),
        format!("Not to be handed, read out or shown to: {names}"),
    ))
}

/// What the head of the other pages says of it: the names again, since pages get separated, unless they
/// would fill the page.
pub(super) fn running_warning(report: &VisitReport) -> Option<String> {
    let whole = withheld(report)?;
    if whole.chars().count() <= LONGEST_RUNNING_WARNING {
        return Some(whole);
    }
    let count = report.withheld_from.len();
    Some(report.language.choose(
        format!("不得交给、读给或出示给第1页所列的{count}人"),
        format!("Not to be handed, read out or shown to the {count} people named on page 1"),
    ))
}

fn title(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let words = report.language.choose("家访记录", "Home visit report");
    let mut marks = Vec::new();
    for pieces in sheet.lines(words, Style::TITLE, FULL, Field::Label)? {
        marks.push(Style::TITLE.mark(LEFT, 0.0, pieces));
    }
    let height = Style::TITLE.leading + 8.0;
    sheet.rows.push(Row { height, marks, keep_next: true, ..Row::default() });
    warning(sheet, report)
}

/// The names, framed. They are checked one by one first, so that an error can say whose name it is.
fn warning(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    for (i, name) in report.withheld_from.iter().enumerate() {
        sheet.lines(name, Style::LABEL, FULL, Field::WithheldFrom(i + 1))?;
    }
    let Some(words) = withheld(report) else { return Ok(()) };
    let style = Style { size: 10.5, leading: 16.0, ..Style::LABEL };
    let mut row = Row { height: 6.0, keep_next: true, ..Row::default() };
    for pieces in sheet.lines(&words, style, FULL - 24.0, Field::Label)? {
        row.marks.push(style.mark(LEFT + 12.0, row.height, pieces));
        row.height += style.leading;
    }
    row.height += 6.0;
    let (width, height) = (FULL, row.height);
    row.marks.push(Mark::Frame { x: LEFT, y: 0.0, width, height, line: 1.2 });
    sheet.rows.push(row);
    sheet.rows.push(Row { keep_next: true, ..Row::gap(10.0) });
    Ok(())
}

fn facts(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    client(sheet, report)?;
    let language = report.language;
    let when = when::span(report.started_at, report.ended_at, language);
    fact(sheet, language.choose("时间", "When"), &[(when, Field::Label)])?;
    let kind = sentence(language.visit_kind(report.kind));
    fact(sheet, language.choose("方式", "How"), &[(kind, Field::Label)])?;
    let place = if report.place.is_empty() {
        language.choose("服务对象家中", "The client’s home").to_owned()
    } else {
        report.place.clone()
    };
    fact(sheet, language.choose("地点", "Where"), &[(place, Field::Place)])?;
    present(sheet, report)?;
    if let Some(risk) = report.risk {
        let risk = language.risk(risk).to_owned();
        fact(sheet, language.choose("风险等级", "Risk"), &[(risk, Field::Label)])?;
    }
    Ok(())
}

fn client(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let (language, client) = (report.language, &report.client);
    let name = Style { size: 15.0, leading: 22.0, bold: true, grey: 0.0 };
    let mut rows = Vec::new();
    for pieces in sheet.lines(&client.name, name, MEASURE, Field::ClientName)? {
        let marks = vec![name.mark(BODY, -2.0, pieces)];
        rows.push(Row { height: name.leading, marks, keep_next: true, ..Row::default() });
    }
    let mut about: Vec<String> = Vec::new();
    about.extend(client.sex.map(|s| language.sex(s).to_owned()));
    about.extend(client.age.map(|a| language.age(a)));
    let categories: Vec<&str> = client.categories.iter().map(|c| language.category(*c)).collect();
    if !categories.is_empty() {
        about.push(categories.join(language.comma()));
    }
    let about = sentence(&about.join(language.choose("，", ", ")));
    for pieces in sheet.lines(&about, Style::PLAIN, MEASURE, Field::Label)? {
        let marks = vec![Style::PLAIN.mark(BODY, 0.0, pieces)];
        rows.push(Row { height: Style::PLAIN.leading, marks, ..Row::default() });
    }
    if let Some(last) = rows.last_mut() {
        last.height += 4.0;
    }
    let label = language.choose("服务对象", "Client");
    let rows = sheet.labelled(&[(label, Style::LABEL, Field::Label)], rows)?;
    sheet.rows.extend(rows);
    Ok(())
}

/// One labelled line of the head.
fn fact(sheet: &mut Sheet<'_>, label: &str, texts: &[(String, Field)]) -> Result<(), PaperError> {
    let style = Style { leading: 17.0, ..Style::PLAIN };
    let mut rows = Vec::new();
    for (text, field) in texts {
        for pieces in sheet.lines(text, style, MEASURE, *field)? {
            let marks = vec![style.mark(BODY, 0.5, pieces)];
            rows.push(Row { height: style.leading, marks, ..Row::default() });
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let rows = sheet.labelled(&[(label, Style::LABEL, Field::Label)], rows)?;
    sheet.rows.extend(rows);
    Ok(())
}

fn present(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let language = report.language;
    for (i, name) in report.present.iter().enumerate() {
        sheet.lines(name, Style::PLAIN, MEASURE, Field::Present(i + 1))?;
    }
    let mut said = report.present.join(language.comma());
    if report.nobody_home {
        let nobody = language.choose("无人应门（接听）", "Nobody opened or answered");
        said = if said.is_empty() {
            nobody.to_owned()
        } else {
            language.choose(format!("{said}。{nobody}"), format!("{said}. {nobody}"))
        };
    }
    fact(sheet, language.choose("在场", "Present"), &[(said, Field::Present(1))])
}

fn observations(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let rows = sheet.prose(&report.observations, BODY, MEASURE, Field::Observations)?;
    let (head, sub) = report.language.choose(("观察", "所见所闻"), ("Observed", "seen and heard"));
    section(sheet, head, sub, rows)
}

/// Judgement is set in beside a bar that runs down its whole length, on every page it reaches.
fn judgement(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let width = MEASURE - SET_IN;
    let mut rows = sheet.prose(&report.judgement, BODY + SET_IN, width, Field::Judgement)?;
    for row in &mut rows {
        let bar = Mark::Fill { x: BODY + 1.0, y: 0.0, width: 2.2, height: row.height, grey: 0.45 };
        row.marks.push(bar);
    }
    let (head, sub) =
        report.language.choose(("判断", "社工的看法"), ("Judgement", "the worker’s view"));
    section(sheet, head, sub, rows)
}

fn needs(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let language = report.language;
    let named = |n: &casework::need::Need| language.need(*n, report.client.group);
    let needs: Vec<&str> = report.needs.iter().map(named).collect();
    if needs.is_empty() {
        return Ok(());
    }
    sheet.divide();
    let needs = sentence(&needs.join(language.comma()));
    fact(sheet, language.choose("涉及需要", "Needs"), &[(needs, Field::Label)])
}

fn actions(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    if report.actions.is_empty() {
        return Ok(());
    }
    let language = report.language;
    let heads =
        language.choose(["", "做什么", "谁来做", "期限", "目前"], ["", "What", "Who", "By", "Now"]);
    let widths = [20.0, 210.0, 78.0, 64.0, 48.0];
    let columns: Vec<Column> =
        heads.into_iter().zip(widths).map(|(head, width)| Column { head, width }).collect();
    let cell = |text: String, field| Cell { text, field };
    let cells: Vec<Vec<Cell>> = (1..)
        .zip(&report.actions)
        .map(|(n, action)| {
            let due = action.due.map_or_else(|| "—".to_owned(), when::short_day);
            vec![
                cell(n.to_string(), Field::Label),
                cell(action.what.clone(), Field::ActionWhat(n)),
                cell(action.owner.clone(), Field::ActionOwner(n)),
                cell(due, Field::Label),
                cell(language.action_state(action.state).to_owned(), Field::Label),
            ]
        })
        .collect();
    let rows = table::set(sheet, BODY, &columns, &cells)?;
    section(sheet, language.choose("约定的行动", "Actions"), "", rows)
}

fn next(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    let Some(next) = &report.next else { return Ok(()) };
    sheet.divide();
    let day = next.on.map(|on| (when::full_day(on, report.language), Field::Label));
    let texts: Vec<_> = day.into_iter().chain([(next.purpose.clone(), Field::NextVisit)]).collect();
    fact(sheet, report.language.choose("下次家访", "Next visit"), &texts)
}

fn addenda(sheet: &mut Sheet<'_>, report: &VisitReport) -> Result<(), PaperError> {
    for (n, addendum) in (1..).zip(&report.addenda) {
        let rows = sheet.prose(&addendum.text, BODY, MEASURE, Field::Addendum(n))?;
        let head = report.language.choose(format!("补记 {n}"), format!("Addendum {n}"));
        let at = when::short(addendum.signed_at.naive_local());
        let label = [
            (head.as_str(), Style::LABEL, Field::Label),
            (addendum.author.as_str(), Style::SMALL, Field::AddendumAuthor(n)),
            (at.as_str(), Style { size: 7.5, ..Style::SMALL }, Field::Label),
        ];
        let rows = sheet.labelled(&label, rows)?;
        sheet.divide();
        sheet.rows.extend(rows);
    }
    Ok(())
}

/// With a capital at its head, where the script has capitals.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// A section with its label in the margin. An empty one is left out.
pub(super) fn section(
    sheet: &mut Sheet<'_>,
    head: &str,
    sub: &str,
    rows: Vec<Row>,
) -> Result<(), PaperError> {
    if rows.is_empty() {
        return Ok(());
    }
    let label = [(head, Style::LABEL, Field::Label), (sub, Style::SMALL, Field::Label)];
    let rows = sheet.labelled(&label, rows)?;
    sheet.divide();
    sheet.rows.extend(rows);
    Ok(())
}
