//! From the tree to what it says: types.

use super::reader::{Reader, after};
use super::{ExprKind, Literal, Name, Type, TypeKind, TypeProperty};
use crate::syntax::{SyntaxKind, SyntaxNode};

impl SyntaxKind {
    pub(super) fn is_type(self) -> bool {
        matches!(
            self,
            Self::TypeName
                | Self::TypeInstance
                | Self::TypeMemberInstance
                | Self::TypeLiteral
                | Self::TypeUnary
                | Self::ObjectType
                | Self::TupleType
                | Self::UnionType
                | Self::ArrayType
                | Self::TypeItems
                | Self::TypeIndex
                | Self::TypeMember
                | Self::TypeRestAccess
                | Self::NullableType
                | Self::NonNullableType
                | Self::ParenthesizedType
                | Self::ResourceType
        )
    }
}

impl Reader<'_> {
    pub(super) fn kind(&self, node: &SyntaxNode) -> Type {
        Type { kind: self.type_kind(node), span: node.span }
    }

    fn first(&self, node: &SyntaxNode) -> Type {
        let inner = node.nodes().find(|child| child.kind.is_type());
        inner.map_or_else(|| Type::missing(node.span), |inner| self.kind(inner))
    }

    fn type_kind(&self, node: &SyntaxNode) -> TypeKind {
        let name = || {
            let words = node.tokens().filter(|token| token.kind == SyntaxKind::Identifier);
            self.name_of(words.last(), node.span)
        };
        let types =
            || node.nodes().filter(|child| child.kind.is_type()).map(|child| self.kind(child));
        let arguments = || {
            let arguments = node.nodes().filter(|child| child.kind == SyntaxKind::Argument);
            arguments.map(|argument| self.first(argument)).collect()
        };
        let first = || Box::new(self.first(node));
        match node.kind {
            SyntaxKind::TypeName => TypeKind::Name(name().text),
            SyntaxKind::TypeInstance => TypeKind::Instance(name(), arguments()),
            SyntaxKind::TypeMemberInstance => {
                TypeKind::MemberInstance(first(), name(), arguments())
            }
            SyntaxKind::TypeLiteral => self.type_literal(node),
            SyntaxKind::TypeUnary => match (self.first(node).kind, node.token(SyntaxKind::Minus)) {
                (TypeKind::Literal(Literal::Int(number)), Some(_)) => {
                    TypeKind::Literal(Literal::Int(number.wrapping_neg()))
                }
                (TypeKind::Literal(Literal::Bool(truth)), None) => {
                    TypeKind::Literal(Literal::Bool(!truth))
                }
                _ => TypeKind::Missing,
            },
            SyntaxKind::ObjectType => {
                let properties =
                    node.nodes().filter(|child| child.kind == SyntaxKind::TypeProperty);
                let rest = node.nodes().find(|child| child.kind == SyntaxKind::TypeRest);
                TypeKind::Object(
                    properties.map(|property| self.type_property(property)).collect(),
                    rest.map(|rest| Box::new(self.type_property(rest))),
                )
            }
            SyntaxKind::TupleType => {
                let items = node.nodes().filter(|child| child.kind == SyntaxKind::TupleItem);
                let item = |item: &SyntaxNode| TypeProperty {
                    decorators: self.decorators(item),
                    name: self.name_of(None, item.span),
                    kind: self.first(item),
                    span: item.span,
                };
                TypeKind::Tuple(items.map(item).collect())
            }
            SyntaxKind::UnionType => TypeKind::Union(types().collect()),
            SyntaxKind::ArrayType => TypeKind::Array(first()),
            SyntaxKind::TypeItems => TypeKind::Items(first()),
            SyntaxKind::TypeIndex => {
                let index = after(node, SyntaxKind::LeftSquare).next();
                TypeKind::Index(first(), Box::new(self.expr_or_missing(index, node.span)))
            }
            SyntaxKind::TypeMember => TypeKind::Member(first(), name()),
            SyntaxKind::TypeRestAccess => TypeKind::Rest(first()),
            SyntaxKind::NullableType => TypeKind::Nullable(first()),
            SyntaxKind::NonNullableType => TypeKind::NonNullable(first()),
            SyntaxKind::ParenthesizedType => self.first(node).kind,
            SyntaxKind::ResourceType => {
                let text = node.nodes().find(|child| child.kind == SyntaxKind::String);
                TypeKind::Resource(text.map(|text| Box::new(self.expr(text))))
            }
            _ => TypeKind::Missing,
        }
    }

    fn type_literal(&self, node: &SyntaxNode) -> TypeKind {
        let text = node.nodes().find(|child| child.kind == SyntaxKind::String);
        if let Some(text) = text {
            return match self.expr(text).kind {
                ExprKind::Text(text) => TypeKind::Literal(Literal::Text(text)),
                _ => TypeKind::Missing,
            };
        }
        let Some(token) = node.tokens().next() else { return TypeKind::Missing };
        TypeKind::Literal(match token.kind {
            SyntaxKind::TrueKeyword => Literal::Bool(true),
            SyntaxKind::FalseKeyword => Literal::Bool(false),
            SyntaxKind::NullKeyword => Literal::Null,
            // The smallest number has no positive counterpart: it is negated to itself.
            _ => match self.word(token).parse::<u64>() {
                Ok(number) => Literal::Int(number.cast_signed()),
                Err(_) => return TypeKind::Missing,
            },
        })
    }

    fn type_property(&self, node: &SyntaxNode) -> TypeProperty {
        let word = node.token(SyntaxKind::Identifier).or_else(|| node.token(SyntaxKind::Asterisk));
        let name = if word.is_some() {
            self.name_of(word, node.span)
        } else {
            let quoted = node.nodes().find(|child| child.kind == SyntaxKind::String);
            match quoted.map(|quoted| (self.expr(quoted).kind, quoted.span)) {
                Some((ExprKind::Text(text), span)) => Name { text, span },
                _ => self.name_of(None, node.span),
            }
        };
        let kind = after(node, SyntaxKind::Colon).find(|child| child.kind.is_type());
        TypeProperty {
            decorators: self.decorators(node),
            name,
            kind: kind.map_or_else(|| Type::missing(node.span), |kind| self.kind(kind)),
            span: node.span,
        }
    }
}
