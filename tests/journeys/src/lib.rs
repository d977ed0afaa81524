//! Stories told across the rooms, from the command that a screen says down to the bytes on the disk, without
//! a window. They are all in `tests/`.
