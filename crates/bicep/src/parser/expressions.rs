//! Expressions.

use super::{Parse, Parser, Read};
use crate::syntax::Kind;

/// What an expression may hold at its place.
#[derive(Clone, Copy)]
pub(super) struct Allowed {
    /// Literals of arrays and objects.
    literals: bool,
    /// Resources within a resource's body.
    resources: bool,
}

const SIMPLE: Allowed = Allowed { literals: false, resources: false };
pub(super) const ANY: Allowed = Allowed { literals: true, resources: false };
pub(super) const BODY: Allowed = Allowed { literals: true, resources: true };

const OPERAND_ENDS: [Kind; 5] =
    [Kind::StringRight, Kind::RightBrace, Kind::RightParen, Kind::RightSquare, Kind::NewLine];

impl Parser<'_> {
    pub(super) fn any_expression(&mut self) -> Parse {
        self.expression(ANY)
    }

    pub(super) fn simple_expression(&mut self) -> Parse {
        self.expression(SIMPLE)
    }

    pub(super) fn expression(&mut self, allowed: Allowed) -> Parse {
        self.deeper(|parser| parser.ternary(allowed))
    }

    fn ternary(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        self.binary(allowed, 0)?;
        if self.past_newlines(0).kind != Kind::Question {
            return Ok(());
        }
        self.newlines();
        self.bump();
        let ends = [&[Kind::Colon][..], &OPERAND_ENDS].concat();
        let then = self.recover(false, &ends, |parser| parser.expression(allowed));
        if then == Read::Fine && self.past_newlines(0).kind == Kind::Colon {
            self.newlines();
        }
        let colon =
            self.recover(then.is_quiet(), &OPERAND_ENDS, |parser| parser.expect(Kind::Colon, ":"));
        self.recover(colon.is_quiet(), &OPERAND_ENDS, |parser| parser.expression(allowed));
        self.finish(Kind::Ternary, start);
        Ok(())
    }

    fn binary(&mut self, allowed: Allowed, above: u8) -> Parse {
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
            self.finish(Kind::Binary, start);
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

    fn unary(&mut self, allowed: Allowed) -> Parse {
        if !matches!(self.kind(), Kind::Exclamation | Kind::Minus) {
            return self.member(allowed);
        }
        let start = self.start();
        self.bump();
        self.recover(false, &OPERAND_ENDS, |parser| parser.member(allowed));
        self.finish(Kind::Unary, start);
        Ok(())
    }

    fn member(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        let depth = self.depth;
        self.primary(allowed)?;
        loop {
            let kind = match self.kind() {
                Kind::LeftSquare => {
                    self.bump();
                    self.eat(Kind::Question);
                    self.eat(Kind::Hat);
                    if self.is(Kind::RightSquare) {
                        self.missing("BCP117", "an index is missing between the brackets");
                    } else {
                        self.expression(allowed)?;
                    }
                    self.expect(Kind::RightSquare, "]")?;
                    Kind::Index
                }
                Kind::Dot => {
                    self.bump();
                    self.eat(Kind::Question);
                    self.member_name();
                    if self.is(Kind::LeftParen) {
                        self.call(allowed)?;
                        Kind::MethodCall
                    } else {
                        Kind::PropertyAccess
                    }
                }
                Kind::DoubleColon => {
                    self.bump();
                    self.member_name();
                    Kind::ResourceAccess
                }
                Kind::Exclamation => {
                    self.bump();
                    Kind::NonNull
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
        if !self.eat(Kind::Identifier) {
            // The words of literals are names behind a dot, but not to the compiler.
            let message = "expected the name of a property or function here";
            if matches!(self.kind(), Kind::TrueKeyword | Kind::FalseKeyword | Kind::NullKeyword) {
                let start = self.start();
                let span = self.peek().span;
                self.error("BCP020", message, span);
                self.bump();
                self.finish(Kind::Skipped, start);
            } else {
                self.missing("BCP020", message);
            }
        }
    }

    /// The arguments of a call, with their parentheses.
    pub(super) fn call(&mut self, allowed: Allowed) -> Parse {
        const ENDS: [Kind; 3] = [Kind::NewLine, Kind::Comma, Kind::RightParen];
        self.expect(Kind::LeftParen, "(")?;
        let inner = Allowed { resources: false, ..allowed };
        self.arguments(Kind::RightParen, |parser| {
            let start = parser.start();
            parser.recover(false, &ENDS, |parser| parser.expression(inner));
            parser.finish(Kind::Argument, start);
        });
        if !self.eat(Kind::RightParen) {
            self.missing("BCP018", "expected ')' here");
        }
        Ok(())
    }

    fn primary(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        match self.kind() {
            Kind::Integer => {
                if self.text(self.peek()).parse::<u64>().is_err() {
                    return self.unexpected("BCP010", "the number doesn't fit 64 bits");
                }
                self.bump();
                self.finish(Kind::Literal, start);
            }
            Kind::TrueKeyword | Kind::FalseKeyword | Kind::NullKeyword => {
                self.bump();
                self.finish(Kind::Literal, start);
            }
            Kind::StringComplete | Kind::StringLeft => self.string(),
            Kind::LeftBrace | Kind::LeftSquare if !allowed.literals => {
                let message = "an array or an object can't be written here; make a variable of it";
                return self.unexpected("BCP087", message);
            }
            Kind::LeftBrace => return self.object(allowed),
            Kind::LeftSquare => {
                let next = self.past_newlines(1);
                if next.kind == Kind::Identifier && self.text(next) == "for" {
                    return self.for_loop(allowed, false);
                }
                return self.array();
            }
            Kind::LeftParen => return self.parenthesized(allowed),
            Kind::Identifier => return self.named(allowed),
            _ => return self.unexpected("BCP009", "expected a value here"),
        }
        Ok(())
    }

    fn named(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        self.bump();
        let kind = match self.kind() {
            Kind::LeftParen => {
                self.call(allowed)?;
                Kind::Call
            }
            Kind::Arrow => {
                self.lambda_body();
                Kind::Lambda
            }
            _ => Kind::Name,
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
        self.recover(false, &[Kind::NewLine, Kind::RightParen], Self::any_expression);
    }

    fn parenthesized(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        let count = self.list(true, |parser| parser.expression(allowed))?;
        if self.is(Kind::Arrow) {
            self.finish(Kind::VariableBlock, start);
            self.lambda_body();
            self.finish(Kind::Lambda, start);
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
        self.finish(Kind::Parenthesized, start);
    }

    /// A list in parentheses, and how many elements and line breaks it has.
    pub(super) fn list(
        &mut self,
        newlines: bool,
        element: impl Fn(&mut Self) -> Parse,
    ) -> Result<usize, super::Unexpected> {
        let ends = [&OPERAND_ENDS[..], &[Kind::Comma]].concat();
        let close = [Kind::StringRight, Kind::RightBrace, Kind::RightSquare, Kind::NewLine];
        self.expect(Kind::LeftParen, "(")?;
        let mut count = 0;
        let mut last = Read::Fine;
        let skip = |parser: &mut Self| {
            let mut breaks = 0;
            while newlines && parser.eat(Kind::NewLine) {
                breaks += 1;
            }
            breaks
        };
        count += skip(self);
        while !self.is(Kind::RightParen) {
            last = self.recover(false, &ends, &element);
            count += 1 + skip(self);
            if !self.eat(Kind::Comma) {
                break;
            }
            count += skip(self);
        }
        self.recover(last.is_quiet(), &close, |parser| parser.expect(Kind::RightParen, ")"));
        Ok(count)
    }

    fn array(&mut self) -> Parse {
        let start = self.start();
        self.bump();
        self.elements(Kind::RightSquare, |parser| {
            let start = parser.start();
            parser.recover(false, &[Kind::NewLine, Kind::RightSquare], |parser| {
                if parser.is(Kind::Ellipsis) {
                    parser.spread(&[Kind::Comma, Kind::NewLine, Kind::RightSquare]);
                    return Ok(());
                }
                parser.any_expression()?;
                parser.finish(Kind::Item, start);
                Ok(())
            });
        });
        self.expect(Kind::RightSquare, "]")?;
        self.finish(Kind::Array, start);
        Ok(())
    }

    fn spread(&mut self, ends: &[Kind]) {
        let start = self.start();
        self.bump();
        self.recover(false, ends, Self::any_expression);
        self.finish(Kind::Spread, start);
    }

    pub(super) fn object(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        self.expect(Kind::LeftBrace, "{")?;
        self.elements(Kind::RightBrace, |parser| {
            parser.recover(false, &[Kind::NewLine, Kind::RightBrace], |parser| {
                parser.deeper(|parser| parser.property(allowed))
            });
        });
        self.expect(Kind::RightBrace, "}")?;
        self.finish(Kind::Object, start);
        Ok(())
    }

    fn property(&mut self, allowed: Allowed) -> Parse {
        const ENDS: [Kind; 3] = [Kind::Colon, Kind::NewLine, Kind::RightBrace];
        let is_resource = self.is_word("resource") && self.ahead(1).kind == Kind::Identifier;
        if allowed.resources && (self.is(Kind::At) || is_resource) {
            return self.nested_resource();
        }
        if self.is(Kind::Ellipsis) {
            self.spread(&[Kind::Comma, Kind::NewLine, Kind::RightBrace]);
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
        let colon =
            self.recover(key.is_quiet(), &ENDS[1..], |parser| parser.expect(Kind::Colon, ":"));
        self.recover(colon.is_quiet(), &ENDS[1..], Self::any_expression);
        self.finish(Kind::Property, start);
        Ok(())
    }

    pub(super) fn condition(&mut self, allowed: Allowed) -> Parse {
        let start = self.start();
        self.expect_word("if")?;
        let condition = self.recover(false, &[Kind::LeftBrace, Kind::NewLine], |parser| {
            let start = parser.start();
            let count = parser.list(true, Self::any_expression)?;
            parser.one(count, start);
            Ok(())
        });
        self.recover(condition.is_quiet(), &[Kind::RightSquare, Kind::NewLine], |parser| {
            parser.object(allowed)
        });
        self.finish(Kind::If, start);
        Ok(())
    }

    pub(super) fn for_loop(&mut self, allowed: Allowed, body: bool) -> Parse {
        const ENDS: [Kind; 3] = [Kind::Colon, Kind::RightSquare, Kind::NewLine];
        let start = self.start();
        self.expect(Kind::LeftSquare, "[")?;
        self.newlines();
        self.expect_word("for")?;
        let errors = self.errors.len();
        match self.kind() {
            Kind::Identifier => self.bump(),
            Kind::LeftParen => {
                let block = self.start();
                let count = self.list(false, Self::simple_expression)?;
                if count != 2 && self.errors.len() == errors {
                    let span = self.children[block].span();
                    let message = format!("a loop takes an item and an index, not {count} names");
                    self.error("BCP249", message, span);
                }
                self.finish(Kind::VariableBlock, block);
            }
            _ => self.missing("BCP162", "expected a loop's name for its items here, or '('"),
        }
        let quiet = self.errors.len() > errors;
        let word = self.recover(quiet, &ENDS[1..], |parser| parser.expect_word("in"));
        let source = self.recover(word.is_quiet(), &ENDS, Self::any_expression);
        let colon =
            self.recover(source.is_quiet(), &ENDS[1..], |parser| parser.expect(Kind::Colon, ":"));
        let inner = self.recover(colon.is_quiet(), &ENDS[1..], |parser| match parser.kind() {
            _ if !body => parser.expression(Allowed { literals: true, ..allowed }),
            Kind::LeftBrace => parser.object(allowed),
            Kind::Identifier if parser.is_word("if") => parser.condition(allowed),
            _ => parser.unexpected("BCP167", "expected '{' or 'if' here"),
        });
        if inner == Read::Fine {
            self.newlines();
        }
        self.recover(inner.is_quiet(), &ENDS[1..], |parser| parser.expect(Kind::RightSquare, "]"));
        self.finish(Kind::For, start);
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

fn precedence(kind: Kind) -> u8 {
    match kind {
        Kind::Asterisk | Kind::Slash | Kind::Modulo => 100,
        Kind::Plus | Kind::Minus => 90,
        Kind::Less | Kind::LessOrEqual | Kind::Greater | Kind::GreaterOrEqual => 80,
        Kind::Equals | Kind::NotEquals | Kind::EqualsInsensitive | Kind::NotEqualsInsensitive => 70,
        Kind::And => 50,
        Kind::Or => 40,
        Kind::DoubleQuestion => 30,
        _ => 0,
    }
}
