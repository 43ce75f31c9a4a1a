//! Nested and linked deployments: a template in a template.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use std::sync::Arc;

use super::deployment::Deployment;
use super::instance::{Instance, Nested};
use super::names::{Given, Names, given_by};
use super::slot::Slot;
use super::target::Target;
use crate::evaluate::{Engine, Env, problem};
use crate::object::same_name;
use crate::{By, Link, LoadError, Node, Origin, ProblemKind, ScopeKind, Value};

impl Engine<'_> {
    /// The deployment that a resource of that type stands for; none when its template is not known.
    pub(crate) fn nested(&self, instance: &Instance) -> Option<Rc<Deployment>> {
        match &*instance.nested.borrow() {
            Nested::Done(nested) => return nested.clone(),
            Nested::Busy => {
                let message = format!("deployment '{}' needs its own outputs", instance.title());
                self.problem(ProblemKind::CircularReference, message, instance.declaration.span());
                return None;
            }
            Nested::Waiting => {}
        }
        *instance.nested.borrow_mut() = Nested::Busy;
        let nested = if instance.existing || instance.skipped { None } else { self.nest(instance) };
        *instance.nested.borrow_mut() = Nested::Done(nested.clone());
        nested
    }

    fn nest(&self, instance: &Instance) -> Option<Rc<Deployment>> {
        let around = self.deployment(instance.deployment);
        let at = instance.declaration.span();
        if around.path.len() >= self.limits.templates {
            let message =
                format!("more than {} templates are nested in each other", self.limits.templates);
            self.problem(ProblemKind::Limit, message, at);
            return None;
        }
        let properties = instance.declaration.get("properties")?;
        let (template, linked, address) = self.template_of(properties, &instance.env)?;
        let inner = linked || self.is_inner(properties, &instance.env);
        let given = self.passed_parameters(instance, properties);
        let mut place = self.target_of(&instance.declaration, &around.place, &instance.env);
        place.scope.deployment_name = instance.name.as_str().map(Into::into);
        let path = around.path.iter().cloned().chain([instance.title()]).collect();
        let names = Names::declare(self, &template, &given);
        let nested = self.add(|id| Deployment {
            id,
            template,
            names,
            sees: if inner { id } else { around.sees },
            place,
            path,
            loops: if inner { None } else { instance.env.loops.clone() },
            address: address.or_else(|| around.address.clone().filter(|_| !linked)),
            values_given: true,
            resources: OnceCell::new(),
            listing: Cell::new(false),
            outputs: Slot::default(),
        });
        if inner {
            self.check_parameters(&nested, &given);
        }
        Some(nested)
    }

    fn is_inner(&self, properties: &Node, env: &Env) -> bool {
        let scope =
            properties.get("expressionEvaluationOptions").and_then(|options| options.get("scope"));
        let scope = scope.map(|scope| self.resolve(scope, env));
        scope.as_ref().and_then(Node::as_str).is_some_and(|word| same_name(word, "inner"))
    }

    /// The template, whether it is linked, and its address if so.
    fn template_of(&self, properties: &Node, env: &Env) -> Option<(Node, bool, Option<Arc<str>>)> {
        if let Some(template) = properties.get("template").filter(|template| !template.is_null()) {
            if template.as_object().is_some() {
                return Some((template.clone(), false, None));
            }
            let resolved = self.resolve(template, env);
            return resolved.as_object().is_some().then_some((resolved, true, None));
        }
        let link = properties.get("templateLink")?;
        let template = self.load(link, env)?;
        let address = self.loader.address(template.span().source);
        Some((template, true, address))
    }

    /// The document that `templateLink` or `parametersLink` names.
    fn load(&self, written: &Node, env: &Env) -> Option<Node> {
        let link = self.resolve(written, env);
        let relative = link.get("relativePath").filter(|path| !path.is_null());
        let named = relative.or_else(|| link.get("uri"))?;
        let name = named.as_str()?;
        let from = written.span().source;
        let link = if relative.is_some() { Link::Relative(name) } else { Link::Uri(name) };
        match self.loader.load(from, link) {
            Ok(parsed) => {
                parsed.problems.into_iter().for_each(|problem| self.note(problem));
                let node = parsed.node?;
                self.sources.add(&node);
                Some(node)
            }
            Err(LoadError::NotFound(why)) => {
                self.note(problem(ProblemKind::LinkedTemplate, why, named.origin.at()));
                None
            }
            Err(LoadError::Remote) => None,
        }
    }

    /// The values that the deployment passes to its template, evaluated where they are written.
    fn passed_parameters(&self, instance: &Instance, properties: &Node) -> Vec<(Arc<str>, Given)> {
        let mut given = Vec::new();
        if let Some(link) = properties.get("parametersLink").filter(|link| !link.is_null())
            && let Some(document) = self.load(link, &instance.env)
        {
            given.extend(given_by(&document));
        }
        let Some(written) = properties.get("parameters") else { return given };
        let values = self.resolve(written, &instance.env);
        for member in values.members() {
            if let Some(passed) = super::names::given(&member.value) {
                given.push((member.name.clone(), passed));
            }
        }
        given
    }

    /// Where a nested deployment (or an existing resource) goes: its own subscription, resource group or scope, else where its template goes.
    pub(crate) fn target_of(&self, declaration: &Node, around: &Target, env: &Env) -> Target {
        let read = |name: &str| {
            declaration.get(name).filter(|node| !node.is_null()).map(|node| self.resolve(node, env))
        };
        let mut target = around.clone();
        let subscription = read("subscriptionId");
        let group = read("resourceGroup");
        if let Some(subscription) = &subscription {
            target.scope.kind = ScopeKind::Subscription;
            target.scope.subscription_id = subscription.as_str().map(Into::into);
            target.unknown_subscription =
                subscription.as_unknown().map(|unknown| unknown.residual.clone());
            target.scope.resource_group = None;
        }
        if let Some(group) = &group {
            target.scope.kind = ScopeKind::ResourceGroup;
            if around.scope.resource_group.as_deref() != group.as_str() {
                target.scope.location = None;
                target.scope.tags = None;
            }
            target.scope.resource_group = group.as_str().map(Into::into);
            target.unknown_group = group.as_unknown().map(|unknown| unknown.residual.clone());
        }
        if let Some(scope) = read("scope").as_ref().and_then(Node::as_str) {
            rescope(&mut target, scope);
        }
        if target.scope.kind != ScopeKind::ResourceGroup
            && let Some(location) = read("location")
        {
            target.scope.location = location.as_str().map(Into::into);
        }
        target
    }

    /// The outputs of a deployment as `reference()` gives them: `{ "name": { "type": …, "value": … } }`.
    pub(crate) fn outputs(&self, deployment: &Deployment) -> Node {
        let span =
            deployment.template.get("outputs").map_or(deployment.template.span(), Node::span);
        let title = deployment.path.last().cloned().unwrap_or_else(|| "deployment".into());
        let evaluate = || {
            self.deeper(span, "null()", || {
                let outputs = self.evaluate_outputs(deployment);
                let members =
                    outputs.into_iter().map(|output| output.into_member(&title)).collect();
                Node::written(Value::object(members), span)
            })
        };
        let circle = || {
            let message = format!("the outputs of '{title}' depend on themselves");
            self.failed(ProblemKind::CircularReference, message, span, "null()")
        };
        deployment.outputs.get(self, evaluate, circle)
    }
}

