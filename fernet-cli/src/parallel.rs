//! Parallel work, with a progress bar on the terminal if it takes long.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that lasts longer than this shows a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

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

impl Drop for Task {
    fn drop(&mut self) {
        self.bar.inner.finish_and_clear();
    }
}

/// A bar that stays hidden until [`PATIENCE`] has passed, and wherever standard error is no terminal.
struct Bar {
    inner: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Bar {
    fn new(started: Instant, what: &'static str, length: usize) -> Self {
        let length = u64::try_from(length).ok();
        let inner = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden()).with_message(what);
        Self { inner, started, shown: AtomicBool::new(false) }
    }

    fn step<R>(&self, work: impl FnOnce() -> R) -> R {
        let result = work();
        if self.started.elapsed() > PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            if let Ok(style) = ProgressStyle::with_template("{msg:24} {wide_bar} {human_pos}/{human_len} {eta:>4}") {
                self.inner.set_style(style);
            }
            self.inner.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.inner.inc(1);
        result
    }
}
