//! Acts drawn at random: most of them such as a laptop would do, some of them wild.

use proptest::prelude::*;
use protocol::directory::{Access, Act, DeviceBox, LastSeq, Role};
use protocol::{DeviceId, FileId, PersonId, UserPublic};

use crate::made::{
    World, admit_at, break_glass, device, escrow, file, invitation, invite, invite_device, join,
    last, person, public, recover, rotate, set_recovery_key, some_change,
};

/// What somebody tries.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Invite,
    InviteDevice,
    Withdraw,
    Join,
    SetRole,
    Admit,
    Expel,
    Rotate,
    RevokeDevice,
    RemovePerson,
    ShareUserKey,
    RenewUserKey,
    SetRecoveryKey,
    Escrow,
    Recover,
    BreakGlass,
    TakeNote,
    PassAuditKey,
    Cover,
    Stay,
}

use Kind::*;

/// Each as often as it keeps a station lively.
const DRAWN: [Kind; 40] = [
    Invite,
    Invite,
    InviteDevice,
    InviteDevice,
    Withdraw,
    Withdraw,
    Withdraw,
    Withdraw,
    Join,
    Join,
    Join,
    SetRole,
    Admit,
    Admit,
    Admit,
    Admit,
    Expel,
    Rotate,
    RevokeDevice,
    RemovePerson,
    ShareUserKey,
    RenewUserKey,
    SetRecoveryKey,
    Escrow,
    Escrow,
    Escrow,
    Expel,
    Recover,
    BreakGlass,
    BreakGlass,
    BreakGlass,
    BreakGlass,
    TakeNote,
    TakeNote,
    TakeNote,
    TakeNote,
    PassAuditKey,
    Cover,
    Cover,
    Stay,
];

/// What is done to files.
const OF_FILES: [Kind; 9] =
    [Admit, Expel, Rotate, Escrow, BreakGlass, TakeNote, PassAuditKey, Cover, Stay];

/// Somebody who tries something.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    kind: Kind,
    author: u8,
    a: u8,
    b: u8,
    wild: bool,
}

pub fn any_move() -> impl Strategy<Value = Move> {
    (prop::sample::select(&DRAWN[..]), any::<[u8; 3]>(), prop::bool::weighted(0.15))
        .prop_map(|(kind, [author, a, b], wild)| Move { kind, author, a, b, wild })
}

fn pick<T: Copy>(from: &[T], n: u8) -> T {
    from[usize::from(n) % from.len()]
}

const ROLES: [Role; 5] =
    [Role::Worker, Role::Supervisor, Role::Manager, Role::ChildDirector, Role::Auditor];

impl Move {
    /// The laptop that tries it, and what.
    pub fn act(self, world: &World) -> (u8, Act) {
        let directory = &world.directory;
        let laptops: Vec<u8> = directory.devices().map(|(id, _)| id.bytes()[0]).collect();
        let author = if self.wild { 1 + self.author % 12 } else { self.somebody(world, &laptops) };
        let target = self.target(world, author);
        let (a, b) = (self.a, self.b);
        let act = match self.kind {
            Invite => invite(laptops.len() as u8 + 1 + a % 2, person(1 + b % 7), pick(&ROLES, a)),
            InviteDevice => invite_device(laptops.len() as u8 + 1 + a % 2, target),
            Withdraw => Act::Withdraw { invitation: public(&invitation(1 + b % 12)) },
            Join => return self.comes_in(world),
            SetRole => Act::SetRole { person: target, role: pick(&ROLES, b) },
            Admit => self.admission(world, target),
            Expel => self.expulsion(world),
            Rotate => self.rotation(world),
            RevokeDevice => {
                let (device, last_seq) = (device(pick(&laptops, a)), b.into());
                Act::RevokeDevice { device, last_seq, last_id: some_change(last_seq) }
            }
            RemovePerson => {
                Act::RemovePerson { person: target, last_seqs: self.last_seqs(world, target) }
            }
            ShareUserKey => {
                Act::ShareUserKey { device: self.other_device(world, author), lockbox: vec![b] }
            }
            RenewUserKey => self.renewal(world, author),
            SetRecoveryKey => set_recovery_key(author, fresh(world)),
            Escrow => escrow(world, self.file()),
            Recover => recover(world, author, self.recovery_key(world), &[self.file()]),
            BreakGlass => break_glass(world, author, self.file()),
            TakeNote => self.taking_note(world),
            PassAuditKey => {
                let generation = directory.generation(self.file()).unwrap_or(1);
                Act::PassAuditKey { file: self.file(), generation, previous: vec![b; 3] }
            }
            Cover => {
                let covers = (!b.is_multiple_of(2)).then_some(target);
                Act::Cover {
                    file: self.file(),
                    person: self.member(world),
                    until: b.into(),
                    covers,
                }
            }
            Stay => Act::Stay { file: self.file(), person: self.member(world) },
        };
        (author, act)
    }

