//! The names that a template uses for what it takes from other files, and what that needs in turn.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arm_template::{Member, Node, ProblemKind, Value};

use super::lowering::Lowering;
use super::model::{Model, Symbol};
use super::tree::{decorator, walk};
use crate::ast::{self, ExprKind, Imported, Statement, Type, TypeKind, TypeProperty};
use crate::program::LinkTarget;

/// Where something is declared: a file of Bicep, or a compiled template.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DeclaringFile {
    Unit(usize),
    Document(usize),
}

/// The names that a template uses for what it takes from other files.
#[derive(Default)]
pub(super) struct Closure {
    names: HashMap<(DeclaringFile, Arc<str>), Arc<str>>,
    /// In the order of their names.
    pub(crate) taken: BTreeMap<Arc<str>, (DeclaringFile, Arc<str>)>,
}

impl Closure {
    /// What a file takes from others, and what that needs in turn.
    pub(super) fn of<'a>(lowering: &Lowering<'a>, model: &'a Model<'a>) -> Self {
        let mut open: Vec<(DeclaringFile, Arc<str>)> = Vec::new();
        let mut closure = Self::default();
        for statement in &model.unit.parsed.file.statements {
            let Statement::Import(import) = statement else { continue };
            let Some(link) = model.unit.link(&import.path) else { continue };
            let home = match link {
                LinkTarget::Unit(unit) => DeclaringFile::Unit(*unit),
                LinkTarget::Template(document) => DeclaringFile::Document(*document),
                _ => continue,
            };
            match &import.what {
                Imported::Symbols(symbols) => {
                    for (original, name) in symbols {
                        if !is_exported(lowering, home, &original.text) {
                            let message = format!("the file doesn't export '{}'", original.text);
                            lowering.problem(
                                ProblemKind::Structure,
                                message,
                                model.span(original.span),
                            );
                            continue;
                        }
                        let key = (home, original.text.clone());
                        closure.names.insert(key.clone(), name.text.clone());
                        open.push(key);
                    }
                }
                Imported::All(_) => {
                    open.extend(exports(lowering, home).into_iter().map(|name| (home, name)));
                }
                Imported::Missing => {}
            }
        }
        let mut found: BTreeSet<(DeclaringFile, Arc<str>)> = BTreeSet::new();
        while let Some((home, name)) = open.pop() {
            if home == DeclaringFile::Unit(model.number) || !found.insert((home, name.clone())) {
                continue;
            }
            match home {
                DeclaringFile::Unit(unit) => {
                    uses(lowering, &lowering.models[unit], &name, &mut open)
                }
                DeclaringFile::Document(document) => {
                    open.extend(
                        json_uses(lowering, document, &name).into_iter().map(|name| (home, name)),
                    );
                }
            }
        }
        closure.name_all(found);
        closure
    }

    fn name_all(&mut self, found: BTreeSet<(DeclaringFile, Arc<str>)>) {
        let mut homes: Vec<DeclaringFile> = Vec::new();
        for key in found {
            let (home, original) = &key;
            let name = if let Some(name) = self.names.get(&key) {
                name.clone()
            } else {
                let place = homes.iter().position(|known| known == home).unwrap_or_else(|| {
                    homes.push(*home);
                    homes.len() - 1
                });
                let name: Arc<str> = format!("_{}.{original}", place + 1).into();
                self.names.insert(key.clone(), name.clone());
                name
            };
            self.taken.insert(name, key);
        }
    }

    fn look_up(&self, home: DeclaringFile, name: &str) -> Arc<str> {
        let key = (home, Arc::<str>::from(name));
        self.names.get(&key).cloned().unwrap_or(key.1)
    }

    /// The name in this template of something that a file declares.
    pub(super) fn name(&self, unit: usize, name: &str) -> Arc<str> {
        self.look_up(DeclaringFile::Unit(unit), name)
    }

    pub(super) fn foreign(&self, document: usize, name: &str) -> Arc<str> {
        self.look_up(DeclaringFile::Document(document), name)
    }

    /// The namespace and the name of a function that a file declares.
    pub(super) fn function(&self, unit: usize, name: &str) -> (String, Arc<str>) {
        parted(&self.name(unit, name))
    }

    pub(super) fn foreign_function(&self, document: usize, name: &str) -> (String, Arc<str>) {
        parted(&self.foreign(document, name))
    }
}

