//! The way to the one thread that writes: whoever asks waits until what she asked for is durable, or is told why not.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::StoreError;

/// Tells whoever asked, once the transaction has ended: with the error that undid it, if any.
pub(super) type Finish = Box<dyn FnOnce(Option<&StoreError>) + Send>;

/// The way to a writing thread. The thread ends when this is dropped.
pub(super) struct Queue<J> {
    jobs: Option<SyncSender<J>>,
    thread: Option<thread::JoinHandle<()>>,
}

/// Where the outcome of a job goes.
pub(super) struct Answer<T>(SyncSender<Result<T, StoreError>>);

impl<J: Send + 'static> Queue<J> {
    /// Starts the thread, which does what comes until nothing can come any more. So many jobs wait without holding up
    /// who asks.
    pub(super) fn start(
        room: usize,
        run: impl FnOnce(&Receiver<J>) + Send + 'static,
    ) -> Result<Self, StoreError> {
        let (jobs, waiting) = sync_channel(room);
        let thread = thread::Builder::new().name("writer".into()).spawn(move || run(&waiting))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands over a job and waits for its outcome.
    pub(super) fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> J) -> Result<T, StoreError> {
        let (answer, answered) = sync_channel(1);
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job(Answer(answer))).map_err(|_| StoreError::Closed)?;
        answered.recv().map_err(|_| StoreError::Closed)?
    }
}

impl<J> Drop for Queue<J> {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl<T: Send + 'static> Answer<T> {
    /// What is told at the end: this outcome, unless the transaction around it fails.
    pub(super) fn when_durable(self, outcome: Result<T, StoreError>) -> Finish {
        Box::new(move |failed| {
            let outcome = match failed {
                None => outcome,
                Some(error) => outcome.and(Err(error.again())),
            };
            // Whoever asked may have gone.
            let _ = self.0.send(outcome);
        })
    }
}

/// The next jobs to be done together, `most` of them; waits for the first. None when no more can come.
pub(super) fn group<J>(waiting: &Receiver<J>, most: usize) -> Option<impl Iterator<Item = J>> {
    let first = waiting.recv().ok()?;
    Some(std::iter::once(first).chain(waiting.try_iter()).take(most))
}
