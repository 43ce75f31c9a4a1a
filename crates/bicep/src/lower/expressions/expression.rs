//! Expressions: what each becomes in the template.

use std::fmt::Write as _;
use std::sync::Arc;

use arm_template::{Node, ProblemKind, Reason, Span, Term, Unknown, Value};

use super::terms::callable;
use crate::ast::{self, Entry, Expr, ExprKind, For, Item, Name, Operator};
use crate::lower::env::{Binding, Env};
use crate::lower::expressions::terms::copy_index;
use crate::lower::expressions::terms::not_restored;
use crate::lower::expressions::terms::variable_of;
use crate::lower::ir::{Ir, Loop, ObjectKey};
use crate::lower::model::Symbol;
use crate::lower::tree::unparenthesized;
use crate::lower::writer::Writer;
use crate::program::LinkTarget;

/// How far variables and names are replaced by what they stand for.
const DEEPEST: u32 = 100;
const MOST_REPLACED: u32 = 20_000;

impl<'a> Writer<'_, 'a> {
    /// What stands for a value that can't be read; that was said.
    pub(crate) fn failed(at: Span) -> Term {
        let reason = Reason::Failed("the program is wrong here".into());
        let value = Value::Unknown(Arc::new(Unknown { reason, residual: "null()".into() }));
        Term::value(at, Node::written(value, at))
    }

    pub(crate) fn term(&self, expr: &'a Expr, env: &Env<'a>) -> Term {
        self.convert(expr, env).term()
    }

    pub(crate) fn node(&self, expr: &'a Expr, env: &Env<'a>) -> Node {
        self.convert(expr, env).node()
    }

    pub(crate) fn convert(&self, expr: &'a Expr, env: &Env<'a>) -> Ir {
        let at = env.model.span(expr.span);
        match &expr.kind {
            ExprKind::Missing => Ir::Term(Self::failed(at)),
            ExprKind::Int(number) => Ir::Int(at, number.cast_signed()),
            ExprKind::Minus(inner) => match inner.kind {
                ExprKind::Int(number) => Ir::Int(at, number.wrapping_neg().cast_signed()),
                _ => {
                    let inner = self.term(inner, env);
                    Ir::Term(Term::call(at, "sub", vec![Term::int(at, 0), inner]))
                }
            },
            ExprKind::Bool(truth) => Ir::Bool(at, *truth),
            ExprKind::Null => Ir::Null(at),
            ExprKind::Text(text) => Ir::Text(at, text.clone()),
            ExprKind::Format(pieces, holes) => {
                let mut arguments = vec![Term::name(at, pattern(pieces))];
                arguments.extend(holes.iter().map(|hole| self.term(hole, env)));
                Ir::Term(Term::call(at, "format", arguments))
            }
            ExprKind::Object(entries) => self.object(entries, at, env),
            ExprKind::Array(items) => self.array(items, at, env),
            ExprKind::For(_) => {
                let message = "a loop stands only in the value of a resource, module, variable, output or property";
                self.problem(ProblemKind::NotAllowedHere, message, at);
                Ir::Term(Self::failed(at))
            }
            ExprKind::If(_, body) => self.convert(body, env),
            ExprKind::Ternary(condition, then, otherwise) => {
                let arguments = [condition, then, otherwise].map(|part| self.term(part, env));
                Ir::Term(Term::call(at, "if", arguments.to_vec()))
            }
            ExprKind::Binary(operator, left, right) => {
                let (left, right) = (self.term(left, env), self.term(right, env));
                Ir::Term(binary(at, *operator, left, right))
            }
            ExprKind::Not(inner) => Ir::Term(Term::call(at, "not", vec![self.term(inner, env)])),
            ExprKind::Call(name, arguments) => self.call(name, arguments, at, env),
            ExprKind::Method(base, name, arguments) => self.method(base, name, arguments, at, env),
            ExprKind::Index { base, index, safe, from_end } => {
                Ir::Term(self.index(base, index, *safe, *from_end, at, env))
            }
            ExprKind::Property { base, name, safe } => self.property(base, name, *safe, at, env),
            ExprKind::Nested(..) => match self.resource_ref(expr, env) {
                Some(found) => Ir::Term(self.whole_resource(&found, at, env)),
                None => {
                    self.problem(ProblemKind::Structure, "there is no such resource within it", at);
                    Ir::Term(Self::failed(at))
                }
            },
            ExprKind::NonNull(inner) | ExprKind::Parenthesized(inner) => self.convert(inner, env),
            ExprKind::Name(name) => self.name(name, expr, at, env),
            ExprKind::Lambda(names, body) => {
                let mut inner = env.clone();
                let mut arguments = Vec::with_capacity(names.len() + 1);
                for name in names {
                    inner = inner.bind(&name.text, Binding::Lambda);
                    arguments.push(Term::name(env.model.span(name.span), name.text.clone()));
                }
                arguments.push(self.term(body, &inner));
                Ir::Term(Term::call(at, "lambda", arguments))
            }
        }
    }

    /// A value that may be a loop; `name` is what the loop counts by.
    pub(crate) fn looped(&self, expr: &'a Expr, name: Option<&Arc<str>>, env: &Env<'a>) -> Ir {
        let ExprKind::For(inner) = &expr.kind else { return self.convert(expr, env) };
        let at = env.model.span(expr.span);
        let index = copy_index(at, name);
        Ir::For(at, Box::new(self.for_loop(inner, index, env)))
    }

    fn for_loop(&self, inner: &'a For, index: Term, env: &Env<'a>) -> Loop {
        let source = self.term(&inner.source, env);
        let body = self.convert(&inner.body, &Self::bound(inner, index, env));
        Loop { source, body }
    }

    /// What a loop declares: its item and its index.
    pub(super) fn bound(inner: &'a For, index: Term, env: &Env<'a>) -> Env<'a> {
        let mut bound = env.clone();
        if let Some(name) = &inner.index {
            bound = bound.bind(&name.text, Binding::Term(index.clone()));
        }
        let item = Binding::Item { source: &inner.source, around: env.clone(), index };
        bound.bind(&inner.item.text, item)
    }

    fn object(&self, entries: &'a [Entry], at: Span, env: &Env<'a>) -> Ir {
        let mut chunks: Vec<Ir> = Vec::new();
        let mut current: Vec<(ObjectKey, Ir)> = Vec::new();
        let mut spread = false;
        for entry in entries {
            match entry {
                Entry::Property(key, value) => {
                    let (key, name) = match key {
                        ast::PropertyKey::Name(name) => {
                            let at = env.model.span(name.span);
                            (ObjectKey::Name(at, name.text.clone()), Some(&name.text))
                        }
                        ast::PropertyKey::Format(key) => {
                            (ObjectKey::Term(self.term(key, env)), None)
                        }
                    };
                    current.push((key, self.looped(value, name, env)));
                }
                Entry::Spread(value) => {
                    if !current.is_empty() {
                        chunks.push(Ir::Object(at, std::mem::take(&mut current)));
                    }
                    chunks.push(self.convert(value, env));
                    spread = true;
                }
                Entry::Resource(_) => {}
            }
        }
        if !spread {
            return Ir::Object(at, current);
        }
        if !current.is_empty() {
            chunks.push(Ir::Object(at, current));
        }
        let chunks = Ir::Array(at, chunks).term();
        Ir::Term(Term::call(at, "shallowMerge", vec![chunks]))
    }

    fn array(&self, items: &'a [Item], at: Span, env: &Env<'a>) -> Ir {
        let mut chunks: Vec<Ir> = Vec::new();
        let mut current: Vec<Ir> = Vec::new();
        let mut spread = false;
        for item in items {
            match item {
                Item::Value(value) => current.push(self.convert(value, env)),
                Item::Spread(value) => {
                    if !current.is_empty() {
                        chunks.push(Ir::Array(at, std::mem::take(&mut current)));
                    }
                    chunks.push(self.convert(value, env));
                    spread = true;
                }
            }
        }
        if !spread {
            return Ir::Array(at, current);
        }
        if !current.is_empty() {
            chunks.push(Ir::Array(at, current));
        }
        let chunks = Ir::Array(at, chunks).term();
        Ir::Term(Term::call(at, "flatten", vec![chunks]))
    }

    fn name(&self, name: &'a Arc<str>, expr: &'a Expr, at: Span, env: &Env<'a>) -> Ir {
        if let Some(binding) = env.local(name) {
            return match binding.clone() {
                Binding::Item { source, around, index } => {
                    let source = callable(self.term(source, &around));
                    Ir::Term(source.element(at, index))
                }
                Binding::Term(term) => Ir::Term(term.moved(at)),
                Binding::Lambda => self.named_call(at, "lambdaVariables", name.clone()),
                Binding::Argument => self.named_call(at, "parameters", name.clone()),
                Binding::Resource(_) => match self.resource_ref(expr, env) {
                    Some(found) => Ir::Term(self.whole_resource(&found, at, env)),
                    None => Ir::Term(Self::failed(at)),
                },
            };
        }
        match env.model.names.get(&**name) {
            Some(Symbol::Parameter(_)) => self.named_call(at, "parameters", name.clone()),
            Some(Symbol::Assignment) => {
                let name = variable_of(name);
                self.named_call(at, "variables", name.into())
            }
            Some(Symbol::Variable(variable)) => {
                if env.model.inlined.contains(&**name) {
                    return self.replaced(&variable.value, at, env);
                }
                let name = self.closure.name(env.model.number, name);
                self.named_call(at, "variables", name)
            }
            Some(Symbol::Resource(_)) => match self.resource_ref(expr, env) {
                Some(found) => Ir::Term(self.whole_resource(&found, at, env)),
                None => Ir::Term(Self::failed(at)),
            },
            Some(Symbol::Module(number)) => Ir::Term(self.module_reference(*number, None, at, env)),
            Some(Symbol::Imported(link, original)) => {
                self.imported_variable(link, &original.text, at)
            }
            Some(Symbol::Wildcard(_)) => {
                let message = format!("'{name}' is a whole file; one of its names must follow");
                self.problem(ProblemKind::Structure, message, at);
                Ir::Term(Self::failed(at))
            }
            Some(Symbol::Extension) => self.named_call(at, "extensions", name.clone()),
            Some(Symbol::Function(_) | Symbol::Type(_)) => {
                let message = format!("'{name}' is no parameter, variable, resource or module");
                self.problem(ProblemKind::Structure, message, at);
                Ir::Term(Self::failed(at))
            }
            None if &**name == "base" && env.model.unit.kind == crate::FileKind::Parameters => {
                self.base_parameters(at, env)
            }
            None => {
                self.unknown_name(name, at);
                Ir::Term(Self::failed(at))
            }
        }
    }

    pub(super) fn unknown_name(&self, name: &str, at: Span) {
        let message = if matches!(name, "sys" | "az") {
            format!("'{name}' needs a function behind it")
        } else {
            format!("the name '{name}' is not declared")
        };
        self.problem(ProblemKind::VariableNotFound, message, at);
    }

    fn named_call(&self, at: Span, function: &str, name: Arc<str>) -> Ir {
        let _ = self;
        Ir::Term(Term::call(at, function, vec![Term::name(at, name)]))
    }

    /// A variable's value in its place, for only the deployment knows it.
    fn replaced(&self, value: &'a Expr, at: Span, env: &Env<'a>) -> Ir {
        match self.env_of_replaced(at, env) {
            Some(outer) => self.convert(value, &outer),
            None => Ir::Term(Self::failed(at)),
        }
    }

    /// Where the value of such a variable is read; none, with a fault, when that goes too far.
    pub(crate) fn env_of_replaced(&self, at: Span, env: &Env<'a>) -> Option<Env<'a>> {
        let mut count = self.lowering.replaced.borrow_mut();
        *count += 1;
        if *count > MOST_REPLACED || env.depth > DEEPEST {
            let message = "the variable is replaced by its value too often, or depends on itself";
            self.problem(ProblemKind::Limit, message, at);
            return None;
        }
        Some(Env { depth: env.depth + 1, ..Env::of(env.model) })
    }

    pub(super) fn imported_variable(&self, link: &LinkTarget, name: &str, at: Span) -> Ir {
        let name = match link {
            LinkTarget::Unit(unit) => self.closure.name(*unit, name),
            LinkTarget::Template(document) => self.closure.foreign(*document, name),
            LinkTarget::NotRestored(message) => return Ir::Term(not_restored(message, at)),
            LinkTarget::Failed => return Ir::Term(Self::failed(at)),
        };
        self.named_call(at, "variables", name)
    }

    fn call(&self, name: &'a Name, arguments: &'a [Expr], at: Span, env: &Env<'a>) -> Ir {
        let name_at = env.model.span(name.span);
        let converted = || arguments.iter().map(|argument| self.term(argument, env)).collect();
        match env.model.names.get(&*name.text) {
            Some(Symbol::Function(_)) => {
                let (namespace, short) = self.closure.function(env.model.number, &name.text);
                return Ir::Term(Term::own_call(at, namespace, short, converted()));
            }
            Some(Symbol::Imported(link, original)) => {
                let (namespace, short) = match link {
                    LinkTarget::Unit(unit) => self.closure.function(*unit, &original.text),
                    LinkTarget::Template(document) => {
                        self.closure.foreign_function(*document, &original.text)
                    }
                    LinkTarget::NotRestored(message) => return Ir::Term(not_restored(message, at)),
                    LinkTarget::Failed => return Ir::Term(Self::failed(at)),
                };
                return Ir::Term(Term::own_call(at, namespace, short, converted()));
            }
            Some(_) => {
                let message = format!("'{}' is no function; write 'sys.{}'", name.text, name.text);
                self.problem(ProblemKind::UnknownFunction, message, name_at);
                return Ir::Term(Self::failed(at));
            }
            None => {}
        }
        self.built_in(name, arguments, at, env)
    }

    /// A function of the language.
    pub(super) fn built_in(
        &self,
        name: &'a Name,
        arguments: &'a [Expr],
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        match (&*name.text, arguments) {
            ("any", [argument]) => return self.convert(argument, env),
            ("nameof", [argument]) => {
                let text = match &unparenthesized(argument).kind {
                    ExprKind::Name(name) => name.clone(),
                    ExprKind::Property { name, .. } | ExprKind::Nested(_, name) => {
                        name.text.clone()
                    }
                    ExprKind::Index { base, index, .. } => {
                        match (&index.kind, &unparenthesized(base).kind) {
                            (ExprKind::Text(key), _) => key.clone(),
                            (_, ExprKind::Name(name)) => name.clone(),
                            (_, ExprKind::Property { name, .. }) => name.text.clone(),
                            _ => "".into(),
                        }
                    }
                    _ => "".into(),
                };
                return Ir::Text(at, text);
            }
            // What only names a scope has no value of its own.
            ("resourceGroup" | "subscription" | "managementGroup", [_, ..]) => {
                return Ir::Object(at, Vec::new());
            }
            _ => {}
        }
        if let Some(loaded) = self.loaded(name, arguments, at, env) {
            return loaded;
        }
        let arguments: Vec<Term> =
            arguments.iter().map(|argument| self.term(argument, env)).collect();
        if crate::check::is_function(&name.text) || is_list(&name.text) {
            return Ir::Term(Term::call(at, name.text.clone(), arguments));
        }
        let name_at = env.model.span(name.span);
        let message = crate::check::banned(&name.text)
            .unwrap_or_else(|| format!("the function '{}' does not exist", name.text));
        self.problem(ProblemKind::UnknownFunction, message, name_at);
        Ir::Term(Self::failed(at))
    }
}

