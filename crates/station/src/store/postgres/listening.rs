//! Listening: a connection of its own on which the database says that one of the station's servers has written. It may be
//! down, and it may miss something: whoever waits looks for itself from time to time.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};
use tokio_postgres::{AsyncMessage, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::PostgresUrl;
use super::writer::CHANNEL;
use crate::store::StoreError;

/// How long after a connection was lost another is tried.
const AGAIN: Duration = Duration::from_secs(1);

/// Somebody who listens. It ends when this is dropped.
pub(super) struct Listening {
    heard: Arc<Notify>,
    handle: Handle,
    task: tokio::task::JoinHandle<()>,
}

impl Listening {
    pub(super) fn start(
        url: &PostgresUrl,
        handle: Handle,
        station: i64,
    ) -> Result<Self, StoreError> {
        let config = url.config()?;
        let tls = url.tls(&config)?;
        let heard = Arc::new(Notify::new());
        let tell = Arc::clone(&heard);
        let task = handle.spawn(async move {
            loop {
                listen(&config, &tls, station, &tell).await;
                sleep(AGAIN).await;
            }
        });
        Ok(Self { heard, handle, task })
    }

    /// Until something was heard, or for so long.
    pub(super) fn wait(&self, patience: Duration) {
        let heard = Arc::clone(&self.heard);
        let _ = self.handle.block_on(async move { timeout(patience, heard.notified()).await });
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Listens until the connection ends.
async fn listen(config: &Config, tls: &MakeRustlsConnect, station: i64, heard: &Notify) {
    let Ok((client, mut connection)) = config.connect(tls.clone()).await else { return };
    let begin = client.batch_execute("LISTEN jiafang_station");
    let talk = async {
        // Whatever came in before it listened is looked for.
        if begin.await.is_ok() {
            heard.notify_one();
            std::future::pending::<()>().await;
        }
    };
    let ours = station.to_string();
    let hear = async {
        while let Some(Ok(message)) =
            std::future::poll_fn(|context| connection.poll_message(context)).await
        {
            if let AsyncMessage::Notification(told) = message
                && told.channel() == CHANNEL
                && told.payload() == ours
            {
                heard.notify_one();
            }
        }
    };
    tokio::select! {
        () = hear => {}
        () = talk => {}
    }
}
