//! The station as laptops meet it: real TLS on a free port, a small client, and people with keys.

mod attachments;
mod client;
mod copies;
mod directory;
mod files;
mod full;
mod greeting;
mod killed;
mod people;
mod program;
mod pushing;
mod refusals;
mod slow;
mod world;
