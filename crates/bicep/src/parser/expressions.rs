//! Expressions.

use super::{NodeOutcome, Parse, Parser};
use crate::syntax::SyntaxKind;

/// What an expression may hold at its place.
#[derive(Clone, Copy)]
pub(super) struct AllowedElements {
    /// Literals of arrays and objects.
    literals: bool,
    /// Resources within a resource's body.
    resources: bool,
}

const SIMPLE: AllowedElements = AllowedElements { literals: false, resources: false };
pub(super) const ANY: AllowedElements = AllowedElements { literals: true, resources: false };
pub(super) const BODY: AllowedElements = AllowedElements { literals: true, resources: true };

const OPERAND_ENDS: [SyntaxKind; 5] = [
    SyntaxKind::StringRight,
    SyntaxKind::RightBrace,
    SyntaxKind::RightParen,
    SyntaxKind::RightSquare,
    SyntaxKind::NewLine,
];

impl Parser<'_> {
    pub(super) fn any_expression(&mut self) -> Parse {
        self.expression(ANY)
    }

    pub(super) fn simple_expression(&mut self) -> Parse {
        self.expression(SIMPLE)
    }

    pub(super) fn expression(&mut self, allowed: AllowedElements) -> Parse {
        self.deeper(|parser| parser.ternary(allowed))
    }

    fn ternary(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        self.binary(allowed, 0)?;
        if self.past_newlines(0).kind != SyntaxKind::Question {
            return Ok(());
        }
        self.newlines();
        self.bump();
        let ends = [&[SyntaxKind::Colon][..], &OPERAND_ENDS].concat();
        let then = self.recover(false, &ends, |parser| parser.expression(allowed));
        if then == NodeOutcome::Fine && self.past_newlines(0).kind == SyntaxKind::Colon {
            self.newlines();
        }
        let colon = self.recover(then.is_quiet(), &OPERAND_ENDS, |parser| {
            parser.expect(SyntaxKind::Colon, ":")
        });
        self.recover(colon.is_quiet(), &OPERAND_ENDS, |parser| parser.expression(allowed));
        self.finish(SyntaxKind::Ternary, start);
        Ok(())
    }

    fn binary(&mut self, allowed: AllowedElements, above: u8) -> Parse {
        let start = self.start();
        self.unary(allowed)?;
        let depth = self.depth;
        loop {
            let precedence = precedence(self.kind());
            if precedence <= above {
                break;
            }
            self.chain()?;
            self.bump();
            self.recover(false, &OPERAND_ENDS, |parser| {
                parser.deeper(|parser| parser.binary(allowed, precedence))
            });
            self.finish(SyntaxKind::Binary, start);
        }
        self.depth = depth;
        Ok(())
    }

    /// Another link of a chain is one level deeper in the tree.
    fn chain(&mut self) -> Parse {
        if self.depth >= super::DEEPEST {
            return self.unexpected("BCP000", "this is nested too deeply to be read");
        }
        self.depth += 1;
        Ok(())
    }

    fn unary(&mut self, allowed: AllowedElements) -> Parse {
        if !matches!(self.kind(), SyntaxKind::Exclamation | SyntaxKind::Minus) {
            return self.member(allowed);
        }
        let start = self.start();
        self.bump();
        self.recover(false, &OPERAND_ENDS, |parser| parser.member(allowed));
        self.finish(SyntaxKind::Unary, start);
        Ok(())
    }

    fn member(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        let depth = self.depth;
        self.primary(allowed)?;
        loop {
            let kind = match self.kind() {
                SyntaxKind::LeftSquare => {
                    self.bump();
                    self.eat(SyntaxKind::Question);
                    self.eat(SyntaxKind::Hat);
                    if self.is(SyntaxKind::RightSquare) {
                        self.missing("BCP117", "an index is missing between the brackets");
                    } else {
                        self.expression(allowed)?;
                    }
                    self.expect(SyntaxKind::RightSquare, "]")?;
                    SyntaxKind::Index
                }
                SyntaxKind::Dot => {
                    self.bump();
                    self.eat(SyntaxKind::Question);
                    self.member_name();
                    if self.is(SyntaxKind::LeftParen) {
                        self.call(allowed)?;
                        SyntaxKind::MethodCall
                    } else {
                        SyntaxKind::PropertyAccess
                    }
                }
                SyntaxKind::DoubleColon => {
                    self.bump();
                    self.member_name();
                    SyntaxKind::ResourceAccess
                }
                SyntaxKind::Exclamation => {
                    self.bump();
                    SyntaxKind::NonNull
                }
                _ => break,
            };
            self.finish(kind, start);
            self.chain()?;
        }
        self.depth = depth;
        Ok(())
    }

    pub(super) fn member_name(&mut self) {
        if !self.eat(SyntaxKind::Identifier) {
            // The words of literals are names behind a dot, but not to the compiler.
            let message = "expected the name of a property or function here";
            if matches!(
                self.kind(),
                SyntaxKind::TrueKeyword | SyntaxKind::FalseKeyword | SyntaxKind::NullKeyword
            ) {
                let start = self.start();
                let span = self.peek().span;
                self.error("BCP020", message, span);
                self.bump();
                self.finish(SyntaxKind::Skipped, start);
            } else {
                self.missing("BCP020", message);
            }
        }
    }

    /// The arguments of a call, with their parentheses.
    pub(super) fn call(&mut self, allowed: AllowedElements) -> Parse {
        const ENDS: [SyntaxKind; 3] =
            [SyntaxKind::NewLine, SyntaxKind::Comma, SyntaxKind::RightParen];
        self.expect(SyntaxKind::LeftParen, "(")?;
        let inner = AllowedElements { resources: false, ..allowed };
        self.arguments(SyntaxKind::RightParen, |parser| {
            let start = parser.start();
            parser.recover(false, &ENDS, |parser| parser.expression(inner));
            parser.finish(SyntaxKind::Argument, start);
        });
        if !self.eat(SyntaxKind::RightParen) {
            self.missing("BCP018", "expected ')' here");
        }
        Ok(())
    }

    fn primary(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        match self.kind() {
            SyntaxKind::Integer => {
                if self.text(self.peek()).parse::<u64>().is_err() {
                    return self.unexpected("BCP010", "the number doesn't fit 64 bits");
                }
                self.bump();
                self.finish(SyntaxKind::Literal, start);
            }
            SyntaxKind::TrueKeyword | SyntaxKind::FalseKeyword | SyntaxKind::NullKeyword => {
                self.bump();
                self.finish(SyntaxKind::Literal, start);
            }
            SyntaxKind::StringComplete | SyntaxKind::StringLeft => self.string(),
            SyntaxKind::LeftBrace | SyntaxKind::LeftSquare if !allowed.literals => {
                let message = "an array or an object can't be written here; make a variable of it";
                return self.unexpected("BCP087", message);
            }
            SyntaxKind::LeftBrace => return self.object(allowed),
            SyntaxKind::LeftSquare => {
                let next = self.past_newlines(1);
                if next.kind == SyntaxKind::Identifier && self.text(next) == "for" {
                    return self.for_loop(allowed, false);
                }
                return self.array();
            }
            SyntaxKind::LeftParen => return self.parenthesized(allowed),
            SyntaxKind::Identifier => return self.named(allowed),
            _ => return self.unexpected("BCP009", "expected a value here"),
        }
        Ok(())
    }

    fn named(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        self.bump();
        let kind = match self.kind() {
            SyntaxKind::LeftParen => {
                self.call(allowed)?;
                SyntaxKind::Call
            }
            SyntaxKind::Arrow => {
                self.lambda_body();
                SyntaxKind::Lambda
            }
            _ => SyntaxKind::Name,
        };
        self.finish(kind, start);
        Ok(())
    }

    pub(super) fn lambda_body(&mut self) {
        self.bump();
        let next = self.past_newlines(0);
        if !is_statement_word(self.text(next)) {
            self.newlines();
        }
        self.recover(false, &[SyntaxKind::NewLine, SyntaxKind::RightParen], Self::any_expression);
    }

    fn parenthesized(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        let count = self.list(true, |parser| parser.expression(allowed))?;
        if self.is(SyntaxKind::Arrow) {
            self.finish(SyntaxKind::VariableBlock, start);
            self.lambda_body();
            self.finish(SyntaxKind::Lambda, start);
            return Ok(());
        }
        self.one(count, start);
        Ok(())
    }

    /// Makes a value in parentheses of a list.
    fn one(&mut self, count: usize, start: usize) {
        if count != 1 {
            let span = self.children[start].span();
            self.error("BCP243", "parentheses must hold exactly one value, on one line", span);
        }
        self.finish(SyntaxKind::Parenthesized, start);
    }

    /// A list in parentheses, and how many elements and line breaks it has.
    pub(super) fn list(
        &mut self,
        newlines: bool,
        element: impl Fn(&mut Self) -> Parse,
    ) -> Result<usize, super::Unexpected> {
        let ends = [&OPERAND_ENDS[..], &[SyntaxKind::Comma]].concat();
        let close = [
            SyntaxKind::StringRight,
            SyntaxKind::RightBrace,
            SyntaxKind::RightSquare,
            SyntaxKind::NewLine,
        ];
        self.expect(SyntaxKind::LeftParen, "(")?;
        let mut count = 0;
        let mut last = NodeOutcome::Fine;
        let skip = |parser: &mut Self| {
            let mut breaks = 0;
            while newlines && parser.eat(SyntaxKind::NewLine) {
                breaks += 1;
            }
            breaks
        };
        count += skip(self);
        while !self.is(SyntaxKind::RightParen) {
            last = self.recover(false, &ends, &element);
            count += 1 + skip(self);
            if !self.eat(SyntaxKind::Comma) {
                break;
            }
            count += skip(self);
        }
        self.recover(last.is_quiet(), &close, |parser| parser.expect(SyntaxKind::RightParen, ")"));
        Ok(count)
    }

    fn array(&mut self) -> Parse {
        let start = self.start();
        self.bump();
        self.elements(SyntaxKind::RightSquare, |parser| {
            let start = parser.start();
            parser.recover(false, &[SyntaxKind::NewLine, SyntaxKind::RightSquare], |parser| {
                if parser.is(SyntaxKind::Ellipsis) {
                    parser.spread(&[
                        SyntaxKind::Comma,
                        SyntaxKind::NewLine,
                        SyntaxKind::RightSquare,
                    ]);
                    return Ok(());
                }
                parser.any_expression()?;
                parser.finish(SyntaxKind::Item, start);
                Ok(())
            });
        });
        self.expect(SyntaxKind::RightSquare, "]")?;
        self.finish(SyntaxKind::Array, start);
        Ok(())
    }

    fn spread(&mut self, ends: &[SyntaxKind]) {
        let start = self.start();
        self.bump();
        self.recover(false, ends, Self::any_expression);
        self.finish(SyntaxKind::Spread, start);
    }

    pub(super) fn object(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        self.expect(SyntaxKind::LeftBrace, "{")?;
        self.elements(SyntaxKind::RightBrace, |parser| {
            parser.recover(false, &[SyntaxKind::NewLine, SyntaxKind::RightBrace], |parser| {
                parser.deeper(|parser| parser.property(allowed))
            });
        });
        self.expect(SyntaxKind::RightBrace, "}")?;
        self.finish(SyntaxKind::Object, start);
        Ok(())
    }

    fn property(&mut self, allowed: AllowedElements) -> Parse {
        const ENDS: [SyntaxKind; 3] =
            [SyntaxKind::Colon, SyntaxKind::NewLine, SyntaxKind::RightBrace];
        let is_resource = self.is_word("resource") && self.ahead(1).kind == SyntaxKind::Identifier;
        if allowed.resources && (self.is(SyntaxKind::At) || is_resource) {
            return self.nested_resource();
        }
        if self.is(SyntaxKind::Ellipsis) {
            self.spread(&[SyntaxKind::Comma, SyntaxKind::NewLine, SyntaxKind::RightBrace]);
            return Ok(());
        }
        let start = self.start();
        let key = self.recover(false, &ENDS, |parser| {
            if parser.is_string() {
                parser.string();
                return Ok(());
            }
            parser.identifier("BCP022", "the name of a property")
        });
        let colon = self
            .recover(key.is_quiet(), &ENDS[1..], |parser| parser.expect(SyntaxKind::Colon, ":"));
        self.recover(colon.is_quiet(), &ENDS[1..], Self::any_expression);
        self.finish(SyntaxKind::Property, start);
        Ok(())
    }

    pub(super) fn condition(&mut self, allowed: AllowedElements) -> Parse {
        let start = self.start();
        self.expect_word("if")?;
        let condition =
            self.recover(false, &[SyntaxKind::LeftBrace, SyntaxKind::NewLine], |parser| {
                let start = parser.start();
                let count = parser.list(true, Self::any_expression)?;
                parser.one(count, start);
                Ok(())
            });
        self.recover(
            condition.is_quiet(),
            &[SyntaxKind::RightSquare, SyntaxKind::NewLine],
            |parser| parser.object(allowed),
        );
        self.finish(SyntaxKind::If, start);
        Ok(())
    }

    pub(super) fn for_loop(&mut self, allowed: AllowedElements, body: bool) -> Parse {
        const ENDS: [SyntaxKind; 3] =
            [SyntaxKind::Colon, SyntaxKind::RightSquare, SyntaxKind::NewLine];
        let start = self.start();
        self.expect(SyntaxKind::LeftSquare, "[")?;
        self.newlines();
        self.expect_word("for")?;
        let errors = self.errors.len();
        match self.kind() {
            SyntaxKind::Identifier => self.bump(),
            SyntaxKind::LeftParen => {
                let block = self.start();
                let count = self.list(false, Self::simple_expression)?;
                if count != 2 && self.errors.len() == errors {
                    let span = self.children[block].span();
                    let message = format!("a loop takes an item and an index, not {count} names");
                    self.error("BCP249", message, span);
                }
                self.finish(SyntaxKind::VariableBlock, block);
            }
            _ => self.missing("BCP162", "expected a loop's name for its items here, or '('"),
        }
        let quiet = self.errors.len() > errors;
        let word = self.recover(quiet, &ENDS[1..], |parser| parser.expect_word("in"));
        let source = self.recover(word.is_quiet(), &ENDS, Self::any_expression);
        let colon = self
            .recover(source.is_quiet(), &ENDS[1..], |parser| parser.expect(SyntaxKind::Colon, ":"));
        let inner = self.recover(colon.is_quiet(), &ENDS[1..], |parser| match parser.kind() {
            _ if !body => parser.expression(AllowedElements { literals: true, ..allowed }),
            SyntaxKind::LeftBrace => parser.object(allowed),
            SyntaxKind::Identifier if parser.is_word("if") => parser.condition(allowed),
            _ => parser.unexpected("BCP167", "expected '{' or 'if' here"),
        });
        if inner == NodeOutcome::Fine {
            self.newlines();
        }
        self.recover(inner.is_quiet(), &ENDS[1..], |parser| {
            parser.expect(SyntaxKind::RightSquare, "]")
        });
        self.finish(SyntaxKind::For, start);
        Ok(())
    }
}

/// The words that begin a statement.
pub(super) fn is_statement_word(word: &str) -> bool {
    matches!(
        word,
        "targetScope"
            | "metadata"
            | "param"
            | "var"
            | "resource"
            | "module"
            | "output"
            | "type"
            | "func"
            | "import"
            | "extension"
            | "provider"
            | "test"
            | "assert"
            | "using"
            | "extends"
    )
}

fn precedence(kind: SyntaxKind) -> u8 {
    match kind {
        SyntaxKind::Asterisk | SyntaxKind::Slash | SyntaxKind::Modulo => 100,
        SyntaxKind::Plus | SyntaxKind::Minus => 90,
        SyntaxKind::Less
        | SyntaxKind::LessOrEqual
        | SyntaxKind::Greater
        | SyntaxKind::GreaterOrEqual => 80,
        SyntaxKind::Equals
        | SyntaxKind::NotEquals
        | SyntaxKind::EqualsInsensitive
        | SyntaxKind::NotEqualsInsensitive => 70,
        SyntaxKind::And => 50,
        SyntaxKind::Or => 40,
        SyntaxKind::DoubleQuestion => 30,
        _ => 0,
    }
}
