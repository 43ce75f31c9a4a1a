//! The native syntax (`.tf`, `.tfvars`), read by `hcl-edit`, as a tree of our own.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::{self as hcl, TraversalOperator};
use hcl_edit::structure::Structure;
use hcl_edit::template::{Directive, Element, Strip, Template};
use traced_values::{Problem, ProblemKind, SourceId, Span};

use super::walk::{LexicalContext, blanked, group_end};
use super::{
    Attribute, Block, Body, Call, Expression, ExpressionKind, For, ObjectKey, Operator, StepKind,
    TemplatePart, TraversalStep,
};
use crate::value::{Number, normal};

/// Turns ranges into spans of one source.
struct NativeReader<'t> {
    text: &'t str,
    source: SourceId,
    /// Where the text begins in the source.
    base: u32,
}

/// Reads the text of a file.
///
/// # Errors
///
/// The place where the text stops being a configuration, and what was expected there.
pub fn read(text: &str, source: SourceId) -> Result<Body, Problem> {
    let reader = NativeReader { text, source, base: 0 };
    let body = reader.parsed(LexicalContext::Lines, hcl_edit::parser::parse_body)?;
    Ok(reader.body(&body))
}

/// Reads an expression that begins at byte `base` of the source.
///
/// # Errors
///
/// The place where the text stops being an expression.
pub fn read_expression(text: &str, source: SourceId, base: u32) -> Result<Expression, Problem> {
    let reader = NativeReader { text, source, base };
    let expression = reader.parsed(LexicalContext::Brackets, hcl_edit::parser::parse_expr)?;
    Ok(reader.expression(&expression))
}

/// Reads a string template (what stands between the quotes) that begins at byte `base` of the source.
///
/// # Errors
///
/// The place where the text stops being a template.
pub fn read_template(text: &str, source: SourceId, base: u32) -> Result<Expression, Problem> {
    let reader = NativeReader { text, source, base };
    let template = reader.parsed(LexicalContext::Template, hcl_edit::parser::parse_template)?;
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let span = Span::new(source, base, base.saturating_add(end));
    Ok(Expression { kind: reader.template(&template, span), span })
}

