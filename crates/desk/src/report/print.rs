//! Opens the system’s print dialog on the page that is shown.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `report_print`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReportPrintRequest")]
pub struct Request {}

/// Response of `report_print`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ReportPrintResponse")]
pub struct Response {}
