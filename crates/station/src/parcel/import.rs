//! A parcel on its way in. It is read twice: once to see that it is whole and who packed it, once to take it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use protocol::Hash;
use protocol::api::{Answer, RefusalCode, Refused};
use protocol::parcel::{BlobPiece, Ended, HEAD_LEN, Head, Label, ParcelFault, Part, Reader};

use super::ParcelError;
use crate::blobs::Piece;
use crate::station::{Asker, Speaker, Station};

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Who packed a parcel for the station, and what she asks for.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Who.
    pub by: Asker,
    /// Up to this place the station's changes have come to her.
    pub cursor: u64,
    /// Up to this index the directory has.
    pub directory: Option<u64>,
    /// Attachments that she lacks.
    pub wants: Vec<Hash>,
}

/// What came of a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Entries of the directory that are in it or were.
    pub entries: u64,
    /// Why the next is not.
    pub entry_refused: Option<Refused>,
    /// Changes that are new here.
    pub stored: u64,
    /// Changes that were here before.
    pub there: u64,
    /// Changes whose author's change before them is not here: it must come first.
    pub waiting: u64,
    /// Changes that are not taken, by reason.
    pub refused: BTreeMap<RefusalCode, u64>,
    /// Attachments that are here whole.
    pub attachments: u64,
}

/// Reads a parcel to its end, and says who packed it. Takes nothing.
///
/// # Errors
/// [`ParcelError`].
pub fn look(station: &Station, file: &Path) -> Result<Sent, ParcelError> {
    let mut file = File::open(file)?;
    look_at(station, &mut file)
}

/// Takes in a parcel. Twice does no harm.
///
/// # Errors
/// [`ParcelError`]; with [`ParcelError::Refused`] some of it may be kept.
pub fn import(station: &Station, file: &Path) -> Result<(Sent, Imported), ParcelError> {
    let mut file = File::open(file)?;
    let sent = look_at(station, &mut file)?;
    file.seek(SeekFrom::Start(0))?;
    let mut imported = Imported::default();
    walk(&mut file, |part| take(station, sent.by, part, &mut imported))?;
    Ok((sent, imported))
}

fn look_at(station: &Station, file: &mut File) -> Result<Sent, ParcelError> {
    let mut label = None;
    let (head, ended) = walk(file, |part| {
        if let Part::Label(found) = part {
            label = Some(found);
        }
        Ok(())
    })?;
    if station.hello().station.ok_or(ParcelError::NotFounded)? != head.station {
        return Err(ParcelError::OtherStation);
    }
    let label: Label = label.ok_or(ParcelFault::Damaged)?;
    if label.to.is_some() {
        return Err(ParcelError::NotForStation);
    }
    let by = packer(station, &label, &ended).ok_or(ParcelError::Unsigned)?;
    let directory = label.directory.map(|head| head.index);
    Ok(Sent { by, cursor: label.cursor, directory, wants: label.wants })
}

fn packer(station: &Station, label: &Label, ended: &Ended) -> Option<Asker> {
    let id = label.from?;
    let directory = station.directory();
    let device = directory.as_ref()?.device(id).filter(|device| device.is_active())?;
    ended.verify(&device.sign).ok()?;
    Some(Asker { device: id, person: device.person })
}

/// Goes through the parts of a whole parcel.
fn walk(
    file: &mut File,
    mut each: impl FnMut(Part) -> Result<(), ParcelError>,
) -> Result<(Head, Ended), ParcelError> {
    let mut file = BufReader::with_capacity(CHUNK, file);
    let mut head = Vec::new();
    file.by_ref().take(HEAD_LEN as u64).read_to_end(&mut head)?;
    let head = Head::read(&head)?;
    if head.sealed {
        return Err(ParcelError::NotForStation);
    }
    let (mut reader, mut chunk) = (Reader::new(&head), vec![0; CHUNK]);
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok((head, reader.finish()?)),
            read => reader.feed(&chunk[..read]),
        }
        while let Some(part) = reader.part()? {
            each(part)?;
        }
    }
}

fn take(
    station: &Station,
    by: Asker,
    part: Part,
    imported: &mut Imported,
) -> Result<(), ParcelError> {
    match part {
        Part::Label(_) => {}
        Part::Entries(part) => {
            for entry in part.entries {
                // Behind one that is refused none can follow.
                if imported.entry_refused.is_some() {
                    break;
                }
                match station.append_entry(entry) {
                    Ok(_) => imported.entries += 1,
                    Err(why) if why.code == RefusalCode::ReadOnly => return Err(why.into()),
                    Err(why) => imported.entry_refused = Some(why),
                }
            }
        }
        Part::Changes(push) => {
            for answer in station.push(Speaker { asker: by, ended: None }, push)?.answers {
                match answer {
                    Answer::Stored => imported.stored += 1,
                    Answer::AlreadyThere => imported.there += 1,
                    Answer::Waiting => imported.waiting += 1,
                    Answer::Refused(why) => *imported.refused.entry(why.code).or_default() += 1,
                }
            }
        }
        Part::Blob(piece) => {
            take_piece(station, by, &piece)?;
            imported.attachments += u64::from(piece.end() == piece.total);
        }
    }
    Ok(())
}

/// What the laptop had sent over the network before is not taken twice.
fn take_piece(station: &Station, by: Asker, piece: &BlobPiece) -> Result<(), ParcelError> {
    let from = |offset: u64| {
        let skip = usize::try_from(offset.checked_sub(piece.offset)?).ok()?;
        let bytes = piece.bytes.get(skip..).filter(|bytes| !bytes.is_empty())?;
        let (hash, length) = (piece.hash, piece.total);
        Some(Piece { hash, device: by.device, offset, length, bytes })
    };
    let Some(first) = from(piece.offset) else { return Ok(()) };
    match station.take_blob(first) {
        Ok(_) => Ok(()),
        Err(Refused { code: RefusalCode::WrongOffset, detail: Some(here) }) => {
            match from(here) {
                Some(rest) => _ = station.take_blob(rest)?,
                None if here >= piece.end() => {}
                None => return Err(Refused::from(RefusalCode::WrongOffset).into()),
            }
            Ok(())
        }
        Err(why) => Err(why.into()),
    }
}
