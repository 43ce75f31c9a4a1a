//! The statements of a `.bicepparam` file.

use super::{Parse, Parser};
use crate::syntax::SyntaxKind;

impl Parser<'_> {
    pub(super) fn parameters_statement(&mut self) -> Parse {
        let start = self.start();
        self.decorators();
        let word = self.text(self.peek()).to_owned();
        if !self.is(SyntaxKind::Identifier) {
            return self.unknown_statement();
        }
        let kind = match word.as_str() {
            "using" => {
                self.bump();
                self.used()?;
                SyntaxKind::Using
            }
            "extends" => {
                self.bump();
                self.recover(false, &[SyntaxKind::NewLine], |parser| {
                    parser.expect_string("BCP407", "the path of a parameters file")
                });
                SyntaxKind::Extends
            }
            "param" => {
                self.bump();
                let ends = [SyntaxKind::Identifier, SyntaxKind::NewLine];
                let name = self.name(&ends, "BCP013", "the name of a parameter");
                self.value(name);
                SyntaxKind::ParameterAssignment
            }
            "var" => self.variable(),
            "type" => self.type_declaration(),
            "import" => {
                self.bump();
                self.import()
            }
            "extensionConfig" => {
                self.bump();
                let ends = [SyntaxKind::Identifier, SyntaxKind::NewLine];
                self.name(&ends, "BCP202", "the name of an extension");
                self.recover(false, &[SyntaxKind::NewLine], |parser| parser.with_clause("'with'"));
                SyntaxKind::ExtensionConfig
            }
            "extension" => {
                self.bump();
                self.extension()
            }
            _ => return self.unknown_statement(),
        };
        self.finish(kind, start);
        Ok(())
    }

    fn unknown_statement(&self) -> Parse {
        let message = "a statement of a parameters file begins with using, extends, param, var, type or import";
        self.unexpected("BCP337", message)
    }

    fn used(&mut self) -> Parse {
        match self.kind() {
            SyntaxKind::Identifier => self.expect_word("none")?,
            SyntaxKind::StringComplete | SyntaxKind::StringLeft => self.string(),
            _ => self.missing("BCP258", "expected the path of a template, or 'none' here"),
        }
        if !matches!(self.kind(), SyntaxKind::EndOfFile | SyntaxKind::NewLine) {
            let what = "'with' or a line break";
            self.recover(false, &[SyntaxKind::NewLine], |parser| parser.with_clause(what));
        }
        Ok(())
    }
}
