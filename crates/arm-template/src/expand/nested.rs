//! Nested and linked deployments: a template in a template.

use std::rc::Rc;
use std::sync::Arc;

use crate::deployment::{
    Deployment, Env, Instance, Names, PassedValue, Slot, TargetScope, given_by, given_in, problem,
};
use crate::evaluate::Engine;
use crate::functions::is_subscription_id;
use crate::same_name;
use crate::{LoadError, Node, Origin, ProblemKind, Reason, ScopeKind, TemplateLink, Value};

impl Engine<'_> {
    /// The deployment that a resource of that type stands for; or why its template is not known.
    pub(super) fn nested(&self, instance: &Instance) -> Result<Rc<Deployment>, Reason> {
        let circle = || {
            let message = format!("deployment '{}' needs its own outputs", instance.title());
            let reason = Reason::Failed(message.as_str().into());
            self.problem(ProblemKind::CircularReference, message, instance.declaration.span());
            Err(reason)
        };
        let nest = || instance.nested.get(&self.ledger, || self.nest(instance), circle);
        self.if_deployed(instance.condition.as_ref(), nest)
    }

    fn nest(&self, instance: &Instance) -> Result<Rc<Deployment>, Reason> {
        let runtime = || Reason::Runtime("reference".into());
        if instance.existing || instance.skipped {
            return Err(runtime());
        }
        let around = self.deployment(instance.deployment);
        let at = instance.declaration.span();
        if around.path.len() >= self.limits.templates {
            let most = self.limits.templates;
            let message = format!("more than {most} templates are nested in each other");
            self.problem(ProblemKind::Limit, message.as_str(), at);
            return Err(Reason::Limit(message.into()));
        }
        if self.deployments_made() > self.limits.deployments {
            let most = self.limits.deployments;
            let message =
                format!("more than {most} nested deployments are made; the rest is not evaluated");
            self.problem(ProblemKind::Limit, message.as_str(), at);
            self.meter.spend();
            return Err(Reason::Limit(message.into()));
        }
        let properties = instance.declaration.get("properties").ok_or_else(runtime)?;
        let template = self.template_of(properties, instance).inspect_err(|_| {
            // What is passed may be wrong whatever the template does with it.
            let passed = properties.get("parameters");
            passed.map(|passed| self.resolve(passed, &instance.env));
        })?;
        let linked = template.linked;
        let inner = linked || self.is_inner(properties, &instance.env, &around);
        if self.predicts
            && !inner
            && let Some(reason) = self.left_open(&template.node, &instance.env)
        {
            return Err(reason);
        }
        let given = self.passed_parameters(instance, properties, &template.node);
        let place = self.place_of(instance, &around, &template.node);
        let mut names = Names::declare(&self.ledger, &template.node, &given);
        if let Some(entries) = properties.get("parameters") {
            names.note_written(entries, &instance.env);
        }
        let mode = properties.get("mode").map(|mode| self.resolve(mode, &instance.env));
        let nested = self.add(|id| Deployment {
            id,
            template: template.node,
            names,
            sees: if inner { id } else { around.sees },
            place,
            path: around.path.iter().cloned().chain([instance.title()]).collect(),
            loops: if inner { None } else { instance.env.loops.clone() },
            address: template.address.or_else(|| around.address.clone().filter(|_| !linked)),
            condition: instance.condition.clone(),
            unescaped: if linked { 0 } else { around.unescaped + u8::from(around.is_outer()) },
            mode,
            values_given: true,
            wants_values: false,
            resources: Slot::default(),
            outputs: Slot::default(),
        });
        self.check_document(&nested);
        if inner {
            self.check_declared(&nested, &given);
        }
        Ok(nested)
    }

    /// Why Azure can't look into a template yet whose expressions are evaluated with those around it: some of what it
    /// deploys is known only when it is deployed.
    fn left_open(&self, template: &Node, env: &Env) -> Option<Reason> {
        let resources = template.get("resources")?;
        let resolved = self.ledger.quietly(|| self.resolve(resources, env));
        self.open_part(&resolved)
    }

    /// Why a part of the value is not known before the deployment; a secret isn't, either.
    fn open_part(&self, node: &Node) -> Option<Reason> {
        match &node.value {
            Value::Unknown(unknown) => {
                let failed = matches!(unknown.reason, Reason::Failed(_) | Reason::Limit(_));
                (!failed).then(|| unknown.reason.clone())
            }
            Value::Array(array) => array.items().iter().find_map(|item| self.open_part(item)),
            Value::Object(object) => {
                object.members().iter().find_map(|member| self.open_part(&member.value))
            }
            _ if self.secrets.borrow().hold_given(node) => Some(Reason::Secret),
            _ => None,
        }
    }

    /// Where the template of a nested deployment goes, and what is known of that place.
    fn place_of(&self, instance: &Instance, around: &Deployment, template: &Node) -> TargetScope {
        let declaration = &instance.declaration;
        let mut place = self.target_of(declaration, &around.place, &instance.env);
        if place.scope.kind == around.place.scope.kind
            && declaration
                .get("scope")
                .is_some_and(|scope| self.resolve(scope, &instance.env).is_unknown())
        {
            unknown_scope(&mut place, template);
        }
        place.scope.deployment_name = instance.name.as_str().map(Into::into);
        let has_location = declaration.get("location").is_some_and(|location| !location.is_null());
        let needs_location = match place.scope.kind {
            ScopeKind::ResourceGroup => false,
            _ => !has_location,
        };
        if needs_location {
            let message = format!(
                "deployment '{}' needs a 'location', for it doesn't go to a resource group",
                instance.title()
            );
            self.problem(ProblemKind::Structure, message, declaration.span());
        }
        if place.scope.kind == ScopeKind::ResourceGroup
            && place.scope.subscription_id.is_none()
            && place.unknown_subscription.is_none()
        {
            let message = format!(
                "deployment '{}' goes to a resource group and needs a 'subscriptionId'",
                instance.title()
            );
            self.problem(ProblemKind::Structure, message, declaration.span());
        }
        self.know_group(&mut place);
        place
    }

    /// A resource group that a template makes tells its location and its tags to what is deployed into it.
    fn know_group(&self, place: &mut TargetScope) {
        let scope = &place.scope;
        let (ScopeKind::ResourceGroup, None, true, Some(subscription), Some(group)) = (
            scope.kind,
            &scope.location,
            place.is_known(),
            &scope.subscription_id,
            &scope.resource_group,
        ) else {
            return;
        };
        let id = format!("/subscriptions/{subscription}/resourceGroups/{group}");
        let Some(made) = self.find_anywhere(&id) else { return };
        let read = |name: &str| {
            let written = made.declaration.get(name).filter(|node| !node.is_null())?;
            Some(self.ledger.quietly(|| self.resolve(written, &made.env)))
        };
        place.scope.location = read("location").and_then(|node| node.as_str().map(Into::into));
        place.scope.tags = read("tags").filter(|node| !node.is_unknown());
    }

    /// Whether the template sees its own names: when it says so, and in templates with a languageVersion unless it says
    /// the contrary.
    fn is_inner(&self, properties: &Node, env: &Env, around: &Deployment) -> bool {
        let scope = properties.at("expressionEvaluationOptions.scope");
        let scope = scope.map(|scope| self.resolve(scope, env));
        match scope.as_ref().and_then(Node::as_str) {
            Some(word) if same_name(word, "inner") => true,
            Some(word) if same_name(word, "outer") => false,
            _ => around.has_symbolic_names(),
        }
    }

    fn template_of(
        &self,
        properties: &Node,
        instance: &Instance,
    ) -> Result<NestedTemplate, Reason> {
        if let Some(template) = properties.get("template").filter(|template| !template.is_null()) {
            if template.as_object().is_some() {
                // It may be a document of its own that was put in here.
                self.sources.add(template);
                return Ok(NestedTemplate { node: template.clone(), linked: false, address: None });
            }
            let node = self.resolve(template, &instance.env);
            return match node.as_unknown() {
                Some(unknown) => Err(unknown.reason.clone()),
                None => Ok(NestedTemplate { node, linked: true, address: None }),
            };
        }
        let Some(link) = properties.get("templateLink").filter(|link| !link.is_null()) else {
            let message = format!("deployment '{}' has no template", instance.title());
            self.problem(ProblemKind::Structure, message.as_str(), properties.span());
            return Err(Reason::Failed(message.into()));
        };
        let node = self.load(link, &instance.env)?;
        let address = self.loader.address(node.span().source);
        Ok(NestedTemplate { node, linked: true, address })
    }

    /// The document that `templateLink` or `parametersLink` names.
    fn load(&self, written: &Node, env: &Env) -> Result<Node, Reason> {
        let link = self.resolve(written, env);
        let part = |name: &str| link.get(name).filter(|part| !part.is_null());
        let relative = part("relativePath");
        let Some(named) = relative.or_else(|| part("uri")).or_else(|| part("id")) else {
            return Err(Reason::Linked("behind this link".into()));
        };
        let name = match &named.value {
            Value::String(name) => name,
            Value::Unknown(unknown) => return Err(unknown.reason.clone()),
            other => {
                let message = format!("a link must be a string, not {}", other.kind());
                self.problem(ProblemKind::LinkedTemplate, message.as_str(), named.span());
                return Err(Reason::Failed(message.into()));
            }
        };
        let missing = || Reason::Linked(format!("'{name}'").into());
        let from = written.span().source;
        let link = match (relative, part("uri")) {
            (Some(_), _) => TemplateLink::Relative(name),
            (None, Some(_)) => TemplateLink::Uri(name),
            // A template spec lives in a subscription.
            (None, None) => return Err(missing()),
        };
        if !self.meter.has_room(self.limits) {
            let message =
                "a linked template is needed too deep inside of values that wait for each other";
            self.problem(ProblemKind::Limit, message, named.span());
            return Err(Reason::Limit(message.into()));
        }
        match self.loader.load(from, link) {
            Ok(parsed) => {
                self.note_all(parsed.problems);
                let node = parsed.node.ok_or_else(missing)?;
                self.sources.add(&node);
                Ok(node)
            }
            Err(LoadError::NotFound(why)) => {
                self.note(problem(ProblemKind::LinkedTemplate, why, named.origin.at()));
                Err(missing())
            }
            Err(LoadError::Refused(why)) => Err(Reason::Linked(format!("'{name}' ({why})").into())),
            Err(LoadError::Remote) => Err(missing()),
        }
    }

    /// The values that the deployment passes to its template, evaluated where they are written.
    fn passed_parameters(
        &self,
        instance: &Instance,
        properties: &Node,
        template: &Node,
    ) -> Vec<(Arc<str>, PassedValue)> {
        let mut given = Vec::new();
        if let Some(link) = properties.get("parametersLink").filter(|link| !link.is_null())
            && let Ok(document) = self.load(link, &instance.env)
        {
            given.extend(given_by(&document));
        }
        let Some(written) = properties.get("parameters") else { return given };
        let values = self.resolve(written, &instance.env);
        if let Some(whole) = values.as_unknown() {
            // Whatever they are, they are not missing.
            let names = template.get("parameters").map(Node::members).unwrap_or_default();
            given.extend(names.iter().map(|member| {
                let residual = format!(
                    "{}{}.value",
                    whole.residual,
                    crate::expression::accessor(&member.name)
                );
                let value = Node::unknown(whole.reason.clone(), residual, values.origin.clone());
                (member.name.clone(), PassedValue::Value(value))
            }));
        }
        for member in values.members() {
            if let Some(passed) = given_in(&member.value) {
                given.push((member.name.clone(), passed));
            }
        }
        given
    }

    /// Where a nested deployment (or an existing resource) goes: its own subscription, resource group or scope, else where its template goes.
    pub(super) fn target_of(
        &self,
        declaration: &Node,
        around: &TargetScope,
        env: &Env,
    ) -> TargetScope {
        // Null and an empty text say no more than nothing.
        let read = |name: &str| {
            let value = self.resolve(declaration.get(name)?, env);
            let empty = value.is_null() || value.as_str() == Some("");
            (!empty).then_some(value)
        };
        let mut target = around.clone();
        let subscription = read("subscriptionId");
        let group = read("resourceGroup");
        if let Some(subscription) = &subscription {
            if let Some(id) = subscription.as_str().filter(|id| !is_subscription_id(id)) {
                let message = format!("'{id}' is no subscription's id");
                self.problem(ProblemKind::ArgumentValue, message, subscription.span());
            }
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
        if let Some(scope) = read("scope").as_ref().and_then(Node::as_str)
            && !(self.predicts && stays(around.scope.kind, scope))
        {
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
    pub(super) fn outputs(&self, deployment: &Deployment) -> Node {
        let span =
            deployment.template.get("outputs").map_or(deployment.template.span(), Node::span);
        let title = deployment.title();
        let evaluate = || {
            self.deeper(span, "null()", || {
                let outputs = self.evaluate_outputs(deployment);
                let members = outputs.into_iter().map(EvaluatedOutput::into_member).collect();
                Node::written(Value::object(members), span)
            })
        };
        let circle = || {
            let message = format!("the outputs of '{title}' depend on themselves");
            self.failed(ProblemKind::CircularReference, message, span, "null()")
        };
        let outputs = || deployment.outputs.get(&self.ledger, evaluate, circle);
        self.if_deployed(deployment.condition.as_ref(), outputs)
    }
}

/// A template that a deployment deploys.
struct NestedTemplate {
    node: Node,
    /// A document of its own, or made by an expression: it sees only its own names.
    linked: bool,
    /// The address it could be linked under.
    address: Option<Arc<str>>,
}

/// A `scope` such as `/`, `Microsoft.Management/managementGroups/name` or `/subscriptions/…/resourceGroups/…`.
fn rescope(target: &mut TargetScope, scope: &str) {
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

/// Whether Azure's prediction passes over the scope: it leads from a subscription to a management group, or from there to
/// the tenant. The documentation of deployment scopes knows the latter.
fn stays(around: ScopeKind, scope: &str) -> bool {
    match around {
        ScopeKind::Subscription => scope.split('/').any(|part| same_name(part, "managementGroups")),
        ScopeKind::ManagementGroup => scope.split('/').all(str::is_empty),
        _ => false,
    }
}

/// The types of outputs.
const TYPES: [&str; 7] =
    ["Array", "Bool", "Int", "Object", "SecureObject", "SecureString", "String"];

/// A scope that is not known: its kind follows from the schema of what is deployed there.
fn unknown_scope(target: &mut TargetScope, template: &Node) {
    let schema = template.get("$schema").and_then(Node::as_str).unwrap_or_default();
    let schema = schema.to_ascii_lowercase();
    let left: Arc<str> = "null()".into();
    if schema.contains("/managementgroupdeploymenttemplate.json") {
        target.scope.kind = ScopeKind::ManagementGroup;
        target.unknown_management_group = Some(left);
    } else if schema.contains("/subscriptiondeploymenttemplate.json") {
        target.scope.kind = ScopeKind::Subscription;
        target.unknown_subscription = Some(left);
    } else if schema.contains("/deploymenttemplate.json") {
        target.scope.kind = ScopeKind::ResourceGroup;
        target.unknown_subscription = Some(left.clone());
        target.unknown_group = Some(left);
        target.scope.location = None;
        target.scope.tags = None;
    }
}

/// An output with its value.
pub(super) struct EvaluatedOutput {
    pub(super) name: Arc<str>,
    pub(super) name_span: crate::Span,
    pub(super) kind: Arc<str>,
    pub(super) kind_origin: Origin,
    /// Where the whole output is written.
    pub(super) at: crate::Span,
    pub(super) value: Node,
}

impl EvaluatedOutput {
    fn into_member(self) -> crate::Member {
        // Azure answers with its own spelling of the types.
        let spelled = TYPES.iter().find(|name| same_name(name, &self.kind));
        let kind = spelled.map_or(self.kind.clone(), |name| (*name).into());
        let kind = Node { value: Value::String(kind), origin: self.kind_origin };
        let member = |name: &str, value: Node| crate::Member {
            name: name.into(),
            name_span: self.name_span,
            value,
        };
        let whole = Value::object(vec![member("type", kind), member("value", self.value)]);
        let value = Node::written(whole, self.at);
        crate::Member { name: self.name, name_span: self.name_span, value }
    }
}
