//! Why it does not go on, and what a person must know, as codes.

use super::view::SyncAlarm;
use crate::failure::Code;
use crate::station::refusal;
use casework::id::DeviceId;
use protocol::DirectoryFault;
use sync::{Alarm, Block};
use vault::AlarmKind;

/// Why it does not go on.
pub(super) fn blocked(why: Block) -> Code {
    match why {
        Block::Refused(refused) => refusal::code_of(refused.code),
        Block::OtherStation => Code::WrongStation,
        Block::Outdated { .. } | Block::NewerDirectory => Code::ProgramTooOld,
        Block::Misbehaved(_) | Block::Alarm => Code::StationMisbehaves,
    }
}

/// What a person must know as long as it is so: nothing but what she does about it ends it.
pub(super) fn standing(alarm: Alarm) -> Option<SyncAlarm> {
    match alarm {
        Alarm::DirectoryFault(DirectoryFault::Forked) => Some(SyncAlarm::DirectoryForked),
        Alarm::DirectoryFault(_) => Some(SyncAlarm::DirectoryFault),
        Alarm::OwnAhead { .. } => Some(SyncAlarm::VaultWentBack),
        Alarm::StationLost { .. } | Alarm::DirectoryLost | Alarm::Forked { .. } => None,
    }
}

/// What the vault keeps until she has taken note, and the device it is about.
pub(super) fn kept(alarm: Alarm) -> Option<(AlarmKind, Option<DeviceId>)> {
    match alarm {
        Alarm::StationLost { .. } | Alarm::DirectoryLost => {
            Some((AlarmKind::StationWentBack, None))
        }
        Alarm::Forked { author } => Some((AlarmKind::Forked, Some(author))),
        Alarm::DirectoryFault(_) | Alarm::OwnAhead { .. } => None,
    }
}

/// What is shown of what the vault keeps.
pub(super) fn shown(kind: AlarmKind) -> SyncAlarm {
    match kind {
        AlarmKind::StationWentBack => SyncAlarm::StationWentBack,
        AlarmKind::Forked => SyncAlarm::Forked,
        AlarmKind::SnapshotDiffers => SyncAlarm::SnapshotDiffers,
    }
}
