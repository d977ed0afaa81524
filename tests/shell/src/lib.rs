//! The harness for journeys in the real window: a laptop in a folder, a display, a driver, and
//! the verbs a story is told with.
//!
//! A [`Laptop`] holds everything one worker's machine would: the data folder, the temp folder, the
//! user's own folders, and a place for exported files. [`Laptop::open`] starts the program in a
//! real window and returns a [`Window`], whose verbs ([`Window::click`], [`Window::write`],
//! [`Window::see`], …) wait for what they need, and say what they missed. Whatever was started
//! ends with the value that stands for it.

mod accessible;
mod desktop;
mod display;
mod driver;
mod laptop;
mod measures;
mod process;
mod program;
mod remembers;
mod steps;
mod target;
mod upload;
mod verbs;
mod window;
mod words;

pub use accessible::Violation;
pub use laptop::Laptop;
pub use measures::Measures;
pub use program::Program;
pub use steps::{PASSPHRASE, STATION, WORKER, Worker, text_of};
pub use target::Target;
pub use testkit::sweep::Find;
pub use window::Window;
pub use words::Words;
