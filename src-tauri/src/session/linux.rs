//! The signals of logind and of the screen savers, over D-Bus.

use std::cell::RefCell;
use std::rc::Rc;

use gio::glib::{Variant, VariantTy};
use gio::prelude::ToVariant as _;
use gio::{DBusCallFlags, DBusConnection, DBusSignalFlags, UnixFDList};

const LOGIND: &str = "org.freedesktop.login1";
const LOGIND_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SCREEN_SAVERS: [&str; 2] = ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"];

/// How long a bus may take to answer, in milliseconds.
const PATIENCE: i32 = 2_000;

/// The buses that could be reached.
pub struct Buses {
    /// Where logind speaks.
    pub system: Option<DBusConnection>,
    /// Where the screen savers speak.
    pub session: Option<DBusConnection>,
}

/// The subscriptions in force; they end with this value.
pub struct Listening {
    /// Holds sleep back until the vault is locked: logind waits while this is open.
    _delay: Rc<RefCell<Option<UnixFDList>>>,
}

impl Listening {
    /// Calls `lock` before the laptop sleeps and when the screen is locked, on the current
    /// thread's loop.
    pub fn start(buses: &Buses, lock: impl Fn() + Clone + 'static) -> Self {
        let delay = Rc::new(RefCell::new(None));
        if let Some(system) = &buses.system {
            *delay.borrow_mut() = delay_sleep(system);
            before_sleep(system, lock.clone(), Rc::clone(&delay));
            on_session_lock(system, lock.clone());
        }
        if let Some(session) = &buses.session {
            for interface in SCREEN_SAVERS {
                on_screen_saver(session, interface, lock.clone());
            }
        }
        Self { _delay: delay }
    }
}

/// Sleep is announced; logind gives those who asked for a delay a few seconds.
fn before_sleep(
    system: &DBusConnection,
    lock: impl Fn() + 'static,
    delay: Rc<RefCell<Option<UnixFDList>>>,
) {
    subscribe(system, LOGIND, MANAGER, "PrepareForSleep", Some(LOGIND_PATH), move |bus, asleep| {
        if first_is_true(asleep) {
            lock();
            delay.borrow_mut().take();
        } else {
            *delay.borrow_mut() = delay_sleep(bus);
        }
    });
}

/// This session's lock key was pressed. Where the session is unknown, any session's will do.
fn on_session_lock(system: &DBusConnection, lock: impl Fn() + 'static) {
    let this_process = (std::process::id(),).to_variant();
    let own = ask(system, "GetSessionByPID", &this_process, "(o)");
    let path = own
        .as_ref()
        .and_then(|answer| answer.try_child_value(0))
        .and_then(|path| path.str().map(str::to_owned));
    subscribe(
        system,
        LOGIND,
        "org.freedesktop.login1.Session",
        "Lock",
        path.as_deref(),
        move |_, _| lock(),
    );
}

/// The desktop's own screen lock came on.
fn on_screen_saver(session: &DBusConnection, interface: &str, lock: impl Fn() + 'static) {
    subscribe(session, interface, interface, "ActiveChanged", None, move |_, active| {
        if first_is_true(active) {
            lock();
        }
    });
}

/// Only signals of `sender` count: any program may send the words of another on a bus.
fn subscribe(
    bus: &DBusConnection,
    sender: &str,
    interface: &str,
    signal: &str,
    path: Option<&str>,
    heard: impl Fn(&DBusConnection, &Variant) + 'static,
) {
    bus.signal_subscribe(
        Some(sender),
        Some(interface),
        Some(signal),
        path,
        None,
        DBusSignalFlags::NONE,
        move |bus, _, _, _, _, said| heard(bus, said),
    );
}

/// Asks logind to wait for us before it sleeps. It does so until the answer is dropped.
fn delay_sleep(system: &DBusConnection) -> Option<UnixFDList> {
    let wish = ("sleep", "Jiafang", "lock the case files", "delay").to_variant();
    let answer = system.call_with_unix_fd_list_sync(
        Some(LOGIND),
        LOGIND_PATH,
        MANAGER,
        "Inhibit",
        Some(&wish),
        VariantTy::new("(h)").ok(),
        DBusCallFlags::NONE,
        PATIENCE,
        None::<&UnixFDList>,
        None::<&gio::Cancellable>,
    );
    answer.ok().map(|(_, held)| held)
}

fn ask(system: &DBusConnection, method: &str, with: &Variant, answer: &str) -> Option<Variant> {
    system
        .call_sync(
            Some(LOGIND),
            LOGIND_PATH,
            MANAGER,
            method,
            Some(with),
            VariantTy::new(answer).ok(),
            DBusCallFlags::NONE,
            PATIENCE,
            None::<&gio::Cancellable>,
        )
        .ok()
}

fn first_is_true(said: &Variant) -> bool {
    said.try_child_value(0).and_then(|first| first.get::<bool>()).unwrap_or(false)
}
