//! Telling the resources of a template apart: loops, conditions, types and names, children in their parents.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use super::body::canonical_name;
use super::naming::of_full_child;
use crate::deployment::{
    CopyIteration, Deployment, DeploymentId, Env, ExpressionContext, Instance, LoopKind, Resources,
    Slot,
};
use crate::evaluate::{CopyCount, Engine};
use crate::expression::is_expression;
use crate::same_name;
use crate::{Node, Origin, ProblemKind, Reason, Span, Value};

/// What an instance of a resource costs besides its values: its name, its id, and what finds it.
const INSTANCE: u64 = 50;

/// A declaration on its way to its instances.
struct Declaration<'d> {
    deployment: &'d Deployment,
    node: &'d Node,
    symbolic_name: Option<&'d Arc<str>>,
    parent: Option<&'d Instance>,
}

impl Engine<'_> {
    /// The resources of a deployment, told apart when first asked for; none while that is going on.
    pub(super) fn resources(&self, deployment: &Deployment) -> Option<Rc<Resources>> {
        let list = || {
            let list = self.if_deployed(deployment.condition.as_ref(), || self.list(deployment));
            self.remember_ids(&list);
            Some(Rc::new(Resources::new(list)))
        };
        deployment.resources.get(&self.ledger, list, || None)
    }

    fn list(&self, deployment: &Deployment) -> Vec<Rc<Instance>> {
        let env = deployment.env(ExpressionContext::ResourceHead);
        let mut list = Vec::new();
        let Some(section) = deployment.template.get("resources") else {
            let message = "the template has no 'resources'";
            self.problem(ProblemKind::Structure, message, deployment.template.span());
            return list;
        };
        self.list_section(deployment, section, None, &env, &mut list);
        list
    }

    /// `resources` as an array, or with symbolic names as an object.
    fn list_section(
        &self,
        deployment: &Deployment,
        section: &Node,
        parent: Option<&Instance>,
        env: &Env,
        list: &mut Vec<Rc<Instance>>,
    ) {
        match &section.value {
            Value::Array(array) => {
                for node in array.items() {
                    let declaration = Declaration { deployment, node, symbolic_name: None, parent };
                    self.list_declaration(&declaration, env, list);
                }
            }
            Value::Object(object) => {
                for member in object.members() {
                    let symbolic_name = Some(&member.name);
                    let declaration =
                        Declaration { deployment, node: &member.value, symbolic_name, parent };
                    self.list_declaration(&declaration, env, list);
                }
            }
            Value::String(text) if is_expression(text) => {
                let made = self.resolve(section, env);
                if !made.is_unknown() && made.as_str().is_none() {
                    self.list_section(deployment, &made, parent, env, list);
                }
            }
            Value::Null => {}
            other => {
                let message =
                    format!("'resources' must be an array or an object, not {}", other.kind());
                self.problem(ProblemKind::Structure, message, section.span());
            }
        }
    }

    fn list_declaration(
        &self,
        declaration: &Declaration<'_>,
        env: &Env,
        list: &mut Vec<Rc<Instance>>,
    ) {
        if self.meter.is_spent() {
            return;
        }
        let Some(object) = declaration.node.as_object() else {
            let message =
                format!("a resource must be an object, not {}", declaration.node.value.kind());
            return self.problem(ProblemKind::Structure, message, declaration.node.span());
        };
        self.check_properties(declaration.deployment, declaration.node);
        // Azure passes over the loop of a child that stands in its parent.
        let looped = object.get("copy").filter(|copy| copy.as_object().is_some());
        let Some(copy) = looped.filter(|_| declaration.parent.is_none()) else {
            return self.list_turn(declaration, None, env, list);
        };
        let at = copy.span();
        let Some(loop_object) = copy.as_object() else { return };
        let name: Arc<str> = copy.get("name").and_then(Node::as_str).unwrap_or_default().into();
        match self.copy_count(loop_object, at, env) {
            CopyCount::Failed => {}
            CopyCount::Unknown(_) => {
                let env = env.turn(&name, None, LoopKind::Whole);
                self.list_turn(
                    declaration,
                    Some(CopyIteration { name, index: None, at }),
                    &env,
                    list,
                );
            }
            CopyCount::Known(0, _) => {
                // What a loop without a turn depends on is evaluated all the same.
                if let Some(waits) = declaration.node.get("dependsOn") {
                    self.resolve(waits, &env.turn(&name, None, LoopKind::Whole));
                }
            }
            CopyCount::Known(count, _) => {
                for index in (0..count).take_while(|_| !self.meter.is_spent()) {
                    let env = env.turn(&name, Some(index), LoopKind::Whole);
                    let turn = CopyIteration { name: name.clone(), index: Some(index), at };
                    self.list_turn(declaration, Some(turn), &env, list);
                }
            }
        }
    }

    fn list_turn(
        &self,
        declaration: &Declaration<'_>,
        turn: Option<CopyIteration>,
        env: &Env,
        list: &mut Vec<Rc<Instance>>,
    ) {
        let node = declaration.node;
        self.charge(INSTANCE, 0, node.span());
        if turn.as_ref().is_some_and(|turn| turn.index.is_some_and(|index| index > 0)) {
            self.charge_copy(node, node.span());
        }
        let mut condition = self.condition(node, env);
        if let Some(CopyIteration { index: None, at, .. }) = &turn
            && !matches!(condition.value, Value::Bool(false))
        {
            condition = self.uncounted(node, *at, env);
        }
        let deployed = matches!(condition.value, Value::Bool(true));
        let make = || self.instance(declaration, turn, condition, env);
        // What is not deployed, or perhaps not, may be nonsense.
        let instance = if deployed { make() } else { self.ledger.quietly(make) };
        let Some(instance) = instance else { return };
        let instance = Rc::new(instance);
        list.push(instance.clone());
        // The resources in a deployment are its template's; those in another resource are its children.
        if let Some(children) = node.get("resources") {
            self.list_section(declaration.deployment, children, Some(&instance), env, list);
        }
    }

    /// A loop of unknown length: whether there is any such resource is not known.
    fn uncounted(&self, node: &Node, at: Span, env: &Env) -> Node {
        let copy = node.get("copy").and_then(Node::as_object);
        let count = copy.and_then(|copy| copy.get("count")).map(|count| self.resolve(count, env));
        let reason = count.as_ref().and_then(|count| count.as_unknown());
        let (reason, residual) = match reason {
            Some(unknown) => (unknown.reason.clone(), format!("greater({}, 0)", unknown.residual)),
            None => (Reason::Runtime("copy".into()), "greater(copyIndex(), 0)".into()),
        };
        Node::unknown(reason, residual, Origin::computed("copy", at, Vec::new()))
    }

    fn condition(&self, node: &Node, env: &Env) -> Node {
        let Some(written) = node.get("condition").filter(|written| !written.is_null()) else {
            return Node::written(Value::Bool(true), node.span());
        };
        let condition = self.resolve(written, env);
        match &condition.value {
            Value::Bool(_) | Value::Unknown(_) => condition,
            // Azure takes whatever isn't false for true.
            other => {
                let text = condition.as_str().is_some_and(|text| same_name(text, "false"));
                let wrong = matches!(other, Value::Array(_) | Value::Object(_));
                if wrong {
                    let message = format!("a condition must be a bool, not {}", other.kind());
                    return self.failed(
                        ProblemKind::ArgumentType,
                        message,
                        written.span(),
                        "true()",
                    );
                }
                Node { value: Value::Bool(!text), origin: condition.origin }
            }
        }
    }

    fn instance(
        &self,
        declaration: &Declaration<'_>,
        turn: Option<CopyIteration>,
        condition: Node,
        env: &Env,
    ) -> Option<Instance> {
        let Declaration { deployment, node, symbolic_name, parent } = declaration;
        let own_type = self.type_of(node, env)?;
        let parent = parent.filter(|_| !is_full(&own_type));
        let kind: Arc<str> = match parent {
            Some(parent) => format!("{}/{own_type}", parent.kind).into(),
            None => own_type,
        };
        let (mut name, segments) = self.name_of(node, parent, env);
        if declaration.parent.is_some() && parent.is_none() {
            name = of_full_child(name);
        }
        let existing = node.get("existing").and_then(Node::as_bool).unwrap_or_default();
        let id = self.identity(deployment, node, &kind, &name, &segments, env);
        let skipped = matches!(condition.value, Value::Bool(false));
        let of_uncounted = declaration.parent.filter(|parent| parent.uncounted);
        let uncounted =
            of_uncounted.is_some() || turn.as_ref().is_some_and(|turn| turn.index.is_none());
        let inherited = of_uncounted.and_then(|parent| parent.condition.clone());
        Some(Instance {
            deployment: deployment.id,
            declaration: (*node).clone(),
            env: Env { place: ExpressionContext::Resource, ..env.clone() },
            kind,
            name,
            segments,
            id,
            symbolic_name: symbolic_name.cloned(),
            turn,
            existing,
            condition: condition
                .is_unknown()
                .then_some(condition)
                .or(inherited)
                .or_else(|| deployment.condition.clone()),
            uncounted,
            skipped,
            body: Slot::default(),
            settled: OnceCell::new(),
            nested: Slot::default(),
        })
    }

    /// The resource that is declared by this symbolic name, while the resources are not yet told apart.
    pub(super) fn declared_instance(&self, home: DeploymentId, name: &str) -> Option<Rc<Instance>> {
        let deployment = self.deployment(home);
        let node = deployment.template.get("resources")?.as_object()?.get(name)?;
        let is_one = node.get("copy").is_none();
        let name: Arc<str> = name.into();
        let declaration =
            Declaration { deployment: &deployment, node, symbolic_name: Some(&name), parent: None };
        let env = deployment.env(ExpressionContext::ResourceHead);
        let condition = Node::written(Value::Bool(true), node.span());
        let mut made = None;
        let make = || {
            made = self.instance(&declaration, None, condition, &env);
            node.clone()
        };
        if is_one {
            // A name that rests on itself ends where values wait for each other too long.
            self.deeper(node.span(), "", || self.ledger.quietly(make));
        }
        made.map(Rc::new)
    }

    /// What Azure asks of every resource, whatever its type.
    fn check_properties(&self, deployment: &Deployment, node: &Node) {
        for member in node.members() {
            if canonical_name(&member.name).is_none() {
                let message = format!("a resource has no property '{}' at its top", member.name);
                self.problem(ProblemKind::Structure, message, member.name_span);
            }
        }
        let has = |name: &str| node.get(name).is_some_and(|value| !value.is_null());
        if !has("apiVersion")
            && !has("import")
            && !has("extension")
            && deployment.template.get("apiProfile").is_none_or(Node::is_null)
        {
            let message = "the resource has no apiVersion";
            self.problem(ProblemKind::Structure, message, node.span());
        }
    }

    fn type_of(&self, node: &Node, env: &Env) -> Option<Arc<str>> {
        let Some(written) = node.get("type") else {
            self.problem(ProblemKind::Structure, "the resource has no type", node.span());
            return None;
        };
        let resolved = self.resolve(written, env);
        if written.as_str().is_some_and(is_expression) && !resolved.is_unknown() {
            let message = "a resource's type can't be an expression";
            self.problem(ProblemKind::Structure, message, written.span());
        }
        match &resolved.value {
            Value::String(kind) => Some(kind.clone()),
            Value::Unknown(unknown) => Some(format!("[{}]", unknown.residual).into()),
            other => {
                let message = format!("a resource's type must be a string, not {}", other.kind());
                self.problem(ProblemKind::Structure, message, written.span());
                None
            }
        }
    }
}

/// Whether what stands in a parent names its whole type: with its parents' types, or with a namespace of its own.
fn is_full(own: &str) -> bool {
    own.split_once('/').is_some_and(|(namespace, _)| namespace.contains('.'))
}
