#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::machine::{
    COMPUTER_STORE, Held, SignIn, USER_STORE, connections_to_azure, held, store_of,
};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Machine;

declare_lint! {
    id: "client-no-usable-certificate",
    summary: "a connection signs in by certificate, and the machine has none that it can use",
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
        let all = held(machine)?;
        let own = all.iter().filter(|held| held.is_in(store) && !held.is_ca());
        let faults: Vec<(&Held<'_>, Option<String>)> =
            own.map(|held| (held, held.fault(context.moment))).collect();
        if faults.iter().any(|(_, fault)| fault.is_none()) {
            continue;
        }
        let other =
            if connection.sign_in == SignIn::UserCertificate { COMPUTER_STORE } else { USER_STORE };
        let elsewhere =
            all.iter().find(|held| held.is_in(other) && held.fault(context.moment).is_none());
        let name = connection.name;
        let message = match faults.as_slice() {
            [] => format!("'{name}' signs in by certificate, and there is none in {store}"),
            [(held, Some(fault))] => format!(
                "'{name}' signs in by certificate, and the only one in {store}, {}, {fault}",
                held.name()
            ),
            more => format!(
                "'{name}' signs in by certificate, and none of the {} in {store} can be used",
                more.len()
            ),
        };
        let finding = findings.add(connection.at, message);
        finding.help(match elsewhere {
            Some(held) => format!(
                "if {}, which lies in {other}, is the certificate for this VPN, import its PFX into {store}, without strong private key protection",
                held.name()
            ),
            None => format!(
                "import the PFX of a client certificate into {store}, without strong private key protection"
            ),
        });
        for (held, fault) in faults.iter().take(MOST_SHOWN) {
            let fault = fault.as_deref().unwrap_or_default();
            finding.related(held.stored.span, format!("{} {fault}", held.name()));
        }
    }
    Ok(())
}

const MOST_SHOWN: usize = 8;
