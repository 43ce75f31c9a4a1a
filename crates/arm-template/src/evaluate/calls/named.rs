//! `parameters()`, `variables()` and the functions that a template defines itself.

use std::rc::Rc;
use std::sync::Arc;

use crate::deployment::{Arguments, Env, ExpressionContext};
use crate::evaluate::constraint::CheckedValue;
use crate::evaluate::{Engine, Site};
use crate::folded;
use crate::{By, Node, Origin, ProblemKind, Value};

impl Engine<'_> {
    pub(crate) fn parameter_call(&self, site: &Site<'_>) -> Node {
        let name = match self.name_argument(site) {
            Ok(name) => name,
            Err(node) => return node,
        };
        let (name, value, secure) = if let Some(arguments) = &site.text.env.arguments {
            let Some(value) = arguments.get(&name) else {
                let message =
                    format!("the function has no parameter '{name}'; it sees only its own");
                return self.fail(site, ProblemKind::ParameterNotFound, message);
            };
            (name, value.clone(), false)
        } else {
            let home = self.deployment(site.text.env.home);
            let Some(parameter) = home.names.parameter(&name) else {
                let message = format!("there is no parameter '{name}'");
                return self.fail(site, ProblemKind::ParameterNotFound, message);
            };
            let secure = home.declared_type(&parameter.declaration).secure;
            (parameter.name.clone(), self.parameter(parameter, &home, site.at), secure)
        };
        let origin = Origin::passed(By::Parameter(name), site.at, value.origin);
        // An empty value hides nothing.
        if secure && !matches!(&value.value, Value::String(text) if text.is_empty()) {
            return self.secret(Node { value: value.value, origin });
        }
        Node { value: value.value, origin }
    }

    pub(crate) fn variable_call(&self, site: &Site<'_>) -> Node {
        let name = match self.name_argument(site) {
            Ok(name) => name,
            Err(node) => return node,
        };
        let home = self.deployment(site.text.env.home);
        let Some(variable) = home.names.variable(&name) else {
            let message = format!("there is no variable '{name}'");
            return self.fail(site, ProblemKind::VariableNotFound, message);
        };
        let value = self.variable(variable, &home, site.at);
        let by = By::Variable(variable.name.clone());
        Node { value: value.value, origin: Origin::passed(by, site.at, value.origin) }
    }

    fn name_argument(&self, site: &Site<'_>) -> Result<Arc<str>, Node> {
        let arguments = self.arguments(site, 1, Some(1))?;
        match &arguments[0].value {
            Value::String(name) => Ok(name.clone()),
            other => {
                let message = format!("{}() takes a name, not {}", site.call.name, other.kind());
                Err(self.fail(site, ProblemKind::ArgumentType, message))
            }
        }
    }

    pub(crate) fn user_function(&self, site: &Site<'_>) -> Node {
        let home = self.deployment(site.text.env.home);
        let full = match &site.call.namespace {
            Some(namespace) => format!("{namespace}.{}", site.call.name),
            None => site.call.name.to_string(),
        };
        let key: Arc<str> = folded(&full).into();
        let Some(function) = home.names.function(&key) else {
            let (kind, message) = match &site.call.namespace {
                Some(_) => (
                    ProblemKind::FunctionNotDeclared,
                    format!("the template has no function {full}()"),
                ),
                None => (
                    ProblemKind::UnknownFunction,
                    format!("there is no function {full}() that is known here"),
                ),
            };
            return self.fail(site, kind, message);
        };
        if site.text.env.arguments.as_ref().is_some_and(|outer| outer.calls(&key)) {
            let message = format!("{full}() calls itself");
            return self.fail(site, ProblemKind::CircularReference, message);
        }
        let declared = function.get("parameters").map(Node::items).unwrap_or_default();
        if let Err(node) = self.check_count(site, declared.len(), Some(declared.len())) {
            return node;
        }
        let mut values = Vec::with_capacity(declared.len());
        for (parameter, argument) in declared.iter().zip(&site.call.arguments) {
            let value = self.evaluate(argument, site.text);
            let name = parameter.get("name").and_then(Node::as_str).unwrap_or_default();
            self.check_argument(parameter, &value, site.text.span_of(argument), &home);
            values.push((name.into(), value));
        }
        let Some(body) = function.get("output").and_then(|output| output.get("value")) else {
            let message = format!("{full}() has no output");
            return self.failed(ProblemKind::Structure, message, function.span(), site.source);
        };
        let caller = site.text.env.arguments.clone();
        let env = Env {
            arguments: Some(Rc::new(Arguments { function: key, values, caller })),
            ..Env::new(site.text.env.home, ExpressionContext::Function)
        };
        let value = self.resolve(body, &env);
        let value = Node {
            value: value.value,
            origin: Origin::computed(&*full, site.at, vec![value.origin]),
        };
        if let Some(output) = function.get("output") {
            let checked =
                CheckedValue { name: &full, what: "the output of function", secure: false };
            self.check_value(&checked, output, &value, &home);
        }
        value
    }
}
