//! A station in memory, and laptops that send it pages and get pages from it by hand. It checks what a station checks, and
//! does nothing of its own.
#![allow(dead_code, reason = "no test needs all of it")]

use crate::laptop::{Laptop, now};
use casework::id::{DeviceId, FileId, PersonId};
use casework::role::Role;
use history::Header;
use protocol::api::{Answer, AuthorHead, ChangesPage, Numbered, RefusalCode};
use protocol::directory::{Directory, SignedEntry};
use protocol::invitation::Bundle;
use protocol::{SealedChange, Wire as _};
use std::collections::{BTreeMap, BTreeSet};
use vault::{Founding, Invited, Source, Stage, Vault, VaultError};

pub const AUTHORITY: &[u8] = b"a certificate, as far as a vault can tell";
pub const ADDRESS: &str = "station.example:8443";

/// The station.
pub struct Post {
    pub directory: Directory,
    pub entries: Vec<SignedEntry>,
    pub changes: Vec<SealedChange>,
    heads: BTreeMap<DeviceId, AuthorHead>,
}

/// Somebody with a laptop.
pub struct Person {
    pub vault: Vault,
    pub laptop: Laptop,
}

impl std::ops::Deref for Person {
    type Target = Vault;

    fn deref(&self) -> &Vault {
        &self.vault
    }
}

impl std::ops::DerefMut for Person {
    fn deref_mut(&mut self) -> &mut Vault {
        &mut self.vault
    }
}

impl Post {
    /// A station that a laptop founded.
    pub fn founded_by(founder: &mut Vault) -> Self {
        let entry = founder.found_station(ADDRESS, AUTHORITY, now()).unwrap();
        let mut directory = Directory::begin(founder.identity().station_id, None);
        directory.apply(&entry).unwrap();
        let mut post =
            Self { directory, entries: vec![entry], changes: Vec::new(), heads: BTreeMap::new() };
        post.sync(founder);
        post
    }

    /// Takes an entry, or refuses one that comes too late.
    pub fn append(&mut self, entry: &SignedEntry) {
        self.directory.apply(entry).unwrap();
        self.entries.push(entry.clone());
    }

    /// Lets somebody invite another, who comes with a new laptop.
    pub fn welcome(&mut self, inviter: &mut Vault, name: &str, role: Role) -> Person {
        let mut person = self.welcome_empty(inviter, name, role);
        self.sync(&mut person.vault);
        person
    }

    /// As [`welcome`](Self::welcome); of changes she has asked for none yet.
    pub fn welcome_empty(&mut self, inviter: &mut Vault, name: &str, role: Role) -> Person {
        self.directory_down(inviter);
        let invited = inviter.invite(name, role, 3600, now()).unwrap();
        self.append(&invited.entry);
        let laptop = Laptop::bare();
        let founding = Founding { station: String::new(), person: name.into() };
        let vault = create(&laptop, &founding);
        self.join(Person { laptop, vault }, invited)
    }

    /// Lets a laptop in by an invitation.
    pub fn admit(&mut self, person: Person, invited: Invited) -> Person {
        let mut person = self.join(person, invited);
        self.sync(&mut person.vault);
        person
    }

    fn join(&mut self, mut person: Person, invited: Invited) -> Person {
        let opened = invited.secret.open_bundle(&invited.bundle.sealed).unwrap();
        let bundle = Bundle::from_bytes(&opened).unwrap();
        person.vault.join_station(ADDRESS, &bundle, invited.secret, &self.entries).unwrap();
        self.acts_up(&mut person.vault);
        assert_eq!(person.vault.station().unwrap().unwrap().stage, Stage::Member);
        person
    }

    /// Everything there is to do, as a laptop with a connection does it.
    pub fn sync(&mut self, vault: &mut Vault) {
        self.directory_down(vault);
        self.acts_up(vault);
        self.changes_up(vault);
        self.changes_down(vault, 3);
        self.backfill(vault);
    }

    pub fn directory_down(&self, vault: &mut Vault) {
        let next = vault.directory().unwrap().next_place().0;
        let applied = vault.directory_apply(&self.entries[usize::try_from(next).unwrap()..]);
        assert_eq!(applied.unwrap().fault, None);
    }

    pub fn acts_up(&mut self, vault: &mut Vault) {
        while let Some(entry) = vault.pending_acts(now()).unwrap() {
            self.append(&entry);
            self.directory_down(vault);
        }
    }

