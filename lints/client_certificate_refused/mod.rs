#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::certificate_files::{TrustingGateway, trusting_gateway_of};
use crate::lint::clients::held_against::evidence_of;
use crate::lint::clients::machine::{
    StoreEntry, common_name, connections_to_azure, issuers, store_entries, store_of,
};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated};
use certificate_diagnosis::{Certificate, Path};

declare_lint! {
    id: "client-certificate-refused",
    summary: "the computer has no certificate that the gateway accepts",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["798"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(gateway) = trusting_gateway_of(context, &evidence_of(machine))? else {
        return Ok(());
    };
    let connections = connections_to_azure(machine)?;
    if connections.is_empty() {
        return Ok(());
    }
    findings.known(connections.iter().map(|it| it.tells_sign_in(machine)));
    let stores: Vec<&str> =
        connections.iter().filter_map(|it| store_of(machine, it.sign_in)).collect();
    if machine.is_windows() && stores.is_empty() {
        return Ok(());
    }
    let all = store_entries(machine)?;
    let is_meant = |entry: &&StoreEntry<'_>| {
        if machine.is_windows() {
            stores.iter().any(|store| entry.is_in(store))
        } else {
            entry.is_said_for_clients()
        }
    };
    let usable = all.iter().filter(is_meant).filter(|it| it.fault(context.moment).is_none());
    let usable: Vec<(&StoreEntry<'_>, &Certificate)> =
        usable.filter_map(|entry| Some((entry, entry.certificate?))).collect();
    if usable.is_empty() {
        return Ok(());
    }
    let above = issuers(&all);
    // Roots are in the report without their data: a chain that ends at one of them has no more to it.
    let roots: Vec<String> =
        all.iter().filter(|it| it.is_trusted_root()).map(StoreEntry::name).collect();
    one(&gateway, &usable, &above, &roots, findings)
}

fn one(
    gateway: &TrustingGateway<'_>,
    usable: &[(&StoreEntry<'_>, &Certificate)],
    above: &[Certificate],
    roots: &[String],
    findings: &mut Findings<'_>,
) -> Outcome {
    let name = gateway.lists.resource.subject().name;
    let mut revoked = Vec::new();
    let mut open = gateway.trust.unknown_root.clone();
    for (entry, certificate) in usable {
        let path = gateway.trust.verdict(certificate, above).path;
        let comes_from_a_root = matches!(path, Path::Trusted(_) | Path::Unproven(..));
        if comes_from_a_root && gateway.trust.revokes(certificate).is_none() {
            return gateway.trust.unknown_revocation.clone().map_or(Ok(()), Err);
        }
        if comes_from_a_root {
            revoked.push(*entry);
        } else if let Path::NoRoot { missing, whole: false } = path
            && !roots.contains(&common_name(&missing))
        {
            let why = format!(
                "the certificate of {missing}, the issuer of {}, is neither in the report nor on '{name}'",
                entry.name()
            );
            let why = NotEvaluated::new(why, Some(entry.stored.span)).remedy(
                "run gatelint cert on the user's PFX, or on the certificate with its issuers",
            );
            open = open.or(Some(why));
        }
    }
    if let (Some(why), true) = (open, revoked.is_empty()) {
        return Err(why);
    }
    let (first, _) = usable[0];
    if let Some(first) = revoked.first() {
        findings
            .add(
                first.stored.span,
                format!(
                    "{} is revoked on '{name}', and the computer has no other certificate from its roots",
                    first.name()
                ),
            )
            .help("issue a new certificate for this user, and import the PFX");
        return Ok(());
    }
    let message = match usable {
        [(only, certificate)] => format!(
            "{} of {} is not issued from a root of '{name}'",
            only.name(),
            certificate.issuer.short()
        ),
        more => {
            format!("none of the {} certificates is issued from a root of '{name}'", more.len())
        }
    };
    let finding = findings.add(first.stored.span, message);
    let listed: Vec<String> =
        gateway.trust.certificates.iter().map(|root| root.subject.short()).collect();
    finding.help(if listed.is_empty() {
        "add the root of the users' certificates to the gateway: it lists no readable root".to_owned()
    } else {
        format!(
            "import the PFX of a certificate that was issued from {}, or add the root of this one to the gateway",
            listed.join(" or ")
        )
    });
    for (entry, _) in usable.iter().skip(1).take(MOST_SHOWN) {
        finding.related(entry.stored.span, "and this one");
    }
    Ok(())
}

const MOST_SHOWN: usize = 8;
