//! Records what became of an action.

use casework::action::ActionProgress;
use casework::id::ActionId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `action_progress`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ActionProgressRequest")]
pub struct Request {
    /// The action.
    pub id: ActionId,
    /// What became of it.
    pub progress: ActionProgress,
    /// What the form was filled from.
    pub seen: Vec<String>,
}

/// Response of `action_progress`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ActionProgressResponse")]
pub struct Response {}
