//! Telling the kinds of documents apart by their content.

use std::borrow::Cow;

use arm_template::{Node, ScopeKind, Value};
use terraform_config::{Saved, saved};

use crate::resource::{Machine, Resource, Sessions};

/// What a JSON document is.
#[derive(Debug)]
pub enum Contents {
    /// An ARM template.
    Template(Template),
    /// A parameters file of a template.
    Parameters(Node),
    /// Resources that a tool exported or the API gave.
    Exported(Vec<Resource>),
    /// The clients that a gateway told of.
    Sessions(Sessions),
    /// The index of a saved scan.
    ScanIndex(Node),
    /// A plan or a state of Terraform's.
    Terraform(Box<Saved>),
    /// A report of a client's machine.
    Machine(Box<Machine>),
    /// None of these, with the reason.
    Other(Cow<'static, str>),
}

/// An ARM template as it is written.
#[derive(Debug)]
pub struct Template {
    /// The template's object.
    pub node: Node,
    /// Where it is deployed, by its schema.
    pub scope: ScopeKind,
}

/// What the document is.
#[must_use]
pub fn contents(root: &Node) -> Contents {
    if let Value::Object(_) = &root.value {
        let schema =
            root.get("$schema").and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
        if let Some(saved) = saved(root) {
            return Contents::Terraform(Box::new(saved));
        }
        if let Some(reason) = foreign(root, &schema).or_else(|| of_terraform(root)) {
            return Contents::Other(reason.into());
        }
        if root.get("kind").and_then(Node::as_str) == Some("gatelint scan") {
            return Contents::ScanIndex(root.clone());
        }
        match Machine::read(root) {
            Some(Ok(machine)) => return Contents::Machine(Box::new(machine)),
            Some(Err(why)) => return Contents::Other(why.into()),
            None => {}
        }
        if let Some(sessions) = Sessions::read(root) {
            return Contents::Sessions(sessions);
        }
        // Parameters files often carry the schema of a template.
        if root.get("resources").is_none() && is_parameters(root) {
            return Contents::Parameters(root.clone());
        }
        if let Some(scope) = template_scope(root, &schema) {
            return Contents::Template(Template { node: root.clone(), scope });
        }
        if schema.contains("deploymentparameters.json") {
            return Contents::Parameters(root.clone());
        }
        if let Some(inner) = root.get("template").filter(|inner| inner.get("resources").is_some()) {
            // The answer of the exportTemplate operation.
            return contents(inner);
        }
    }
    let resources = super::exported::resources(root);
    if resources.is_empty() {
        Contents::Other(nothing_in(root).into())
    } else {
        Contents::Exported(resources)
    }
}

/// Why a document has nothing to check.
fn nothing_in(root: &Node) -> &'static str {
    let list = root.get("value").filter(|list| list.as_array().is_some()).unwrap_or(root);
    if list.as_array().is_some_and(|list| list.items().is_empty()) {
        return "it is an empty list: the command found no resource";
    }
    if root.is_null() || root.as_object().is_some_and(|object| object.members().is_empty()) {
        return "it is empty";
    }
    if super::exported::lists_effective_routes(root) {
        return "it contains effective routes, which are results and not configuration: export the route table with az network route-table show -o json";
    }
    "it is not an ARM template, parameters file or network resource; az exports complete resources only without --query"
}

/// Documents that hold gateways' names, or whole templates, without being any.
fn foreign(root: &Node, schema: &str) -> Option<&'static str> {
    let text = |name: &str| root.get(name).and_then(Node::as_str).unwrap_or_default();
    let kind = text("type").to_ascii_lowercase();
    let policy = root.get("policyRule").is_some()
        || root.get("policyDefinitions").is_some()
        || root.get("properties").is_some_and(|properties| {
            properties.get("policyRule").is_some() || properties.get("policyDefinitions").is_some()
        });
    if policy || kind.starts_with("microsoft.authorization/policy") {
        return Some("an Azure Policy definition");
    }
    if schema.contains("createuidefinition")
        || text("handler").eq_ignore_ascii_case("Microsoft.Azure.CreateUIDef")
    {
        return Some("a portal user interface definition");
    }
    if schema.contains("uiformdefinition")
        || (root.get("view").is_some() && root.get("kind").is_some())
    {
        return Some("a portal user interface definition");
    }
    if text("version").starts_with("Notebook/") || schema.contains("workbook") {
        return Some("a workbook");
    }
    if root.get("swagger").is_some() || root.get("openapi").is_some() {
        return Some("an API description");
    }
    if root.get("responses").is_some()
        && root.get("parameters").is_some()
        && root.get("resources").is_none()
    {
        return Some("an example of an API description");
    }
    None
}

/// What else Terraform prints as JSON, and how to get what can be checked.
fn of_terraform(root: &Node) -> Option<&'static str> {
    let has = |name: &str| root.get(name).is_some();
    if has("@level") && has("@message") {
        return Some(
            "it is the log of terraform plan -json; create a plan with terraform plan -out=tfplan and check terraform show -json tfplan",
        );
    }
    if has("terraform_version") && has("version") && (has("modules") || has("backend")) {
        return Some("it is a state of an older Terraform version; check terraform show -json");
    }
    if !has("format_version") {
        return None;
    }
    if has("provider_schemas") || has("function_signatures") {
        return Some("a description of providers or functions, not a plan or a state");
    }
    if has("diagnostics") && has("valid") {
        return Some(
            "it is the output of terraform validate; check the folder, or terraform show -json",
        );
    }
    Some("it is a Terraform plan or state without resources")
}

fn template_scope(root: &Node, schema: &str) -> Option<ScopeKind> {
    let file = schema.trim_end_matches('#').rsplit('/').next().unwrap_or_default();
    match file {
        "deploymenttemplate.json" => Some(ScopeKind::ResourceGroup),
        "subscriptiondeploymenttemplate.json" => Some(ScopeKind::Subscription),
        "managementgroupdeploymenttemplate.json" => Some(ScopeKind::ManagementGroup),
        "tenantdeploymenttemplate.json" => Some(ScopeKind::Tenant),
        _ => {
            let resources = root.get("resources")?;
            let shaped = matches!(resources.value, Value::Array(_) | Value::Object(_));
            let marked =
                root.get("contentVersion").is_some() || root.get("languageVersion").is_some();
            (shaped && marked).then_some(ScopeKind::ResourceGroup)
        }
    }
}

fn is_parameters(root: &Node) -> bool {
    if root.get("resources").is_some() || root.get("id").is_some() || root.get("type").is_some() {
        return false;
    }
    let Some(Value::Object(parameters)) = root.get("parameters").map(|node| &node.value) else {
        return false;
    };
    let given = |node: &Node| {
        ["value", "reference", "expression"].iter().any(|name| node.get(name).is_some())
    };
    !parameters.members().is_empty()
        && parameters.members().iter().all(|member| given(&member.value))
}
