//! Every limit of a record in one place, each with its reason. A limit is there so that a slip (a
//! file pasted into a name) is caught at the kitchen table and not on the printed page; none is
//! meant to be met in honest work.

/// Longest name, in characters. The longest names on Chinese identity cards (Uyghur, Kazakh) stay
/// below 40; a report's header has room for two lines.
pub const MAX_NAME_CHARS: usize = 100;

/// Longest single text field (address, health, reasons…), in characters: about two printed pages.
/// What is longer belongs in a note.
pub const MAX_FIELD_CHARS: usize = 2_000;

/// Longest text of a note (observations, judgement, addendum), in characters: the transcript of a
/// whole day. Past this the form would no longer save within a second of typing.
pub const MAX_NOTE_CHARS: usize = 200_000;

/// Largest attachment, in bytes (100 MiB): an hour of good sound, or a long scan. Film does not
/// belong in a case file.
pub const MAX_ATTACHMENT_BYTES: u64 = 100 * 1024 * 1024;

/// Most attachments of one visit: what a person can still look through, and a report can print.
pub const MAX_ATTACHMENTS: usize = 50;

/// Most actions agreed at one visit: past this nobody keeps them.
pub const MAX_ACTIONS: usize = 100;

/// Most people present at one visit: a family meeting with the whole village committee.
pub const MAX_PRESENT: usize = 50;

/// Most remarks in one review of a note: past this nobody answers them.
pub const MAX_COMMENTS: usize = 50;

/// Most people of a family tree. Three generations are rarely more than forty; past this a drawing shows
/// nothing any more.
pub const MAX_KIN: usize = 200;

/// Most ties among them: every one of 200 with two parents, a partner and two lines of feeling.
pub const MAX_TIES: usize = 1_000;

/// Most systems around a family in its ecomap: past this the ring of them cannot be read.
pub const MAX_SYSTEMS: usize = 24;

/// Most telephone numbers of a client.
pub const MAX_PHONES: usize = 10;

/// Fewest characters of a telephone number: 110, 120.
pub const MIN_PHONE_CHARS: usize = 3;

/// Most characters of a telephone number: country code, area code, extension and dashes.
pub const MAX_PHONE_CHARS: usize = 20;

/// Oldest credible age, in years. Nobody has reached 123; an older birth date is a slip of the pen.
pub const MAX_AGE_YEARS: u32 = 130;

/// Most goals of a case: past this nobody works at any of them.
pub const MAX_GOALS: usize = 20;

/// Greatest weight of a goal among the goals of a case.
pub const MAX_WEIGHT: u8 = 10;

/// Most entries of a list in a form that has no limit of its own (agreements, needs, factors of risk): what
/// still fits on two printed pages.
pub const MAX_ENTRIES: usize = 50;