impl NativeReader<'_> {
    /// What the parser makes of the text. Where it stumbles, it tries again without what Terraform takes and it doesn't, and
    /// of two errors the one further on is true.
    fn parsed<T>(
        &self,
        outermost: LexicalContext,
        parse: impl Fn(&str) -> Result<T, hcl_edit::parser::Error>,
    ) -> Result<T, Problem> {
        let mut text = Cow::Borrowed(self.text);
        let mut is_blanked = false;
        let mut furthest: Option<Problem> = None;
        for attempt in 0..ATTEMPTS {
            let error = match parse(&text) {
                Ok(parsed) => return Ok(parsed),
                Err(error) => error,
            };
            let problem = self.problem(&text, &error);
            let at = (problem.span.start - self.base) as usize;
            if furthest.as_ref().is_none_or(|known| known.span.start < problem.span.start) {
                furthest = Some(problem);
            }
            let next = if error.message().contains("redefined object key") {
                renamed(&text, at, attempt)
            } else if is_blanked {
                None
            } else {
                is_blanked = true;
                blanked(&text, outermost)
            };
            match next {
                Some(next) => text = Cow::Owned(next),
                None => break,
            }
        }
        Err(furthest.expect("the first attempt ended in an error"))
    }

    /// An error of the parser in a text that has its bytes where the source has them.
    fn problem(&self, text: &str, error: &hcl_edit::parser::Error) -> Problem {
        let at = offset(text, error.location().line(), error.location().column());
        let at = at.min(self.text.len());
        let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
        let message = error.message().lines().next().unwrap_or("syntax error").to_owned();
        let expected = error.message().lines().skip(1).collect::<Vec<_>>().join("; ");
        let message = if expected.is_empty() {
            format!("the syntax can't be read here: {message}")
        } else {
            format!("the syntax can't be read here: {message}, {expected}")
        };
        Problem {
            kind: ProblemKind::Parse,
            message,
            span: self.span(at..at + length),
            related: Vec::new(),
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let at = |byte: usize| self.base.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
        Span::new(self.source, at(range.start), at(range.end))
    }

    fn span_of(&self, part: &impl hcl_edit::Span) -> Span {
        self.span(part.span().unwrap_or(0..0))
    }

    fn body(&self, body: &hcl_edit::structure::Body) -> Body {
        let mut made = Body::default();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => made.attributes.push(Attribute {
                    name: attribute.key.as_str().into(),
                    name_span: self.span_of(&attribute.key),
                    value: Arc::new(self.expression(&attribute.value)),
                }),
                Structure::Block(block) => {
                    let start = block.ident.span().unwrap_or(0..0);
                    let end = block
                        .labels
                        .last()
                        .and_then(|label| match label {
                            hcl_edit::structure::BlockLabel::Ident(ident) => ident.span(),
                            hcl_edit::structure::BlockLabel::String(text) => text.span(),
                        })
                        .unwrap_or(start.clone());
                    made.blocks.push(Block {
                        kind: block.ident.as_str().into(),
                        labels: block.labels.iter().map(|label| label.as_str().into()).collect(),
                        head: self.span(start.start..end.end),
                        span: self.span_of(block),
                        body: self.body(&block.body),
                    });
                }
            }
        }
        made
    }

    fn expression(&self, expression: &hcl::Expression) -> Expression {
        let span = self.span_of(expression);
        let one = |expression: &hcl::Expression| Box::new(self.expression(expression));
        let kind = match expression {
            hcl::Expression::Null(_) => ExpressionKind::Null,
            hcl::Expression::Bool(truth) => ExpressionKind::Bool(*truth.value()),
            hcl::Expression::Number(number) => {
                // The text, and not the parser's number, which is a float.
                let text = number.span().and_then(|range| self.text.get(range)).unwrap_or("");
                Number::parse(text.trim()).map_or(ExpressionKind::Broken, ExpressionKind::Number)
            }
            hcl::Expression::String(text) => ExpressionKind::Text(normal(text.as_str().into())),
            hcl::Expression::Array(array) => {
                ExpressionKind::Tuple(array.iter().map(|item| self.expression(item)).collect())
            }
            hcl::Expression::Object(object) => ExpressionKind::Object(
                object
                    .iter()
                    .map(|(key, value)| (self.key(key), self.expression(value.expr())))
                    .collect(),
            ),
            hcl::Expression::StringTemplate(template) => self.template(template, span),
            hcl::Expression::HeredocTemplate(heredoc) => self.template(&heredoc.template, span),
            hcl::Expression::Parenthesis(inner) => ExpressionKind::Parenthesis(one(inner.inner())),
            hcl::Expression::Variable(name) => ExpressionKind::Name(name.as_str().into()),
            hcl::Expression::Conditional(conditional) => ExpressionKind::Conditional(Box::new([
                self.expression(&conditional.cond_expr),
                self.expression(&conditional.true_expr),
                self.expression(&conditional.false_expr),
            ])),
            hcl::Expression::FuncCall(call) => self.call(call),
            hcl::Expression::Traversal(traversal) => {
                let links = traversal.operators.iter().map(|link| self.link(link)).collect();
                ExpressionKind::Traversal(one(&traversal.expr), links)
            }
            hcl::Expression::UnaryOp(operation) => match operation.operator.value() {
                hcl::UnaryOperator::Neg => ExpressionKind::Negative(one(&operation.expr)),
                hcl::UnaryOperator::Not => ExpressionKind::Not(one(&operation.expr)),
            },
            hcl::Expression::BinaryOp(operation) => ExpressionKind::Operation(
                operator(*operation.operator.value()),
                Box::new([
                    self.expression(&operation.lhs_expr),
                    self.expression(&operation.rhs_expr),
                ]),
            ),
            hcl::Expression::ForExpr(each) => ExpressionKind::For(Box::new(For {
                key_name: each.intro.key_var.as_ref().map(|name| name.as_str().into()),
                value_name: each.intro.value_var.as_str().into(),
                collection: self.expression(&each.intro.collection_expr),
                key: each.key_expr.as_ref().map(|key| self.expression(key)),
                value: self.expression(&each.value_expr),
                grouped: each.grouping,
                condition: each.cond.as_ref().map(|condition| self.expression(&condition.expr)),
            })),
        };
        Expression { kind, span }
    }

    fn key(&self, key: &hcl::ObjectKey) -> ObjectKey {
        match key {
            hcl::ObjectKey::Ident(name) => self.own_key(name),
            hcl::ObjectKey::Expression(hcl::Expression::String(text)) => {
                ObjectKey::Name(text.as_str().into(), self.span_of(text))
            }
            hcl::ObjectKey::Expression(hcl::Expression::Variable(name)) => {
                ObjectKey::Name(name.as_str().into(), self.span_of(name))
            }
            hcl::ObjectKey::Expression(expression) => {
                ObjectKey::Expression(self.expression(expression))
            }
        }
    }

    /// A key as the source has it, where it was renamed for the parser.
    fn own_key(&self, name: &hcl_edit::Decorated<hcl_edit::Ident>) -> ObjectKey {
        let span = self.span_of(name);
        let own = name.span().and_then(|range| self.text.get(range));
        let own = own.filter(|own| *own != name.as_str());
        let own = own.and_then(|own| read_expression(own, self.source, span.start).ok());
        match own {
            Some(Expression {
                kind: ExpressionKind::Text(text) | ExpressionKind::Name(text),
                ..
            }) => ObjectKey::Name(text, span),
            Some(own) => ObjectKey::Expression(own),
            None => ObjectKey::Name(name.as_str().into(), span),
        }
    }

    fn call(&self, call: &hcl::FuncCall) -> ExpressionKind {
        let mut name = String::new();
        for part in &call.name.namespace {
            name.push_str(part.as_str());
            name.push_str("::");
        }
        name.push_str(call.name.name.as_str());
        ExpressionKind::Call(Call {
            name: name.into(),
            name_span: self.span_of(&call.name.name),
            arguments: call.args.iter().map(|argument| self.expression(argument)).collect(),
            expanded: call.args.expand_final(),
        })
    }

    fn link(&self, link: &hcl_edit::Decorated<TraversalOperator>) -> TraversalStep {
        let step = match link.value() {
            TraversalOperator::AttrSplat(_) => StepKind::AttributeSplat,
            TraversalOperator::FullSplat(_) => StepKind::FullSplat,
            TraversalOperator::GetAttr(name) => StepKind::Name(name.as_str().into()),
            TraversalOperator::Index(index) => StepKind::Key(self.expression(index)),
            TraversalOperator::LegacyIndex(index) => StepKind::Index(*index.value()),
        };
        TraversalStep { step, span: self.span_of(link) }
    }

    fn template(&self, template: &Template, span: Span) -> ExpressionKind {
        let parts = self.parts(template);
        match &parts[..] {
            [] => ExpressionKind::Text("".into()),
            [TemplatePart::Text(text, _)] => ExpressionKind::Text(text.clone()),
            _ => {
                let _ = span;
                ExpressionKind::Template(parts)
            }
        }
    }

    /// The parts of a template, with the white space stripped that `~` markers ask for.
    fn parts(&self, template: &Template) -> Vec<TemplatePart> {
        let elements: Vec<&Element> = template.iter().collect();
        let mut parts = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            match element {
                Element::Literal(text) => {
                    let mut kept = text.as_str();
                    let before = at.checked_sub(1).map(|before| elements[before]);
                    if before.is_some_and(|element| strips(element).1) {
                        kept = kept.trim_start();
                    }
                    if elements.get(at + 1).is_some_and(|element| strips(element).0) {
                        kept = kept.trim_end();
                    }
                    if !kept.is_empty() {
                        parts.push(TemplatePart::Text(kept.into(), self.span_of(text)));
                    }
                }
                Element::Interpolation(inner) => {
                    parts.push(TemplatePart::Interpolation(self.expression(&inner.expr)));
                }
                Element::Directive(directive) => parts.push(self.directive(directive)),
            }
        }
        parts
    }

    fn directive(&self, directive: &Directive) -> TemplatePart {
        match directive {
            Directive::If(choice) => {
                let start = choice.if_expr.strip.strip_end();
                let (yes_end, no) = match &choice.else_expr {
                    Some(no) => (
                        no.strip.strip_start(),
                        stripped(
                            self.parts(&no.template),
                            no.strip.strip_end(),
                            choice.endif_expr.strip.strip_start(),
                        ),
                    ),
                    None => (choice.endif_expr.strip.strip_start(), Vec::new()),
                };
                let yes = stripped(self.parts(&choice.if_expr.template), start, yes_end);
                TemplatePart::If(self.expression(&choice.if_expr.cond_expr), yes, no)
            }
            Directive::For(each) => TemplatePart::For(
                each.for_expr.key_var.as_ref().map(|name| name.as_str().into()),
                each.for_expr.value_var.as_str().into(),
                self.expression(&each.for_expr.collection_expr),
                stripped(
                    self.parts(&each.for_expr.template),
                    each.for_expr.strip.strip_end(),
                    each.endfor_expr.strip.strip_start(),
                ),
            ),
        }
    }
}

