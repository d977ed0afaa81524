//! For tests: a desk without a window, on a temporary folder, with a clock that tests turn.

mod host;
mod worker;

pub use host::TestHost;
pub use worker::{PASSPHRASE, Worker};
