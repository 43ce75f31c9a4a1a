//! From tokens to the tree; what is wrong is skipped up to where the language starts anew.

mod expressions;
mod imports;
mod params;
mod statements;
mod strings;
mod types;

use crate::lexer;
use crate::syntax::{Element, SyntaxError, SyntaxKind, SyntaxNode, SyntaxTree, TextSpan, Token};

/// Which of the two languages a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `.bicep`: what is deployed.
    Template,
    /// `.bicepparam`: the parameters of a deployment.
    Parameters,
}

/// How deep expressions, types and statements may lie within each other.
const DEEPEST: usize = 160;

/// Parses a file. Whatever the text holds, there is a tree, and it holds all of the text.
#[must_use]
pub fn parse(text: &str, kind: FileKind) -> SyntaxTree {
    let (tokens, mut errors) = lexer::tokens(text);
    let mut parser =
        Parser { text, tokens, at: 0, next: 0, children: Vec::new(), errors: Vec::new(), depth: 0 };
    parser.settle();
    parser.file(kind);
    errors.append(&mut parser.errors);
    errors.sort_by_key(|error| error.span);
    let span = TextSpan::new(0, lexer::offset(text.len()));
    let root = SyntaxNode { kind: SyntaxKind::File, span, children: parser.children };
    SyntaxTree { text: text.into(), root, errors }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// The first token that isn't in the tree yet.
    at: usize,
    /// The first of those that isn't a blank.
    next: usize,
    children: Vec<Element>,
    errors: Vec<SyntaxError>,
    depth: usize,
}

/// What was expected in the place of a token.
struct Unexpected {
    code: &'static str,
    message: String,
    token: Token,
}

type Parse = Result<(), Unexpected>;

/// What came of reading a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NodeOutcome {
    Fine,
    /// Some tokens were skipped.
    Skipped,
    /// Nothing is there.
    Missing,
}

impl NodeOutcome {
    /// Where nothing is there, what must follow is missing as well: one error is enough.
    fn is_quiet(self) -> bool {
        self == Self::Missing
    }
}

