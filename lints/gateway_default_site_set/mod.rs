#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Reference};

declare_lint! {
    id: "gateway-default-site-set",
    summary: "a default site receives the traffic of point-to-site clients",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(site) = gateway.default_site.get()? else { return Ok(()) };
    let name = match site {
        Reference::To(id) => id.name(),
        // An empty id is how some tools write that there is none.
        Reference::Broken(text) if text.trim().is_empty() => return Ok(()),
        Reference::Broken(text) => text,
    };
    let remove = gateway
        .properties
        .find("gatewayDefaultSite")
        .and_then(|object| context.replace_value(&object.node().origin, &serde_json::Value::Null));
    findings
        .add(&gateway.default_site, format!("default site '{name}' receives the traffic of point-to-site clients"))
        .help("set gatewayDefaultSite to null unless all traffic of the gateway must go through that site")
        .related(&client.pool, "point-to-site is configured here")
        .fix("remove the default site", Applicability::Unsafe, remove);
    Ok(())
}
