#![doc = include_str!("README.md")]

use arm_template::{Node, Value};

use crate::facts::{ApiVersion, ResourceType};
use crate::finding::{Applicability, Severity};
use crate::lint::type_faults::{TypeFault, judged};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::Resource;

declare_lint! {
    id: "api-version-too-old",
    summary: "the template uses a property that its apiVersion doesn't support",
    severity: Severity::Warning,
    category: Category::Deployment,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Resource(check),
}

fn check(resource: &Resource, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(judged) = judged(resource)? else { return Ok(()) };
    let Some(version) = judged.version.filter(|version| ApiVersion::parse(version).is_some())
    else {
        return Ok(());
    };
    let later = |fault| match fault {
        TypeFault::Later { name, since, value } if says_something(&value.value) => {
            Some((name, since, value))
        }
        _ => None,
    };
    let used: Vec<(&str, &str, Node)> = judged.faults().into_iter().filter_map(later).collect();
    let Some((name, newest, _)) = used.iter().max_by_key(|(_, since, _)| *since) else {
        return Ok(());
    };
    let wanted = wanted(judged.of, newest);
    let finding = findings.add(
        &resource.api_version,
        format!("apiVersion {version} doesn't support {name}, which was added in {newest}"),
    );
    finding.help(format!("set apiVersion to {newest} or later, such as {wanted}")).fix(
        format!("write {wanted}"),
        Applicability::Unsafe,
        context.replace_word(resource.api_version.origin(), wanted),
    );
    for (name, since, node) in &used {
        finding.related(node.origin.clone(), format!("{name} was added in {since}"));
    }
    Ok(())
}

/// A published version that has everything that the other has, and nearly all that is in use.
fn wanted<'a>(of: &'static ResourceType, newest: &'a str) -> &'a str {
    let complete = ApiVersion::COMPLETE.to_string();
    let versions = of.versions.iter().copied();
    versions
        .filter(|version| !version.ends_with("-preview"))
        .find(|version| *version >= newest && *version >= complete.as_str())
        .unwrap_or(newest)
}

/// Whether a value sets anything: what is false or empty is the same as what an old version does without it.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty() && !text.eq_ignore_ascii_case("false"),
        Value::Array(array) => !array.items().is_empty(),
        Value::Object(object) => !object.members().is_empty(),
        Value::Bool(true)
        | Value::Int(_)
        | Value::Float(_)
        | Value::Unknown(_)
        | Value::Expression(_) => true,
    }
}
