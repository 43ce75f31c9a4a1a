#![doc = include_str!("README.md")]

use crate::facts::{EntraCloud, audience};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings, Field};

declare_lint! {
    id: "azure-germany-audience",
    summary: "the Microsoft Entra ID settings are for Microsoft Cloud Germany, which has closed",
    severity: Severity::Error,
    category: Category::Retirement,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = settings.client;
    let app = findings.or_not_evaluated(client.entra.audience.get()).flatten();
    let of_app = app
        .and_then(|text| audience(text))
        .is_some_and(|known| known.cloud == Some(EntraCloud::Germany));
    let tenant = findings.or_not_evaluated(client.entra.tenant.get()).flatten();
    let of_host = tenant.is_some_and(|url| url.to_ascii_lowercase().contains("microsoftonline.de"));
    if !(of_app || of_host) || !client.authenticates_by(&Authentication::Entra)? {
        return Ok(());
    }
    let (at, what): (&Field<String>, _) = if of_app {
        (&client.entra.audience, "the audience")
    } else {
        (&client.entra.tenant, "the tenant")
    };
    let finding =
        findings.add(at, format!("{what} is for Microsoft Cloud Germany, which has closed"));
    finding.help("use the tenant, issuer and audience of the gateway's cloud");
    if of_app && of_host {
        finding.related(&client.entra.tenant, "so does the tenant");
    }
    Ok(())
}
