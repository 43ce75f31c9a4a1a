//! Plans and states, as `terraform show -json` and the raw state write them.

mod plan;
mod references;
mod state;

use std::sync::Arc;

use traced_values::{Node, Secrets, Value};

/// What a plan or a state says that there is, or will be.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// Whether it is a plan, and no state.
    pub is_plan: bool,
    /// Whether Terraform says that the plan is not whole: planning ended in errors, or was put off in parts.
    pub is_partial: bool,
    /// The resources, in the order they are written. Data sources and what will be gone aren't among them.
    pub resources: Vec<SavedResource>,
    /// The addresses of what the plan removes, or no longer looks after.
    pub gone: Vec<Arc<str>>,
    /// The values of variables that a plan was made with.
    pub variables: Vec<(Arc<str>, Node)>,
    /// The places of values that must not be shown.
    pub secrets: Secrets,
}

/// A resource of a plan or a state.
#[derive(Clone, Debug)]
pub struct SavedResource {
    /// Its address: `module.hub.azurerm_subnet.gateway["a"]`.
    pub address: Arc<str>,
    /// Its type: `azurerm_subnet`.
    pub kind: Arc<str>,
    /// The provider's source: `registry.terraform.io/hashicorp/azurerm`.
    pub provider: Arc<str>,
    /// Whether it is there already, or made by the plan: new, or in the place of the one that is there.
    pub is_new: bool,
    /// Its attributes and blocks. What only applying tells is unknown; what is left of it names the resource that it
    /// comes from, where the plan's configuration says so: `module.net.azurerm_subnet.gateway.id`.
    pub values: Node,
    /// Attributes that only applying tells and that nothing is written about: what the provider or the service chooses.
    pub unwritten: Vec<Arc<str>>,
    /// The ids that go into each attribute, where those are several: a plan doesn't say which of them goes where.
    pub ids: Vec<(Arc<str>, Vec<String>)>,
}

/// What a document of JSON holds, when it is a plan or a state.
#[must_use]
pub fn saved(document: &Node) -> Option<Saved> {
    let is_text = |name: &str| exact(document, name).is_some_and(|node| node.as_str().is_some());
    if is_text("format_version") || is_text("plan_format_version") {
        if exact(document, "planned_values").is_some()
            || exact(document, "resource_changes").is_some()
        {
            return Some(plan::read(document));
        }
        return exact(document, "values").map(state::shown);
    }
    let is_raw = exact(document, "version").and_then(Node::as_i64) == Some(4)
        && (is_text("terraform_version") || is_text("lineage"));
    (is_raw && exact(document, "resources").is_some()).then(|| state::raw(document))
}

/// The member of exactly this name: names of Terraform's mind their case.
fn exact<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.as_object()?
        .member(name)
        .filter(|member| &*member.name == name)
        .map(|member| &member.value)
}

fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    exact(node, name)?.as_str()
}

fn items<'n>(node: &'n Node, name: &str) -> &'n [Node] {
    exact(node, name).map(Node::items).unwrap_or_default()
}

/// Marks the values that stand where `marks` says `true`.
fn hide(value: &Node, marks: &Node, secrets: &mut Secrets) {
    match &marks.value {
        Value::Bool(true) if !value.is_null() => secrets.add(&value.origin),
        Value::Object(marks) => {
            for mark in marks.members() {
                if let Some(value) = exact(value, &mark.name) {
                    hide(value, &mark.value, secrets);
                }
            }
        }
        Value::Array(marks) => {
            for (value, mark) in value.items().iter().zip(marks.items()) {
                hide(value, mark, secrets);
            }
        }
        _ => {}
    }
}

/// Marks the outputs and the resources of a module, and of those within, that are said to be sensitive.
fn hide_all(values: &Node, secrets: &mut Secrets) {
    for output in exact(values, "outputs").map(Node::members).unwrap_or_default() {
        hide_named(&output.value, "value", "sensitive", secrets);
    }
    if let Some(module) = exact(values, "root_module") {
        hide_module(module, secrets);
    }
}

fn hide_module(module: &Node, secrets: &mut Secrets) {
    for resource in items(module, "resources") {
        hide_named(resource, "values", "sensitive_values", secrets);
    }
    for child in items(module, "child_modules") {
        hide_module(child, secrets);
    }
}

fn hide_named(node: &Node, value: &str, marks: &str, secrets: &mut Secrets) {
    if let (Some(value), Some(marks)) = (exact(node, value), exact(node, marks)) {
        hide(value, marks, secrets);
    }
}
