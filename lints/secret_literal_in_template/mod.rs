#![doc = include_str!("README.md")]

use arm_template::{By, How, Node, Origin, Reason, Span, Value};

use crate::document::parameter;
use crate::finding::{Applicability, Edit, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Estate, Secret, SecretPlace};

declare_lint! {
    id: "secret-literal-in-template",
    summary: "a template contains a secret, or passes it in plain text",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    peers: &[
        "secure-parameter-default (Bicep)",
        "use-secure-value-for-secure-inputs (Bicep)",
        "secure-params-in-nested-deploy (Bicep)",
    ],
    fix: Fixable::Safe,
    check: Check::Estate(check),
}

fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for place in estate.secrets().iter().filter(|place| place.resource.is_template()) {
        let passed = parameters(&place.value.node().value, &place.value.node().origin, context);
        let span = place.value.node().origin.span();
        let default = |(_, declared, _): &(String, &Node, Span)| {
            declared.get("defaultValue").is_some_and(|node| node.span() == span)
        };
        // A value of a parameters file is given at the deployment; one for a nested template stands in this one.
        if passed.is_empty()
            || (span.source == place.resource.source && !passed.iter().any(default))
        {
            literal(place, findings);
        }
        for (name, declared, used) in &passed {
            declaration(place.noun, (name, declared), *used, context, findings);
        }
    }
    Ok(())
}

/// The parameters that pass a value on, with their declarations and where they are used.
fn parameters<'a>(
    value: &Value,
    origin: &Origin,
    context: &Context<'a>,
) -> Vec<(String, &'a Node, Span)> {
    let mut steps: Vec<(String, Span)> = Vec::new();
    for step in origin.trail() {
        if let How::Passed(By::Parameter(name)) = &step.how {
            steps.push((name.to_string(), step.at));
        }
    }
    if let Value::Unknown(unknown) = value
        && let Reason::ParameterWithoutValue(name) | Reason::KeyVault(name) = &unknown.reason
    {
        steps.extend([(name.to_string(), origin.at()), (name.to_string(), origin.span())]);
    }
    let mut found: Vec<(String, &Node, Span)> = Vec::new();
    for (name, at) in steps {
        let declared = parameter(context.documents, &name, at);
        if let Some(declared) =
            declared.filter(|node| found.iter().all(|(_, other, _)| other.span() != node.span()))
        {
            found.push((name, declared, at));
        }
    }
    found
}

/// A secret that stands in the resource itself, or in a variable.
fn literal(place: &SecretPlace<'_>, findings: &mut Findings<'_>) {
    let secret = place.value.value::<Secret>();
    if secret.value().is_some_and(|secret| !secret.is_stand_in()) && secret.origin().is_verbatim() {
        findings
            .add_about_secret(&secret, format!("the {} is in plain text here", place.noun))
            .about(place.resource.subject())
            .help("pass it from Key Vault through a secure parameter (in Terraform, a sensitive variable) without a default, and change the secret, because others may have read it");
    }
}

/// What a declaration does to the secret that its parameter passes.
fn declaration(
    noun: &str,
    (name, declared): (&str, &Node),
    used: Span,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(kind) = declared.get("type") else { return };
    let word = kind.as_str().unwrap_or_default();
    if !["securestring", "secureobject"].iter().any(|secure| word.eq_ignore_ascii_case(secure)) {
        let secure =
            if word.eq_ignore_ascii_case("object") { "secureObject" } else { "securestring" };
        let quoted = context.sources.slice(kind.span()).starts_with('"');
        let edit = quoted.then(|| Edit { span: kind.span(), text: format!("\"{secure}\"") });
        findings
            .add_about_secret(
                kind.span(),
                format!("parameter '{name}' passes the {noun}, but its type is {word}"),
            )
            .help(format!(
                "change its type to {secure}: the deployment history stores other types in plain text"
            ))
            .related(used, "it is passed here")
            .fix(format!("write {secure}"), Applicability::Safe, edit);
    }
    let default = declared.get("defaultValue");
    if let Some(default) = default
        && default
            .as_str()
            .is_some_and(|text| !text.starts_with('[') && !Secret::of(text).is_stand_in())
    {
        findings
            .add_about_secret(
                default.span(),
                format!("parameter '{name}' has the {noun} as its default"),
            )
            .help("remove the default, and change the secret, because others may have read it")
            .related(used, "it is passed here");
    }
}
