//! The two streams of the process, each with one owner that everything printed goes through.
//!
//! Words are made fit for where they go: what moves the caret or can't be seen is written out, and no line of them is a
//! command for a CI system. What others take in, such as a fixed file, goes out byte for byte.

mod annotations;
mod asking;
mod commands;
mod ending;
mod line;
mod progress;
mod stream;
mod streams;
mod surroundings;
mod wrap;

pub use asking::ask_unseen;
pub use ending::{on_interrupt, on_panic};
pub use progress::ProgressLine;
pub use stream::{Look, PrintedLanguage, Stream};
pub use streams::{Captured, Streams};
pub use surroundings::{ColourChoice, Integration, OutputContext};
pub(crate) use wrap::is_chinese;
pub use wrap::{columns, continued, wrap};
