//! The worker is there: the idle time starts anew.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `session_touch`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SessionTouchRequest")]
pub struct Request {}

/// Response of `session_touch`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SessionTouchResponse")]
pub struct Response {}
