//! The statements of a `.bicep` file.

use super::expressions::{ANY, BODY};
use super::{FileKind, Parse, Parser, Read};
use crate::syntax::Kind;

impl Parser<'_> {
    pub(super) fn file(&mut self, kind: FileKind) {
        while !self.is_at_end() {
            let is_newline = self.is(Kind::NewLine);
            let read = self.recover(false, &[Kind::NewLine], |parser| match kind {
                _ if is_newline => {
                    parser.bump();
                    Ok(())
                }
                FileKind::Template => parser.statement(false),
                FileKind::Parameters => parser.parameters_statement(),
            });
            if read == Read::Fine && !is_newline && !self.is_at_end() {
                let ended = self.recover(false, &[Kind::NewLine], |parser| {
                    if parser.eat(Kind::NewLine) {
                        return Ok(());
                    }
                    parser.unexpected("BCP019", "expected a line break here")
                });
                if ended != Read::Fine {
                    self.eat(Kind::NewLine);
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
        let known = self.is(Kind::Identifier) && (!nested || word == "resource");
        let kind = match word.as_str() {
            "targetScope" if known => {
                self.bump();
                let ends = [Kind::NewLine];
                self.recover(false, &ends, |parser| parser.expect(Kind::Assignment, "="));
                self.recover(false, &ends, Self::any_expression);
                Kind::TargetScope
            }
            "metadata" if known => {
                self.assigned(Kind::Metadata, "BCP147", "the name of a piece of metadata")
            }
            "assert" if known => self.assigned(Kind::Assert, "BCP345", "the name of an assertion"),
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
            _ if decorated => Kind::MissingStatement,
            _ => {
                let message = "a statement begins with param, var, resource, module, output, type, func, metadata, targetScope, import, extension or assert";
                return self.unexpected("BCP007", message);
            }
        };
        if kind == Kind::MissingStatement {
            self.missing("BCP132", "a decorator needs a statement behind it");
        }
        self.finish(kind, start);
        Ok(())
    }

    /// Decorators with the line breaks behind them; whether there are any.
    pub(super) fn decorators(&mut self) -> bool {
        let found = self.is(Kind::At);
        while self.is(Kind::At) {
            let start = self.start();
            self.bump();
            self.recover(false, &[Kind::NewLine], |parser| parser.deeper(Self::decorator));
            self.finish(Kind::Decorator, start);
            if !self.is(Kind::NewLine) {
                self.recover(false, &[Kind::NewLine], |parser| {
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
        let mut kind = Kind::Name;
        if self.is(Kind::LeftParen) {
            self.call(ANY)?;
            kind = Kind::Call;
        }
        self.finish(kind, start);
        // Each step lies in the next one, and nobody writes more than one.
        for _ in 0..super::DEEPEST {
            if !self.eat(Kind::Dot) {
                break;
            }
            self.member_name();
            let mut kind = Kind::PropertyAccess;
            if self.is(Kind::LeftParen) {
                self.call(ANY)?;
                kind = Kind::MethodCall;
            }
            self.finish(kind, start);
        }
        Ok(())
    }

    /// `WORD name = value`.
    fn assigned(&mut self, kind: Kind, code: &'static str, what: &str) -> Kind {
        self.bump();
        let name = self.name(&[Kind::Assignment, Kind::NewLine], code, what);
        self.value(name);
        kind
    }

    /// `= value`, after something that was read or not.
    pub(super) fn value(&mut self, before: Read) {
        let ends = [Kind::NewLine];
        let sign =
            self.recover(before.is_quiet(), &ends, |parser| parser.expect(Kind::Assignment, "="));
        self.recover(sign.is_quiet(), &ends, Self::any_expression);
    }

    pub(super) fn variable(&mut self) -> Kind {
        self.bump();
        let ends = [Kind::Assignment, Kind::NewLine];
        let name =
            self.name(&[Kind::Identifier, Kind::NewLine], "BCP015", "the name of a variable");
        let mut before = name;
        if !matches!(self.kind(), Kind::EndOfFile | Kind::NewLine | Kind::Assignment) {
            before = self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(false));
        }
        self.value(before);
        Kind::Variable
    }

    pub(super) fn type_declaration(&mut self) -> Kind {
        self.bump();
        let ends = [Kind::Assignment, Kind::LeftBrace, Kind::NewLine];
        let name = self.name(&[Kind::Assignment, Kind::NewLine], "BCP262", "the name of a type");
        self.recover(name.is_quiet(), &[Kind::NewLine], |parser| {
            parser.expect(Kind::Assignment, "=")
        });
        self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(false));
        Kind::TypeDeclaration
    }

    fn parameter(&mut self) -> Kind {
        self.bump();
        let ends = [Kind::Assignment, Kind::LeftBrace, Kind::NewLine];
        let name =
            self.name(&[Kind::Identifier, Kind::NewLine], "BCP013", "the name of a parameter");
        let kind = self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(false));
        self.recover(kind.is_quiet(), &[Kind::NewLine], |parser| match parser.kind() {
            Kind::NewLine | Kind::EndOfFile => Ok(()),
            Kind::Assignment => {
                parser.bump();
                parser.recover(false, &[Kind::NewLine], Self::any_expression);
                Ok(())
            }
            _ => parser
                .unexpected("BCP008", "expected '=' with a default value, or a line break here"),
        });
        Kind::Parameter
    }

    fn output(&mut self) -> Kind {
        self.bump();
        let ends = [Kind::Assignment, Kind::NewLine];
        let name = self.name(&[Kind::Identifier, Kind::NewLine], "BCP016", "the name of an output");
        let kind = self.recover(name.is_quiet(), &ends, |parser| parser.declared_type(true));
        self.value(kind);
        Kind::Output
    }

    fn function(&mut self) -> Kind {
        self.bump();
        let name =
            self.name(&[Kind::Assignment, Kind::NewLine], "BCP015", "the name of a function");
        self.recover(name.is_quiet(), &[Kind::NewLine], Self::typed_lambda);
        Kind::Function
    }

    fn typed_lambda(&mut self) -> Parse {
        const ENDS: [Kind; 2] = [Kind::NewLine, Kind::RightParen];
        let start = self.start();
        self.list(true, |parser| {
            let start = parser.start();
            parser.member_name();
            let ends = [Kind::NewLine, Kind::Comma, Kind::RightParen];
            parser.recover(false, &ends, |parser| parser.declared_type(false));
            parser.finish(Kind::TypedVariable, start);
            Ok(())
        })?;
        self.finish(Kind::VariableBlock, start);
        self.recover(false, &ENDS, |parser| parser.declared_type(false));
        if self.is(Kind::Arrow) {
            self.lambda_body();
        } else {
            self.recover(false, &ENDS, |parser| parser.expect(Kind::Arrow, "=>"));
            self.recover(false, &ENDS, Self::any_expression);
        }
        self.finish(Kind::TypedLambda, start);
        Ok(())
    }

    /// The name and the quoted text of a resource, module or test.
    fn titled(&mut self, name: (&'static str, &str), text: (&'static str, &str)) -> Read {
        let ends = [Kind::StringComplete, Kind::StringLeft, Kind::NewLine];
        let name = self.name(&ends, name.0, name.1);
        let ends = [Kind::Assignment, Kind::NewLine];
        self.recover(name.is_quiet(), &ends, |parser| parser.expect_string(text.0, text.1))
    }

    fn resource(&mut self) -> Kind {
        self.bump();
        let title = self.titled(
            ("BCP017", "the symbolic name of a resource"),
            ("BCP068", "a resource's type and version, such as 'Microsoft.Network/virtualNetworks@2024-05-01',"),
        );
        if self.is_word("existing") {
            self.bump();
        }
        self.body(title);
        Kind::Resource
    }

    fn module(&mut self) -> Kind {
        self.bump();
        let title = self.titled(
            ("BCP096", "the symbolic name of a module"),
            ("BCP097", "a module's path, such as './network.bicep',"),
        );
        self.body(title);
        Kind::Module
    }

    fn test(&mut self) -> Kind {
        self.bump();
        let title = self.titled(("BCP346", "the name of a test"), ("BCP347", "a test's path"));
        let ends = [Kind::LeftBrace, Kind::NewLine];
        let sign =
            self.recover(title.is_quiet(), &ends, |parser| parser.expect(Kind::Assignment, "="));
        self.recover(sign.is_quiet(), &[Kind::NewLine], |parser| parser.object(ANY));
        Kind::Test
    }

    /// `= { … }`, `= if (…) { … }` or `= [for …]`.
    fn body(&mut self, before: Read) {
        let ends = [Kind::LeftBrace, Kind::NewLine];
        let sign =
            self.recover(before.is_quiet(), &ends, |parser| parser.expect(Kind::Assignment, "="));
        let next = self.past_newlines(0);
        if sign == Read::Fine && next.kind == Kind::Identifier && self.text(next) == "if" {
            self.newlines();
        }
        self.recover(sign.is_quiet(), &[Kind::NewLine], |parser| match parser.kind() {
            Kind::Identifier if parser.is_word("if") => parser.condition(BODY),
            Kind::LeftBrace => parser.object(BODY),
            Kind::LeftSquare => parser.for_loop(BODY, true),
            _ => parser.unexpected("BCP118", "expected '{', '[' or 'if' here"),
        });
    }
}