    pub fn changes_up(&mut self, vault: &mut Vault) {
        loop {
            let batch = vault.outbox(0, 4000).unwrap();
            if batch.is_empty() {
                break;
            }
            let answers = batch.into_iter().map(|change| {
                let seq = Header::decode(&change.header).unwrap().seq;
                let refused = Answer::Refused(RefusalCode::NotAWriter.into());
                (seq, if self.push(change) { Answer::Stored } else { refused })
            });
            let answers: Vec<_> = answers.collect();
            vault.settle(&answers).unwrap();
        }
    }

    /// Takes a change as a station does. Answers whether it is kept now or was before.
    pub fn push(&mut self, change: SealedChange) -> bool {
        let Ok(header) = change.verify(&self.directory) else { return false };
        let id = change.id();
        let (seq, previous) =
            self.heads.get(&header.author).map_or((0, None), |head| (head.seq, Some(head.id)));
        if header.seq <= seq {
            return self.changes.iter().any(|kept| kept.id() == id);
        }
        let follows = header.seq == seq + 1 && header.previous == previous;
        if follows {
            self.heads
                .insert(header.author, AuthorHead { author: header.author, seq: header.seq, id });
            self.changes.push(change);
        }
        follows
    }

    /// The last change that is here of a laptop.
    pub fn head_of(&self, device: DeviceId) -> AuthorHead {
        self.heads[&device]
    }

    pub fn changes_down(&self, vault: &mut Vault, at_once: usize) {
        loop {
            let after = vault.sync_state().unwrap().pulled;
            let page = self.page(vault.identity().person, after, at_once);
            let more = page.more;
            vault.receive(&page.items, page.next, Source::Station).unwrap();
            if !more {
                break;
            }
        }
    }

    pub fn backfill(&self, vault: &mut Vault) {
        while let Some(wanted) = vault.backfill(&BTreeSet::new()).unwrap() {
            let items = self.numbered(vault.identity().person);
            let items = items.filter(|item| {
                file_of(&item.change) == wanted.file
                    && item.n > wanted.after
                    && item.n <= wanted.upto
            });
            let page = cut(items.collect(), wanted.after, 2);
            let next = if page.more { page.next } else { wanted.upto };
            vault.receive(&page.items, next, Source::Backfill(wanted.file)).unwrap();
        }
    }

    /// A page of what a person may see; the last leads past all that she may not.
    pub fn page(&self, person: PersonId, after: u64, at_once: usize) -> ChangesPage {
        let seen = self.numbered(person).filter(|item| item.n > after).collect();
        let page = cut(seen, after, at_once);
        let next = if page.more { page.next } else { self.changes.len() as u64 };
        ChangesPage { next, ..page }
    }

    fn numbered(&self, person: PersonId) -> impl Iterator<Item = Numbered> {
        let seen = self.changes.iter().zip(1_u64..).filter(move |(change, _)| {
            let header = Header::decode(&change.header).unwrap();
            self.directory.may_be_given(person, header.file, header.kind)
        });
        seen.map(|(change, n)| Numbered { n, change: change.clone() })
    }
}

/// A page of changes that no station numbered.
pub fn page_of(changes: impl IntoIterator<Item = SealedChange>) -> ChangesPage {
    let items: Vec<_> =
        changes.into_iter().zip(1..).map(|(change, n)| Numbered { n, change }).collect();
    let next = items.len() as u64;
    ChangesPage { items, next, more: false }
}

/// Hands changes to a vault from elsewhere than the station.
pub fn hand(
    vault: &mut Vault,
    changes: impl IntoIterator<Item = SealedChange>,
) -> vault::ReceivedChanges {
    let received: Result<_, VaultError> =
        vault.receive(&page_of(changes).items, 0, Source::Elsewhere);
    received.unwrap()
}

pub fn file_of(change: &SealedChange) -> FileId {
    Header::decode(&change.header).unwrap().file
}

/// A new vault, cheaply.
pub fn create(laptop: &Laptop, founding: &Founding) -> Vault {
    let typed = crate::laptop::passphrase(crate::laptop::PASSPHRASE);
    let (cost, rules) = (crate::laptop::cheap(), crate::laptop::rules());
    Vault::create(&laptop.folder(), founding, &typed, cost, rules, now()).unwrap().0
}

fn cut(mut items: Vec<Numbered>, after: u64, at_once: usize) -> ChangesPage {
    let more = items.len() > at_once;
    items.truncate(at_once);
    let next = items.last().map_or(after, |last| last.n);
    ChangesPage { items, next, more }
}
