//! Which resource a value of a plan comes from: followed through the plan's configuration, its variables and outputs.

use std::fmt;
use std::sync::Arc;

use traced_values::Node;

use super::{exact, items, text};

/// How many variables and outputs are followed from one module to the next.
const FARTHEST: usize = 32;

/// One step into a resource.
#[derive(Clone, Debug)]
pub(super) enum AttributeStep {
    Name(Arc<str>),
    Index(usize),
}

impl fmt::Display for AttributeStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, ".{name}"),
            Self::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// The configuration that a plan was made from.
#[derive(Clone, Copy)]
pub(super) struct PlanConfiguration<'n> {
    root: Option<&'n Node>,
}

/// A module's address in its parts: each call with its key.
type ModulePath = Vec<String>;

impl<'n> PlanConfiguration<'n> {
    pub(super) fn of(document: &'n Node) -> Self {
        let configuration = exact(document, "configuration");
        Self { root: configuration.and_then(|node| exact(node, "root_module")) }
    }

    /// What is written about a resource.
    pub(super) fn resource(self, module: &str, kind: &str, name: &str) -> ResourceExpressions<'n> {
        let module = calls(module);
        let is_it = |written: &&Node| {
            text(written, "type") == Some(kind)
                && text(written, "name") == Some(name)
                && text(written, "mode") == Some("managed")
        };
        let found =
            self.module(&module).and_then(|node| items(node, "resources").iter().find(is_it));
        let expressions = found.and_then(|resource| exact(resource, "expressions"));
        let for_each = found.and_then(|resource| exact(resource, "for_each_expression"));
        ResourceExpressions { references: self, module, expressions, for_each }
    }

    /// The configuration of a module.
    fn module(self, module: &[String]) -> Option<&'n Node> {
        module.iter().try_fold(self.root?, |node, call| {
            exact(exact(exact(node, "module_calls")?, name_of(call))?, "module")
        })
    }

    /// Whether an expression in this module rests on nothing but the values of variables of the root module.
    fn is_given(
        self,
        module: &[String],
        expression: &Node,
        for_each: Option<&Node>,
        left: usize,
    ) -> bool {
        let Some(left) = left.checked_sub(1) else { return false };
        let references = items(expression, "references").iter().filter_map(Node::as_str);
        let mut references = references.peekable();
        if references.peek().is_none() {
            return exact(expression, "constant_value").is_some();
        }
        references.all(|reference| {
            let (first, rest) = reference.split_once('.').unwrap_or((reference, ""));
            match first {
                "each" => for_each.is_some_and(|each| self.is_given(module, each, None, left)),
                "count" | "path" | "terraform" => true,
                "var" => {
                    let Some((call, parent)) = module.split_last() else { return true };
                    let name = rest.split(['.', '[']).next().unwrap_or(rest);
                    let call = self
                        .module(parent)
                        .and_then(|node| exact(exact(node, "module_calls")?, name_of(call)));
                    let Some(call) = call else { return false };
                    let argument = exact(call, "expressions").and_then(|all| exact(all, name));
                    let each = exact(call, "for_each_expression");
                    argument.is_none_or(|argument| self.is_given(parent, argument, each, left))
                }
                _ => false,
            }
        })
    }

    /// The full address that a reference in this module leads to.
    fn followed(self, module: &[String], reference: &str, left: usize) -> Option<String> {
        let left = left.checked_sub(1)?;
        let (first, rest) = reference.split_once('.')?;
        match first {
            "var" => {
                let (call, parent) = module.split_last()?;
                let calls = exact(self.module(parent)?, "module_calls")?;
                let expressions = exact(exact(calls, name_of(call))?, "expressions")?;
                self.followed(parent, &only(exact(expressions, rest)?)?, left)
            }
            "module" => {
                let (call, output) = split_call(rest)?;
                let mut child = module.to_vec();
                child.push(call.to_owned());
                let outputs = exact(self.module(&child)?, "outputs")?;
                let expression = exact(exact(outputs, output)?, "expression")?;
                self.followed(&child, &only(expression)?, left)
            }
            "each" | "count" | "local" | "path" | "terraform" | "self" => None,
            _ => {
                let prefix = module.iter().map(|call| format!("module.{call}."));
                Some(prefix.collect::<String>() + reference)
            }
        }
    }
}

