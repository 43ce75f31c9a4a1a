//! References to modules: their names, ids and outputs.

use std::sync::Arc;

use arm_template::{ProblemKind, Span, Term};

use super::references::{DEPLOYMENT, DEPLOYMENTS};
use super::terms::callable;
use super::terms::copy_index;
use crate::ast::Statement;
use crate::lower::env::Env;
use crate::lower::expressions::terms::not_restored;
use crate::lower::ir::Ir;
use crate::lower::model::symbolic::has_secure_outputs;
use crate::lower::tree::property;
use crate::lower::writer::Writer;
use crate::program::LinkTarget;

impl<'a> Writer<'_, 'a> {
    pub(crate) fn module_name(
        &self,
        number: usize,
        index: Option<&Term>,
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        let module = &env.model.modules[number];
        if let Some(name) = property(module.body, "name") {
            let inner = self.env_of_module(env.model, number, index);
            return self.convert(name, &Env { depth: env.depth + 1, ..inner });
        }
        // As the compiler names a module that has no name.
        let symbol = &module.declaration.name.text;
        let unique = Term::call(
            at,
            "uniqueString",
            vec![
                Term::name(at, symbol.clone()),
                Term::call(at, "deployment", Vec::new()).member(at, "name"),
            ],
        );
        let longest = 64;
        let hash = 13;
        let mut arguments = Vec::new();
        let mut pattern = String::new();
        let mut taken = hash + 1;
        if module.for_loop.is_some() {
            arguments.push(index.cloned().unwrap_or_else(|| copy_index(at, None)));
            taken += 4;
            pattern.push_str("-{0}-{1}");
        } else {
            pattern.push_str("-{0}");
        }
        arguments.push(unique);
        let kept: String = symbol.chars().take(longest - taken).collect();
        let mut all = vec![Term::name(at, format!("{kept}{pattern}"))];
        all.extend(arguments);
        Ir::Term(Term::call(at, "format", all))
    }

    pub(super) fn module_id(
        &self,
        number: usize,
        index: Option<&Term>,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        let name = self.module_name(number, index, at, env).term();
        let scope = self.module_scope(env.model, number, index);
        self.formatted_id(env.model, &scope, DEPLOYMENT, vec![name], at, env.depth)
    }

    pub(super) fn module_reference(
        &self,
        number: usize,
        index: Option<Term>,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        let module = &env.model.modules[number];
        let whole_loop = module.for_loop.is_some() && index.is_none();
        let function = if whole_loop { "references" } else { "reference" };
        let name = &module.declaration.name.text;
        if env.model.symbolic {
            let target = Self::symbol(name, index.as_ref(), at);
            return Term::call(at, function, vec![target]);
        }
        if whole_loop {
            return Term::call(at, function, vec![Term::name(at, name.clone())]);
        }
        let id = self.module_id(number, index.as_ref(), at, env);
        Term::call(at, function, vec![id, Term::name(at, DEPLOYMENTS)])
    }

    pub(super) fn guarded_module(
        &self,
        number: usize,
        index: Option<&Term>,
        safe: bool,
        term: Term,
        env: &Env<'a>,
    ) -> Term {
        let Some(condition) = env.model.modules[number].condition.filter(|_| safe) else {
            return term;
        };
        let at = term.at();
        let inner = self.env_of_module(env.model, number, index);
        let condition = self.term(condition, &inner);
        Term::call(at, "if", vec![condition, term, Term::call(at, "null", Vec::new())])
    }

    pub(super) fn module_property(
        &self,
        number: usize,
        index: Option<Term>,
        name: &str,
        safe: bool,
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        match name {
            "name" => {
                let named = self.module_name(number, index.as_ref(), at, env);
                if !safe {
                    return named;
                }
                Ir::Term(self.guarded_module(number, index.as_ref(), safe, named.term(), env))
            }
            "outputs" => {
                let secure = env.model.modules[number]
                    .link
                    .is_some_and(|link| has_secure_outputs(self.lowering.program, link));
                Ir::Term(self.outputs_of(number, index, secure, safe, at, env))
            }
            _ => {
                let message = format!("a module has no property '{name}', only name and outputs");
                self.problem(ProblemKind::PropertyNotFound, message, at);
                Ir::Term(Self::failed(at))
            }
        }
    }

    pub(super) fn outputs_of(
        &self,
        number: usize,
        index: Option<Term>,
        secure: bool,
        safe: bool,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        if secure {
            let name = &env.model.modules[number].declaration.name.text;
            let target = if env.model.symbolic {
                Self::symbol(name, index.as_ref(), at)
            } else {
                self.module_id(number, index.as_ref(), at, env)
            };
            let call = Term::call(
                at,
                "listOutputsWithSecureValues",
                vec![target, Term::name(at, DEPLOYMENTS)],
            );
            return self.guarded_module(number, index.as_ref(), safe, call, env);
        }
        let reference = self.module_reference(number, index.clone(), at, env);
        if safe {
            let guarded = self.guarded_module(number, index.as_ref(), safe, reference, env);
            return Term::call(at, "tryGet", vec![guarded, Term::name(at, "outputs")]);
        }
        reference.member(at, "outputs")
    }

    /// `module.outputs.name`.
    pub(super) fn module_output(
        &self,
        number: usize,
        index: Option<Term>,
        name: &Arc<str>,
        safe_outputs: bool,
        safe: bool,
        at: Span,
        env: &Env<'a>,
    ) -> Term {
        let link = env.model.modules[number].link;
        if let Some(LinkTarget::NotRestored(message)) = link {
            return not_restored(message, at);
        }
        self.check_output(link, name, safe, at);
        let secure = link.is_some_and(|link| self.is_secure_output(link, name));
        let base = self.outputs_of(number, index, secure, safe_outputs, at, env);
        let mut tail = vec![Term::name(at, name.clone())];
        if !secure {
            tail.push(Term::name(at, "value"));
        }
        if safe {
            return tail
                .into_iter()
                .fold(base, |base, step| Term::call(at, "tryGet", vec![base, step]));
        }
        if let Some((function @ ("tryGet" | "tryIndexFromEnd"), arguments)) = base.as_call() {
            let arguments = arguments.iter().cloned().chain(tail).collect();
            return Term::call(at, function.to_owned(), arguments);
        }
        if let Some(("if", _)) = base.as_call() {
            let arguments = std::iter::once(base).chain(tail).collect();
            return Term::call(at, "tryGet", arguments);
        }
        let output = callable(base).member(at, name.clone());
        if secure { output } else { output.member(at, "value") }
    }

    pub(super) fn check_output(&self, link: Option<&LinkTarget>, name: &str, safe: bool, at: Span) {
        let outputs: Vec<&str> = match link {
            Some(LinkTarget::Unit(unit)) => self.lowering.program.units[*unit]
                .parsed
                .file
                .statements
                .iter()
                .filter_map(|statement| match statement {
                    Statement::Output(output) => Some(&*output.name.text),
                    _ => None,
                })
                .collect(),
            Some(LinkTarget::Template(document)) => {
                let node = self.lowering.program.documents[*document].node.as_ref();
                let outputs = node.and_then(|node| node.get("outputs"));
                outputs
                    .into_iter()
                    .flat_map(arm_template::Node::members)
                    .map(|member| &*member.name)
                    .collect()
            }
            _ => return,
        };
        if !safe && !outputs.iter().any(|output| output.eq_ignore_ascii_case(name)) {
            let message = format!("the module has no output '{name}'");
            self.problem(ProblemKind::PropertyNotFound, message, at);
        }
    }

    pub(super) fn is_secure_output(&self, link: &LinkTarget, name: &str) -> bool {
        match link {
            LinkTarget::Unit(unit) => {
                self.lowering.program.units[*unit].parsed.file.statements.iter().any(|statement| {
                    matches!(statement, Statement::Output(output) if &*output.name.text == name
                    && crate::lower::tree::decorator(&output.decorators, "secure").is_some())
                })
            }
            LinkTarget::Template(document) => {
                let node = self.lowering.program.documents[*document].node.as_ref();
                let output =
                    node.and_then(|node| node.get("outputs")).and_then(|outputs| outputs.get(name));
                let kind = output.and_then(|output| output.get("type"));
                kind.and_then(arm_template::Node::as_str)
                    .is_some_and(crate::lower::model::symbolic::is_secure)
            }
            _ => false,
        }
    }
}