pub(crate) fn parted(name: &Arc<str>) -> (String, Arc<str>) {
    match name.split_once('.') {
        Some((namespace, name)) => (namespace.to_owned(), name.into()),
        None => ("__bicep".to_owned(), name.clone()),
    }
}

/// What a file has for others.
fn exports(lowering: &Lowering<'_>, home: DeclaringFile) -> Vec<Arc<str>> {
    let exported = |decorators: &[ast::Decorator], name: &ast::Name| {
        decorator(decorators, "export").map(|_| name.text.clone())
    };
    match home {
        DeclaringFile::Unit(unit) => lowering.program.units[unit]
            .parsed
            .file
            .statements
            .iter()
            .filter_map(|statement| match statement {
                Statement::Variable(found) => exported(&found.decorators, &found.name),
                Statement::Type(found) => exported(&found.decorators, &found.name),
                Statement::Function(found) => exported(&found.decorators, &found.name),
                _ => None,
            })
            .collect(),
        DeclaringFile::Document(document) => {
            let Some(node) = &lowering.program.documents[document].node else { return Vec::new() };
            let has_mark = |member: &&Member| {
                let mark =
                    member.value.get("metadata").and_then(|data| data.get("__bicep_export!"));
                mark.and_then(Node::as_bool) == Some(true)
            };
            let section = |name: &str| node.get(name).map(Node::members).unwrap_or_default().iter();
            let types = section("definitions").filter(has_mark).map(|member| member.name.clone());
            let functions = node.get("functions").map(Node::items).unwrap_or_default().iter();
            let functions = functions
                .flat_map(|space| space.get("members").map(Node::members).unwrap_or_default())
                .filter(has_mark)
                .map(|member| member.name.clone());
            let variables = node.at("metadata.__bicep_exported_variables!");
            let variables: Vec<Arc<str>> = variables
                .iter()
                .flat_map(|list| list.items())
                .filter_map(|entry| entry.get("name").and_then(Node::as_str).map(Into::into))
                .collect();
            types.chain(functions).chain(variables).collect()
        }
    }
}

fn is_exported(lowering: &Lowering<'_>, home: DeclaringFile, name: &str) -> bool {
    exports(lowering, home).iter().any(|exported| &**exported == name)
}

/// What a declaration of a file needs.
fn uses<'a>(
    lowering: &Lowering<'a>,
    model: &'a Model<'a>,
    name: &str,
    open: &mut Vec<(DeclaringFile, Arc<str>)>,
) {
    let mut names: Vec<(Arc<str>, Option<Arc<str>>)> = Vec::new();
    let mut in_expression = |expr: &ast::Expr| {
        walk(expr, &mut |expr| {
            match &expr.kind {
                ExprKind::Name(name) => names.push((name.clone(), None)),
                ExprKind::Call(name, _) => names.push((name.text.clone(), None)),
                ExprKind::Property { base, name, .. } | ExprKind::Method(base, name, _) => {
                    if let ExprKind::Name(space) = &base.kind {
                        names.push((space.clone(), Some(name.text.clone())));
                    }
                }
                _ => {}
            }
            true
        });
    };
    let mut types: Vec<&'a Type> = Vec::new();
    match model.names.get(name) {
        Some(Symbol::Variable(variable)) => in_expression(&variable.value),
        Some(Symbol::Function(function)) => {
            in_expression(&function.body);
            types.extend(function.parameters.iter().map(|(_, kind)| kind));
            types.push(&function.result);
        }
        Some(Symbol::Type(declared)) => types.push(&declared.value),
        _ => return,
    }
    for kind in types {
        type_names(kind, &mut names);
    }
    for (name, member) in names {
        match model.names.get(&*name) {
            Some(Symbol::Variable(_) | Symbol::Function(_) | Symbol::Type(_)) => {
                open.push((DeclaringFile::Unit(model.number), name));
            }
            Some(Symbol::Imported(link, original)) => {
                open.extend(home_of(link).map(|home| (home, original.text.clone())));
            }
            Some(Symbol::Wildcard(link)) => {
                if let (Some(home), Some(member)) = (home_of(link), member) {
                    open.push((home, member));
                }
            }
            _ => {}
        }
    }
    let _ = lowering;
}

