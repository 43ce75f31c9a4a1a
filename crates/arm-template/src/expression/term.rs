//! Expressions that another language than templates is lowered to: trees whose every part has its own place.

use std::any::Any;
use std::fmt::Write as _;
use std::sync::Arc;

use traced_values::Expression as Written;

use super::parser::target;
use super::{Access, CallExpression, Callee, Expression, ExpressionKind, Selector, accessor};
use crate::{Node, Span, Value, text_offset};

/// An expression that is put together by hand.
///
/// It is written down as it would stand in a template, for messages and for what is left of it; its parts keep the
/// places that they are given, in any sources.
///
/// ```
/// use arm_template::{Node, SourceId, Span, Term, Value};
///
/// let at = Span::new(SourceId(7), 10, 20);
/// let name = Term::call(at, "parameters", vec![Term::name(at, "hub")]);
/// let term = Term::call(at, "toLower", vec![name.member(at, "title")]);
/// let node: Node = term.into_node();
/// let Value::Expression(expression) = &node.value else { unreachable!() };
/// assert_eq!(expression.text(), "toLower(parameters('hub').title)");
/// ```
#[derive(Clone, Debug)]
pub struct Term {
    at: Span,
    kind: TermKind,
}

#[derive(Clone, Debug)]
enum TermKind {
    Name(Arc<str>),
    Text(Arc<str>),
    Int(i64),
    Value(Box<Node>),
    Call { namespace: Option<Arc<str>>, name: Arc<str>, arguments: Vec<Term> },
    Member { base: Box<Term>, name: Arc<str> },
    Element { base: Box<Term>, index: Box<Term> },
}

impl Term {
    /// A string that the author of the program did not write, such as the name of a parameter.
    #[must_use]
    pub fn name(at: Span, name: impl Into<Arc<str>>) -> Self {
        Self { at, kind: TermKind::Name(name.into()) }
    }

    /// A string that is written at its place.
    #[must_use]
    pub fn text(at: Span, text: impl Into<Arc<str>>) -> Self {
        Self { at, kind: TermKind::Text(text.into()) }
    }

    /// A number that is written at its place.
    #[must_use]
    pub fn int(at: Span, number: i64) -> Self {
        Self { at, kind: TermKind::Int(number) }
    }

    /// A value as it is; nothing in it is evaluated.
    #[must_use]
    pub fn value(at: Span, node: Node) -> Self {
        Self { at, kind: TermKind::Value(Box::new(node)) }
    }

    /// A call of a function of the template language.
    #[must_use]
    pub fn call(at: Span, name: impl Into<Arc<str>>, arguments: Vec<Term>) -> Self {
        Self { at, kind: TermKind::Call { namespace: None, name: name.into(), arguments } }
    }

    /// A call of a function that the template declares.
    #[must_use]
    pub fn own_call(
        at: Span,
        namespace: impl Into<Arc<str>>,
        name: impl Into<Arc<str>>,
        arguments: Vec<Term>,
    ) -> Self {
        let namespace = Some(namespace.into());
        Self { at, kind: TermKind::Call { namespace, name: name.into(), arguments } }
    }

    /// A property of this; `at` is the place of the whole.
    #[must_use]
    pub fn member(self, at: Span, name: impl Into<Arc<str>>) -> Self {
        Self { at, kind: TermKind::Member { base: Box::new(self), name: name.into() } }
    }

    /// An element of this, or the property whose name is worked out; `at` is the place of the whole.
    #[must_use]
    pub fn element(self, at: Span, index: Term) -> Self {
        Self { at, kind: TermKind::Element { base: Box::new(self), index: Box::new(index) } }
    }

    /// Where it stands.
    #[must_use]
    pub fn at(&self) -> Span {
        self.at
    }

    /// The same, at another place.
    #[must_use]
    pub fn moved(self, at: Span) -> Self {
        Self { at, ..self }
    }

    /// The function that it calls, by no namespace, and the arguments.
    #[must_use]
    pub fn as_call(&self) -> Option<(&str, &[Term])> {
        match &self.kind {
            TermKind::Call { namespace: None, name, arguments } => Some((name, arguments)),
            _ => None,
        }
    }

    /// The string, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&Arc<str>> {
        match &self.kind {
            TermKind::Name(text) | TermKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when it is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self.kind {
            TermKind::Int(number) => Some(number),
            _ => None,
        }
    }

