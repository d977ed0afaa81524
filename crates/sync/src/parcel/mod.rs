//! The same by a file on a stick. Who packs does not hear what the other lacks: she goes by what the other gave back last
//! time, and sends all there is where it gave nothing. Who unpacks takes everything in as if it came over the network, a part
//! at a time, and keeps what came before a file breaks off.

mod pack;
mod unpack;

pub use pack::{Packer, Shelf};
pub use unpack::{Intake, Piece, Unpacked, Unpacker};
