//! References to resources and modules: ids, names, and what only the deployment knows of them.

use arm_template::{ProblemKind, Span, Term};

use super::terms::copy_index;
use super::terms::{Step, access};
use crate::ast::{Expr, ExprKind};
use crate::lower::env::{Binding, Env};
use crate::lower::ir::Ir;
use crate::lower::model::Symbol;
use crate::lower::tree::{property, unparenthesized};
use crate::lower::writer::Writer;

/// The version of the API that modules are deployed with.
pub(crate) const DEPLOYMENTS: &str = "2025-04-01";
pub(super) const DEPLOYMENT: &str = "Microsoft.Resources/deployments";

/// A resource that an expression names, and which turn of its loop.
#[derive(Clone)]
pub(crate) struct ResourceReference {
    pub(crate) number: usize,
    pub(crate) index: Option<Term>,
}

impl<'a> Writer<'_, 'a> {
    /// The resource that an expression names.
    pub(crate) fn resource_ref(&self, expr: &'a Expr, env: &Env<'a>) -> Option<ResourceReference> {
        let expr = unparenthesized(expr);
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(binding) = env.local(name) {
                    return match binding {
                        Binding::Resource(number) => {
                            Some(ResourceReference { number: *number, index: None })
                        }
                        _ => None,
                    };
                }
                match env.model.names.get(&**name)? {
                    Symbol::Resource(number) => {
                        Some(ResourceReference { number: *number, index: None })
                    }
                    Symbol::Variable(variable)
                        if env.model.inlined.contains(&**name) && env.depth < 20 =>
                    {
                        let outer = Env { depth: env.depth + 1, ..Env::of(env.model) };
                        self.resource_ref(&variable.value, &outer)
                    }
                    _ => None,
                }
            }
            ExprKind::Nested(base, name) => {
                let around = self.resource_ref(base, env)?;
                let children = &env.model.resources[around.number].children;
                let number = *children.get(&*name.text)?;
                Some(ResourceReference { number, index: around.index })
            }
            ExprKind::Index { base, index, safe: false, from_end: false } => {
                let found = self.resource_ref(base, env)?;
                let is_loop = env.model.resources[found.number].for_loop.is_some();
                if !is_loop || found.index.is_some() {
                    return None;
                }
                Some(ResourceReference { index: Some(self.term(index, env)), ..found })
            }
            _ => None,
        }
    }

    /// The module that an expression names, and which turn of its loop.
    pub(crate) fn module_ref(
        &self,
        expr: &'a Expr,
        env: &Env<'a>,
    ) -> Option<(usize, Option<Term>)> {
        let expr = unparenthesized(expr);
        match &expr.kind {
            ExprKind::Name(name) if env.local(name).is_none() => {
                match env.model.names.get(&**name)? {
                    Symbol::Module(number) => Some((*number, None)),
                    Symbol::Variable(variable)
                        if env.model.inlined.contains(&**name) && env.depth < 20 =>
                    {
                        let outer = Env { depth: env.depth + 1, ..Env::of(env.model) };
                        self.module_ref(&variable.value, &outer)
                    }
                    _ => None,
                }
            }
            ExprKind::Index { base, index, safe: false, from_end: false } => {
                let (number, turn) = self.module_ref(base, env)?;
                if turn.is_some() || env.model.modules[number].for_loop.is_none() {
                    return None;
                }
                Some((number, Some(self.term(index, env))))
            }
            _ => None,
        }
    }

    /// What is declared around a resource's body; `index` stands for the turn of its loop.
    pub(crate) fn env_of_resource(
        &self,
        model: &'a crate::lower::Model<'a>,
        number: usize,
        index: Option<&Term>,
    ) -> Env<'a> {
        let mut around = vec![number];
        let mut here = number;
        while let Some(parent) = model.resources[here].parent.filter(|parent| parent.nested) {
            here = parent.resource;
            around.push(here);
        }
        let mut env = Env::of(model);
        for number in around.into_iter().rev() {
            let resource = &model.resources[number];
            if let Some(inner) = resource.for_loop {
                let at = model.span(resource.declaration.value.span);
                let turn = index.cloned().unwrap_or_else(|| copy_index(at, None));
                env = Self::bound(inner, turn, &env);
            }
            for (name, child) in &resource.children {
                env = env.bind(name, Binding::Resource(*child));
            }
        }
        env
    }

    pub(crate) fn env_of_module(
        &self,
        model: &'a crate::lower::Model<'a>,
        number: usize,
        index: Option<&Term>,
    ) -> Env<'a> {
        let module = &model.modules[number];
        let env = Env::of(model);
        let Some(inner) = module.for_loop else { return env };
        let at = model.span(module.declaration.value.span);
        let turn = index.cloned().unwrap_or_else(|| copy_index(at, None));
        Self::bound(inner, turn, &env)
    }

    /// The parts of a resource's name, those of its parents first.
    pub(crate) fn segments(
        &self,
        model: &'a crate::lower::Model<'a>,
        found: &ResourceReference,
        at: Span,
        depth: u32,
    ) -> Vec<Term> {
        let resource = &model.resources[found.number];
        let env = self.env_of_resource(model, found.number, found.index.as_ref());
        let env = Env { depth, ..env };
        if depth > 50 {
            self.problem(
                ProblemKind::CircularReference,
                "the resource's name depends on itself",
                at,
            );
            return vec![Self::failed(at)];
        }
        let env = env.deeper();
        let own = match property(resource.body, "name") {
            Some(name) => self.term(name, &env),
            None => Self::failed(at),
        };
        let types = resource.kind.split('/').count().saturating_sub(1).max(1);
        let Some(parent) = resource.parent else {
            if types == 1 {
                return vec![own];
            }
            return split(&own, types, at);
        };
        let index = if parent.nested {
            found.index.clone()
        } else {
            parent.index.map(|index| self.term(index, &env))
        };
        let above = ResourceReference { number: parent.resource, index };
        let mut segments = self.segments(model, &above, at, depth + 1);
        segments.push(own);
        segments
    }

    /// The full id of a resource.
    pub(crate) fn resource_id(
        &self,
        model: &'a crate::lower::Model<'a>,
        found: &ResourceReference,
        at: Span,
        depth: u32,
    ) -> Term {
        let resource = &model.resources[found.number];
        if depth > 50 {
            self.problem(
                ProblemKind::CircularReference,
                "the resource's scope depends on itself",
                at,
            );
            return Self::failed(at);
        }
        let segments = self.segments(model, found, at, depth);
        let scope = self.resource_scope(model, found, depth);
        self.formatted_id(model, &scope, &resource.kind, segments, at, depth)
    }

    /// The symbolic name as the template language takes it.
    pub(crate) fn symbol(name: &str, index: Option<&Term>, at: Span) -> Term {
        match index {
            None => Term::name(at, name),
            Some(index) => {
                let pattern = Term::name(at, format!("{name}[{{0}}]"));
                Term::call(at, "format", vec![pattern, index.clone()])
            }
        }
    }

    fn is_whole_loop(model: &crate::lower::Model<'_>, found: &ResourceReference) -> bool {
        model.resources[found.number].for_loop.is_some() && found.index.is_none()
    }

    /// `reference()` of a resource.
    fn reference(&self, found: &ResourceReference, full: bool, at: Span, env: &Env<'a>) -> Term {
        let model = env.model;
        let resource = &model.resources[found.number];
        let whole_loop = Self::is_whole_loop(model, found);
        let inlined = resource.declaration.existing && model.has_runtime_name(found.number);
        let target = if model.symbolic && !inlined {
            Self::symbol(&resource.symbol, found.index.as_ref(), at)
        } else if whole_loop {
            Term::name(at, resource.symbol.clone())
        } else {
            self.resource_id(model, found, at, env.depth)
        };
        let version = || Term::name(at, resource.version.clone().unwrap_or_default());
        if resource.foreign {
            return Term::call(
                at,
                if whole_loop { "references" } else { "reference" },
                vec![target],
            );
        }
        if whole_loop {
            let mut arguments = vec![target];
            if full {
                arguments.push(Term::name(at, "full"));
            }
            return Term::call(at, "references", arguments);
        }
        if full {
            return Term::call(at, "reference", vec![target, version(), Term::name(at, "full")]);
        }
        if model.symbolic && !inlined {
            return Term::call(at, "reference", vec![target]);
        }
        Term::call(at, "reference", vec![target, version()])
    }

    pub(super) fn whole_resource(
        &self,
        found: &ResourceReference,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        self.reference(found, true, at, env)
    }

    /// `resource.name`, with what of it is known at once.
    pub(super) fn resource_property(
        &self,
        found: &ResourceReference,
        name: &str,
        safe: bool,
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        let model = env.model;
        let resource = &model.resources[found.number];
        if resource.foreign {
            let whole = self.reference(found, false, at, env);
            return Ir::Term(if safe {
                Term::call(at, "tryGet", vec![whole, Term::name(at, name)])
            } else {
                whole.member(at, name)
            });
        }
        let condition = resource.condition.filter(|_| safe);
        let guarded = |term: Term| match condition {
            Some(condition) => {
                let env = self.env_of_resource(model, found.number, found.index.as_ref());
                let condition = self.term(condition, &env);
                let otherwise = Term::call(at, "null", Vec::new());
                Term::call(at, "if", vec![condition, term, otherwise])
            }
            None => term,
        };
        match name {
            "id" => Ir::Term(guarded(self.resource_id(model, found, at, env.depth).moved(at))),
            "name" => {
                let inner = self.env_of_resource(model, found.number, found.index.as_ref());
                let inner = Env { depth: env.depth + 1, ..inner };
                if inner.depth > 50 {
                    self.problem(
                        ProblemKind::CircularReference,
                        "the resource's name depends on itself",
                        at,
                    );
                    return Ir::Term(Self::failed(at));
                }
                match property(resource.body, "name") {
                    Some(written) if condition.is_none() => self.convert(written, &inner),
                    Some(written) => Ir::Term(guarded(self.term(written, &inner))),
                    None => Ir::Term(Self::failed(at)),
                }
            }
            "type" => Ir::Term(Term::name(at, resource.kind.clone())),
            "apiVersion" => Ir::Term(Term::name(at, resource.version.clone().unwrap_or_default())),
            "properties" if !safe => Ir::Term(self.reference(found, false, at, env)),
            _ => {
                let whole = guarded(self.reference(found, true, at, env));
                Ir::Term(if safe {
                    Term::call(at, "tryGet", vec![whole, Term::name(at, name)])
                } else {
                    whole.member(at, name)
                })
            }
        }
    }

    /// `resource.listKeys()` and its like.
    pub(super) fn resource_call(
        &self,
        found: &ResourceReference,
        name: &str,
        arguments: Vec<Term>,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        let model = env.model;
        let resource = &model.resources[found.number];
        if resource.foreign {
            let target = Self::symbol(&resource.symbol, found.index.as_ref(), at);
            let arguments = Term::call(at, "createArray", arguments);
            return Term::call(
                at,
                "invokeResourceMethod",
                vec![target, Term::name(at, name), arguments],
            );
        }
        let inlined = resource.declaration.existing && model.has_runtime_name(found.number);
        let target = if model.symbolic && !inlined {
            Self::symbol(&resource.symbol, found.index.as_ref(), at)
        } else {
            self.resource_id(model, found, at, env.depth)
        };
        let mut all = vec![target];
        if arguments.is_empty() {
            all.push(Term::name(at, resource.version.clone().unwrap_or_default()));
        }
        all.extend(arguments);
        Term::call(at, name.to_owned(), all)
    }
}

/// The parts of a name that is written as one.
fn split(name: &Term, count: usize, at: Span) -> Vec<Term> {
    let part = |place: usize| {
        let call = Term::call(at, "split", vec![name.clone(), Term::name(at, "/")]);
        let place = Term::int(at, i64::try_from(place).unwrap_or(i64::MAX));
        access(call, place, Step { safe: false, from_end: false, chained: false, named: None }, at)
    };
    (0..count).map(part).collect()
}
