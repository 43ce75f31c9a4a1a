//! Parameters, variables, functions, outputs and the rest of what stands beside the resources.

use std::sync::Arc;

use arm_template::{Member, Node, Span};

use crate::ast::{self, Statement};
use crate::lower::env::{Binding, Env};
use crate::lower::ir;
use crate::lower::ir::{Ir, member, member_named, object, string};
use crate::lower::tree::argument;
use crate::lower::writer::{Namespaces, Writer};

impl<'a> Writer<'_, 'a> {
    fn statements(&self) -> &'a [Statement] {
        &self.model.unit.parsed.file.statements
    }

    pub(crate) fn metadata(&self) -> Vec<Member> {
        let metadata = self.statements().iter().filter_map(|statement| match statement {
            Statement::Metadata(metadata) => Some(metadata),
            _ => None,
        });
        metadata.map(|metadata| self.assigned(metadata)).collect()
    }

    pub(crate) fn asserts(&self) -> Vec<Member> {
        let asserts = self.statements().iter().filter_map(|statement| match statement {
            Statement::Assert(assert) => Some(assert),
            _ => None,
        });
        asserts.map(|assert| self.assigned(assert)).collect()
    }

    fn assigned(&self, assigned: &'a ast::Assignment) -> Member {
        let at = self.model.span(assigned.name.span);
        member_named(assigned.name.text.clone(), at, self.node(&assigned.value, &self.env()))
    }

    pub(crate) fn extensions(&self) -> Vec<Member> {
        let extensions = self.statements().iter().filter_map(|statement| match statement {
            Statement::Extension(extension) => Some(extension),
            _ => None,
        });
        let entry = |extension: &'a ast::Extension| {
            let at = self.model.span(extension.name.span);
            let (name, version) =
                extension.name.text.rsplit_once('@').unwrap_or((&extension.name.text, "1.0.0"));
            let mut members = vec![
                member("provider", at, string(at, name)),
                member("version", at, string(at, version)),
            ];
            if let Some(config) = &extension.config {
                let config = self.node(config, &self.env());
                members.push(member("config", config.span(), config));
            }
            let alias =
                extension.alias.as_ref().map_or_else(|| name.into(), |alias| alias.text.clone());
            member_named(alias, at, object(at, members))
        };
        extensions.map(entry).collect()
    }

    pub(crate) fn parameters(&self) -> Vec<Member> {
        let parameters = self.statements().iter().filter_map(|statement| match statement {
            Statement::Parameter(parameter) => Some(parameter),
            _ => None,
        });
        parameters.map(|parameter| self.parameter(parameter)).collect()
    }

    fn parameter(&self, parameter: &'a ast::Parameter) -> Member {
        let at = self.model.span(parameter.span);
        let env = self.env();
        let mut members = self.type_members(&parameter.kind, self.model);
        if let Some(default) = &parameter.default {
            let node = self.node(default, &env);
            members.push(member("defaultValue", node.span(), node));
        }
        if let Some(allowed) = argument(&parameter.decorators, "allowed") {
            let node = self.node(allowed, &env);
            members.push(member("allowedValues", node.span(), node));
        }
        let members = self.modified(members, &parameter.decorators, self.model);
        let name_at = self.model.span(parameter.name.span);
        member_named(parameter.name.text.clone(), name_at, object(at, members))
    }

    /// Variables, and those that loops make.
    pub(crate) fn variables(&self) -> (Vec<Member>, Vec<Node>) {
        let mut plain = Vec::new();
        let mut loops = Vec::new();
        for statement in self.statements() {
            let Statement::Variable(variable) = statement else { continue };
            if self.model.inlined.contains(&*variable.name.text) {
                // It is still looked at: it may be used nowhere, and hold a name that isn't declared.
                self.looped(&variable.value, Some(&variable.name.text), &self.env());
                continue;
            }
            self.variable(variable, self.model, variable.name.text.clone(), &mut plain, &mut loops);
        }
        self.imported_variables(&mut plain, &mut loops);
        (plain, loops)
    }

    pub(crate) fn variable(
        &self,
        variable: &'a ast::Variable,
        model: &'a crate::lower::Model<'a>,
        name: Arc<str>,
        plain: &mut Vec<Member>,
        loops: &mut Vec<Node>,
    ) {
        let at = model.span(variable.name.span);
        match self.looped(&variable.value, Some(&name), &Env::of(model)) {
            Ir::For(at, inner) => loops.push(ir::copy(at, Some(name), *inner)),
            value => plain.push(member_named(name, at, value.node())),
        }
    }

    pub(crate) fn functions(&self, at: Span) -> Vec<Node> {
        let mut namespaces = Namespaces::new();
        for statement in self.statements() {
            let Statement::Function(function) = statement else { continue };
            self.function(function, self.model, &mut namespaces);
        }
        self.imported_functions(&mut namespaces);
        let namespace = |(name, members): (String, Vec<Member>)| {
            let members = object(at, members);
            object(
                at,
                vec![member("namespace", at, string(at, name)), member("members", at, members)],
            )
        };
        namespaces.into_iter().map(namespace).collect()
    }

    pub(super) fn function(
        &self,
        function: &'a ast::Function,
        model: &'a crate::lower::Model<'a>,
        namespaces: &mut Namespaces,
    ) {
        let at = model.span(function.span);
        let (namespace, name) = self.closure.function(model.number, &function.name.text);
        let mut env = Env::of(model);
        let mut parameters = Vec::with_capacity(function.parameters.len());
        for (name, kind) in &function.parameters {
            env = env.bind(&name.text, Binding::Argument);
            let at = model.span(name.span);
            let mut members = self.type_members(kind, model);
            members.push(member("name", at, string(at, name.text.clone())));
            parameters.push(object(at, members));
        }
        let mut output = self.type_members(&function.result, model);
        let body = self.node(&function.body, &env);
        output.push(member("value", body.span(), body));
        let declared = object(
            at,
            vec![
                member("parameters", at, ir::array(at, parameters)),
                member("output", at, object(at, output)),
            ],
        );
        let name_at = model.span(function.name.span);
        namespaces.entry(namespace).or_default().push(member_named(name, name_at, declared));
    }

    pub(crate) fn outputs(&self) -> Vec<Member> {
        let outputs = self.statements().iter().filter_map(|statement| match statement {
            Statement::Output(output) => Some(output),
            _ => None,
        });
        outputs.map(|output| self.output(output)).collect()
    }

    fn output(&self, output: &'a ast::Output) -> Member {
        let at = self.model.span(output.span);
        let env = self.env();
        let members = self.type_members(&output.kind, self.model);
        let mut members = self.modified(members, &output.decorators, self.model);
        let is_resource = matches!(output.kind.kind, ast::TypeKind::Resource(_));
        match self.looped(&output.value, None, &env) {
            Ir::For(at, inner) => {
                members.push(member("copy", at, ir::copy(at, None, *inner)));
            }
            _ if is_resource => {
                let at = self.model.span(output.value.span);
                let id = match self.resource_ref(&output.value, &env) {
                    Some(found) => self.resource_id(self.model, &found, at, 0).into_node(),
                    None => self.node(&output.value, &env),
                };
                members.push(member("value", at, id));
            }
            value => members.push(member("value", value.span(), value.node())),
        }
        let name_at = self.model.span(output.name.span);
        member_named(output.name.text.clone(), name_at, object(at, members))
    }
}
