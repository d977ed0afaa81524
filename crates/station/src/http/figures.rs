//! `GET /metrics`: figures in Prometheus' text format. Sizes and counts alone: no id, no name, no address.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use protocol::api::{RefusalCode, Refused};

use super::answers::{Refusal, ask};
use super::who::{Stranger, peer};
use crate::counters::value;
use crate::station::Station;
use crate::store::Figures;

/// What the operator sees.
pub(super) struct Seen {
    pub(super) store: Figures,
    pub(super) entries: u64,
    pub(super) people: u64,
    pub(super) devices: u64,
    pub(super) free: u64,
    pub(super) read_only: bool,
    pub(super) founded: bool,
    pub(super) seconds: u64,
    pub(super) sessions: u64,
}

pub(super) fn look(station: &Station) -> Result<Seen, Refused> {
    let store = station.store.figures().map_err(|error| station.refusal(&error))?;
    let sessions = station.sessions.count().map_err(|error| station.refusal(&error))?;
    let now = Instant::now();
    let directory = station.directory();
    let directory = directory.as_ref();
    Ok(Seen {
        store,
        entries: directory.map_or(0, |directory| directory.next_place().0),
        people: directory.map_or(0, |directory| {
            directory.people().filter(|(_, person)| !person.removed).count() as u64
        }),
        devices: directory.map_or(0, |directory| {
            directory.devices().filter(|(_, device)| device.is_active()).count() as u64
        }),
        free: station.space.free(now),
        read_only: station.space.is_short(now),
        founded: directory.is_some(),
        seconds: now.saturating_duration_since(station.started).as_secs(),
        sessions,
    })
}

/// Whether figures may be shown to whoever asks from here.
pub(super) fn may_see(station: &Station, from: Option<IpAddr>) -> bool {
    station.settings.open_figures || from.is_some_and(|from| from.to_canonical().is_loopback())
}

pub(super) async fn metrics(
    State(station): State<Arc<Station>>,
    _: Stranger,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    if !may_see(&station, peer(&parts)) {
        return Err(RefusalCode::NotFound.into());
    }
    let seen = ask(&station, look).await?;
    let text = written(&station, &seen);
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

fn written(station: &Station, seen: &Seen) -> String {
    let c = &station.counters;
    let gauges = [
        ("founded", "1 once the station is founded", u64::from(seen.founded)),
        ("read_only", "1 while nothing is taken for want of room", u64::from(seen.read_only)),
        ("uptime_seconds", "Seconds since it started", seen.seconds),
        ("changes", "Changes kept", seen.store.changes),
        ("changes_refused", "Changes kept aside, not admitted", seen.store.refused),
        (
            "forks",
            "Pieces of evidence that an author signed two changes in one place",
            seen.store.forks,
        ),
        ("invitations", "Bundles of invitations that wait", seen.store.invitations),
        ("directory_entries", "Entries of the directory", seen.entries),
        ("people", "People who have not left", seen.people),
        ("devices", "Devices that were not revoked", seen.devices),
        ("database_bytes", "Size of the database", seen.store.bytes),
        ("free_bytes", "Free bytes on its disk", seen.free),
        ("sessions", "Tokens that are good", seen.sessions),
        ("connections", "Open connections", value(&c.connections)),
        ("listeners", "Laptops that listen for what is new", value(&c.listeners)),
    ];
    let counters = [
        ("changes_stored_total", "Changes kept since the start", value(&c.stored)),
        ("changes_repeated_total", "Changes sent again", value(&c.repeated)),
        ("changes_waiting_total", "Changes sent before their predecessor", value(&c.waiting)),
        ("changes_refused_total", "Changes refused", value(&c.refused)),
        ("changes_served_total", "Changes handed out", value(&c.served)),
        ("entries_appended_total", "Entries appended to the directory", value(&c.entries)),
        ("attachment_bytes_total", "Bytes of attachments taken", value(&c.blob_bytes)),
    ];
    let mut text = String::new();
    let kinds = [("gauge", gauges.as_slice()), ("counter", counters.as_slice())];
    for (kind, figures) in kinds {
        for (name, about, figure) in figures {
            let name = format!("jiafang_station_{name}");
            // A String takes all text.
            let _ = writeln!(text, "# HELP {name} {about}\n# TYPE {name} {kind}\n{name} {figure}");
        }
    }
    let name = "jiafang_station_answers_total";
    let _ = writeln!(text, "# HELP {name} Answers by kind of status\n# TYPE {name} counter");
    for (class, counter) in (2..).zip(&c.answers) {
        let _ = writeln!(text, "{name}{{status=\"{class}xx\"}} {}", value(counter));
    }
    text
}
