//! A private bus, a logind of our own on it, and what the shell hears.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use gio::glib::{MainContext, MainLoop, Variant};
use gio::prelude::ToVariant as _;
use gio::{BusNameOwnerFlags, DBusConnection, DBusConnectionFlags};

use super::{Buses, Listening};

/// A message bus that ends with the test.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is part of the set-up");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned() }
    }

    fn connect(&self) -> DBusConnection {
        DBusConnection::for_address_sync(
            &self.address,
            DBusConnectionFlags::AUTHENTICATION_CLIENT
                | DBusConnectionFlags::MESSAGE_BUS_CONNECTION,
            None,
            None::<&gio::Cancellable>,
        )
        .unwrap()
    }

    /// A connection that owns `name`, as the real speaker would.
    fn speaker(&self, name: &str) -> DBusConnection {
        let connection = self.connect();
        let wish = (name, BusNameOwnerFlags::NONE.bits()).to_variant();
        connection
            .call_sync(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus",
                "RequestName",
                Some(&wish),
                None,
                gio::DBusCallFlags::NONE,
                2_000,
                None::<&gio::Cancellable>,
            )
            .unwrap();
        connection
    }

    /// Listens on this bus as the shell does; every lock is one message.
    fn listen(&self) -> Receiver<()> {
        let (ready, is_ready) = channel();
        let (locked, locks) = channel();
        let (system, session) = (self.address.clone(), self.address.clone());
        std::thread::spawn(move || {
            let context = MainContext::new();
            context
                .with_thread_default(|| {
                    let connect = |address: &str| {
                        DBusConnection::for_address_sync(
                            address,
                            DBusConnectionFlags::AUTHENTICATION_CLIENT
                                | DBusConnectionFlags::MESSAGE_BUS_CONNECTION,
                            None,
                            None::<&gio::Cancellable>,
                        )
                        .ok()
                    };
                    let buses = Buses { system: connect(&system), session: connect(&session) };
                    let _listening = Listening::start(&buses, move || {
                        let _ = locked.send(());
                    });
                    flush(&buses);
                    ready.send(()).unwrap();
                    MainLoop::new(Some(&context), false).run();
                })
                .unwrap();
        });
        is_ready.recv_timeout(Duration::from_secs(10)).unwrap();
        locks
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

fn flush(buses: &Buses) {
    for bus in [&buses.system, &buses.session].into_iter().flatten() {
        bus.flush_sync(None::<&gio::Cancellable>).unwrap();
    }
}

fn say(speaker: &DBusConnection, path: &str, interface: &str, signal: &str, what: Option<Variant>) {
    speaker.emit_signal(None, path, interface, signal, what.as_ref()).unwrap();
    speaker.flush_sync(None::<&gio::Cancellable>).unwrap();
}

const SOON: Duration = Duration::from_secs(5);
const A_MOMENT: Duration = Duration::from_millis(300);
const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MANAGER_PATH: &str = "/org/freedesktop/login1";

#[test]
fn the_lid_locks_and_waking_does_not() {
    let bus = Bus::start();
    let logind = bus.speaker(LOGIND);
    let locks = bus.listen();

    let asleep = |yes: bool| Some((yes,).to_variant());
    say(&logind, MANAGER_PATH, MANAGER, "PrepareForSleep", asleep(true));
    locks.recv_timeout(SOON).expect("going to sleep locks");

    say(&logind, MANAGER_PATH, MANAGER, "PrepareForSleep", asleep(false));
    assert!(locks.recv_timeout(A_MOMENT).is_err(), "waking locked again");
}

#[test]
fn the_lock_key_of_the_session_locks() {
    let bus = Bus::start();
    let logind = bus.speaker(LOGIND);
    let locks = bus.listen();

    let session = "org.freedesktop.login1.Session";
    say(&logind, "/org/freedesktop/login1/session/_31", session, "Lock", None);

    locks.recv_timeout(SOON).expect("the lock key locks");
}

#[test]
fn the_screen_saver_locks_as_it_comes_on() {
    for name in ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"] {
        let bus = Bus::start();
        let saver = bus.speaker(name);
        let locks = bus.listen();

        let active = Some((true,).to_variant());
        say(&saver, "/org/gnome/ScreenSaver", name, "ActiveChanged", active);

        locks.recv_timeout(SOON).expect(name);
    }
}

#[test]
fn another_programs_words_lock_nothing() {
    let bus = Bus::start();
    let _logind = bus.speaker(LOGIND);
    let stranger = bus.connect();
    let locks = bus.listen();

    let asleep = Some((true,).to_variant());
    say(&stranger, MANAGER_PATH, MANAGER, "PrepareForSleep", asleep);

    assert!(locks.recv_timeout(A_MOMENT).is_err(), "a stranger locked the vault");
}
