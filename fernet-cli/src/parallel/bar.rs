//! A progress bar on the terminal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that lasts longer than this shows a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that stays hidden until [`PATIENCE`] has passed, and wherever standard error is no terminal.
pub(super) struct Bar {
    inner: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Bar {
    pub(super) fn new(started: Instant, what: &'static str, length: usize) -> Self {
        let length = u64::try_from(length).ok();
        let inner = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden()).with_message(what);
        Self { inner, started, shown: AtomicBool::new(false) }
    }

    pub(super) fn step<R>(&self, work: impl FnOnce() -> R) -> R {
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

impl Drop for Bar {
    fn drop(&mut self) {
        self.inner.finish_and_clear();
    }
}
