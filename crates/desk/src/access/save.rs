//! Writes the access log, as it is narrowed, where the person chooses: a table that every spreadsheet opens.

use super::view::AccessFilter;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::host::FilePurpose;
use crate::outside::write_out;
use casework::access::AccessKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::AccessRow;

/// Request of `access_save`. The words are the screen's.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AccessSaveRequest")]
pub struct Request {
    /// What it is narrowed to.
    pub filter: AccessFilter,
    /// The name that is proposed for the file.
    pub name: String,
    /// Over the columns: when, who, case, what.
    pub heads: [String; 4],
    /// For opened, printed, handed out.
    pub kinds: [String; 3],
}

/// Response of `access_save`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "AccessSaveResponse")]
pub struct Response {
    /// Where it was written; nothing if the person chose no place.
    pub path: Option<String>,
}

/// Rows of one file at the most: as many as a spreadsheet holds.
const MOST: u32 = 1_000_000;

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`]; those of the disk that is written to.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|_| Ok(()))?;
    let name = request.name.replace(['/', '\\'], "-");
    let Some(path) = desk.host().choose_save(&name, FilePurpose::Table) else {
        return Ok(Response { path: None });
    };
    let filter = request.filter.into();
    // Only now: the vault may have locked while the dialog stood open.
    let (rows, _) = desk.open(|vault| Ok(vault.read().accesses(&filter, (0, MOST))?))?;
    write_out(desk, &path, table(&request.heads, &request.kinds, &rows).as_bytes())?;
    Ok(Response { path: Some(path.display().to_string()) })
}

/// Comma-separated values (RFC 4180) after a byte order mark, without which spreadsheets take Chinese for something else.
fn table(heads: &[String; 4], kinds: &[String; 3], rows: &[AccessRow]) -> String {
    let mut table = String::from('\u{feff}');
    line(&mut table, heads.each_ref().map(String::as_str));
    for row in rows {
        let kind = match row.kind {
            AccessKind::Opened => &kinds[0],
            AccessKind::Printed => &kinds[1],
            AccessKind::HandedOut => &kinds[2],
        };
        let at = row.at.format("%Y-%m-%d %H:%M").to_string();
        line(&mut table, [&at, &row.name, &row.number, kind]);
    }
    table
}

fn line(table: &mut String, cells: [&str; 4]) {
    let quoted = cells.map(|cell| {
        // What begins so is a formula to a spreadsheet.
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    });
    table.push_str(&quoted.join(","));
    table.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::id::CaseId;
    use vault::make_id;

    #[test]
    fn a_cell_is_a_word_and_no_formula_and_stays_in_its_place() {
        let at = "2026-03-11T09:15:00+08:00".parse().unwrap();
        let row = AccessRow {
            case: CaseId(make_id(at)),
            number: "2026-0042".into(),
            person: None,
            name: "=1+1,\"何\"".into(),
            kind: AccessKind::Printed,
            at,
        };
        let heads = ["时间", "谁", "个案", "做了什么"].map(String::from);
        let kinds = ["查阅", "打印", "取出"].map(String::from);
        let lines = "\u{feff}\"时间\",\"谁\",\"个案\",\"做了什么\"\r\n\
             \"2026-03-11 09:15\",\"'=1+1,\"\"何\"\"\",\"2026-0042\",\"打印\"\r\n";
        assert_eq!(table(&heads, &kinds, &[row]), lines);
    }
}
