//! `reference()` and its like: what the template itself writes into the resource; the rest only the running resource knows.

use std::rc::Rc;
use std::sync::Arc;

use super::resolve::unknown;
use super::{Engine, Text};
use crate::expand::{Instance, is_deployment};
use crate::expression::{Call, Form};
use crate::{By, Member, Node, Origin, ProblemKind, Reason, Span, Value};

/// What a reference comes to.
pub(crate) enum Referral {
    /// Nothing of this deployment: a value that is not known, or a fault.
    Known(Node),
    Found(Found),
}

/// A resource of the deployment that is referred to.
pub(crate) struct Found {
    pub(crate) instance: Rc<Instance>,
    pub(crate) full: bool,
    /// The reference with the resource's full id.
    pub(crate) residual: Arc<str>,
}

impl Engine<'_> {
    /// A reference on its own, without a step into it.
    pub(crate) fn reference_call(
        &self,
        form: Form,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        if form == Form::References {
            return self.references_call(call, at, source, text);
        }
        match self.refer(call, at, source, text) {
            Referral::Known(node) => node,
            Referral::Found(found) => self.referred(&found, at),
        }
    }

    /// Finds what a `reference()` refers to.
    pub(crate) fn refer(&self, call: &Call, at: Span, source: &str, text: &Text<'_>) -> Referral {
        if let Some(node) = self.not_at_runtime(call, at, source, text) {
            return Referral::Known(node);
        }
        if let Err(node) = self.check_count(call, 1, Some(3), at, source) {
            return Referral::Known(node);
        }
        let arguments: Vec<Node> =
            call.arguments.iter().map(|argument| self.evaluate(argument, text)).collect();
        let full = arguments
            .get(2)
            .and_then(Node::as_str)
            .is_some_and(|word| word.eq_ignore_ascii_case("full"));
        let found = match &arguments[0].value {
            Value::String(name) => self.find_resource(text.env.home, name),
            Value::Unknown(unknown) => self.find_by_residual(text.env.home, &unknown.residual),
            other => {
                let message =
                    format!("{}() takes a resource's name or id, not {}", call.name, other.kind());
                return Referral::Known(self.failed(
                    ProblemKind::ArgumentType,
                    message,
                    at,
                    source,
                ));
            }
        };
        let Some(instance) = found else {
            let reason = arguments[0].as_unknown().map_or_else(
                || Reason::Runtime(call.name.clone()),
                |unknown| unknown.reason.clone(),
            );
            return Referral::Known(self.unknown_call(reason, call, &arguments, at, source));
        };
        let residual = self.residual_of_reference(&instance, full, call, &arguments, source);
        if instance.existing || instance.skipped {
            let reason = Reason::Runtime(call.name.clone());
            let origin = Origin::computed(call.name.clone(), at, vec![instance.origin()]);
            return Referral::Known(unknown(reason, residual, origin));
        }
        Referral::Found(Found { instance, full, residual })
    }

    /// The reference with the full id and the version, as it would be sent to the service.
    fn residual_of_reference(
        &self,
        instance: &Instance,
        full: bool,
        call: &Call,
        arguments: &[Node],
        source: &str,
    ) -> Arc<str> {
        let mut parts = vec![instance.id.clone()];
        parts.extend(arguments.get(1).cloned().or_else(|| instance.version()));
        if full && parts.len() == 2 {
            parts.extend(arguments.get(2).cloned());
        }
        self.residual_of(&call.name, &parts, source)
    }

    /// The properties that the template writes into the resource, or the whole resource.
    pub(crate) fn referred(&self, found: &Found, at: Span) -> Node {
        let by = By::Reference(found.instance.title());
        if is_deployment(&found.instance.kind) && !found.full {
            let origin = Origin::passed(by, at, found.instance.origin());
            return match self.outputs_of(found, at) {
                Some(value) => {
                    let outputs = Member { name: "outputs".into(), name_span: value.span(), value };
                    Node { value: Value::object(vec![outputs]), origin }
                }
                None => {
                    unknown(Reason::Runtime("reference".into()), found.residual.clone(), origin)
                }
            };
        }
        let body = self.body(&found.instance);
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

    /// The outputs of a nested deployment, when that is what is referred to and its template is known.
    pub(crate) fn outputs_of(&self, found: &Found, at: Span) -> Option<Node> {
        if !is_deployment(&found.instance.kind) {
            return None;
        }
        let nested = self.nested(&found.instance)?;
        let outputs = self.outputs(&nested);
        let by = By::Output(found.instance.title());
        Some(Node { value: outputs.value, origin: Origin::passed(by, at, outputs.origin) })
    }

    /// `references('symbolicName')`: all instances of a loop.
    fn references_call(&self, call: &Call, at: Span, source: &str, text: &Text<'_>) -> Node {
        if let Some(node) = self.not_at_runtime(call, at, source, text) {
            return node;
        }
        let arguments = match self.arguments(call, 1, Some(3), at, source, text) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let full = arguments[1..]
            .iter()
            .filter_map(Node::as_str)
            .any(|word| word.eq_ignore_ascii_case("full"));
        let instances = arguments[0]
            .as_str()
            .map(|name| self.find_instances(text.env.home, name))
            .unwrap_or_default();
        if instances.is_empty()
            || instances.iter().any(|instance| instance.existing || instance.is_uncounted())
        {
            return self.unknown_call(
                Reason::Runtime(call.name.clone()),
                call,
                &arguments,
                at,
                source,
            );
        }
        let item = |instance: Rc<Instance>| {
            let residual = self.residual_of_reference(&instance, full, call, &[], source);
            self.referred(&Found { instance, full, residual }, at)
        };
        let items = instances.into_iter().filter(|instance| !instance.skipped).map(item).collect();
        Node { value: Value::array(items), origin: Origin::computed("references", at, Vec::new()) }
    }

    /// `resourceInfo('symbolicName')`: what the template says about a resource before it exists.
    pub(crate) fn resource_info(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        let arguments = match self.arguments(call, 1, Some(1), at, source, text) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let found = arguments[0].as_str().and_then(|name| self.find_resource(text.env.home, name));
        let Some(instance) = found else {
            return self.unknown_call(
                Reason::Runtime(call.name.clone()),
                call,
                &arguments,
                at,
                source,
            );
        };
        let origin = Origin::computed("resourceInfo", at, Vec::new());
        let member = |name: &str, value: Node| Member { name: name.into(), name_span: at, value };
        let kind = Node { value: Value::String(instance.kind.clone()), origin: origin.clone() };
        let mut members = vec![
            member("id", instance.id.clone()),
            member("name", instance.name.clone()),
            member("type", kind),
        ];
        members.extend(instance.version().map(|version| member("apiVersion", version)));
        Node { value: Value::object(members), origin }
    }

    /// Functions that look at all of an object can't be told about one that is known only in part.
    pub(crate) fn partly_referenced(
        &self,
        function: &crate::functions::Function,
        arguments: &[Node],
        at: Span,
        call: &Call,
    ) -> Option<Node> {
        if matches!(function.name, "createArray" | "createObject" | "array") {
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
        Some(self.unknown_call(reason, call, arguments, at, &call.name))
    }
}
