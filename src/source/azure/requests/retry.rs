//! Asking again: which failures, how often, and after what pause.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use azure_core::{
    error::ErrorKind,
    http::{
        AsyncRawResponse, Context, Request, StatusCode,
        headers::{HeaderName, Headers},
        policies::{Policy, PolicyResult},
    },
    time::{OffsetDateTime, parse_rfc7231},
};

use crate::source::azure::requests::{trace, transport};
use crate::source::azure::{Event, ScanProgress, Timeouts, Wait};

const RETRY_AFTER: HeaderName = HeaderName::from_static("retry-after");
const RETRY_AFTER_MS: HeaderName = HeaderName::from_static("retry-after-ms");
const X_MS_RETRY_AFTER_MS: HeaderName = HeaderName::from_static("x-ms-retry-after-ms");
pub(crate) const QUOTA_REMAINING: HeaderName = HeaderName::from_static("x-ms-user-quota-remaining");
pub(crate) const QUOTA_RESETS_AFTER: HeaderName =
    HeaderName::from_static("x-ms-user-quota-resets-after");

/// Repeats of a request that failed.
const REPEATS: u32 = 3;
/// Repeats of a request that ran into its time limit, which has cost enough by then.
const REPEATS_WHEN_SLOW: u32 = 1;
/// Repeats of a request that was throttled, where Azure says itself that asking again will help.
const REPEATS_WHEN_THROTTLED: u32 = 5;

/// A policy that asks again, as long as that may help, and tells while it waits.
///
/// The SDK's own policy has no bound on `Retry-After`, does not know Resource Graph's quota headers, and is silent.
pub(crate) struct RetryPolicy {
    timeouts: Timeouts,
    progress: Arc<dyn ScanProgress>,
}

impl RetryPolicy {
    pub(crate) fn new(timeouts: Timeouts, progress: Arc<dyn ScanProgress>) -> Arc<Self> {
        Arc::new(Self { timeouts, progress })
    }

    /// Why and how long to wait before the next try, or `None` when this was the last.
    fn pause(
        &self,
        result: &PolicyResult,
        repeats: u32,
    ) -> Option<(String, Option<Duration>, Duration)> {
        let (why, asked, most) = match result {
            Ok(response) => {
                let status = response.status();
                let most = if is_throttled(status) { REPEATS_WHEN_THROTTLED } else { REPEATS };
                is_passing(status).then(|| (reason(response), asked(response.headers()), most))?
            }
            Err(error) if matches!(error.kind(), ErrorKind::Io | ErrorKind::Connection) => {
                let most = if transport::is_timeout(error) { REPEATS_WHEN_SLOW } else { REPEATS };
                ("no answer".to_owned(), None, most)
            }
            Err(_) => return None,
        };
        let backoff = self.timeouts.first_wait.saturating_mul(1 << repeats.min(16));
        let waits = asked.unwrap_or_default().max(backoff).min(self.timeouts.longest_wait);
        (repeats < most).then_some((why, asked, waits))
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy").field("timeouts", &self.timeouts).finish_non_exhaustive()
    }
}

#[async_trait]
impl Policy for RetryPolicy {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let mut repeats = 0;
        loop {
            let result = next[0].send(context, request, &next[1..]).await;
            let Some((why, asked, waits)) = self.pause(&result, repeats) else { return result };
            let why = match &result {
                Ok(_) => why,
                Err(error) => transport::unanswered(error, request.url()).to_string(),
            };
            self.progress.event(&Event::Waiting(Wait {
                path: trace::path(request.url()),
                why,
                asked,
                waits,
            }));
            tokio::time::sleep(waits).await;
            request.body_mut().reset().await?;
            repeats += 1;
        }
    }
}

fn is_passing(status: StatusCode) -> bool {
    matches!(u16::from(status), 408 | 429 | 500 | 502 | 503 | 504)
}

fn is_throttled(status: StatusCode) -> bool {
    matches!(u16::from(status), 429 | 503)
}

fn reason(response: &AsyncRawResponse) -> String {
    let status = response.status();
    format!("{} {}", u16::from(status), status.canonical_reason())
}

/// How long Azure asks to wait.
pub(crate) fn asked(headers: &Headers) -> Option<Duration> {
    let milliseconds =
        |name: &HeaderName| text(headers, name)?.parse().ok().map(Duration::from_millis);
    milliseconds(&X_MS_RETRY_AFTER_MS)
        .or_else(|| milliseconds(&RETRY_AFTER_MS))
        .or_else(|| seconds_or_date(text(headers, &RETRY_AFTER)?))
        .or_else(|| clock(text(headers, &QUOTA_RESETS_AFTER)?))
}

fn text<'a>(headers: &'a Headers, name: &HeaderName) -> Option<&'a str> {
    headers.get_optional_str(name).map(str::trim)
}

fn seconds_or_date(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let left = parse_rfc7231(text).ok()? - OffsetDateTime::now_utc();
    Some(left.try_into().unwrap_or_default())
}

/// `hh:mm:ss`, as Resource Graph writes durations.
pub(crate) fn clock(text: &str) -> Option<Duration> {
    let mut parts = text.split(':');
    let mut next = || parts.next()?.parse::<u32>().ok().map(u64::from);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    Some(Duration::from_secs(hours * 3600 + minutes * 60 + seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> Headers {
        let mut headers = Headers::new();
        for (name, value) in pairs {
            headers.insert(*name, *value);
        }
        headers
    }

    #[test]
    fn every_way_to_ask_for_a_pause() {
        let seconds = |pairs| asked(&headers(pairs)).map(|pause| pause.as_secs());
        assert_eq!(seconds(&[("retry-after", "17")]), Some(17));
        assert_eq!(seconds(&[("x-ms-retry-after-ms", "3000"), ("retry-after", "17")]), Some(3));
        assert_eq!(seconds(&[("x-ms-user-quota-resets-after", "00:01:05")]), Some(65));
        assert_eq!(seconds(&[("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT")]), Some(0));
        assert_eq!(seconds(&[("retry-after", "soon")]), None);
        assert_eq!(seconds(&[]), None);
    }

    #[test]
    fn a_clock_that_is_none() {
        assert_eq!(clock("5"), None);
        assert_eq!(clock("-1:00:00"), None);
        assert_eq!(clock("00:00:05.123"), None);
    }

    #[test]
    fn a_pause_is_never_longer_than_allowed() {
        let timeouts = Timeouts::default();
        let patience = RetryPolicy { timeouts, progress: Arc::new(crate::source::azure::Silent) };
        let throttled = headers(&[("retry-after", "3600")]);
        let result: PolicyResult = Ok(AsyncRawResponse::from_bytes(
            StatusCode::TooManyRequests,
            throttled,
            Vec::<u8>::new(),
        ));
        let (why, asked, waits) =
            patience.pause(&result, 0).expect("a throttled request is repeated");
        assert_eq!(why, "429 Too Many Requests");
        assert_eq!(asked, Some(Duration::from_secs(3600)));
        assert_eq!(waits, timeouts.longest_wait);
        assert!(patience.pause(&result, REPEATS_WHEN_THROTTLED).is_none());
    }
}
