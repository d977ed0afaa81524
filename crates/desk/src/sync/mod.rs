//! The laptop and its station brought together in the background, while a vault is open. Requests go out while nobody
//! holds the vault: it is held for short steps between them, so that nothing that is typed waits for a network. Where there is
//! none, a file on a stick carries the same: `export` and `import`.

mod background;
pub mod cancel;
mod covers;
pub mod export;
pub mod import;
mod intake;
mod laptop;
mod leave;
mod listen;
pub mod note_alarm;
pub mod now;
pub mod parcel;
mod reason;
mod round;
mod shelf;
pub mod state;
pub mod view;
mod wait_for;
pub(crate) mod waiting;

pub(crate) use background::Background;
pub use round::Rounded;
