//! The three sheets of a station's recovery key: three pages, each to be kept by somebody else. Any two open what no
//! laptop can; one alone opens nothing.

use crate::document::About;
use crate::error::{Field, PaperError};
use crate::flow::Row;
use crate::fonts::Fonts;
use crate::labels::Language;
use crate::recovery_sheet::{TEXT, code, furniture, put};
use crate::sheet::{Sheet, Style};
use crate::when;
use chrono::NaiveDate;
use zeroize::{Zeroize, Zeroizing};

/// What stands on the sheets. Holds the station's recovery key: it is overwritten when dropped, and never shown by
/// `Debug`.
pub struct StationSheets {
    /// The language of the pages.
    pub language: Language,
    /// The station's name.
    pub station: String,
    /// Who made the key.
    pub person: String,
    /// The day it was made.
    pub made_on: NaiveDate,
    /// The groups of each of the three sheets, in which they are typed.
    pub sheets: [Vec<String>; 3],
}

impl std::fmt::Debug for StationSheets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StationSheets").field("made_on", &self.made_on).finish_non_exhaustive()
    }
}

impl Drop for StationSheets {
    fn drop(&mut self) {
        self.sheets.iter_mut().for_each(Zeroize::zeroize);
    }
}

/// Prints the sheets as a PDF of three A4 pages. As for [`recovery_sheet`](crate::recovery_sheet()), the bytes handed back
/// are overwritten when dropped.
///
/// # Errors
/// [`PaperError::NoGlyph`], [`PaperError::Font`], [`PaperError::Write`] as for any page.
pub fn station_sheets(
    sheets: &StationSheets,
    fonts: &Fonts,
) -> Result<Zeroizing<Vec<u8>>, PaperError> {
    let mut page = Sheet::new(sheets.language, fonts);
    for (number, groups) in (1..).zip(&sheets.sheets) {
        one(&mut page, sheets, number, groups)?;
    }
    let printed = page.finish(&furniture(&sheets.station, sheets.language), &about(sheets))?;
    Ok(Zeroizing::new(printed))
}

/// One of the three pages.
fn one(
    page: &mut Sheet<'_>,
    sheets: &StationSheets,
    number: usize,
    groups: &[String],
) -> Result<(), PaperError> {
    let language = sheets.language;
    let first = page.rows.len();
    let title = language.choose(
        format!("工作站恢复单（三张之{number}）"),
        format!("Station recovery sheet {number} of 3"),
    );
    put(page, &title, Style::TITLE, Field::Label)?;
    if let Some(row) = page.rows.get_mut(first) {
        row.begins_page = true;
    }
    page.rows.push(Row::gap(6.0));
    let day = when::day(sheets.made_on, language);
    let of = language.choose(
        format!("{}，由{}于{day}制作", sheets.station, sheets.person),
        format!("{}, made by {} on {day}", sheets.station, sheets.person),
    );
    put(page, &of, TEXT, Field::Person)?;
    page.rows.push(Row::gap(16.0));
    code(page, groups)?;
    page.rows.push(Row::gap(18.0));
    for (head, said) in advice(language) {
        put(page, head, Style { size: 10.5, leading: 19.0, ..Style::LABEL }, Field::Label)?;
        put(page, said, TEXT, Field::Label)?;
        page.rows.push(Row::gap(9.0));
    }
    Ok(())
}

fn advice(language: Language) -> [(&'static str, &'static str); 3] {
    language.choose(
        [
            (
                "什么时候用",
                "能打开某些个案的电脑全部丢失或损坏时，由主管在“工作站”的“恢复钥匙”中输入三张工作站恢复单中的任意两张，并写明理由。使用的人、时间和理由会记下来，工作站里每个人都看得到。大小写和空格都不要紧。",
            ),
            (
                "怎样保管",
                "三张分别装进信封封好，交给三个不同的人或锁在三个不同的地方，不要放在一起，不要和电脑放在一起，不要拍照，也不要录入别的设备。一张单独打不开任何档案；两张合起来，加上一位主管的电脑，能打开工作站里全部个案。",
            ),
            (
                "丢失以后",
                "丢了一张，另外两张仍然可以用，但请尽快由主管制作一套新的；各位社工的电脑同步以后，旧的一套就打不开了。",
            ),
        ],
        [
            (
                "When to use it",
                "When every laptop that could open some cases is lost or broken, a manager types any two of the three sheets under “Recovery key” on the Station page, and gives the reason. Who used it, when and why goes into the station’s directory, where everybody sees it. Capitals and spaces do not matter.",
            ),
            (
                "How to keep it",
                "Seal the three sheets in three envelopes and give them to three people, or lock them in three places: never together, never with a laptop. Do not photograph them or type them into another device. One sheet alone opens nothing; two of them and a manager’s laptop open every case file of the station.",
            ),
            (
                "If one is lost",
                "The other two still work, but have a manager make a new set soon. Once the workers’ laptops have synced, the old set no longer works.",
            ),
        ],
    )
}

/// The groups stand on the pages and nowhere else in the file.
fn about(sheets: &StationSheets) -> About {
    About {
        title: sheets.language.choose("工作站恢复单", "Station recovery sheets").to_owned(),
        author: sheets.station.clone(),
        language: sheets.language.tag(),
        identity: format!("station recovery {}", when::short_day(sheets.made_on)),
        printed_at: when::midnight(sheets.made_on),
    }
}
