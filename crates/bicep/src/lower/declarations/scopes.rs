//! Where resources and modules go, and the ids that follow from it.

use arm_template::{ProblemKind, ScopeKind, Span, Term};

use crate::ast::{Expr, ExprKind};
use crate::lower::env::Env;
use crate::lower::expressions::references::ResourceReference;
use crate::lower::expressions::terms::callable;
use crate::lower::model::{Model, Symbol};
use crate::lower::tree::{property, unparenthesized};
use crate::lower::writer::Writer;

const GROUP: &str = "Microsoft.Resources/resourceGroups";
const MANAGEMENT_GROUP: &str = "Microsoft.Management/managementGroups";

/// A scope as it is asked for.
#[derive(Clone)]
pub(crate) struct ScopeData {
    pub(super) kind: ScopeKind,
    pub(super) management_group: Option<Term>,
    pub(super) subscription: Option<Term>,
    pub(super) group: Option<Term>,
    /// The resource that this one extends.
    pub(super) extends: Option<ResourceReference>,
}

impl ScopeData {
    fn plain(kind: ScopeKind) -> Self {
        Self { kind, management_group: None, subscription: None, group: None, extends: None }
    }

    /// Whether it is no other than the file's own.
    pub(super) fn is_plain(&self) -> bool {
        self.management_group.is_none()
            && self.subscription.is_none()
            && self.group.is_none()
            && self.extends.is_none()
    }
}

