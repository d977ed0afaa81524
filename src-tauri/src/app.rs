//! Puts the pieces together: desk, window, and the watchers that lock.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use crate::desk::Desk;
use tauri::{App, Manager as _, RunEvent, WindowEvent};

use crate::arguments::Arguments;
use crate::closing::Closing;
use crate::host::WindowHost;
use crate::locking::Locking;
use crate::{commands, host, idle, session, window};

/// Runs the program until its window is closed.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    let home = host::data_folder(arguments.sample)?;
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::upload_chunk,
            commands::fetch_bytes
        ])
        .setup(move |app| Ok(set_up(app, home)?))
        .build(tauri::generate_context!())
        .context("the window system could not be reached")?;
    app.run(|app, event| {
        if let RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } = event
            && let Some(closing) = app.try_state::<Closing>()
        {
            closing.asked(&api);
        }
    });
    Ok(())
}

fn set_up(app: &mut App, home: PathBuf) -> anyhow::Result<()> {
    let handle = app.handle();
    let desk = Arc::new(Desk::new(Box::new(WindowHost::new(
        handle.clone(),
        home.clone(),
    ))));
    let locking = Locking::new(handle.clone(), Arc::clone(&desk));
    app.manage(Closing::new(handle.clone(), locking.clone()));
    app.manage(Arc::clone(&desk));
    window::open(handle, &home)?;
    idle::watch(desk, locking.clone())?;
    session::watch(locking)?;
    Ok(())
}
