//! Calls: arguments first, then the function, unless the function decides itself what is evaluated.

mod lambda;
mod lazy;
mod named;
mod place;

use std::sync::Arc;

use super::{Engine, ExpressionText, Site};
use crate::expression::{Callee, Expression, ExpressionKind, Form};
use crate::functions::{self, Fault, Function, Outcome};
use crate::{By, Node, Origin, ProblemKind, Reason, Value};

impl Engine<'_> {
    pub(crate) fn evaluate(&self, expression: &Expression, text: &ExpressionText<'_>) -> Node {
        let at = text.span_of(expression);
        let literal = |value| Node { value, origin: Origin::computed("literal", at, Vec::new()) };
        let source = text.source_of(expression);
        match &expression.kind {
            ExpressionKind::Text(text) => literal(Value::String(text.clone())),
            ExpressionKind::Int(number) => literal(Value::Int(*number)),
            ExpressionKind::Value(node) => Node::clone(node),
            ExpressionKind::Call(call) => {
                self.deeper(at, source, || self.call(&Site { call, at, source, text }))
            }
            ExpressionKind::Access(head, accesses) => {
                self.deeper(at, source, || self.access(expression, head, accesses, text))
            }
        }
    }

    fn call(&self, site: &Site<'_>) -> Node {
        match site.call.target {
            Callee::Function(function) => self.apply(function, site),
            Callee::Form(form) => self.form(form, site),
            Callee::Named => self.user_function(site),
        }
    }

    fn form(&self, form: Form, site: &Site<'_>) -> Node {
        match form {
            Form::Parameters => self.parameter_call(site),
            Form::Variables => self.variable_call(site),
            Form::If => self.if_call(site),
            Form::And => self.connective(false, site),
            Form::Or => self.connective(true, site),
            Form::Coalesce => self.coalesce(site),
            Form::CopyIndex => self.copy_index(site),
            Form::Reference => self.reference_call(site),
            Form::References => self.references_call(site),
            Form::Deployment => self.deployment_call(site),
            Form::ResourceInfo => self.resource_info(site),
            Form::List | Form::Secret => self.runtime_call(site),
            Form::UtcNow | Form::NewGuid => self.unrepeatable_call(site),
            Form::Fail => self.fail_call(site),
            Form::LambdaVariables => self.lambda_variable(site),
            Form::Lambda => {
                let message =
                    "lambda() stands only as an argument of map(), filter() and their like";
                self.fail(site, ProblemKind::NotAllowedHere, message)
            }
            Form::Map
            | Form::Filter
            | Form::Reduce
            | Form::Sort
            | Form::ToObject
            | Form::GroupBy
            | Form::MapValues => self.lambda_call(form, site),
        }
    }

    /// A function of evaluated arguments.
    fn apply(&self, function: &Function, site: &Site<'_>) -> Node {
        let evaluated = if function.takes_unknown {
            self.check_count(site, function.least, function.most).map(|()| self.evaluate_all(site))
        } else {
            self.arguments(site, function.least, function.most)
        };
        let arguments = match evaluated {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let apart = self
            .partly_referenced(function, &arguments, site)
            .or_else(|| self.of_unknown_place(function, &arguments, site));
        if let Some(node) = apart {
            return node;
        }
        self.charge(cost(function.name, &arguments), 0, site.at);
        let home = self.deployment(site.text.env.home);
        let call = functions::Call {
            name: &site.call.name,
            at: site.at,
            args: &arguments,
            scope: &home.place.scope,
        };
        match (function.run)(&call) {
            Ok(Outcome::Made(value)) => {
                let made = self.made(value, function, &arguments, site);
                match &made.value {
                    // What is put together keeps the origins of its parts.
                    Value::Array(_) | Value::Object(_) if !made.origin.is_secret() => made,
                    _ => self.as_secret_as(&arguments, made),
                }
            }
            Ok(Outcome::Selected(node)) => {
                let picked = selected(function, &arguments, node, site);
                // Which one was picked tells what the others were.
                self.as_secret_as(arguments.get(1..).unwrap_or_default(), picked)
            }
            Ok(Outcome::Traced(node)) => self.as_secret_as(&arguments, node),
            Err(Fault::Unknown(reason)) => self.unknown_call(site, reason, &arguments),
            // Azure reads secrets only when it deploys, and what is wrong with one can't be told.
            Err(Fault::Problem(..)) if arguments.iter().any(|node| self.is_secret(node)) => {
                self.unknown_call(site, Reason::Runtime(function.name.into()), &arguments)
            }
            Err(Fault::Problem(kind, message)) => self.fail(site, kind, message),
        }
    }

    fn made(&self, value: Value, function: &Function, arguments: &[Node], site: &Site<'_>) -> Node {
        let mut from: Vec<Origin> =
            arguments.iter().map(|argument| argument.origin.clone()).collect();
        from.extend(self.stand_in(function.name, site));
        self.measured(Node { value, origin: Origin::computed(function.name, site.at, from) }, site)
    }

    /// Counts what a function made.
    pub(crate) fn measured(&self, node: Node, site: &Site<'_>) -> Node {
        let (values, text) = match &node.value {
            Value::String(made) => (0, made.len()),
            Value::Array(array) => (array.items().len(), 0),
            Value::Object(object) => (object.members().len(), 0),
            _ => (0, 0),
        };
        self.charge(values as u64, text as u64, site.at);
        node
    }
}

/// What a function picked out of its arguments came the way they came.
fn selected(function: &Function, arguments: &[Node], node: Node, site: &Site<'_>) -> Node {
    let whole = arguments.iter().any(|argument| argument.origin == node.origin);
    let origin = match arguments.first() {
        Some(first) if !whole => first.origin.of_part(&node.origin),
        _ => node.origin,
    };
    let by = By::Selected(Arc::from(function.name));
    Node { value: node.value, origin: Origin::passed(by, site.at, origin) }
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
