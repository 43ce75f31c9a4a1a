//! `parameters()`, `variables()` and the functions that a template defines itself.

use std::rc::Rc;
use std::sync::Arc;

use super::{Arguments, Engine, Env, Place, Text};
use crate::expression::Call;
use crate::object::folded;
use crate::{By, Node, Origin, ProblemKind, Span, Value};

impl Engine<'_> {
    pub(crate) fn parameter_call(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        let name = match self.name_argument(call, at, source, text) {
            Ok(name) => name,
            Err(node) => return node,
        };
        let (name, value) = if let Some(arguments) = &text.env.arguments {
            match arguments.get(&name) {
                Some(value) => (name, value.clone()),
                None => {
                    let message =
                        format!("the function has no parameter '{name}'; it sees only its own");
                    return self.failed(ProblemKind::ParameterNotFound, message, at, source);
                }
            }
        } else {
            let home = self.deployment(text.env.home);
            let Some(parameter) = home.names.parameter(&name) else {
                let message = format!("there is no parameter '{name}'");
                return self.failed(ProblemKind::ParameterNotFound, message, at, source);
            };
            (parameter.name.clone(), self.parameter(parameter, &home, at))
        };
        Node { value: value.value, origin: Origin::passed(By::Parameter(name), at, value.origin) }
    }

    pub(crate) fn variable_call(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        if text.env.place == Place::ParameterDefault {
            let message = "a parameter's default can't use variables()";
            return self.failed(ProblemKind::NotAllowedHere, message, at, source);
        }
        let name = match self.name_argument(call, at, source, text) {
            Ok(name) => name,
            Err(node) => return node,
        };
        let home = self.deployment(text.env.home);
        let Some(variable) = home.names.variable(&name) else {
            let message = format!("there is no variable '{name}'");
            return self.failed(ProblemKind::VariableNotFound, message, at, source);
        };
        let value = self.variable(variable, &home, at);
        let by = By::Variable(variable.name.clone());
        Node { value: value.value, origin: Origin::passed(by, at, value.origin) }
    }

    fn name_argument(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Result<Arc<str>, Node> {
        let arguments = self.arguments(call, 1, Some(1), at, source, text)?;
        match &arguments[0].value {
            Value::String(name) => Ok(name.clone()),
            other => {
                let message = format!("{}() takes a name, not {}", call.name, other.kind());
                Err(self.failed(ProblemKind::ArgumentType, message, at, source))
            }
        }
    }

    pub(crate) fn user_function(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        let home = self.deployment(text.env.home);
        let full = match &call.namespace {
            Some(namespace) => format!("{namespace}.{}", call.name),
            None => call.name.to_string(),
        };
        let key: Arc<str> = folded(&full).into();
        let Some(function) = home.names.function(&key) else {
            let message = format!("there is no function {full}()");
            return self.failed(ProblemKind::UnknownFunction, message, at, source);
        };
        if text.env.arguments.as_ref().is_some_and(|outer| outer.calls(&key)) {
            let message = format!("{full}() calls itself");
            return self.failed(ProblemKind::CircularReference, message, at, source);
        }
        let declared = function.get("parameters").map(Node::items).unwrap_or_default();
        if let Err(node) = self.check_count(call, declared.len(), Some(declared.len()), at, source)
        {
            return node;
        }
        let mut values = Vec::with_capacity(declared.len());
        for (parameter, argument) in declared.iter().zip(&call.arguments) {
            let value = self.evaluate(argument, text);
            let name = parameter.get("name").and_then(Node::as_str).unwrap_or_default();
            self.check_argument(parameter, &value, text.span_of(argument), &home);
            values.push((name.into(), value));
        }
        let Some(body) = function.get("output").and_then(|output| output.get("value")) else {
            let message = format!("{full}() has no output");
            return self.failed(ProblemKind::Structure, message, function.span(), source);
        };
        let caller = text.env.arguments.clone();
        let env = Env {
            arguments: Some(Rc::new(Arguments { function: key, values, caller })),
            ..Env::new(text.env.home, Place::Function)
        };
        let value = self.resolve(body, &env);
        Node { value: value.value, origin: Origin::computed(full, at, vec![value.origin]) }
    }
}
