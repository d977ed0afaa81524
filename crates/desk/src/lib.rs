//! The use cases, one folder a noun and one file a verb. The shell hands a command's name and its
//! request in, and gets a response or a [`failure::Failure`] with a small closed code back.

pub mod access;
pub mod action;
pub mod addendum;
pub mod attachment;
pub mod case;
pub mod client;
pub mod commands;
pub mod conflict;
mod desk;
pub mod failure;
pub mod form;
pub mod host;
pub mod late;
pub mod member;
mod opening;
mod outside;
pub mod report;
pub mod review;
mod rules;
pub mod sample;
pub mod search;
mod seen;
pub mod session;
pub mod settings;
pub mod station;
mod steps;
pub mod sync;
pub mod today;
pub mod vault;
pub mod visit;

pub use self::desk::Desk;
pub use self::sync::Rounded;
