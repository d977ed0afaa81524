//! What laptops ask for, without HTTP: each file one matter. All of it may block, and answers with refusals from
//! the closed list.

mod attach;
mod enter;
mod fetch;
mod grow;
mod invite;
mod leave;
mod push;
mod snapshots;
