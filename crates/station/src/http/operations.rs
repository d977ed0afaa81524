//! The list of all that can be asked over HTTP. Whatever is not here is not there.

use std::sync::Arc;

use axum::routing::{MethodRouter, get, head, patch, post, put};

use super::{attach, changes, describe, directory, enter, events, figures, health, invite, leave};
use crate::station::Station;

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Whoever has a session.
    Session,
    /// Whoever has a session, or an invitation.
    SessionOrInvitation,
}

/// One thing that can be asked.
pub struct Operation {
    /// The method, in lower case.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Who may.
    pub access: Access,
    /// Parameters of the query.
    pub query: &'static [&'static str],
    /// What is sent: a type of `FORMAT.md`, or a media type.
    pub takes: Option<&'static str>,
    /// What is answered: a type of `FORMAT.md`, or a media type.
    pub gives: Option<&'static str>,
    /// Its handler.
    pub(super) handler: fn() -> MethodRouter<Arc<Station>>,
}

/// What most of them have in common.
const PLAIN: Operation = Operation {
    method: "get",
    path: "/",
    summary: "",
    access: Access::Open,
    query: &[],
    takes: None,
    gives: None,
    handler: || get(health::page),
};

/// All of them.
pub const OPERATIONS: &[Operation] = &[
    Operation { summary: "The operator's page", gives: Some("text/html"), ..PLAIN },
    Operation {
        path: "/metrics",
        summary: "Figures in the text format of Prometheus; for this machine alone unless the operator opened them",
        gives: Some("text/plain"),
        handler: || get(figures::metrics),
        ..PLAIN
    },
    Operation {
        path: "/openapi.json",
        summary: "This description",
        gives: Some("application/json"),
        handler: || get(describe::openapi),
        ..PLAIN
    },
    Operation {
        path: "/v1/hello",
        summary: "What the station says of itself",
        gives: Some("Hello"),
        handler: || get(enter::hello),
        ..PLAIN
    },
    Operation {
        path: "/v1/invitations/{lookup}",
        summary: "The sealed bundle of an invitation; every lookup that never had one is answered alike",
        gives: Some("SealedBundle"),
        handler: || get(invite::get),
        ..PLAIN
    },
    Operation {
        method: "put",
        path: "/v1/invitations/{lookup}",
        summary: "Keeps the bundle of an invitation that is in the directory",
        access: Access::Session,
        takes: Some("PutInvitation"),
        handler: || put(invite::put),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/found",
        summary: "Founds the station with the first entry of its directory",
        takes: Some("FoundRequest"),
        gives: Some("DirectoryHead"),
        handler: || post(directory::found),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/join",
        summary: "Lets a device in by an invitation",
        takes: Some("SignedEntry"),
        gives: Some("DirectoryHead"),
        handler: || post(directory::join),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/session/begin",
        summary: "A challenge for a device",
        takes: Some("SessionBegin"),
        gives: Some("Challenge"),
        handler: || post(enter::begin),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/session",
        summary: "A token for a device that signed its challenge",
        takes: Some("SessionOpen"),
        gives: Some("Session"),
        handler: || post(enter::open),
        ..PLAIN
    },
    Operation {
        path: "/v1/directory",
        summary: "Entries of the directory after an index, from the first without one",
        access: Access::SessionOrInvitation,
        query: &["after", "max_bytes"],
        gives: Some("DirectoryPage"),
        handler: || get(directory::entries),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/directory",
        summary: "Appends an entry, if it follows the last one",
        access: Access::Session,
        takes: Some("SignedEntry"),
        gives: Some("DirectoryHead"),
        handler: || post(directory::append),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/changes",
        summary: "Keeps changes; one answer for each, given when they are durable",
        access: Access::Session,
        takes: Some("Push"),
        gives: Some("Answers"),
        handler: || post(changes::push),
        ..PLAIN
    },
    Operation {
        path: "/v1/changes",
        summary: "Changes after a place, of the asking person's files",
        access: Access::Session,
        query: &["after", "max_bytes", "but_mine"],
        gives: Some("ChangesPage"),
        handler: || get(changes::page),
        ..PLAIN
    },
    Operation {
        path: "/v1/files/{file}/changes",
        summary: "Changes of one file after a place and up to another",
        access: Access::Session,
        query: &["after", "upto", "max_bytes"],
        gives: Some("ChangesPage"),
        handler: || get(changes::file_page),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/snapshots",
        summary: "Keeps snapshots, each in the place of its file's last one; one answer for each",
        access: Access::Session,
        takes: Some("PutSnapshots"),
        gives: Some("Answers"),
        handler: || post(changes::put_snapshots),
        ..PLAIN
    },
    Operation {
        path: "/v1/snapshots",
        summary: "Snapshots after a place, of the asking person's files",
        access: Access::Session,
        query: &["after", "max_bytes"],
        gives: Some("SnapshotsPage"),
        handler: || get(changes::snapshots),
        ..PLAIN
    },
    Operation {
        path: "/v1/devices/{device}/kept-aside",
        summary: "What a device signed and the directory does not admit, after a number of its chain",
        access: Access::Session,
        query: &["after"],
        gives: Some("ChangesPage"),
        handler: || get(leave::kept_aside),
        ..PLAIN
    },
    Operation {
        method: "post",
        path: "/v1/farewell",
        summary: "The last word of a device that was revoked",
        access: Access::Session,
        takes: Some("Farewell"),
        handler: || post(leave::farewell),
        ..PLAIN
    },
    Operation {
        path: "/v1/farewells",
        summary: "The devices that came after they were revoked, for managers",
        access: Access::Session,
        gives: Some("Farewells"),
        handler: || get(leave::farewells),
        ..PLAIN
    },
    Operation {
        path: "/v1/heads",
        summary: "How far the station has every author's changes",
        access: Access::Session,
        gives: Some("Heads"),
        handler: || get(changes::heads),
        ..PLAIN
    },
    Operation {
        method: "head",
        path: "/v1/blobs/{sha256}",
        summary: "How much of an attachment is here",
        access: Access::Session,
        handler: || head(attach::extent),
        ..PLAIN
    },
    Operation {
        method: "patch",
        path: "/v1/blobs/{sha256}",
        summary: "Takes some bytes of an attachment; the whole counts once it has its hash",
        access: Access::Session,
        takes: Some("application/octet-stream"),
        handler: || patch(attach::patch),
        ..PLAIN
    },
    Operation {
        path: "/v1/blobs/{sha256}",
        summary: "A whole attachment, or a part of it (range: bytes=N- or bytes=N-M)",
        access: Access::Session,
        gives: Some("application/octet-stream"),
        handler: || get(attach::get),
        ..PLAIN
    },
    Operation {
        path: "/v1/events",
        summary: "Server-sent events: something is new",
        access: Access::Session,
        gives: Some("text/event-stream"),
        handler: || get(events::listen),
        ..PLAIN
    },
];
