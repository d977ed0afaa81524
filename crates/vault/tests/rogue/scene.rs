//! A founder, a supervisor and two workers at a station; a case of each worker. The second is the one who lies.

use crate::laptop::{Laptop, form, later, note, now, open_case};
use crate::liar::Liar;
use crate::post::{Person, Post};
use casework::id::{CaseId, ClientId, FileId, VisitId};
use casework::role::Role;
use protocol::directory::Access;
use sealing::{FileKey, hazmat};
use vault::{Vault, make_id};

#[allow(dead_code, reason = "no test needs all of it")]
pub struct Scene {
    pub post: Post,
    pub founder: Person,
    pub supervisor: Person,
    pub worker: Person,
    pub rogue: Person,
    /// Of the worker.
    pub client: ClientId,
    pub case: CaseId,
    /// Of the one who lies.
    pub own_client: ClientId,
    pub own_case: CaseId,
}

impl Scene {
    pub fn new() -> Self {
        let (laptop, vault) = Laptop::new();
        let mut founder = Person { vault, laptop };
        let mut post = Post::founded_by(&mut founder);
        let supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
        let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
        let mut rogue = post.welcome(&mut founder, "贾某", Role::Worker);
        let (client, case) = open_case(&mut worker);
        let (own_client, own_case) = open_case(&mut rogue);
        let mut scene =
            Self { post, founder, supervisor, worker, rogue, client, case, own_client, own_case };
        scene.sync();
        scene
    }

    /// Somebody let in by the worker, whose keys the test has: into her client's and her case's file, to write.
    pub fn liar(&mut self) -> (Liar, FileKey, FileKey) {
        self.post.directory_down(&mut self.founder);
        let invited = self.founder.invite("某人", Role::Worker, 60, now()).unwrap();
        self.post.append(&invited.entry);
        let liar = Liar::join(&mut self.post, &invited);
        let of_client = key_of(&mut self.worker, self.client.into());
        let of_case = key_of(&mut self.worker, self.case.into());
        for (file, key) in [(self.client.into(), &of_client), (self.case.into(), &of_case)] {
            self.post.directory_down(&mut self.worker);
            liar.let_in(&mut self.post, &self.worker, file, key, Access::Write);
        }
        self.sync();
        (liar, of_client, of_case)
    }

    /// Signs a note in the worker's case.
    pub fn visit(&mut self, text: &str) -> VisitId {
        let visit = self.visit_unsynced(text);
        self.sync();
        visit
    }

    /// The same, and it waits.
    pub fn visit_unsynced(&mut self, text: &str) -> VisitId {
        let visit = VisitId(make_id(now()));
        let note = note(&self.worker, self.case, self.client, form(text));
        self.worker.write(later(3), |tx| tx.sign_note(visit, &note)).unwrap();
        visit
    }

    /// Everybody, until nobody has anything new.
    pub fn sync(&mut self) {
        let Self { post, founder, supervisor, worker, rogue, .. } = self;
        for _ in 0..2 {
            for one in [&mut *worker, &mut *rogue, &mut *supervisor, &mut *founder] {
                post.sync(one);
            }
        }
    }
}

/// The first key of a file, taken out of a vault past the vault.
pub fn key_of(person: &mut Person, file: FileId) -> FileKey {
    let vault = std::mem::replace(&mut person.vault, Laptop::new().1);
    vault.close().unwrap();
    let sql = "SELECT key FROM file_keys WHERE file = ? AND generation = 1";
    let key = person.laptop.sqlite().query_row(sql, [file.bytes()], |row| row.get(0)).unwrap();
    person.vault = person.laptop.unlock().unwrap();
    hazmat::file_key_from_bytes(&key)
}

/// What the notes of a visit say was seen, sorted.
pub fn seen(vault: &Vault, visit: VisitId) -> Vec<String> {
    let notes = vault.read().visit_notes(visit).unwrap().into_iter();
    let mut seen: Vec<_> = notes.map(|one| one.note.form.observations).collect();
    seen.sort();
    seen
}

/// The views are what the log says.
pub fn check_views(vault: &mut Vault) {
    assert!(vault.verify().unwrap().views_match);
}
