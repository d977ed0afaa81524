//! For tests: a desk without a window, on a temporary folder, with a clock that tests turn; the forms
//! that a worker fills in; and a search for words that must lie nowhere in clear.

pub mod forms;
mod host;
mod linked;
mod meet;
pub mod photo;
mod station;
pub mod sweep;
mod team;
mod work;
mod worker;

pub use host::TestHost;
pub use linked::{End, Invitation};
pub use station::TestStation;
pub use team::{TEAM_PASSPHRASE, Team};
pub use worker::{PASSPHRASE, Worker};
