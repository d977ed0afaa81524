//! What can keep a page from being printed.

use thiserror::Error;

/// Why a page could not be printed. No message repeats more of a record than one character.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PaperError {
    /// No font has this character. The page is not printed: a box or a gap in a name is worse.
    #[error("no font has “{character}” (U+{code_point:04X}), character {position} of the {field}")]
    NoGlyph {
        /// The character.
        character: char,
        /// Its number in Unicode.
        code_point: u32,
        /// Where it stands.
        field: Field,
        /// Which character of that text it is, the first being 1.
        position: usize,
    },
    /// A photo cannot be printed.
    #[error("photo {number} cannot be printed: {fault}")]
    Photo {
        /// Which of the photos, the first being 1.
        number: usize,
        /// Why.
        fault: PhotoFault,
    },
    /// A built-in font cannot be read: the program itself is damaged.
    #[error("the built-in font {0} cannot be read")]
    Font(&'static str),
    /// The PDF could not be written.
    #[error("the PDF could not be written: {0}")]
    Write(String),
}

/// Why a photo cannot be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhotoFault {
    /// Not JPEG, PNG or WebP, or damaged.
    #[error("not a readable JPEG, PNG or WebP")]
    Unreadable,
    /// More pixels than can be opened safely.
    #[error("too many pixels")]
    TooLarge,
}

/// The text of a page in which a character stands. Numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The station's name.
    Station,
    /// The case number.
    CaseNumber,
    /// The client's name.
    ClientName,
    /// The place of the visit.
    Place,
    /// The name of somebody present.
    Present(usize),
    /// The observations.
    Observations,
    /// The judgement.
    Judgement,
    /// What is to be done in an action.
    ActionWhat(usize),
    /// Who does an action.
    ActionOwner(usize),
    /// What the next visit is for.
    NextVisit,
    /// The caption of a photo.
    PhotoCaption(usize),
    /// The text of an addendum.
    Addendum(usize),
    /// The author of an addendum.
    AddendumAuthor(usize),
    /// The author of the note.
    Author,
    /// The supervisor who approved it.
    Reviewer,
    /// The verification code.
    VerificationCode,
    /// The name of somebody the page must not be handed to.
    WithheldFrom(usize),
    /// The person who printed the page.
    PrintedBy,
    /// The person a recovery sheet is for.
    Person,
    /// The recovery code.
    RecoveryCode,
    /// A name in a drawing of the family.
    Drawing,
    /// Words of the page itself.
    Label,
}

impl Field {
    /// A key for the screens to name the field by, without its number.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Station => "station",
            Self::CaseNumber => "case_number",
            Self::ClientName => "client_name",
            Self::Place => "place",
            Self::Present(_) => "present",
            Self::Observations => "observations",
            Self::Judgement => "judgement",
            Self::ActionWhat(_) => "action_what",
            Self::ActionOwner(_) => "action_owner",
            Self::NextVisit => "next_visit",
            Self::PhotoCaption(_) => "photo_caption",
            Self::Addendum(_) => "addendum",
            Self::AddendumAuthor(_) => "addendum_author",
            Self::Author => "author",
            Self::Reviewer => "reviewer",
            Self::VerificationCode => "verification_code",
            Self::WithheldFrom(_) => "withheld_from",
            Self::PrintedBy => "printed_by",
            Self::Person => "person",
            Self::RecoveryCode => "recovery_code",
            Self::Drawing => "drawing",
            Self::Label => "label",
        }
    }

    /// Which one, where a page has several; the first is 1.
    #[must_use]
    pub fn number(self) -> Option<usize> {
        match self {
            Self::Present(n)
            | Self::ActionWhat(n)
            | Self::ActionOwner(n)
            | Self::PhotoCaption(n)
            | Self::Addendum(n)
            | Self::AddendumAuthor(n)
            | Self::WithheldFrom(n) => Some(n),
            _ => None,
        }
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.key().replace('_', " "))?;
        self.number().map_or(Ok(()), |n| write!(f, " {n}"))
    }
}
