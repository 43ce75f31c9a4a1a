//! The configuration of one folder: its files, override files merged, sorted by what they declare.

use std::collections::BTreeMap;
use std::sync::Arc;

use traced_values::{Problem, ProblemKind, Span};

use crate::syntax::{Attribute, Block, Body, Expression};

/// A file of a configuration as it was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, without its folder.
    pub name: String,
    /// What it says.
    pub body: Body,
}

/// What the files of a folder declare together.
#[derive(Debug, Default)]
pub struct Folder {
    /// The folder as `path.module` has it: from the folder of the root module.
    pub path: String,
    /// `variable` blocks.
    pub variables: BTreeMap<Arc<str>, Block>,
    /// Attributes of `locals` blocks.
    pub locals: BTreeMap<Arc<str>, Attribute>,
    /// `output` blocks.
    pub outputs: BTreeMap<Arc<str>, Block>,
    /// `resource` blocks, by type and name.
    pub resources: BTreeMap<(Arc<str>, Arc<str>), Block>,
    /// `data` blocks, by type and name.
    pub data: BTreeMap<(Arc<str>, Arc<str>), Block>,
    /// `ephemeral` blocks, by type and name.
    pub ephemeral: BTreeMap<(Arc<str>, Arc<str>), Block>,
    /// `module` blocks.
    pub modules: BTreeMap<Arc<str>, Block>,
    /// `provider` blocks.
    pub providers: Vec<Block>,
    /// `terraform` blocks.
    pub settings: Vec<Block>,
    /// `import` blocks.
    pub imports: Vec<Block>,
    /// Whether some of its files could not be read, so that what isn't declared here may be declared there.
    pub is_partial: bool,
    /// What is wrong with the files as a whole: declared twice, no block of a configuration.
    pub problems: Vec<Problem>,
}

/// Whether a file of this name is merged over the others.
#[must_use]
pub fn is_override(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let stem = stem.strip_suffix(".tf").or_else(|| stem.strip_suffix(".tofu")).unwrap_or(stem);
    stem == "override" || stem.ends_with("_override")
}

impl Folder {
    /// The files of a folder together.
    #[must_use]
    pub fn new(path: impl Into<String>, files: Vec<File>) -> Self {
        let mut folder = Self { path: path.into(), ..Self::default() };
        let (mut overriding, plain): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| is_override(&file.name));
        for file in plain {
            for block in file.body.blocks {
                folder.add(block);
            }
        }
        overriding.sort_by(|one, other| one.name.cmp(&other.name));
        for file in overriding {
            for block in file.body.blocks {
                folder.lay_over(block);
            }
        }
        folder
    }

    fn add(&mut self, block: Block) {
        let pair =
            |block: &Block| Some((block.labels.first()?.clone(), block.labels.get(1)?.clone()));
        let first = block.labels.first().cloned();
        let twice = match (&*block.kind, first, pair(&block)) {
            ("variable", Some(name), _) => insert(&mut self.variables, name, block),
            ("output", Some(name), _) => insert(&mut self.outputs, name, block),
            ("module", Some(name), _) => insert(&mut self.modules, name, block),
            ("resource", _, Some(pair)) => insert(&mut self.resources, pair, block),
            ("data", _, Some(pair)) => insert(&mut self.data, pair, block),
            ("ephemeral", _, Some(pair)) => insert(&mut self.ephemeral, pair, block),
            ("locals", ..) => {
                for attribute in block.body.attributes {
                    let name = attribute.name.clone();
                    if let Some(before) = self.locals.insert(name.clone(), attribute.clone()) {
                        self.problems.push(declared_twice(
                            &format!("local.{name}"),
                            attribute.name_span,
                            before.name_span,
                        ));
                    }
                }
                None
            }
            ("provider", ..) => {
                self.providers.push(block);
                None
            }
            ("terraform", ..) => {
                self.settings.push(block);
                None
            }
            ("import", ..) => {
                self.imports.push(block);
                None
            }
            ("moved" | "removed" | "check" | "language", ..) => None,
            (kind @ ("variable" | "output" | "module" | "resource" | "data" | "ephemeral"), ..) => {
                self.problems
                    .push(problem(format!("this '{kind}' block has too few labels"), block.head));
                None
            }
            (kind, ..) => {
                self.problems
                    .push(problem(format!("'{kind}' is no block of a configuration"), block.head));
                None
            }
        };
        if let Some((again, before)) = twice {
            let what = again.labels.join(".");
            let what = format!("{} {what}", again.kind);
            self.problems.push(declared_twice(&what, again.head, before));
        }
    }

    /// Merges a block of an override file over the one of the same name.
    fn lay_over(&mut self, block: Block) {
        let first = block.labels.first().cloned();
        let second = block.labels.get(1).cloned();
        let below = match (&*block.kind, first, second) {
            ("variable", Some(name), _) => self.variables.get_mut(&name),
            ("output", Some(name), _) => self.outputs.get_mut(&name),
            ("module", Some(name), _) => self.modules.get_mut(&name),
            ("resource", Some(kind), Some(name)) => self.resources.get_mut(&(kind, name)),
            ("data", Some(kind), Some(name)) => self.data.get_mut(&(kind, name)),
            ("ephemeral", Some(kind), Some(name)) => self.ephemeral.get_mut(&(kind, name)),
            ("locals", ..) => {
                for attribute in block.body.attributes {
                    self.locals.insert(attribute.name.clone(), attribute);
                }
                return;
            }
            ("provider", Some(name), _) => {
                let alias = |block: &Block| {
                    format!("{:?}", block.body.attribute("alias").map(|alias| &alias.value.kind))
                };
                let same = alias(&block);
                self.providers
                    .iter_mut()
                    .find(|below| below.labels.first() == Some(&name) && alias(below) == same)
            }
            ("terraform", ..) => {
                self.settings.push(block);
                return;
            }
            _ => None,
        };
        match below {
            Some(below) => merge(&mut below.body, block.body),
            None => self.problems.push(problem(
                format!(
                    "this override has nothing to override: there is no {} {}",
                    block.kind,
                    block.labels.join(".")
                ),
                block.head,
            )),
        }
    }

    /// The expression of a `default`, or of another attribute of a variable.
    #[must_use]
    pub fn of_variable(&self, name: &str, attribute: &str) -> Option<&Arc<Expression>> {
        Some(&self.variables.get(name)?.body.attribute(attribute)?.value)
    }
}

