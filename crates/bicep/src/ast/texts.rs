//! Strings as written, and what they say.

use std::sync::Arc;

use crate::syntax::{SyntaxKind, SyntaxNode};

/// What the pieces of a string say, one more than it has holes.
pub(super) fn pieces(node: &SyntaxNode, text: &str) -> Vec<Arc<str>> {
    let tokens: Vec<_> = node.tokens().collect();
    let Some(first) = tokens.first() else { return vec!["".into()] };
    let written = |place: usize| &text[tokens[place].span.range()];
    let signs = written(0).len() - written(0).trim_start_matches('$').len();
    let long = signs > 0 || written(0).len() > 2 && written(0)[1..].starts_with('\'');
    let mut pieces = Vec::with_capacity(tokens.len());
    for (place, token) in tokens.iter().enumerate() {
        let opened = match token.kind {
            SyntaxKind::StringComplete | SyntaxKind::StringLeft if long => signs + 3,
            _ => 1,
        };
        let closed = match token.kind {
            SyntaxKind::StringLeft | SyntaxKind::StringMiddle if long => signs + 1,
            SyntaxKind::StringLeft | SyntaxKind::StringMiddle => 2,
            _ if long => 3,
            _ => 1,
        };
        let whole = written(place);
        // A string that isn't closed lacks its end.
        let end = whole.len().saturating_sub(closed);
        let inner = whole.get(opened..end.max(opened)).unwrap_or_default();
        let piece = if !long {
            unescaped(inner)
        } else if *token == *first {
            let inner = inner.strip_prefix('\r').unwrap_or(inner);
            inner.strip_prefix('\n').unwrap_or(inner).into()
        } else {
            inner.into()
        };
        pieces.push(piece);
    }
    pieces
}

fn unescaped(text: &str) -> Arc<str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        result.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('n') => result.push('\n'),
            Some('r') => result.push('\r'),
            Some('t') => result.push('\t'),
            Some('u') if after.starts_with("u{") => {
                let (digits, _) = after[2..].split_once('}').unwrap_or_default();
                let code = u32::from_str_radix(digits, 16).ok();
                // Half a pair of UTF-16 is no character.
                result.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
                rest = after.get(digits.len() + 3..).unwrap_or_default();
                continue;
            }
            Some(other) => result.push(other),
            None => {}
        }
        rest = characters.as_str();
    }
    result.push_str(rest);
    result.into()
}
