//! Resources: the section of the template that they stand in.

use std::sync::Arc;

use arm_template::{Member, Node, ProblemKind, Span, Term, Value};

use crate::ast::{self, Decorator, Entry, Expr, ExprKind, Item};
use crate::lower::env::Binding;
use crate::lower::env::Env;
use crate::lower::expressions::references::ResourceReference;
use crate::lower::ir;
use crate::lower::ir::{Ir, ObjectKey, member, member_named, object, string};
use crate::lower::tree::{argument, decorator, property};
use crate::lower::writer::Writer;

impl<'a> Writer<'_, 'a> {
    pub(crate) fn resources(&self, at: Span) -> Node {
        let model = self.model;
        let mut found: Vec<(Arc<str>, Span, Node)> = Vec::new();
        for (number, resource) in model.resources.iter().enumerate() {
            let inlined = resource.declaration.existing
                && (!model.symbolic || model.has_runtime_name(number));
            // Also what isn't written down is looked at: it may hold names that aren't declared.
            let node = self.resource(number);
            if !inlined || resource.foreign {
                let span = model.span(resource.declaration.name.span);
                found.push((resource.symbol.clone().into(), span, node));
            }
        }
        for (number, module) in model.modules.iter().enumerate() {
            let name = &module.declaration.name;
            found.push((name.text.clone(), model.span(name.span), self.module(number)));
        }
        if model.symbolic {
            let members = found.into_iter().map(|(name, at, node)| member_named(name, at, node));
            object(at, members.collect())
        } else {
            ir::array(at, found.into_iter().map(|(_, _, node)| node).collect())
        }
    }

    fn resource(&self, number: usize) -> Node {
        let model = self.model;
        let resource = &model.resources[number];
        let declaration = resource.declaration;
        let at = model.span(declaration.span);
        let head = model.span(declaration.kind.span);
        let found = ResourceReference { number, index: None };
        let env = self.env_of_resource(model, number, None);
        let mut members = Vec::new();
        if let Some((around, inner)) = model.loop_of(number) {
            let symbol = model.resources[around].symbol.clone();
            let outer = self.env_outside(number, around);
            members.push(self.loop_head(
                symbol.into(),
                &inner.source,
                &declaration.decorators,
                &outer,
            ));
        }
        if let Some(condition) = self.resource_condition(number) {
            members.push(member("condition", condition.span(), condition));
        }
        if declaration.existing && model.symbolic {
            let truth = Node::written(Value::Bool(true), head);
            members.push(member("existing", head, truth));
        }
        let options = ["onlyIfNotExists", "waitUntil", "retryOn", "nullIfNotFound"];
        let options: Vec<Member> = options
            .into_iter()
            .filter_map(|name| {
                let decorator = decorator(&declaration.decorators, name)?;
                let at = model.span(decorator.span);
                let arguments = decorator.arguments.iter().flatten();
                let arguments =
                    arguments.map(|argument| self.node(argument, &self.env())).collect();
                Some(member(name, at, ir::array(at, arguments)))
            })
            .collect();
        if !options.is_empty() {
            members.push(member("@options", at, object(at, options)));
        }
        if resource.foreign {
            return self.foreign_resource(number, members, &env);
        }
        members.push(member("type", head, string(head, resource.kind.clone())));
        if let Some(version) = &resource.version {
            members.push(member("apiVersion", head, string(head, version.clone())));
        }
        let scope = self.resource_scope(model, &found, 0);
        if !scope.is_plain() || scope.kind != model.target {
            let scope_at =
                property(resource.body, "scope").map_or(head, |scope| model.span(scope.span));
            let scoped = self.scope_members(&scope, scope_at);
            members.extend(
                scoped.into_iter().map(|(name, term)| member(name, scope_at, term.into_node())),
            );
        }
        members.push(self.name_member(number, &env));
        members.extend(self.body(resource.body, &["name", "scope", "parent", "dependsOn"], &env));
        if let Some(dependencies) = property(resource.body, "dependsOn") {
            members.push(self.dependencies(dependencies, &env));
        }
        object(at, members)
    }

    /// What is around the loop of a resource: nothing of that loop.
    fn env_outside(&self, number: usize, around: usize) -> Env<'a> {
        let mut env = Env::of(self.model);
        for ancestor in self.model.ancestors(number) {
            if ancestor == around {
                break;
            }
            for (name, child) in &self.model.resources[ancestor].children {
                env = env.bind(name, Binding::Resource(*child));
            }
        }
        env
    }

    fn name_member(&self, number: usize, env: &Env<'a>) -> Member {
        let model = self.model;
        let resource = &model.resources[number];
        let Some(written) = property(resource.body, "name") else {
            let at = model.span(resource.declaration.name.span);
            let message = "the resource has no name";
            self.problem(ProblemKind::Structure, message, at);
            return member("name", at, Self::failed(at).into_node());
        };
        let at = model.span(written.span);
        if resource.parent.is_none() {
            return member("name", at, self.node(written, env));
        }
        let segments = self.segments(model, &ResourceReference { number, index: None }, at, 0);
        let pattern: Vec<String> =
            (0..segments.len()).map(|place| format!("{{{place}}}")).collect();
        let mut arguments = vec![Term::name(at, pattern.join("/"))];
        arguments.extend(segments);
        member("name", at, Term::call(at, "format", arguments).into_node())
    }

    /// The condition of a resource and of those that it stands in.
    fn resource_condition(&self, number: usize) -> Option<Node> {
        let model = self.model;
        let mut around = vec![number];
        let mut here = number;
        while let Some(parent) = model.resources[here].parent.filter(|parent| parent.nested) {
            here = parent.resource;
            around.push(here);
        }
        let mut whole: Option<Ir> = None;
        for number in around.into_iter().rev() {
            let Some(condition) = model.resources[number].condition else { continue };
            let env = self.env_of_resource(model, number, None);
            let next = self.convert(condition, &env);
            whole = Some(match whole {
                None => next,
                Some(before) => {
                    let at = next.span();
                    Ir::Term(Term::call(at, "and", vec![before.term(), next.term()]))
                }
            });
        }
        whole.map(Ir::node)
    }

    /// `copy` of a resource or module.
    pub(super) fn loop_head(
        &self,
        name: Arc<str>,
        source: &'a Expr,
        decorators: &'a [Decorator],
        env: &Env<'a>,
    ) -> Member {
        let at = env.model.span(source.span);
        let source = self.term(source, env);
        let mut members =
            vec![member("name", at, string(at, name)), member("count", at, ir::count(&source))];
        if let Some(size) = argument(decorators, "batchSize") {
            let at = env.model.span(size.span);
            members.push(member("mode", at, string(at, "serial")));
            members.push(member("batchSize", at, self.node(size, &self.env())));
        }
        member("copy", at, object(at, members))
    }

    /// The properties of a body but some.
    pub(super) fn body(&self, body: &'a [Entry], but: &[&str], env: &Env<'a>) -> Vec<Member> {
        let mut kept = Vec::new();
        for entry in body {
            let Entry::Property(key, value) = entry else { continue };
            match key {
                ast::PropertyKey::Name(name) if but.contains(&&*name.text) => {}
                ast::PropertyKey::Name(name) => {
                    let at = env.model.span(name.span);
                    let value = self.looped(value, Some(&name.text), env);
                    kept.push((ObjectKey::Name(at, name.text.clone()), value));
                }
                ast::PropertyKey::Format(key) => {
                    kept.push((
                        ObjectKey::Term(self.term(key, env)),
                        self.looped(value, None, env),
                    ));
                }
            }
        }
        let at =
            body.first().map_or(env.model.span(crate::TextSpan::default()), |entry| match entry {
                Entry::Property(_, value) | Entry::Spread(value) => env.model.span(value.span),
                Entry::Resource(resource) => env.model.span(resource.span),
            });
        Ir::Object(at, kept).node().members().to_vec()
    }

    /// What a resource or module waits for, as its author says; the rest follows from what it uses.
    pub(super) fn dependencies(&self, written: &'a Expr, env: &Env<'a>) -> Member {
        let at = env.model.span(written.span);
        let ExprKind::Array(items) = &written.kind else {
            self.term(written, env);
            return member("dependsOn", at, ir::array(at, Vec::new()));
        };
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            let (Item::Value(value) | Item::Spread(value)) = item;
            let at = env.model.span(value.span);
            if let Some(resource) = self.resource_ref(value, env) {
                let symbol = &env.model.resources[resource.number].symbol;
                found.push(if env.model.symbolic {
                    Self::symbol(symbol, resource.index.as_ref(), at).into_node()
                } else if env.model.resources[resource.number].for_loop.is_some()
                    && resource.index.is_none()
                {
                    string(at, symbol.clone())
                } else {
                    self.resource_id(env.model, &resource, at, 0).into_node()
                });
            } else if let Some((number, index)) = self.module_ref(value, env) {
                let name = &env.model.modules[number].declaration.name.text;
                found.push(Self::symbol(name, index.as_ref(), at).into_node());
            } else {
                self.term(value, env);
            }
        }
        member("dependsOn", at, ir::array(at, found))
    }

    /// A resource of an extension: its body is its properties.
    fn foreign_resource(&self, number: usize, mut members: Vec<Member>, env: &Env<'a>) -> Node {
        let model = self.model;
        let resource = &model.resources[number];
        let at = model.span(resource.declaration.span);
        let head = model.span(resource.declaration.kind.span);
        let alias =
            model.unit.parsed.file.statements.iter().find_map(|statement| match statement {
                ast::Statement::Extension(extension) => {
                    Some(extension.alias.as_ref().unwrap_or(&extension.name).text.clone())
                }
                _ => None,
            });
        members.push(member(
            "import",
            head,
            string(head, alias.unwrap_or_else(|| "extension".into())),
        ));
        let kind = match &resource.version {
            Some(version) => format!("{}@{version}", resource.kind),
            None => resource.kind.clone(),
        };
        members.push(member("type", head, string(head, kind)));
        let body = self.body(resource.body, &["scope", "parent", "dependsOn"], env);
        members.push(member("properties", at, object(at, body)));
        if let Some(dependencies) = property(resource.body, "dependsOn") {
            members.push(self.dependencies(dependencies, env));
        }
        object(at, members)
    }
}
