//! What a plan makes or leaves, as `terraform show -json PLAN` writes it.

use std::sync::Arc;

use traced_values::{Member, Node, Origin, Reason, Unknown, Value};

use super::references::{AttributeStep, PlanConfiguration, ResourceExpressions};
use super::{Saved, SavedResource, exact, hide_all, hide_named, items, text};

/// Only what will be counts: neither what was nor what the plan removes.
pub(super) fn read(document: &Node) -> Saved {
    let truth = |name: &str| exact(document, name).and_then(Node::as_bool);
    let is_partial = truth("errored") == Some(true) || truth("complete") == Some(false);
    let mut saved = Saved { is_plan: true, is_partial, ..Saved::default() };
    let references = PlanConfiguration::of(document);
    if exact(document, "resource_changes").is_none()
        && let Some(planned) = exact(document, "planned_values")
    {
        saved.resources = super::state::shown(planned).resources;
    }
    for change in items(document, "resource_changes") {
        match resource(change, references) {
            Some(resource) => saved.resources.push(resource),
            None => saved.gone.extend(text(change, "address").map(Arc::from)),
        }
        if let Some(change) = exact(change, "change") {
            hide_named(change, "before", "before_sensitive", &mut saved.secrets);
            hide_named(change, "after", "after_sensitive", &mut saved.secrets);
        }
    }
    for change in exact(document, "output_changes").map(Node::members).unwrap_or_default() {
        hide_named(&change.value, "before", "before_sensitive", &mut saved.secrets);
        hide_named(&change.value, "after", "after_sensitive", &mut saved.secrets);
    }
    if let Some(planned) = exact(document, "planned_values") {
        hide_all(planned, &mut saved.secrets);
    }
    if let Some(prior) = exact(document, "prior_state").and_then(|state| exact(state, "values")) {
        hide_all(prior, &mut saved.secrets);
    }
    for variable in exact(document, "variables").map(Node::members).unwrap_or_default() {
        let value = exact(&variable.value, "value");
        saved.variables.extend(value.map(|value| (variable.name.clone(), value.clone())));
    }
    hide_variables(document, &mut saved);
    saved
}

/// The values of variables that are declared to be sensitive, and their defaults.
fn hide_variables(document: &Node, saved: &mut Saved) {
    let module = exact(document, "configuration")
        .and_then(|configuration| exact(configuration, "root_module"));
    let declared = module.and_then(|module| exact(module, "variables"));
    for variable in declared.map(Node::members).unwrap_or_default() {
        if exact(&variable.value, "sensitive").and_then(Node::as_bool) != Some(true) {
            continue;
        }
        let given = exact(document, "variables").and_then(|given| exact(given, &variable.name));
        let given = given.and_then(|given| exact(given, "value"));
        for value in given.into_iter().chain(exact(&variable.value, "default")) {
            saved.secrets.add(&value.origin);
        }
    }
}

fn resource(written: &Node, references: PlanConfiguration<'_>) -> Option<SavedResource> {
    let change = exact(written, "change")?;
    let actions: Vec<_> = items(change, "actions").iter().filter_map(Node::as_str).collect();
    let is_new = actions.contains(&"create");
    let is_there = is_new || actions.iter().any(|action| ["no-op", "update"].contains(action));
    if text(written, "mode") != Some("managed") || !is_there {
        return None;
    }
    let address = text(written, "address")?;
    let (kind, name) = (text(written, "type")?, text(written, "name")?);
    let module = text(written, "module_address").unwrap_or_default();
    let expression = references.resource(module, kind, name);
    let after = exact(change, "after")?;
    let unknown = exact(change, "after_unknown").map(Node::members).unwrap_or_default();
    let unwritten = unknown
        .iter()
        .filter(|mark| mark.value.as_bool() == Some(true) && expression.lacks(&mark.name))
        .map(|mark| mark.name.clone())
        .collect();
    let ids = unknown.iter().map(|mark| (mark.name.clone(), expression.ids(&mark.name)));
    let ids = ids.filter(|(_, ids)| ids.len() > 1).collect();
    let values = match exact(change, "after_unknown") {
        Some(unknown) => Overlay { address, expression }.of(Some(after), unknown, &mut Vec::new()),
        None => None,
    };
    Some(SavedResource {
        address: address.into(),
        kind: kind.into(),
        provider: text(written, "provider_name").unwrap_or_default().into(),
        is_new,
        values: values.unwrap_or_else(|| after.clone()),
        unwritten,
        ids,
    })
}

/// Puts what is unknown into the values that are known.
struct Overlay<'n> {
    address: &'n str,
    expression: ResourceExpressions<'n>,
}

impl Overlay<'_> {
    /// The value with everything in it that is unknown; none when nothing is there.
    fn of(
        &self,
        known: Option<&Node>,
        unknown: &Node,
        path: &mut Vec<AttributeStep>,
    ) -> Option<Node> {
        match &unknown.value {
            Value::Bool(true) => Some(self.unknown(path, unknown)),
            Value::Object(marks) if holds_unknown(unknown) => {
                let mut members: Vec<Member> =
                    known.map(Node::members).unwrap_or_default().to_vec();
                for mark in marks.members() {
                    let place = members.iter().position(|member| member.name == mark.name);
                    path.push(AttributeStep::Name(mark.name.clone()));
                    let known = place.map(|place| &members[place].value);
                    let value = self.of(known, &mark.value, path);
                    path.pop();
                    match (place, value) {
                        (Some(place), Some(value)) => members[place].value = value,
                        (None, Some(value)) => members.push(Member { value, ..mark.clone() }),
                        (_, None) => {}
                    }
                }
                let origin = known.map_or(&unknown.origin, |known| &known.origin).clone();
                Some(Node { value: Value::object(members), origin })
            }
            Value::Array(marks) if holds_unknown(unknown) => {
                let known_items = known.map(Node::items).unwrap_or_default();
                let count = known_items.len().max(marks.items().len());
                let item = |index: usize| {
                    let known = known_items.get(index);
                    path.push(AttributeStep::Index(index));
                    let value = marks
                        .items()
                        .get(index)
                        .map_or_else(|| known.cloned(), |mark| self.of(known, mark, path));
                    path.pop();
                    value
                };
                let items = (0..count).filter_map(item).collect();
                let origin = known.map_or(&unknown.origin, |known| &known.origin).clone();
                Some(Node { value: Value::array(items), origin })
            }
            _ => known.cloned(),
        }
    }

    fn unknown(&self, path: &[AttributeStep], mark: &Node) -> Node {
        let own = || {
            let steps: String = path.iter().map(ToString::to_string).collect();
            format!("{}{steps}", self.address)
        };
        let residual: Arc<str> = self.expression.resolved(path).unwrap_or_else(own).into();
        let unknown = Unknown { reason: Reason::Apply(residual.clone()), residual };
        let origin = Origin::computed("apply", mark.span(), Vec::new());
        Node { value: Value::Unknown(Arc::new(unknown)), origin }
    }
}

fn holds_unknown(marks: &Node) -> bool {
    match &marks.value {
        Value::Bool(truth) => *truth,
        Value::Array(marks) => marks.items().iter().any(holds_unknown),
        Value::Object(marks) => marks.members().iter().any(|mark| holds_unknown(&mark.value)),
        _ => false,
    }
}