/// How often a text is read again; each key that an object has twice takes one attempt.
const ATTEMPTS: usize = 50;

/// The text with another name, of the same length, for the key at this byte, which its object has already. Terraform takes
/// the last of the two values; the parser refuses the second key.
fn renamed(text: &str, at: usize, attempt: usize) -> Option<String> {
    let rest = text.get(at..)?;
    let length = if rest.starts_with(['"', '(']) {
        group_end(text, at)? - at
    } else {
        rest.find(|letter: char| !letter.is_alphanumeric() && !"_-".contains(letter))?
    };
    let behind = rest[length..].trim_start_matches([' ', '\t']);
    if !behind.starts_with(['=', ':']) || behind.starts_with("==") {
        return None;
    }
    let mut name = vec![b'q'; length];
    let mut count = attempt;
    for letter in name.iter_mut().rev() {
        *letter = b"qwertyuiopasdfghjklzxcvbnm"[count % 26];
        count /= 26;
    }
    let name = String::from_utf8(name).ok().filter(|_| count == 0 && length > 0)?;
    Some(format!("{}{name}{}", &text[..at], &rest[length..]))
}

/// Whether an element strips white space before it, and after it.
fn strips(element: &Element) -> (bool, bool) {
    let ends = |first: Strip, last: Strip| (first.strip_start(), last.strip_end());
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(inner) => ends(inner.strip, inner.strip),
        Element::Directive(directive) => match &**directive {
            Directive::If(choice) => ends(choice.if_expr.strip, choice.endif_expr.strip),
            Directive::For(each) => ends(each.for_expr.strip, each.endfor_expr.strip),
        },
    }
}

