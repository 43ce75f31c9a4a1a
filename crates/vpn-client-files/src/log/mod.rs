//! Logs of any size, entry by entry.

mod entry;
mod event;
mod line;

pub use entry::{Entries, Entry};
pub use event::Event;
pub use line::{Line, Lines, MOST_OF_A_LINE};
