//! Types.

use super::{Parse, Parser};
use crate::syntax::SyntaxKind;

const OPERAND_ENDS: [SyntaxKind; 5] = [
    SyntaxKind::StringRight,
    SyntaxKind::RightBrace,
    SyntaxKind::RightParen,
    SyntaxKind::RightSquare,
    SyntaxKind::NewLine,
];

impl Parser<'_> {
    /// The type of a declaration.
    pub(super) fn declared_type(&mut self, output: bool) -> Parse {
        if !self.is_word("resource") || self.ahead(1).kind == SyntaxKind::Less {
            return self.type_expression();
        }
        let start = self.start();
        self.bump();
        if !output || self.is_string() {
            self.recover(false, &[SyntaxKind::Assignment, SyntaxKind::NewLine], |parser| {
                parser.expect_string("BCP068", "a resource's type and version")
            });
        }
        self.finish(SyntaxKind::ResourceType, start);
        Ok(())
    }

    pub(super) fn type_expression(&mut self) -> Parse {
        self.deeper(Self::union)
    }

    fn is_union(&self) -> bool {
        self.is(SyntaxKind::Pipe)
            || self.is(SyntaxKind::NewLine) && self.ahead(1).kind == SyntaxKind::Pipe
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
            if self.is(SyntaxKind::NewLine) {
                self.missing("BCP286", "expected a type here");
            } else {
                self.recover(false, &[], Self::unary_type);
            }
        }
        if union {
            self.finish(SyntaxKind::UnionType, start);
        }
        Ok(())
    }

    fn unary_type(&mut self) -> Parse {
        let start = self.start();
        if matches!(self.kind(), SyntaxKind::Exclamation | SyntaxKind::Minus) {
            self.bump();
            self.recover(false, &OPERAND_ENDS, Self::member_type);
            self.finish(SyntaxKind::TypeUnary, start);
        } else {
            self.member_type()?;
        }
        // More than one of these says nothing more.
        for _ in 0..super::DEEPEST {
            if self.eat(SyntaxKind::Question) {
                self.finish(SyntaxKind::NullableType, start);
            } else if self.eat(SyntaxKind::Exclamation) {
                self.finish(SyntaxKind::NonNullableType, start);
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
        while matches!(self.kind(), SyntaxKind::LeftSquare | SyntaxKind::Dot) {
            if self.depth >= super::DEEPEST {
                return self.unexpected("BCP000", "this is nested too deeply to be read");
            }
            self.depth += 1;
            let kind =
                if self.eat(SyntaxKind::LeftSquare) { self.bracketed()? } else { self.dotted() };
            self.finish(kind, start);
        }
        self.depth = depth;
        Ok(())
    }

    fn bracketed(&mut self) -> Result<SyntaxKind, super::Unexpected> {
        let kind = if self.is(SyntaxKind::RightSquare) {
            SyntaxKind::ArrayType
        } else if self.eat(SyntaxKind::Asterisk) {
            SyntaxKind::TypeItems
        } else {
            self.simple_expression()?;
            SyntaxKind::TypeIndex
        };
        self.expect(SyntaxKind::RightSquare, "]")?;
        Ok(kind)
    }

    fn dotted(&mut self) -> SyntaxKind {
        self.bump();
        if self.eat(SyntaxKind::Asterisk) {
            return SyntaxKind::TypeRestAccess;
        }
        self.member_name();
        if self.is(SyntaxKind::Less) {
            self.type_arguments();
            return SyntaxKind::TypeMemberInstance;
        }
        SyntaxKind::TypeMember
    }

    fn type_arguments(&mut self) {
        self.bump();
        self.arguments(SyntaxKind::Greater, |parser| {
            let start = parser.start();
            let ends = [SyntaxKind::NewLine, SyntaxKind::Comma, SyntaxKind::Greater];
            parser.recover(false, &ends, Self::type_expression);
            parser.finish(SyntaxKind::Argument, start);
        });
        if !self.eat(SyntaxKind::Greater) {
            self.missing("BCP018", "expected '>' here");
        }
    }

    fn primary_type(&mut self) -> Parse {
        let start = self.start();
        match self.kind() {
            SyntaxKind::Integer if self.text(self.peek()).parse::<u64>().is_err() => {
                return self.unexpected("BCP010", "the number doesn't fit 64 bits");
            }
            SyntaxKind::Integer
            | SyntaxKind::TrueKeyword
            | SyntaxKind::FalseKeyword
            | SyntaxKind::NullKeyword => {
                self.bump();
                self.finish(SyntaxKind::TypeLiteral, start);
            }
            SyntaxKind::StringComplete | SyntaxKind::StringLeft => {
                self.string();
                self.finish(SyntaxKind::TypeLiteral, start);
            }
            SyntaxKind::LeftBrace => {
                self.bump();
                self.elements(SyntaxKind::RightBrace, Self::type_property);
                self.expect(SyntaxKind::RightBrace, "}")?;
                self.finish(SyntaxKind::ObjectType, start);
            }
            SyntaxKind::LeftSquare => {
                self.bump();
                self.elements(SyntaxKind::RightSquare, |parser| {
                    let start = parser.start();
                    parser.recover(
                        false,
                        &[SyntaxKind::NewLine, SyntaxKind::RightSquare],
                        |parser| {
                            parser.decorators();
                            parser.type_expression()?;
                            parser.finish(SyntaxKind::TupleItem, start);
                            Ok(())
                        },
                    );
                });
                self.expect(SyntaxKind::RightSquare, "]")?;
                self.finish(SyntaxKind::TupleType, start);
            }
            SyntaxKind::LeftParen => {
                let count = self.list(false, Self::type_expression)?;
                if count != 1 {
                    let span = self.children[start].span();
                    self.error("BCP243", "parentheses must hold exactly one type", span);
                }
                self.finish(SyntaxKind::ParenthesizedType, start);
            }
            SyntaxKind::Identifier => {
                self.bump();
                if self.is(SyntaxKind::Less) {
                    self.type_arguments();
                    self.finish(SyntaxKind::TypeInstance, start);
                } else {
                    self.finish(SyntaxKind::TypeName, start);
                }
            }
            _ => return self.unexpected("BCP279", "expected a type here"),
        }
        Ok(())
    }

    fn type_property(&mut self) {
        const ENDS: [SyntaxKind; 3] =
            [SyntaxKind::Colon, SyntaxKind::NewLine, SyntaxKind::RightBrace];
        let start = self.start();
        self.decorators();
        let mut kind = SyntaxKind::TypeProperty;
        let rest = self.is(SyntaxKind::Asterisk);
        let key = self.recover(false, &ENDS, |parser| {
            if parser.is_string() {
                parser.string();
                return Ok(());
            }
            if parser.eat(SyntaxKind::Asterisk) {
                return Ok(());
            }
            parser.identifier("BCP022", "the name of a property, or '*'")
        });
        if rest {
            kind = SyntaxKind::TypeRest;
        }
        let colon = self
            .recover(key.is_quiet(), &ENDS[1..], |parser| parser.expect(SyntaxKind::Colon, ":"));
        self.recover(colon.is_quiet(), &ENDS[1..], Self::type_expression);
        self.finish(kind, start);
    }
}