fn is_list(name: &str) -> bool {
    name.starts_with("list") && name.chars().all(|letter| letter.is_ascii_alphabetic())
}

fn binary(at: Span, operator: Operator, left: Term, right: Term) -> Term {
    let call = |name: &str, left: Term, right: Term| Term::call(at, name, vec![left, right]);
    let lower = |term: Term| Term::call(term.at(), "toLower", vec![term]);
    let not = |term: Term| Term::call(at, "not", vec![term]);
    match operator {
        Operator::Multiply => call("mul", left, right),
        Operator::Divide => call("div", left, right),
        Operator::Modulo => call("mod", left, right),
        Operator::Add => call("add", left, right),
        Operator::Subtract => call("sub", left, right),
        Operator::Less => call("less", left, right),
        Operator::LessOrEqual => call("lessOrEquals", left, right),
        Operator::Greater => call("greater", left, right),
        Operator::GreaterOrEqual => call("greaterOrEquals", left, right),
        Operator::Equals => call("equals", left, right),
        Operator::NotEquals => not(call("equals", left, right)),
        Operator::EqualsInsensitive => call("equals", lower(left), lower(right)),
        Operator::NotEqualsInsensitive => not(call("equals", lower(left), lower(right))),
        Operator::And => call("and", left, right),
        Operator::Or => call("or", left, right),
        Operator::Coalesce => call("coalesce", left, right),
    }
}

/// The pattern of `format()` for a string with holes.
fn pattern(pieces: &[Arc<str>]) -> String {
    let mut pattern = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        if place > 0 {
            let _ = write!(pattern, "{{{}}}", place - 1);
        }
        pattern.push_str(&piece.replace('{', "{{").replace('}', "}}"));
    }
    pattern
}
