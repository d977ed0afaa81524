//! Emergencies: a manager opens a case that is not hers, the recovery key opens what no laptop can, and wrong boxes are
//! found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;
mod post;

use casework::id::FileId;
use casework::role::Role;
use laptop::{Filled, Laptop, fill, now};
use post::{Person, Post};
use protocol::directory::{Access, Act, LastSeq};
use sealing::{RecoveryKey, RecoveryShare};
use vault::{RecoveryScope, Told, Vault};

/// A manager, and a worker with a case.
struct Station {
    _laptop: Laptop,
    post: Post,
    manager: Vault,
    worker: Person,
    filled: Filled,
}

impl Station {
    fn begin() -> Self {
        let (laptop, mut manager) = Laptop::new();
        let mut post = Post::founded_by(&mut manager);
        let mut worker = post.welcome(&mut manager, "何青", Role::Worker);
        let filled = fill(&mut worker);
        post.sync(&mut worker);
        post.sync(&mut manager);
        Self { _laptop: laptop, post, manager, worker, filled }
    }

    /// With a recovery key, and all boxes filled.
    fn with_key() -> (Self, RecoveryKey) {
        let (mut station, key) = (Self::begin(), RecoveryKey::make());
        station.manage(|manager| vec![manager.setting_recovery_key(&key)]);
        station.post.sync(&mut station.worker);
        (station, key)
    }

    fn case(&self) -> FileId {
        self.filled.case.into()
    }

    fn manage(&mut self, acts: impl Fn(&Vault) -> Vec<Act>) {
        self.post.directory_down(&mut self.manager);
        let entry = self.manager.sign_acts(acts(&self.manager), now()).unwrap();
        self.post.append(&entry);
        self.post.sync(&mut self.manager);
    }

    fn covered(&mut self) -> (u32, u32) {
        self.post.directory_down(&mut self.manager);
        let state = self.manager.recovery_state().unwrap();
        (state.covered, state.files)
    }
}

/// As typed from two of the three sheets.
fn from_paper(key: &RecoveryKey, sheets: [usize; 2]) -> RecoveryKey {
    let shares = key.split();
    let [a, b] = sheets.map(|n| RecoveryShare::parse(&shares[n].reveal()).unwrap());
    RecoveryKey::join(&a, &b).unwrap()
}

/// The client, the case and the note are here, and nothing is held back.
fn reads_all(vault: &Vault, filled: &Filled) -> bool {
    let read = vault.read();
    read.client(filled.client).unwrap().is_some()
        && read.case(filled.case).unwrap().is_some()
        && read.visit(filled.visit).unwrap().is_some()
        && vault.held().unwrap().is_empty()
}

const WHY: &str = "何青突发疾病，今晚须有人联系孩子家长。";

#[test]
fn a_manager_breaks_the_glass_and_the_members_see_why() {
    let mut station = Station::begin();
    let case = station.case();
    assert!(station.manager.read().case(station.filled.case).unwrap().is_none());
    let closed = station.manager.closed_files().unwrap();
    assert_eq!(closed.len(), 1, "{closed:?}");
    let number = station.worker.read().case(station.filled.case).unwrap().unwrap().case.number;
    assert_eq!((closed[0].file, &closed[0].number), (case, &number));
    assert_eq!(closed[0].client, station.filled.client.into());
    assert_eq!(closed[0].members, [station.worker.identity().person]);
    assert!(station.worker.closed_files().unwrap().is_empty(), "nothing for a worker");

    station.manage(|manager| manager.break_glass(case, WHY).unwrap());
    assert!(reads_all(&station.manager, &station.filled));
    assert!(station.manager.closed_files().unwrap().is_empty());
    let person = station.manager.identity().person;
    for file in [case, station.filled.client.into()] {
        assert_eq!(station.post.directory.access(file, person), Some(Access::Read));
    }

    station.post.sync(&mut station.worker);
    let seen = station.worker.glass(case).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].name.as_str(), seen[0].reason.as_deref()), ("林晓", Some(WHY)));
    assert_eq!((seen[0].person, &seen[0].noted), (person, &None));

    let files = [case, station.filled.client.into()];
    let mine = station.manager.note_taken(&files, seen[0].entry).unwrap();
    assert!(mine.is_empty(), "not by herself");
    let acts = station.worker.note_taken(&files, seen[0].entry).unwrap();
    assert_eq!(acts.len(), 2);
    let entry = station.worker.sign_acts(acts, now()).unwrap();
    station.post.append(&entry);
    station.post.sync(&mut station.manager);
    let noted = station.manager.glass(case).unwrap().remove(0).noted.unwrap();
    assert_eq!(noted.name, "何青");
}

