//! Progress as lines on standard error, which a page that runs this program shows: `verifying claims 120/3067`.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Time between two lines.
const PAUSE: Duration = Duration::from_millis(40);

/// The progress of one task.
pub(super) struct Bar {
    what: &'static str,
    length: usize,
    state: Mutex<State>,
}

struct State {
    done: usize,
    told: Instant,
}

impl Bar {
    pub(super) fn new(started: Instant, what: &'static str, length: usize) -> Self {
        Self { what, length, state: Mutex::new(State { done: 0, told: started }) }
    }

    pub(super) fn step<R>(&self, work: impl FnOnce() -> R) -> R {
        let result = work();
        if let Ok(mut state) = self.state.lock() {
            state.done += 1;
            if state.told.elapsed() >= PAUSE {
                state.told = Instant::now();
                let _ = writeln!(std::io::stderr(), "{} {}/{}", self.what, state.done, self.length);
            }
        }
        result
    }
}
