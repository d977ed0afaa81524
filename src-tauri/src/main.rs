//! Jiafang's window: it opens the screens, carries three commands between them and the desk,
//! and locks the vault when the worker walks away. Nothing is decided here; the use cases are
//! in `crates/desk`.

mod app;
mod arguments;
mod closing;
mod commands;
mod hardening;
mod host;
mod idle;
mod locking;
mod permissions;
mod picking;
#[cfg(test)]
mod policy;
mod session;
mod syncing;
mod view;
mod window;

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Every freed block of memory is wiped: requests, replies and pictures pass through buffers that
/// belong to libraries and know nothing of secrets.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(refusal) => return fail(&refusal, 2),
    };
    hardening::report_faults_without_their_words();
    if let Err(error) = hardening::forbid_memory_dumps() {
        return fail(&error, 1);
    }
    match app::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error, 1),
    }
}

/// Says why the program stops, to whoever started it from a terminal.
#[allow(clippy::print_stderr, reason = "a program may talk to its terminal")]
fn fail(reason: &dyn std::fmt::Display, code: u8) -> ExitCode {
    eprintln!("jiafang: {reason}");
    ExitCode::from(code)
}
