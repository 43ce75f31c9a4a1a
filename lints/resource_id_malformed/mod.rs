#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Kind, NotEvaluated, Reference};

declare_lint! {
    id: "resource-id-malformed",
    summary: "a reference of the gateway is no id of the right kind",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidJsonReferenceFormat"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let configurations =
        findings.or_not_evaluated(gateway.ip_configurations.items()).unwrap_or_default();
    for configuration in configurations {
        reference(&configuration.subnet, Kind::Subnet, "a subnet", findings);
        reference(&configuration.public_ip, Kind::PublicIp, "a public IP address", findings);
    }
    reference(
        &gateway.default_site,
        Kind::LocalNetworkGateway,
        "a local network gateway",
        findings,
    );
    let mut subnets = gateway
        .subnets()
        .filter_map(|(entry, subnet)| Some((&entry.subnet, subnet.id()?.parent()?)));
    if let Some((first, network)) = subnets.next() {
        for (other, elsewhere) in subnets.filter(|(_, other)| *other != network) {
            findings
                .add(
                    other,
                    format!(
                        "one IP configuration is in network '{}', another in '{}'",
                        network.name(),
                        elsewhere.name()
                    ),
                )
                .help(
                    "put all IP configurations of a gateway into the GatewaySubnet of one network",
                )
                .related(first, "the first one");
        }
    }
    Ok(())
}

fn reference(field: &Field<Reference>, kind: Kind, noun: &str, findings: &mut Findings<'_>) {
    let fault = match findings.or_not_evaluated(field.get()).flatten() {
        None => return,
        // An empty id is how some tools write that there is none.
        Some(Reference::Broken(text)) if text.trim().is_empty() => return,
        Some(Reference::To(id)) if id.is_kind(kind.type_name()) => return,
        // A parameter whose default is empty waits for a name.
        Some(reference) if lacks_a_name(reference) && !field.origin().is_verbatim() => {
            let why = NotEvaluated::new("a name in the id is empty", Some(field.span()));
            return findings
                .not_evaluated(why.remedy("give the parameters of the template their values"));
        }
        Some(Reference::Broken(text)) => {
            format!("'{}' is no resource id, the id of {noun} belongs here", cut(text))
        }
        Some(Reference::To(id)) => {
            let mut end = id.as_str().trim_end_matches('/').rsplit('/');
            let (name, kind) = (end.next().unwrap_or_default(), end.next().unwrap_or_default());
            format!("'{}' is named where {noun} belongs", cut(&format!("{kind}/{name}")))
        }
    };
    findings.add(field, fault).help(format!("write the full id: {}", pattern(kind)));
}

/// Whether a name in the id is empty; Resource Manager leaves out the type that it belongs to.
fn lacks_a_name(reference: &Reference) -> bool {
    match reference {
        Reference::Broken(text) => text.starts_with("/subscriptions/"),
        Reference::To(id) => id.as_str().contains("//") || id.as_str().ends_with('/'),
    }
}

fn pattern(kind: Kind) -> String {
    let way = kind.type_name().replace("Microsoft.Network/", "");
    let way: Vec<String> = way.split('/').map(|part| format!("{part}/<name>")).collect();
    format!(
        "/subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Network/{}",
        way.join("/")
    )
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
