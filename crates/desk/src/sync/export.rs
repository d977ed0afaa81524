//! Packs what somebody lacks, or what waits for the station, into a file for a stick.

use super::parcel::{SyncReceiver, stick};
use super::shelf::VaultShelf;
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::FilePurpose;
use crate::outside::Unfinished;
use chrono::{DateTime, FixedOffset};
use protocol::lockbox;
use protocol::parcel::Head;
use sealing::{AttachmentKey, AttachmentSealer, SealingError, lock_parcel_key};
use serde::{Deserialize, Serialize};
use std::io::{BufWriter, Write};
use sync::parcel::Packer;
use ts_rs::TS;
use vault::{Packing, Receiver};

/// Request of `sync_export`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SyncExportRequest")]
pub struct Request {
    /// For whom.
    pub to: SyncReceiver,
    /// Everything, also what she is known to have: where a stick was lost, or her laptop is new.
    pub everything: bool,
}

/// Response of `sync_export`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SyncExportResponse")]
pub struct Response {
    /// Where it was written; nothing if the worker chose no place.
    pub path: Option<String>,
    /// Changes in it.
    #[ts(type = "number")]
    pub changes: u64,
    /// Attachments in it.
    #[ts(type = "number")]
    pub attachments: u64,
    /// Changes that are not in it, because the station does not have their case file yet.
    #[ts(type = "number")]
    pub left_behind: u64,
    /// Length of the file, in bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// Runs the command.
///
/// # Errors
/// [`Code::NotLinked`], [`Code::PersonNotThere`], [`Code::InsideVault`], [`Code::Cancelled`]; [`Code::StickFull`],
/// [`Code::StickReadOnly`], [`Code::StickGone`]. No file is left then.
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    let now = desk.host().now();
    desk.not_for_sample()?;
    let receiver = match request.to {
        SyncReceiver::Station => Receiver::Station,
        SyncReceiver::Person(person) => Receiver::Person(person),
    };
    // Who cannot be written to is told before a place is chosen.
    desk.open(|vault| Ok(vault.plan_parcel(receiver, request.everything, now)?))?;
    let Some(path) = desk.host().choose_save(&suggested_name(now), FilePurpose::Parcel) else {
        return Ok(Response { path: None, changes: 0, attachments: 0, left_behind: 0, size: 0 });
    };
    let _door = desk.door();
    let packing = desk.open(|vault| {
        desk.begin();
        Ok(vault.plan_parcel(receiver, request.everything, now)?)
    })?;
    let mut out = Unfinished::begin(desk, &path).map_err(on_stick)?;
    pack(desk, &packing, now, &mut out)?;
    let size = out.finish().map_err(|error| stick(&error))?;
    Ok(Response {
        path: Some(path.display().to_string()),
        changes: packing.changes,
        attachments: packing.attachments.len() as u64,
        left_behind: packing.left_behind,
        size,
    })
}

fn pack(
    desk: &Desk,
    packing: &Packing,
    now: DateTime<FixedOffset>,
    out: &mut Unfinished,
) -> Result<(), Failure> {
    let station = desk.open(|vault| Ok(vault.identity().station_id))?;
    let head = Head { sealed: packing.user_key.is_some(), station };
    let mut watcher = desk.watcher("sync_export");
    let mut shelf = VaultShelf::new(desk, packing, now, &mut watcher);
    let mut packer = Packer::new(&head);
    let mut out = BufWriter::new(out);
    out.write_all(&head.to_bytes()).map_err(|error| stick(&error))?;
    let Some(user_key) = packing.user_key else {
        write_all(&mut packer, &mut shelf, &mut out)?;
        return out.flush().map_err(|error| stick(&error));
    };
    let key = AttachmentKey::make();
    let info = lockbox::parcel(station, user_key);
    let locked = lock_parcel_key(&key, &user_key, &info).map_err(|_| Code::PersonNotThere)?;
    out.write_all(&locked).map_err(|error| stick(&error))?;
    let mut sealer = AttachmentSealer::new(&key, out).map_err(|error| stick(&error))?;
    write_all(&mut packer, &mut shelf, &mut sealer)?;
    match sealer.finish() {
        Ok(_) => Ok(()),
        Err(SealingError::Io(error)) => Err(stick(&error)),
        Err(_) => Err(Code::Internal.into()),
    }
}

fn write_all(
    packer: &mut Packer,
    shelf: &mut VaultShelf<'_>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    while let Some(bytes) = packer.next(shelf)? {
        out.write_all(&bytes).map_err(|error| stick(&error))?;
    }
    Ok(())
}

/// The place is the stick: what fails there is not the vault's disk.
fn on_stick(failure: Failure) -> Failure {
    match failure.code {
        Code::DiskFull => Code::StickFull.into(),
        Code::ReadOnly => Code::StickReadOnly.into(),
        Code::DiskFault => Code::StickGone.into(),
        _ => failure,
    }
}

/// Nobody's name: it shows on the stick.
fn suggested_name(now: DateTime<FixedOffset>) -> String {
    let ending = FilePurpose::Parcel.extension().unwrap_or_default();
    format!("jiafang-{}.{ending}", now.format("%Y%m%d-%H%M"))
}
