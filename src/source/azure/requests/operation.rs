//! Long-running operations: asked for once, polled until they are done.

use std::time::{Duration, Instant};

use azure_core::http::headers::HeaderName;
use serde_json::Value;
use url::Url;

use crate::source::azure::Timeouts;
use crate::source::azure::refusal::{RequestError, one_line};
use crate::source::azure::requests::client::{Client, Reply};
use crate::source::azure::requests::retry;

const LOCATION: HeaderName = HeaderName::from_static("location");
const ASYNC_OPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");

/// Between two looks, when Azure doesn't say how long.
const POLL: Duration = Duration::from_secs(5);

/// Starts an operation and gives its result, which `Location` leads to.
pub(crate) async fn run(
    client: &Client,
    url: Url,
    timeouts: &Timeouts,
) -> Result<Reply, RequestError> {
    let started = Instant::now();
    let mut reply = client.post(url, None).await?;
    let mut status = link(client, &reply, &ASYNC_OPERATION)?;
    let mut result = link(client, &reply, &LOCATION)?;
    while reply.status == 202 || status.is_some() {
        if started.elapsed() >= timeouts.operation {
            let limit = timeouts.operation.as_secs();
            return Err(RequestError::Operation(format!(
                "the operation was not complete after {limit} s"
            )));
        }
        tokio::time::sleep(retry::asked(&reply.headers).unwrap_or(POLL).min(timeouts.longest_wait))
            .await;
        if let Some(url) = &status {
            reply = client.get(url.clone()).await?;
            if !is_done(&reply.value)? {
                continue;
            }
            status = None;
            let Some(url) = &result else { return Ok(reply) };
            reply = client.get(url.clone()).await?;
        } else if let Some(url) = &result {
            reply = client.get(url.clone()).await?;
        } else {
            return Err(RequestError::BadLink(
                "the operation was accepted, but the response has no Location",
            ));
        }
        result = link(client, &reply, &LOCATION)?.or(result);
    }
    Ok(reply)
}

fn link(client: &Client, reply: &Reply, header: &HeaderName) -> Result<Option<Url>, RequestError> {
    reply.headers.get_optional_str(header).map(|text| client.link(text)).transpose()
}

fn is_done(operation: &Value) -> Result<bool, RequestError> {
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let status = text(operation, "status");
    if status.eq_ignore_ascii_case("Succeeded") {
        return Ok(true);
    }
    if ["Failed", "Canceled"].iter().any(|ended| status.eq_ignore_ascii_case(ended)) {
        let error = operation.get("error").unwrap_or(&Value::Null);
        let why = format!("{} {}", text(error, "code"), text(error, "message"));
        return Err(RequestError::Operation(one_line(
            &format!("the operation ended as {status}: {why}"),
            600,
        )));
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn how_an_operation_stands() {
        assert!(is_done(&json!({"status": "Succeeded"})).expect("well"));
        assert!(!is_done(&json!({"status": "InProgress"})).expect("under way"));
        assert!(!is_done(&Value::Null).expect("silent"));
        let error = is_done(&json!({"status": "Failed", "error": {"code": "X", "message": "y"}}))
            .expect_err("failed");
        assert_eq!(error.to_string(), "the operation ended as Failed: X y");
    }
}
