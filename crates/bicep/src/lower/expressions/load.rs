//! The functions that read something when a program is compiled: files, and the environment of a parameters file.

use std::sync::Arc;

use arm_template::{
    Member, Node, Origin, ProblemKind, Reason, SourceId, Span, Term, Unknown, Value,
};
use base64::Engine as _;
use saphyr::{LoadableYamlNode as _, Scalar, Yaml};

use crate::ast::{Expr, ExprKind, Name};
use crate::lower::env::Env;
use crate::lower::ir::Ir;
use crate::lower::writer::Writer;
use crate::program::OpenError;

impl<'a> Writer<'_, 'a> {
    /// What such a function gives; none where it is another one.
    pub(super) fn loaded(
        &self,
        name: &'a Name,
        arguments: &'a [Expr],
        at: Span,
        env: &Env<'a>,
    ) -> Option<Ir> {
        let function = &*name.text;
        let known = [
            "loadTextContent",
            "loadFileAsBase64",
            "loadJsonContent",
            "loadYamlContent",
            "loadDirectoryFileInfo",
            "readEnvironmentVariable",
            "externalInput",
            "readEnvVar",
            "readCliArg",
        ];
        if !known.contains(&function) {
            return None;
        }
        let texts: Vec<Option<Arc<str>>> =
            arguments.iter().map(|argument| self.constant(argument, env, 0)).collect();
        let Some(Some(first)) = texts.first() else {
            for argument in arguments {
                self.term(argument, env);
            }
            let message =
                format!("{function}() needs a text that is known when the file is compiled");
            self.problem(ProblemKind::ArgumentType, message, at);
            return Some(Ir::Term(Self::failed(at)));
        };
        let first_at = env.model.span(arguments[0].span);
        if matches!(function, "externalInput" | "readEnvVar" | "readCliArg") {
            return Some(self.external(function, first, at));
        }
        if function == "readEnvironmentVariable" {
            return Some(self.environment(first, arguments.get(1), first_at, at, env));
        }
        if first.ends_with(['.', ' ']) || first.is_empty() {
            let message = "the path ends with a character that it must not end with";
            self.problem(ProblemKind::ArgumentValue, message, first_at);
            return Some(Ir::Term(Self::failed(at)));
        }
        let text_at = |place: usize| texts.get(place).cloned().flatten();
        let node = match function {
            "loadDirectoryFileInfo" => {
                self.directory(first, text_at(1).as_deref(), first_at, at, env)
            }
            _ => self.file(function, first, &text_at, first_at, at, env),
        };
        Some(Ir::Term(match node {
            Some(node) => Term::value(at, node),
            None => Self::failed(at),
        }))
    }

    /// A value that the client puts in when it deploys.
    fn external(&self, function: &str, first: &str, at: Span) -> Ir {
        let kind = match function {
            "readEnvVar" => "sys.envVar",
            "readCliArg" => "sys.cliArg",
            _ => first,
        };
        let mut count = self.lowering.inputs.borrow_mut();
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
        let name: String = kind.chars().map(plain).collect();
        let residual = format!("externalInputs('{name}_{count}')");
        *count += 1;
        let reason = Reason::Runtime("externalInput".into());
        let unknown = Unknown { reason, residual: residual.into() };
        Ir::Term(Term::value(at, Node::written(Value::Unknown(Arc::new(unknown)), at)))
    }

    /// A text that is known when the file is compiled: written, or that of a variable.
    fn constant(&self, expr: &'a Expr, env: &Env<'a>, depth: u32) -> Option<Arc<str>> {
        match &expr.kind {
            ExprKind::Text(text) => Some(text.clone()),
            ExprKind::Parenthesized(inner) => self.constant(inner, env, depth),
            ExprKind::Name(name) if depth < 20 && env.local(name).is_none() => {
                match env.model.names.get(&**name)? {
                    crate::lower::model::Symbol::Variable(variable) => {
                        self.constant(&variable.value, &Env::of(env.model), depth + 1)
                    }
                    _ => None,
                }
            }
            ExprKind::Format(pieces, holes) => {
                let mut text = pieces[0].to_string();
                for (hole, piece) in holes.iter().zip(&pieces[1..]) {
                    text.push_str(&self.constant(hole, env, depth + 1)?);
                    text.push_str(piece);
                }
                Some(text.into())
            }
            _ => None,
        }
    }

    fn file(
        &self,
        function: &str,
        path: &str,
        text_at: &dyn Fn(usize) -> Option<Arc<str>>,
        path_at: Span,
        at: Span,
        env: &Env<'a>,
    ) -> Option<Node> {
        let (source, bytes) = match self.lowering.files.bytes(&env.model.unit.path, path) {
            Ok(found) => found,
            Err(OpenError::Missing(message) | OpenError::NotRestored(message)) => {
                self.problem(ProblemKind::LinkedTemplate, message, path_at);
                return None;
            }
        };
        let made = |text: String| {
            let origin = Origin::computed(function, at, Vec::new());
            Some(Node { value: Value::String(text.into()), origin })
        };
        if function == "loadFileAsBase64" {
            return made(base64::engine::general_purpose::STANDARD.encode(bytes));
        }
        let encoding = text_at(if function == "loadTextContent" { 1 } else { 2 });
        let Some(text) = decoded(&bytes, encoding.as_deref()) else {
            self.problem(ProblemKind::Conversion, format!("'{path}' is no text"), path_at);
            return None;
        };
        if function == "loadTextContent" {
            return made(text);
        }
        let whole = if function == "loadJsonContent" {
            self.json(&text, source, path, path_at, at)?
        } else {
            match Yaml::load_from_str(&text) {
                Ok(documents) => {
                    let whole = documents.first().map(|first| yaml(first, at, 0));
                    let whole = whole.unwrap_or(Node::written(Value::Null, at));
                    // A block of text that the file ends with loses its line break.
                    if text.trim_end().ends_with(['\'', '"']) {
                        whole
                    } else {
                        without_last_break(whole)
                    }
                }
                Err(error) => {
                    let message = format!("'{path}' can't be read: {error}");
                    self.problem(ProblemKind::Conversion, message, path_at);
                    return None;
                }
            }
        };
        let Some(steps) = text_at(1) else { return Some(whole) };
        let found = select(&whole, &steps);
        if found.is_none() {
            let message = format!("'{path}' has nothing at '{steps}'");
            self.problem(ProblemKind::ArgumentValue, message, path_at);
        }
        found
    }

    fn json(
        &self,
        text: &str,
        source: Option<SourceId>,
        path: &str,
        path_at: Span,
        at: Span,
    ) -> Option<Node> {
        let id = source.unwrap_or(at.source);
        let parsed = traced_values::parse_json(text, id, &traced_values::Data);
        if let Some(first) = parsed.problems.first() {
            let message = format!("'{path}' can't be read: {}", first.message);
            self.problem(ProblemKind::Conversion, message, path_at);
            return None;
        }
        let node = parsed.node?;
        Some(if source.is_some() { node } else { placed(&node, at) })
    }

    fn directory(
        &self,
        path: &str,
        pattern: Option<&str>,
        path_at: Span,
        at: Span,
        env: &Env<'a>,
    ) -> Option<Node> {
        let mut entries = match self.lowering.files.directory(&env.model.unit.path, path) {
            Ok(entries) => entries,
            Err(OpenError::Missing(message) | OpenError::NotRestored(message)) => {
                self.problem(ProblemKind::LinkedTemplate, message, path_at);
                return None;
            }
        };
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let text = |text: &str| Node {
            value: Value::String(text.into()),
            origin: Origin::computed("loadDirectoryFileInfo", at, Vec::new()),
        };
        let entry = |path: &str| {
            let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
            let extension = name.rfind('.').map_or("", |dot| &name[dot..]);
            let member = |name: &str, value: &str| Member {
                name: name.into(),
                name_span: at,
                value: text(value),
            };
            let members = vec![
                member("relativePath", path),
                member("baseName", name),
                member("extension", extension),
            ];
            Node { value: Value::object(members), ..text("") }
        };
        let pattern = pattern.unwrap_or("*");
        let matching = entries.iter().filter(|found| {
            let (_, name) = found.path.rsplit_once('/').unwrap_or(("", &found.path));
            is_like(name, pattern)
        });
        let items = matching.map(|found| entry(&found.path)).collect();
        Some(Node { value: Value::array(items), ..text("") })
    }

    fn environment(
        &self,
        name: &str,
        default: Option<&'a Expr>,
        name_at: Span,
        at: Span,
        env: &Env<'a>,
    ) -> Ir {
        if let Some(value) = self.lowering.files.environment(name) {
            // The author of the program may not be the owner of the environment.
            let origin = Origin::computed("readEnvironmentVariable", at, Vec::new()).kept_secret();
            return Ir::Term(Term::value(at, Node { value: Value::String(value.into()), origin }));
        }
        if let Some(default) = default {
            return self.convert(default, env);
        }
        let message =
            format!("the environment variable '{name}' is not set, and there is no default");
        self.problem(ProblemKind::ArgumentValue, message.as_str(), name_at);
        let unknown = Unknown { reason: Reason::Failed(message.into()), residual: "null()".into() };
        Ir::Term(Term::value(at, Node::written(Value::Unknown(Arc::new(unknown)), at)))
    }
}

