#![doc = include_str!("README.md")]

use crate::facts::RADIUS_SECRET_LENGTH;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-secret-invalid",
    summary: "the RADIUS secret has a form that Azure rejects",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientConfigurationRadiusServerSecretIsInvalid"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    for server in settings.client.radius.all()? {
        let Some(secret) = server.secret.value() else { continue };
        let what = if !secret.is_printable_ascii() {
            "has characters that are not printable ASCII".to_owned()
        } else if secret.length() > *RADIUS_SECRET_LENGTH.end() {
            format!("has {} characters, more than {}", secret.length(), RADIUS_SECRET_LENGTH.end())
        } else {
            continue;
        };
        findings.add(&server.secret, format!("the RADIUS secret {what}")).help(
            "use 1 to 128 printable ASCII characters, and set the same secret on the RADIUS server",
        );
    }
    Ok(())
}
