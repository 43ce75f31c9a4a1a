#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite};

declare_lint! {
    id: "p2s-auth-not-entra-only",
    summary: "clients can authenticate without Microsoft Entra ID",
    severity: Severity::Note,
    category: Category::Security,
    since: "0.1.0",
    peers: &[
        "21a6bc25-125e-4d13-b82d-2e19b7208ab7 (Azure Policy)",
        "7.9 (CIS Microsoft Azure Foundations)",
        "network_virtual_network_gateway_aad_only (Steampipe)",
    ],
    // Healthy gateways have what it finds, and only some policies forbid it.
    default: false,
    check: Check::PointToSite(check),
}

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let offer = client.offer()?;
    let others: Vec<&Authentication> = offer
        .authentication
        .iter()
        .filter(|way| matches!(way, Authentication::Certificate | Authentication::Radius))
        .collect();
    let [first, ..] = &others[..] else { return Ok(()) };
    let labels: Vec<&str> = others.iter().map(|way| way.label()).collect();
    findings
        .add(
            client.place_of(first),
            format!(
                "clients can authenticate with {}, without Microsoft Entra ID",
                labels.join(" and ")
            ),
        )
        .help(
            "if a policy requires it, offer only Microsoft Entra ID authentication, over OpenVPN",
        );
    Ok(())
}
