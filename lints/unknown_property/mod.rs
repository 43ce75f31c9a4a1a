#![doc = include_str!("README.md")]

use crate::facts::{LEVELS, Level};
use crate::finding::{Applicability, Edit, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, Reader, likely_meant};

declare_lint! {
    id: "unknown-property",
    summary: "a property is written in a way that the service does not know",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.resource.is_template() {
        return Ok(());
    }
    for level in &LEVELS {
        let mut objects = vec![gateway.properties.clone()];
        for name in level.path {
            objects =
                objects.iter().filter_map(|object| object.find(name)).flat_map(elements).collect();
        }
        for object in &objects {
            look(level, object, context, findings);
        }
    }
    outside(gateway, findings);
    Ok(())
}

/// The objects at a place: the elements of a list, or the one.
fn elements(place: Reader) -> Vec<Reader> {
    match place.node().as_array() {
        Some(array) => {
            array.items().iter().map(|item| place.inner(place.node().part(item))).collect()
        }
        None => vec![place],
    }
}

fn look(level: &Level, object: &Reader, context: &Context<'_>, findings: &mut Findings<'_>) {
    for member in object.node().members() {
        let same = |name: &&str| name.eq_ignore_ascii_case(&member.name);
        if member.value.is_null() || level.names.iter().any(same) {
            continue;
        }
        let free = level.names.iter().copied().filter(|name| object.node().get(name).is_none());
        let Some(meant) = likely_meant(&member.name, free) else { continue };
        let verbatim = object.node().origin.is_verbatim()
            && context.sources.slice(member.name_span).starts_with('"');
        let edit = verbatim.then(|| Edit { span: member.name_span, text: format!("\"{meant}\"") });
        findings
            .add(
                member.name_span,
                format!("there is no property '{}' here, only '{meant}'", member.name),
            )
            .help(format!(
                "write {meant}: a name that the service does not know has no effect, or is refused"
            ))
            .fix(format!("write {meant}"), Applicability::Unsafe, edit);
    }
}

/// `sku` beside `properties`, as most other resources have it.
fn outside(gateway: &Gateway, findings: &mut Findings<'_>) {
    let inside = gateway.properties.find("sku");
    if let (Some(sku), None) = (gateway.resource.reader.find("sku"), inside)
        && gateway.properties.value::<Reader>().value().is_some()
    {
        findings
            .add(
                sku.node().origin.clone(),
                "the sku stands beside properties, a gateway has it inside",
            )
            .help("move sku into properties");
    }
}
