//! What the screens show of a visit.

use crate::case::view::ActionView;
use crate::client::view::{ClientCard, FieldChange, MemberView};
use crate::review::view::ReviewView;
use casework::addendum::Addendum;
use casework::id::{CaseId, VisitId};
use casework::review::ReviewState;
use casework::visit::readiness::Missing;
use casework::visit::{VisitForm, VisitKind, VisitNote};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a note has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// Its author's alone.
    Draft,
    /// Immutable, in the case file.
    Signed,
}

/// A visit in a line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct VisitCard {
    /// The visit.
    pub id: VisitId,
    /// Its case.
    pub case: CaseId,
    /// Draft or signed.
    pub state: VisitState,
    /// Planned, unannounced or by telephone.
    pub kind: Option<VisitKind>,
    /// Start, local wall time.
    pub started_at: Option<NaiveDateTime>,
    /// The day it is about: of its start, else of its last save.
    pub on: NaiveDate,
    /// Who wrote it.
    pub author_name: String,
    /// First words of what was observed.
    pub summary: String,
    /// Photos and other attachments.
    pub attachments: u32,
    /// Addenda.
    pub addenda: u32,
    /// Client's name.
    pub client_name: String,
    /// Where a signed note stands with its reviews.
    pub review: Option<ReviewState>,
    /// Hours that a draft is past the 24 within which a note is to be signed.
    pub hours_late: Option<u32>,
    /// The change that is the note, where it is signed: of a visit there may be several.
    pub note: Option<String>,
}

/// A draft as the form shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DraftView {
    /// The visit.
    pub id: VisitId,
    /// Its case.
    pub case: CaseId,
    /// Case number.
    pub case_number: String,
    /// The client.
    pub client: ClientCard,
    /// The household, for picking who was present.
    pub members: Vec<MemberView>,
    /// What is typed so far.
    pub form: VisitForm,
    /// What is still missing for signing.
    pub missing: Vec<Missing>,
    /// Open actions from earlier visits, to ask about.
    pub open_actions: Vec<ActionView>,
    /// When it was last saved.
    pub saved_at: DateTime<FixedOffset>,
}

/// A signed note as it is read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NoteView {
    /// The visit.
    pub id: VisitId,
    /// Case number.
    pub case_number: String,
    /// The client.
    pub client: ClientCard,
    /// The note, immutable.
    pub note: VisitNote,
    /// The change that signed it: what an addendum to it names.
    pub change: String,
    /// Addenda, oldest first.
    pub addenda: Vec<Addendum>,
    /// Addenda beyond these that cannot be read, or are not proven to be their author's.
    pub addenda_unreadable: u32,
    /// Reviews, oldest first; those that do not count say why.
    pub reviews: Vec<ReviewView>,
    /// Where the note stands with them.
    pub review: ReviewState,
    /// An addendum begun and not yet signed.
    pub addendum_draft: String,
    /// An addendum was begun and its draft cannot be read. It is kept.
    pub addendum_draft_unreadable: bool,
    /// The actions agreed, with what became of them.
    pub actions: Vec<ActionView>,
    /// Code on the printed page.
    pub verification_code: String,
    /// Names of those to whom nothing may be handed.
    pub withheld_from: Vec<String>,
    /// Every change of this record: the note and its addenda, who and when.
    pub history: Vec<FieldChange>,
}

/// A visit: still a draft, or signed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "made once a request and written out at once")]
pub enum VisitView {
    /// Still a draft.
    Draft(DraftView),
    /// Signed.
    Signed(SignedVisit),
}

/// A signed visit.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SignedVisit {
    /// Its note, or the first of several.
    #[serde(flatten)]
    pub note: NoteView,
    /// Other notes that other laptops signed for the same visit. Nearly always none; nothing decides between them.
    pub others: Vec<NoteView>,
}
