//! What the desktop says to a window.

use anyhow::Context as _;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt as _, EventMask};
use x11rb::wrapper::ConnectionExt as _;

/// Asks a window to close, as its cross does. What comes of it is for the program to decide (ICCCM 4.2.8.1).
pub(crate) fn ask_to_close(display: &str, window: u32) -> anyhow::Result<()> {
    let (connection, _) = x11rb::connect(Some(display)).context("the display does not answer")?;
    let atom = |name: &str| -> anyhow::Result<u32> {
        Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    };
    let (protocols, close) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
    let message =
        ClientMessageEvent::new(32, window, protocols, [close, x11rb::CURRENT_TIME, 0, 0, 0]);
    connection.send_event(false, window, EventMask::NO_EVENT, message)?;
    connection.sync()?;
    Ok(())
}
