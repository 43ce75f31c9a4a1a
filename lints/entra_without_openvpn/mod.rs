#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings, Protocol, Sku};

declare_lint! {
    id: "entra-without-openvpn",
    summary: "Microsoft Entra ID authentication is configured on a gateway that doesn't offer OpenVPN",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let client = settings.client;
    let protocols = client.listed_protocols()?;
    // Without a list Azure chooses, and beside SSTP the fault has a name of its own.
    if protocols.is_empty()
        || [Protocol::OpenVpn, Protocol::Sstp].iter().any(|other| protocols.contains(other))
    {
        return Ok(());
    }
    let offer = client.offer()?;
    if !offer.by(&Authentication::Entra) || offer.has_unknown_words() || offer.is_in_table() {
        return Ok(());
    }
    let wanted = offer.protocols_for_entra();
    let words: Vec<&str> = wanted.iter().map(Protocol::word).collect();
    // The Basic SKU has no OpenVPN either.
    let edit = match settings.gateway.and_then(|gateway| gateway.sku.value()) {
        Some(Sku::Basic) => None,
        _ => context.replace_list(client.protocols.origin(), &words),
    };
    findings
        .add(
            &client.protocols,
            "Microsoft Entra ID authentication requires OpenVPN, which is not offered",
        )
        .help(format!(
            "add OpenVPN to {}; clients then use the Azure VPN Client",
            client.protocols_property()
        ))
        .related(
            client.place_of(&Authentication::Entra),
            "clients authenticate with Microsoft Entra ID",
        )
        .fix("offer OpenVPN", Applicability::Unsafe, edit);
    Ok(())
}
