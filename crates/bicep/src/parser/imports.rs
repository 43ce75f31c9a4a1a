//! What a file takes from others: imports and extensions.

use super::expressions::ANY;
use super::{Parse, Parser};
use crate::syntax::Kind;

impl Parser<'_> {
    /// `import { a, b as c } from 'file'` or `import * as name from 'file'`, behind its first word.
    pub(super) fn import(&mut self) -> Kind {
        let message = "expected '{' with the names to import, or '* as' and a name here";
        match self.kind() {
            Kind::EndOfFile | Kind::NewLine | Kind::Identifier => self.missing("BCP358", message),
            Kind::LeftBrace => {
                self.recover(false, &[Kind::NewLine], Self::symbols);
            }
            Kind::Asterisk => {
                self.recover(false, &[Kind::NewLine], Self::wildcard);
            }
            _ => {
                let start = self.start();
                let span = self.peek().span;
                self.error("BCP358", message, span);
                self.bump();
                self.finish(Kind::Skipped, start);
            }
        }
        self.recover(false, &[Kind::NewLine], |parser| {
            let start = parser.start();
            parser.expect_word("from")?;
            parser.recover(false, &[Kind::NewLine], |parser| {
                parser.expect_string("BCP097", "the path of a file")
            });
            parser.finish(Kind::FromClause, start);
            Ok(())
        });
        Kind::Import
    }

    fn wildcard(&mut self) -> Parse {
        let start = self.start();
        self.bump();
        self.as_clause(&[Kind::NewLine])?;
        self.finish(Kind::Wildcard, start);
        Ok(())
    }

    fn as_clause(&mut self, ends: &[Kind]) -> Parse {
        let start = self.start();
        self.expect_word("as")?;
        self.name(ends, "BCP202", "a name");
        self.finish(Kind::AsClause, start);
        Ok(())
    }

    fn symbols(&mut self) -> Parse {
        let start = self.start();
        self.bump();
        self.elements(Kind::RightBrace, |parser| {
            let start = parser.start();
            let span = parser.peek().span;
            let quoted = parser.is(Kind::StringComplete);
            match parser.kind() {
                Kind::Identifier => parser.bump(),
                Kind::StringComplete => parser.string(),
                _ => {
                    parser.error("BCP359", "expected the name of something exported here", span);
                    parser.bump();
                }
            }
            if parser.is_word("as") {
                // A missing name is said by the clause itself.
                parser.recover(false, &[Kind::Comma, Kind::NewLine], |parser| {
                    parser.as_clause(&[Kind::Comma, Kind::NewLine])
                });
            } else if quoted {
                parser.error("BCP330", "a name in quotes needs 'as' and a plain name", span);
            }
            parser.finish(Kind::SymbolItem, start);
        });
        self.expect(Kind::RightBrace, "}")?;
        self.finish(Kind::SymbolList, start);
        Ok(())
    }

    /// `'name@version' with { … } as alias`, behind the first word.
    pub(super) fn extension(&mut self) -> Kind {
        let ends = [Kind::NewLine];
        if !self.eat(Kind::Identifier) {
            self.recover(false, &ends, |parser| {
                parser.expect_string("BCP201", "an extension's name")
            });
        }
        let is_end = |parser: &Self| matches!(parser.kind(), Kind::EndOfFile | Kind::NewLine);
        if !is_end(self) && !self.is_word("as") {
            self.recover(false, &ends, |parser| parser.with_clause("'with', 'as' or a line break"));
        }
        if !is_end(self) {
            self.recover(false, &ends, |parser| parser.as_clause(&[Kind::NewLine]));
        }
        Kind::Extension
    }

    pub(super) fn with_clause(&mut self, what: &str) -> Parse {
        if !self.is_word("with") {
            return self.unexpected("BCP305", format!("expected {what} here"));
        }
        let start = self.start();
        self.bump();
        self.recover(false, &[Kind::NewLine], |parser| parser.object(ANY));
        self.finish(Kind::WithClause, start);
        Ok(())
    }
}
