//! People: the founder, roles, and leaving.

use crate::directory::draft::Draft;
use crate::directory::fault::Breach;
use crate::directory::parts::{LastSeq, NewDevice};
use crate::directory::role::Role;
use crate::directory::state::{Device, Invitation, Person};
use crate::id::PersonId;

impl Draft<'_> {
    /// Only at the beginning of the chain.
    pub(in crate::directory) fn found(
        &mut self,
        person: PersonId,
        device: &NewDevice,
        name: &[u8],
        station_name: &[u8],
    ) -> Result<(), Breach> {
        if device.device != self.author {
            return Err(Breach::NotAllowed);
        }
        let register = self.register.to_mut();
        let founder = Person {
            role: Role::Manager,
            name: name.to_vec(),
            user_key: Some(device.user_key),
            exposed: false,
            removed: false,
            line: 0,
        };
        register.people.insert(person, founder);
        register.devices.insert(device.device, Device::joining(person, device, (0, 0), true));
        register.founder = Some(device.device);
        register.station_name = station_name.to_vec();
        Ok(())
    }

    /// By a manager; one manager who can act must stay.
    pub(in crate::directory) fn set_role(
        &mut self,
        person: PersonId,
        role: Role,
    ) -> Result<(), Breach> {
        self.manager()?;
        self.person_mut(person)?.role = role;
        self.keep_a_manager()?;
        if role != Role::Manager {
            // A worker lets nobody in but herself.
            self.withdraw_where(|open| open.inviter == person && open.person != person);
        }
        Ok(())
    }

    /// By a manager; one manager who can act must stay, and in each of her files somebody else who writes.
    pub(in crate::directory) fn remove_person(
        &mut self,
        person: PersonId,
        last_seqs: &[LastSeq],
    ) -> Result<(), Breach> {
        self.manager()?;
        let counted = self.counted(person, last_seqs)?;
        self.person_mut(person)?.removed = true;
        for last in last_seqs {
            self.end_device(*last)?;
        }
        self.keep_a_manager()?;
        self.withdraw_where(|open| open.inviter == person || open.person == person);
        for id in self.files_of(person) {
            let file = self.file_mut(id)?;
            if file.may_write(person) && !file.has_another_writer(person) {
                return Err(Breach::LastWriter);
            }
            file.lose(person, &counted);
        }
        for file in self.files_escrowed_for(person) {
            self.file_mut(file)?.rotation_due = true;
        }
        Ok(())
    }

    /// By a manager, and upward only, and no further than the entry itself is written: what raises the bar clears it, or
    /// nobody could ever write again. Entries of an older format are then refused.
    pub(in crate::directory) fn raise_format(&mut self, format: u8) -> Result<(), Breach> {
        self.manager()?;
        if format <= self.register.min_format {
            return Err(Breach::LowerFormat);
        }
        if format > self.format {
            return Err(Breach::HigherFormat);
        }
        self.register.to_mut().min_format = format;
        Ok(())
    }

    pub(super) fn keep_a_manager(&self) -> Result<(), Breach> {
        if self.register.has_a_manager() { Ok(()) } else { Err(Breach::LastManager) }
    }

    /// Open invitations for which this holds no longer count.
    pub(super) fn withdraw_where(&mut self, spent: impl Fn(&Invitation) -> bool) {
        let concerned = |invitation: &Invitation| invitation.is_open() && spent(invitation);
        if self.register.invitations.values().any(concerned) {
            for invitation in self.register.to_mut().invitations.values_mut() {
                if concerned(invitation) {
                    invitation.withdraw();
                }
            }
        }
    }

    pub(super) fn has_active_device(&self, person: PersonId) -> bool {
        self.register.active_devices(person).next().is_some()
    }
}
