#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::type_faults::{TypeFault, judged};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{
    Authentication, Field, Gateway, GatewayType, Generation, Kind, NextHop, Protocol, Resource,
    Route, RouteTable, Sku, VpnType, likely_meant,
};

declare_lint! {
    id: "enum-value-unknown",
    summary: "a property has an undocumented value",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    peers: &[
        "azurerm_virtual_network_gateway_invalid_generation (tflint-ruleset-azurerm)",
        "azurerm_virtual_network_gateway_invalid_sku (tflint-ruleset-azurerm)",
        "azurerm_virtual_network_gateway_invalid_type (tflint-ruleset-azurerm)",
        "azurerm_virtual_network_gateway_invalid_vpn_type (tflint-ruleset-azurerm)",
    ],
    fix: Fixable::Unsafe,
    check: Check::Resource(check),
}

/// The properties of a gateway that are looked at in every shape.
const OF_GATEWAYS: [&str; 7] = [
    "gatewayType",
    "vpnType",
    "vpnGatewayGeneration",
    "sku.name",
    "sku.tier",
    "vpnClientConfiguration.vpnClientProtocols",
    "vpnClientConfiguration.vpnAuthenticationTypes",
];

fn check(resource: &Resource, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let done = in_every_shape(resource, context, findings);
    let Some(judged) = judged(resource)? else { return Ok(()) };
    for fault in judged.faults() {
        let TypeFault::UnknownValue { property, label, value, text } = fault else { continue };
        if done.contains(&label.as_str()) {
            continue;
        }
        let words = property.values.iter().map(|word| word.word);
        let known: Vec<&str> = words.clone().collect();
        let finding = findings
            .add(value.origin.clone(), format!("'{text}' is not a documented value of {label}"));
        // Of an open set the service may know others.
        if property.open {
            finding.severity(Severity::Warning);
        }
        match likely_meant(&text, words) {
            Some(meant) => {
                finding.help(format!("did you mean {meant}")).fix(
                    format!("write {meant}"),
                    Applicability::Unsafe,
                    context.replace_word(&value.origin, meant),
                );
            }
            None => {
                finding.help(format!("known are {}", known.join(", ")));
            }
        }
    }
    Ok(())
}

/// Looks at the properties that are judged in exports, too, and returns their names.
fn in_every_shape(
    resource: &Resource,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> &'static [&'static str] {
    match resource.kind {
        _ if resource.existing => &[],
        Kind::Gateway => {
            of_gateway(&Gateway::read(resource.clone()), context, findings);
            &OF_GATEWAYS
        }
        Kind::RouteTable => {
            for route in RouteTable::read(resource.clone()).routes {
                of_route(&route, context, findings);
            }
            &["routes.nextHopType"]
        }
        Kind::Route => {
            of_route(&Route::read(&resource.reader), context, findings);
            &["nextHopType"]
        }
        _ => &[],
    }
}

fn of_route(route: &Route, context: &Context<'_>, findings: &mut Findings<'_>) {
    let hop = &route.next_hop;
    word("nextHopType", hop, NextHop::WORDS, NextHop::unknown, context, findings);
}

fn of_gateway(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) {
    word(
        "gatewayType",
        &gateway.gateway_type,
        GatewayType::WORDS,
        GatewayType::unknown,
        context,
        findings,
    );
    word("vpnType", &gateway.vpn_type, VpnType::WORDS, VpnType::unknown, context, findings);
    word(
        "vpnGatewayGeneration",
        &gateway.generation,
        Generation::WORDS,
        Generation::unknown,
        context,
        findings,
    );
    word("sku.name", &gateway.sku, Sku::WORDS, Sku::unknown, context, findings);
    let same = gateway.sku.value().is_some_and(|name| gateway.sku_tier.value() == Some(name));
    if !same {
        word("sku.tier", &gateway.sku_tier, Sku::WORDS, Sku::unknown, context, findings);
    }
    let client = &gateway.vpn_client;
    for protocol in findings.or_not_evaluated(client.protocols.items()).unwrap_or_default() {
        word("vpnClientProtocols", protocol, Protocol::WORDS, Protocol::unknown, context, findings);
    }
    for kind in findings.or_not_evaluated(client.authentication_types.items()).unwrap_or_default() {
        word(
            "vpnAuthenticationTypes",
            kind,
            Authentication::WORDS,
            Authentication::unknown,
            context,
            findings,
        );
    }
}

fn word<T>(
    property: &str,
    field: &Field<T>,
    words: &'static [&'static str],
    unknown: fn(&T) -> Option<&str>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(text) = findings.or_not_evaluated(field.get()).flatten().and_then(unknown) else {
        return;
    };
    if text.trim().is_empty() {
        return;
    }
    let finding = findings.add(field, format!("'{text}' is not a documented value of {property}"));
    match likely_meant(text, words.iter().copied()) {
        Some(meant) => {
            finding.help(format!("did you mean {meant}")).fix(
                format!("write {meant}"),
                Applicability::Unsafe,
                context.replace_word(field.origin(), meant),
            );
        }
        // It may be newer than this list.
        None => {
            finding.severity(Severity::Warning).help(format!("known are {}", words.join(", ")));
        }
    }
}
