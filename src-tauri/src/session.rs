//! Hears from the desktop session that the screen is being locked or the laptop sent to sleep.

use crate::locking::Locking;

/// Listens for as long as the program runs. A system without a session bus has nothing to say;
/// the idle watch and the sleep clock still guard it.
#[cfg(target_os = "linux")]
pub fn watch(locking: Locking) -> anyhow::Result<()> {
    use anyhow::Context as _;
    use gio::BusType;
    use gio::glib::{MainContext, MainLoop};

    let listen = move || {
        // Its own loop, so that waiting for a draft to be saved never holds up the window.
        let context = MainContext::new();
        let _ = context.with_thread_default(|| {
            let nobody = None::<&gio::Cancellable>;
            let buses = Buses {
                system: gio::bus_get_sync(BusType::System, nobody).ok(),
                session: gio::bus_get_sync(BusType::Session, nobody).ok(),
            };
            let _listening = Listening::start(&buses, move || locking.lock_now());
            MainLoop::new(Some(&context), false).run();
        });
    };
    std::thread::Builder::new()
        .name("session".to_owned())
        .spawn(listen)
        .context("the session watch could not be started")?;
    Ok(())
}

/// No session to hear elsewhere.
#[cfg(not(target_os = "linux"))]
pub fn watch(_locking: Locking) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
pub use linux::{Buses, Listening};

#[cfg(target_os = "linux")]
mod linux;

#[cfg(all(test, target_os = "linux"))]
mod tests;
