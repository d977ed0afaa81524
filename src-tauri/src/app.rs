//! Puts the pieces together: desk, window, and the watchers that lock.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use desk::Desk;
use serde_json::json;
use tauri::{App, Manager as _, RunEvent, WindowEvent};

use crate::arguments::Arguments;
use crate::closing::Closing;
use crate::host::WindowHost;
use crate::locking::Locking;
use crate::{commands, host, idle, session, window};

/// Runs the program until its window is closed.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    let home = host::data_folder()?;
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::upload_chunk,
            commands::fetch_bytes
        ])
        .setup(move |app| Ok(set_up(app, home, arguments)?))
        .build(tauri::generate_context!())
        .context("the window system could not be reached")?;
    app.run(|app, event| {
        let Some(closing) = app.try_state::<Closing>() else {
            return;
        };
        match event {
            RunEvent::WindowEvent { event: WindowEvent::CloseRequested { api, .. }, .. } => {
                closing.asked(&api)
            }
            RunEvent::Exit => closing.done(),
            _ => {}
        }
    });
    Ok(())
}

fn set_up(app: &mut App, home: PathBuf, arguments: Arguments) -> anyhow::Result<()> {
    let handle = app.handle();
    let host = WindowHost::new(handle.clone(), home.clone());
    let desk = Arc::new(Desk::new(Arc::new(host)));
    if arguments.sample {
        // The door of the vault offers the sample, too, and says there why it cannot be opened.
        let _ = desk.call("vault_open_sample", json!({}));
    }
    let locking = Locking::new(handle.clone(), Arc::clone(&desk));
    app.manage(Closing::new(handle.clone(), Arc::clone(&desk), locking.clone()));
    app.manage(Arc::clone(&desk));
    window::open(handle, &home)?;
    idle::watch(desk)?;
    session::watch(locking)?;
    Ok(())
}
