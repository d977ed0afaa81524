//! One of each thing that crosses the wire.

use protocol::api::{
    Answer, Answers, AuthorHead, Challenge, ChangesPage, DirectoryHead, DirectoryPage, Farewells,
    FoundRequest, Heads, Hello, LastSeen, Numbered, Push, PutInvitation, RefusalCode, Refused,
    SealedBundle, Session, SessionBegin, SessionOpen, Token,
};
use protocol::directory::{
    Access, Act, DeviceBox, Entry, GivenFile, LastSeq, NewDevice, PersonBox, Role, SignedEntry,
};
use protocol::invitation::{Bundle, NameKeyBytes, Welcome};
use protocol::snapshot::{
    NumberedSnapshot, PutSnapshots, SealedSnapshot, SnapshotHeader, SnapshotsPage,
};
use protocol::{
    BoxPublic, DeviceId, DevicePublic, FileId, Hash, HybridClock, Namespace, PersonId,
    SealedChange, Signature, StationId, UserPublic, Wire,
};

use crate::made::{key, sign};

pub const STATION: StationId = StationId(uuid::Uuid::from_bytes([0x11; 16]));

pub fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 16])
}

pub fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

pub fn new_device() -> NewDevice {
    NewDevice {
        device: device(0x22),
        sign: DevicePublic(key(7).verifying_key().to_bytes()),
        receives: BoxPublic([0x44; 32]),
        user_key: UserPublic([0x55; 32]),
    }
}

pub fn founding() -> Entry {
    Entry {
        format: 1,
        station: STATION,
        index: 0,
        previous: Hash::ZERO,
        clock: HybridClock { millis: 1_717_200_000_000, counter: 3 },
        author: device(0x22),
        acts: vec![Act::Found {
            person: person(0x66),
            device: new_device(),
            name: vec![0x77; 5],
            station_name: vec![0x88; 6],
        }],
    }
}

fn lasts() -> Vec<LastSeq> {
    vec![
        LastSeq::of(device(0x22), None),
        LastSeq::of(device(0x23), Some((1 << 32, Hash([0xc4; 32])))),
    ]
}

/// Every act but the founding, by its number.
pub fn every_act() -> Entry {
    let invitation = DevicePublic([0x99; 32]);
    let (file, person, commitment) =
        (FileId::from_bytes([0xaa; 16]), person(0x66), Hash([0xbb; 32]));
    let acts = vec![
        Act::Invite { invitation, person, role: Role::Worker, name: vec![0x77; 5] },
        Act::Withdraw { invitation },
        Act::Join { invitation, device: new_device(), proof: Signature([0xcc; 64]) },
        Act::SetRole { person, role: Role::Auditor },
        Act::Admit {
            file,
            person,
            access: Access::Write,
            generation: 1,
            commitment,
            lockbox: vec![0xdd; 3],
        },
        Act::Expel { file, person, last_seqs: lasts() },
        Act::Rotate {
            file,
            generation: 300,
            commitment,
            previous: vec![0xee; 2],
            boxes: vec![PersonBox { person, lockbox: vec![0xdd; 3] }],
        },
        Act::RevokeDevice { device: device(0x22), last_seq: 41, last_id: Some(Hash([0xc5; 32])) },
        Act::RemovePerson { person, last_seqs: lasts() },
        Act::MinFormat { format: 2 },
        Act::ShareUserKey { device: device(0x22), lockbox: vec![0xdd; 3] },
        Act::RenewUserKey {
            user_key: UserPublic([0x55; 32]),
            boxes: vec![DeviceBox { device: device(0x22), lockbox: vec![0xdd; 3] }],
        },
        Act::InviteDevice { invitation, person },
    ];
    Entry { index: 70_000, previous: Hash([0xab; 32]), acts, ..founding() }
}

/// Acts for an emergency, with and without the parts that may be absent.
pub fn every_emergency() -> Entry {
    let (file, person, user_key) =
        (FileId::from_bytes([0xaa; 16]), person(0x66), UserPublic([0x55; 32]));
    let (lockbox, proof) = (vec![0xdd; 3], Signature([0xcc; 64]));
    let managers = vec![PersonBox { person, lockbox: lockbox.clone() }];
    let bare = |label| {
        let managers = Vec::new();
        Act::Escrow { file, generation: 1, managers, recovery: None, label }
    };
    let acts = vec![
        Act::SetRecoveryKey { user_key, sign: DevicePublic([0x99; 32]), proof },
        Act::Escrow {
            file,
            generation: 300,
            managers,
            recovery: Some(vec![0xd1; 4]),
            label: Some(vec![0x77; 5]),
        },
        bare(None),
        bare(Some(vec![0x77; 5])),
        Act::Recover {
            key: user_key,
            reason: vec![0x78; 6],
            files: vec![GivenFile { file, generation: 300, lockbox: lockbox.clone() }],
            proof,
        },
        Act::BreakGlass { file, generation: 300, lockbox, reason: vec![0x79; 7] },
        Act::TakeNote { file, entry: 70_000 },
    ];
    Entry { acts, ..every_act() }
}