fn home_of(link: &LinkTarget) -> Option<DeclaringFile> {
    match link {
        LinkTarget::Unit(unit) => Some(DeclaringFile::Unit(*unit)),
        LinkTarget::Template(document) => Some(DeclaringFile::Document(*document)),
        _ => None,
    }
}

fn type_names(kind: &Type, names: &mut Vec<(Arc<str>, Option<Arc<str>>)>) {
    let properties = |properties: &[TypeProperty], names: &mut Vec<_>| {
        for property in properties {
            type_names(&property.kind, names);
        }
    };
    match &kind.kind {
        TypeKind::Name(name) => names.push((name.clone(), None)),
        TypeKind::Member(base, name) => {
            if let TypeKind::Name(space) = &base.kind {
                names.push((space.clone(), Some(name.text.clone())));
            }
            type_names(base, names);
        }
        TypeKind::Object(found, rest) => {
            properties(found, names);
            if let Some(rest) = rest {
                type_names(&rest.kind, names);
            }
        }
        TypeKind::Tuple(items) => properties(items, names),
        TypeKind::Union(parts) => parts.iter().for_each(|part| type_names(part, names)),
        TypeKind::Array(base)
        | TypeKind::Items(base)
        | TypeKind::Index(base, _)
        | TypeKind::Rest(base)
        | TypeKind::Nullable(base)
        | TypeKind::NonNullable(base) => type_names(base, names),
        _ => {}
    }
}

/// What a declaration of a compiled template needs, found by the words in it.
fn json_uses(lowering: &Lowering<'_>, document: usize, name: &str) -> Vec<Arc<str>> {
    let Some(node) = &lowering.program.documents[document].node else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(declared) = json_declared(node, name) {
        texts(&declared, &mut |text| {
            if let Some(name) = text.strip_prefix("#/definitions/") {
                let name = name.split('/').next().unwrap_or_default();
                found.push(Arc::from(name.replace("~1", "/").replace("~0", "~")));
            }
            for (start, end) in [("variables('", "'"), ("__bicep.", "(")] {
                for part in text.split(start).skip(1) {
                    found.extend(part.split(end).next().map(Arc::from));
                }
            }
        });
    }
    found
}

fn json_declared(node: &Node, name: &str) -> Option<Node> {
    let plain = ["definitions", "variables"].into_iter().find_map(|section| {
        node.get(section)?
            .members()
            .iter()
            .find(|member| &*member.name == name)
            .map(|member| member.value.clone())
    });
    plain.or_else(|| json_function(node, name)).or_else(|| json_loop(node, name))
}

pub(crate) fn json_function(node: &Node, name: &str) -> Option<Node> {
    node.get("functions")?.items().iter().find_map(|space| space.get("members")?.get(name).cloned())
}

pub(crate) fn json_loop(node: &Node, name: &str) -> Option<Node> {
    let loops = node.get("variables")?.get("copy")?;
    loops
        .items()
        .iter()
        .find(|entry| entry.get("name").and_then(Node::as_str) == Some(name))
        .cloned()
}

fn texts(node: &Node, visit: &mut dyn FnMut(&str)) {
    match &node.value {
        Value::String(text) => visit(text),
        Value::Array(array) => array.items().iter().for_each(|item| texts(item, visit)),
        Value::Object(object) => {
            object.members().iter().for_each(|member| texts(&member.value, visit))
        }
        _ => {}
    }
}