/// A `scope` such as `/`, `Microsoft.Management/managementGroups/name` or `/subscriptions/…/resourceGroups/…`.
fn rescope(target: &mut Target, scope: &str) {
    let parts: Vec<&str> = scope.split('/').filter(|part| !part.is_empty()).collect();
    let after = |name: &str| {
        let place = parts.iter().position(|part| same_name(part, name))?;
        parts.get(place + 1).map(|part| Arc::from(*part))
    };
    if parts.is_empty() {
        target.scope.kind = ScopeKind::Tenant;
    } else if let Some(group) = after("managementGroups") {
        target.scope.kind = ScopeKind::ManagementGroup;
        target.scope.management_group = Some(group);
    } else if let Some(subscription) = after("subscriptions") {
        target.scope.subscription_id = Some(subscription);
        target.scope.resource_group = after("resourceGroups");
        target.scope.kind = match target.scope.resource_group {
            Some(_) => ScopeKind::ResourceGroup,
            None => ScopeKind::Subscription,
        };
    }
}

/// An output with its value.
pub(crate) struct Evaluated {
    pub(crate) name: Arc<str>,
    pub(crate) name_span: crate::Span,
    pub(crate) kind: Arc<str>,
    pub(crate) kind_origin: Origin,
    pub(crate) at: crate::Span,
    pub(crate) value: Node,
}

impl Evaluated {
    fn into_member(self, deployment: &str) -> crate::Member {
        let by = By::Output(format!("{deployment}.{}", self.name).into());
        let value = Node {
            value: self.value.value,
            origin: Origin::passed(by, self.at, self.value.origin),
        };
        let kind = Node { value: Value::String(self.kind), origin: self.kind_origin };
        let member = |name: &str, value: Node| crate::Member {
            name: name.into(),
            name_span: self.name_span,
            value,
        };
        let whole = Value::object(vec![member("type", kind), member("value", value)]);
        crate::Member {
            name: self.name,
            name_span: self.name_span,
            value: Node::written(whole, self.at),
        }
    }
}
