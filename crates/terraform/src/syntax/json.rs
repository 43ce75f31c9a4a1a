//! The JSON syntax (`.tf.json`, `.tfvars.json`): strings are templates, objects are blocks where a block is expected.

use std::sync::Arc;

use traced_values::{Member, Node, Problem, ProblemKind, Span, Value};

use super::{
    Attribute, Block, Body, Call, Expression, ExpressionKind, For, ObjectKey, StepKind,
    TemplatePart, TraversalStep, read_template,
};
use crate::value::Number;

/// What is read, and what is wrong with it.
struct JsonReader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

/// Blocks at the top of a configuration, with the number of labels of each.
const TOP: [(&str, usize); 14] = [
    ("terraform", 0),
    ("provider", 1),
    ("variable", 1),
    ("locals", 0),
    ("output", 1),
    ("module", 1),
    ("resource", 2),
    ("data", 2),
    ("ephemeral", 2),
    ("moved", 0),
    ("removed", 0),
    ("import", 0),
    ("check", 1),
    ("language", 0),
];

/// Reads a configuration of JSON syntax.
#[must_use]
pub fn read_json(root: &Node, text: &str) -> (Body, Vec<Problem>) {
    let mut json = JsonReader { text, problems: Vec::new() };
    let mut body = Body::default();
    for member in objects(root).flat_map(Node::members) {
        match TOP.iter().find(|(kind, _)| *kind == &*member.name) {
            Some((_, labels)) => json.blocks(member, *labels, &mut Vec::new(), &mut body),
            None if &*member.name == "//" => {}
            None => json.problems.push(Problem {
                kind: ProblemKind::Structure,
                message: format!("'{}' is no block of a configuration", member.name),
                span: member.name_span,
                related: Vec::new(),
            }),
        }
    }
    (body, json.problems)
}

/// Reads a values file of JSON syntax: each value is taken literally, but for nothing in strings is evaluated.
#[must_use]
pub fn read_json_values(root: &Node) -> Vec<Attribute> {
    root.members()
        .iter()
        .map(|member| Attribute {
            name: member.name.clone(),
            name_span: member.name_span,
            value: Arc::new(literal(&member.value)),
        })
        .collect()
}

fn objects(node: &Node) -> impl Iterator<Item = &Node> {
    let list = if node.as_array().is_some() { node.items() } else { std::slice::from_ref(node) };
    list.iter()
}

fn literal(node: &Node) -> Expression {
    let kind = match &node.value {
        Value::Null => ExpressionKind::Null,
        Value::Bool(truth) => ExpressionKind::Bool(*truth),
        Value::Int(number) => ExpressionKind::Number(Number::from(*number)),
        Value::Float(number) => {
            Number::from_f64(*number).map_or(ExpressionKind::Broken, ExpressionKind::Number)
        }
        Value::String(text) => ExpressionKind::Text(text.clone()),
        Value::Array(_) => ExpressionKind::Tuple(node.items().iter().map(literal).collect()),
        Value::Object(_) => ExpressionKind::Object(
            node.members()
                .iter()
                .map(|member| {
                    (ObjectKey::Name(member.name.clone(), member.name_span), literal(&member.value))
                })
                .collect(),
        ),
        // Neither stands in a document as it is read.
        Value::Unknown(_) | Value::Expression(_) => ExpressionKind::Broken,
    };
    Expression { kind, span: node.span() }
}

impl JsonReader<'_> {
    /// The blocks under a member, after as many labels as are still to come.
    fn blocks(
        &mut self,
        member: &Member,
        labels: usize,
        given: &mut Vec<Arc<str>>,
        body: &mut Body,
    ) {
        for node in objects(&member.value) {
            if labels > given.len() {
                for inner in node.members() {
                    given.push(inner.name.clone());
                    self.labelled(member, inner, labels, given, body);
                    given.pop();
                }
            } else {
                body.blocks.push(self.block(&member.name, given, member.name_span, node));
            }
        }
    }

    fn labelled(
        &mut self,
        outer: &Member,
        inner: &Member,
        labels: usize,
        given: &mut Vec<Arc<str>>,
        body: &mut Body,
    ) {
        for node in objects(&inner.value) {
            if labels > given.len() {
                for next in node.members() {
                    given.push(next.name.clone());
                    self.labelled(outer, next, labels, given, body);
                    given.pop();
                }
            } else {
                body.blocks.push(self.block(&outer.name, given, inner.name_span, node));
            }
        }
    }

    fn block(&mut self, kind: &Arc<str>, labels: &[Arc<str>], head: Span, node: &Node) -> Block {
        let mut body = Body::default();
        for member in node.members() {
            if &*member.name == "//" {
                continue;
            }
            // Which members are blocks is known to the resource's schema alone: an object or a list of objects is
            // given as both, and the reader of the block takes the one it asks for.
            let nested = nested_objects(&member.value);
            for inner in nested {
                let block = self.block(&member.name, &[], member.name_span, inner);
                body.blocks.push(block);
            }
            body.attributes.push(Attribute {
                name: member.name.clone(),
                name_span: member.name_span,
                value: Arc::new(self.expression(&member.value)),
            });
        }
        Block { kind: kind.clone(), labels: labels.to_vec(), head, span: node.span(), body }
    }

    fn expression(&mut self, node: &Node) -> Expression {
        match &node.value {
            Value::String(text) if text.contains("${") || text.contains("%{") => {
                self.template(node, text)
            }
            Value::Array(_) => Expression {
                kind: ExpressionKind::Tuple(
                    node.items().iter().map(|item| self.expression(item)).collect(),
                ),
                span: node.span(),
            },
            Value::Object(_) => {
                let items = node
                    .members()
                    .iter()
                    .map(|member| {
                        let key = ObjectKey::Name(member.name.clone(), member.name_span);
                        (key, self.expression(&member.value))
                    })
                    .collect();
                Expression { kind: ExpressionKind::Object(items), span: node.span() }
            }
            _ => literal(node),
        }
    }

    /// A string that holds a template. Places inside are exact where the string has no escapes.
    fn template(&mut self, node: &Node, text: &Arc<str>) -> Expression {
        let span = node.span();
        let inside = self.text.get(span.range()).unwrap_or("");
        let plain = inside.len() == text.len() + 2;
        match read_template(text, span.source, span.start + 1) {
            Ok(expression) if plain => Expression { span, ..expression },
            Ok(expression) => relocated(expression, span),
            Err(problem) => {
                self.problems.push(Problem { span, ..problem });
                Expression { kind: ExpressionKind::Broken, span }
            }
        }
    }
}

