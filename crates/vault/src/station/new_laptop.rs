//! Laptops that came in alone, by somebody else's invitation: whoever can invite could come herself. They get the keys of a
//! file when a person who writes in it says yes, and not before.

use super::chain::Chain;
use super::people::name_of;
use super::role_of;
use crate::error::VaultError;
use crate::log::column;
use crate::vault::Vault;
use casework::id::{FileId, PersonId};
use casework::role::Role;
use protocol::directory::{Directory, Fate, Role as Wire};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// A laptop that somebody has come with anew, and that waits for a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLaptop {
    /// Whose it is said to be.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// What she does.
    pub role: Role,
    /// The entry of the directory by which it came in.
    pub entry: u64,
    /// Who invited it.
    pub inviter: String,
    /// When it came in, by its own clock, in milliseconds since 1970-01-01 UTC; 0 where it is not known.
    pub at: u64,
    /// In so many of this person's files it waits.
    pub files: u32,
    /// This person left it out.
    pub left_out: bool,
}

/// To whose new laptops this one gives keys.
pub(super) struct Welcome {
    /// People who came with another laptop, not let in by one of theirs.
    anew: BTreeSet<PersonId>,
    /// Of these, whom who works here said yes to.
    yes: BTreeSet<PersonId>,
    /// Of these, whom somebody said yes to in a file that who works here began.
    known: BTreeSet<PersonId>,
}

impl Welcome {
    /// She gets the key of a file of which she is a member.
    pub(super) fn gets_a_box(&self, chain: &Chain, file: FileId, person: PersonId) -> bool {
        self.yes.contains(&person) || !chain.directory.awaits_a_yes(file, person)
    }

    /// Who oversees all files may come into one that she is not in.
    pub(super) fn oversees(&self, person: PersonId) -> bool {
        !self.anew.contains(&person) || self.yes.contains(&person) || self.known.contains(&person)
    }
}

impl Vault {
    /// See [`Welcome`].
    pub(super) fn welcome(&self, chain: &Chain) -> Result<Welcome, VaultError> {
        let (directory, me) = (&chain.directory, self.identity.person);
        let anew = anew(directory);
        if anew.is_empty() {
            let (yes, known) = (BTreeSet::new(), BTreeSet::new());
            return Ok(Welcome { anew, yes, known });
        }
        let answers = answers(&self.conn)?;
        let said_yes = |person: &PersonId| {
            let line = directory.person(*person).map(|person| person.line);
            // Who invited a laptop herself need not be asked.
            line.is_some_and(|line| answers.get(&(*person, line)) == Some(&true))
                || inviter(directory, *person) == Some(me)
        };
        let yes = anew.iter().copied().filter(said_yes).collect();
        let known = anew.iter().copied().filter(|person| {
            // In a file that she began, she said the yes to herself.
            directory.files_of(me).any(|(id, file)| {
                file.creator == Some(me)
                    && file.members.contains_key(person)
                    && !directory.awaits_a_yes(id, *person)
            })
        });
        let known = known.collect();
        Ok(Welcome { anew, yes, known })
    }

    /// Laptops on which somebody came anew and that get no key before a person who writes in her files says yes: those that
    /// wait in a file of this person's, the last first. Nothing for a vault that stands alone.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn new_laptops(&self) -> Result<Vec<NewLaptop>, VaultError> {
        let Some(chain) = &self.context.chain else { return Ok(Vec::new()) };
        let directory = &chain.directory;
        let welcome = self.welcome(chain)?;
        let answers = answers(&self.conn)?;
        let mut all = Vec::new();
        for id in welcome.anew.difference(&welcome.yes) {
            let Some(person) = directory.person(*id).filter(|person| !person.removed) else {
                continue;
            };
            let files = self.files_waiting(directory, *id, welcome.oversees(*id));
            if files == 0 || *id == self.identity.person {
                continue;
            }
            let name = |id| name_of(&self.context, id).to_owned();
            let entry = self.directory_entry(person.line)?;
            let read = entry.and_then(|entry| entry.read().ok());
            all.push(NewLaptop {
                person: *id,
                name: name(*id),
                role: role_of(person.role),
                entry: person.line,
                inviter: inviter(directory, *id).map(name).unwrap_or_default(),
                at: read.map_or(0, |entry| entry.clock.millis),
                files,
                left_out: answers.get(&(*id, person.line)) == Some(&false),
            });
        }
        all.sort_by_key(|laptop| std::cmp::Reverse(laptop.entry));
        Ok(all)
    }

    /// In how many files of this person's somebody's laptop waits. A supervisor waits in those as well that she would be let
    /// into by herself.
    fn files_waiting(&self, directory: &Directory, person: PersonId, known: bool) -> u32 {
        let me = self.identity.person;
        let role = directory.role(person);
        let oversees = matches!(role, Some(Wire::Supervisor | Wire::Auditor)) && !known;
        let mine = directory.files_of(me).filter(|(id, _)| directory.writes(*id, me));
        let waits = mine.filter(|(id, file)| {
            directory.awaits_a_yes(*id, person) || (oversees && !file.members.contains_key(&person))
        });
        u32::try_from(waits.count()).unwrap_or(u32::MAX)
    }

    /// This person says whether a laptop that came in by this entry gets the keys of her files. The next acts
    /// ([`pending_acts`](Self::pending_acts)) do it. What is said last counts.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] where no such laptop waits; faults of the disk.
    pub fn answer_laptop(
        &mut self,
        person: PersonId,
        entry: u64,
        yes: bool,
    ) -> Result<(), VaultError> {
        let waits = self.new_laptops()?;
        if !waits.iter().any(|laptop| laptop.person == person && laptop.entry == entry) {
            return Err(VaultError::NotFound);
        }
        self.conn.execute(
            "INSERT OR REPLACE INTO laptop_answers (person, entry, yes) VALUES (?, ?, ?)",
            params![person.bytes(), column(entry), yes],
        )?;
        Ok(())
    }
}

/// People whose laptops are of another line than their first.
fn anew(directory: &Directory) -> BTreeSet<PersonId> {
    let line = |person| directory.person(person).map(|person| person.line);
    let earlier =
        directory.devices().filter(|(_, device)| line(device.person) != Some(device.line));
    earlier.map(|(_, device)| device.person).collect()
}

/// Who invited the laptop with which a person's present line began.
fn inviter(directory: &Directory, person: PersonId) -> Option<PersonId> {
    let line = directory.person(person)?.line;
    let mut used = directory.invitations().filter(|(_, one)| one.person == person);
    let began = used.find(|(_, one)| match one.fate {
        Fate::Used(device) => directory.device(device).is_some_and(|device| device.joined == line),
        Fate::Open | Fate::Withdrawn => false,
    });
    began.map(|(_, one)| one.inviter)
}

fn answers(conn: &Connection) -> Result<BTreeMap<(PersonId, u64), bool>, VaultError> {
    let mut statement = conn.prepare_cached("SELECT person, entry, yes FROM laptop_answers")?;
    let rows = statement.query_map([], |row| {
        let entry = row.get::<_, i64>(1)?.unsigned_abs();
        Ok(((PersonId::from_bytes(row.get(0)?), entry), row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