/// Arguments one by one, nested blocks by their whole type.
fn merge(below: &mut Body, over: Body) {
    for attribute in over.attributes {
        match below.attributes.iter_mut().find(|known| known.name == attribute.name) {
            Some(known) => *known = attribute,
            None => below.attributes.push(attribute),
        }
    }
    let kinds: Vec<Arc<str>> = over
        .blocks
        .iter()
        .map(|block| match &*block.kind {
            "dynamic" => block.labels.first().cloned().unwrap_or_default(),
            _ => block.kind.clone(),
        })
        .collect();
    for block in &over.blocks {
        // The settings of a resource's life are merged argument by argument, too.
        if &*block.kind == "lifecycle"
            && let Some(known) = below.blocks.iter_mut().find(|known| &*known.kind == "lifecycle")
        {
            merge(&mut known.body, block.body.clone());
        }
    }
    below.blocks.retain(|known| {
        let kind = match &*known.kind {
            "dynamic" => known.labels.first().cloned().unwrap_or_default(),
            _ => known.kind.clone(),
        };
        &*known.kind == "lifecycle" || !kinds.contains(&kind)
    });
    let known = below.blocks.iter().any(|known| &*known.kind == "lifecycle");
    below
        .blocks
        .extend(over.blocks.into_iter().filter(|block| !(known && &*block.kind == "lifecycle")));
}

fn insert<K: Ord>(map: &mut BTreeMap<K, Block>, key: K, block: Block) -> Option<(Block, Span)> {
    match map.entry(key) {
        std::collections::btree_map::Entry::Vacant(place) => {
            place.insert(block);
            None
        }
        std::collections::btree_map::Entry::Occupied(known) => Some((block, known.get().head)),
    }
}

fn problem(message: String, span: Span) -> Problem {
    Problem { kind: ProblemKind::Structure, message, span, related: Vec::new() }
}

fn declared_twice(what: &str, span: Span, before: Span) -> Problem {
    Problem {
        kind: ProblemKind::Structure,
        message: format!("{what} is declared twice"),
        span,
        related: vec![("declared here first".into(), before)],
    }
}
