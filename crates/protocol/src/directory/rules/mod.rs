//! The rules: who may do what, and what is then so.

mod cover;
mod device;
mod emergency;
mod file;
mod invitation;
mod person;
