//! Types.

use super::{Parse, Parser};
use crate::syntax::Kind;

const OPERAND_ENDS: [Kind; 5] =
    [Kind::StringRight, Kind::RightBrace, Kind::RightParen, Kind::RightSquare, Kind::NewLine];

impl Parser<'_> {
    /// The type of a declaration.
    pub(super) fn declared_type(&mut self, output: bool) -> Parse {
        if !self.is_word("resource") || self.ahead(1).kind == Kind::Less {
            return self.type_expression();
        }
        let start = self.start();
        self.bump();
        if !output || self.is_string() {
            self.recover(false, &[Kind::Assignment, Kind::NewLine], |parser| {
                parser.expect_string("BCP068", "a resource's type and version")
            });
        }
        self.finish(Kind::ResourceType, start);
        Ok(())
    }

    pub(super) fn type_expression(&mut self) -> Parse {
        self.deeper(Self::union)
    }

    fn is_union(&self) -> bool {
        self.is(Kind::Pipe) || self.is(Kind::NewLine) && self.ahead(1).kind == Kind::Pipe
    }

    fn union(&mut self) -> Parse {
        let start = self.start();
        let mut union = self.is_union();
        if union {
            self.newlines();
            self.bump();
        }
        self.unary_type()?;
        while self.is_union() {
            union = true;
            self.newlines();
            self.bump();
            if self.is(Kind::NewLine) {
                self.missing("BCP286", "expected a type here");
            } else {
                self.recover(false, &[], Self::unary_type);
            }
        }
        if union {
            self.finish(Kind::UnionType, start);
        }
        Ok(())
    }

    fn unary_type(&mut self) -> Parse {
        let start = self.start();
        if matches!(self.kind(), Kind::Exclamation | Kind::Minus) {
            self.bump();
            self.recover(false, &OPERAND_ENDS, Self::member_type);
            self.finish(Kind::TypeUnary, start);
        } else {
            self.member_type()?;
        }
        // More than one of these says nothing more.
        for _ in 0..super::DEEPEST {
            if self.eat(Kind::Question) {
                self.finish(Kind::NullableType, start);
            } else if self.eat(Kind::Exclamation) {
                self.finish(Kind::NonNullableType, start);
            } else {
                break;
            }
        }
        Ok(())
    }

    fn member_type(&mut self) -> Parse {
        let start = self.start();
        let depth = self.depth;
        self.primary_type()?;
        while matches!(self.kind(), Kind::LeftSquare | Kind::Dot) {
            if self.depth >= super::DEEPEST {
                return self.unexpected("BCP000", "this is nested too deeply to be read");
            }
            self.depth += 1;
            let kind = if self.eat(Kind::LeftSquare) { self.bracketed()? } else { self.dotted() };
            self.finish(kind, start);
        }
        self.depth = depth;
        Ok(())
    }

    fn bracketed(&mut self) -> Result<Kind, super::Unexpected> {
        let kind = if self.is(Kind::RightSquare) {
            Kind::ArrayType
        } else if self.eat(Kind::Asterisk) {
            Kind::TypeItems
        } else {
            self.simple_expression()?;
            Kind::TypeIndex
        };
        self.expect(Kind::RightSquare, "]")?;
        Ok(kind)
    }

    fn dotted(&mut self) -> Kind {
        self.bump();
        if self.eat(Kind::Asterisk) {
            return Kind::TypeRestAccess;
        }
        self.member_name();
        if self.is(Kind::Less) {
            self.type_arguments();
            return Kind::TypeMemberInstance;
        }
        Kind::TypeMember
    }

    fn type_arguments(&mut self) {
        self.bump();
        self.arguments(Kind::Greater, |parser| {
            let start = parser.start();
            let ends = [Kind::NewLine, Kind::Comma, Kind::Greater];
            parser.recover(false, &ends, Self::type_expression);
            parser.finish(Kind::Argument, start);
        });
        if !self.eat(Kind::Greater) {
            self.missing("BCP018", "expected '>' here");
        }
    }

    fn primary_type(&mut self) -> Parse {
        let start = self.start();
        match self.kind() {
            Kind::Integer if self.text(self.peek()).parse::<u64>().is_err() => {
                return self.unexpected("BCP010", "the number doesn't fit 64 bits");
            }
            Kind::Integer | Kind::TrueKeyword | Kind::FalseKeyword | Kind::NullKeyword => {
                self.bump();
                self.finish(Kind::TypeLiteral, start);
            }
            Kind::StringComplete | Kind::StringLeft => {
                self.string();
                self.finish(Kind::TypeLiteral, start);
            }
            Kind::LeftBrace => {
                self.bump();
                self.elements(Kind::RightBrace, Self::type_property);
                self.expect(Kind::RightBrace, "}")?;
                self.finish(Kind::ObjectType, start);
            }
            Kind::LeftSquare => {
                self.bump();
                self.elements(Kind::RightSquare, |parser| {
                    let start = parser.start();
                    parser.recover(false, &[Kind::NewLine, Kind::RightSquare], |parser| {
                        parser.decorators();
                        parser.type_expression()?;
                        parser.finish(Kind::TupleItem, start);
                        Ok(())
                    });
                });
                self.expect(Kind::RightSquare, "]")?;
                self.finish(Kind::TupleType, start);
            }
            Kind::LeftParen => {
                let count = self.list(false, Self::type_expression)?;
                if count != 1 {
                    let span = self.children[start].span();
                    self.error("BCP243", "parentheses must hold exactly one type", span);
                }
                self.finish(Kind::ParenthesizedType, start);
            }
            Kind::Identifier => {
                self.bump();
                if self.is(Kind::Less) {
                    self.type_arguments();
                    self.finish(Kind::TypeInstance, start);
                } else {
                    self.finish(Kind::TypeName, start);
                }
            }
            _ => return self.unexpected("BCP279", "expected a type here"),
        }
        Ok(())
    }

    fn type_property(&mut self) {
        const ENDS: [Kind; 3] = [Kind::Colon, Kind::NewLine, Kind::RightBrace];
        let start = self.start();
        self.decorators();
        let mut kind = Kind::TypeProperty;
        let rest = self.is(Kind::Asterisk);
        let key = self.recover(false, &ENDS, |parser| {
            if parser.is_string() {
                parser.string();
                return Ok(());
            }
            if parser.eat(Kind::Asterisk) {
                return Ok(());
            }
            parser.identifier("BCP022", "the name of a property, or '*'")
        });
        if rest {
            kind = Kind::TypeRest;
        }
        let colon =
            self.recover(key.is_quiet(), &ENDS[1..], |parser| parser.expect(Kind::Colon, ":"));
        self.recover(colon.is_quiet(), &ENDS[1..], Self::type_expression);
        self.finish(kind, start);
    }
}
