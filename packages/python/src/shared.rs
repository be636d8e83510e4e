//! State that changes, of objects that several threads may use at once.

use std::sync::{PoisonError, RwLock};

use pyo3::prelude::*;

/// The state of an object. A call waits for those of other threads, without the GIL. No Python code runs while the state is locked.
#[derive(Debug)]
pub(crate) struct Shared<T>(RwLock<T>);

impl<T: Send + Sync> Shared<T> {
    pub(crate) const fn new(state: T) -> Self {
        Self(RwLock::new(state))
    }

    /// Reads the state, while other threads may read it too.
    pub(crate) fn read<R: Send>(&self, py: Python<'_>, read: impl FnOnce(&T) -> R + Send) -> R {
        py.detach(|| read(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Changes the state.
    pub(crate) fn write<R: Send>(&self, py: Python<'_>, write: impl FnOnce(&mut T) -> R + Send) -> R {
        py.detach(|| write(&mut self.0.write().unwrap_or_else(PoisonError::into_inner)))
    }
}
