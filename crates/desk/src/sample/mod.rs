//! The sample caseload: told stories and a seeded generator, read from `assets/sample/`. Pure: what
//! day it is, is passed in, and the same input always gives the same cases with the same ids. All
//! days are told from today, so that the sample is always fresh.

mod chance;
mod error;
pub mod fill;
mod generate;
mod ids;
mod lists;
mod station;
mod story;

pub use error::SampleError;
pub use generate::generate;
pub use lists::Lists;
pub use station::SampleStation;
pub use story::story;

use casework::action::ActionProgress;
use casework::case::Case;
use casework::client::Client;
use casework::id::{ActionId, CaseId, ClientId, MemberId, VisitId};
use casework::member::Member;
use casework::visit::VisitForm;
use chrono::NaiveDateTime;

/// A client with household, one case and its visits.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleCase {
    /// The client's identity.
    pub client_id: ClientId,
    /// The client.
    pub client: Client,
    /// Household and the people around the client.
    pub members: Vec<SampleMember>,
    /// The case's identity.
    pub case_id: CaseId,
    /// The case. It has no worker yet: whoever opens the sample is given it.
    pub case: Case,
    /// Visits, oldest first.
    pub visits: Vec<SampleVisit>,
}

/// A person around the client.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleMember {
    /// The member's identity; visits name who was present by it.
    pub id: MemberId,
    /// The member.
    pub member: Member,
}

/// A visit, signed or still a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleVisit {
    /// The visit's identity.
    pub id: VisitId,
    /// What is written. Complete where it is signed.
    pub form: VisitForm,
    /// When it was signed, local wall time; `None` for a draft.
    pub signed_at: Option<NaiveDateTime>,
    /// Corrections and additions, oldest first.
    pub addenda: Vec<SampleAddendum>,
    /// What became of the actions; the others are open.
    pub progress: Vec<SampleProgress>,
    /// Pictures to be attached.
    pub photos: Vec<SamplePhoto>,
}

/// An addendum to a signed visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleAddendum {
    /// What is added.
    pub text: String,
    /// When it was signed, local wall time.
    pub signed_at: NaiveDateTime,
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleProgress {
    /// The action.
    pub action: ActionId,
    /// How it went.
    pub progress: ActionProgress,
}

/// A picture to be attached to a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplePhoto {
    /// File name.
    pub name: String,
    /// The file.
    pub bytes: &'static [u8],
    /// What it shows.
    pub caption: String,
}

/// The stories that are shipped, each a text for [`story()`].
pub const STORIES: [&str; 3] = [
    include_str!("../../../../assets/sample/xiaomi.toml"),
    include_str!("../../../../assets/sample/zhou.toml"),
    include_str!("../../../../assets/sample/others.toml"),
];

/// The station and the worker of the sample, a text for [`SampleStation::parse`].
pub const STATION: &str = include_str!("../../../../assets/sample/station.toml");

/// The lists of the generator that are shipped, a text for [`Lists::parse`].
pub const LISTS: &str = include_str!("../../../../assets/sample/lists.toml");

/// The pictures that are shipped, by the name that stories use.
const PHOTOS: [(&str, &[u8]); 2] = [
    ("drawing.jpg", include_bytes!("../../../../assets/sample/photos/drawing.jpg")),
    ("dish.jpg", include_bytes!("../../../../assets/sample/photos/dish.jpg")),
];

#[cfg(test)]
mod tests;
