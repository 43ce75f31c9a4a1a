//! From the text of a JSON document to nodes that know their place: comments, trailing commas and line breaks in strings are allowed.

mod fault;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::tokens::Token;

use crate::escapes::Escapes;
use crate::layout::{Layout, Mark};
use crate::problem::{Problem, ProblemKind};
use crate::span::{SourceId, Span, text_offset as offset};
use crate::value::{Array, Member, Node, Object, Value};

/// What a text says, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document; none when the text is no JSON at all.
    pub node: Option<Node>,
    /// A fault that ends the reading, or duplicate names, which don't.
    pub problems: Vec<Problem>,
}

/// A language that writes its programs as JSON: tells what in a document is still to be evaluated.
pub trait JsonLanguage {
    /// Whether the string (a value or a member's name) is more than its text.
    fn evaluates(&self, text: &str) -> bool;

    /// Whether the member is more than a value with a name.
    fn evaluates_member(&self, name: &str, value: &Value) -> bool {
        let _ = (name, value);
        false
    }
}

/// JSON that is nothing but data.
#[derive(Clone, Copy, Debug, Default)]
pub struct Data;

impl JsonLanguage for Data {
    fn evaluates(&self, _: &str) -> bool {
        false
    }
}

/// Reads a document; what `language` evaluates is marked as dynamic, with the places of its escapes.
///
/// Of two members with the very same name the last one counts, and the first one is a problem.
/// Text beyond four gigabytes is refused.
#[must_use]
pub fn parse_json(text: &str, source: SourceId, language: &dyn JsonLanguage) -> Parsed {
    let marked = usize::from(text.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
    parse_json_part(text, marked..text.len(), source, language)
}

/// Reads a document that is only a part of a text; places are counted in the whole text.
///
/// # Panics
/// When the part does not begin and end between characters of the text.
#[must_use]
pub fn parse_json_part(
    text: &str,
    part: Range<usize>,
    source: SourceId,
    language: &dyn JsonLanguage,
) -> Parsed {
    if u32::try_from(text.len()).is_err() {
        let span = Span::new(source, 0, 0);
        return failed(ProblemKind::Limit, "the text is longer than 4 gigabytes".into(), span);
    }
    let shift = part.start;
    let body = &text[part];
    let options = jsonc_parser::CollectOptions::default();
    let parsed = jsonc_parser::parse_to_ast(body, &options, &dialect());
    let mut reader = Reader {
        source,
        language,
        shift: offset(shift),
        text: body,
        names: HashMap::new(),
        escapes: Escapes::default(),
        problems: Vec::new(),
    };
    let value = match parsed.map(|parsed| parsed.value) {
        Ok(Some(value)) => value,
        Ok(None) => {
            let span = reader.span(0, body.len());
            return failed(ProblemKind::Parse, "there is no JSON in it".into(), span);
        }
        Err(error) => {
            let range = error.range();
            let span = reader.span(range.start, range.end.max(range.start));
            let (kind, message) = fault::explain(error.kind());
            return failed(kind, message, span);
        }
    };
    let (mut node, _) = reader.node(value);
    if let Value::Object(object) = &mut node.value
        && let Some(object) = Arc::get_mut(object)
        && !reader.escapes.is_empty()
    {
        object.escapes = Some(Arc::new(reader.escapes));
    }
    Parsed { node: Some(node), problems: reader.problems }
}

/// The comments and brackets of a document that is a part of a text; none when it is no JSON.
///
/// # Panics
/// When the part does not begin and end between characters of the text.
#[must_use]
pub fn json_layout(text: &str, part: Range<usize>) -> Option<Layout> {
    let options = jsonc_parser::CollectOptions {
        comments: jsonc_parser::CommentCollectionStrategy::AsTokens,
        tokens: true,
    };
    let parsed = jsonc_parser::parse_to_ast(&text[part.clone()], &options, &dialect()).ok()?;
    let tokens = parsed.tokens.filter(|_| parsed.value.is_some())?;
    Some(Layout::of(tokens.iter().filter_map(|token| {
        let mark = match token.token {
            Token::CommentLine(_) | Token::CommentBlock(_) => Mark::Comment,
            Token::OpenBrace | Token::OpenBracket => Mark::Opening,
            Token::CloseBrace | Token::CloseBracket => Mark::Closing,
            _ => return None,
        };
        Some((mark, part.start + token.range.start..part.start + token.range.end))
    })))
}

fn failed(kind: ProblemKind, message: String, span: Span) -> Parsed {
    Parsed { node: None, problems: vec![Problem { kind, message, span, related: Vec::new() }] }
}

/// What Azure's reader accepts beyond the standard; it takes real templates with trailing commas.
fn dialect() -> jsonc_parser::ParseOptions {
    jsonc_parser::ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

struct Reader<'a> {
    source: SourceId,
    language: &'a dyn JsonLanguage,
    shift: u32,
    text: &'a str,
    names: HashMap<&'a str, Arc<str>>,
    escapes: Escapes,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.shift + offset(start), self.shift + offset(end))
    }

    /// The node, and whether something in it is to be evaluated.
    fn node(&mut self, value: ast::Value<'a>) -> (Node, bool) {
        let (value, range, dynamic) = match value {
            ast::Value::NullKeyword(null) => (Value::Null, null.range, false),
            ast::Value::BooleanLit(literal) => (Value::Bool(literal.value), literal.range, false),
            ast::Value::NumberLit(literal) => (number(literal.value), literal.range, false),
            ast::Value::StringLit(literal) => {
                let dynamic = self.note(&literal);
                (Value::String(literal.value.into()), literal.range, dynamic)
            }
            ast::Value::Array(array) => {
                let range = array.range;
                let (array, dynamic) = self.array(array);
                (Value::Array(Arc::new(array)), range, dynamic)
            }
            ast::Value::Object(object) => {
                let range = object.range;
                let (object, dynamic) = self.object(object);
                (Value::Object(Arc::new(object)), range, dynamic)
            }
        };
        (Node::written(value, self.span(range.start, range.end)), dynamic)
    }

    fn array(&mut self, array: ast::Array<'a>) -> (Array, bool) {
        let mut items = Vec::with_capacity(array.elements.len());
        let mut dynamic = false;
        for element in array.elements {
            let (node, inside) = self.node(element);
            dynamic |= inside;
            items.push(node);
        }
        (Array::new(items, dynamic), dynamic)
    }

    fn object(&mut self, object: ast::Object<'a>) -> (Object, bool) {
        let mut members = Vec::with_capacity(object.properties.len());
        let mut dynamic = false;
        for property in object.properties {
            let ast::ObjectPropName::String(name) = property.name else { continue };
            dynamic |= self.note(&name);
            let name_span = self.span(name.range.start, name.range.end);
            let name = self.name(name);
            let (value, inside) = self.node(property.value);
            dynamic |= inside;
            dynamic |= self.language.evaluates_member(&name, &value.value);
            members.push(Member { name, name_span, value });
        }
        self.drop_duplicates(&mut members);
        (Object::new(members, dynamic), dynamic)
    }

    /// A document has few names that it uses often: each is kept once.
    fn name(&mut self, name: ast::StringLit<'a>) -> Arc<str> {
        let written = &self.text[name.range.start + 1..name.range.end - 1];
        self.names.entry(written).or_insert_with(|| name.value.into()).clone()
    }

    /// Whether the string is to be evaluated; if so, its escapes are noted.
    fn note(&mut self, literal: &ast::StringLit<'a>) -> bool {
        let dynamic = self.language.evaluates(&literal.value);
        let range = literal.range;
        if dynamic && range.end - range.start != literal.value.len() + 2 {
            let start = self.shift + offset(range.start);
            self.escapes.note(start, &self.text[range.start..range.end]);
        }
        dynamic
    }

    fn drop_duplicates(&mut self, members: &mut Vec<Member>) {
        if !has_duplicates(members) {
            return;
        }
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        let mut kept: Vec<Member> = Vec::with_capacity(members.len());
        for member in members.drain(..) {
            match places.get(&member.name) {
                None => {
                    places.insert(member.name.clone(), kept.len());
                    kept.push(member);
                }
                Some(place) => {
                    let earlier = std::mem::replace(&mut kept[*place], member);
                    let later = kept[*place].name_span;
                    self.problems.push(Problem {
                        kind: ProblemKind::Parse,
                        message: format!(
                            "'{}' is written twice here; the last one counts",
                            earlier.name
                        ),
                        span: earlier.name_span,
                        related: vec![("the one that counts".into(), later)],
                    });
                }
            }
        }
        *members = kept;
    }
}

fn has_duplicates(members: &[Member]) -> bool {
    if members.len() <= 8 {
        return members
            .iter()
            .enumerate()
            .any(|(place, member)| members[..place].iter().any(|other| other.name == member.name));
    }
    let mut seen = HashSet::with_capacity(members.len());
    members.iter().any(|member| !seen.insert(&*member.name))
}

fn number(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) => Value::Int(number),
        // What the scanner lets through is a number to Rust too; too large a one becomes infinite.
        Err(_) => Value::Float(text.parse().unwrap_or(f64::INFINITY)),
    }
}
