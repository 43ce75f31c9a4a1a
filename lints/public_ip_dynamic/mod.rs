#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Allocation, Gateway, GatewayAddress, PublicIpSku};

declare_lint! {
    id: "public-ip-dynamic",
    summary: "a Standard public IP address of a gateway is not statically allocated",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["StandardSkuPublicIPAddressesMustBeStatic"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for address in context.estate.addresses_of(gateway)? {
        let Some(GatewayAddress { configuration, ip }) = findings.or_not_evaluated(address) else {
            continue;
        };
        let standard =
            matches!(ip.sku.get(), Ok(Some(PublicIpSku::Standard | PublicIpSku::StandardV2)));
        if !standard {
            findings.or_not_evaluated(ip.sku.get());
            continue;
        }
        let name = ip.resource.short_name().unwrap_or("(no name)");
        let method = &ip.allocation;
        let (message, severity) = match findings.or_not_evaluated(method.get()) {
            Some(Some(Allocation::Dynamic)) => (
                format!(
                    "public IP '{name}' is Standard and Dynamic, but a Standard address must be Static"
                ),
                Severity::Error,
            ),
            Some(None) if ip.resource.is_template() => (
                format!(
                    "public IP '{name}' is Standard and has no allocation method, which means Dynamic"
                ),
                Severity::Warning,
            ),
            _ => continue,
        };
        findings
            .add(method, message)
            .severity(severity)
            .help("set publicIPAllocationMethod to Static")
            .about(ip.resource.subject())
            .related(&configuration.public_ip, "a gateway uses it here")
            .fix(
                "set publicIPAllocationMethod to Static",
                Applicability::Safe,
                context.replace_string(method.origin(), "Static"),
            );
    }
    Ok(())
}
