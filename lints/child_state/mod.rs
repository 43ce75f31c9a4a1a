#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, ProvisioningState};

declare_lint! {
    id: "child-state",
    summary: "the last update of a part of the gateway failed or hasn't finished",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let whole = gateway.state();
    for part in gateway.stated_parts() {
        let Some(state) = findings.or_not_evaluated(part.state.get()).flatten() else { continue };
        // While the gateway itself is in that state, so are its parts, and that is said of the gateway.
        if *state == ProvisioningState::Succeeded || whole.value() == Some(state) {
            continue;
        }
        let name = part.name.value().map_or("(no name)", String::as_str);
        let noun = part.noun;
        let finding = findings.add(&part.state, format!("the state of {noun} '{name}' is {state}"));
        finding.related(&whole, "the gateway's own state");
        if state.is_broken() {
            finding.help(format!(
                "save the gateway again without a change; if the state doesn't change, remove the {noun} and add it again"
            ));
        } else {
            finding.severity(Severity::Warning).help(
                "wait and check again; if the state doesn't change, save the gateway again without a change",
            );
        }
    }
    Ok(())
}
