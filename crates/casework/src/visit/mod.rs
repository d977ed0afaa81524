//! The home visit 家访: a form that asks nothing until it is signed, and the note that it becomes.

mod form;
mod note;
pub mod readiness;

pub use form::{AsTyped, NextVisit, Present, VisitForm, VisitKind};
pub use note::VisitNote;
