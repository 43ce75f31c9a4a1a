//! Statements, their decorators and their types.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arm_template::ProblemKind;

use super::checker::{Checks, ExpressionPosition};
use super::expressions::is_local;
use super::shape::{Shape, literal};
use crate::TextSpan;
use crate::ast::{
    Decorator, Expr, ExprKind, Item, Literal, Statement, Type, TypeKind, TypeProperty,
};
use crate::lower::tree::{argument, walk};

impl<'a> Checks<'_, 'a> {
    /// Says which variables depend on themselves.
    pub(super) fn circles(&self) {
        let mut uses: HashMap<&str, Vec<Arc<str>>> = HashMap::new();
        for statement in &self.model.unit.parsed.file.statements {
            let Statement::Variable(variable) = statement else { continue };
            let found = uses.entry(&variable.name.text).or_default();
            walk(&variable.value, &mut |expr| {
                if let ExprKind::Name(name) = &expr.kind
                    && !is_local(&variable.value, name)
                {
                    found.push(name.clone());
                }
                true
            });
        }
        for statement in &self.model.unit.parsed.file.statements {
            let Statement::Variable(variable) = statement else { continue };
            let own = &variable.name.text;
            let mut seen: HashSet<&str> = HashSet::new();
            let mut open: Vec<&str> = vec![own];
            while let Some(next) = open.pop() {
                for name in uses.get(next).into_iter().flatten() {
                    if name == own {
                        let message = format!("variable '{own}' depends on itself");
                        self.say(ProblemKind::CircularReference, message, variable.value.span);
                        open.clear();
                        break;
                    }
                    if seen.insert(name) {
                        open.push(name);
                    }
                }
            }
        }
    }

    pub(super) fn statement(&self, statement: &'a Statement) {
        match statement {
            Statement::TargetScope(assigned) => {
                let known = ["resourceGroup", "subscription", "managementGroup", "tenant", "local"];
                let fits = matches!(&assigned.value.kind, ExprKind::Text(text) if known.contains(&&**text));
                if !fits && !matches!(assigned.value.kind, ExprKind::Missing) {
                    let message = "the scope must be 'resourceGroup', 'subscription', 'managementGroup' or 'tenant'";
                    self.say(ProblemKind::Structure, message, assigned.value.span);
                }
            }
            Statement::Metadata(assigned) | Statement::Assert(assigned) => {
                self.value(&assigned.value, ExpressionPosition::Value, &mut Vec::new());
            }
            Statement::ParameterAssignment(assigned) => {
                self.value(&assigned.value, ExpressionPosition::Inside, &mut Vec::new());
            }
            Statement::Parameter(parameter) => {
                self.decorators(&parameter.decorators, Some(&parameter.kind));
                self.kind(&parameter.kind);
                if let Some(default) = &parameter.default {
                    self.value(default, ExpressionPosition::Inside, &mut Vec::new());
                    self.fits(default, &parameter.kind);
                }
            }
            Statement::Variable(variable) => {
                self.decorators(&variable.decorators, None);
                self.value(&variable.value, ExpressionPosition::Value, &mut Vec::new());
                if let Some(kind) = &variable.kind {
                    self.kind(kind);
                    self.fits(&variable.value, kind);
                }
            }
            Statement::Type(declared) => {
                self.decorators(&declared.decorators, Some(&declared.value));
                self.kind(&declared.value);
            }
            Statement::Function(function) => {
                self.decorators(&function.decorators, None);
                let mut locals: Vec<&str> = Vec::new();
                for (name, kind) in &function.parameters {
                    locals.push(&name.text);
                    self.kind(kind);
                }
                self.kind(&function.result);
                self.value(&function.body, ExpressionPosition::Inside, &mut locals);
                let shape = self.shape(&function.body, &locals, 0);
                self.shape_fits(&shape, function.body.span, &function.result);
            }
            Statement::Resource(resource) => {
                self.decorators(&resource.decorators, None);
                self.resource_type(&resource.kind, false);
                self.value(&resource.value, ExpressionPosition::Value, &mut Vec::new());
            }
            Statement::Module(module) | Statement::Test(module) => {
                self.decorators(&module.decorators, None);
                self.value(&module.value, ExpressionPosition::Value, &mut Vec::new());
            }
            Statement::Output(output) => {
                self.decorators(&output.decorators, Some(&output.kind));
                self.kind(&output.kind);
                self.value(&output.value, ExpressionPosition::Value, &mut Vec::new());
                self.fits(&output.value, &output.kind);
            }
            _ => {}
        }
    }

    pub(super) fn resource_type(&self, kind: &Expr, nested: bool) {
        let ExprKind::Text(text) = &kind.kind else {
            if let ExprKind::Format(..) = kind.kind {
                self.say(
                    ProblemKind::Structure,
                    "a resource's type can't be put together from values",
                    kind.span,
                );
            }
            return;
        };
        let foreign = self
            .model
            .unit
            .parsed
            .file
            .statements
            .iter()
            .any(|statement| matches!(statement, Statement::Extension(_)));
        let (name, version) = text.split_once('@').unwrap_or((text, ""));
        let valid = if nested || foreign {
            !name.is_empty()
        } else {
            name.contains('/') && !version.is_empty() && !version.contains(char::is_whitespace)
        };
        if !valid {
            let message = "the type must be as 'Microsoft.Network/virtualNetworks@2024-05-01'";
            self.say(ProblemKind::Structure, message, kind.span);
        }
    }

    pub(super) fn decorators(&self, decorators: &'a [Decorator], kind: Option<&'a Type>) {
        for found in decorators {
            let name = &*found.name.text;
            let Some(arguments) = &found.arguments else {
                let message = format!("the decorator '{name}' must be called: '@{name}()'");
                self.say(ProblemKind::Structure, message, found.name.span);
                continue;
            };
            if !KNOWN.contains(&name) {
                let message = format!("there is no decorator '{name}'");
                self.say(ProblemKind::UnknownFunction, message, found.name.span);
                continue;
            }
            for argument in arguments {
                self.value(argument, ExpressionPosition::Inside, &mut Vec::new());
            }
            let Some(kind) = kind else { continue };
            let shape = self.shape_of_type(kind, 0);
            let fits = match name {
                "minLength" | "maxLength" => matches!(shape, Shape::Text(_) | Shape::Array(_)),
                "minValue" | "maxValue" => matches!(shape, Shape::Int(_)),
                "secure" => matches!(shape, Shape::Text(_) | Shape::Object),
                "sealed" => matches!(shape, Shape::Object),
                _ => true,
            };
            if !fits && shape.is_known() {
                let message = format!("the decorator '{name}' doesn't fit {}", shape.word());
                self.say(ProblemKind::Structure, message, found.span);
            }
        }
        if let Some(kind) = kind
            && let Some(allowed) = argument(decorators, "allowed")
            && let ExprKind::Array(items) = &allowed.kind
        {
            let shape = self.shape_of_type(kind, 0);
            for item in items {
                let Item::Value(value) = item else { continue };
                let found = self.shape(value, &[], 0);
                if !matches!(shape, Shape::Array(_)) && !found.may_be(&shape) {
                    let message = format!("{} is wanted here, not {}", shape.word(), found.word());
                    self.say(ProblemKind::ParameterType, message, value.span);
                }
            }
        }
    }

    pub(super) fn kind(&self, kind: &'a Type) {
        let property = |property: &'a TypeProperty| {
            self.decorators(&property.decorators, Some(&property.kind));
            self.kind(&property.kind);
        };
        match &kind.kind {
            TypeKind::Object(properties, rest) => {
                properties.iter().for_each(property);
                if let Some(rest) = rest {
                    property(rest);
                }
            }
            TypeKind::Tuple(items) => items.iter().for_each(property),
            TypeKind::Union(parts) => parts.iter().for_each(|part| self.kind(part)),
            TypeKind::Array(base) | TypeKind::Nullable(base) | TypeKind::NonNullable(base) => {
                self.kind(base);
            }
            _ => {}
        }
    }

    /// Whether a value may be of a type.
    pub(super) fn fits(&self, value: &'a Expr, kind: &'a Type) {
        if matches!(value.kind, ExprKind::For(_)) {
            return;
        }
        let shape = self.shape(value, &[], 0);
        self.shape_fits(&shape, value.span, kind);
    }

    pub(super) fn shape_fits(&self, shape: &Shape, span: TextSpan, kind: &'a Type) {
        let wanted = self.shape_of_type(kind, 0);
        if !shape.may_be(&wanted) {
            let message = format!("{} is wanted here, not {}", wanted.word(), shape.word());
            return self.say(ProblemKind::ParameterType, message, span);
        }
        if let (TypeKind::Union(parts), true) = (&kind.kind, shape.is_known())
            && let Some(values) = parts.iter().map(literal).collect::<Option<Vec<_>>>()
        {
            let found = match shape {
                Shape::Text(Some(text)) => values.contains(&&Literal::Text(text.clone())),
                Shape::Int(Some(number)) => values.contains(&&Literal::Int(*number)),
                _ => true,
            };
            if !found {
                self.say(
                    ProblemKind::ParameterConstraint,
                    "the value is none of those that the type has",
                    span,
                );
            }
        }
    }
}

/// The decorators of the language.
const KNOWN: [&str; 21] = [
    "allowed",
    "batchSize",
    "description",
    "discriminator",
    "export",
    "maxLength",
    "maxValue",
    "metadata",
    "minLength",
    "minValue",
    "nullIfNotFound",
    "onlyIfNotExists",
    "patch",
    "retryOn",
    "sealed",
    "secure",
    "validate",
    "waitUntil",
    "userDefinedConstraint",
    "extension",
    "deprecated",
];