fn decoded(bytes: &[u8], encoding: Option<&str>) -> Option<String> {
    let wide = |big: bool| {
        let units = bytes.chunks(2).map(|pair| {
            let pair = [pair[0], pair.get(1).copied().unwrap_or_default()];
            if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
        });
        let text: String = char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        text.trim_start_matches('\u{feff}').to_owned()
    };
    match encoding {
        Some("utf-16") => Some(wide(false)),
        Some("utf-16BE") => Some(wide(true)),
        Some("iso-8859-1") => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        Some("us-ascii") => {
            let ascii = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { '?' };
            Some(bytes.iter().map(ascii).collect())
        }
        _ => arm_template::decode(bytes).ok().map(|decoded| decoded.text.to_string()),
    }
}

/// The same value, all of it at one place.
fn placed(node: &Node, at: Span) -> Node {
    let value = match &node.value {
        Value::Array(array) => {
            Value::array(array.items().iter().map(|item| placed(item, at)).collect())
        }
        Value::Object(object) => {
            let members = object.members().iter().map(|member| Member {
                name: member.name.clone(),
                name_span: at,
                value: placed(&member.value, at),
            });
            Value::object(members.collect())
        }
        other => other.clone(),
    };
    Node { value, origin: Origin::computed("loadJsonContent", at, Vec::new()) }
}

