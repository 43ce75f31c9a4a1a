#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, MigrationPhase, MigrationState, PublicIp, Reference};

declare_lint! {
    id: "migration-running",
    summary: "a migration of the gateway or of its public IP address is not finished",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

const HELP: &str = "commit or abort the migration before you change anything else: a change between Execute and Commit can leave the gateway stuck";

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let migration = gateway.migration();
    if let Some(phase) = open(&migration.phase, findings) {
        if migration.state.value() == Some(&MigrationState::Failed) {
            findings
                .add(&migration.phase, format!("phase {phase} of the gateway's migration failed"))
                .help("read errorMessage beside it, then repeat the phase or abort the migration")
                .related(&migration.state, "how it ended");
        } else {
            findings
                .add(&migration.phase, format!("the gateway's migration is in phase {phase}"))
                .help(HELP);
        }
    }
    for address in addresses(gateway, context) {
        let field = address.migration_phase();
        if let Some(phase) = open(&field, findings) {
            let subject = address.resource.subject();
            findings
                .add(
                    &field,
                    format!(
                        "the migration of public IP address '{}' is in phase {phase}",
                        subject.name
                    ),
                )
                .help(HELP)
                .about(subject);
        }
    }
    Ok(())
}

fn open(phase: &Field<MigrationPhase>, findings: &mut Findings<'_>) -> Option<MigrationPhase> {
    let known = findings.or_not_evaluated(phase.get()).flatten();
    known.filter(|phase| phase.is_open()).cloned()
}

/// The gateway's public IP addresses that the input has. Without one there is nothing to note.
fn addresses<'a>(gateway: &Gateway, context: &Context<'a>) -> Vec<&'a PublicIp> {
    let configurations = gateway.ip_configurations.known_items();
    let find = |field: &Field<Reference>| {
        let Some(Reference::To(id)) = field.value() else { return None };
        context.estate.public_ip(id, &gateway.resource, field.span()).ok()
    };
    configurations.iter().filter_map(|configuration| find(&configuration.public_ip)).collect()
}