/// What is written about a resource, by its attributes and blocks.
pub(super) struct ResourceExpressions<'n> {
    references: PlanConfiguration<'n>,
    module: ModulePath,
    expressions: Option<&'n Node>,
    for_each: Option<&'n Node>,
}

impl ResourceExpressions<'_> {
    /// Whether the configuration is known and gives an attribute of this name no value: it says nothing about it, or what
    /// planning knew, and what is not known after that was null.
    pub(super) fn lacks(&self, name: &str) -> bool {
        let Some(expressions) = self.expressions else { return false };
        let each = self.for_each;
        exact(expressions, name)
            .is_none_or(|written| self.references.is_given(&self.module, written, each, FARTHEST))
    }

    /// The ids that an attribute refers to.
    pub(super) fn ids(&self, name: &str) -> Vec<String> {
        let written = self.expressions.and_then(|written| exact(written, name));
        let references = written.map(|written| items(written, "references")).unwrap_or_default();
        references
            .iter()
            .filter_map(Node::as_str)
            .filter(|reference| reference.rsplit('.').next() == Some("id"))
            .filter_map(|reference| self.references.followed(&self.module, reference, FARTHEST))
            .collect()
    }

    /// The attribute of another resource that the value at this place is.
    pub(super) fn resolved(&self, path: &[AttributeStep]) -> Option<String> {
        let mut here = self.expressions?;
        for step in path {
            if exact(here, "references").is_some() {
                break;
            }
            here = match step {
                AttributeStep::Name(name) => exact(here, name)?,
                // A single block is written without a list around it.
                AttributeStep::Index(0) if here.as_array().is_none() => here,
                AttributeStep::Index(index) => here.item(*index)?,
            };
        }
        self.references.followed(&self.module, &only(here)?, FARTHEST)
    }
}

/// The one reference of an expression: the longest, when all others are what it begins with. A resource that is told
/// from its likes by `each.key` or `count.index` alone has that for a key.
fn only(expression: &Node) -> Option<String> {
    let (keys, others): (Vec<&str>, Vec<&str>) = items(expression, "references")
        .iter()
        .filter_map(Node::as_str)
        .partition(|name| ["each.key", "count.index"].contains(name));
    let longest = *others.first()?;
    if !others.iter().all(|shorter| longest.starts_with(shorter)) {
        return None;
    }
    match keys[..] {
        [] => Some(longest.to_owned()),
        [key] if longest.split('.').count() == 2 && !longest.starts_with("var.") => {
            Some(format!("{longest}[{key}]"))
        }
        _ => None,
    }
}

/// `module.net.module.gateway["a"]` as `net` and `gateway["a"]`.
fn calls(address: &str) -> ModulePath {
    let mut calls = Vec::new();
    let mut rest = address;
    while let Some(after) = rest.strip_prefix("module.") {
        let (call, after) = split_call(after).unwrap_or((after, ""));
        calls.push(call.to_owned());
        rest = after;
    }
    calls
}

/// A call with its key, and what follows behind a dot.
fn split_call(text: &str) -> Option<(&str, &str)> {
    let (mut quoted, mut escaped) = (false, false);
    let end = text.char_indices().find_map(|(place, sign)| {
        let was_escaped = std::mem::take(&mut escaped);
        match sign {
            '"' if !was_escaped => quoted = !quoted,
            '\\' if quoted && !was_escaped => escaped = true,
            '.' if !quoted => return Some(place),
            _ => {}
        }
        None
    })?;
    Some((&text[..end], &text[end + 1..]))
}

/// A call's name without its key.
fn name_of(call: &str) -> &str {
    call.split('[').next().unwrap_or(call)
}
