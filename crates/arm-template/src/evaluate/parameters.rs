//! The values of parameters and variables.

use std::sync::Arc;

use super::Engine;
use super::constraint::CheckedValue;
use crate::deployment::{
    Deployment, ExpressionContext, Parameter, PassedValue, Variable, VariableSource, problem,
};
use crate::{By, Node, Origin, ProblemKind, Reason, Span, Value};
use crate::{folded, same_name};

impl Engine<'_> {
    /// The value of a parameter: passed, or its default; unknown when there is neither.
    pub(crate) fn parameter(&self, parameter: &Parameter, home: &Deployment, at: Span) -> Node {
        let residual = || format!("parameters('{}')", parameter.name.replace('\'', "''"));
        let evaluate =
            || self.deeper(at, &residual(), || self.parameter_value(parameter, home, residual()));
        let circle = || {
            let message =
                format!("the default of parameter '{}' depends on itself", parameter.name);
            self.failed(ProblemKind::CircularReference, message, at, &residual())
        };
        parameter.slot.get(&self.ledger, evaluate, circle)
    }

    fn parameter_value(&self, parameter: &Parameter, home: &Deployment, residual: String) -> Node {
        let declaration = &parameter.declaration;
        let declared = home.declared_type(declaration);
        let default = declaration.get("defaultValue");
        let value = match &parameter.given {
            Some(PassedValue::KeyVault(entry)) => {
                let reason = Reason::KeyVault(parameter.name.clone());
                let residual = self.residual_of_vault(entry).unwrap_or_else(|| residual.into());
                return Node::unknown(reason, residual, Origin::Written(entry.span()));
            }
            Some(PassedValue::Client(span)) => {
                let reason = Reason::Runtime("externalInput".into());
                return Node::unknown(reason, residual, Origin::Written(*span));
            }
            Some(PassedValue::Value(value)) if !value.is_null() => value.clone(),
            given => match default {
                Some(default) => {
                    let value =
                        self.resolve(default, &home.own_env(ExpressionContext::ParameterDefault));
                    left_open(value, parameter, home)
                }
                None if declared.nullable => {
                    return left_open(nothing(given.as_ref(), declaration), parameter, home);
                }
                None => return self.without_value(parameter, home, residual),
            },
        };
        if declared.secure {
            let is_given =
                matches!(&parameter.given, Some(PassedValue::Value(value)) if !value.is_null());
            self.secrets.borrow_mut().add_value(&value, is_given);
            // What else it might be says much about what it is.
            let allowed = declaration.get("allowedValues").map(Node::items).unwrap_or_default();
            for allowed in allowed {
                self.secrets.borrow_mut().add(&allowed.origin);
            }
        }
        if value.is_unknown() {
            return value;
        }
        if value.is_null() {
            // Only a default can be null here; Azure takes it whatever the type.
            return value;
        }
        let checked =
            CheckedValue { name: &parameter.name, what: "parameter", secure: declared.secure };
        self.check_value(&checked, declaration, &value, home);
        value
    }

    /// `getKeyVaultSecret('ID', 'NAME')`: what the deployment will read from a vault.
    fn residual_of_vault(&self, entry: &Node) -> Option<Arc<str>> {
        let reference = entry.get("reference")?;
        let mut parts =
            vec![reference.at("keyVault.id")?.clone(), reference.get("secretName")?.clone()];
        parts.extend(reference.get("secretVersion").filter(|part| !part.is_null()).cloned());
        Some(self.residual_of("getKeyVaultSecret", &parts, "null()"))
    }

    fn without_value(&self, parameter: &Parameter, home: &Deployment, residual: String) -> Node {
        // Where no values are given at all the template is looked at on its own: that is no fault of it.
        if home.values_given {
            let message = format!("parameter '{}' has no value and no default", parameter.name);
            self.problem(ProblemKind::ParameterMissing, message, parameter.span);
        }
        let reason = Reason::ParameterWithoutValue(parameter.name.clone());
        Node::unknown(reason, residual, Origin::Written(parameter.span))
    }

    pub(crate) fn variable(&self, variable: &Variable, home: &Deployment, at: Span) -> Node {
        let residual = || format!("variables('{}')", variable.name.replace('\'', "''"));
        let evaluate = || {
            self.deeper(at, &residual(), || {
                let env = home.own_env(ExpressionContext::Variable);
                match &variable.source {
                    VariableSource::Plain(node) => self.resolve(node, &env),
                    VariableSource::Loop(node) => match node.as_object() {
                        Some(declaration) => {
                            self.resolve_loop(&variable.name, declaration, node.span(), &env)
                        }
                        None => node.clone(),
                    },
                }
            })
        };
        let circle = || {
            let message = format!("variable '{}' depends on itself", variable.name);
            self.failed(ProblemKind::CircularReference, message, at, &residual())
        };
        variable.slot.get(&self.ledger, evaluate, circle)
    }

    /// Evaluates all parameters and variables, used or not, as Azure does, so that every fault in them is found; and tells
    /// of values for parameters that are not declared. Where only some resources are wanted, it is what is secret that
    /// has to be known.
    pub(crate) fn check_declared(&self, home: &Deployment, given: &[(Arc<str>, PassedValue)]) {
        let everything = self.extent.is_everything();
        for parameter in &home.names.parameters {
            if everything || home.declared_type(&parameter.declaration).secure {
                self.parameter(parameter, home, parameter.span);
            }
        }
        if !everything {
            return self.hide_unused(home, given);
        }
        for variable in &home.names.variables {
            self.variable(variable, home, variable.span());
        }
        self.hide_unused(home, given);
        for (name, value) in given {
            if home.names.parameter(name).is_none() {
                let span = match value {
                    PassedValue::Value(value) => value.origin.at(),
                    PassedValue::KeyVault(entry) => entry.span(),
                    PassedValue::Client(span) => *span,
                };
                let mut problem = problem(
                    ProblemKind::ParameterNotFound,
                    format!("the template has no parameter '{name}'"),
                    span,
                );
                if let Some(near) =
                    home.names.parameters.iter().find(|known| near(&known.name, name))
                {
                    problem.related.push((format!("it has '{}'", near.name).into(), near.span));
                }
                self.note(problem);
            }
        }
    }
}

