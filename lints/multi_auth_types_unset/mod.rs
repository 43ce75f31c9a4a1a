#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite};

declare_lint! {
    id: "multi-auth-types-unset",
    summary: "there are settings for several authentication types, but no list of the types to use",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &[
        "can have only one of the RadiusServer or vpnclient certificate or AAD Authentication settings",
    ],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::PointToSite(check),
}

fn check(
    _: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.authentication_types.items()?.is_empty() {
        return Ok(());
    }
    let types = client.types_with_settings()?;
    if types.len() < 2 {
        return Ok(());
    }
    let ways: Vec<&str> = types.iter().map(Authentication::label).collect();
    let words: Vec<&str> = types.iter().map(Authentication::word).collect();
    let list = serde_json::Value::from(words.clone());
    let edit = if client.authentication_types.is_absent() {
        context.add_member(client.object.origin(), "vpnAuthenticationTypes", &list)
    } else {
        context.replace_list(client.authentication_types.origin(), &words)
    };
    let finding = findings.add(
        &client.authentication_types,
        format!(
            "there are settings for {}, but vpnAuthenticationTypes lists none of them",
            listing(&ways)
        ),
    );
    finding
        .help("list them in vpnAuthenticationTypes (API version 2020-11-01 or later) and offer OpenVPN, or keep the settings of only one")
        .fix(format!("list {}", words.join(" and ")), Applicability::Unsafe, edit);
    for way in &types {
        finding.related(client.place_of(way), format!("settings for {}", way.label()));
    }
    Ok(())
}

fn listing(words: &[&str]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => words.concat(),
    }
}
