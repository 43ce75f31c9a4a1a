#![doc = include_str!("README.md")]

use crate::facts::IPSEC_POLICY;
use crate::finding::Severity;
use crate::lint::type_faults::{TypeFault, judged};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Kind, Reader, Resource};

declare_lint! {
    id: "required-property-missing",
    summary: "a part of a resource lacks a property that the service requires",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    check: Check::Resource(check),
}

/// A list of a gateway whose elements have to have some properties.
struct RequiredList {
    /// The names on the way to it from `properties`.
    path: &'static [&'static str],
    /// What people call an element.
    noun: &'static str,
    /// What has to stand beside its name.
    beside: &'static [&'static str],
    /// What has to stand in its `properties`.
    inside: &'static [&'static str],
}

static PARTS: [RequiredList; 5] = [
    RequiredList {
        path: &["ipConfigurations"],
        noun: "IP configuration",
        beside: &["name"],
        inside: &[],
    },
    RequiredList {
        path: &["vpnClientConfiguration", "vpnClientIpsecPolicies"],
        noun: "IPsec policy",
        beside: &IPSEC_POLICY,
        inside: &[],
    },
    RequiredList {
        path: &["vpnClientConfiguration", "radiusServers"],
        noun: "RADIUS server",
        beside: &["radiusServerAddress"],
        inside: &[],
    },
    RequiredList {
        path: &["vpnClientConfiguration", "vngClientConnectionConfigurations"],
        noun: "client connection configuration",
        beside: &[],
        inside: &["vpnClientAddressPool", "virtualNetworkGatewayPolicyGroups"],
    },
    RequiredList {
        path: &["virtualNetworkGatewayPolicyGroups"],
        noun: "user group",
        beside: &[],
        inside: &["isDefault", "priority", "policyMembers"],
    },
];

fn check(resource: &Resource, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if resource.kind == Kind::Gateway && !resource.existing {
        of_gateway(&resource.reader.properties(), findings);
        return Ok(());
    }
    let Some(judged) = judged(resource)? else { return Ok(()) };
    for fault in judged.faults() {
        let TypeFault::Missing { object, label, names } = fault else { continue };
        let what = label.rsplit('.').next().unwrap_or_default();
        let place = if what.is_empty() { "the resource" } else { what };
        findings
            .add(object.origin.clone(), format!("{place} has no {}", names.join(", no ")))
            .help(format!("add {}", names.join(" and ")));
    }
    Ok(())
}

/// What a gateway has to have, in every shape.
fn of_gateway(properties: &Reader, findings: &mut Findings<'_>) {
    for part in &PARTS {
        let (last, way) = part.path.split_last().expect("every part has a path");
        let holder = way.iter().fold(properties.clone(), |reader, name| reader.object(name));
        let Some(written) = holder.find(last) else { continue };
        let elements: Field<Vec<Reader>> = written.value();
        for (at, element) in
            findings.or_not_evaluated(elements.items()).unwrap_or_default().iter().enumerate()
        {
            look(part, at, element, findings);
        }
    }
}

fn look(part: &RequiredList, at: usize, element: &Reader, findings: &mut Findings<'_>) {
    if findings.or_not_evaluated(element.value::<Reader>().get().map(|_| ())).is_none() {
        return;
    }
    let inner = element.properties();
    if !part.inside.is_empty()
        && findings.or_not_evaluated(inner.value::<Reader>().get().map(|_| ())).is_none()
    {
        return;
    }
    let absent = |reader: &Reader, names: &'static [&'static str]| {
        let reader = reader.clone();
        names.iter().copied().filter(move |name| reader.find(name).is_none())
    };
    let missing: Vec<&str> =
        absent(element, part.beside).chain(absent(&inner, part.inside)).collect();
    if missing.is_empty() {
        return;
    }
    let name = element.field::<String>("name");
    let label = name.value().map_or_else(|| (at + 1).to_string(), |name| format!("'{name}'"));
    findings
        .add(
            element.node().origin.clone(),
            format!("{} {label} has no {}", part.noun, missing.join(", no ")),
        )
        .help(format!("add {}", missing.join(" and ")));
}
