//! The recovery sheet: the code that opens the vault when the passphrase is lost, on paper, to be kept
//! apart from the laptop.

use crate::document::About;
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::fonts::Fonts;
use crate::labels::Language;
use crate::lines::width;
use crate::mark::Mark;
use crate::sheet::{FULL, Furniture, LEFT, Sheet, Style};
use crate::when;
use chrono::NaiveDate;
use zeroize::{Zeroize, Zeroizing};

/// What stands on a recovery sheet. Holds the code that opens a vault: it is overwritten when dropped,
/// and never shown by `Debug`.
pub struct RecoverySheet {
    /// The language of the page.
    pub language: Language,
    /// The station's name.
    pub station: String,
    /// Whose vault it opens.
    pub person: String,
    /// The day it was made.
    pub made_on: NaiveDate,
    /// The code in the groups in which it is typed.
    pub code_groups: Vec<String>,
}

impl std::fmt::Debug for RecoverySheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoverySheet").field("made_on", &self.made_on).finish_non_exhaustive()
    }
}

impl Drop for RecoverySheet {
    fn drop(&mut self) {
        self.code_groups.zeroize();
    }
}

const PER_LINE: usize = 4;
pub(crate) const TEXT: Style = Style { size: 10.5, leading: 18.0, bold: false, grey: 0.0 };
const CODE: Style = Style { size: 19.0, leading: 44.0, bold: true, grey: 0.0 };

/// Prints a recovery sheet as a PDF of one A4 page. The bytes handed back are overwritten when dropped;
/// the working copies of the PDF writer are freed, but not overwritten.
///
/// # Errors
/// [`PaperError::NoGlyph`], [`PaperError::Font`], [`PaperError::Write`] as for any page.
pub fn recovery_sheet(
    sheet: &RecoverySheet,
    fonts: &Fonts,
) -> Result<Zeroizing<Vec<u8>>, PaperError> {
    let language = sheet.language;
    let mut page = Sheet::new(language, fonts);
    let title = language.choose("恢复单", "Recovery sheet");
    put(&mut page, title, Style::TITLE, Field::Label)?;
    page.rows.push(Row::gap(6.0));
    let of = language.choose(
        format!("{}的加密档案，{}制作", sheet.person, when::day(sheet.made_on, language)),
        format!(
            "{}’s encrypted case files, made on {}",
            sheet.person,
            when::day(sheet.made_on, language)
        ),
    );
    put(&mut page, &of, TEXT, Field::Person)?;
    page.rows.push(Row::gap(16.0));
    code(&mut page, &sheet.code_groups)?;
    page.rows.push(Row::gap(18.0));
    for (head, said) in advice(language) {
        put(&mut page, head, Style { size: 10.5, leading: 19.0, ..Style::LABEL }, Field::Label)?;
        put(&mut page, said, TEXT, Field::Label)?;
        page.rows.push(Row::gap(9.0));
    }
    let printed = page.finish(&furniture(&sheet.station, sheet.language), &about(sheet))?;
    Ok(Zeroizing::new(printed))
}

fn advice(language: Language) -> [(&'static str, &'static str); 3] {
    language.choose(
        [
            (
                "什么时候用",
                "忘记口令时，在解锁画面选“用恢复码打开”，照上面的顺序输入各组字符，然后设一个新口令。大小写和空格都不要紧。",
            ),
            (
                "怎样保管",
                "装进信封封好，锁在站里的保险柜或文件柜，不要和电脑放在一起，不要拍照，也不要录入别的设备。谁拿到这张纸和电脑，谁就能打开全部档案。",
            ),
            (
                "丢失以后",
                "马上打开档案，在“设置”中制作一张新的恢复单；新的核对以后，这一张作废。口令和恢复单都丢失，档案就无法再打开，任何人都帮不上忙。",
            ),
        ],
        [
            (
                "When to use it",
                "If the passphrase is forgotten, choose “Open with the recovery code” on the lock screen, type the groups in the order above, and set a new passphrase. Capitals and spaces do not matter.",
            ),
            (
                "How to keep it",
                "Seal it in an envelope and lock it in the station’s safe or cabinet, away from the laptop. Do not photograph it or type it into another device. Whoever has this sheet and the laptop can open all case files.",
            ),
            (
                "If it is lost",
                "Open the case files at once and make a new sheet under Settings; once that is checked, this one no longer works. If both the passphrase and the sheet are lost, nobody can open the case files again.",
            ),
        ],
    )
}

/// Adds lines across the whole width.
pub(crate) fn put(
    page: &mut Sheet<'_>,
    text: &str,
    style: Style,
    field: Field,
) -> Result<(), PaperError> {
    for pieces in page.lines(text, style, FULL, field)? {
        let marks = vec![style.mark(LEFT, 0.0, pieces)];
        page.rows.push(Row {
            height: style.leading,
            marks,
            keep_next: style.bold,
            ..Row::default()
        });
    }
    Ok(())
}

/// The groups, numbered, four to a line, in a frame.
pub(crate) fn code(page: &mut Sheet<'_>, groups: &[String]) -> Result<(), PaperError> {
    let cell = FULL / 4.0;
    let mut row = Row { height: 8.0, ..Row::default() };
    for (line, four) in groups.chunks(PER_LINE).enumerate() {
        let mut x = LEFT;
        for (i, group) in four.iter().enumerate() {
            let number = (line * PER_LINE + i + 1).to_string();
            for pieces in page.lines(&number, Style::SMALL, cell, Field::Label)? {
                row.marks.push(Style::SMALL.mark(x + 12.0, row.height + 2.0, pieces));
            }
            for pieces in page.lines(group, CODE, FULL, Field::RecoveryCode)? {
                let inset = ((cell - width(&pieces) * CODE.size) / 2.0).max(12.0);
                row.marks.push(CODE.mark(x + inset, row.height, pieces));
            }
            x += cell;
        }
        row.height += CODE.leading;
    }
    row.height += 8.0;
    let (width, height) = (FULL, row.height);
    row.marks.push(Mark::Frame { x: LEFT, y: 0.0, width, height, line: 1.0 });
    page.rows.push(row);
    Ok(())
}

/// What the pages of a sheet with a secret carry: no code and no time of printing.
pub(crate) fn furniture(station: &str, language: Language) -> Furniture {
    Furniture {
        station: station.to_owned(),
        case_number: language.choose("机密", "Confidential").to_owned(),
        warning: None,
        code: String::new(),
        printed: String::new(),
        footnote: String::new(),
    }
}

/// The code stands on the page and nowhere else in the file.
fn about(sheet: &RecoverySheet) -> About {
    About {
        title: sheet.language.choose("恢复单", "Recovery sheet").to_owned(),
        author: sheet.station.clone(),
        language: sheet.language.tag(),
        identity: format!("recovery {}", when::short_day(sheet.made_on)),
        printed_at: when::midnight(sheet.made_on),
    }
}
