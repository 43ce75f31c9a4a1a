//! The statements of a `.bicep` file.

use super::expressions::{ANY, BODY};
use super::{FileKind, NodeOutcome, Parse, Parser};
use crate::syntax::SyntaxKind;

impl Parser<'_> {
    pub(super) fn file(&mut self, kind: FileKind) {
        while !self.is_at_end() {
            let is_newline = self.is(SyntaxKind::NewLine);
            let read = self.recover(false, &[SyntaxKind::NewLine], |parser| match kind {
                _ if is_newline => {
                    parser.bump();
                    Ok(())
                }
                FileKind::Template => parser.statement(false),
                FileKind::Parameters => parser.parameters_statement(),
            });
            if read == NodeOutcome::Fine && !is_newline && !self.is_at_end() {
                let ended = self.recover(false, &[SyntaxKind::NewLine], |parser| {
                    if parser.eat(SyntaxKind::NewLine) {
                        return Ok(());
                    }
                    parser.unexpected("BCP019", "expected a line break here")
                });
                if ended != NodeOutcome::Fine {
                    self.eat(SyntaxKind::NewLine);
                }
            }
        }
        self.bump();
    }

    /// A resource within a resource's body.
    pub(super) fn nested_resource(&mut self) -> Parse {
        self.statement(true)
    }

    fn statement(&mut self, nested: bool) -> Parse {
        let start = self.start();
        let decorated = self.decorators();
        let word = self.text(self.peek()).to_owned();
        let known = self.is(SyntaxKind::Identifier) && (!nested || word == "resource");
        let kind = match word.as_str() {
            "targetScope" if known => {
                self.bump();
                let ends = [SyntaxKind::NewLine];
                self.recover(false, &ends, |parser| parser.expect(SyntaxKind::Assignment, "="));
                self.recover(false, &ends, Self::any_expression);
                SyntaxKind::TargetScope
            }
            "metadata" if known => {
                self.assigned(SyntaxKind::Metadata, "BCP147", "the name of a piece of metadata")
            }
            "assert" if known => {
                self.assigned(SyntaxKind::Assert, "BCP345", "the name of an assertion")
            }
            "type" if known => self.type_declaration(),
            "param" if known => self.parameter(),
            "var" if known => self.variable(),
            "func" if known => self.function(),
            "resource" if known => self.resource(),
            "output" if known => self.output(),
            "module" if known => self.module(),
            "test" if known => self.test(),
            "import" if known => {
                self.bump();
                if self.is_string() { self.extension() } else { self.import() }
            }
            "extension" | "provider" if known => {
                self.bump();
                self.extension()
            }
            _ if decorated => SyntaxKind::MissingStatement,
            _ => {
                let message = "a statement begins with param, var, resource, module, output, type, func, metadata, targetScope, import, extension or assert";
                return self.unexpected("BCP007", message);
            }
        };
        if kind == SyntaxKind::MissingStatement {
            self.missing("BCP132", "a decorator needs a statement behind it");
        }
        self.finish(kind, start);
        Ok(())
    }

    /// Decorators with the line breaks behind them; whether there are any.
    pub(super) fn decorators(&mut self) -> bool {
        let found = self.is(SyntaxKind::At);
        while self.is(SyntaxKind::At) {
            let start = self.start();
            self.bump();
            self.recover(false, &[SyntaxKind::NewLine], |parser| parser.deeper(Self::decorator));
            self.finish(SyntaxKind::Decorator, start);
            if !self.is(SyntaxKind::NewLine) {
                self.recover(false, &[SyntaxKind::NewLine], |parser| {
                    parser.unexpected("BCP019", "expected a line break here")
                });
            }
            self.newlines();
        }
        found
    }

    fn decorator(&mut self) -> Parse {
        let start = self.start();
        self.identifier("BCP123", "the name of a decorator")?;
        let mut kind = SyntaxKind::Name;
        if self.is(SyntaxKind::LeftParen) {
            self.call(ANY)?;
            kind = SyntaxKind::Call;
        }
        self.finish(kind, start);
        // Each step lies in the next one, and nobody writes more than one.
        for _ in 0..super::DEEPEST {
            if !self.eat(SyntaxKind::Dot) {
                break;
            }
            self.member_name();
            let mut kind = SyntaxKind::PropertyAccess;
            if self.is(SyntaxKind::LeftParen) {
                self.call(ANY)?;
                kind = SyntaxKind::MethodCall;
            }
            self.finish(kind, start);
        }
        Ok(())
    }

    /// `WORD name = value`.
    fn assigned(&mut self, kind: SyntaxKind, code: &'static str, what: &str) -> SyntaxKind {
        self.bump();
        let name = self.name(&[SyntaxKind::Assignment, SyntaxKind::NewLine], code, what);
        self.value(name);
        kind
    }

    /// `= value`, after something that was read or not.
    pub(super) fn value(&mut self, before: NodeOutcome) {
        let ends = [SyntaxKind::NewLine];
        let sign = self
            .recover(before.is_quiet(), &ends, |parser| parser.expect(SyntaxKind::Assignment, "="));
        self.recover(sign.is_quiet(), &ends, Self::any_expression);
    }

    pub(super) fn variable(&mut self) -> SyntaxKind {
        self.bump();
        let ends = [SyntaxKind::Assignment, SyntaxKind::NewLine];
        let name = self.name(
            &[SyntaxKind::Identifier, SyntaxKind::NewLine],
            "BCP015",
            "the name of a variable",
        );
        let mut before = name;
        if !matches!(
            self.kind(),
            SyntaxKind::EndOfFile | SyntaxKind::NewLine | SyntaxKind::Assignment
        ) {
            before = self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(false));
        }
        self.value(before);
        SyntaxKind::Variable
    }

    pub(super) fn type_declaration(&mut self) -> SyntaxKind {
        self.bump();
        let ends = [SyntaxKind::Assignment, SyntaxKind::LeftBrace, SyntaxKind::NewLine];
        let name = self.name(
            &[SyntaxKind::Assignment, SyntaxKind::NewLine],
            "BCP262",
            "the name of a type",
        );
        self.recover(name.is_quiet(), &[SyntaxKind::NewLine], |parser| {
            parser.expect(SyntaxKind::Assignment, "=")
        });
        self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(false));
        SyntaxKind::TypeDeclaration
    }

    fn parameter(&mut self) -> SyntaxKind {
        self.bump();
        let ends = [SyntaxKind::Assignment, SyntaxKind::LeftBrace, SyntaxKind::NewLine];
        let name = self.name(
            &[SyntaxKind::Identifier, SyntaxKind::NewLine],
            "BCP013",
            "the name of a parameter",
        );
        let kind = self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(false));
        self.recover(kind.is_quiet(), &[SyntaxKind::NewLine], |parser| match parser.kind() {
            SyntaxKind::NewLine | SyntaxKind::EndOfFile => Ok(()),
            SyntaxKind::Assignment => {
                parser.bump();
                parser.recover(false, &[SyntaxKind::NewLine], Self::any_expression);
                Ok(())
            }
            _ => parser
                .unexpected("BCP008", "expected '=' with a default value, or a line break here"),
        });
        SyntaxKind::Parameter
    }

    fn output(&mut self) -> SyntaxKind {
        self.bump();
        let ends = [SyntaxKind::Assignment, SyntaxKind::NewLine];
        let name = self.name(
            &[SyntaxKind::Identifier, SyntaxKind::NewLine],
            "BCP016",
            "the name of an output",
        );
        let kind = self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(true));
        self.value(kind);
        SyntaxKind::Output
    }

    fn function(&mut self) -> SyntaxKind {
        self.bump();
        let name = self.name(
            &[SyntaxKind::Assignment, SyntaxKind::NewLine],
            "BCP015",
            "the name of a function",
        );
        self.recover(name.is_quiet(), &[SyntaxKind::NewLine], Self::typed_lambda);
        SyntaxKind::Function
    }

    fn typed_lambda(&mut self) -> Parse {
        const ENDS: [SyntaxKind; 2] = [SyntaxKind::NewLine, SyntaxKind::RightParen];
        let start = self.start();
        self.list(true, |parser| {
            let start = parser.start();
            parser.member_name();
            let ends = [SyntaxKind::NewLine, SyntaxKind::Comma, SyntaxKind::RightParen];
            parser.recover(false, &ends, |parser| parser.declared_type(false));
            parser.finish(SyntaxKind::TypedVariable, start);
            Ok(())
        })?;
        self.finish(SyntaxKind::VariableBlock, start);
        self.recover(false, &ENDS, |parser| parser.declared_type(false));
        if self.is(SyntaxKind::Arrow) {
            self.lambda_body();
        } else {
            self.recover(false, &ENDS, |parser| parser.expect(SyntaxKind::Arrow, "=>"));
            self.recover(false, &ENDS, Self::any_expression);
        }
        self.finish(SyntaxKind::TypedLambda, start);
        Ok(())
    }

    /// The name and the quoted text of a resource, module or test.
    fn titled(&mut self, name: (&'static str, &str), text: (&'static str, &str)) -> NodeOutcome {
        let ends = [SyntaxKind::StringComplete, SyntaxKind::StringLeft, SyntaxKind::NewLine];
        let name = self.name(&ends, name.0, name.1);
        let ends = [SyntaxKind::Assignment, SyntaxKind::NewLine];
        self.recover(name.is_quiet(), &ends, |parser| parser.expect_string(text.0, text.1))
    }

    fn resource(&mut self) -> SyntaxKind {
        self.bump();
        let title = self.titled(
            ("BCP017", "the symbolic name of a resource"),
            ("BCP068", "a resource's type and version, such as 'Microsoft.Network/virtualNetworks@2024-05-01',"),
        );
        if self.is_word("existing") {
            self.bump();
        }
        self.body(title);
        SyntaxKind::Resource
    }

    fn module(&mut self) -> SyntaxKind {
        self.bump();
        let title = self.titled(
            ("BCP096", "the symbolic name of a module"),
            ("BCP097", "a module's path, such as './network.bicep',"),
        );
        self.body(title);
        SyntaxKind::Module
    }

    fn test(&mut self) -> SyntaxKind {
        self.bump();
        let title = self.titled(("BCP346", "the name of a test"), ("BCP347", "a test's path"));
        let ends = [SyntaxKind::LeftBrace, SyntaxKind::NewLine];
        let sign = self
            .recover(title.is_quiet(), &ends, |parser| parser.expect(SyntaxKind::Assignment, "="));
        self.recover(sign.is_quiet(), &[SyntaxKind::NewLine], |parser| parser.object(ANY));
        SyntaxKind::Test
    }

    /// `= { … }`, `= if (…) { … }` or `= [for …]`.
    fn body(&mut self, before: NodeOutcome) {
        let ends = [SyntaxKind::LeftBrace, SyntaxKind::NewLine];
        let sign = self
            .recover(before.is_quiet(), &ends, |parser| parser.expect(SyntaxKind::Assignment, "="));
        let next = self.past_newlines(0);
        if sign == NodeOutcome::Fine
            && next.kind == SyntaxKind::Identifier
            && self.text(next) == "if"
        {
            self.newlines();
        }
        self.recover(sign.is_quiet(), &[SyntaxKind::NewLine], |parser| match parser.kind() {
            SyntaxKind::Identifier if parser.is_word("if") => parser.condition(BODY),
            SyntaxKind::LeftBrace => parser.object(BODY),
            SyntaxKind::LeftSquare => parser.for_loop(BODY, true),
            _ => parser.unexpected("BCP118", "expected '{', '[' or 'if' here"),
        });
    }
}
