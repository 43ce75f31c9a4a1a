//! Keeps secrets out of the words of findings: whether one is secret depends on where it comes from.

use std::collections::HashMap;

use arm_template::{Node, Secrets, Span, Value};

use crate::finding::{Finding, Report, Secrecy, Subject, Unevaluated};
use crate::lint::Check;
use crate::lints;
use crate::resource::Estate;

/// Masks the secrets that findings may repeat: those that they are about, and those of their resources.
pub(crate) fn conceal(report: &mut Report, estate: &Estate) {
    let of_resources = of_resources(estate);
    let Report { findings, not_evaluated, secrets, sources, .. } = report;
    for finding in findings {
        if finding.secrecy == Secrecy::Careful {
            continue;
        }
        let places = finding.related.iter().map(|related| related.span).chain([finding.span]);
        let inside: Vec<Span> = places.filter_map(|place| covering(secrets, place)).collect();
        let is_text =
            lints::find(finding.lint).is_some_and(|it| matches!(it.check, Check::Text(_)));
        if finding.secrecy == Secrecy::Touched || (is_text && !inside.is_empty()) {
            without_values(finding);
        } else if !inside.is_empty() {
            let mut written = Secrets::default();
            for span in inside {
                let text = sources.slice(span);
                written
                    .add_texts(&Node::written(Value::String(text.trim_matches('"').into()), span));
                if let Ok(text) = serde_json::from_str::<String>(text) {
                    written.add_texts(&Node::written(Value::String(text.into()), span));
                }
            }
            mask(finding, &written);
            finding.secrecy = Secrecy::Touched;
        }
        if let Some(secrets) = finding.subject.as_ref().and_then(|it| of_resources.get(it)) {
            mask(finding, secrets);
        }
    }
    for Unevaluated { subject, reason, remedy, .. } in not_evaluated {
        if let Some(secrets) = subject.as_ref().and_then(|subject| of_resources.get(subject)) {
            *reason = secrets.masked(reason);
            if let Some(remedy) = remedy {
                *remedy = secrets.masked(remedy);
            }
        }
    }
}

/// The secret values in each resource that has some.
fn of_resources(estate: &Estate) -> HashMap<Subject, Secrets> {
    let mut found: HashMap<Subject, Secrets> = HashMap::new();
    for resource in estate.resources() {
        let node = resource.reader.node();
        if node.holds_secret() {
            gather(node, false, found.entry(resource.subject()).or_default());
        }
    }
    found
}

fn gather(node: &Node, inside: bool, found: &mut Secrets) {
    let secret = inside || node.origin.is_secret();
    match &node.value {
        Value::Array(array) => array.items().iter().for_each(|item| gather(item, secret, found)),
        Value::Object(object) => {
            object.members().iter().for_each(|member| gather(&member.value, secret, found));
        }
        _ if secret => found.add_texts(node),
        _ => {}
    }
}

/// The secret that a place lies in; the secrets are sorted and apart from each other.
fn covering(secrets: &[Span], place: Span) -> Option<Span> {
    let before = secrets.partition_point(|it| (it.source, it.start) <= (place.source, place.start));
    let last = secrets[..before].last()?;
    (last.source == place.source && place.end <= last.end).then_some(*last)
}

/// Says what is wrong without any value: those that the words were made from are secret.
fn without_values(finding: &mut Finding) {
    let Some(lint) = lints::find(finding.lint) else { return };
    lint.summary.clone_into(&mut finding.message);
    finding.message.clone_into(&mut finding.key);
    finding.help = Some(format!(
        "the value is secret, so it isn't shown; 'gatelint explain {}' says how to fix it",
        finding.lint
    ));
    for related in &mut finding.related {
        const STEPS: [&str; 6] = [
            "passed by ",
            "instance ",
            "read by reference()",
            "picked by ",
            "computed by ",
            "declared as ",
        ];
        if !STEPS.iter().any(|step| related.message.starts_with(step)) {
            "this is part of it".clone_into(&mut related.message);
        }
    }
    for fix in &mut finding.fixes {
        "change the secret value".clone_into(&mut fix.title);
    }
    finding.secrecy = Secrecy::Touched;
}

fn mask(finding: &mut Finding, secrets: &Secrets) {
    let words = [&mut finding.message, &mut finding.key].into_iter();
    let related = finding.related.iter_mut().map(|related| &mut related.message);
    let titles = finding.fixes.iter_mut().map(|fix| &mut fix.title);
    for text in words.chain(related).chain(titles).chain(&mut finding.help) {
        *text = secrets.masked(text);
    }
}
