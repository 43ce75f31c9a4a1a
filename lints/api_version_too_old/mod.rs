#![doc = include_str!("README.md")]

use arm_template::{Node, Value};

use crate::facts::{ApiVersion, Feature, Introduced, features};
use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Kind, Reader, Resource};

declare_lint! {
    id: "api-version-too-old",
    summary: "the template's apiVersion is older than a property that it uses",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Resource(check),
}

fn check(resource: &Resource, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let looked_at = matches!(resource.kind, Kind::Gateway | Kind::RouteTable);
    if !looked_at || !resource.is_template() || resource.existing {
        return Ok(());
    }
    let Some(version) = resource.api_version.get()?.and_then(|text| ApiVersion::parse(text)) else {
        return Ok(());
    };
    let used: Vec<(&Introduced, Node, String)> = features(resource.kind.type_name())
        .filter(|introduced| introduced.since > version)
        .filter_map(|introduced| used(introduced, &resource.reader))
        .collect();
    let Some((newest, _, name)) = used.iter().max_by_key(|(introduced, ..)| introduced.since)
    else {
        return Ok(());
    };
    let wanted = newest.since.max(ApiVersion::COMPLETE);
    let finding = findings.add(
        &resource.api_version,
        format!("apiVersion {version} does not know {name}, which came with {}", newest.since),
    );
    finding.help(format!("raise apiVersion to {} or later, such as {wanted}", newest.since)).fix(
        format!("write {wanted}"),
        Applicability::Unsafe,
        context.replace_word(resource.api_version.origin(), &wanted.to_string()),
    );
    for (introduced, node, name) in &used {
        finding.related(node.origin.clone(), format!("{name} came with {}", introduced.since));
    }
    Ok(())
}

/// The place where a resource uses something, and its name.
fn used<'a>(
    introduced: &'a Introduced,
    resource: &Reader,
) -> Option<(&'a Introduced, Node, String)> {
    let (path, values) = match introduced.feature {
        Feature::Property(path) => (path, &[][..]),
        Feature::Values(path, values) => (path, values),
    };
    let (last, way) = path.split_last()?;
    let place =
        way.iter().try_fold(resource.clone(), |reader, name| reader.find(name))?.find(last)?;
    if values.is_empty() {
        return says_something(&place.node().value)
            .then(|| (introduced, place.node().clone(), (*last).to_owned()));
    }
    let of_list = place.node().items().iter().map(|item| place.node().part(item));
    let candidates = std::iter::once(place.node().clone()).chain(of_list);
    candidates.into_iter().find_map(|node| {
        let word = node.as_str()?.to_owned();
        let known = values.iter().find(|value| value.eq_ignore_ascii_case(word.trim()))?;
        Some((introduced, node, (*known).to_owned()))
    })
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
