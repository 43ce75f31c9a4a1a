#![doc = include_str!("README.md")]

use std::net::IpAddr;

use ipnet::IpNet;

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{FarEnd, Field, Gateway};

declare_lint! {
    id: "local-network-private-address",
    summary: "the device at the other end of a tunnel has a private address",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for far in findings.known(context.estate.far_ends(gateway)) {
        let FarEnd::Site(connection, site) = far else { continue };
        let Some(Some(text)) = findings.or_not_evaluated(site.gateway_address.get()) else {
            continue;
        };
        let Ok(address) = text.trim().parse::<IpAddr>() else { continue };
        if !facts::is_private(IpNet::from(address)) {
            continue;
        }
        let private: Field<bool> = connection.properties.field("useLocalAzureIpAddress");
        let large: Field<bool> = gateway.properties.field("enableHighBandwidthVpnGateway");
        if (!private.is_not_there() && private.is_on()?)
            || (!large.is_not_there() && large.is_on()?)
        {
            continue;
        }
        findings
            .add(
                &site.gateway_address,
                format!("the address of the site's device, {address}, is private"),
            )
            .help("use the public address of the device, or of the router in front of it")
            .about(site.resource.subject())
            .related(connection.resource.origin().clone(), "the connection");
    }
    Ok(())
}
