//! Photos, voice files and documents.

pub mod begin;
pub mod cancel;
pub mod finish;
mod mp4;
pub mod photo;
pub mod read;
pub mod remove;
pub mod save;
pub mod sniff;
