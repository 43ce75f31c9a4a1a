//! A live scan: answers are fetched, the estate is asked what is missing in them, and that is fetched, until nothing is.

use std::sync::Arc;

use arm_template::SourceId;

use super::inputs::scan_answers::Resources;
use crate::document::{Contents, contents};
use crate::resource::{Authentication, Estate, Gateway, Resource, RootCertificate};
use crate::source::azure::{
    Answer, Fetcher, Scan, ScanError, ScanOptions, ScanProgress, ScanSession,
};

/// The children of a hub that Resource Graph does not have.
const HUB_CONNECTIONS: &str = "hubVirtualNetworkConnections";

/// Reads the gateways in scope and all they depend on. Sends nothing that changes anything.
///
/// Must run inside a Tokio runtime with its time and I/O drivers on; [`scan_blocking`] brings one.
///
/// # Errors
///
/// When nothing at all could be read, or the answers not written. What was missed in part is in
/// [`Coverage::not_read`](crate::source::azure::Coverage::not_read).
pub async fn scan(
    options: &ScanOptions,
    progress: Arc<dyn ScanProgress>,
) -> Result<Scan, ScanError> {
    let session = ScanSession::open(options, progress).await?;
    let mut fetcher = Fetcher::new(&session);
    let mut understood = FetchedEstate::default();
    fetcher.gateways().await?;
    let not_enough = gateways_to_fetch(understood.estate(&fetcher), options.fresh);
    fetcher.in_full(&not_enough).await;
    fetcher.tell_gateways();
    // It ends: nothing is asked for twice, and networks that are peered with a peered network are no dependencies.
    loop {
        let hubs = understood.estate(&fetcher).hubs_of_gateways();
        let hubs = ids(hubs.iter().map(|hub| &hub.resource));
        let new_lists = fetcher.children(&hubs, HUB_CONNECTIONS).await;
        let mut dependencies = understood.estate(&fetcher).dependencies();
        // With `fresh`, a row of Resource Graph resolves nothing.
        dependencies.retain(|dependency| options.fresh || !dependency.resolved);
        let unresolved = dependencies.iter().map(|dependency| dependency.id.as_str());
        let new_resources = fetcher.resources(unresolved).await;
        if !new_lists && !new_resources {
            break;
        }
    }
    if options.sessions {
        let gateways = gateways_with_clients(understood.estate(&fetcher));
        fetcher.sessions(&gateways).await;
    }
    session.conclude(fetcher)
}

/// The same as [`scan`] for a caller without a runtime.
///
/// # Errors
///
/// The same as [`scan`].
///
/// # Panics
///
/// When called from inside a Tokio runtime.
pub fn scan_blocking(
    options: &ScanOptions,
    progress: Arc<dyn ScanProgress>,
) -> Result<Scan, ScanError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(scan(options, progress))
}

/// The estate of the answers so far, as a check of them makes it.
#[derive(Default)]
struct FetchedEstate {
    resources: Resources,
    answers: usize,
    estate: Estate,
}

impl FetchedEstate {
    /// The estate of all that was fetched. Each answer is parsed once.
    fn estate(&mut self, fetcher: &Fetcher<'_>) -> &Estate {
        let answers = fetcher.answers();
        if answers.len() > self.answers {
            for (at, answer) in answers.iter().enumerate().skip(self.answers) {
                self.resources.take(resources(answer, at), true);
            }
            self.answers = answers.len();
            self.estate = Estate::new(self.resources.all.clone());
        }
        &self.estate
    }
}

fn resources(answer: &Answer, at: usize) -> Vec<Resource> {
    let source = SourceId(u32::try_from(at).expect("fewer than 2^32 answers"));
    match arm_template::parse(&answer.body, source).node.as_ref().map(contents) {
        Some(Contents::Exported(resources)) => resources,
        _ => Vec::new(),
    }
}

fn ids<'a>(resources: impl Iterator<Item = &'a Resource>) -> Vec<String> {
    resources.filter_map(|resource| resource.id.as_ref()).map(ToString::to_string).collect()
}

/// The gateways to fetch by their ids: those of which a row of Resource Graph is not enough, or all of them.
fn gateways_to_fetch(estate: &Estate, all: bool) -> Vec<String> {
    if all {
        return ids(estate.all_gateways());
    }
    let lacking = estate.gateways.iter().filter(|gateway| lacks_certificates(gateway));
    ids(lacking.map(|gateway| &gateway.resource))
}

/// Whether root certificates should be in an answer and aren't.
fn lacks_certificates(gateway: &Gateway) -> bool {
    let clients = &gateway.vpn_client;
    let roots = clients.roots.known_items();
    let has_data =
        |root: &RootCertificate| root.data.value().is_some_and(|data| !data.trim().is_empty());
    let by_certificate =
        clients.authentication_types.known_element(&Authentication::Certificate).is_some();
    !roots.iter().all(has_data) || (by_certificate && roots.is_empty())
}

/// The gateways that may have point-to-site clients.
fn gateways_with_clients(estate: &Estate) -> Vec<String> {
    let may_serve = |gateway: &&Gateway| gateway.serves_clients().unwrap_or(true);
    ids(estate.gateways.iter().filter(may_serve).map(|gateway| &gateway.resource))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// An estate with a gateway that has these settings for clients.
    fn estate(clients: &Value) -> Estate {
        let gateway = json!({
            "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/vng",
            "properties": { "vpnClientConfiguration": clients },
        });
        let parsed = arm_template::parse(&gateway.to_string(), SourceId(0));
        match contents(&parsed.node.expect("JSON")) {
            Contents::Exported(resources) => Estate::new(resources),
            _ => panic!("a resource"),
        }
    }

    #[test]
    fn certificates_that_should_be_there() {
        let pool = json!({ "addressPrefixes": ["10.9.0.0/24"] });
        let lacks = |roots: &Value, kinds: Value| {
            let estate = estate(&json!({
                "vpnClientAddressPool": pool, "vpnClientRootCertificates": roots, "vpnAuthenticationTypes": kinds }));
            assert_eq!(gateways_with_clients(&estate).len(), 1);
            !gateways_to_fetch(&estate, false).is_empty()
        };
        let full = json!([{ "name": "r", "properties": { "publicCertData": "MIIC" } }]);
        let empty = json!([{ "name": "r", "properties": {} }]);
        let blank = json!([{ "name": "r", "properties": { "publicCertData": " " } }]);
        assert!(!lacks(&full, json!(["Certificate"])));
        assert!(lacks(&empty, json!([])));
        assert!(lacks(&blank, json!([])));
        assert!(lacks(&Value::Null, json!(["Certificate"])));
        assert!(!lacks(&Value::Null, json!(["AAD"])));
    }

    #[test]
    fn a_gateway_without_a_pool_has_no_clients() {
        let estate = estate(&Value::Null);
        assert!(gateways_with_clients(&estate).is_empty());
        assert_eq!(gateways_to_fetch(&estate, true).len(), 1);
    }
}
