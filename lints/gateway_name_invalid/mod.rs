#![doc = include_str!("README.md")]

use std::ops::RangeInclusive;

use crate::facts::{NAME_LENGTH, NETWORK_NAME_LENGTH};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Kind, Reader, Resource};

declare_lint! {
    id: "gateway-name-invalid",
    summary: "a name breaks the naming rules for network resources",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidResourceName"],
    since: "0.1.0",
    peers: &["AZR-000274 (PSRule)", "AZR-000275 (PSRule)", "AZR-000169 (PSRule)"],
    check: Check::Resource(check),
}

fn check(resource: &Resource, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // What was exported exists, and so does its name.
    if !resource.is_template() || resource.existing {
        return Ok(());
    }
    let (noun, length) = match resource.kind {
        Kind::Gateway => ("gateway", NAME_LENGTH),
        Kind::Network => ("virtual network", NETWORK_NAME_LENGTH),
        Kind::Subnet => ("subnet", NAME_LENGTH),
        Kind::Peering => ("peering", NAME_LENGTH),
        Kind::RouteTable => ("route table", NAME_LENGTH),
        Kind::Route => ("route", NAME_LENGTH),
        Kind::PublicIp => ("public IP address", NAME_LENGTH),
        Kind::LocalNetworkGateway => ("local network gateway", NAME_LENGTH),
        Kind::Connection => ("connection", NAME_LENGTH),
        _ => return Ok(()),
    };
    name(&resource.name, noun, &length, findings);
    if resource.kind == Kind::Gateway {
        parts(&resource.reader.properties(), findings);
    }
    Ok(())
}

/// The parts of a gateway that are child resources with names of their own.
fn parts(properties: &Reader, findings: &mut Findings<'_>) {
    let configurations: Field<Vec<Reader>> = properties.field("ipConfigurations");
    for entry in findings.or_not_evaluated(configurations.items()).unwrap_or_default() {
        name(&entry.field("name"), "IP configuration", &NAME_LENGTH, findings);
    }
    let groups: Field<Vec<Reader>> = properties.field("virtualNetworkGatewayPolicyGroups");
    for entry in findings.or_not_evaluated(groups.items()).unwrap_or_default() {
        name(&entry.field("name"), "user group", &NAME_LENGTH, findings);
    }
}

fn name(
    field: &Field<String>,
    noun: &str,
    length: &RangeInclusive<usize>,
    findings: &mut Findings<'_>,
) {
    let Some(full) = findings.or_not_evaluated(field.get()).flatten() else { return };
    // A child of another resource carries its parent's name before its own.
    let own = full.rsplit('/').next().unwrap_or(full);
    if let Some((severity, fault)) = fault(own, length) {
        findings
            .add(field, format!("the name of the {noun} {fault}"))
            .severity(severity)
            .help(format!(
                "use {} to {} letters, digits, '-', '.' and '_'; begin with a letter or digit, and don't end with '-' or '.'",
                length.start(),
                length.end()
            ));
    }
}

fn fault(name: &str, length: &RangeInclusive<usize>) -> Option<(Severity, String)> {
    let allowed =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
    let count = name.chars().count();
    let (first, last) = (name.chars().next()?, name.chars().next_back()?);
    let said = if let Some(bad) = name.chars().find(|letter| !allowed(*letter)) {
        format!("has {}: '{name}'", spoken(bad))
    } else if !length.contains(&count) {
        format!("has {count} characters, but {} to {} are allowed", length.start(), length.end())
    } else if matches!(first, '-' | '.') {
        format!("begins with '{first}': '{name}'")
    } else if matches!(last, '-' | '.') {
        format!("ends with '{last}': '{name}'")
    } else if first == '_' {
        // The rule says a letter or digit, the error text a word character, which an underscore is.
        return Some((Severity::Warning, format!("begins with '_': '{name}'")));
    } else {
        return None;
    };
    Some((Severity::Error, said))
}

fn spoken(letter: char) -> String {
    match letter {
        ' ' => "a space".to_owned(),
        letter if letter.is_control() || letter.is_whitespace() => {
            format!("the character U+{:04X}", u32::from(letter))
        }
        letter => format!("the character '{letter}'"),
    }
}
