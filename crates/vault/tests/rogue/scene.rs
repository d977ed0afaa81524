//! A founder, a supervisor and two workers at a station; a case of each worker. The second is the one who lies.

use crate::laptop::{Laptop, open_case};
use crate::post::{Person, Post};
use casework::id::{CaseId, ClientId};
use casework::role::Role;

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
