//! A parcel on its way out: what a person may read, as over the network. It is not sealed, for the station has no key and
//! makes none: who finds it learns what the station knows.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use protocol::api::{MAX_ENTRIES, Push};
use protocol::parcel::{BlobPiece, Entries, Head, Label, MAX_PIECE_LEN, Part, Writer};
use protocol::{Hash, HybridClock, PersonId};

use super::ParcelError;
use super::import::Sent;
use crate::clock;
use crate::home::sync_folder;
use crate::station::{Asker, Station};

/// For whom a parcel is made, and what she has.
#[derive(Clone, Debug)]
pub struct For {
    asker: Asker,
    cursor: u64,
    directory: Option<u64>,
    wants: Vec<Hash>,
}

impl For {
    /// For a person of whom nothing is known but what she may read: all of it. Attachments she has to ask for.
    ///
    /// # Errors
    /// [`ParcelError::NobodyThere`].
    pub fn person(station: &Station, person: PersonId) -> Result<Self, ParcelError> {
        let directory = station.directory();
        let directory = directory.as_ref().ok_or(ParcelError::NotFounded)?;
        let device = directory.active_devices(person).next().ok_or(ParcelError::NobodyThere)?;
        let asker = Asker { device, person };
        Ok(Self { asker, cursor: 0, directory: None, wants: Vec::new() })
    }

    /// For whoever packed a parcel: what she lacks by what stands on it.
    #[must_use]
    pub fn answer(sent: &Sent) -> Self {
        let Sent { by, cursor, directory, wants } = sent.clone();
        Self { asker: by, cursor, directory, wants }
    }
}

/// What went into a parcel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Entries of the directory.
    pub entries: u64,
    /// Changes.
    pub changes: u64,
    /// Attachments.
    pub attachments: u64,
}

/// Makes a parcel. It appears under its name when it is whole.
///
/// # Errors
/// [`ParcelError`]; an existing file is never replaced, and nothing is left of one that was not finished.
pub fn export(station: &Station, to: &For, file: &Path) -> Result<Exported, ParcelError> {
    if file.exists() {
        return Err(ParcelError::Exists);
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let made = make(station, to, &part).and_then(|made| {
        fs::rename(&part, file)?;
        Ok(made)
    });
    if made.is_err() {
        // It is of no use to anybody.
        let _ = fs::remove_file(&part);
    }
    let made = made?;
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    // A stick may have no way to sync a folder. The file itself is synced.
    let _ = sync_folder(folder.unwrap_or(Path::new(".")));
    Ok(made)
}

fn make(station: &Station, to: &For, part: &Path) -> Result<Exported, ParcelError> {
    let id = station.hello().station.ok_or(ParcelError::NotFounded)?;
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(part)?;
    let head = Head { sealed: false, station: id };
    let mut packing = Packing { out: BufWriter::new(file), writer: Writer::new(&head) };
    packing.out.write_all(&head.to_bytes())?;
    packing.put(&Part::Label(label(station, to)))?;
    let exported = Exported {
        entries: packing.entries(station, to.directory)?,
        changes: packing.changes(station, to)?,
        attachments: packing.attachments(station, &to.wants)?,
    };
    let Packing { mut out, writer } = packing;
    out.write_all(&writer.end(None))?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(exported)
}

fn label(station: &Station, to: &For) -> Label {
    let directory = station.directory();
    Label {
        from: None,
        to: Some(to.asker.person),
        clock: HybridClock { millis: clock::unix_seconds().saturating_mul(1000), counter: 0 },
        span: None,
        directory: directory.as_ref().and_then(|directory| directory.head()),
        cursor: 0,
        receipts: Vec::new(),
        wants: Vec::new(),
    }
}

struct Packing {
    out: BufWriter<File>,
    writer: Writer,
}

impl Packing {
    fn put(&mut self, part: &Part) -> Result<(), ParcelError> {
        Ok(self.out.write_all(&self.writer.part(part))?)
    }

    fn entries(&mut self, station: &Station, mut after: Option<u64>) -> Result<u64, ParcelError> {
        let mut count = 0;
        loop {
            let page = station.entries(after, None)?;
            let came = page.entries.len() as u64;
            for entries in page.entries.chunks(MAX_ENTRIES) {
                self.put(&Part::Entries(Entries { entries: entries.to_vec() }))?;
            }
            count += came;
            if !page.more || came == 0 {
                return Ok(count);
            }
            after = Some(after.map_or(0, |after| after + 1) + came - 1);
        }
    }

    fn changes(&mut self, station: &Station, to: &For) -> Result<u64, ParcelError> {
        let (mut count, mut after) = (0, to.cursor);
        loop {
            let page = station.changes(to.asker, after, None, None)?;
            let changes: Vec<_> = page.items.into_iter().map(|item| item.change).collect();
            if !changes.is_empty() {
                count += changes.len() as u64;
                self.put(&Part::Changes(Push { changes }))?;
            }
            if !page.more {
                return Ok(count);
            }
            after = page.next;
        }
    }

    fn attachments(&mut self, station: &Station, wants: &[Hash]) -> Result<u64, ParcelError> {
        let mut count = 0;
        for hash in wants {
            // What is not here she asks for again.
            let Ok(mut found) = station.open_blob(*hash) else { continue };
            let (mut offset, total) = (0, found.length());
            while offset < total {
                let next = offset..offset + MAX_PIECE_LEN as u64;
                let bytes = station.blobs.read(&mut found, next);
                let bytes = bytes.map_err(|error| station.blob_refusal(&error))?;
                if bytes.is_empty() {
                    return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
                }
                let piece = BlobPiece { hash: *hash, offset, total, bytes };
                offset = piece.end();
                self.put(&Part::Blob(piece))?;
            }
            count += u64::from(total > 0);
        }
        Ok(count)
    }
}
