//! The log: signed changes, only ever added.
//!
//! A row keeps the header as it was signed, the signature, and the body sealed under the file's key with
//! the header as associated data: `seal(salt ‖ body)`. The other columns repeat parts of the header so
//! that they can be indexed.

mod append;
mod clock;
mod proof;
mod read;

pub(crate) use append::{Appended, Head, Signer, Written, column, insert};
pub(crate) use clock::signed_at;
pub(crate) use proof::{Doubt, Signers, Trust};
pub(crate) use read::{
    At, Record, Row, at_of, changes, every_record, first, home, is_there, last, members, open_body,
    place_of, record, rows, rows_of,
};
