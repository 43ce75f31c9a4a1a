#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite, Protocol, Sku};

declare_lint! {
    id: "entra-with-sstp",
    summary: "Microsoft Entra ID authentication is configured on a gateway that offers SSTP",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.listed_protocols()?.contains(&Protocol::Sstp) {
        return Ok(());
    }
    let offer = client.offer()?;
    if !offer.by(&Authentication::Entra) || offer.has_unknown_words() || offer.is_in_table() {
        return Ok(());
    }
    let wanted = offer.protocols_for_entra();
    let words: Vec<&str> = wanted.iter().map(Protocol::word).collect();
    // The Basic SKU has no OpenVPN either.
    let edit = match gateway.sku.value() {
        Some(Sku::Basic) => None,
        _ => context.replace_list(client.protocols.origin(), &words),
    };
    findings
        .add(
            client.place_of_protocol(&Protocol::Sstp),
            "Microsoft Entra ID authentication can't be combined with SSTP",
        )
        .help("offer OpenVPN instead of SSTP; clients that use SSTP need a new profile package")
        .related(
            client.place_of(&Authentication::Entra),
            "clients authenticate with Microsoft Entra ID",
        )
        .fix("offer OpenVPN instead of SSTP", Applicability::Unsafe, edit);
    Ok(())
}
