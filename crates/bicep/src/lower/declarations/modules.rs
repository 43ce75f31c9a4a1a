//! Modules: deployments with the template of another file.

use std::sync::Arc;

use arm_template::{Member, Node, ProblemKind, ScopeKind, Span, Term};

use crate::ast::{Entry, Expr, ExprKind, Name, PropertyKey, Statement};
use crate::lower::env::Env;
use crate::lower::expressions::references::DEPLOYMENTS;
use crate::lower::ir;
use crate::lower::ir::{Ir, member, member_named, object, string};
use crate::lower::model::Symbol;
use crate::lower::tree::{property, unparenthesized};
use crate::lower::types::names::is_nullable;
use crate::lower::writer::Writer;
use crate::program::LinkTarget;

impl<'a> Writer<'_, 'a> {
    pub(super) fn module(&self, number: usize) -> Node {
        let model = self.model;
        let module = &model.modules[number];
        let declaration = module.declaration;
        let at = model.span(declaration.span);
        let head = model.span(declaration.path.span);
        let env = self.env_of_module(model, number, None);
        let mut members = Vec::new();
        if let Some(inner) = module.for_loop {
            let name = declaration.name.text.clone();
            members.push(self.loop_head(name, &inner.source, &declaration.decorators, &self.env()));
        }
        if let Some(condition) = module.condition {
            let node = self.node(condition, &env);
            members.push(member("condition", node.span(), node));
        }
        members.push(member("type", head, string(head, "Microsoft.Resources/deployments")));
        members.push(member("apiVersion", head, string(head, DEPLOYMENTS)));
        let name = self.module_name(number, None, model.span(declaration.name.span), &env);
        members.push(member("name", name.span(), name.node()));
        let but = ["name", "params", "scope", "dependsOn", "extensionConfigs"];
        members.extend(self.body(module.body, &but, &env));
        let scope = self.module_scope(model, number, None);
        let scope_at = property(module.body, "scope").map_or(head, |scope| model.span(scope.span));
        let scoped = self.scope_members(&scope, scope_at);
        members.extend(
            scoped.into_iter().map(|(name, term)| member(name, scope_at, term.into_node())),
        );
        if scope.kind != ScopeKind::ResourceGroup {
            let holder = match model.target {
                ScopeKind::ResourceGroup => "resourceGroup",
                _ => "deployment",
            };
            let location = Term::call(head, holder, Vec::new()).member(head, "location");
            members.push(member("location", head, location.into_node()));
        }
        members.push(member("properties", at, self.module_properties(number, &env)));
        if let Some(dependencies) = property(module.body, "dependsOn") {
            members.push(self.dependencies(dependencies, &env));
        }
        object(at, members)
    }

    fn module_properties(&self, number: usize, env: &Env<'a>) -> Node {
        let model = self.model;
        let module = &model.modules[number];
        let at = model.span(module.declaration.span);
        let head = model.span(module.declaration.path.span);
        let inner = object(head, vec![member("scope", head, string(head, "inner"))]);
        let mut members = vec![
            member("expressionEvaluationOptions", head, inner),
            member("mode", head, string(head, "Incremental")),
        ];
        let params = property(module.body, "params");
        self.check_params(number, params);
        if let Some(params) = params {
            let at = model.span(params.span);
            let found = match &params.kind {
                ExprKind::Object(entries) => self.params(entries, env),
                _ => {
                    self.term(params, env);
                    Vec::new()
                }
            };
            members.push(member("parameters", at, object(at, found)));
        }
        let path = match &module.declaration.path.kind {
            ExprKind::Text(text) => text.clone(),
            _ => "".into(),
        };
        let template = self.lowering.linked(module.link, head, &path);
        members.push(member("template", head, template));
        object(at, members)
    }

    fn params(&self, entries: &'a [Entry], env: &Env<'a>) -> Vec<Member> {
        let mut found = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry {
                Entry::Property(PropertyKey::Name(name), value) => {
                    let at = env.model.span(name.span);
                    found.push(member_named(name.text.clone(), at, self.param(value, env)));
                }
                Entry::Property(PropertyKey::Format(key), _) => {
                    let message = "the name of a parameter can't be put together from values";
                    self.problem(ProblemKind::Structure, message, env.model.span(key.span));
                }
                Entry::Spread(value) => {
                    let message = "the parameters of a module can't be spread from an object";
                    self.problem(ProblemKind::Structure, message, env.model.span(value.span));
                }
                Entry::Resource(_) => {}
            }
        }
        found
    }

    fn param(&self, value: &'a Expr, env: &Env<'a>) -> Node {
        let at = env.model.span(value.span);
        if let ExprKind::For(_) = &value.kind {
            let name: Arc<str> = "value".into();
            let looped = self.looped(value, Some(&name), env);
            let Ir::For(at, inner) = looped else { return looped.node() };
            let copied = ir::copy(at, Some(name), *inner);
            return object(at, vec![member("copy", at, ir::array(at, vec![copied]))]);
        }
        match self.passed(value, env) {
            ModuleArgument::Value(value) => object(at, vec![member("value", at, value.node())]),
            ModuleArgument::Secret(reference) => {
                object(at, vec![member("reference", at, reference.node())])
            }
            ModuleArgument::Choice(term) => term.into_node(),
        }
    }

    /// What is passed: a value, a secret of a vault, or one of two by a condition.
    fn passed(&self, value: &'a Expr, env: &Env<'a>) -> ModuleArgument {
        let at = env.model.span(value.span);
        match &value.kind {
            ExprKind::Method(base, name, arguments) if &*name.text == "getSecret" => {
                let Some(found) = self.resource_ref(base, env) else {
                    return ModuleArgument::Value(self.convert(value, env));
                };
                let id = self.resource_id(env.model, &found, at, 0);
                let key = |name: &str| ir::ObjectKey::Name(at, name.into());
                let vault = Ir::Object(at, vec![(key("id"), Ir::Term(id))]);
                let mut members = vec![(key("keyVault"), vault)];
                let names = ["secretName", "secretVersion"];
                members.extend(
                    names
                        .into_iter()
                        .zip(arguments)
                        .map(|(name, argument)| (key(name), self.convert(argument, env))),
                );
                ModuleArgument::Secret(Ir::Object(at, members))
            }
            ExprKind::Ternary(condition, then, otherwise) => {
                let condition = self.term(condition, env);
                let wrapped = |passed: ModuleArgument| match passed {
                    ModuleArgument::Value(value) => {
                        let at = value.span();
                        let name = Term::name(at, "value");
                        Term::call(at, "createObject", vec![name, value.term()])
                    }
                    ModuleArgument::Secret(reference) => {
                        let at = reference.span();
                        let name = Term::name(at, "reference");
                        Term::call(at, "createObject", vec![name, reference.term()])
                    }
                    ModuleArgument::Choice(term) => term,
                };
                let then = wrapped(self.passed(then, env));
                let otherwise = wrapped(self.passed(otherwise, env));
                ModuleArgument::Choice(Term::call(at, "if", vec![condition, then, otherwise]))
            }
            ExprKind::Parenthesized(inner) => self.passed(inner, env),
            ExprKind::Name(name) => match self.choice(name, env) {
                Some(choice) => match self.env_of_replaced(at, env) {
                    Some(own) => self.passed(choice, &own),
                    None => ModuleArgument::Value(Ir::Term(Self::failed(at))),
                },
                None => ModuleArgument::Value(self.convert(value, env)),
            },
            _ => ModuleArgument::Value(self.convert(value, env)),
        }
    }

    /// The value of a variable that is replaced by it, where that is one of two by a condition.
    fn choice(&self, name: &str, env: &Env<'a>) -> Option<&'a Expr> {
        let _ = self;
        if env.local(name).is_some() || !env.model.inlined.contains(name) {
            return None;
        }
        let Some(Symbol::Variable(variable)) = env.model.names.get(name) else { return None };
        let is_choice = matches!(unparenthesized(&variable.value).kind, ExprKind::Ternary(..));
        is_choice.then_some(&variable.value)
    }

    /// Whether the parameters are those that the module has.
    fn check_params(&self, number: usize, params: Option<&'a Expr>) {
        let model = self.model;
        let module = &model.modules[number];
        let (known, needed): (Vec<Arc<str>>, Vec<Arc<str>>) = match module.link {
            Some(LinkTarget::Unit(unit)) => {
                let file = &self.lowering.program.units[*unit].parsed.file;
                let parameters = file.statements.iter().filter_map(|statement| match statement {
                    Statement::Parameter(parameter) => Some(parameter),
                    _ => None,
                });
                let models = self.lowering.models;
                let is_needed = |parameter: &&crate::ast::Parameter| {
                    parameter.default.is_none() && !is_nullable(&parameter.kind, &models[*unit], 0)
                };
                (
                    parameters.clone().map(|parameter| parameter.name.text.clone()).collect(),
                    parameters
                        .filter(is_needed)
                        .map(|parameter| parameter.name.text.clone())
                        .collect(),
                )
            }
            Some(LinkTarget::Template(document)) => {
                let node = self.lowering.program.documents[*document].node.as_ref();
                let declared = node.and_then(|node| node.get("parameters"));
                let declared = declared.map(Node::members).unwrap_or_default();
                // Whether a type by reference may be null is told where it is declared.
                let is_needed = |member: &&Member| {
                    let has = |name: &str| member.value.get(name).is_some();
                    !has("defaultValue") && !has("nullable") && !has("$ref")
                };
                (
                    declared.iter().map(|member| member.name.clone()).collect(),
                    declared.iter().filter(is_needed).map(|member| member.name.clone()).collect(),
                )
            }
            _ => return,
        };
        let given: Vec<&Name> = match params.map(|params| &params.kind) {
            Some(ExprKind::Object(entries)) => entries
                .iter()
                .filter_map(|entry| match entry {
                    Entry::Property(PropertyKey::Name(name), _) => Some(name),
                    _ => None,
                })
                .collect(),
            Some(_) => return,
            None => Vec::new(),
        };
        for name in &given {
            if !known.iter().any(|known| known.eq_ignore_ascii_case(&name.text)) {
                let message = format!("the module has no parameter '{}'", name.text);
                self.problem(ProblemKind::ParameterNotFound, message, model.span(name.span));
            }
        }
        let missing: Vec<&str> = needed
            .iter()
            .filter(|needed| !given.iter().any(|name| name.text.eq_ignore_ascii_case(needed)))
            .map(|needed| &**needed)
            .collect();
        if !missing.is_empty() {
            let at: Span = params
                .map_or(model.span(module.declaration.name.span), |params| model.span(params.span));
            let message = format!("the module needs a value for {}", missing.join(", "));
            self.problem(ProblemKind::ParameterMissing, message, at);
        }
    }
}

enum ModuleArgument {
    Value(Ir),
    Secret(Ir),
    Choice(Term),
}
