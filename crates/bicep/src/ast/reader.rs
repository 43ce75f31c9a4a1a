//! What reads a tree of syntax: its text, and the nodes behind a token.

use crate::syntax::{Element, SyntaxKind, SyntaxNode, Token};

/// Reads what a tree says.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
}

/// The nodes behind the first token of this kind.
pub(super) fn after(node: &SyntaxNode, kind: SyntaxKind) -> impl Iterator<Item = &SyntaxNode> {
    let place = node.children.iter().position(|child| child.kind() == kind);
    let rest = place.map_or(&[][..], |place| &node.children[place + 1..]);
    rest.iter().filter_map(|child| match child {
        Element::Node(node) => Some(node),
        Element::Token(_) => None,
    })
}

impl Reader<'_> {
    pub(super) fn word(&self, token: Token) -> &str {
        &self.text[token.span.range()]
    }
}
