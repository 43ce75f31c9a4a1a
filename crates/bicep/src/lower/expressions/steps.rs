//! Steps into a value: properties, indexes and methods.

use arm_template::{ProblemKind, Span, Term};

use super::terms::not_restored;
use crate::ast::{Expr, ExprKind, Name};
use crate::lower::env::Env;
use crate::lower::expressions::terms::Step;
use crate::lower::expressions::terms::access;
use crate::lower::ir::Ir;
use crate::lower::model::Symbol;
use crate::lower::tree::unparenthesized;
use crate::lower::writer::Writer;
use crate::program::LinkTarget;

impl<'a> Writer<'_, 'a> {
    pub(super) fn method(
        &self,
        base: &'a Expr,
        name: &'a Name,
        arguments: &'a [Expr],
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        if let ExprKind::Name(space) = &base.kind
            && env.local(space).is_none()
        {
            match env.model.names.get(&**space) {
                None if matches!(&**space, "sys" | "az") => {
                    return self.built_in(name, arguments, at, env);
                }
                Some(Symbol::Wildcard(link)) => {
                    let converted =
                        arguments.iter().map(|argument| self.term(argument, env)).collect();
                    let (namespace, short) = match link {
                        LinkTarget::Unit(unit) => self.closure.function(*unit, &name.text),
                        LinkTarget::Template(document) => {
                            self.closure.foreign_function(*document, &name.text)
                        }
                        LinkTarget::NotRestored(message) => {
                            return Ir::Term(not_restored(message, at));
                        }
                        LinkTarget::Failed => return Ir::Term(Self::failed(at)),
                    };
                    return Ir::Term(Term::own_call(at, namespace, short, converted));
                }
                _ => {}
            }
        }
        if let Some(found) = self.resource_ref(base, env) {
            let arguments = arguments.iter().map(|argument| self.term(argument, env)).collect();
            return Ir::Term(self.resource_call(&found, &name.text, arguments, at, env));
        }
        // The base may hold names that aren't declared.
        self.term(base, env);
        let message = format!("'{}()' can't be called on this", name.text);
        self.problem(ProblemKind::UnknownFunction, message, env.model.span(name.span));
        Ir::Term(Self::failed(at))
    }

    pub(super) fn index(
        &self,
        base: &'a Expr,
        index: &'a Expr,
        safe: bool,
        from_end: bool,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        if let Some((number, None)) = self.module_ref(base, env)
            && env.model.modules[number].for_loop.is_some()
        {
            let index = self.term(index, env);
            return self.module_reference(number, Some(index), at, env);
        }
        if let Some(found) = self.resource_ref(base, env)
            && found.index.is_none()
            && env.model.resources[found.number].for_loop.is_some()
        {
            let found = super::references::ResourceReference {
                index: Some(self.term(index, env)),
                ..found
            };
            return self.whole_resource(&found, at, env);
        }
        if let Some(taken) = self.base_parameter(base, index, env) {
            return taken.term();
        }
        let converted = self.term(base, env);
        let index = self.term(index, env);
        access(converted, index, Step { safe, from_end, chained: is_access(base), named: None }, at)
    }

    pub(super) fn property(
        &self,
        base: &'a Expr,
        name: &'a Name,
        safe: bool,
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        if let Some(found) = self.resource_ref(base, env) {
            return self.resource_property(&found, &name.text, safe, at, env);
        }
        if let ExprKind::Property { base: module, name: outputs, safe: safe_outputs } =
            &unparenthesized(base).kind
            && &*outputs.text == "outputs"
            && let Some((number, index)) = self.module_ref(module, env)
        {
            return Ir::Term(self.module_output(
                number,
                index,
                &name.text,
                *safe_outputs,
                safe,
                at,
                env,
            ));
        }
        if let Some((number, index)) = self.module_ref(base, env) {
            return self.module_property(number, index, &name.text, safe, at, env);
        }
        if let ExprKind::Name(space) = &base.kind
            && env.local(space).is_none()
        {
            if let Some(Symbol::Wildcard(link)) = env.model.names.get(&**space) {
                return self.imported_variable(link, &name.text, at);
            }
            if let Some(taken) = self.base_property(space, &name.text, env) {
                return taken;
            }
        }
        let converted = self.term(base, env);
        let chained = is_access(base);
        let named = Some(name.text.clone());
        let step = Step { safe, from_end: false, chained, named };
        let index = Term::name(env.model.span(name.span), name.text.clone());
        Ir::Term(access(converted, index, step, at))
    }
}

/// Whether an expression is itself a step into a value.
pub(super) fn is_access(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Property { .. } | ExprKind::Index { .. } => true,
        ExprKind::NonNull(inner) => is_access(inner),
        ExprKind::Call(name, arguments) if &*name.text == "any" => {
            matches!(&arguments[..], [argument] if is_access(argument))
        }
        _ => false,
    }
}