    /// A laptop that counts; for what is done to files mostly a writer's, or a manager's who has a box.
    fn somebody(self, world: &World, laptops: &[u8]) -> u8 {
        let directory = &world.directory;
        let boxes = directory.file(self.file()).and_then(|file| file.escrow.as_ref());
        let writes = |n: &u8| {
            directory.device(device(*n)).is_some_and(|laptop| {
                let access = directory.access(self.file(), laptop.person);
                let has_box = boxes.is_some_and(|all| all.managers.contains_key(&laptop.person));
                let may = match self.kind {
                    BreakGlass => access.is_none() && has_box,
                    _ => access == Some(Access::Write),
                };
                laptop.is_active() && may
            })
        };
        let writers: Vec<u8> = laptops.iter().copied().filter(writes).collect();
        let of_files = OF_FILES.contains(&self.kind) && !self.b.is_multiple_of(4);
        pick(if of_files && !writers.is_empty() { &writers } else { laptops }, self.author)
    }

    /// One of the file's, if there are any.
    fn member(self, world: &World) -> PersonId {
        let members: Vec<_> = world.directory.members(self.file()).map(|(id, _)| id).collect();
        if members.is_empty() { person(99) } else { pick(&members, self.b / 2) }
    }

    /// Of a member, if there are any.
    fn expulsion(self, world: &World) -> Act {
        let person = self.member(world);
        Act::Expel { file: self.file(), person, last_seqs: self.last_seqs(world, person) }
    }

    /// The present one; mostly.
    fn recovery_key(self, world: &World) -> u8 {
        let keys = world.directory.recovery_keys();
        let key = if self.wild { keys.first() } else { keys.last() };
        key.map_or(1, |key| key.user_key.0[0])
    }

    fn taking_note(self, world: &World) -> Act {
        let file = world.directory.file(self.file());
        let mut all = file.into_iter().flat_map(|file| &file.glass);
        let glass = all.find(|glass| self.wild || glass.noted.is_none());
        let entry = glass.map_or(u64::from(self.b), |glass| glass.entry);
        Act::TakeNote { file: self.file(), entry }
    }

    fn file(self) -> FileId {
        file(1 + self.a % 2)
    }

    /// Somebody who is here; often the author herself.
    fn target(self, world: &World, author: u8) -> PersonId {
        let people: Vec<PersonId> = world.directory.people().map(|(id, _)| id).collect();
        let own = world.directory.device(device(author)).map(|device| device.person);
        match own.filter(|_| self.b.is_multiple_of(3)) {
            Some(own) => own,
            None => pick(&people, self.b / 3),
        }
    }

    /// A laptop that an open invitation waits for.
    fn comes_in(self, world: &World) -> (u8, Act) {
        let directory = &world.directory;
        let waits = |n: &u8| {
            let open = directory.invitation(public(&invitation(*n)));
            open.is_some() && directory.device(device(*n)).is_none()
        };
        let waiting: Vec<u8> = (1..=30).filter(waits).collect();
        let n = if waiting.is_empty() { 1 + self.a % 12 } else { pick(&waiting, self.a) };
        let invited = directory.invitation(public(&invitation(n)));
        let of = invited.map_or(person(1 + self.b % 7), |invitation| invitation.person);
        let shared = directory.active_devices(of).next().is_some() && !self.wild;
        let known = directory.person(of).and_then(|person| person.user_key).filter(|_| shared);
        (n, join(n, of, known.map_or(n, |key| key.0[0])))
    }

    fn admission(self, world: &World, target: PersonId) -> Act {
        let audits = world.directory.role(target) == Some(Role::Auditor);
        let access = match self.b % 4 {
            0 | 2 if !audits => Access::Write,
            1 if !audits => Access::Read,
            _ if audits => Access::Audit,
            _ => Access::Write,
        };
        let present = world.directory.generation(self.file()).unwrap_or(1);
        let generation = if self.wild { self.b.into() } else { present };
        admit_at(self.file(), target, access, generation)
    }

    fn rotation(self, world: &World) -> Act {
        let directory = &world.directory;
        let next = directory.generation(self.file()).unwrap_or(1) + 1;
        let safe = |id: &PersonId| directory.person(*id).is_some_and(|p| p.safe_key().is_some());
        let mut to: Vec<_> =
            directory.members(self.file()).map(|(id, _)| id).filter(safe).collect();
        if self.wild {
            to.pop();
        }
        rotate(self.file(), next, &to)
    }

    fn last_seqs(self, world: &World, of: PersonId) -> Vec<LastSeq> {
        let hers = world.directory.active_devices(of).skip(usize::from(self.wild));
        hers.map(|device| last(device, self.b.into())).collect()
    }

    fn other_device(self, world: &World, author: u8) -> DeviceId {
        let own = world.directory.device(device(author)).map(|device| device.person);
        let hers = own.into_iter().flat_map(|own| world.directory.active_devices(own));
        let others: Vec<_> = hers.filter(|id| *id != device(author)).collect();
        if others.is_empty() { device(1 + self.b % 12) } else { pick(&others, self.b) }
    }

    /// To a key that nobody had before.
    fn renewal(self, world: &World, author: u8) -> Act {
        let own = world.directory.device(device(author)).map(|device| device.person);
        let hers = own.into_iter().flat_map(|own| world.directory.active_devices(own));
        let boxes = hers
            .skip(usize::from(self.wild))
            .map(|device| DeviceBox { device, lockbox: vec![self.b] })
            .collect();
        Act::RenewUserKey { user_key: UserPublic([fresh(world); 32]), boxes }
    }
}

/// The number of a key that nobody had before.
fn fresh(world: &World) -> u8 {
    128 + u8::try_from(world.entries.len()).unwrap_or(0) % 128
}
