//! Verifies the whole log: signatures, hash chain of each device, commitments; and the views against it.

use super::view::Broken;
use crate::desk::Desk;
use crate::failure::Failure;
use ::vault::{Problem, Report};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `vault_verify`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VaultVerifyRequest")]
pub struct Request {}

/// Response of `vault_verify`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "VaultVerifyResponse")]
pub struct Response {
    /// Changes looked at.
    #[ts(type = "number")]
    pub changes: u64,
    /// Devices whose chain was followed.
    pub devices: u32,
    /// Changes that do not verify, named by id, with what is wrong as a key.
    pub broken: Vec<Broken>,
    /// The views say what the log says.
    pub views_match: bool,
    /// Attachments whose encrypted file is missing or altered.
    pub attachments_broken: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// [`crate::failure::Code::Locked`]; those of the disk.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    // One long work at a time.
    let _door = desk.door();
    desk.open(|vault| {
        desk.begin();
        let report = vault.verify_watched(&mut desk.watcher("vault_verify"))?;
        Ok(Response::from(report))
    })
}

impl From<Report> for Response {
    fn from(report: Report) -> Self {
        let broken = report.broken.into_iter();
        Self {
            changes: report.changes,
            devices: report.devices,
            broken: broken
                .map(|broken| Broken {
                    change: broken.change.to_string(),
                    problem: key(broken.problem).to_owned(),
                })
                .collect(),
            views_match: report.views_match,
            attachments_broken: report.attachments_broken,
        }
    }
}

fn key(problem: Problem) -> &'static str {
    match problem {
        Problem::Header => "header",
        Problem::Row => "row",
        Problem::UnknownDevice => "unknown_device",
        Problem::Signature => "signature",
        Problem::Body => "body",
        Problem::Gap => "gap",
        Problem::Fork => "fork",
        Problem::WrongPrevious => "wrong_previous",
        Problem::Rule => "rule",
    }
}
