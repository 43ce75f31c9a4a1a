//! The connection itself: timeouts, proxies, trusted authorities, and what its failures mean.

use std::{error::Error as StdError, path::Path, sync::Arc};

use async_trait::async_trait;
use azure_core::{
    Bytes,
    error::ErrorKind,
    http::{AsyncRawResponse, HttpClient, Request, Transport, Url},
};
use futures::{StreamExt, stream};

use crate::files;
use crate::source::azure::refusal::{RequestError, one_line};
use crate::source::azure::{ScanError, ScanOptions};

/// Four times what Resource Graph gives at most.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// All certificates that a system trusts come to some 200 kB.
const LARGEST_CA_FILE: u64 = 16 * 1024 * 1024;

/// Opens the transport that every request of a scan goes through, those for tokens too.
///
/// Proxies are taken from `HTTPS_PROXY` and `NO_PROXY`; redirects are not followed, so that no token is carried away.
pub(crate) fn open(options: &ScanOptions) -> Result<Transport, ScanError> {
    // Two providers in one binary would make rustls panic, so the choice is made here. A second scan finds it made.
    let _already_made = rustls::crypto::ring::default_provider().install_default();
    let builder = || {
        reqwest::Client::builder()
            .connect_timeout(options.timeouts.connect)
            .timeout(options.timeouts.request)
            .redirect(reqwest::redirect::Policy::none())
    };
    let client = match &options.ca_file {
        None => builder().build(),
        Some(file) => {
            let named = authorities(file)?;
            // Where the system's store takes no others beside its own, as wine's doesn't, those of the file are trusted alone.
            builder()
                .tls_certs_merge(named.clone())
                .build()
                .or_else(|_| builder().tls_certs_only(named).build())
        }
    };
    let client = client.map_err(|error| {
        wrong(format!("or the system's trusted certificates can't be used: {}", innermost(&error)))
    })?;
    Ok(Transport::new(Arc::new(SizeLimitedClient(client))))
}

fn wrong(problem: String) -> ScanError {
    ScanError::Setting { setting: "--ca-file", problem }
}

/// The authorities in a file that was named.
fn authorities(file: &Path) -> Result<Vec<reqwest::Certificate>, ScanError> {
    let pem = files::read(file, LARGEST_CA_FILE)
        .map_err(|error| wrong(format!("{} can't be read: {error}", file.display())))?;
    let certificates = reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| {
        wrong(format!("{} holds no PEM certificates: {}", file.display(), innermost(&error)))
    })?;
    if certificates.is_empty() {
        return Err(wrong(format!("{} holds no PEM certificates", file.display())));
    }
    Ok(certificates)
}

/// A client that stops reading an answer which would fill the memory.
#[derive(Debug)]
struct SizeLimitedClient(reqwest::Client);

#[async_trait]
impl HttpClient for SizeLimitedClient {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let (status, headers, mut body) = self.0.execute_request(request).await?.deconstruct();
        let mut length = 0;
        let bounded = stream::poll_fn(move |context| {
            body.poll_next_unpin(context).map(|chunk| {
                chunk.map(|chunk: azure_core::Result<Bytes>| {
                    let chunk = chunk?;
                    length += chunk.len();
                    if length > LARGEST_BODY {
                        return Err(azure_core::Error::new(ErrorKind::DataConversion, TooLarge));
                    }
                    Ok(chunk)
                })
            })
        });
        Ok(AsyncRawResponse::new(status, headers, Box::pin(bounded)))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("more than 64 MiB")]
struct TooLarge;

/// What it means that a request to `url` brought no answer.
pub(crate) fn unanswered(error: &azure_core::Error, url: &Url) -> RequestError {
    if chain(error).any(<dyn StdError>::is::<TooLarge>) {
        return RequestError::Unreadable { status: 200, what: TooLarge.to_string() };
    }
    if let Some(broken) = chain(error).find_map(|cause| cause.downcast_ref::<reqwest::Error>()) {
        let host = host(broken.url().unwrap_or(url));
        let cause = one_line(&innermost(broken), 300);
        let reason = if broken.is_timeout() {
            "no response within the time limit".to_owned()
        } else if broken.is_connect() {
            cause
        } else {
            format!("the connection was interrupted: {cause}")
        };
        return RequestError::Unreachable { host, reason };
    }
    let mut reason = error.to_string();
    // The SDK adds a link to its own troubleshooting page, in Rust programmer's terms.
    if let Some(end) = reason.find("\nTo troubleshoot, visit") {
        reason.truncate(end);
    }
    RequestError::SignIn { reason: one_line(&reason, 900) }
}

/// Whether a request ran into its time limit.
pub(crate) fn is_timeout(error: &azure_core::Error) -> bool {
    chain(error)
        .filter_map(|cause| cause.downcast_ref::<reqwest::Error>())
        .any(reqwest::Error::is_timeout)
}

/// The host of a URL, with the port unless it is the usual one.
pub(crate) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The last cause: the outer ones only say that something failed.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}

fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |cause: &&'a (dyn StdError + 'static)| (*cause).source())
}
