//! Parallel work, with a progress bar on the terminal if it takes long.

#[cfg_attr(target_family = "wasm", path = "parallel/lines.rs")]
mod bar;

use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use bar::Bar;

/// The progress of one program run.
#[derive(Debug)]
pub(crate) struct Progress {
    started: Instant,
    /// Whether it is that of one item of another task.
    nested: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), nested: false }
    }

    /// The progress of one item of a task that has all cores and the bar: on one thread, and without a bar.
    pub(crate) fn nested() -> Self {
        Self { started: Instant::now(), nested: true }
    }

    /// Time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Applies `work` to every item, in parallel; results come in the order of the items.
    pub(crate) fn map<T: Sync, R: Send>(
        &self,
        what: &'static str,
        items: &[T],
        work: impl Fn(usize, &T) -> R + Sync,
    ) -> Vec<R> {
        self.task(what, items.len()).map(items, work)
    }

    /// Work on `length` items that comes in several parts, with one bar for all of them.
    pub(crate) fn task(&self, what: &'static str, length: usize) -> Task {
        Task { bar: Bar::new(self.started, what, length), nested: self.nested }
    }
}

/// One of the tasks of a program run. Its bar goes with it.
pub(crate) struct Task {
    bar: Bar,
    nested: bool,
}

impl Task {
    /// Does the work of one item, on the thread of the caller.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn step<R>(&self, work: impl FnOnce() -> R) -> R {
        self.bar.step(work)
    }

    /// Applies `work` to every item of one part, in parallel; results come in the order of the items.
    pub(crate) fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
        if self.nested {
            return items.iter().enumerate().map(|(i, item)| work(i, item)).collect();
        }
        let length = items.len().div_ceil(threads()).max(1);
        let (bar, work) = (&self.bar, &work);
        let part = |(start, part): (usize, &[T])| -> Vec<R> {
            let positions = (0..).map(|i| start * length + i);
            positions.zip(part).map(|(i, item)| bar.step(|| work(i, item))).collect()
        };
        let parts: Vec<_> = items.chunks(length).enumerate().collect();
        // Some machines have no threads.
        if let [only] = parts[..] {
            return part(only);
        }
        let part = &part;
        thread::scope(|scope| {
            let workers: Vec<_> = parts.into_iter().map(|given| scope.spawn(move || part(given))).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        })
    }
}

/// Number of threads, which the system is asked for once.
fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}