/// The parts of a directive, without the white space at their ends where its markers say so.
fn stripped(mut parts: Vec<TemplatePart>, start: bool, end: bool) -> Vec<TemplatePart> {
    if start && let Some(TemplatePart::Text(text, _)) = parts.first_mut() {
        *text = text.trim_start().into();
    }
    if end && let Some(TemplatePart::Text(text, _)) = parts.last_mut() {
        *text = text.trim_end().into();
    }
    parts
}

fn operator(operator: hcl::BinaryOperator) -> Operator {
    use hcl::BinaryOperator as Hcl;
    match operator {
        Hcl::Eq => Operator::Equal,
        Hcl::NotEq => Operator::NotEqual,
        Hcl::LessEq => Operator::LessOrEqual,
        Hcl::GreaterEq => Operator::GreaterOrEqual,
        Hcl::Less => Operator::Less,
        Hcl::Greater => Operator::Greater,
        Hcl::Plus => Operator::Plus,
        Hcl::Minus => Operator::Minus,
        Hcl::Mul => Operator::Times,
        Hcl::Div => Operator::Divide,
        Hcl::Mod => Operator::Modulo,
        Hcl::And => Operator::And,
        Hcl::Or => Operator::Or,
    }
}

/// The byte at a line and a column, both counted from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    let characters = text[start..].char_indices().nth(column.saturating_sub(1));
    characters.map_or(text.len(), |(at, _)| start + at)
}