impl Engine<'_> {
    /// Secrets that nothing reads: values that a later one replaces, defaults in whose place something is given, and
    /// values for parameters that aren't declared while a secure one has none: its name may be misspelt.
    fn hide_unused(&self, home: &Deployment, given: &[(Arc<str>, PassedValue)]) {
        let is_secure = |parameter: &&Parameter| home.declared_type(&parameter.declaration).secure;
        let secure: Vec<&Parameter> = home.names.parameters.iter().filter(is_secure).collect();
        let waiting = secure.iter().any(|parameter| parameter.given.is_none());
        let mut secrets = self.secrets.borrow_mut();
        for (name, value) in given {
            let PassedValue::Value(value) = value else { continue };
            let misspelt = waiting && home.names.parameter(name).is_none();
            if misspelt || secure.iter().any(|parameter| same_name(name, &parameter.name)) {
                secrets.add_value(value, true);
            }
        }
        for parameter in secure.iter().filter(|parameter| parameter.given.is_some()) {
            let default = parameter.declaration.get("defaultValue");
            let is_literal = |node: &&Node| node.as_str().is_none_or(|text| !text.starts_with('['));
            if let Some(default) = default.filter(is_literal) {
                secrets.add_value(default, false);
            }
        }
    }
}

/// The null of a nullable parameter: passed, or by leaving the value out.
fn nothing(given: Option<&PassedValue>, declaration: &Node) -> Node {
    if let Some(PassedValue::Value(null)) = given {
        return null.clone();
    }
    let origin = Origin::computed("nullable", declaration.span(), Vec::new());
    Node { value: Value::Null, origin }
}

/// The default of a parameter. Where the template can't be deployed without values and is given none, a default that
/// stands for nothing is marked: the deployment may give a value there.
fn left_open(value: Node, parameter: &Parameter, home: &Deployment) -> Node {
    if !home.wants_values || !value.is_nothing() {
        return value;
    }
    let by = By::OpenDefault(parameter.name.clone());
    Node { value: value.value, origin: Origin::passed(by, parameter.span, value.origin) }
}

/// Whether two names differ by no more than separators.
fn near(one: &str, other: &str) -> bool {
    let plain = |name: &str| folded(name).replace(['-', '_', ' '], "");
    same_name(&plain(one), &plain(other))
}
