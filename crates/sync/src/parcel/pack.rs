//! Packing.

use protocol::api::Push;
use protocol::directory::SignedEntry;
use protocol::parcel::{BlobPiece, Entries, Head, Label, Part, Writer};
use protocol::{Hash, SealedChange, Signature};

/// What goes into a parcel, as the laptop has it. Asked for a part at a time: in between, the laptop is free.
pub trait Shelf {
    /// Faults of the disk, and whatever else ends the work.
    type Error;

    /// What stands on it.
    ///
    /// # Errors
    /// [`Self::Error`], as all below.
    fn label(&mut self) -> Result<Label, Self::Error>;

    /// The next entries of the directory; none where there are no more.
    fn entries(&mut self) -> Result<Vec<SignedEntry>, Self::Error>;

    /// The next changes; none where there are no more.
    fn changes(&mut self) -> Result<Vec<SealedChange>, Self::Error>;

    /// The next piece of an attachment; none where there are no more.
    fn piece(&mut self) -> Result<Option<BlobPiece>, Self::Error>;

    /// Signs all of it.
    fn sign(&mut self, check: Hash) -> Result<Signature, Self::Error>;
}

/// Packs a parcel: says which bytes come next.
#[derive(Debug)]
pub struct Packer {
    writer: Option<Writer>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    Label,
    Entries,
    Changes,
    Pieces,
    End,
}

impl Packer {
    /// Begins a parcel with this head, which the caller has written.
    #[must_use]
    pub fn new(head: &Head) -> Self {
        Self { writer: Some(Writer::new(head)), stage: Stage::Label }
    }

    /// The next bytes; none where the parcel is whole.
    ///
    /// # Errors
    /// What the shelf answers: the parcel is then not whole, and never will be.
    pub fn next<S: Shelf>(&mut self, shelf: &mut S) -> Result<Option<Vec<u8>>, S::Error> {
        loop {
            let Some(writer) = &mut self.writer else { return Ok(None) };
            let part = match self.stage {
                Stage::Label => Some(Part::Label(shelf.label()?)),
                Stage::Entries => {
                    let entries = shelf.entries()?;
                    (!entries.is_empty()).then_some(Part::Entries(Entries { entries }))
                }
                Stage::Changes => {
                    let changes = shelf.changes()?;
                    (!changes.is_empty()).then_some(Part::Changes(Push { changes }))
                }
                Stage::Pieces => shelf.piece()?.map(Part::Blob),
                Stage::End => {
                    let signature = shelf.sign(writer.check())?;
                    return Ok(self.writer.take().map(|writer| writer.end(Some(signature))));
                }
            };
            if let Some(part) = &part {
                let bytes = writer.part(part);
                if matches!(self.stage, Stage::Label) {
                    self.stage = Stage::Entries;
                }
                return Ok(Some(bytes));
            }
            self.stage = match self.stage {
                Stage::Label | Stage::Entries => Stage::Changes,
                Stage::Changes => Stage::Pieces,
                Stage::Pieces | Stage::End => Stage::End,
            };
        }
    }
}
