//! What a file takes from others: imports and extensions.

use super::expressions::ANY;
use super::{Parse, Parser};
use crate::syntax::SyntaxKind;

impl Parser<'_> {
    /// `import { a, b as c } from 'file'` or `import * as name from 'file'`, behind its first word.
    pub(super) fn import(&mut self) -> SyntaxKind {
        let message = "expected '{' with the names to import, or '* as' and a name here";
        match self.kind() {
            SyntaxKind::EndOfFile | SyntaxKind::NewLine | SyntaxKind::Identifier => {
                self.missing("BCP358", message);
            }
            SyntaxKind::LeftBrace => {
                self.recover(false, &[SyntaxKind::NewLine], Self::symbols);
            }
            SyntaxKind::Asterisk => {
                self.recover(false, &[SyntaxKind::NewLine], Self::wildcard);
            }
            _ => {
                let start = self.start();
                let span = self.peek().span;
                self.error("BCP358", message, span);
                self.bump();
                self.finish(SyntaxKind::Skipped, start);
            }
        }
        self.recover(false, &[SyntaxKind::NewLine], |parser| {
            let start = parser.start();
            parser.expect_word("from")?;
            parser.recover(false, &[SyntaxKind::NewLine], |parser| {
                parser.expect_string("BCP097", "the path of a file")
            });
            parser.finish(SyntaxKind::FromClause, start);
            Ok(())
        });
        SyntaxKind::Import
    }

    fn wildcard(&mut self) -> Parse {
        let start = self.start();
        self.bump();
        self.as_clause(&[SyntaxKind::NewLine])?;
        self.finish(SyntaxKind::Wildcard, start);
        Ok(())
    }

    fn as_clause(&mut self, ends: &[SyntaxKind]) -> Parse {
        let start = self.start();
        self.expect_word("as")?;
        self.name(ends, "BCP202", "a name");
        self.finish(SyntaxKind::AsClause, start);
        Ok(())
    }

    fn symbols(&mut self) -> Parse {
        let start = self.start();
        self.bump();
        self.elements(SyntaxKind::RightBrace, |parser| {
            let start = parser.start();
            let span = parser.peek().span;
            let quoted = parser.is(SyntaxKind::StringComplete);
            match parser.kind() {
                SyntaxKind::Identifier => parser.bump(),
                SyntaxKind::StringComplete => parser.string(),
                _ => {
                    parser.error("BCP359", "expected the name of something exported here", span);
                    parser.bump();
                }
            }
            if parser.is_word("as") {
                // A missing name is said by the clause itself.
                parser.recover(false, &[SyntaxKind::Comma, SyntaxKind::NewLine], |parser| {
                    parser.as_clause(&[SyntaxKind::Comma, SyntaxKind::NewLine])
                });
            } else if quoted {
                parser.error("BCP330", "a name in quotes needs 'as' and a plain name", span);
            }
            parser.finish(SyntaxKind::SymbolItem, start);
        });
        self.expect(SyntaxKind::RightBrace, "}")?;
        self.finish(SyntaxKind::SymbolList, start);
        Ok(())
    }

    /// `'name@version' with { … } as alias`, behind the first word.
    pub(super) fn extension(&mut self) -> SyntaxKind {
        let ends = [SyntaxKind::NewLine];
        if !self.eat(SyntaxKind::Identifier) {
            self.recover(false, &ends, |parser| {
                parser.expect_string("BCP201", "an extension's name")
            });
        }
        let is_end =
            |parser: &Self| matches!(parser.kind(), SyntaxKind::EndOfFile | SyntaxKind::NewLine);
        if !is_end(self) && !self.is_word("as") {
            self.recover(false, &ends, |parser| parser.with_clause("'with', 'as' or a line break"));
        }
        if !is_end(self) {
            self.recover(false, &ends, |parser| parser.as_clause(&[SyntaxKind::NewLine]));
        }
        SyntaxKind::Extension
    }

    pub(super) fn with_clause(&mut self, what: &str) -> Parse {
        if !self.is_word("with") {
            return self.unexpected("BCP305", format!("expected {what} here"));
        }
        let start = self.start();
        self.bump();
        self.recover(false, &[SyntaxKind::NewLine], |parser| parser.object(ANY));
        self.finish(SyntaxKind::WithClause, start);
        Ok(())
    }
}
