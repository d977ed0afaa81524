//! Doors for tests and fuzzing.

pub use crate::backup::testing::unpack as unpack_backup;
