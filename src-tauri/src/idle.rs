//! The beat of a second at which the desk decides whether the worker has walked away.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use desk::Desk;

const BEAT: Duration = Duration::from_secs(1);

/// Starts the beat. The desk knows when it was last touched, how long it may lie open, and from
/// the clocks it is given, whether the laptop slept.
pub fn watch(desk: Arc<Desk>) -> anyhow::Result<()> {
    let beat = move || {
        loop {
            std::thread::sleep(BEAT);
            desk.tick();
        }
    };
    std::thread::Builder::new()
        .name("idle".to_owned())
        .spawn(beat)
        .context("the idle watch could not be started")?;
    Ok(())
}
