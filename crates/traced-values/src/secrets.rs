//! Which places hold secret values, so that nobody shows them.

use std::collections::BTreeMap;

use crate::{Node, Origin, SourceId, Span};

/// The places that hold secret values, such as those of secure parameters.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    places: BTreeMap<(SourceId, u32), u32>,
}

impl Secrets {
    /// Whether the value is secret, or made from a secret.
    #[must_use]
    pub fn hold(&self, node: &Node) -> bool {
        self.touch(&node.origin)
    }

    /// The places themselves, to be masked where the source is shown.
    pub fn places(&self) -> impl Iterator<Item = Span> + '_ {
        self.places.iter().map(|((source, start), end)| Span::new(*source, *start, *end))
    }

    /// The value of this origin is secret.
    pub fn add(&mut self, origin: &Origin) {
        // A computed secret is only where it is computed; what it was made from may be harmless.
        let span = if origin.is_verbatim() { origin.span() } else { origin.at() };
        let end = self.places.entry((span.source, span.start)).or_insert(span.end);
        *end = span.end.max(*end);
    }

    /// Whether a value of this origin is secret, or made from a secret.
    #[must_use]
    pub fn touch(&self, origin: &Origin) -> bool {
        !self.places.is_empty() && origin.any_place(&|span| self.cover(span))
    }

    fn cover(&self, span: Span) -> bool {
        let before = self.places.range(..=(span.source, span.start));
        // Places are values of parameters; one may hold another one, but few do.
        before.rev().take(8).any(|((source, _), end)| *source == span.source && span.end <= *end)
    }
}
