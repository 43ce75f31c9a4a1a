//! `reference()` and its like: what the template itself writes into the resource; the rest only the running resource knows.

mod find;
mod settled;

use std::rc::Rc;
use std::sync::Arc;

use super::{Engine, ExpressionText, Site};
use crate::deployment::{Env, ExpressionContext, Instance, is_deployment};
use crate::expression::{
    Access, CallExpression, Callee, Expression, ExpressionKind, Form, Selector, TermExpression,
    is_expression,
};
use crate::{By, Confidence, Member, Node, Origin, ProblemKind, Reason, Span, Value, same_name};

/// What a reference comes to.
pub(crate) enum Referral {
    /// Nothing of this deployment: a value that is not known, or a fault.
    Known(Node),
    Found(ReferencedResource),
}

/// A resource of the deployment that is referred to.
pub(crate) struct ReferencedResource {
    pub(crate) instance: Rc<Instance>,
    pub(crate) full: bool,
    /// The reference with the resource's full id.
    pub(crate) residual: Arc<str>,
}

impl Engine<'_> {
    /// A reference on its own, without a step into it.
    pub(crate) fn reference_call(&self, site: &Site<'_>) -> Node {
        match self.refer(site) {
            Referral::Known(node) => node,
            Referral::Found(found) if self.predicts && found.full => {
                self.predicted(&found, site.at)
            }
            Referral::Found(found) => self.referred(&found, site.at),
        }
    }

    /// A whole resource as Azure predicts it: its properties, under a name that is spelt so.
    fn predicted(&self, found: &ReferencedResource, at: Span) -> Node {
        let whole = self.referred(found, at);
        if whole.is_unknown() {
            return whole;
        }
        let members = whole.members().iter();
        let properties = members.filter(|member| same_name(&member.name, "properties"));
        let properties =
            properties.map(|member| Member { name: "Properties".into(), ..member.clone() });
        Node { value: Value::object(properties.collect()), origin: whole.origin.clone() }
    }

    /// Finds what a `reference()` refers to.
    pub(crate) fn refer(&self, site: &Site<'_>) -> Referral {
        if let Some(node) = self.not_at_runtime(site) {
            return Referral::Known(node);
        }
        if let Err(node) = self.check_count(site, 1, Some(3)) {
            return Referral::Known(node);
        }
        let mut arguments = self.evaluate_all(site);
        if let Some(node) = self.not_a_text(site, &arguments) {
            return Referral::Known(node);
        }
        let full = arguments
            .get(2)
            .and_then(Node::as_str)
            .is_some_and(|word| word.eq_ignore_ascii_case("full"));
        let found = match &arguments[0].value {
            // Azure can't tell yet what a name is that rests on a secret, a clock or the like.
            Value::String(_)
                if self.predicts && self.secrets.borrow().hold_given(&arguments[0]) =>
            {
                None
            }
            Value::Unknown(_) if self.predicts => None,
            Value::String(name) => self.find_resource(site.text.env.home, name),
            Value::Unknown(unknown) => self.find_by_residual(site.text.env.home, &unknown.residual),
            other => {
                let message = format!(
                    "{}() takes a resource's name or id, not {}",
                    site.call.name,
                    other.kind()
                );
                return Referral::Known(self.fail(site, ProblemKind::ArgumentType, message));
            }
        };
        let Some(instance) = found else {
            if let Some(node) = self.outside(&arguments[0], full, site) {
                return Referral::Known(node);
            }
            let reason = arguments[0].as_unknown().map_or_else(
                || Reason::Runtime(site.call.name.clone()),
                |unknown| unknown.reason.clone(),
            );
            arguments[0] = self.full_id(&arguments[0], site);
            return Referral::Known(self.unknown_call(site, reason, &arguments));
        };
        let residual = self.residual_of_reference(&instance, full, &arguments, site);
        if instance.existing
            && let Some(node) = self.outside(&instance.id, full, site)
        {
            return Referral::Known(node);
        }
        if instance.existing || instance.skipped {
            let reason = Reason::Runtime(site.call.name.clone());
            let origin = Origin::computed(site.call.name.clone(), site.at, vec![instance.origin()]);
            return Referral::Known(Node::unknown(reason, residual, origin));
        }
        Referral::Found(ReferencedResource { instance, full, residual })
    }

    /// The fault of an argument behind the resource that is no text: the version, and what of the resource is wanted.
    fn not_a_text(&self, site: &Site<'_>, arguments: &[Node]) -> Option<Node> {
        let wrong = arguments.iter().skip(1).find(|argument| {
            !matches!(argument.value, Value::String(_) | Value::Unknown(_) | Value::Null)
        })?;
        let name = &site.call.name;
        let message = format!("{name}() takes a version as text, not {}", wrong.value.kind());
        Some(self.fail(site, ProblemKind::ArgumentType, message))
    }

    /// What is known of a resource that is not of this deployment, when its id is known for certain.
    fn outside(&self, id: &Node, full: bool, site: &Site<'_>) -> Option<Node> {
        let text = id.as_str().filter(|text| text.starts_with('/'))?;
        if id.origin.confidence() == Confidence::Low {
            return None;
        }
        let resource = self.loader.resource(text)?;
        let part = if full { resource } else { resource.select("properties")? };
        let name = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let by = By::Reference(name.into());
        Some(Node { value: part.value, origin: Origin::passed(by, site.at, part.origin) })
    }

    /// The reference with the full id and the version, as it would be sent to the service.
    fn residual_of_reference(
        &self,
        instance: &Instance,
        full: bool,
        arguments: &[Node],
        site: &Site<'_>,
    ) -> Arc<str> {
        let mut parts = vec![instance.id.clone()];
        parts.extend(arguments.get(1).cloned().or_else(|| instance.version()));
        if full && parts.len() == 2 {
            parts.extend(arguments.get(2).cloned());
        }
        self.residual_of(&site.call.name, &parts, site.source)
    }

    /// The full id of what a name or a relative path means: a resource of the template, or one of the same place.
    pub(crate) fn full_id(&self, named: &Node, site: &Site<'_>) -> Node {
        let Some(name) = named.as_str() else { return named.clone() };
        if let Some(instance) = self.find_resource(site.text.env.home, name) {
            let id = instance.id.value.clone();
            return Node { value: id, origin: named.origin.clone() };
        }
        let is_path = name.contains('/') && !name.starts_with('/');
        let home = self.deployment(site.text.env.home);
        if !is_path || !home.place.is_known() {
            return named.clone();
        }
        let id = format!("{}/providers/{name}", home.place.prefix(name));
        let origin = Origin::computed("resourceId", site.at, vec![named.origin.clone()]);
        Node { value: Value::String(id.into()), origin }
    }

    /// The properties that the template writes into the resource, or the whole resource.
    pub(crate) fn referred(&self, found: &ReferencedResource, at: Span) -> Node {
        let by = By::Reference(found.instance.title());
        if is_deployment(&found.instance.kind) && !found.full {
            let origin = Origin::passed(by, at, found.instance.origin());
            return match self.outputs_of(found) {
                Ok(value) => {
                    let outputs = Member { name: "outputs".into(), name_span: value.span(), value };
                    Node { value: Value::object(vec![outputs]), origin }
                }
                Err(reason) => Node::unknown(reason, found.residual.clone(), origin),
            };
        }
        let mut body = self.expander.body(self, &found.instance);
        if is_deployment(&found.instance.kind) {
            body = self.with_outputs(body, found);
        } else if !body.is_unknown() && !self.predicts {
            body = found.instance.settled.get_or_init(|| self.settled(&body)).clone();
        }
        let part = if found.full { Some(body.clone()) } else { body.select("properties") };
        match part {
            Some(part) if !part.is_unknown() => {
                Node { value: part.value, origin: Origin::passed(by, at, part.origin) }
            }
            Some(part) => part,
            // Nothing is written, but the service will know something.
            None => Node {
                value: Value::object(Vec::new()),
                origin: Origin::passed(by, at, body.origin),
            },
        }
    }

    /// A whole deployment with its outputs among its properties.
    fn with_outputs(&self, body: Node, found: &ReferencedResource) -> Node {
        let Ok(value) = self.outputs_of(found) else { return body };
        let outputs = Member { name: "outputs".into(), name_span: value.span(), value };
        let extended = |member: &Member| {
            let mut member = member.clone();
            if member.name.eq_ignore_ascii_case("properties") {
                let members = member.value.members().iter().cloned().chain([outputs.clone()]);
                member.value.value = Value::object(members.collect());
            }
            member
        };
        let members = body.members().iter().map(extended).collect();
        Node { value: Value::object(members), origin: body.origin }
    }

    /// The outputs of a nested deployment, secure ones included, each as its value.
    pub(crate) fn secure_outputs(&self, name: &Node, site: &Site<'_>) -> Option<Node> {
        let instance = self.find_resource(site.text.env.home, name.as_str()?)?;
        if !is_deployment(&instance.kind) || instance.existing || instance.skipped {
            return None;
        }
        let found = ReferencedResource { instance, full: false, residual: site.source.into() };
        let outputs = self.outputs_of(&found).ok()?;
        let value = |member: &Member| {
            Some(Member { value: outputs.part(&member.value).select("value")?, ..member.clone() })
        };
        let members = outputs.members().iter().filter_map(value).collect();
        Some(Node { value: Value::object(members), origin: outputs.origin.clone() })
    }

    /// The outputs of a nested deployment; or why they are not known.
    pub(crate) fn outputs_of(&self, found: &ReferencedResource) -> Result<Node, Reason> {
        let nested = self.expander.nested(self, &found.instance)?;
        Ok(self.expander.outputs(self, &nested))
    }

    /// `references('symbolicName')`: all instances of a loop.
    pub(crate) fn references_call(&self, site: &Site<'_>) -> Node {
        if let Some(node) = self.not_at_runtime(site) {
            return node;
        }
        let arguments = match self.arguments(site, 1, Some(3)) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let full = arguments[1..]
            .iter()
            .filter_map(Node::as_str)
            .any(|word| word.eq_ignore_ascii_case("full"));
        let instances = arguments[0]
            .as_str()
            .map(|name| self.find_instances(site.text.env.home, name))
            .unwrap_or_default();
        if instances.is_empty()
            || instances.iter().any(|instance| instance.existing || instance.uncounted)
        {
            return self.unknown_call(site, Reason::Runtime(site.call.name.clone()), &arguments);
        }
        let item = |instance: Rc<Instance>| {
            let residual = self.residual_of_reference(&instance, full, &[], site);
            self.referred(&ReferencedResource { instance, full, residual }, site.at)
        };
        let items = instances.into_iter().filter(|instance| !instance.skipped).map(item).collect();
        Node {
            value: Value::array(items),
            origin: Origin::computed("references", site.at, Vec::new()),
        }
    }

    /// `resourceInfo('symbolicName')`: what the template says about a resource before it exists.
    pub(crate) fn resource_info(&self, site: &Site<'_>) -> Node {
        let arguments = match self.arguments(site, 1, Some(1)) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        if !self.deployment(site.text.env.home).has_symbolic_names() {
            let message = "resourceInfo() needs a template with a languageVersion";
            return self.fail(site, ProblemKind::NotAllowedHere, message);
        }
        let found =
            arguments[0].as_str().and_then(|name| self.find_resource(site.text.env.home, name));
        let found = found.or_else(|| {
            // A name may rest on another resource's while the resources are still being told apart.
            self.expander.declared_instance(self, site.text.env.home, arguments[0].as_str()?)
        });
        let Some(instance) = found else {
            return self.unknown_call(site, Reason::Runtime(site.call.name.clone()), &arguments);
        };
        let origin = Origin::computed("resourceInfo", site.at, Vec::new());
        let member =
            |name: &str, value: Node| Member { name: name.into(), name_span: site.at, value };
        let kind = Node { value: Value::String(instance.kind.clone()), origin: origin.clone() };
        let id = match &instance.turn {
            Some(_) if self.predicts => without_scope(&instance.id),
            _ => instance.id.clone(),
        };
        let mut members =
            vec![member("id", id), member("name", instance.name.clone()), member("type", kind)];
        members.extend(instance.version().map(|version| member("apiVersion", version)));
        Node { value: Value::object(members), origin }
    }

    /// Functions that look at all of an object can't be told about one that is known only in part.
    pub(crate) fn partly_referenced(
        &self,
        function: &crate::functions::Function,
        arguments: &[Node],
        site: &Site<'_>,
    ) -> Option<Node> {
        if self.predicts || matches!(function.name, "createArray" | "createObject" | "array") {
            return None;
        }
        let partial = |node: &&Node| node.as_object().is_some() && node.origin.is_referenced();
        let object = arguments.iter().find(partial)?;
        let key = arguments.get(1).and_then(Node::as_str);
        let found = key.and_then(|key| object.get(key)).is_some();
        if found && matches!(function.name, "tryGet" | "contains") {
            return None;
        }
        let reason = Reason::Runtime("reference".into());
        let left: Vec<Node> = arguments
            .iter()
            .zip(&site.call.arguments)
            .map(|(node, argument)| {
                let referred = partial(&node).then(|| self.as_referred(argument, site.text));
                referred.flatten().unwrap_or_else(|| node.clone())
            })
            .collect();
        Some(self.unknown_call(site, reason, &left))
    }

    /// What is left of an expression that leads to a part of a resource which is known only in part.
    pub(super) fn as_referred(
        &self,
        expression: &Expression,
        text: &ExpressionText<'_>,
    ) -> Option<Node> {
        let origin = || Origin::computed("reference", text.span_of(expression), Vec::new());
        let reason = || Reason::Runtime("reference".into());
        match &expression.kind {
            ExpressionKind::Call(call) => {
                let at = text.span_of(expression);
                let site = Site { call, at, source: text.source_of(expression), text };
                match call.target {
                    Callee::Form(Form::Reference) => {
                        let Referral::Found(found) = self.refer(&site) else { return None };
                        return Some(Node::unknown(reason(), found.residual, origin()));
                    }
                    Callee::Form(Form::Parameters) => return self.passed_as_referred(&site),
                    _ => {}
                }
                let (first, rest) = call.arguments.split_first()?;
                let mut left = vec![self.as_referred(first, text)?];
                left.extend(rest.iter().map(|argument| match &argument.kind {
                    ExpressionKind::Call(CallExpression {
                        target: Callee::Form(Form::Lambda),
                        ..
                    }) => self.untouched(argument, text),
                    _ => self.shown(argument, text),
                }));
                Some(self.unknown_call(&site, reason(), &left))
            }
            ExpressionKind::Access(head, accesses) => {
                if let Some((left, taken)) = self.output_as_referred(head, accesses, text) {
                    let from = accesses.get(taken - 1)?.end as usize;
                    let steps = text.literal.get(from..expression.end as usize)?;
                    let residual = format!("{}{steps}", left.as_unknown()?.residual);
                    return Some(Node::unknown(reason(), residual, origin()));
                }
                let head_left = self.as_referred(head, text)?;
                let steps = text.literal.get(head.end as usize..expression.end as usize)?;
                let residual = format!("{}{steps}", head_left.as_unknown()?.residual);
                Some(Node::unknown(reason(), residual, origin()))
            }
            _ => None,
        }
    }

    /// What is left of a parameter: what the deployment passes for it.
    fn passed_as_referred(&self, site: &Site<'_>) -> Option<Node> {
        if site.text.env.arguments.is_some() {
            return None;
        }
        let [Expression { kind: ExpressionKind::Text(name), .. }] = &site.call.arguments[..] else {
            return None;
        };
        let home = self.deployment(site.text.env.home);
        let (written, env) = home.names.parameter(name)?.written.as_ref()?;
        self.written_as_referred(written, env)
    }

    /// What is left of `reference('deployment').outputs.name.value`: what the deployment writes there; and how many steps
    /// that takes in.
    fn output_as_referred(
        &self,
        head: &Expression,
        accesses: &[Access],
        text: &ExpressionText<'_>,
    ) -> Option<(Node, usize)> {
        let ExpressionKind::Call(
            call @ CallExpression { target: Callee::Form(Form::Reference), .. },
        ) = &head.kind
        else {
            return None;
        };
        let [outputs, Access { selector: Selector::Name(name), .. }, value, ..] = accesses else {
            return None;
        };
        let is = |access: &Access, word: &str| matches!(&access.selector, Selector::Name(name) if same_name(name, word));
        if !is(outputs, "outputs") || !is(value, "value") {
            return None;
        }
        let site = Site { call, at: text.span_of(head), source: text.source_of(head), text };
        let Referral::Found(found) = self.refer(&site) else { return None };
        if !is_deployment(&found.instance.kind) || found.full {
            return None;
        }
        let nested = self.expander.nested(self, &found.instance).ok()?;
        let written = nested.template.get("outputs")?.get(name)?.get("value")?;
        Some((self.written_as_referred(written, &nested.env(ExpressionContext::Output))?, 3))
    }

    fn written_as_referred(&self, written: &Node, env: &Env) -> Option<Node> {
        self.with_expression(written, env, |expression, text| self.as_referred(expression, text))
    }

    /// Looks at the expression that is written somewhere, quietly, for it is only to be shown; none where there is none.
    pub(super) fn with_expression(
        &self,
        written: &Node,
        env: &Env,
        look: impl FnOnce(&Expression, &ExpressionText<'_>) -> Option<Node>,
    ) -> Option<Node> {
        let span = written.span();
        let mut left = None;
        let follow = |expression: &Expression, literal: &Arc<str>| {
            let text = ExpressionText { env, literal, span, sources: &self.sources };
            let step = || {
                left = look(expression, &text);
                written.clone()
            };
            self.deeper(span, "", || self.ledger.quietly(step));
        };
        if let Some(tree) = TermExpression::of(&written.value) {
            follow(&tree.root, &tree.text);
        } else if let Value::String(literal) = &written.value
            && is_expression(literal)
            && let Ok(expression) = &*self.sources.expression(literal, true, self.limits)
        {
            follow(expression, literal);
        }
        left
    }
}

/// The id of one turn of a loop as Azure predicts it: from the provider on.
fn without_scope(id: &Node) -> Node {
    let from_provider =
        id.as_str().and_then(|text| text.rfind("/providers/").map(|at| &text[at..]));
    match from_provider {
        Some(text) => Node { value: Value::String(text.into()), origin: id.origin.clone() },
        None => id.clone(),
    }
}
