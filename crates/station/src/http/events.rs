//! `GET /v1/events`: what is new, as server-sent events, for as long as the session lasts. A laptop hears of changes in
//! files of its person alone, and never of what it wrote itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use protocol::api::{RefusalCode, event};
use tokio::io::{AsyncWriteExt as _, DuplexStream, duplex};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::timeout;
use tokio_util::io::ReaderStream;

use super::answers::{Refusal, ask};
use crate::counters::Present;
use crate::sessions::SESSION;
use crate::station::{Asker, News, Station};

/// How often something is said where nothing is new, so that a line that is dead is found out.
const PULSE: Duration = Duration::from_secs(20);
/// Most lines at once; the others ask from time to time.
const MOST: u64 = 3_000;

pub(super) async fn listen(
    State(station): State<Arc<Station>>,
    asker: Asker,
) -> Result<Response, Refusal> {
    if crate::counters::value(&station.counters.listeners) >= MOST {
        return Err(RefusalCode::SlowDown.into());
    }
    let line = station.listeners.listen(asker.device);
    let (ours, theirs) = duplex(1024);
    let news = station.news.subscribe();
    tokio::spawn(async move {
        let _present = Present::at(&station.counters.listeners);
        // It ends when the laptop goes away: that is no failure.
        tokio::select! {
            _ = tell(&station, asker, news, ours) => {}
            () = line.ended() => {}
        }
    });
    let body = Body::from_stream(ReaderStream::new(theirs));
    Ok(([(CONTENT_TYPE, "text/event-stream")], body).into_response())
}

async fn tell(
    station: &Arc<Station>,
    asker: Asker,
    mut news: Receiver<News>,
    mut line: DuplexStream,
) -> std::io::Result<()> {
    let end = Instant::now() + SESSION;
    line.write_all(b": listening\n\n").await?;
    while Instant::now() < end {
        let next = match timeout(PULSE, news.recv()).await {
            // It could not keep up: say that there is something, whatever it was.
            Ok(Err(RecvError::Lagged(_))) => Some(News::Changes(0, Arc::from([]))),
            Ok(Err(RecvError::Closed) | Ok(News::Farewell)) => return Ok(()),
            Ok(Ok(news)) => Some(news),
            Err(_) => None,
        };
        let words = ask(station, move |station| {
            let still = station.still_counts(asker);
            Ok(still.then(|| words(station, asker, next.as_ref())))
        });
        match words.await {
            Ok(Some(Some(words))) => line.write_all(words.as_bytes()).await?,
            Ok(Some(None)) => {}
            Ok(None) | Err(_) => return Ok(()),
        }
    }
    Ok(())
}

fn words(station: &Station, asker: Asker, news: Option<&News>) -> Option<String> {
    match news {
        None | Some(News::Farewell) => Some(": \n\n".to_owned()),
        Some(News::Directory(index, author)) => {
            let others = *author != asker.device;
            others.then(|| format!("event: {}\ndata: {index}\n\n", event::DIRECTORY))
        }
        Some(News::Changes(n, written)) => {
            let hers = written.is_empty() || station.concern(asker, written);
            hers.then(|| format!("event: {}\ndata: {n}\n\n", event::CHANGES))
        }
    }
}
