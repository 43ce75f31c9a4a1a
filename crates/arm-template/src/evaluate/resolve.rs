//! Values as written in a template, with their expressions, loops and escapes resolved.

use std::sync::Arc;

use super::{Engine, ExpressionText};
use crate::deployment::{Env, problem, property_loops};
use crate::expression::{TermExpression, is_evaluated};
use crate::{Array, Member, Node, Object, Origin, Problem, ProblemKind, Reason, Span, Value};

impl Engine<'_> {
    /// The value of what is written; what holds no expression is given back as it is, shared.
    pub(crate) fn resolve(&self, node: &Node, env: &Env) -> Node {
        match &node.value {
            Value::String(text) if is_evaluated(text) => {
                self.deeper(node.span(), "", || self.resolve_text(text, node, env))
            }
            Value::Array(array) if array.is_dynamic() => {
                self.deeper(node.span(), "", || self.resolve_array(array, node, env))
            }
            Value::Object(object) if object.is_dynamic() => {
                self.deeper(node.span(), "", || self.resolve_object(object, node, env))
            }
            Value::Expression(expression) => {
                if let Some(tree) = TermExpression::of(&node.value) {
                    let text = ExpressionText {
                        env,
                        literal: &tree.text,
                        span: node.span(),
                        sources: &self.sources,
                    };
                    return self.deeper(node.span(), "", || self.evaluate(&tree.root, &text));
                }
                // A tree of another language than this one.
                let text: Arc<str> = expression.text().into();
                Node::unknown(Reason::NotImplemented(text.clone()), text, node.origin.clone())
            }
            _ => node.clone(),
        }
    }

    /// Runs one level deeper, unless that is too deep or everything is spent.
    pub(crate) fn deeper(&self, at: Span, residual: &str, run: impl FnOnce() -> Node) -> Node {
        if self.meter.is_spent() {
            return limited("a bound was reached before", residual, at);
        }
        self.charge(1, 0, at);
        if !self.meter.enter(self.limits) {
            let message = "values, expressions and variables are nested too deeply";
            self.problem(ProblemKind::Limit, message, at);
            return limited(message, residual, at);
        }
        let node = run();
        self.meter.leave();
        if let Some(message) = self.too_large(&node) {
            self.problem(ProblemKind::Limit, message.as_str(), at);
            return limited(&message, residual, at);
        }
        node
    }

    /// Why a value is larger than any may be: values are dropped, compared and written by recursion.
    fn too_large(&self, node: &Node) -> Option<String> {
        if node.weight() > self.limits.size {
            Some(format!("a value of more than {} values is made here", self.limits.size))
        } else if node.height() > self.limits.height {
            Some("arrays and objects are nested too deeply".into())
        } else {
            None
        }
    }

    pub(crate) fn charge(&self, values: u64, text: u64, at: Span) {
        if let Some(message) = self.meter.charge(values, text, self.limits) {
            self.problem(ProblemKind::Limit, message, at);
        }
    }

    fn resolve_text(&self, text: &Arc<str>, node: &Node, env: &Env) -> Node {
        let span = node.span();
        if text.starts_with("[[") && env.unescaped > 0 && text.len() > 3 {
            // The deployment around has taken one bracket away already.
            let inner: Arc<str> = text[1..].into();
            let env = Env { unescaped: env.unescaped - 1, ..env.clone() };
            return self.resolve_text(&inner, node, &env);
        }
        if text.starts_with("[[") {
            return Node {
                value: Value::String(text[1..].into()),
                origin: Origin::computed("[[", span, vec![node.origin.clone()]),
            };
        }
        let expression = self.sources.expression(text, env.repeats(), self.limits);
        let text = ExpressionText { env, literal: text, span, sources: &self.sources };
        match &*expression {
            Ok(expression) => self.evaluate(expression, &text),
            Err(malformed) => {
                let at = text.span_between(malformed.start, malformed.end);
                self.failed(malformed.kind, malformed.message.clone(), at, text.literal)
            }
        }
    }

    fn resolve_array(&self, array: &Array, node: &Node, env: &Env) -> Node {
        let items = array.items().iter().map(|item| self.resolve(item, env)).collect();
        Node { value: Value::array(items), origin: node.origin.clone() }
    }

    fn resolve_object(&self, object: &Object, node: &Node, env: &Env) -> Node {
        let mut members = Vec::with_capacity(object.members().len());
        for member in object.members() {
            if !env.plain_copy
                && let Some(loops) = property_loops(member)
            {
                self.resolve_loops(loops, env, &mut members);
            } else {
                members.push(self.resolve_member(member, env));
            }
        }
        Node { value: Value::object(members), origin: node.origin.clone() }
    }

    pub(crate) fn resolve_member(&self, member: &Member, env: &Env) -> Member {
        Member {
            name: self.resolve_name(member, env),
            name_span: member.name_span,
            value: self.resolve(&member.value, env),
        }
    }

    /// Names of properties may be expressions or escaped, too.
    fn resolve_name(&self, member: &Member, env: &Env) -> Arc<str> {
        if !is_evaluated(&member.name) {
            return member.name.clone();
        }
        let written = Node::written(Value::String(member.name.clone()), member.name_span);
        let name = self.resolve(&written, env);
        if name.holds_secret() {
            // Names of properties have no origin that keeps them secret.
            return "***".into();
        }
        match name.value {
            Value::String(name) => name,
            Value::Unknown(unknown) => format!("[{}]", unknown.residual).into(),
            other => {
                let message = format!("a property's name must be a string, not {}", other.kind());
                self.problem(ProblemKind::ArgumentType, message, member.name_span);
                member.name.clone()
            }
        }
    }

    pub(crate) fn problem(&self, kind: ProblemKind, message: impl Into<String>, span: Span) {
        self.ledger.note(problem(kind, message, span));
    }

    pub(crate) fn note(&self, problem: Problem) {
        self.ledger.note(problem);
    }

    pub(crate) fn note_all(&self, problems: Vec<Problem>) {
        for problem in problems {
            self.ledger.note(problem);
        }
    }

    /// Notes a problem and gives what stands for the value that could not be evaluated.
    pub(crate) fn failed(
        &self,
        kind: ProblemKind,
        message: impl Into<String>,
        at: Span,
        residual: &str,
    ) -> Node {
        let message = self.secrets.borrow().masked(&message.into());
        let reason = match kind {
            ProblemKind::Limit => Reason::Limit(message.as_str().into()),
            _ => Reason::Failed(message.as_str().into()),
        };
        self.problem(kind, message, at);
        Node::unknown(reason, residual, Origin::computed("expression", at, Vec::new()))
    }
}

fn limited(message: &str, residual: &str, at: Span) -> Node {
    let origin = Origin::computed("expression", at, Vec::new());
    Node::unknown(Reason::Limit(message.into()), residual, origin)
}
