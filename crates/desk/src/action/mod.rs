//! Actions agreed at visits.

pub mod progress;
