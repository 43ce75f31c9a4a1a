#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::{
    COMPUTER_STORE, SignIn, StoreEntry, USER_STORE, connections_to_azure, store_entries, store_of,
};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Machine;

declare_lint! {
    id: "client-no-usable-certificate",
    summary: "a connection uses certificate authentication, but the computer has no usable certificate",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["798"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for connection in connections_to_azure(machine)? {
        findings.or_not_evaluated(connection.tells_sign_in(machine));
        let Some(store) = store_of(machine, connection.sign_in) else { continue };
        let all = store_entries(machine)?;
        let own = all.iter().filter(|entry| entry.is_in(store) && !entry.is_ca());
        let faults: Vec<(&StoreEntry<'_>, Option<String>)> =
            own.map(|entry| (entry, entry.fault(context.moment))).collect();
        if faults.iter().any(|(_, fault)| fault.is_none()) {
            continue;
        }
        let other =
            if connection.sign_in == SignIn::UserCertificate { COMPUTER_STORE } else { USER_STORE };
        let elsewhere =
            all.iter().find(|entry| entry.is_in(other) && entry.fault(context.moment).is_none());
        let name = connection.name;
        let message = match faults.as_slice() {
            [] => format!(
                "'{name}' uses certificate authentication, but {store} contains no certificate"
            ),
            [(entry, Some(fault))] => format!(
                "'{name}' uses certificate authentication, but the only certificate in {store}, {}, {fault}",
                entry.name()
            ),
            more => format!(
                "'{name}' uses certificate authentication, but none of the {} certificates in {store} is usable",
                more.len()
            ),
        };
        let finding = findings.add(connection.at, message);
        finding.help(match elsewhere {
            Some(entry) => format!(
                "if {}, which is in {other}, is the certificate for this VPN, import its PFX into {store}, without strong private key protection",
                entry.name()
            ),
            None => format!(
                "import the PFX of a client certificate into {store}, without strong private key protection"
            ),
        });
        for (entry, fault) in faults.iter().take(MOST_SHOWN) {
            let fault = fault.as_deref().unwrap_or_default();
            finding.related(entry.stored.span, format!("{} {fault}", entry.name()));
        }
    }
    Ok(())
}

const MOST_SHOWN: usize = 8;