#[test]
fn what_is_not_hers_stays_closed_and_the_reason_is_the_members_alone() {
    let mut station = Station::begin();
    let case = station.case();
    let mut other = station.post.welcome(&mut station.manager, "沈月", Role::Worker);
    station.post.sync(&mut station.worker);
    assert!(other.break_glass(case, WHY).unwrap().is_empty(), "she has no box");
    station.manage(|manager| manager.break_glass(case, WHY).unwrap());
    station.post.sync(&mut other);
    let seen = other.glass(case).unwrap();
    assert_eq!(seen[0].reason, None);
    assert!(other.read().case(station.filled.case).unwrap().is_none());
}

#[test]
fn two_sheets_bring_back_a_case_whose_laptops_are_all_lost() {
    let (mut station, key) = Station::with_key();
    let (case, lost) = (station.case(), station.worker.identity().clone());
    assert_eq!(station.covered(), (2, 2));
    let head = station.post.head_of(lost.device);
    station.manage(|_| {
        vec![Act::RevokeDevice { device: lost.device, last_seq: head.seq, last_id: Some(head.id) }]
    });
    assert_eq!(station.manager.recovery_state().unwrap().stranded, 2);

    let other = RecoveryKey::make();
    let nothing = station.manager.recovering(&other, RecoveryScope::Stranded, &[], WHY).unwrap();
    assert!(nothing.is_empty(), "another station's sheets");
    let typed = from_paper(&key, [2, 0]);
    station
        .manage(|manager| manager.recovering(&typed, RecoveryScope::Stranded, &[], WHY).unwrap());
    assert!(reads_all(&station.manager, &station.filled));
    let me = station.manager.identity().person;
    assert_eq!(station.post.directory.access(case, me), Some(Access::Write));
    assert_eq!(station.manager.recovery_state().unwrap().stranded, 0);
    assert_eq!(station.post.directory.rotations_due().count(), 0, "the lost laptop's keys are old");
    assert_eq!(station.covered(), (2, 2), "and the new ones are on paper too");
}

#[test]
fn whoever_is_named_is_let_in_with_the_recovery() {
    let (mut station, key) = Station::with_key();
    let mut other = station.post.welcome(&mut station.manager, "沈月", Role::Worker);
    let (case, hers) = (station.case(), other.identity().person);
    let of = RecoveryScope::Of(station.worker.identity().person);
    station.manage(|manager| manager.recovering(&key, of, &[hers], WHY).unwrap());
    station.post.sync(&mut other);
    assert!(reads_all(&other, &station.filled));
    assert_eq!(station.post.directory.access(case, hers), Some(Access::Write));
    let left = station.manager.recovering(&key, of, &[hers], WHY).unwrap();
    assert!(left.is_empty(), "nothing is opened twice");

    // Everybody is told, until she has seen it.
    station.post.sync(&mut station.worker);
    let notices = station.worker.station_notices().unwrap();
    let recovered = Told::Recovered { reason: Some(WHY.into()), files: 2, yours: 2 };
    assert_eq!((&notices[0].told, notices[0].name.as_str()), (&recovered, "林晓"));
    assert_eq!(notices[1].told, Told::RecoveryKeySet { again: false });
    assert!(notices.iter().all(|notice| notice.new));
    station.worker.notices_seen(notices[0].entry).unwrap();
    let notices = station.worker.station_notices().unwrap();
    assert!(notices.len() == 2 && notices.iter().all(|notice| !notice.new), "they stay");
}