fn yaml(node: &Yaml<'_>, at: Span, depth: u32) -> Node {
    let value = match node {
        Yaml::Value(scalar) => match scalar {
            Scalar::Null => Value::Null,
            Scalar::Boolean(truth) => Value::Bool(*truth),
            Scalar::Integer(number) => Value::Int(*number),
            Scalar::FloatingPoint(number) => Value::Float(number.into_inner()),
            Scalar::String(text) => Value::String((&**text).into()),
        },
        Yaml::Sequence(items) if depth < 100 => {
            Value::array(items.iter().map(|item| yaml(item, at, depth + 1)).collect())
        }
        Yaml::Mapping(entries) if depth < 100 => {
            let members = entries.iter().map(|(key, value)| {
                let name: Arc<str> = match key {
                    Yaml::Value(Scalar::String(text)) => (&**text).into(),
                    Yaml::Value(Scalar::Integer(number)) => number.to_string().into(),
                    Yaml::Value(Scalar::Boolean(truth)) => truth.to_string().into(),
                    _ => "".into(),
                };
                Member { name, name_span: at, value: yaml(value, at, depth + 1) }
            });
            Value::object(members.collect())
        }
        Yaml::Tagged(_, inner) => return yaml(inner, at, depth),
        _ => Value::Null,
    };
    Node { value, origin: Origin::computed("loadYamlContent", at, Vec::new()) }
}

/// What `$.a.b[1]['c']` leads to.
fn select(node: &Node, path: &str) -> Option<Node> {
    let mut here = node.clone();
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            rest = after;
            let quoted = index.trim_matches(['\'', '"']);
            here = match index.parse::<usize>() {
                Ok(place) => here.items().get(place)?.clone(),
                Err(_) => here.get(quoted)?.clone(),
            };
            continue;
        }
        let step = rest.strip_prefix('.').unwrap_or(rest);
        let end = step.find(['.', '[']).unwrap_or(step.len());
        let (name, after) = step.split_at(end);
        if name.is_empty() {
            return None;
        }
        here = here.members().iter().find(|member| &*member.name == name)?.value.clone();
        rest = after;
    }
    Some(here)
}

/// Whether a file's name fits a pattern of `*` and `?`.
fn is_like(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) =
        (name.chars().collect(), pattern.chars().collect());
    let mut fits = vec![false; name.len() + 1];
    fits[0] = true;
    for sign in pattern {
        let before = fits.clone();
        for place in 0..=name.len() {
            fits[place] = match sign {
                '*' => before[place] || place > 0 && fits[place - 1],
                '?' => place > 0 && before[place - 1],
                _ => place > 0 && before[place - 1] && name[place - 1].eq_ignore_ascii_case(&sign),
            };
        }
    }
    fits[name.len()]
}

/// The value without the line break that its last text ends with.
fn without_last_break(node: Node) -> Node {
    let value = match &node.value {
        Value::String(text) => Value::String(text.strip_suffix('\n').unwrap_or(text).into()),
        Value::Array(array) => {
            let mut items = array.items().to_vec();
            if let Some(last) = items.pop() {
                items.push(without_last_break(last));
            }
            Value::array(items)
        }
        Value::Object(object) => {
            let mut members = object.members().to_vec();
            if let Some(last) = members.pop() {
                members.push(Member { value: without_last_break(last.value), ..last });
            }
            Value::object(members)
        }
        _ => return node,
    };
    Node { value, origin: node.origin }
}