/// Who may read who opened a file, and who stays in it until when.
pub fn access_acts() -> Entry {
    let (file, member) = (FileId::from_bytes([0xaa; 16]), person(0x66));
    let cover = |covers| Act::Cover { file, person: member, until: 20_500, covers };
    let acts = vec![
        Act::Admit {
            file,
            person: member,
            access: Access::Audit,
            generation: 1,
            commitment: Hash([0xbb; 32]),
            lockbox: vec![0xdd; 3],
        },
        Act::PassAuditKey { file, generation: 300, previous: vec![0xee; 2] },
        cover(Some(person(0x67))),
        cover(None),
        Act::Stay { file, person: member },
    ];
    Entry { index: 70_000, previous: Hash([0xab; 32]), acts, ..founding() }
}

pub fn signed_founding() -> SignedEntry {
    let entry = founding().to_bytes();
    let signature = sign(&key(7), Namespace::Directory, &entry);
    SignedEntry { entry, signature }
}

pub fn sealed_change() -> SealedChange {
    SealedChange {
        generation: 2,
        header: vec![0x90; 4],
        signature: Signature([0xcc; 64]),
        sealed: vec![0xef; 5],
    }
}

pub fn welcome() -> Welcome {
    Welcome {
        station: STATION,
        root: Hash([0xab; 32]),
        name_key: NameKeyBytes::new(&[0x42; 32]),
        station_name: "河口镇社工站".into(),
        person: person(0x66),
        person_name: "周小燕".into(),
        role: Role::Worker,
        inviter_name: "李明".into(),
    }
}

/// Calls `$visit!(name, value)` for one of each thing.
macro_rules! for_each_sample {
    ($visit:ident) => {
        $visit!("entry-founding", crate::samples::founding());
        $visit!("entry-every-act", crate::samples::every_act());
        $visit!("entry-emergency", crate::samples::every_emergency());
        $visit!("entry-access-acts", crate::samples::access_acts());
        $visit!("signed-entry", crate::samples::signed_founding());
        $visit!("sealed-change", crate::samples::sealed_change());
        $visit!("bundle-founding", crate::samples::bundle(None));
        $visit!("bundle-welcome", crate::samples::bundle(Some(crate::samples::welcome())));
        $visit!("hello-unfounded", crate::samples::hello(None));
        $visit!("hello", crate::samples::hello(Some(crate::samples::STATION)));
        $visit!("sealed-bundle", crate::samples::sealed_bundle());
        $visit!("put-invitation", crate::samples::put_invitation());
        $visit!("found-request", crate::samples::found_request());
        $visit!("session-begin", crate::samples::session_begin());
        $visit!("challenge", crate::samples::challenge());
        $visit!("session-open", crate::samples::session_open());
        $visit!("session", crate::samples::session());
        $visit!("session-ended", crate::samples::session_ended());
        $visit!("farewell", protocol::api::Farewell { wiped: true });
        $visit!("farewells", crate::samples::farewells());
        $visit!("snapshot-header", crate::samples::snapshot_header());
        $visit!("sealed-snapshot", crate::samples::sealed_snapshot());
        $visit!("put-snapshots", crate::samples::put_snapshots());
        $visit!("snapshots-page", crate::samples::snapshots_page());
        $visit!("directory-head", crate::samples::directory_head());
        $visit!("directory-page", crate::samples::directory_page());
        $visit!("push", crate::samples::push());
        $visit!("answers", crate::samples::answers());
        $visit!("changes-page", crate::samples::changes_page());
        $visit!("heads", crate::samples::heads());
        $visit!("refused", crate::samples::refused(None));
        $visit!("refused-detail", crate::samples::refused(Some(1_000_000)));
        $visit!(
            "refused-expired",
            crate::samples::refused_as(protocol::api::RefusalCode::InvitationExpired)
        );
        $visit!(
            "refused-used",
            crate::samples::refused_as(protocol::api::RefusalCode::InvitationUsed)
        );
        $visit!("refused-away", crate::samples::refused_as(protocol::api::RefusalCode::Away));
        $visit!(
            "refused-many",
            crate::samples::refused_as(protocol::api::RefusalCode::TooManyRefused)
        );
        $visit!("parcel-label", crate::parcel::label());
        $visit!("parcel-label-station", crate::parcel::station_label());
        $visit!("parcel-entries", crate::parcel::entries());
        $visit!("parcel-piece", crate::parcel::pieces()[0].clone());
        $visit!("parcel-end", protocol::parcel::End { signature: None });
    };
}
pub(crate) use for_each_sample;

