#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::certificate_files::trusting_gateway_of;
use crate::lint::clients::held_against::evidence_of;
use crate::lint::clients::machine::{
    COMPUTER_ROOTS, StoreEntry, connections_to_azure, issuers, store_entries, store_of,
};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated};
use certificate_diagnosis::Certificate;

declare_lint! {
    id: "client-root-not-trusted",
    summary: "the computer doesn't trust the root of the client certificate",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["798", "0x800b0109"],
    since: "0.1.0",
    check: Check::Machine(check),
}

/// A root that has to be trusted.
struct Wanted {
    name: String,
    thumbprint: Option<String>,
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let connections = connections_to_azure(machine)?;
    findings.known(connections.iter().map(|it| it.tells_sign_in(machine)));
    let mut stores: Vec<&str> =
        connections.iter().filter_map(|connection| store_of(machine, connection.sign_in)).collect();
    stores.sort_unstable();
    stores.dedup();
    for store in stores {
        let all = store_entries(machine)?;
        let usable: Vec<StoreEntry<'_>> = all
            .iter()
            .copied()
            .filter(|entry| entry.is_in(store) && entry.fault(context.moment).is_none())
            .collect();
        for (entry, root) in wanted(machine, &usable, &all, context)? {
            say(entry, &root, &all, findings);
        }
    }
    Ok(())
}

/// Certificates with the root that has to be trusted for each.
fn wanted<'a>(
    machine: &Machine,
    usable: &[StoreEntry<'a>],
    all: &[StoreEntry<'_>],
    context: &Context<'_>,
) -> Result<Vec<(StoreEntry<'a>, Wanted)>, NotEvaluated> {
    let above = issuers(all);
    let mut found = Vec::new();
    let gateway = trusting_gateway_of(context, &evidence_of(machine))?;
    for entry in usable {
        let Some(certificate) = entry.certificate else { continue };
        let root = gateway.as_ref().and_then(|gateway| {
            let verdict = gateway.trust.verdict(certificate, &above);
            gateway.trust.root_of(&verdict.path)?.certificate().ok()?
        });
        found.extend(root.map(|root| (*entry, Wanted::of(root))));
    }
    if let ([only], true) = (usable, gateway.is_none()) {
        found.extend(top(only, all).map(|name| (*only, Wanted { name, thumbprint: None })));
    }
    Ok(found)
}

impl Wanted {
    fn of(root: &Certificate) -> Self {
        Self { name: root.subject.short(), thumbprint: Some(root.sha1()) }
    }

    fn is(&self, entry: &StoreEntry<'_>) -> bool {
        match &self.thumbprint {
            Some(print) => entry.has_thumbprint(print),
            None => entry.name() == self.name,
        }
    }
}

/// The name at the upper end of a chain, by the names of issuers.
fn top(entry: &StoreEntry<'_>, all: &[StoreEntry<'_>]) -> Option<String> {
    const LONGEST: usize = 8;
    let mut issuer = &entry.certificate?.issuer;
    for _ in 0..LONGEST {
        let next = all
            .iter()
            .filter_map(|other| other.certificate)
            .find(|other| other.subject.matches(issuer) && !other.self_issued());
        match next {
            Some(next) => issuer = &next.issuer,
            None => break,
        }
    }
    Some(issuer.short())
}

fn say(entry: StoreEntry<'_>, root: &Wanted, all: &[StoreEntry<'_>], findings: &mut Findings<'_>) {
    if all.iter().any(|other| other.is_in(COMPUTER_ROOTS) && root.is(other)) {
        return;
    }
    let name = &root.name;
    let message = format!("the root of {}, {name}, is not in {COMPUTER_ROOTS}", entry.name());
    let finding = findings.add(entry.stored.span, message);
    finding.help(format!(
        "import {name}.cer into Trusted Root Certification Authorities of the computer, as an administrator"
    ));
    if let Some(other) =
        all.iter().find(|other| other.stored.store.value.ends_with("Root") && root.is(other))
    {
        finding.related(other.stored.span, "it is installed here for this user only");
    }
}
