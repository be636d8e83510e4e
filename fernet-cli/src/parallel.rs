//! Work on every processor, and a bar on the terminal when it takes long.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that lasts longer than this shows a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of one program run.
#[derive(Debug)]
pub(crate) struct Progress {
    started: Instant,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now() }
    }

    /// Time since the start of the program.
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
        let bar = Bar::new(self.started, what, items.len());
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let length = items.len().div_ceil(threads).max(1);
        let (bar, work) = (&bar, &work);
        let part = |(start, part): (usize, &[T])| -> Vec<R> {
            let positions = (0..).map(|i| start * length + i);
            positions.zip(part).map(|(i, item)| bar.step(|| work(i, item))).collect()
        };
        let parts: Vec<_> = items.chunks(length).enumerate().collect();
        let part = &part;
        let results = thread::scope(|scope| {
            let workers: Vec<_> = parts.into_iter().map(|given| scope.spawn(move || part(given))).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        bar.inner.finish_and_clear();
        results
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
