#![doc = include_str!("README.md")]

use arm_template::{Member, Node, Value};

use crate::facts::Property;
use crate::finding::{Applicability, Edit, Severity};
use crate::lint::type_faults::{Judged, OF_TEMPLATES, TypeFault, judged};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Kind, Reader, Resource, likely_meant};

declare_lint! {
    id: "unknown-property",
    summary: "a property is unknown to the service",
    severity: Severity::Warning,
    category: Category::Hygiene,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Resource(check),
}

/// Names that another lint speaks of where they stand at the wrong place.
const ELSEWHERE: [&str; 2] = ["publicCertData", "thumbprint"];

fn check(resource: &Resource, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(judged) = judged(resource)? else { return Ok(()) };
    for fault in judged.faults() {
        if let TypeFault::UnknownName { member, object, level, top } = fault {
            look(&judged, member, &object, level, top, context, findings);
        }
    }
    if resource.kind == Kind::Gateway {
        outside(resource, findings);
    }
    Ok(())
}

fn look(
    judged: &Judged<'_>,
    member: &Member,
    object: &Node,
    level: &'static [Property],
    top: bool,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let is = |name: &&str| name.eq_ignore_ascii_case(&member.name);
    if ELSEWHERE.iter().any(is) || (top && OF_TEMPLATES.iter().any(is)) {
        return;
    }
    let free = level.iter().map(|property| property.name).filter(|name| object.get(name).is_none());
    if let Some(meant) = likely_meant(&member.name, free) {
        let verbatim =
            object.origin.is_verbatim() && context.sources.slice(member.name_span).starts_with('"');
        let edit = verbatim.then(|| Edit { span: member.name_span, text: format!("\"{meant}\"") });
        findings
            .add(
                member.name_span,
                format!("property '{}' doesn't exist here; did you mean '{meant}'?", member.name),
            )
            .help(format!("use {meant}: an unknown name has no effect, or is rejected"))
            .fix(format!("write {meant}"), Applicability::Unsafe, edit);
        return;
    }
    // Templates have names of their own at the top, and a version that never was is another fault.
    let sure = judged.version.is_none_or(|version| judged.of.has_version(version));
    if top || !sure {
        return;
    }
    let inside = level.iter().find(|property| property.name == "properties");
    let belongs_inside =
        inside.is_some_and(|inside| inside.properties.iter().any(|property| is(&property.name)));
    let help = if belongs_inside {
        format!("move {} into properties, like the others of its kind", member.name)
    } else {
        format!("remove {}: the service doesn't know it, and rejects or ignores it", member.name)
    };
    let finding =
        findings.add(member.name_span, format!("property '{}' doesn't exist here", member.name));
    finding.help(help);
    if !belongs_inside {
        finding.severity(Severity::Note);
    }
}

/// `sku` beside `properties`, as most other resources have it.
fn outside(gateway: &Resource, findings: &mut Findings<'_>) {
    let properties = gateway.reader.properties();
    if let (Some(sku), None) = (gateway.reader.find("sku"), properties.find("sku"))
        && gateway.is_template()
        && properties.value::<Reader>().value().is_some()
        && matches!(properties.node().value, Value::Object(_))
    {
        findings
            .add(
                sku.node().origin.clone(),
                "sku is beside properties, but a gateway expects it inside",
            )
            .help("move sku into properties");
    }
}
