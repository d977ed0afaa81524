//! The station: the server of a social work station. It stores and forwards what it cannot read.
//!
//! It is built on `protocol` and on no other room: what opens a case is not among its libraries, and it cannot be
//! compiled with it. What it knows: ids, keys that are public, roles, who is a member of which file, sizes and times.
//!
//! `home` is the folder in which all lies; `store` and `blobs` keep; `service` answers what laptops ask; `http` carries
//! it; `server` listens; `parcel` is for sticks. The program is `jiafang-station`.

pub mod archive;
pub mod blobs;
pub mod certificate;
pub mod clock;
pub mod counters;
pub mod founding;
pub mod home;
pub mod http;
mod leave;
mod listeners;
pub mod parcel;
mod porch;
pub mod random;
pub mod rates;
mod reach;
pub mod running;
pub mod server;
mod service;
pub mod sessions;
pub mod space;
mod station;
mod steady;
pub mod store;

pub use certificate::Address;
pub use home::{Home, HomeError};
pub use running::{RunError, Running};
pub use server::{ServeError, Serving, serve};
pub use station::{Asker, News, Settings, Station};
