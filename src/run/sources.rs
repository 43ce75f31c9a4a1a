//! The sources of a run while several threads read more of them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arm_template::SourceId;

use crate::source::{Source, Sources};

/// The sources; a thread that panicked while it had them left them whole.
pub(crate) fn locked(sources: &Mutex<Sources>) -> MutexGuard<'_, Sources> {
    sources.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds one that was read.
pub(crate) fn add(sources: &Mutex<Sources>, source: Source) -> SourceId {
    locked(sources).add(source)
}
