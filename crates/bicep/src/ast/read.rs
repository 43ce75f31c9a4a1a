//! From the tree to what it says: statements and expressions.

use super::reader::{Reader, after};
use super::texts::pieces;
use super::{
    Assignment, Decorator, Entry, Expr, ExprKind, Extends, Extension, File, For, Function, Import,
    Imported, Item, Module, Name, Operator, Output, Parameter, PropertyKey, Resource, Statement,
    Type, TypeDeclaration, Using, Variable,
};
use crate::syntax::{Element, SyntaxKind, SyntaxNode, SyntaxTree, TextSpan, Token};

impl File {
    /// What the tree says.
    #[must_use]
    pub fn read(tree: &SyntaxTree) -> Self {
        let reader = Reader { text: tree.text() };
        Self { statements: tree.root().nodes().filter_map(|node| reader.statement(node)).collect() }
    }
}

impl Reader<'_> {
    pub(super) fn name_of(&self, token: Option<Token>, around: TextSpan) -> Name {
        match token {
            Some(token) => Name { text: self.word(token).into(), span: token.span },
            None => Name { text: "".into(), span: TextSpan::new(around.start, around.start) },
        }
    }

    /// The name of a statement: its second word.
    fn name(&self, node: &SyntaxNode) -> Name {
        let mut words = node.tokens().filter(|token| token.kind == SyntaxKind::Identifier);
        words.next();
        self.name_of(words.next(), node.span)
    }

    pub(super) fn decorators(&self, node: &SyntaxNode) -> Vec<Decorator> {
        let decorators = node.nodes().filter(|child| child.kind == SyntaxKind::Decorator);
        decorators.filter_map(|decorator| self.decorator(decorator)).collect()
    }

    fn decorator(&self, node: &SyntaxNode) -> Option<Decorator> {
        let (namespace, name, arguments) = match self.expr(node.nodes().next()?).kind {
            ExprKind::Name(text) => (None, Name { text, span: node.nodes().next()?.span }, None),
            ExprKind::Call(name, arguments) => (None, name, Some(arguments)),
            ExprKind::Method(base, name, arguments) => {
                let ExprKind::Name(text) = base.kind else { return None };
                (Some(Name { text, span: base.span }), name, Some(arguments))
            }
            ExprKind::Property { base, name, .. } => {
                let ExprKind::Name(text) = base.kind else { return None };
                (Some(Name { text, span: base.span }), name, None)
            }
            _ => return None,
        };
        Some(Decorator { namespace, name, arguments, span: node.span })
    }

    fn statement(&self, node: &SyntaxNode) -> Option<Statement> {
        let name = || self.name(node);
        let decorators = || self.decorators(node);
        let span = node.span;
        Some(match node.kind {
            SyntaxKind::TargetScope => Statement::TargetScope(Assignment {
                name: self.name_of(node.token(SyntaxKind::Identifier), span),
                ..self.assigned(node)
            }),
            SyntaxKind::Metadata => Statement::Metadata(self.assigned(node)),
            SyntaxKind::Assert => Statement::Assert(self.assigned(node)),
            SyntaxKind::ParameterAssignment => Statement::ParameterAssignment(self.assigned(node)),
            SyntaxKind::Parameter => Statement::Parameter(Parameter {
                decorators: decorators(),
                name: name(),
                kind: self.declared(node),
                default: node.token(SyntaxKind::Assignment).map(|_| self.value(node)),
                span,
            }),
            SyntaxKind::Variable => {
                let kind = self.declared(node);
                let has_kind = !matches!(kind.kind, super::TypeKind::Missing);
                Statement::Variable(Variable {
                    decorators: decorators(),
                    name: name(),
                    kind: has_kind.then_some(kind),
                    value: self.value(node),
                    span,
                })
            }
            SyntaxKind::TypeDeclaration => Statement::Type(TypeDeclaration {
                decorators: decorators(),
                name: name(),
                value: after(node, SyntaxKind::Assignment)
                    .next()
                    .map_or_else(|| Type::missing(span), |kind| self.kind(kind)),
                span,
            }),
            SyntaxKind::Function => Statement::Function(self.function(node)),
            SyntaxKind::Resource => Statement::Resource(self.resource(node)),
            SyntaxKind::Module => Statement::Module(self.module(node)),
            SyntaxKind::Test => Statement::Test(self.module(node)),
            SyntaxKind::Output => Statement::Output(Output {
                decorators: decorators(),
                name: name(),
                kind: self.declared(node),
                value: self.value(node),
                span,
            }),
            SyntaxKind::Import => Statement::Import(Import {
                decorators: decorators(),
                what: self.imported(node),
                path: self.inner(node, SyntaxKind::FromClause),
                span,
            }),
            SyntaxKind::Extension => Statement::Extension(self.extension(node)),
            SyntaxKind::ExtensionConfig => Statement::ExtensionConfig(self.extension(node)),
            SyntaxKind::Using => {
                let path = node.nodes().find(|child| child.kind == SyntaxKind::String);
                Statement::Using(Using { path: path.map(|path| self.expr(path)), span })
            }
            SyntaxKind::Extends => {
                let path = node.nodes().find(|child| child.kind == SyntaxKind::String);
                let path = path.map_or_else(|| missing(span), |path| self.expr(path));
                Statement::Extends(Extends { path, span })
            }
            _ => return None,
        })
    }

    fn assigned(&self, node: &SyntaxNode) -> Assignment {
        Assignment {
            decorators: self.decorators(node),
            name: self.name(node),
            value: self.value(node),
            span: node.span,
        }
    }

    /// What stands behind `=`.
    fn value(&self, node: &SyntaxNode) -> Expr {
        self.expr_or_missing(after(node, SyntaxKind::Assignment).next(), node.span)
    }

    /// The first string in a clause.
    fn inner(&self, node: &SyntaxNode, clause: SyntaxKind) -> Expr {
        let clause = node.nodes().find(|child| child.kind == clause);
        self.expr_or_missing(clause.and_then(|clause| clause.nodes().next()), node.span)
    }

    /// The type between a declaration's name and its `=`.
    fn declared(&self, node: &SyntaxNode) -> Type {
        let sign = node.children.iter().position(|child| child.kind() == SyntaxKind::Assignment);
        let before = &node.children[..sign.unwrap_or(node.children.len())];
        let mut found = before.iter().filter_map(|child| match child {
            Element::Node(node) if node.kind.is_type() => Some(node),
            _ => None,
        });
        found.next().map_or_else(|| Type::missing(node.span), |kind| self.kind(kind))
    }

    fn function(&self, node: &SyntaxNode) -> Function {
        let span = node.span;
        let lambda = node.nodes().find(|child| child.kind == SyntaxKind::TypedLambda);
        let block = lambda.and_then(|lambda| {
            lambda.nodes().find(|child| child.kind == SyntaxKind::VariableBlock)
        });
        let variables = block
            .into_iter()
            .flat_map(SyntaxNode::nodes)
            .filter(|child| child.kind == SyntaxKind::TypedVariable);
        let parameter = |variable: &SyntaxNode| {
            let kind = variable.nodes().find(|child| child.kind.is_type());
            let kind = kind.map_or_else(|| Type::missing(variable.span), |kind| self.kind(kind));
            (self.name_of(variable.token(SyntaxKind::Identifier), variable.span), kind)
        };
        let result = lambda.and_then(|lambda| lambda.nodes().find(|child| child.kind.is_type()));
        Function {
            decorators: self.decorators(node),
            name: self.name(node),
            parameters: variables.map(parameter).collect(),
            result: result.map_or_else(|| Type::missing(span), |kind| self.kind(kind)),
            body: self.expr_or_missing(
                lambda.and_then(|lambda| after(lambda, SyntaxKind::Arrow).next()),
                span,
            ),
            span,
        }
    }

    fn titled(&self, node: &SyntaxNode) -> Expr {
        let title = node.nodes().find(|child| child.kind == SyntaxKind::String);
        self.expr_or_missing(title, node.span)
    }

    fn resource(&self, node: &SyntaxNode) -> Resource {
        let mut words = node.tokens().filter(|token| token.kind == SyntaxKind::Identifier);
        let existing = words.nth(2).is_some_and(|word| self.word(word) == "existing");
        Resource {
            decorators: self.decorators(node),
            name: self.name(node),
            kind: self.titled(node),
            existing,
            value: self.value(node),
            span: node.span,
        }
    }

    fn module(&self, node: &SyntaxNode) -> Module {
        Module {
            decorators: self.decorators(node),
            name: self.name(node),
            path: self.titled(node),
            value: self.value(node),
            span: node.span,
        }
    }

    fn imported(&self, node: &SyntaxNode) -> Imported {
        let alias = |item: &SyntaxNode| {
            let clause = item.nodes().find(|child| child.kind == SyntaxKind::AsClause)?;
            let mut words = clause.tokens().filter(|token| token.kind == SyntaxKind::Identifier);
            Some(self.name_of(words.nth(1), clause.span))
        };
        for child in node.nodes() {
            match child.kind {
                SyntaxKind::Wildcard => {
                    return alias(child).map_or(Imported::Missing, Imported::All);
                }
                SyntaxKind::SymbolList => {
                    let items = child.nodes().filter(|item| item.kind == SyntaxKind::SymbolItem);
                    let symbol = |item: &SyntaxNode| {
                        let quoted = item.nodes().find(|part| part.kind == SyntaxKind::String);
                        let original = match quoted {
                            Some(quoted) => Name {
                                text: pieces(quoted, self.text)
                                    .into_iter()
                                    .next()
                                    .unwrap_or_default(),
                                span: quoted.span,
                            },
                            None => self.name_of(item.token(SyntaxKind::Identifier), item.span),
                        };
                        let name = alias(item).unwrap_or_else(|| original.clone());
                        (original, name)
                    };
                    return Imported::Symbols(items.map(symbol).collect());
                }
                _ => {}
            }
        }
        Imported::Missing
    }

    fn extension(&self, node: &SyntaxNode) -> Extension {
        let quoted = node.nodes().find(|child| child.kind == SyntaxKind::String);
        let name = match quoted {
            Some(quoted) => Name {
                text: pieces(quoted, self.text).into_iter().next().unwrap_or_default(),
                span: quoted.span,
            },
            None => self.name(node),
        };
        let clause = |kind| node.nodes().find(move |child: &&SyntaxNode| child.kind == kind);
        let config = clause(SyntaxKind::WithClause).and_then(|with| with.nodes().next());
        let alias = clause(SyntaxKind::AsClause).map(|clause| {
            let mut words = clause.tokens().filter(|token| token.kind == SyntaxKind::Identifier);
            self.name_of(words.nth(1), clause.span)
        });
        Extension {
            decorators: self.decorators(node),
            name,
            config: config.map(|config| self.expr(config)),
            alias,
            span: node.span,
        }
    }

    pub(super) fn expr_or_missing(&self, node: Option<&SyntaxNode>, around: TextSpan) -> Expr {
        node.map_or_else(|| missing(around), |node| self.expr(node))
    }

    pub(super) fn expr(&self, node: &SyntaxNode) -> Expr {
        Expr { kind: self.expr_kind(node), span: node.span }
    }

    fn expr_kind(&self, node: &SyntaxNode) -> ExprKind {
        let mut nodes = node.nodes();
        let around = node.span;
        let mut next = || Box::new(self.expr_or_missing(nodes.next(), around));
        match node.kind {
            SyntaxKind::Literal => {
                node.tokens().next().map_or(ExprKind::Missing, |token| self.literal(token))
            }
            SyntaxKind::String => self.string(node),
            SyntaxKind::Object => {
                ExprKind::Object(node.nodes().filter_map(|child| self.entry(child)).collect())
            }
            SyntaxKind::Array => {
                ExprKind::Array(node.nodes().filter_map(|child| self.item(child)).collect())
            }
            SyntaxKind::For => self.for_loop(node),
            SyntaxKind::If => {
                let condition = next();
                ExprKind::If(condition, next())
            }
            SyntaxKind::Ternary => {
                let (condition, then) = (next(), next());
                ExprKind::Ternary(condition, then, next())
            }
            SyntaxKind::Binary => {
                let operator = node.tokens().find_map(|token| operator(token.kind));
                let left = next();
                match operator {
                    Some(operator) => ExprKind::Binary(operator, left, next()),
                    None => ExprKind::Missing,
                }
            }
            SyntaxKind::Unary if node.token(SyntaxKind::Minus).is_some() => ExprKind::Minus(next()),
            SyntaxKind::Unary => ExprKind::Not(next()),
            SyntaxKind::Call => ExprKind::Call(
                self.name_of(node.token(SyntaxKind::Identifier), around),
                self.arguments(node),
            ),
            SyntaxKind::MethodCall => {
                let base = next();
                ExprKind::Method(base, self.member(node), self.arguments(node))
            }
            SyntaxKind::Index => {
                let base = next();
                ExprKind::Index {
                    base,
                    index: next(),
                    safe: node.token(SyntaxKind::Question).is_some(),
                    from_end: node.token(SyntaxKind::Hat).is_some(),
                }
            }
            SyntaxKind::PropertyAccess => {
                let base = next();
                let safe = node.token(SyntaxKind::Question).is_some();
                ExprKind::Property { base, name: self.member(node), safe }
            }
            SyntaxKind::ResourceAccess => {
                let base = next();
                ExprKind::Nested(base, self.member(node))
            }
            SyntaxKind::NonNull => ExprKind::NonNull(next()),
            SyntaxKind::Name => node
                .token(SyntaxKind::Identifier)
                .map_or(ExprKind::Missing, |token| ExprKind::Name(self.word(token).into())),
            SyntaxKind::Parenthesized => ExprKind::Parenthesized(next()),
            SyntaxKind::Lambda => self.lambda(node),
            SyntaxKind::Argument => self.expr_or_missing(node.nodes().next(), around).kind,
            _ => ExprKind::Missing,
        }
    }

    fn literal(&self, token: Token) -> ExprKind {
        match token.kind {
            SyntaxKind::TrueKeyword => ExprKind::Bool(true),
            SyntaxKind::FalseKeyword => ExprKind::Bool(false),
            SyntaxKind::NullKeyword => ExprKind::Null,
            _ => self.word(token).parse().map_or(ExprKind::Missing, ExprKind::Int),
        }
    }

    fn string(&self, node: &SyntaxNode) -> ExprKind {
        let mut pieces = pieces(node, self.text);
        let holes: Vec<Expr> = node.nodes().map(|hole| self.expr(hole)).collect();
        if holes.is_empty() {
            return ExprKind::Text(pieces.into_iter().next().unwrap_or_default());
        }
        // A string that isn't closed lacks what is behind its last hole.
        pieces.resize(holes.len() + 1, "".into());
        ExprKind::Format(pieces, holes)
    }

    fn member(&self, node: &SyntaxNode) -> Name {
        self.name_of(
            node.token(SyntaxKind::Identifier),
            TextSpan::new(node.span.end, node.span.end),
        )
    }

    fn arguments(&self, node: &SyntaxNode) -> Vec<Expr> {
        let arguments = node.nodes().filter(|child| child.kind == SyntaxKind::Argument);
        arguments
            .map(|argument| self.expr_or_missing(argument.nodes().next(), argument.span))
            .collect()
    }

    fn entry(&self, node: &SyntaxNode) -> Option<Entry> {
        Some(match node.kind {
            SyntaxKind::Spread => {
                Entry::Spread(self.expr_or_missing(node.nodes().next(), node.span))
            }
            SyntaxKind::Resource => Entry::Resource(Box::new(self.resource(node))),
            SyntaxKind::Property => {
                let key = if let Some(token) = node.token(SyntaxKind::Identifier) {
                    PropertyKey::Name(self.name_of(Some(token), node.span))
                } else {
                    let quoted = node.nodes().find(|child| child.kind == SyntaxKind::String)?;
                    match self.expr(quoted) {
                        Expr { kind: ExprKind::Text(text), span } => {
                            PropertyKey::Name(Name { text, span })
                        }
                        other => PropertyKey::Format(other),
                    }
                };
                Entry::Property(
                    key,
                    self.expr_or_missing(after(node, SyntaxKind::Colon).next(), node.span),
                )
            }
            _ => return None,
        })
    }

    fn item(&self, node: &SyntaxNode) -> Option<Item> {
        let inner = || self.expr_or_missing(node.nodes().next(), node.span);
        match node.kind {
            SyntaxKind::Item => Some(Item::Value(inner())),
            SyntaxKind::Spread => Some(Item::Spread(inner())),
            _ => None,
        }
    }

    fn names(&self, block: &SyntaxNode) -> Vec<Name> {
        let names = block.nodes().filter(|child| child.kind == SyntaxKind::Name);
        names.map(|name| self.name_of(name.token(SyntaxKind::Identifier), name.span)).collect()
    }

    fn for_loop(&self, node: &SyntaxNode) -> ExprKind {
        let block = node.nodes().next().filter(|child| child.kind == SyntaxKind::VariableBlock);
        let mut words = node.tokens().filter(|token| token.kind == SyntaxKind::Identifier);
        let (item, index) = if let Some(block) = block {
            let mut names = self.names(block).into_iter();
            (names.next().unwrap_or_else(|| self.name_of(None, block.span)), names.next())
        } else {
            words.next();
            (self.name_of(words.next(), node.span), None)
        };
        let source = node.nodes().nth(usize::from(block.is_some()));
        ExprKind::For(Box::new(For {
            item,
            index,
            source: self.expr_or_missing(source, node.span),
            body: self.expr_or_missing(after(node, SyntaxKind::Colon).next(), node.span),
        }))
    }

    fn lambda(&self, node: &SyntaxNode) -> ExprKind {
        let block = node.nodes().next().filter(|child| child.kind == SyntaxKind::VariableBlock);
        let names = match block {
            Some(block) => self.names(block),
            None => vec![self.name_of(node.token(SyntaxKind::Identifier), node.span)],
        };
        let body = self.expr_or_missing(after(node, SyntaxKind::Arrow).next(), node.span);
        ExprKind::Lambda(names, Box::new(body))
    }
}

