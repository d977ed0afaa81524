//! Unpacking.

use protocol::api::{Numbered, Push};
use protocol::directory::{DirectoryFault, SignedEntry};
use protocol::parcel::{BlobPiece, Ended, Head, Label, ParcelFault, Part, Reader};

use crate::store::{Entries, Received};

/// What became of a piece of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It is kept; more must come.
    Part,
    /// The attachment is whole.
    Whole,
    /// It was here before.
    Known,
    /// It is not kept: nothing asks for it, or the whole is not what it should be.
    Left,
}

/// Where a parcel goes. Every call is durable as a whole when it returns, or has changed nothing.
pub trait Intake {
    /// Faults of the disk, and whatever else ends the work.
    type Error;

    /// Whether the parcel is for this laptop, by what stands on it.
    ///
    /// # Errors
    /// [`Self::Error`], as all below. One here means that nothing of the parcel is taken.
    fn admit(&mut self, label: &Label) -> Result<(), Self::Error>;

    /// Verifies and keeps entries of the directory, up to the first that does not go in. What is here already is none.
    fn entries(&mut self, entries: &[SignedEntry]) -> Result<Entries, Self::Error>;

    /// Verifies and keeps changes; one that is not believed is held and stops no other. Cursors stay where they are.
    fn changes(&mut self, items: Vec<Numbered>) -> Result<Received, Self::Error>;

    /// Keeps a piece of an attachment.
    fn piece(&mut self, piece: &BlobPiece) -> Result<Piece, Self::Error>;

    /// All of it came. Whoever packed it said so, if her signature holds.
    fn end(&mut self, label: &Label, ended: &Ended) -> Result<(), Self::Error>;
}

/// What came of a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// What stands on it; none where it broke off before.
    pub label: Option<Label>,
    /// Entries of the directory that are new here.
    pub entries: u64,
    /// Why the next did not go in.
    pub directory_fault: Option<DirectoryFault>,
    /// Changes that are new here.
    pub taken: u64,
    /// Changes that were here before.
    pub known: u64,
    /// Changes that are not believed, or not yet: kept aside.
    pub held: u64,
    /// Attachments that are new here.
    pub attachments: u64,
    /// Attachments that were not kept.
    pub attachments_left: u64,
}

/// Takes the bytes of a parcel as they come.
#[derive(Debug)]
pub struct Unpacker {
    reader: Reader,
    unpacked: Unpacked,
}

impl Unpacker {
    /// Begins with the parcel that has this head.
    #[must_use]
    pub fn new(head: &Head) -> Self {
        Self { reader: Reader::new(head), unpacked: Unpacked::default() }
    }

    /// What came so far.
    #[must_use]
    pub fn unpacked(&self) -> &Unpacked {
        &self.unpacked
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.reader.feed(bytes);
    }

    /// Takes in one part of what was fed. False where more must be fed first.
    ///
    /// # Errors
    /// Inside, why the parcel is no whole one: what came before it counts. Outside, what the intake answers.
    pub fn step<I: Intake>(&mut self, to: &mut I) -> Result<Result<bool, ParcelFault>, I::Error> {
        let part = match self.reader.part() {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(Ok(false)),
            Err(fault) => return Ok(Err(fault)),
        };
        match part {
            Part::Label(label) => {
                to.admit(&label)?;
                self.unpacked.label = Some(label);
            }
            Part::Entries(part) => self.entries(to, &part.entries)?,
            Part::Changes(changes) => self.changes(to, changes)?,
            Part::Blob(piece) => self.piece(to, &piece)?,
        }
        Ok(Ok(true))
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub fn finish<I: Intake>(&mut self, to: &mut I) -> Result<Result<(), ParcelFault>, I::Error> {
        let ended = match self.reader.finish() {
            Ok(ended) => ended,
            Err(fault) => return Ok(Err(fault)),
        };
        if let Some(label) = &self.unpacked.label {
            to.end(label, &ended)?;
        }
        Ok(Ok(()))
    }

    /// Behind an entry that is refused none is tried: it could not go in.
    fn entries<I: Intake>(&mut self, to: &mut I, entries: &[SignedEntry]) -> Result<(), I::Error> {
        if self.unpacked.directory_fault.is_none() {
            let came = to.entries(entries)?;
            self.unpacked.entries += came.applied as u64;
            self.unpacked.directory_fault = came.fault;
        }
        Ok(())
    }

    fn changes<I: Intake>(&mut self, to: &mut I, Push { changes }: Push) -> Result<(), I::Error> {
        let numbered = changes.into_iter().zip(1..);
        let items = numbered.map(|(change, n)| Numbered { n, change }).collect();
        let received = to.changes(items)?;
        self.unpacked.taken += received.taken as u64;
        self.unpacked.known += received.known as u64;
        self.unpacked.held += received.held as u64;
        Ok(())
    }

    fn piece<I: Intake>(&mut self, to: &mut I, piece: &BlobPiece) -> Result<(), I::Error> {
        let last = piece.end() == piece.total;
        match to.piece(piece)? {
            Piece::Whole => self.unpacked.attachments += 1,
            Piece::Left if last => self.unpacked.attachments_left += 1,
            Piece::Part | Piece::Known | Piece::Left => {}
        }
        Ok(())
    }
}
