#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, ProvisioningState};

declare_lint! {
    id: "gateway-state",
    summary: "the last update of the gateway failed or hasn't finished",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["AnotherOperationInProgress"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let state = gateway.state();
    let Some(word) = state.get()? else { return Ok(()) };
    let (message, severity, help) = match word {
        ProvisioningState::Succeeded => return Ok(()),
        ProvisioningState::Failed => (
            "the gateway's last update failed".to_owned(),
            Severity::Error,
            "save the gateway again without a change; if that fails too, reset it and look for the reason in the activity log",
        ),
        ProvisioningState::Canceled => (
            "the gateway's last update was canceled".to_owned(),
            Severity::Warning,
            "save the gateway again without a change, and look for the reason in the activity log",
        ),
        ProvisioningState::Deleting => (
            "the gateway is being deleted".to_owned(),
            Severity::Warning,
            "the deletion can't be stopped: save the configuration now if you need to recreate the gateway",
        ),
        ProvisioningState::Creating | ProvisioningState::Updating | ProvisioningState::Other(_) => {
            (
                format!("the gateway's state is {word}: an update is in progress"),
                Severity::Note,
                "wait until the state is Succeeded before you change the gateway; an update can take 45 minutes or more",
            )
        }
    };
    let finding = findings.add(&state, message);
    finding.severity(severity).help(help);
    if word.is_broken() {
        // Nothing runs any more that would refuse the next change.
        finding.symptoms(&[]);
    }
    Ok(())
}
