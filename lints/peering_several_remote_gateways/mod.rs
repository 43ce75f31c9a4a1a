#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::NetworkPeering;

declare_lint! {
    id: "peering-several-remote-gateways",
    summary: "several peerings of a network use a remote gateway",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Peering(check),
}

fn check(place: &NetworkPeering<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let own = place.peering;
    if own.use_remote_gateways.is_absent() || own.use_remote_gateways.value() == Some(&false) {
        return Ok(());
    }
    let others = place.network.ways().may_ask().iter().map(|at| &place.network.peerings[*at]);
    for first in others.take_while(|other| !std::ptr::eq(*other, own)) {
        // A peering that a template may deploy in two ways is one and the same.
        let same = first.name.value().is_some() && first.name.value() == own.name.value();
        if same {
            continue;
        }
        if first.use_remote_gateways.is_on()? && own.use_remote_gateways.is_on()? {
            findings
                .add(
                    &own.use_remote_gateways,
                    format!(
                        "peerings '{}' and '{}' of {} both use a remote gateway",
                        first.label(),
                        own.label(),
                        place.network.label()
                    ),
                )
                .help("set useRemoteGateways to true on only one peering of the network")
                .related(&first.use_remote_gateways, "the first one");
            break;
        }
    }
    Ok(())
}
