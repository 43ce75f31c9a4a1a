//! Calls: arguments first, then the function, unless the function decides itself what is evaluated.

use std::sync::Arc;

use super::resolve::unknown;
use super::{Engine, Text};
use crate::expression::{Call, Expression, Form, Kind, Target};
use crate::functions::{self, Fault, Function, Outcome};
use crate::{By, Node, Origin, ProblemKind, Reason, Span, Value};

impl Engine<'_> {
    pub(crate) fn evaluate(&self, expression: &Expression, text: &Text<'_>) -> Node {
        let at = text.span_of(expression);
        let literal = |value| Node { value, origin: Origin::computed("literal", at, Vec::new()) };
        match &expression.kind {
            Kind::Text(text) => literal(Value::String(text.clone())),
            Kind::Int(number) => literal(Value::Int(*number)),
            Kind::Float(number) => literal(Value::Float(*number)),
            Kind::Call(call) => self
                .deeper(at, text.source_of(expression), || self.call(expression, call, at, text)),
            Kind::Access(head, links) => self.deeper(at, text.source_of(expression), || {
                self.access(expression, head, links, text)
            }),
        }
    }

    fn call(&self, expression: &Expression, call: &Call, at: Span, text: &Text<'_>) -> Node {
        let source = text.source_of(expression);
        match call.target {
            Target::Function(function) => self.apply(function, call, at, source, text),
            Target::Form(form) => self.form(form, call, at, source, text),
            Target::Named => self.user_function(call, at, source, text),
        }
    }

    fn form(&self, form: Form, call: &Call, at: Span, source: &str, text: &Text<'_>) -> Node {
        match form {
            Form::Parameters => self.parameter_call(call, at, source, text),
            Form::Variables => self.variable_call(call, at, source, text),
            Form::If => self.if_call(call, at, source, text),
            Form::And => self.connective(call, false, at, source, text),
            Form::Or => self.connective(call, true, at, source, text),
            Form::Coalesce => self.coalesce(call, at, source, text),
            Form::CopyIndex => self.copy_index(call, at, source, text),
            Form::Reference | Form::References => self.reference_call(form, call, at, source, text),
            Form::Deployment => self.deployment_call(call, at, source, text),
            Form::ResourceInfo => self.resource_info(call, at, source, text),
            Form::List | Form::Secret => self.runtime_call(call, at, source, text),
            Form::UtcNow | Form::NewGuid => self.unrepeatable_call(call, at, source, text),
            Form::Fail => self.fail_call(call, at, source, text),
            Form::Map
            | Form::Filter
            | Form::Reduce
            | Form::Sort
            | Form::ToObject
            | Form::GroupBy
            | Form::MapValues => self.lambda_call(form, call, at, source, text),
            Form::Lambda => {
                let message =
                    "lambda() stands only as an argument of map(), filter() and their like";
                self.failed(ProblemKind::NotAllowedHere, message, at, source)
            }
            Form::LambdaVariables => self.lambda_variable(call, at, source, text),
        }
    }

    /// A function of evaluated arguments.
    fn apply(
        &self,
        function: &Function,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        let evaluated = if function.takes_unknown {
            self.check_count(call, function.least, function.most, at, source)
                .map(|()| self.evaluate_all(call, text))
        } else {
            self.arguments(call, function.least, function.most, at, source, text)
        };
        let arguments = match evaluated {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        if let Some(node) = self.partly_referenced(function, &arguments, at, call) {
            return node;
        }
        self.charge(cost(function.name, &arguments), 0, at);
        let home = self.deployment(text.env.home);
        let input =
            functions::Call { name: &call.name, at, args: &arguments, scope: &home.place.scope };
        match (function.run)(&input) {
            Ok(Outcome::Made(value)) => self.made(value, function, call, &arguments, at, text),
            Ok(Outcome::Selected(node)) => selected(function, &arguments, node, at),
            Ok(Outcome::Traced(node)) => node,
            Err(Fault::Unknown(reason)) => self.unknown_call(reason, call, &arguments, at, source),
            Err(Fault::Problem(kind, message)) => {
                let message = if arguments.iter().any(|node| self.is_secret(node)) {
                    format!("{}() can't work with these arguments", function.name)
                } else {
                    message
                };
                self.failed(kind, message, at, source)
            }
        }
    }

    fn made(
        &self,
        value: Value,
        function: &Function,
        call: &Call,
        arguments: &[Node],
        at: Span,
        text: &Text<'_>,
    ) -> Node {
        let mut from: Vec<Origin> =
            arguments.iter().map(|argument| argument.origin.clone()).collect();
        from.extend(self.stand_ins(function.name, at, text));
        let origin = Origin::computed(function.name, at, from);
        let node = Node { value, origin };
        match &node.value {
            Value::String(made) => self.charge(0, made.len() as u64, at),
            Value::Array(_) | Value::Object(_) if node.weight() > self.limits.size => {
                let message =
                    format!("{}() makes more than {} values", call.name, self.limits.size);
                return self.failed(ProblemKind::Limit, message, at, &format!("{}()", call.name));
            }
            Value::Array(array) => self.charge(array.items.len() as u64, 0, at),
            Value::Object(object) => self.charge(object.members.len() as u64, 0, at),
            _ => {}
        }
        node
    }

    /// The evaluated arguments; or what the call comes to when their number is wrong or one can't be known.
    pub(crate) fn arguments(
        &self,
        call: &Call,
        least: usize,
        most: Option<usize>,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Result<Vec<Node>, Node> {
        self.check_count(call, least, most, at, source)?;
        let arguments = self.evaluate_all(call, text);
        let reason =
            arguments.iter().find_map(Node::as_unknown).map(|unknown| unknown.reason.clone());
        match reason {
            None => Ok(arguments),
            Some(reason) => Err(self.unknown_call(reason, call, &arguments, at, source)),
        }
    }

    fn evaluate_all(&self, call: &Call, text: &Text<'_>) -> Vec<Node> {
        call.arguments.iter().map(|argument| self.evaluate(argument, text)).collect()
    }

    pub(crate) fn check_count(
        &self,
        call: &Call,
        least: usize,
        most: Option<usize>,
        at: Span,
        source: &str,
    ) -> Result<(), Node> {
        let count = call.arguments.len();
        if count >= least && most.is_none_or(|most| count <= most) {
            return Ok(());
        }
        let takes = match most {
            Some(most) if most == least => format!("{least}"),
            Some(most) => format!("{least} to {most}"),
            None => format!("{least} or more"),
        };
        let plural = if takes == "1" { "argument" } else { "arguments" };
        let message = format!("{}() takes {takes} {plural}, not {count}", call.name);
        Err(self.failed(ProblemKind::ArgumentCount, message, at, source))
    }

    /// What is left of a call whose arguments are not all known.
    pub(crate) fn unknown_call(
        &self,
        reason: Reason,
        call: &Call,
        arguments: &[Node],
        at: Span,
        source: &str,
    ) -> Node {
        let from = arguments.iter().map(|argument| argument.origin.clone()).collect();
        let residual = self.residual_of_call(call, arguments, source);
        unknown(reason, residual, Origin::computed(call.name.clone(), at, from))
    }
}

/// What a function picked out of its arguments came the way they came.
fn selected(function: &Function, arguments: &[Node], node: Node, at: Span) -> Node {
    let whole = arguments.iter().any(|argument| argument.origin == node.origin);
    let origin = match arguments.first() {
        Some(first) if !whole => first.origin.of_part(&node.origin),
        _ => node.origin,
    };
    let by = By::Selected(Arc::from(function.name));
    Node { value: node.value, origin: Origin::passed(by, at, origin) }
}

/// The work a function does, in values; a few don't look inside of what they get.
fn cost(name: &str, arguments: &[Node]) -> u64 {
    match name {
        "length" | "first" | "last" | "empty" | "createArray" | "createObject" | "tryGet"
        | "array" => 1,
        _ => {
            let weight: u64 = arguments.iter().map(|argument| u64::from(argument.weight())).sum();
            1 + weight / 16
        }
    }
}
