//! The clients that are connected to each point-to-site gateway.

use futures::{StreamExt, stream};

use crate::source::azure::NotRead;
use crate::source::azure::answers::gathered::noun;
use crate::source::azure::questions::fetcher::{Fetcher, NETWORK};
use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::operation;
use crate::source::azure::resource_id::ResourcePath;

impl Fetcher<'_> {
    /// Asks gateways for their clients. Reader lacks the right; that is said and not an error.
    pub(crate) async fn sessions(&mut self, gateways: &[String]) {
        let gateways: Vec<_> = gateways.iter().filter_map(|id| ResourcePath::parse(id)).collect();
        let shared = &*self;
        let results: Vec<_> = stream::iter(gateways)
            .map(|id| async move {
                let url = shared
                    .client
                    .url(&format!("{}/getVpnClientConnectionHealth", id.as_str()), NETWORK);
                let result = shared
                    .guarded(operation::run(shared.client, url, &shared.options.timeouts))
                    .await;
                (id, result)
            })
            .buffered(shared.options.concurrency())
            .collect()
            .await;
        for (id, result) in results {
            let what = format!("client sessions of {}", noun(&id));
            match result {
                Ok(reply) if reply.value.is_null() => {
                    self.reading
                        .not_read
                        .push(NotRead::because(what, "azure returned no list of sessions"));
                }
                Ok(reply) => self.reading.about("sessions", &id, &reply),
                Err(error) => self.reading.missed(&what, &because_of_rights(error)),
            }
        }
    }
}

/// Adds the right that is missing, which Azure's own words bury in ids.
fn because_of_rights(error: RequestError) -> RequestError {
    match error {
        RequestError::Refused(mut refusal) if refusal.status == 403 => {
            refusal.message = format!(
                "the permission Microsoft.Network/virtualNetworkGateways/getVpnClientConnectionHealth/action is missing, which Reader doesn't include ({})",
                refusal.message
            );
            RequestError::Refused(refusal)
        }
        other => other,
    }
}
