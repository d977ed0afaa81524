//! The report of one home visit 家访记录.

mod page;
mod photos;
mod signatures;

use crate::document::About;
use crate::error::PaperError;
use crate::fonts::Fonts;
use crate::labels::Language;
use crate::sheet::{Furniture, Sheet};
use crate::when;
use casework::action::ActionState;
use casework::category::{Category, Group};
use casework::need::Need;
use casework::risk::RiskLevel;
use casework::sex::Sex;
use casework::visit::{NextVisit, VisitKind};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

/// All that stands on the pages of a visit report. Every text is printed as it was written.
#[derive(Clone, Debug)]
pub struct VisitReport {
    /// The language of the page itself.
    pub language: Language,
    /// The station's name.
    pub station: String,
    /// The case number.
    pub case_number: String,
    /// The person served.
    pub client: ClientLine,
    /// The case's risk when the page is printed.
    pub risk: Option<RiskLevel>,
    /// How the visit came about.
    pub kind: VisitKind,
    /// Start, local wall time.
    pub started_at: NaiveDateTime,
    /// End, local wall time.
    pub ended_at: Option<NaiveDateTime>,
    /// Where; empty means the client's home.
    pub place: String,
    /// Names of those who were there.
    pub present: Vec<String>,
    /// Nobody opened, or nobody answered.
    pub nobody_home: bool,
    /// What was seen and heard.
    pub observations: String,
    /// What the worker makes of it.
    pub judgement: String,
    /// The needs touched.
    pub needs: Vec<Need>,
    /// The actions agreed, each with its state when the page is printed.
    pub actions: Vec<ActionLine>,
    /// The next visit.
    pub next: Option<NextVisit>,
    /// Photos, in the order in which they were added.
    pub photos: Vec<Photo>,
    /// Addenda, oldest first.
    pub addenda: Vec<AddendumEntry>,
    /// Who wrote and signed the note.
    pub author: String,
    /// When it was signed.
    pub signed_at: DateTime<FixedOffset>,
    /// Who approved it; nothing while nobody has.
    pub countersigned: Option<Countersigned>,
    /// The short code by which the page is checked against the file, as it is to be typed.
    pub verification_code: String,
    /// Names of those the page must not be handed to.
    pub withheld_from: Vec<String>,
    /// When the page is printed.
    pub printed_at: DateTime<FixedOffset>,
    /// Who prints it.
    pub printed_by: String,
}

/// The person served, as the head of the page names her.
#[derive(Clone, Debug)]
pub struct ClientLine {
    /// Name.
    pub name: String,
    /// Sex, if recorded.
    pub sex: Option<Sex>,
    /// Full years of age on the day of the visit.
    pub age: Option<u16>,
    /// Child or older person.
    pub group: Group,
    /// Categories.
    pub categories: Vec<Category>,
}

/// One agreed action.
#[derive(Clone, Debug)]
pub struct ActionLine {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What has become of it.
    pub state: ActionState,
}

/// A photo with its caption.
#[derive(Clone, Debug)]
pub struct Photo {
    /// What it shows.
    pub caption: String,
    /// When it was taken, if the camera said so: local wall time.
    pub taken_at: Option<NaiveDateTime>,
    /// When it was added to the note.
    pub added_at: DateTime<FixedOffset>,
    /// The JPEG, PNG or WebP; `None` prints a frame that says that the original is in the file.
    pub image: Option<Vec<u8>>,
}

/// A supervisor's approval of the note with its addenda.
#[derive(Clone, Debug)]
pub struct Countersigned {
    /// Who approved it.
    pub name: String,
    /// When it was approved.
    pub at: DateTime<FixedOffset>,
}

/// A signed addendum.
#[derive(Clone, Debug)]
pub struct AddendumEntry {
    /// Who wrote it.
    pub author: String,
    /// When it was signed.
    pub signed_at: DateTime<FixedOffset>,
    /// What it says.
    pub text: String,
}

/// Prints a visit report as a PDF of A4 pages. The same report gives the same bytes.
///
/// # Errors
/// [`PaperError::NoGlyph`] if a text holds a character that no font has, [`PaperError::Photo`] if a photo
/// cannot be printed, [`PaperError::Font`] and [`PaperError::Write`] if the program is damaged.
pub fn visit_report(report: &VisitReport, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let mut sheet = Sheet::new(report.language, fonts);
    page::set(&mut sheet, report)?;
    signatures::set(&mut sheet, report)?;
    sheet.finish(&furniture(report), &about(report))
}

fn furniture(report: &VisitReport) -> Furniture {
    let language = report.language;
    let printed = when::short(report.printed_at.naive_local());
    let (by, code) = (&report.printed_by, &report.verification_code);
    Furniture {
        station: report.station.clone(),
        case_number: language.choose(
            format!("个案编号 {}", report.case_number),
            format!("Case {}", report.case_number),
        ),
        warning: page::running_warning(report),
        code: language.choose(format!("核验码 {code}"), format!("Verification code {code}")),
        printed: language
            .choose(format!("{printed} {by} 打印"), format!("Printed {printed} by {by}")),
        footnote: language
            .choose(
                "在“家访”中打开“核验打印件”，输入核验码，可知本页与档案是否一致。",
                "Type the code under “Verify a printed page” in Jiafang to check this page against the file.",
            )
            .to_owned(),
    }
}

fn about(report: &VisitReport) -> About {
    let language = report.language;
    About {
        title: language.choose(
            format!("家访记录 {}", report.case_number),
            format!("Home visit report {}", report.case_number),
        ),
        author: report.station.clone(),
        language: language.tag(),
        identity: format!("{} {}", report.verification_code, report.printed_at.timestamp()),
        printed_at: report.printed_at.timestamp(),
    }
}
