//! The lossless tree: nodes and tokens that together are the text, byte for byte.

mod kind;

use std::fmt;
use std::sync::Arc;

pub use kind::SyntaxKind;
use traced_values::{Layout, Mark};

/// A stretch of a file's text, in bytes, end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextSpan {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl TextSpan {
    /// The stretch from `start` up to `end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The bytes to slice the text with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The stretch from this one's start to the other's end.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        Self { start: self.start, end: end.end.max(self.start) }
    }
}

/// A word, sign or blank of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: SyntaxKind,
    /// Where it stands.
    pub span: TextSpan,
}

/// A part of the tree: a node with parts of its own, or a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A node.
    Node(SyntaxNode),
    /// A token.
    Token(Token),
}

impl Element {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> SyntaxKind {
        match self {
            Self::Node(node) => node.kind,
            Self::Token(token) => token.kind,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> TextSpan {
        match self {
            Self::Node(node) => node.span,
            Self::Token(token) => token.span,
        }
    }
}

/// A construct of the language with everything inside of it, blanks and comments included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxNode {
    /// What it is.
    pub kind: SyntaxKind,
    /// Where it stands, without blanks around it.
    pub span: TextSpan,
    /// Its parts in the order of the text.
    pub children: Vec<Element>,
}

impl SyntaxNode {
    /// The nodes directly inside.
    pub fn nodes(&self) -> impl Iterator<Item = &SyntaxNode> {
        self.children.iter().filter_map(|child| match child {
            Element::Node(node) => Some(node),
            Element::Token(_) => None,
        })
    }

    /// The tokens directly inside, blanks and comments left out.
    pub fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        self.children.iter().filter_map(|child| match child {
            Element::Token(token) if !token.kind.is_trivia() => Some(*token),
            _ => None,
        })
    }

    /// The first token of this kind directly inside.
    #[must_use]
    pub fn token(&self, kind: SyntaxKind) -> Option<Token> {
        self.tokens().find(|token| token.kind == kind)
    }
}

/// What is wrong with the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The code that Bicep's compiler has for it, such as `BCP018`.
    pub code: &'static str,
    /// The fault in a sentence: lower case, no full stop.
    pub message: String,
    /// Where.
    pub span: TextSpan,
}

/// A parsed file.
#[derive(Clone, Debug)]
pub struct SyntaxTree {
    pub(crate) text: Arc<str>,
    pub(crate) root: SyntaxNode,
    pub(crate) errors: Vec<SyntaxError>,
}

impl SyntaxTree {
    /// The text that was parsed.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The whole file.
    #[must_use]
    pub fn root(&self) -> &SyntaxNode {
        &self.root
    }

    /// What is wrong with the text, in its order.
    #[must_use]
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Its comments and brackets.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.tokens().into_iter().filter_map(|token| {
            let mark = match token.kind {
                SyntaxKind::LineComment | SyntaxKind::BlockComment => Mark::Comment,
                SyntaxKind::LeftBrace | SyntaxKind::LeftSquare => Mark::Opening,
                SyntaxKind::RightBrace | SyntaxKind::RightSquare => Mark::Closing,
                _ => return None,
            };
            Some((mark, token.span.range()))
        }))
    }

    /// All tokens in the order of the text, blanks and comments included.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut open: Vec<&Element> = self.root.children.iter().rev().collect();
        while let Some(element) = open.pop() {
            match element {
                Element::Token(token) => tokens.push(*token),
                Element::Node(node) => open.extend(node.children.iter().rev()),
            }
        }
        tokens
    }
}

/// The text again, put together from the tree.
impl fmt::Display for SyntaxTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in self.tokens() {
            f.write_str(&self.text[token.span.range()])?;
        }
        Ok(())
    }
}
