//! Values on their way into the template: as JSON where the compiler writes JSON, as terms where it writes expressions.

use std::sync::Arc;

use arm_template::{Array, Member, Node, Object, Span, Term, Value};

/// A value that a program writes.
#[derive(Clone)]
pub(super) enum Ir {
    Null(Span),
    Bool(Span, bool),
    Int(Span, i64),
    Text(Span, Arc<str>),
    Object(Span, Vec<(ObjectKey, Ir)>),
    Array(Span, Vec<Ir>),
    For(Span, Box<Loop>),
    Term(Term),
}

/// The key of a property.
#[derive(Clone)]
pub(super) enum ObjectKey {
    Name(Span, Arc<str>),
    Term(Term),
}

/// `[for … in source: body]`
#[derive(Clone)]
pub(super) struct Loop {
    pub(super) source: Term,
    pub(super) body: Ir,
}

impl Ir {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Null(span)
            | Self::Bool(span, _)
            | Self::Int(span, _)
            | Self::Text(span, _)
            | Self::Object(span, _)
            | Self::Array(span, _)
            | Self::For(span, _) => *span,
            Self::Term(term) => term.at(),
        }
    }

    /// As an expression.
    pub(super) fn term(self) -> Term {
        match self {
            Self::Null(span) => Term::value(span, Node::written(Value::Null, span)),
            Self::Bool(span, truth) => Term::value(span, Node::written(Value::Bool(truth), span)),
            Self::Int(span, number) => Term::int(span, number),
            Self::Text(span, text) => Term::text(span, text),
            Self::Object(span, members) => {
                let mut arguments = Vec::with_capacity(members.len() * 2);
                for (key, value) in members {
                    arguments.push(match key {
                        ObjectKey::Name(span, name) => Term::text(span, name),
                        ObjectKey::Term(term) => term,
                    });
                    arguments.push(value.term());
                }
                Term::call(span, "createObject", arguments)
            }
            Self::Array(span, items) => {
                Term::call(span, "createArray", items.into_iter().map(Self::term).collect())
            }
            // A loop stands nowhere in an expression; that was said where it was read.
            Self::For(span, _) => Term::call(span, "null", Vec::new()),
            Self::Term(term) => term,
        }
    }

    /// As it stands in the template.
    pub(super) fn node(self) -> Node {
        match self {
            Self::Null(span) => Node::written(Value::Null, span),
            Self::Bool(span, truth) => Node::written(Value::Bool(truth), span),
            Self::Int(span, number) => Node::written(Value::Int(number), span),
            Self::Text(span, text) => literal(span, text),
            Self::Object(span, members) => {
                let (loops, plain): (Vec<_>, Vec<_>) =
                    members.into_iter().partition(|(_, value)| matches!(value, Self::For(..)));
                let mut made = Vec::with_capacity(plain.len() + 1);
                if !loops.is_empty() {
                    let loops = loops.into_iter().map(|(key, value)| {
                        let name = match key {
                            ObjectKey::Name(_, name) => name,
                            ObjectKey::Term(_) => "".into(),
                        };
                        match value {
                            Self::For(at, inner) => copy(at, Some(name), *inner),
                            other => other.node(),
                        }
                    });
                    made.push(member("copy", span, array(span, loops.collect())));
                }
                made.extend(plain.into_iter().map(|(key, value)| match key {
                    ObjectKey::Name(at, name) => member_named(escaped(name), at, value.node()),
                    ObjectKey::Term(term) => {
                        let at = term.at();
                        let text = match &term.into_node().value {
                            Value::Expression(expression) => format!("[{}]", expression.text()),
                            _ => String::new(),
                        };
                        member_named(text.into(), at, value.node())
                    }
                }));
                object(span, made)
            }
            Self::Array(span, items) => array(span, items.into_iter().map(Self::node).collect()),
            Self::For(span, inner) => copy(span, None, *inner),
            Self::Term(term) => term.into_node(),
        }
    }
}

/// A string as it stands in a template: what looks like an expression gets another bracket.
fn literal(span: Span, text: Arc<str>) -> Node {
    if looks_evaluated(&text) {
        // As a tree it keeps its place and needs no escape.
        return Term::value(span, Node::written(Value::String(text), span)).into_node();
    }
    Node::written(Value::String(text), span)
}

fn looks_evaluated(text: &str) -> bool {
    text.len() > 1 && text.starts_with('[') && text.ends_with(']')
}

fn escaped(name: Arc<str>) -> Arc<str> {
    if looks_evaluated(&name) { format!("[{name}").into() } else { name }
}

/// A loop as the template language has it.
pub(super) fn copy(at: Span, name: Option<Arc<str>>, inner: Loop) -> Node {
    let mut members = Vec::with_capacity(3);
    if let Some(name) = name {
        members.push(member("name", at, string(at, name)));
    }
    members.push(member("count", at, count(&inner.source)));
    let input = match inner.body {
        body @ (Ir::Object(..) | Ir::Text(..)) => body.node(),
        body => body.term().into_node(),
    };
    members.push(member("input", at, input));
    object(at, members)
}

/// How often a loop over this runs.
pub(super) fn count(source: &Term) -> Node {
    Term::call(source.at(), "length", vec![source.clone()]).into_node()
}

pub(super) fn member(name: &str, at: Span, value: Node) -> Member {
    member_named(name.into(), at, value)
}

pub(super) fn member_named(name: Arc<str>, name_span: Span, value: Node) -> Member {
    Member { name, name_span, value }
}

pub(super) fn string(at: Span, text: impl Into<Arc<str>>) -> Node {
    Node::written(Value::String(text.into()), at)
}

pub(super) fn object(at: Span, members: Vec<Member>) -> Node {
    let dynamic = members.iter().any(|member| {
        is_dynamic(&member.value) || looks_evaluated(&member.name) || &*member.name == "copy"
    });
    Node::written(Value::Object(Arc::new(Object::new(members, dynamic))), at)
}

pub(super) fn array(at: Span, items: Vec<Node>) -> Node {
    let dynamic = items.iter().any(is_dynamic);
    Node::written(Value::Array(Arc::new(Array::new(items, dynamic))), at)
}

fn is_dynamic(node: &Node) -> bool {
    node.value.is_dynamic() || node.as_str().is_some_and(looks_evaluated)
}

/// The value `true`.
pub(super) fn truth(at: Span) -> Node {
    Node::written(Value::Bool(true), at)
}
