//! The engine against a station and laptops in memory.

mod bad_directory;
mod bad_station;
mod cuts;
mod model;
mod oracle;
mod plain;
mod random_cuts;
mod refusals;
mod restored;
mod simulation;