impl Parser<'_> {
    fn settle(&mut self) {
        while self.tokens[self.next].kind.is_trivia() {
            self.next += 1;
        }
    }

    fn peek(&self) -> Token {
        self.tokens[self.next]
    }

    fn kind(&self) -> SyntaxKind {
        self.peek().kind
    }

    /// The token that many significant ones ahead.
    fn ahead(&self, count: usize) -> Token {
        let significant = |token: &&Token| !token.kind.is_trivia();
        let found = self.tokens[self.next..].iter().filter(significant).nth(count);
        found.copied().unwrap_or_else(|| self.tokens[self.tokens.len() - 1])
    }

    /// The first token ahead that isn't a line break.
    fn past_newlines(&self, from: usize) -> Token {
        let rest = self.tokens[self.next..].iter().filter(|token| !token.kind.is_trivia());
        let found = rest.skip(from).find(|token| token.kind != SyntaxKind::NewLine);
        found.copied().unwrap_or_else(|| self.tokens[self.tokens.len() - 1])
    }

    fn text(&self, token: Token) -> &str {
        &self.text[token.span.range()]
    }

    fn is(&self, kind: SyntaxKind) -> bool {
        self.kind() == kind
    }

    fn is_at_end(&self) -> bool {
        self.is(SyntaxKind::EndOfFile)
    }

    fn is_word(&self, word: &str) -> bool {
        self.is(SyntaxKind::Identifier) && self.text(self.peek()) == word
    }

    /// Puts the blanks before the next token into the tree, so that a node begins with the token.
    fn start(&mut self) -> usize {
        for token in &self.tokens[self.at..self.next] {
            self.children.push(Element::Token(*token));
        }
        self.at = self.next;
        self.children.len()
    }

    fn bump(&mut self) {
        self.start();
        let token = self.peek();
        self.children.push(Element::Token(token));
        self.at = self.next + 1;
        if token.kind != SyntaxKind::EndOfFile {
            self.next = self.at;
            self.settle();
        }
    }

    fn eat(&mut self, kind: SyntaxKind) -> bool {
        let found = self.is(kind) && !self.is_at_end();
        if found {
            self.bump();
        }
        found
    }

    fn newlines(&mut self) {
        while self.eat(SyntaxKind::NewLine) {}
    }

    /// Makes a node of what was read since `start`.
    fn finish(&mut self, kind: SyntaxKind, start: usize) {
        let mut children = self.children.split_off(start);
        // Blanks at the end belong to what is around.
        let trivia = |child: &Element| child.kind().is_trivia();
        let mut outside = Vec::new();
        while children.last().is_some_and(trivia) {
            outside.extend(children.pop());
        }
        let here = self.peek().span.start;
        let first = children.first().map_or(TextSpan::new(here, here), Element::span);
        let span = first.to(children.last().map_or(first, Element::span));
        self.children.push(Element::Node(SyntaxNode { kind, span, children }));
        self.children.extend(outside.into_iter().rev());
    }

    fn unexpected<T>(
        &self,
        code: &'static str,
        message: impl Into<String>,
    ) -> Result<T, Unexpected> {
        Err(Unexpected { code, message: message.into(), token: self.peek() })
    }

    fn expect(&mut self, kind: SyntaxKind, sign: &str) -> Parse {
        if self.eat(kind) {
            return Ok(());
        }
        self.unexpected("BCP018", format!("expected '{sign}' here"))
    }

    fn expect_word(&mut self, word: &str) -> Parse {
        if self.is_word(word) {
            self.bump();
            return Ok(());
        }
        self.unexpected("BCP012", format!("expected '{word}' here"))
    }

    fn error(&mut self, code: &'static str, message: impl Into<String>, span: TextSpan) {
        self.errors.push(SyntaxError { code, message: message.into(), span });
    }

    /// An error at the next token, where something is missing.
    fn missing(&mut self, code: &'static str, message: impl Into<String>) {
        let start = self.peek().span.start;
        self.error(code, message, TextSpan::new(start, start));
    }

    /// Reads a part; when that fails, all up to one of the `ends` is skipped.
    fn recover(
        &mut self,
        quiet: bool,
        ends: &[SyntaxKind],
        read: impl FnOnce(&mut Self) -> Parse,
    ) -> NodeOutcome {
        let start = self.start();
        let depth = self.depth;
        let Err(unexpected) = read(self) else { return NodeOutcome::Fine };
        self.depth = depth;
        if !quiet {
            self.error(unexpected.code, unexpected.message, unexpected.token.span);
        }
        self.skip_to(ends);
        if self.children.len() == start {
            return NodeOutcome::Missing;
        }
        self.finish(SyntaxKind::Skipped, start);
        NodeOutcome::Skipped
    }

    fn skip_to(&mut self, ends: &[SyntaxKind]) {
        while !self.is_at_end() && !ends.contains(&self.kind()) {
            self.bump();
        }
    }

    /// Reads something that may hold another of its kind.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Parse) -> Parse {
        if self.depth >= DEEPEST {
            return self.unexpected("BCP000", "this is nested too deeply to be read");
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A name, or what stands in its place.
    fn name(&mut self, ends: &[SyntaxKind], code: &'static str, what: &str) -> NodeOutcome {
        self.recover(false, ends, |parser| parser.identifier(code, what))
    }

    fn identifier(&mut self, code: &'static str, what: &str) -> Parse {
        if self.eat(SyntaxKind::Identifier) {
            return Ok(());
        }
        self.unexpected(code, format!("expected {what} here"))
    }

    /// The elements of an array or object: parted by line breaks or commas.
    fn elements(&mut self, close: SyntaxKind, element: impl Fn(&mut Self)) {
        if self.is(close) {
            return;
        }
        self.newlines();
        let mut wanted = true;
        while !self.is_at_end() && !self.is(close) {
            if wanted {
                element(self);
            } else if self.is(SyntaxKind::NewLine) {
                self.newlines();
            } else if self.eat(SyntaxKind::Comma) {
                if self.is(SyntaxKind::NewLine) {
                    self.missing("BCP238", "no line break may follow this comma");
                    self.bump();
                }
            } else {
                self.missing("BCP236", "expected a line break or a comma here");
            }
            wanted = !wanted;
        }
    }

    /// The arguments of a call: parted by commas, line breaks allowed.
    fn arguments(&mut self, close: SyntaxKind, argument: impl Fn(&mut Self)) {
        if self.is(close) {
            return;
        }
        self.newlines();
        let mut wanted = true;
        while !self.is_at_end() && !self.is(close) {
            if wanted {
                argument(self);
            } else if self.is(SyntaxKind::NewLine) {
                let next = self.past_newlines(0).kind;
                if next == SyntaxKind::EndOfFile {
                    break;
                }
                if next != close {
                    self.missing("BCP237", "expected a comma here");
                }
                self.newlines();
            } else if self.eat(SyntaxKind::Comma) {
                self.newlines();
                if self.is(close) {
                    argument(self);
                }
            } else {
                self.missing("BCP236", "expected a line break or a comma here");
            }
            wanted = !wanted;
        }
    }
}
