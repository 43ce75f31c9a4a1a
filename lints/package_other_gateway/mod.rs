#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::of_none;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Package;

declare_lint! {
    id: "package-other-gateway",
    summary: "a profile package belongs to none of the gateways that it is compared with",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x800b0109", "0x800b010f", "866"],
    since: "0.1.0",
    check: Check::Package(check),
}

/// What is to be done with a package of a gateway that isn't there.
const REPLACE: &str = "the gateway was recreated, or this package belongs to another one: remove it from the client, and install today's package";

fn check(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    by_server(package, context, findings);
    by_entra(package, context, findings);
    Ok(())
}

/// By the server's name, where today's packages are given.
fn by_server(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) {
    let current = context.current_packages;
    let Some((newer, wanted)) = current.iter().find_map(|it| it.servers().next()) else { return };
    let is_there = |server: &str| current.iter().any(|today| today.names_server(server));
    if package.servers().any(|(_, server)| is_there(&server.text)) {
        return;
    }
    if let Some((profile, server)) = package.servers().next() {
        findings
            .add(
                profile.at(server),
                format!("the server {} is not the one in today's package", server.text),
            )
            .help(REPLACE)
            .related(newer.at(wanted), "the server of today's package");
    }
}

/// By tenant and audience, where several gateways are given.
fn by_entra(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(gateways) = of_none(context, &package.evidence) else { return };
    let audience = |it: &crate::resource::ClientProfile| Some(it.at(it.profile.audience.as_ref()?));
    let Some(at) = package.profiles.iter().find_map(audience) else { return };
    findings
        .add(at, format!("none of the {} gateways has this tenant and audience", gateways.len()))
        .help(format!(
            "if it belongs to one of {}, download the package again: the gateway's values have changed",
            gateways.join(", ")
        ))
        .symptoms(&[]);
}
