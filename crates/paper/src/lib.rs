//! The printed page: the visit report, drawings of the family and recovery sheets, as PDF through printpdf.
//!
//! A4, black on white, fonts embedded as subsets, text selectable. The same input gives the same
//! bytes. Nothing here reads a file or a clock, and nothing is written anywhere but into the bytes
//! that are handed back.
//!
//! From a report to its bytes:
//!
//! 1. [`visit_report()`] turns the report into `flow`'s rows, top to bottom, through `text` (which
//!    character, from which font) and `lines` (where a line may break);
//! 2. `flow` fills pages with the rows: headings stay with their text, a table repeats its header,
//!    signature lines are never alone;
//! 3. `sheet` adds what every page carries: station, case number, page x of y, verification code;
//! 4. `document` writes the marks as PDF.
//!
//! Every character is looked up before anything is drawn. One that no font has is
//! [`PaperError::NoGlyph`], which names it and the field it stands in: the writer below would drop
//! it without a word.

mod document;
mod drawing_sheet;
mod error;
mod flow;
mod fonts;
mod kinsoku;
mod labels;
mod lines;
mod mark;
mod photo;
mod recovery_sheet;
mod sheet;
mod station_sheets;
mod table;
mod text;
mod visit_report;
mod when;

pub use drawing_sheet::{DrawingSheet, Shown, drawing_sheet, link_sentence, sentence};
pub use error::{Field, PaperError, PhotoFault};
pub use fonts::Fonts;
pub use labels::Language;
pub use recovery_sheet::{RecoverySheet, recovery_sheet};
pub use station_sheets::{StationSheets, station_sheets};
pub use visit_report::{
    ActionLine, AddendumEntry, ClientLine, Countersigned, Photo, VisitReport, visit_report,
};
