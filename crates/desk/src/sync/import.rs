//! Takes in a file that came on a stick.

use super::intake::VaultIntake;
use super::parcel::{CHUNK, SyncHeld, SyncSender, code_of, stick};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use crate::host::FilePurpose;
use crate::steps::at;
use chrono::{DateTime, Utc};
use protocol::parcel::{BOX_LEN, HEAD_LEN, Head, Label, ParcelFault};
use sealing::{AttachmentKey, SealingError, open_attachment};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use sync::parcel::Unpacker;
use ts_rs::TS;
use vault::{Progress, Watcher};

/// Request of `sync_import`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SyncImportRequest")]
pub struct Request {}

/// Response of `sync_import`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SyncImportResponse")]
pub struct Response {
    /// Who packed it; nothing if the worker chose no file.
    pub from: Option<SyncSender>,
    /// When, by that laptop's clock.
    pub packed_at: Option<DateTime<Utc>>,
    /// Changes that are new here.
    #[ts(type = "number")]
    pub taken: u64,
    /// Changes that were here before.
    #[ts(type = "number")]
    pub known: u64,
    /// Changes that are kept aside.
    pub held: Vec<SyncHeld>,
    /// People, laptops and case files of the station: entries of its directory that are new here.
    #[ts(type = "number")]
    pub entries: u64,
    /// The directory in the file is not the one that is known here; nothing of it was taken.
    pub directory_fault: bool,
    /// Attachments that are new here.
    #[ts(type = "number")]
    pub attachments: u64,
    /// Attachments that notes here name and that are not here.
    #[ts(type = "number")]
    pub attachments_missing: u64,
    /// A file that this sender packed before has not come.
    pub gap: bool,
    /// Why it broke off. What came before is kept.
    pub fault: Option<Code>,
}

/// Runs the command.
///
/// # Errors
/// What is found before anything was taken: [`Code::NotLinked`], and that it is no parcel, none for this laptop, or cannot
/// be read. What is found later stands in the answer.
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    desk.not_for_sample()?;
    desk.open(|vault| vault.directory().map(drop).ok_or(Code::NotLinked.into()))?;
    let Some(path) = desk.host().choose_open(FilePurpose::Parcel) else {
        return Ok(Response::nothing());
    };
    let _door = desk.door();
    let mut file = File::open(path).map_err(|error| stick(&error))?;
    let total = file.metadata().map_err(|error| stick(&error))?.len();
    let head = read_head(&mut file)?;
    let key = if head.sealed { Some(parcel_key(desk, &head, &mut file)?) } else { None };
    desk.open(|_| {
        desk.begin();
        Ok(())
    })?;
    let mut watcher = desk.watcher("sync_import");
    let mut inlet = Inlet::new(desk, &head, total, &mut watcher);
    let stopped = match key {
        Some(key) => inlet.take_sealed(&key, &mut file),
        None => inlet.take(&mut file),
    };
    inlet.answer(stopped)
}

fn read_head(file: &mut File) -> Result<Head, Failure> {
    let mut bytes = Vec::new();
    file.take(HEAD_LEN as u64).read_to_end(&mut bytes).map_err(|error| stick(&error))?;
    Head::read(&bytes).map_err(|fault| code_of(fault).into())
}

/// The key of a sealed parcel, which opens for the person it was packed for.
fn parcel_key(desk: &Desk, head: &Head, file: &mut File) -> Result<AttachmentKey, Failure> {
    let mut lockbox = Vec::new();
    file.take(BOX_LEN as u64).read_to_end(&mut lockbox).map_err(|error| stick(&error))?;
    if lockbox.len() < BOX_LEN {
        return Err(Code::ParcelCutShort.into());
    }
    desk.open(|vault| {
        if vault.identity().station_id != head.station {
            return Err(Code::ParcelOtherStation.into());
        }
        vault.parcel_key(&lockbox)?.ok_or(Code::ParcelNotForYou.into())
    })
}