pub fn hello(station: Option<StationId>) -> Hello {
    Hello { version: "0.1.0".into(), min_format: 1, read_only: true, station }
}

pub fn put_invitation() -> PutInvitation {
    let invitation = DevicePublic([0x99; 32]);
    PutInvitation { invitation, expires_in: 259_200, sealed: vec![0xde; 4] }
}

pub fn found_request() -> FoundRequest {
    FoundRequest { entry: signed_founding(), proof: Signature([0xcc; 64]) }
}

pub fn session_open() -> SessionOpen {
    let (device, signature) = (device(0x22), Signature([0xcc; 64]));
    SessionOpen { device, challenge: [0x31; 32], signature }
}

pub fn answers() -> Answers {
    let revoked = Refused { code: RefusalCode::AfterRevocation, detail: Some(41) };
    let answers = vec![
        Answer::Stored,
        Answer::AlreadyThere,
        Answer::Refused(RefusalCode::Fork.into()),
        Answer::Refused(revoked),
        Answer::Waiting,
    ];
    Answers { answers }
}

pub fn changes_page() -> ChangesPage {
    let items = vec![
        Numbered { n: 24, change: sealed_change() },
        Numbered { n: 256, change: sealed_change() },
    ];
    ChangesPage { items, next: 70_000, more: false }
}

pub fn heads() -> Heads {
    let head = |n| AuthorHead { author: device(n), seq: 1 << 20, id: Hash([n; 32]) };
    Heads { heads: vec![head(0x22), head(0x23)] }
}

pub fn bundle(welcome: Option<Welcome>) -> Bundle {
    Bundle { authority: vec![0x30; 3], welcome }
}

pub fn sealed_bundle() -> SealedBundle {
    SealedBundle { sealed: vec![0xde; 4] }
}

pub fn session_begin() -> SessionBegin {
    SessionBegin { device: device(0x22) }
}

pub fn challenge() -> Challenge {
    Challenge { challenge: [0x31; 32] }
}

pub fn session() -> Session {
    Session { token: Token([0x32; 32]), seconds: 3600, ended: None }
}

pub fn session_ended() -> Session {
    Session { ended: Some(300), ..session() }
}

pub fn farewells() -> Farewells {
    let seen = |n, wiped| LastSeen { device: device(n), told: 1_717_200_000, wiped };
    Farewells { all: vec![seen(0x22, None), seen(0x23, Some(1_717_200_009))] }
}

pub fn snapshot_header() -> SnapshotHeader {
    SnapshotHeader {
        format: 1,
        station: StationId::from_bytes([0x5a; 16]),
        file: FileId::from_bytes([0x77; 16]),
        author: device(0x22),
        seq: 1000,
        generation: 2,
    }
}

pub fn sealed_snapshot() -> SealedSnapshot {
    let header = snapshot_header().to_bytes();
    SealedSnapshot { header, signature: Signature([0xcc; 64]), sealed: vec![0x5e; 40] }
}

pub fn put_snapshots() -> PutSnapshots {
    PutSnapshots { snapshots: vec![sealed_snapshot()] }
}

pub fn snapshots_page() -> SnapshotsPage {
    let numbered = |n| NumberedSnapshot { n, snapshot: sealed_snapshot() };
    SnapshotsPage { items: vec![numbered(24), numbered(256)], next: 70_000, more: true }
}

pub fn directory_head() -> DirectoryHead {
    DirectoryHead { index: 23, hash: Hash([0xab; 32]) }
}

pub fn directory_page() -> DirectoryPage {
    DirectoryPage { entries: vec![signed_founding()], more: true }
}

pub fn push() -> Push {
    Push { changes: vec![sealed_change(), sealed_change()] }
}

pub fn refused(detail: Option<u64>) -> Refused {
    Refused { code: RefusalCode::Failed, detail }
}

pub fn refused_as(code: RefusalCode) -> Refused {
    code.into()
}
