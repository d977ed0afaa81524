//! The laptop and its station brought together in the background, while a vault is open. Requests go out while nobody
//! holds the vault: it is held for short steps between them, so that nothing that is typed waits for a network.

mod background;
pub mod cancel;
mod laptop;
mod listen;
pub mod note_alarm;
pub mod now;
mod reason;
mod round;
pub mod state;
pub mod view;
mod waiting;

pub(crate) use background::Background;
pub use round::Rounded;
