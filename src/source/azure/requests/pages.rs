//! Answers that come in pages.

use std::collections::HashSet;

use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::client::{Client, Reply};

/// More pages than any tenant has; a server that gives more is in a loop.
pub(crate) const MOST: usize = 10_000;

/// The pages that came, and why there were no more, if there should have been.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pub(crate) replies: Vec<Reply>,
    pub(crate) trouble: Option<Trouble>,
}

/// Why pages are missing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("{0}")]
    Request(#[from] RequestError),
    #[error("{0}")]
    Incomplete(String),
}

impl Pages {
    pub(crate) fn stopped(replies: Vec<Reply>, trouble: impl Into<Trouble>) -> Self {
        Self { replies, trouble: Some(trouble.into()) }
    }

    /// The pages, or the error that came instead of the first one.
    pub(crate) fn at_least_one(mut self) -> Result<Self, RequestError> {
        match (self.replies.is_empty(), self.trouble.take()) {
            (true, Some(Trouble::Request(error))) => Err(error),
            (_, trouble) => Ok(Self { trouble, ..self }),
        }
    }
}

/// Reads a list of Azure Resource Manager's, page by page. An empty page may have a next one.
pub(crate) async fn list(client: &Client, first: url::Url) -> Pages {
    let mut replies = Vec::new();
    let mut seen = HashSet::new();
    let mut url = first;
    loop {
        if !seen.insert(url.clone()) || seen.len() > MOST {
            return Pages::stopped(
                replies,
                RequestError::BadLink("a nextLink refers back to a page already read"),
            );
        }
        let reply = match client.get(url).await {
            Ok(reply) => reply,
            Err(error) => return Pages::stopped(replies, error),
        };
        let next = reply
            .value
            .get("nextLink")
            .and_then(|link| link.as_str())
            .unwrap_or_default()
            .to_owned();
        replies.push(reply);
        if next.is_empty() {
            return Pages { replies, trouble: None };
        }
        url = match client.link(&next) {
            Ok(url) => url,
            Err(error) => return Pages::stopped(replies, error),
        };
    }
}
