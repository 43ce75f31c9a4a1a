//! Which places hold secret values, so that they are never shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::origin::Origin;
use crate::span::{SourceId, Span};
use crate::value::{Node, Value};

/// The places that hold secret values, such as those of secure parameters.
///
/// An empty value hides nothing. A default stands in the template for everyone to read: that is a fault of its own, and
/// only its very text is hidden, not what is made from it.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Places of values that were given.
    places: BTreeMap<(SourceId, u32), u32>,
    defaults: BTreeMap<(SourceId, u32), WrittenDefault>,
    texts: BTreeSet<Arc<str>>,
}

/// A default that stands in the document: where it ends, and the texts in it.
#[derive(Clone, Debug, Default)]
struct WrittenDefault {
    end: u32,
    texts: Vec<Arc<str>>,
}

/// What stands in the place of a secret.
const MASK: &str = "***";
/// Shorter texts are part of ordinary words.
const SHORT: usize = 8;
/// How many texts are remembered.
const MOST_TEXTS: usize = 10_000;

impl Secrets {
    /// Whether the value is secret, or made from a secret.
    #[must_use]
    pub fn hold(&self, node: &Node) -> bool {
        self.is_given(&node.origin) || self.shows_default(node)
    }

    /// Whether the value is, or is made from, a secret that was given: no default that everyone can read.
    #[must_use]
    pub fn hold_given(&self, node: &Node) -> bool {
        self.is_given(&node.origin)
    }

    /// Takes in the text of a secret value, and of every value inside.
    pub fn add_texts(&mut self, node: &Node) {
        match &node.value {
            Value::String(text) => self.add_text(text.clone()),
            Value::Int(number) => self.add_text(number.to_string().into()),
            Value::Array(array) => array.items().iter().for_each(|item| self.add_texts(item)),
            Value::Object(object) => {
                object.members().iter().for_each(|member| self.add_texts(&member.value));
            }
            _ => {}
        }
    }

    fn add_text(&mut self, text: Arc<str>) {
        if !text.is_empty() && self.texts.len() < MOST_TEXTS {
            self.texts.insert(text);
        }
    }

    /// Words about the values among which these secrets are, without the secrets: the longest ones first, short ones
    /// where they stand by themselves.
    #[must_use]
    pub fn masked(&self, words: &str) -> String {
        if self.texts.is_empty() {
            return words.to_owned();
        }
        let mut texts: Vec<&str> = self.texts.iter().map(|text| &**text).collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let mut shown = words.to_owned();
        for text in texts {
            shown = without(&shown, text);
        }
        shown
    }

    /// The places themselves, to be masked where the source is shown.
    pub fn places(&self) -> impl Iterator<Item = Span> + '_ {
        let given = self.places.iter().map(|(place, end)| (*place, *end));
        let defaults = self.defaults.iter().map(|(place, written)| (*place, written.end));
        given.chain(defaults).map(|((source, start), end)| Span::new(source, start, end))
    }

    /// The value of this origin is secret.
    pub fn add(&mut self, origin: &Origin) {
        let span = place(origin);
        let end = self.places.entry((span.source, span.start)).or_insert(span.end);
        *end = span.end.max(*end);
    }

    /// The value is secret, if it hides anything: one that was given, or a default.
    pub fn add_value(&mut self, value: &Node, is_given: bool) {
        let mut texts = Vec::new();
        gather(value, &mut texts);
        if texts.is_empty() {
            return;
        }
        if is_given {
            self.add(&value.origin);
        } else {
            let span = place(&value.origin);
            let written = self.defaults.entry((span.source, span.start)).or_default();
            written.end = span.end.max(written.end);
            written.texts.append(&mut texts);
        }
    }

    fn is_given(&self, origin: &Origin) -> bool {
        !self.places.is_empty()
            && origin.any_place(&|span| {
                let before = self.places.range(..=(span.source, span.start));
                // Places are values of parameters; one may hold another one, but few do.
                before
                    .rev()
                    .take(8)
                    .any(|((source, _), end)| *source == span.source && span.end <= *end)
            })
    }

    /// Whether a text that comes from a secure default still shows what stands there.
    fn shows_default(&self, node: &Node) -> bool {
        if self.defaults.is_empty() {
            return false;
        }
        let Some(text) = node.as_str() else { return false };
        node.origin.any_place(&|span| {
            let before = self.defaults.range(..=(span.source, span.start));
            before.rev().take(8).any(|((source, _), written)| {
                *source == span.source
                    && span.end <= written.end
                    && written.texts.iter().any(|secret| text.contains(&**secret))
            })
        })
    }
}

/// Where the value stands. A computed secret is only where it is computed; what it was made from may be harmless.
fn place(origin: &Origin) -> Span {
    if origin.is_verbatim() { origin.span() } else { origin.at() }
}

/// The texts in a value that can hide something; of one that is not known, what is left of it.
fn gather(node: &Node, texts: &mut Vec<Arc<str>>) {
    match &node.value {
        Value::String(text) if !text.is_empty() => texts.push(text.clone()),
        Value::Int(number) => texts.push(number.to_string().into()),
        Value::Array(array) => array.items().iter().for_each(|item| gather(item, texts)),
        Value::Object(object) => {
            object.members().iter().for_each(|member| gather(&member.value, texts));
        }
        _ => {}
    }
}

fn without(words: &str, secret: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(secret) {
        let (before, after) = (&rest[..at], &rest[at + secret.len()..]);
        let in_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let part = secret.len() < SHORT
            && (in_word(before.chars().next_back().or_else(|| out.chars().next_back()))
                && in_word(secret.chars().next())
                || in_word(secret.chars().next_back()) && in_word(after.chars().next()));
        out.push_str(before);
        out.push_str(if part { secret } else { MASK });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn short_secrets_are_masked_where_they_stand_alone() {
        let mut secrets = Secrets::default();
        for text in ["ab", "ab-long-secret", "7", "\u{e9}"] {
            secrets.add_text(text.into());
        }
        for (words, shown) in [
            ("'ab' is not about", "'***' is not about"),
            ("xab-long-secretx", "x***x"),
            ("7 of 17", "*** of 17"),
            ("\u{e9} is no caf\u{e9}", "*** is no caf\u{e9}"),
            ("abab", "abab"),
        ] {
            assert_eq!(secrets.masked(words), shown);
        }
    }
}
