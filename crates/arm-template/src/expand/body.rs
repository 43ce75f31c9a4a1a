//! A resource with its expressions evaluated.

use crate::deployment::{Env, ExpressionContext, Instance, is_deployment, property_loops};
use crate::evaluate::Engine;
use crate::same_name;
use crate::{Member, Node, Origin, ProblemKind, Reason, Value};

impl Engine<'_> {
    /// Runs without noting problems where it is not known whether the thing is deployed at all.
    pub(super) fn if_deployed<T>(&self, condition: Option<&Node>, run: impl FnOnce() -> T) -> T {
        match condition {
            Some(_) => self.ledger.quietly(run),
            None => run(),
        }
    }

    /// The resource with its expressions evaluated; without its children, its loop and its condition.
    pub(super) fn body(&self, instance: &Instance) -> Node {
        self.if_deployed(instance.condition.as_ref(), || self.body_once(instance))
    }

    fn body_once(&self, instance: &Instance) -> Node {
        let evaluate =
            || self.deeper(instance.declaration.span(), "null()", || self.evaluate_body(instance));
        let circle = || {
            let message = format!(
                "resource '{}' refers to itself, directly or through others",
                instance.title()
            );
            self.failed(
                ProblemKind::CircularReference,
                message,
                instance.declaration.span(),
                "null()",
            )
        };
        instance.body.get(&self.ledger, evaluate, circle)
    }

    fn evaluate_body(&self, instance: &Instance) -> Node {
        let declared = instance.declaration.members();
        let mut members = Vec::with_capacity(declared.len());
        let own_place = is_deployment(&instance.kind) || instance.existing;
        for member in declared {
            let name = canonical_name(&member.name);
            if &*member.name == "@options" {
                continue;
            }
            match name {
                Some("resources" | "copy" | "condition" | "existing" | "import" | "extension") => {}
                // Only deployments go elsewhere; Azure passes over these in other resources.
                Some("resourceGroup" | "subscriptionId") if !own_place => {}
                Some("properties") => members.push(Member {
                    name: "properties".into(),
                    value: self.evaluate_properties(instance, &member.value),
                    ..member.clone()
                }),
                Some("name") => members.push(Member {
                    name: "name".into(),
                    value: self.resource_name(&member.value, &instance.env),
                    ..member.clone()
                }),
                Some(name) => {
                    let mut env = instance.env.clone();
                    if let Some(fixed) = FIXED.iter().find(|fixed| **fixed == name) {
                        env.place = ExpressionContext::Fixed(fixed);
                    }
                    let resolved = self.resolve_member(member, &env);
                    members.push(Member { name: name.into(), ..resolved });
                }
                None => members.push(self.resolve_member(member, &instance.env)),
            }
        }
        if instance.version().is_none()
            && !members.iter().any(|member| same_name(&member.name, "apiVersion"))
            && !instance.name.is_null()
        {
            let reason = Reason::Runtime("the API profile".into());
            let origin = Origin::computed("apiProfile", instance.declaration.span(), Vec::new());
            members.push(Member {
                name: "apiVersion".into(),
                name_span: instance.declaration.span(),
                value: Node::unknown(reason, "defaultApiVersion()", origin),
            });
        }
        Node { value: Value::object(members), origin: instance.origin() }
    }

    fn evaluate_properties(&self, instance: &Instance, properties: &Node) -> Node {
        let nested = is_deployment(&instance.kind);
        let policy = is_policy(&instance.kind);
        if !nested && !policy {
            return self.resolve(properties, &instance.env);
        }
        let Some(object) = properties.as_object() else {
            return self.resolve(properties, &instance.env);
        };
        let mut members = Vec::with_capacity(object.members().len());
        for member in object.members() {
            // A nested template is a deployment of its own, and its parameters are evaluated with it.
            if nested && ["template", "parameters"].iter().any(|name| same_name(&member.name, name))
            {
                continue;
            }
            // The `copy` of a policy rule is the policy's own.
            let plain = policy && same_name(&member.name, "policyRule");
            let env = Env { plain_copy: plain, ..instance.env.clone() };
            if !plain && let Some(loops) = property_loops(member) {
                self.resolve_loops(loops, &env, &mut members);
            } else {
                members.push(self.resolve_member(member, &env));
            }
        }
        Node { value: Value::object(members), origin: properties.origin.clone() }
    }
}

/// What Azure reads before the deployment begins, so that no resource can be asked for it.
const FIXED: [&str; 8] =
    ["type", "apiVersion", "location", "dependsOn", "identity", "kind", "plan", "zones"];

/// The properties at the top of a resource, as Azure spells them. Another one makes the template invalid.
const TOP: [&str; 32] = [
    "@options",
    "apiVersion",
    "asserts",
    "comments",
    "condition",
    "copy",
    "dependsOn",
    "eTag",
    "existing",
    "extendedLocation",
    "extension",
    "id",
    "identity",
    "import",
    "kind",
    "location",
    "managedBy",
    "managedByExtended",
    "metadata",
    "name",
    "placement",
    "plan",
    "properties",
    "resourceGroup",
    "resources",
    "scale",
    "scope",
    "sku",
    "subscriptionId",
    "tags",
    "type",
    "zones",
];

/// The property's name as Azure spells it; none when there is no such property at the top of a resource.
pub(super) fn canonical_name(written: &str) -> Option<&'static str> {
    TOP.into_iter().find(|name| same_name(name, written))
}

fn is_policy(kind: &str) -> bool {
    ["Microsoft.Authorization/policyDefinitions", "Microsoft.Authorization/policySetDefinitions"]
        .iter()
        .any(|policy| same_name(kind, policy))
}