impl<'a> Writer<'_, 'a> {
    /// Where a resource goes: where its outermost parent goes.
    pub(crate) fn resource_scope(
        &self,
        model: &'a Model<'a>,
        found: &ResourceReference,
        depth: u32,
    ) -> ScopeData {
        let env = self.env_of_resource(model, found.number, found.index.as_ref());
        let env = Env { depth: depth + 1, ..env };
        let resource = &model.resources[found.number];
        if let Some(parent) = resource.parent {
            let index = if parent.nested {
                found.index.clone()
            } else {
                parent.index.map(|index| self.term(index, &env))
            };
            return self.resource_scope(
                model,
                &ResourceReference { number: parent.resource, index },
                depth + 1,
            );
        }
        match property(resource.body, "scope") {
            Some(scope) if depth < 40 => self.scope_of(scope, &env),
            _ => ScopeData::plain(model.target),
        }
    }

    pub(crate) fn module_scope(
        &self,
        model: &'a Model<'a>,
        number: usize,
        index: Option<&Term>,
    ) -> ScopeData {
        let env = self.env_of_module(model, number, index);
        match property(model.modules[number].body, "scope") {
            Some(scope) => self.scope_of(scope, &env),
            None => ScopeData::plain(model.target),
        }
    }

    fn scope_of(&self, expr: &'a Expr, env: &Env<'a>) -> ScopeData {
        let model = env.model;
        let expr = unparenthesized(expr);
        let at = model.span(expr.span);
        if env.depth > 40 {
            self.problem(ProblemKind::CircularReference, "the scope depends on itself", at);
            return ScopeData::plain(model.target);
        }
        if let Some(found) = self.resource_ref(expr, env) {
            return self.scope_of_resource(found, at, env);
        }
        match &expr.kind {
            ExprKind::Call(name, arguments) if !model.names.contains_key(&*name.text) => {
                self.scope_call(&name.text, arguments, at, env)
            }
            ExprKind::Method(base, name, arguments) if matches!(&base.kind, ExprKind::Name(space) if &**space == "az") => {
                self.scope_call(&name.text, arguments, at, env)
            }
            ExprKind::Name(name) => match model.names.get(&**name) {
                Some(Symbol::Variable(variable)) => {
                    let outer = Env { depth: env.depth + 1, ..Env::of(model) };
                    self.scope_of(&variable.value, &outer)
                }
                _ => {
                    self.term(expr, env);
                    self.no_scope(at, model)
                }
            },
            _ => {
                self.term(expr, env);
                self.no_scope(at, model)
            }
        }
    }

    fn no_scope(&self, at: Span, model: &Model<'_>) -> ScopeData {
        let message = "a scope must be a resource, or resourceGroup(), subscription(), managementGroup() or tenant()";
        self.problem(ProblemKind::Structure, message, at);
        ScopeData::plain(model.target)
    }

    fn scope_call(&self, name: &str, arguments: &'a [Expr], at: Span, env: &Env<'a>) -> ScopeData {
        let mut terms = arguments.iter().map(|argument| self.term(argument, env));
        match (name, arguments.len()) {
            ("tenant", _) => ScopeData::plain(ScopeKind::Tenant),
            ("managementGroup", _) => ScopeData {
                management_group: terms.next(),
                ..ScopeData::plain(ScopeKind::ManagementGroup)
            },
            ("subscription", _) => ScopeData {
                subscription: terms.next(),
                ..ScopeData::plain(ScopeKind::Subscription)
            },
            ("resourceGroup", 0 | 1) => {
                ScopeData { group: terms.next(), ..ScopeData::plain(ScopeKind::ResourceGroup) }
            }
            ("resourceGroup", _) => {
                let subscription = terms.next();
                let group = terms.next();
                ScopeData { subscription, group, ..ScopeData::plain(ScopeKind::ResourceGroup) }
            }
            _ => {
                drop(terms);
                self.no_scope(at, env.model)
            }
        }
    }

    fn scope_of_resource(&self, found: ResourceReference, at: Span, env: &Env<'a>) -> ScopeData {
        let model = env.model;
        let resource = &model.resources[found.number];
        let name = || {
            let inner = self.env_of_resource(model, found.number, found.index.as_ref());
            let inner = Env { depth: env.depth + 1, ..inner };
            property(resource.body, "name").map(|name| self.term(name, &inner))
        };
        if resource.kind.eq_ignore_ascii_case(GROUP) {
            let around = self.resource_scope(model, &found, env.depth + 1);
            let group = Some(name().unwrap_or_else(|| Self::failed(at)));
            let subscription = around.subscription;
            return ScopeData { subscription, group, ..ScopeData::plain(ScopeKind::ResourceGroup) };
        }
        if resource.kind.eq_ignore_ascii_case(MANAGEMENT_GROUP) {
            let management_group = Some(name().unwrap_or_else(|| Self::failed(at)));
            return ScopeData { management_group, ..ScopeData::plain(ScopeKind::ManagementGroup) };
        }
        ScopeData { extends: Some(found), ..ScopeData::plain(model.target) }
    }

    /// The full id of a resource of this type that goes there.
    pub(crate) fn formatted_id(
        &self,
        model: &'a Model<'a>,
        scope: &ScopeData,
        kind: &str,
        segments: Vec<Term>,
        at: Span,
        depth: u32,
    ) -> Term {
        let titled = |first: Vec<Term>| {
            let mut arguments = first;
            arguments.push(Term::name(at, kind));
            arguments.extend(segments.clone());
            arguments
        };
        if let Some(found) = &scope.extends {
            let extended = self.resource_id(model, found, at, depth + 1);
            return Term::call(at, "extensionResourceId", titled(vec![extended]));
        }
        match scope.kind {
            ScopeKind::Tenant => Term::call(at, "tenantResourceId", titled(Vec::new())),
            ScopeKind::Subscription => {
                let first = scope.subscription.iter().cloned().collect();
                Term::call(at, "subscriptionResourceId", titled(first))
            }
            ScopeKind::ResourceGroup => {
                if scope.subscription.is_none() && scope.group.is_none() {
                    return Term::call(at, "resourceId", titled(Vec::new()));
                }
                let subscription = scope.subscription.clone().unwrap_or_else(|| {
                    Term::call(at, "subscription", Vec::new()).member(at, "subscriptionId")
                });
                let group = scope.group.clone().unwrap_or_else(|| {
                    Term::call(at, "resourceGroup", Vec::new()).member(at, "name")
                });
                let pattern = Term::name(at, "/subscriptions/{0}/resourceGroups/{1}");
                let around = Term::call(at, "format", vec![pattern, subscription, group]);
                Term::call(at, "extensionResourceId", titled(vec![around]))
            }
            ScopeKind::ManagementGroup => {
                let around = match &scope.management_group {
                    Some(name) => {
                        let arguments = vec![Term::name(at, MANAGEMENT_GROUP), name.clone()];
                        Term::call(at, "tenantResourceId", arguments)
                    }
                    None => Term::call(at, "managementGroup", Vec::new()).member(at, "id"),
                };
                Term::call(at, "extensionResourceId", titled(vec![around]))
            }
        }
    }

    /// The properties that say where a resource or module goes.
    pub(super) fn scope_members(&self, scope: &ScopeData, at: Span) -> Vec<(&'static str, Term)> {
        let model = self.model;
        let mut members = Vec::new();
        if let Some(found) = &scope.extends {
            members.push(("scope", self.resource_id(model, found, at, 0)));
            return members;
        }
        match scope.kind {
            ScopeKind::Tenant => {
                if model.target != ScopeKind::Tenant {
                    members.push(("scope", Term::name(at, "/")));
                }
            }
            ScopeKind::ManagementGroup => {
                if let Some(name) = &scope.management_group {
                    let full =
                        !matches!(model.target, ScopeKind::Tenant | ScopeKind::ManagementGroup);
                    let call = if full {
                        let arguments = vec![Term::name(at, MANAGEMENT_GROUP), name.clone()];
                        Term::call(at, "tenantResourceId", arguments)
                    } else {
                        let pattern = Term::name(at, format!("{MANAGEMENT_GROUP}/{{0}}"));
                        Term::call(at, "format", vec![pattern, name.clone()])
                    };
                    members.push(("scope", call));
                }
            }
            ScopeKind::Subscription => {
                if let Some(subscription) = &scope.subscription {
                    members.push(("subscriptionId", subscription.clone()));
                } else if model.target == ScopeKind::ResourceGroup {
                    let own = callable(Term::call(at, "subscription", Vec::new()));
                    members.push(("subscriptionId", own.member(at, "subscriptionId")));
                }
            }
            ScopeKind::ResourceGroup => {
                members.extend(scope.subscription.clone().map(|term| ("subscriptionId", term)));
                members.extend(scope.group.clone().map(|term| ("resourceGroup", term)));
            }
        }
        members
    }
}
