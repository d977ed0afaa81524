//! Why it does not go on, and what a person must know, as codes.

use super::view::SyncAlarm;
use crate::failure::Code;
use crate::station::refusal;
use sync::{Alarm, Block};

/// Why it does not go on.
pub(super) fn blocked(why: Block) -> Code {
    match why {
        Block::Refused(refused) => refusal::code_of(refused.code),
        Block::OtherStation => Code::WrongStation,
        Block::Outdated { .. } => Code::ProgramTooOld,
        Block::Misbehaved(_) | Block::Alarm => Code::StationMisbehaves,
    }
}

/// What a person must know.
pub(super) fn alarm(alarm: Option<Alarm>, revoked: bool) -> Option<SyncAlarm> {
    if revoked {
        return Some(SyncAlarm::Revoked);
    }
    Some(match alarm? {
        Alarm::StationLost { .. } | Alarm::DirectoryLost => SyncAlarm::StationWentBack,
        Alarm::DirectoryFault(_) => SyncAlarm::DirectoryFault,
        Alarm::OwnAhead { .. } => SyncAlarm::VaultWentBack,
        Alarm::Forked { .. } => SyncAlarm::Forked,
    })
}
