//! The rules: who may do what, and what is then so.

mod device;
mod emergency;
mod file;
mod invitation;
mod person;
