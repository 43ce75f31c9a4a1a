#![doc = include_str!("README.md")]

use crate::facts::RADIUS_SERVERS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-servers-too-many",
    summary: "there are more than two RADIUS servers",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    let list = &settings.client.radius.servers;
    if list.is_not_there() {
        return Ok(());
    }
    let count = list.items()?.len();
    if count > RADIUS_SERVERS {
        findings
            .add(
                list,
                format!("{count} RADIUS servers are set, but a gateway supports {RADIUS_SERVERS}"),
            )
            .help(format!("keep {RADIUS_SERVERS}"));
    }
    Ok(())
}
