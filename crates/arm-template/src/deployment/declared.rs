//! Types as a template declares them, found through `$ref`.

use std::sync::Arc;

use super::{Deployment, Names};
use crate::{Node, same_name};

/// What a declaration says about the type at first sight.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Declared {
    pub(crate) secure: bool,
    pub(crate) nullable: bool,
}

/// How far `$ref` is followed.
const DEEPEST: usize = 32;

impl Deployment {
    pub(crate) fn declared_type(&self, declaration: &Node) -> Declared {
        let kind = self.type_name(declaration).unwrap_or_default();
        Declared {
            secure: same_name(&kind, "securestring")
                || same_name(&kind, "secureobject")
                // Another language may know that nobody may see the value, but not its type.
                || declaration.get("secure").and_then(Node::as_bool) == Some(true),
            nullable: self.names.is_nullable(declaration),
        }
    }

    /// The type's name as declared, found through `$ref` where needed.
    pub(crate) fn type_name(&self, declaration: &Node) -> Option<Arc<str>> {
        let chain = self.names.definitions_of(declaration);
        chain.iter().find_map(|part| part.get("type").and_then(Node::as_str)).map(Into::into)
    }
}

/// The name of the type that a `$ref` leads to.
pub(crate) fn definitions_path(path: &str) -> Option<&str> {
    path.strip_prefix("#/definitions/")
}

impl Names {
    /// Whether null is a value of the declared type.
    pub(crate) fn is_nullable(&self, declaration: &Node) -> bool {
        let is_true = |part: &Node| part.as_bool() == Some(true);
        self.definitions_of(declaration)
            .iter()
            .any(|part| part.get("nullable").is_some_and(is_true))
    }

    /// A declaration and the definitions that its `$ref` leads to.
    pub(crate) fn definitions_of<'d>(&'d self, declaration: &'d Node) -> Vec<&'d Node> {
        let mut chain = vec![declaration];
        let mut here = declaration;
        while chain.len() < DEEPEST {
            let name = here.get("$ref").and_then(Node::as_str).and_then(definitions_path);
            let Some(next) = name.and_then(|name| self.definitions.as_ref()?.get(name)) else {
                break;
            };
            chain.push(next);
            here = next;
        }
        chain
    }
}