    /// Replaces the name of each copy loop that is counted by name.
    pub fn rename_loop(&mut self, name: &Arc<str>) {
        match &mut self.kind {
            TermKind::Call { name: function, arguments, .. } => {
                let counts = &**function == "copyIndex";
                for argument in arguments {
                    match &mut argument.kind {
                        TermKind::Name(old) if counts => old.clone_from(name),
                        _ => argument.rename_loop(name),
                    }
                }
            }
            TermKind::Member { base, .. } => base.rename_loop(name),
            TermKind::Element { base, index } => {
                base.rename_loop(name);
                index.rename_loop(name);
            }
            _ => {}
        }
    }

    /// The value of a document that is worked out by this.
    #[must_use]
    pub fn into_node(self) -> Node {
        let at = self.at;
        Node::written(Value::Expression(Arc::new(TermExpression::new(self))), at)
    }
}

/// An expression in the place of a value, ready to be evaluated.
#[derive(Debug)]
pub(crate) struct TermExpression {
    /// How it would stand in a template, brackets included.
    pub(crate) text: Arc<str>,
    pub(crate) root: Expression,
}

impl Written for TermExpression {
    fn text(&self) -> String {
        self.text[1..self.text.len() - 1].to_owned()
    }
}

impl TermExpression {
    fn new(term: Term) -> Self {
        let mut text = String::from("[");
        let root = build(term, &mut text);
        text.push(']');
        Self { text: text.into(), root }
    }

    /// The tree in a value, when it is one of this language.
    pub(crate) fn of(value: &Value) -> Option<&Self> {
        let Value::Expression(expression) = value else { return None };
        (&**expression as &dyn Any).downcast_ref()
    }
}

fn build(term: Term, text: &mut String) -> Expression {
    let start = text_offset(text.len());
    let at = term.at;
    let kind = match term.kind {
        TermKind::Name(value) => {
            quoted(&value, text);
            ExpressionKind::Text(value)
        }
        TermKind::Text(value) => {
            quoted(&value, text);
            ExpressionKind::Value(Box::new(Node::written(Value::String(value), at)))
        }
        TermKind::Int(number) => {
            let _ = write!(text, "{number}");
            ExpressionKind::Value(Box::new(Node::written(Value::Int(number), at)))
        }
        TermKind::Value(node) => {
            text.push_str(&shown(&node));
            ExpressionKind::Value(node)
        }
        TermKind::Call { namespace, name, arguments } => {
            if let Some(namespace) = &namespace {
                text.push_str(namespace);
                text.push('.');
            }
            text.push_str(&name);
            text.push('(');
            let mut built = Vec::with_capacity(arguments.len());
            for (place, argument) in arguments.into_iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                built.push(build(argument, text));
            }
            text.push(')');
            let target = if namespace.is_some() { Callee::Named } else { target(&name) };
            ExpressionKind::Call(CallExpression { namespace, name, target, arguments: built })
        }
        TermKind::Member { base, name } => {
            let (head, mut accesses) = chain(*base, text);
            text.push_str(&accessor(&name));
            let end = text_offset(text.len());
            accesses.push(Access {
                selector: Selector::Name(name),
                safe: false,
                end,
                at: Some(at),
            });
            ExpressionKind::Access(Box::new(head), accesses)
        }
        TermKind::Element { base, index } => {
            let (head, mut accesses) = chain(*base, text);
            text.push('[');
            let index = build(*index, text);
            text.push(']');
            let end = text_offset(text.len());
            accesses.push(Access {
                selector: Selector::Index(index),
                safe: false,
                end,
                at: Some(at),
            });
            ExpressionKind::Access(Box::new(head), accesses)
        }
    };
    Expression { kind, start, end: text_offset(text.len()), at: Some(at) }
}

/// What a chain of steps begins with, and its steps so far.
fn chain(base: Term, text: &mut String) -> (Expression, Vec<Access>) {
    let built = build(base, text);
    match built.kind {
        ExpressionKind::Access(head, accesses) => (*head, accesses),
        kind => (Expression { kind, ..built }, Vec::new()),
    }
}

fn quoted(value: &str, text: &mut String) {
    let _ = write!(text, "'{}'", value.replace('\'', "''"));
}

/// A value as it would stand in an expression.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null()".into(),
        Value::Bool(truth) => format!("{truth}()"),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("json('{number:?}')"),
        Value::Unknown(unknown) => unknown.residual.to_string(),
        Value::Expression(expression) => expression.text(),
        Value::String(value) => format!("'{}'", value.replace('\'', "''")),
        Value::Array(_) | Value::Object(_) => {
            format!("json('{}')", node.to_json().to_string().replace('\'', "''"))
        }
    }
}