/// What a parcel goes through on its way into the vault.
struct Inlet<'a> {
    desk: &'a Desk,
    intake: VaultIntake<'a>,
    unpacker: Unpacker,
    watcher: Watcher<'a>,
    progress: Progress,
    /// Why it stopped, if that was found while writing.
    stopped: Option<Failure>,
}

impl<'a> Inlet<'a> {
    fn new(desk: &'a Desk, head: &Head, total: u64, watcher: Watcher<'a>) -> Self {
        Self {
            desk,
            intake: VaultIntake::new(desk, head.station),
            unpacker: Unpacker::new(head),
            watcher,
            progress: Progress { done: 0, total },
            stopped: None,
        }
    }

    fn take(&mut self, file: &mut File) -> Result<(), Failure> {
        let mut chunk = vec![0; CHUNK];
        loop {
            match file.read(&mut chunk).map_err(|error| stick(&error))? {
                0 => return self.finish(),
                read => self.put(&chunk[..read])?,
            }
        }
    }

    fn take_sealed(&mut self, key: &AttachmentKey, file: &mut File) -> Result<(), Failure> {
        match open_attachment(key, file, &mut *self) {
            Ok(_) => self.finish(),
            Err(SealingError::Io(error)) => {
                Err(self.stopped.take().unwrap_or_else(|| stick(&error)))
            }
            Err(_) => Err(Code::ParcelDamaged.into()),
        }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.unpacker.feed(bytes);
        while self.unpacker.step(&mut self.intake)?.map_err(code_of)? {
            self.tell(0)?;
        }
        self.tell(bytes.len() as u64)
    }

    fn tell(&mut self, by: u64) -> Result<(), Failure> {
        let Progress { done, total } = self.progress;
        self.progress.done = done.saturating_add(by).min(total);
        match (self.watcher)(self.progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Code::Cancelled.into()),
        }
    }

    fn finish(&mut self) -> Result<(), Failure> {
        let finished = self.unpacker.finish(&mut self.intake)?;
        finished.map_err(|fault: ParcelFault| code_of(fault).into())
    }

    /// What came, and why it stopped if it did.
    fn answer(self, stopped: Result<(), Failure>) -> Result<Response, Failure> {
        let unpacked = self.unpacker.unpacked().clone();
        let stopped = stopped.err();
        let Some(label) = unpacked.label else {
            return Err(stopped.unwrap_or(Code::ParcelCutShort.into()));
        };
        if unpacked.taken + unpacked.entries + unpacked.attachments > 0 {
            self.desk.told_of_changes();
        }
        let (from, missing) =
            self.desk.open(|vault| Ok((sender(vault, &label)?, vault.attachments_lacking()?)))?;
        Ok(Response {
            from: Some(from),
            packed_at: Some(at(label.clock.millis)),
            taken: unpacked.taken,
            known: unpacked.known,
            held: self.intake.held(),
            entries: unpacked.entries,
            directory_fault: unpacked.directory_fault.is_some(),
            attachments: unpacked.attachments,
            attachments_missing: missing,
            gap: self.intake.gap,
            fault: stopped.map(|failure| failure.code),
        })
    }
}

impl Write for Inlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.put(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(failure) => {
                self.stopped = Some(failure);
                Err(io::Error::other("stopped"))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn sender(vault: &vault::Vault, label: &Label) -> Result<SyncSender, Failure> {
    let Some(device) = label.from else { return Ok(SyncSender::Station) };
    let people = vault.roster()?.people;
    let hers = |one: &vault::RosterPerson| one.devices.iter().any(|known| known.id == device);
    Ok(SyncSender::Person(people.into_iter().find(hers).map(|one| one.name)))
}

impl Response {
    fn nothing() -> Self {
        Self {
            from: None,
            packed_at: None,
            taken: 0,
            known: 0,
            held: Vec::new(),
            entries: 0,
            directory_fault: false,
            attachments: 0,
            attachments_missing: 0,
            gap: false,
            fault: None,
        }
    }
}
