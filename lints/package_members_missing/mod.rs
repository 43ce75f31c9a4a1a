#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Package;

declare_lint! {
    id: "package-members-missing",
    summary: "a profile package has no profile for the Azure VPN Client or OpenVPN",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Package(check),
}

fn check(package: &Package, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !package.is_whole() {
        return Ok(());
    }
    let (azure, open) = (package.has_folder("AzureVPN"), package.has_folder("OpenVPN"));
    let at = package.settings().map_or(package.span(), crate::resource::ClientProfile::head);
    if !azure && !open {
        findings
            .add(at, "the folders AzureVPN and OpenVPN are missing: the gateway didn't offer OpenVPN when the package was created")
            .help("only the built-in clients of Windows and macOS can use it; for others, add OpenVPN to vpnClientProtocols, then download the package again");
    } else if azure && !open {
        findings
            .add(at, "the folder OpenVPN is missing: the gateway offered only Microsoft Entra ID authentication when the package was created")
            .help("OpenVPN clients need certificate or RADIUS authentication on the gateway; the Azure VPN Client uses the folder AzureVPN");
    }
    Ok(())
}
