//! Certificate files before they are uploaded: what each is, what is wrong with it, and the value that Azure takes.
//!
//! [`examine`] takes a request whose `certificates` name the files and whose `inputs` are the templates, exports or
//! saved answers that they are held against.

mod against;
mod examination;
mod facts;
mod json;
mod role;
mod snippet;
mod text;

pub use against::{Acceptance, Verdict};
pub use examination::{Examination, Examined, examine};
pub use json::json;
pub use snippet::{SnippetLanguage, snippet};
pub use text::text;