#[test]
fn files_that_were_there_before_the_key_are_brought_up_and_new_ones_begin_with_it() {
    let mut station = Station::begin();
    assert_eq!(station.covered(), (0, 2));
    let key = RecoveryKey::make();
    station.manage(|manager| vec![manager.setting_recovery_key(&key)]);
    assert_eq!(station.covered(), (0, 2));
    station.post.sync(&mut station.worker);
    assert_eq!(station.covered(), (2, 2));
    laptop::open_case(&mut station.worker);
    station.post.sync(&mut station.worker);
    assert_eq!(station.covered(), (4, 4));
    assert_eq!(station.worker.pending_acts(now()).unwrap(), None);

    let later = RecoveryKey::make();
    station.manage(|manager| vec![manager.setting_recovery_key(&later)]);
    assert_eq!(station.covered(), (0, 4));
    let of = RecoveryScope::Of(station.worker.identity().person);
    let with_old = station.manager.recovering(&key, of, &[], WHY).unwrap();
    assert!(!with_old.is_empty(), "the older sheets open what is not brought up yet");
    station.post.sync(&mut station.worker);
    assert_eq!(station.covered(), (4, 4));
    assert!(station.manager.recovering(&key, of, &[], WHY).unwrap().is_empty());
}

#[test]
fn a_new_manager_gets_boxes_and_a_former_one_has_none_of_the_next_key() {
    let mut station = Station::begin();
    let case = station.case();
    let mut second = station.post.welcome(&mut station.manager, "沈月", Role::Manager);
    station.post.sync(&mut station.worker);
    station.post.directory_down(&mut second);
    assert_eq!(second.closed_files().unwrap().len(), 1);
    let person = second.identity().person;
    let role = protocol::directory::Role::Worker;
    station.manage(|_| vec![Act::SetRole { person, role }]);
    station.post.directory_down(&mut second);
    assert!(second.closed_files().unwrap().is_empty());
    // Somebody is let in and put out again, so the file gets a new key.
    let out = second.identity().clone();
    let admit = station.worker.admission(case, out.person, Access::Read);
    station.post.directory_down(&mut station.worker);
    let admit = admit.unwrap().unwrap();
    let last_seqs = vec![LastSeq::of(out.device, None)];
    let expel = Act::Expel { file: case, person: out.person, last_seqs };
    let entry = station.worker.sign_acts(vec![admit, expel], now()).unwrap();
    station.post.append(&entry);
    station.post.sync(&mut station.worker);
    let file = station.post.directory.file(case).unwrap();
    assert_eq!(file.generation(), 2);
    let boxes = file.escrow.as_ref().unwrap();
    assert_eq!(
        boxes.managers.keys().copied().collect::<Vec<_>>(),
        [station.manager.identity().person]
    );
}

#[test]
fn trust_03_boxes_that_hold_something_else_are_found_told_and_filled_anew() {
    let (mut station, key) = Station::with_key();
    let case = station.case();
    let mut liar = station.post.welcome(&mut station.manager, "沈月", Role::Supervisor);
    station.post.sync(&mut station.worker);
    station.post.sync(&mut liar);
    let good = station.post.directory.file(case).unwrap().escrow.clone().unwrap();
    let managers = good
        .managers
        .keys()
        .map(|person| protocol::directory::PersonBox { person: *person, lockbox: vec![7; 81] });
    let act = Act::Escrow {
        file: case,
        generation: 1,
        managers: managers.collect(),
        recovery: Some(vec![8; 81]),
        label: None,
    };
    let entry = liar.sign_acts(vec![act], now()).unwrap();
    station.post.append(&entry);
    let of = RecoveryScope::Of(station.worker.identity().person);
    station.post.directory_down(&mut station.manager);
    let acts = station.manager.recovering(&key, of, &[], WHY).unwrap();
    assert!(
        !acts.iter().any(|act| matches!(act, Act::Recover { files, .. }
        if files.iter().any(|given| given.file == case))),
        "it does not open"
    );

    // The next honest laptop that hears of it sees it, says so and mends it.
    station.post.sync(&mut station.worker);
    let notices = station.worker.station_notices().unwrap();
    let told = notices.iter().find(|one| matches!(one.told, Told::BoxesWrong { .. })).unwrap();
    assert_eq!(
        (told.name.as_str(), &told.told),
        ("沈月", &Told::BoxesWrong { file: case, mended: true })
    );
    let mended = station.post.directory.file(case).unwrap().escrow.clone().unwrap();
    assert_eq!((mended.managers, mended.recovery), (good.managers, good.recovery));
    assert_eq!(station.worker.pending_acts(now()).unwrap(), None);
}
