#![doc = include_str!("README.md")]

use crate::facts::BASIC_PUBLIC_IP_ANYWHERE;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayAddress, NotEvaluated, PublicIpSku, Sku};

declare_lint! {
    id: "public-ip-basic",
    summary: "a gateway uses a public IP address with the Basic SKU",
    severity: Severity::Error,
    category: Category::Retirement,
    symptoms: &[
        "PublicIpWithBasicSkuNotAllowedOnVPNGateways",
        "PublicIpWithBasicSkuNotAllowedOnVPNGatewaysBasicSku",
    ],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let is_vpn = gateway.is_vpn()?;
    for address in context.estate.addresses_of(gateway)? {
        let Some(GatewayAddress { configuration, ip }) = findings.or_not_evaluated(address) else {
            continue;
        };
        let name = ip.resource.short_name().unwrap_or("(no name)");
        let basic_gateway = gateway.sku.value() == Some(&Sku::Basic);
        let Some(sku) = findings.or_not_evaluated(ip.sku.get()) else { continue };
        let accepted = if gateway.is_accepted() { Severity::Warning } else { Severity::Error };
        let (message, severity) = match (sku, ip.resource.is_template()) {
            (Some(PublicIpSku::Basic), _) if !is_vpn => (
                format!(
                    "public IP '{name}' has the Basic SKU, which was retired on {BASIC_PUBLIC_IP_ANYWHERE}"
                ),
                accepted,
            ),
            (Some(PublicIpSku::Basic), true) if basic_gateway => (
                format!(
                    "public IP '{name}' has the Basic SKU, with which a Basic gateway can no longer be created"
                ),
                accepted,
            ),
            (Some(PublicIpSku::Basic), _) if basic_gateway => (
                format!("public IP '{name}' has the Basic SKU, which is retired"),
                Severity::Warning,
            ),
            (Some(PublicIpSku::Basic), _) => (
                format!("public IP '{name}' has the Basic SKU, which VPN gateways don't support"),
                accepted,
            ),
            (None, true) => {
                (format!("public IP '{name}' has no SKU, which means Basic"), Severity::Warning)
            }
            (None, false) => {
                let why = NotEvaluated::new(
                    "the export doesn't contain the SKU of the public IP address",
                    Some(ip.sku.span()),
                );
                findings
                    .not_evaluated(why.remedy("export again with API version 2017-08-01 or later"));
                continue;
            }
            (Some(_), _) => continue,
        };
        let help = match (ip.resource.is_template(), basic_gateway) {
            (false, _) if !is_vpn => {
                "use the guided migration in the portal to migrate the ExpressRoute gateway to one with a Standard address or an availability zone SKU"
            }
            (true, _) => "set sku.name to Standard and publicIPAllocationMethod to Static",
            (false, true) => {
                "remove the reference to it from the gateway in the portal; the gateway keeps its address"
            }
            (false, false) => {
                "Microsoft has been migrating such gateways since August 2026; to change it earlier, open a support request or create a new gateway with a Standard address"
            }
        };
        let finding = findings
            .add(&ip.sku, message)
            .severity(severity)
            .help(help)
            .about(ip.resource.subject());
        finding.related(&configuration.public_ip, "the gateway uses it here");
        if !is_vpn {
            finding.symptoms(&[]);
        } else if basic_gateway {
            finding.symptoms(&["PublicIpWithBasicSkuNotAllowedOnVPNGatewaysBasicSku"]);
        }
    }
    Ok(())
}
