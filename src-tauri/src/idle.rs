//! The beat of a second at which the desk decides whether the worker has walked away.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use crate::desk::Desk;

use crate::locking::Locking;
use crate::sleep::Uptime;

const BEAT: Duration = Duration::from_secs(1);

/// Starts the beat. The desk knows when it was last touched and how long it may lie open; the
/// shell adds only the sleep of the laptop, which no beat can count.
pub fn watch(desk: Arc<Desk>, locking: Locking) -> anyhow::Result<()> {
    let beat = move || {
        let mut before = Uptime::read();
        loop {
            std::thread::sleep(BEAT);
            let now = Uptime::read();
            if now.slept_since(before) {
                locking.lock_now();
            }
            before = now;
            desk.tick();
        }
    };
    std::thread::Builder::new()
        .name("idle".to_owned())
        .spawn(beat)
        .context("the idle watch could not be started")?;
    Ok(())
}