fn missing(around: TextSpan) -> Expr {
    Expr { kind: ExprKind::Missing, span: TextSpan::new(around.end, around.end) }
}

fn operator(kind: SyntaxKind) -> Option<Operator> {
    Some(match kind {
        SyntaxKind::Asterisk => Operator::Multiply,
        SyntaxKind::Slash => Operator::Divide,
        SyntaxKind::Modulo => Operator::Modulo,
        SyntaxKind::Plus => Operator::Add,
        SyntaxKind::Minus => Operator::Subtract,
        SyntaxKind::Less => Operator::Less,
        SyntaxKind::LessOrEqual => Operator::LessOrEqual,
        SyntaxKind::Greater => Operator::Greater,
        SyntaxKind::GreaterOrEqual => Operator::GreaterOrEqual,
        SyntaxKind::Equals => Operator::Equals,
        SyntaxKind::NotEquals => Operator::NotEquals,
        SyntaxKind::EqualsInsensitive => Operator::EqualsInsensitive,
        SyntaxKind::NotEqualsInsensitive => Operator::NotEqualsInsensitive,
        SyntaxKind::And => Operator::And,
        SyntaxKind::Or => Operator::Or,
        SyntaxKind::DoubleQuestion => Operator::Coalesce,
        _ => return None,
    })
}
