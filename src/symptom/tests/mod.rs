//! Tests of the catalogue and of its search.

mod article;
mod catalogue;
mod codes;
mod mangled;
mod nonsense;
mod page;
mod queries;
mod sure;

use super::search;

/// The id of the first symptom that a query finds.
fn first(query: &str) -> Option<&'static str> {
    search(query).first().map(|found| found.symptom.id())
}
