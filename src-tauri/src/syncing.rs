//! The threads beside the window that bring laptop and station together. What they do is the desk's.

use std::sync::Arc;

use anyhow::Context as _;
use desk::Desk;

/// Starts them. They end with the program: whatever they leave off was not acknowledged, and is done again.
pub fn start(desk: &Arc<Desk>) -> anyhow::Result<()> {
    spawn("sync", desk, Desk::sync_in_background)?;
    spawn("listen", desk, Desk::listen_in_background)
}

fn spawn(name: &str, desk: &Arc<Desk>, work: fn(&Desk)) -> anyhow::Result<()> {
    let desk = Arc::clone(desk);
    let thread = std::thread::Builder::new().name(name.to_owned());
    thread.spawn(move || work(&desk)).context("the sync could not be started")?;
    Ok(())
}
