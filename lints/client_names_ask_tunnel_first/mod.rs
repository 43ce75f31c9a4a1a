#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};

declare_lint! {
    id: "client-names-ask-tunnel-first",
    summary: "Windows asks the virtual network's DNS servers for names of a local domain first",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let connected: Vec<&str> = connections_to_azure(machine)?
        .iter()
        .filter(|connection| connection.is_connected())
        .map(|connection| connection.name)
        .collect();
    if connected.is_empty() {
        return Ok(());
    }
    let interfaces = known_section(&machine.report.interfaces)?;
    let is_named = |name: &str| connected.contains(&name);
    let tunnel = interfaces.iter().find(|interface| {
        interface.name.as_ref().is_some_and(|name| is_named(&name.value))
            && !interface.dns_servers.is_empty()
    });
    let Some((tunnel, first)) = tunnel.and_then(|it| Some((it, it.metric.as_ref()?))) else {
        return Ok(());
    };
    for local in interfaces.iter().filter(|it| !std::ptr::eq(*it, tunnel)) {
        let suffix = local.dns_suffix.as_ref().filter(|suffix| !suffix.value.trim().is_empty());
        let (Some(suffix), Some(metric)) = (suffix, &local.metric) else { continue };
        if local.dns_servers.is_empty() || metric.value <= first.value {
            continue;
        }
        let domain = suffix.value.trim().trim_matches('.').to_ascii_lowercase();
        let rules = &known_section(&machine.report.name_resolution)?.rules;
        let covers = |name: &str| {
            let name = name.trim_matches('.').to_ascii_lowercase();
            domain == name || domain.ends_with(&format!(".{name}"))
        };
        if rules.iter().flat_map(|rule| &rule.names).any(|name| covers(&name.value)) {
            continue;
        }
        let servers: Vec<&str> =
            tunnel.dns_servers.iter().map(|server| server.value.as_str()).collect();
        findings
            .add(
                suffix.span,
                format!(
                    "Windows asks {1} for names of {0} first: the VPN has metric {2}, the local network {3}",
                    suffix.value,
                    servers.join(", "),
                    first.value,
                    metric.value
                ),
            )
            .help("forward this domain from the virtual network's DNS servers to servers that know it, or add an NRPT rule for it")
            .related(first.span, "the metric of the VPN");
    }
    Ok(())
}