/// The objects that a member may be blocks of.
fn nested_objects(node: &Node) -> &[Node] {
    if node.as_object().is_some() {
        return std::slice::from_ref(node);
    }
    let items = node.items();
    if !items.is_empty() && items.iter().all(|item| item.as_object().is_some()) {
        items
    } else {
        &[]
    }
}

/// The same expression with all of its places at `span`.
fn relocated(expression: Expression, span: Span) -> Expression {
    let one = |inner: Expression| relocated(inner, span);
    let boxed = |inner: Box<Expression>| Box::new(relocated(*inner, span));
    let kind = match expression.kind {
        ExpressionKind::Template(list) => ExpressionKind::Template(relocated_parts(list, span)),
        ExpressionKind::Tuple(items) => ExpressionKind::Tuple(items.into_iter().map(one).collect()),
        ExpressionKind::Object(items) => ExpressionKind::Object(
            items
                .into_iter()
                .map(|(key, value)| {
                    let key = match key {
                        ObjectKey::Name(name, _) => ObjectKey::Name(name, span),
                        ObjectKey::Expression(inner) => {
                            ObjectKey::Expression(relocated(inner, span))
                        }
                    };
                    (key, relocated(value, span))
                })
                .collect(),
        ),
        ExpressionKind::Parenthesis(inner) => ExpressionKind::Parenthesis(boxed(inner)),
        ExpressionKind::Not(inner) => ExpressionKind::Not(boxed(inner)),
        ExpressionKind::Negative(inner) => ExpressionKind::Negative(boxed(inner)),
        ExpressionKind::Conditional(three) => ExpressionKind::Conditional(Box::new(three.map(one))),
        ExpressionKind::Operation(operator, two) => {
            ExpressionKind::Operation(operator, Box::new(two.map(one)))
        }
        ExpressionKind::Call(call) => ExpressionKind::Call(Call {
            name_span: span,
            arguments: call.arguments.into_iter().map(one).collect(),
            ..call
        }),
        ExpressionKind::Traversal(head, links) => {
            let link = |link: TraversalStep| {
                let step = match link.step {
                    StepKind::Key(inner) => StepKind::Key(relocated(inner, span)),
                    other => other,
                };
                TraversalStep { step, span }
            };
            ExpressionKind::Traversal(boxed(head), links.into_iter().map(link).collect())
        }
        ExpressionKind::For(each) => ExpressionKind::For(Box::new(For {
            collection: one(each.collection),
            key: each.key.map(one),
            value: one(each.value),
            condition: each.condition.map(one),
            ..*each
        })),
        plain => plain,
    };
    Expression { kind, span }
}

/// The same parts with all of their places at `span`.
fn relocated_parts(list: Vec<TemplatePart>, span: Span) -> Vec<TemplatePart> {
    list.into_iter()
        .map(|part| match part {
            TemplatePart::Text(text, _) => TemplatePart::Text(text, span),
            TemplatePart::Interpolation(inner) => {
                TemplatePart::Interpolation(relocated(inner, span))
            }
            TemplatePart::If(condition, yes, no) => TemplatePart::If(
                relocated(condition, span),
                relocated_parts(yes, span),
                relocated_parts(no, span),
            ),
            TemplatePart::For(key, value, collection, inner) => TemplatePart::For(
                key,
                value,
                relocated(collection, span),
                relocated_parts(inner, span),
            ),
        })
        .collect()
}
