//! What an error text or code means to the user of a point-to-site VPN, and where to look for its cause.
//!
//! The catalogue is data, in the files of `catalogue/` beside this one.
//!
//! ```
//! let found = gatelint::symptom::search("错误 798");
//! assert_eq!(found[0].symptom.id(), "client-certificate-not-found");
//! ```

mod catalogue;
mod code;
mod command;
mod index;
mod likeness;
mod log;
mod render;
mod search;
#[cfg(test)]
mod tests;
mod wording;

pub use catalogue::{Cause, Citation, Config, Symptom, Texts, all, by_id, by_lint, text_of_code};
pub use code::Code;
pub use command::{LIVE_ONLY, SuggestedCommand};
pub use log::{Complaint, LogDiagnosis, LoggedSymptom, Named, read_log, without_secrets};
pub use render::render;
pub use search::{Match, MatchedBy, SearchResult, answer, nearest, search};
