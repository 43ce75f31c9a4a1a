//! The template of a file, made once, with all of its sections.

use std::sync::Arc;

use arm_template::{Node, Reason, ScopeKind, Span, Unknown, Value};

use super::closure::Closure;
use super::compiled::Compiled;
use super::ir::{self, member, object, string};
use super::lowering::Lowering;
use super::model::Model;
use super::tree;
use super::writer::Writer;
use crate::ast::Statement;
use crate::parsed::MadeTemplate;
use crate::program::LinkTarget;

impl<'a> Lowering<'a> {
    pub(super) fn compiled(&self, unit: usize) -> Compiled {
        let template = self.template(unit);
        let model = &self.models[unit];
        let mut problems = self.problems.take();
        problems.sort_by_key(|problem| problem.span);
        problems.dedup();
        Compiled {
            template,
            problems,
            target: model.target,
            only_exports: only_exports(model),
            files: self
                .program
                .units
                .iter()
                .map(|unit| unit.path.clone())
                .chain(self.program.documents.iter().map(|document| document.path.clone()))
                .collect(),
        }
    }

    /// The template of a file, made once, also for other programs of the same files.
    pub(super) fn template(&self, unit: usize) -> Node {
        if let Some(made) = self.templates.borrow().get(&unit) {
            return made.clone();
        }
        let make = || self.make(unit);
        let made = match self.files.parsed() {
            Some(parsed) => parsed.template(self.program.units[unit].id, make),
            None => Arc::new(make()),
        };
        made.problems.iter().cloned().for_each(|problem| self.note(problem));
        self.templates.borrow_mut().insert(unit, made.node.clone());
        made.node.clone()
    }

    fn make(&self, unit: usize) -> MadeTemplate {
        let of_others = self.problems.take();
        let model = &self.models[unit];
        self.check(model);
        let closure = Closure::of(self, model);
        let node = Writer { lowering: self, model, closure }.template();
        MadeTemplate { node, problems: self.problems.replace(of_others) }
    }

    /// The template that a module's path leads to; or what stands for one that isn't there.
    pub(super) fn linked(&self, link: Option<&LinkTarget>, at: Span, path: &str) -> Node {
        let left = |reason: Reason| {
            let unknown = Unknown { reason, residual: "null()".into() };
            Node::written(Value::Unknown(Arc::new(unknown)), at)
        };
        match link {
            Some(LinkTarget::Unit(unit)) if !self.program.units[*unit].circular => {
                self.template(*unit)
            }
            Some(LinkTarget::Template(document)) => {
                let node = self.program.documents[*document].node.clone();
                node.unwrap_or_else(|| {
                    left(Reason::Failed(format!("'{path}' can't be read").into()))
                })
            }
            Some(LinkTarget::NotRestored(message)) => left(Reason::Linked(message.clone())),
            _ => left(Reason::Failed(format!("'{path}' can't be read").into())),
        }
    }
}

/// Whether a file deploys nothing by itself, but has something for others.
fn only_exports(model: &Model<'_>) -> bool {
    let mut exports = false;
    for statement in &model.unit.parsed.file.statements {
        let decorators = match statement {
            Statement::Resource(_) | Statement::Module(_) | Statement::Output(_) => return false,
            Statement::Variable(variable) => &variable.decorators,
            Statement::Type(declared) => &declared.decorators,
            Statement::Function(function) => &function.decorators,
            _ => continue,
        };
        exports |= tree::decorator(decorators, "export").is_some();
    }
    exports
}

impl<'a> Writer<'_, 'a> {
    fn template(&self) -> Node {
        let whole = Span::new(self.model.unit.id, 0, 0);
        let at = self.model.unit.parsed.file.statements.first().map_or(whole, |statement| {
            let span = statement_span(statement);
            self.model.span(span)
        });
        let schema = match self.model.target {
            ScopeKind::Tenant => "2019-08-01/tenantDeploymentTemplate",
            ScopeKind::ManagementGroup => "2019-08-01/managementGroupDeploymentTemplate",
            ScopeKind::Subscription => "2018-05-01/subscriptionDeploymentTemplate",
            ScopeKind::ResourceGroup => "2019-04-01/deploymentTemplate",
        };
        let schema = format!("https://schema.management.azure.com/schemas/{schema}.json#");
        let mut members = vec![member("$schema", at, string(at, schema))];
        if self.model.symbolic {
            members.push(member("languageVersion", at, string(at, "2.0")));
        }
        members.push(member("contentVersion", at, string(at, "1.0.0.0")));
        let mut section = |name: &str, found: Vec<arm_template::Member>| {
            if !found.is_empty() {
                members.push(member(name, at, object(at, found)));
            }
        };
        section("metadata", self.metadata());
        section("definitions", self.definitions());
        section("parameters", self.parameters());
        let (variables, loops) = self.variables();
        let mut variables = variables;
        if !loops.is_empty() {
            variables.insert(0, member("copy", at, ir::array(at, loops)));
        }
        section("variables", variables);
        section("imports", self.extensions());
        section("asserts", self.asserts());
        let functions = self.functions(at);
        if !functions.is_empty() {
            members.push(member("functions", at, ir::array(at, functions)));
        }
        members.push(member("resources", at, self.resources(at)));
        let outputs = self.outputs();
        if !outputs.is_empty() {
            members.push(member("outputs", at, object(at, outputs)));
        }
        object(at, members)
    }
}

fn statement_span(statement: &Statement) -> crate::TextSpan {
    match statement {
        Statement::TargetScope(found)
        | Statement::Metadata(found)
        | Statement::Assert(found)
        | Statement::ParameterAssignment(found) => found.span,
        Statement::Parameter(found) => found.span,
        Statement::Variable(found) => found.span,
        Statement::Type(found) => found.span,
        Statement::Function(found) => found.span,
        Statement::Resource(found) => found.span,
        Statement::Module(found) | Statement::Test(found) => found.span,
        Statement::Output(found) => found.span,
        Statement::Import(found) => found.span,
        Statement::Extension(found) | Statement::ExtensionConfig(found) => found.span,
        Statement::Using(found) => found.span,
        Statement::Extends(found) => found.span,
    }
}
