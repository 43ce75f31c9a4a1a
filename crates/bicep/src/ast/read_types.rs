//! From the tree to what it says: types.

use super::read::{Reader, after};
use super::{ExprKind, Literal, Name, Type, TypeKind, TypeProperty};
use crate::syntax::{Kind, SyntaxNode, TextSpan};

impl Kind {
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

pub(super) fn no_type(around: TextSpan) -> Type {
    Type { kind: TypeKind::Missing, span: TextSpan::new(around.end, around.end) }
}

impl Reader<'_> {
    pub(super) fn kind(&self, node: &SyntaxNode) -> Type {
        Type { kind: self.type_kind(node), span: node.span }
    }

    fn first(&self, node: &SyntaxNode) -> Type {
        let inner = node.nodes().find(|child| child.kind.is_type());
        inner.map_or_else(|| no_type(node.span), |inner| self.kind(inner))
    }

    fn type_kind(&self, node: &SyntaxNode) -> TypeKind {
        let name = || {
            let words = node.tokens().filter(|token| token.kind == Kind::Identifier);
            self.name_of(words.last(), node.span)
        };
        let types =
            || node.nodes().filter(|child| child.kind.is_type()).map(|child| self.kind(child));
        let arguments = || {
            let arguments = node.nodes().filter(|child| child.kind == Kind::Argument);
            arguments.map(|argument| self.first(argument)).collect()
        };
        let first = || Box::new(self.first(node));
        match node.kind {
            Kind::TypeName => TypeKind::Name(name().text),
            Kind::TypeInstance => TypeKind::Instance(name(), arguments()),
            Kind::TypeMemberInstance => TypeKind::MemberInstance(first(), name(), arguments()),
            Kind::TypeLiteral => self.type_literal(node),
            Kind::TypeUnary => match (self.first(node).kind, node.token(Kind::Minus)) {
                (TypeKind::Literal(Literal::Int(number)), Some(_)) => {
                    TypeKind::Literal(Literal::Int(number.wrapping_neg()))
                }
                (TypeKind::Literal(Literal::Bool(truth)), None) => {
                    TypeKind::Literal(Literal::Bool(!truth))
                }
                _ => TypeKind::Missing,
            },
            Kind::ObjectType => {
                let properties = node.nodes().filter(|child| child.kind == Kind::TypeProperty);
                let rest = node.nodes().find(|child| child.kind == Kind::TypeRest);
                TypeKind::Object(
                    properties.map(|property| self.type_property(property)).collect(),
                    rest.map(|rest| Box::new(self.type_property(rest))),
                )
            }
            Kind::TupleType => {
                let items = node.nodes().filter(|child| child.kind == Kind::TupleItem);
                let item = |item: &SyntaxNode| TypeProperty {
                    decorators: self.decorators(item),
                    name: self.name_of(None, item.span),
                    kind: self.first(item),
                    span: item.span,
                };
                TypeKind::Tuple(items.map(item).collect())
            }
            Kind::UnionType => TypeKind::Union(types().collect()),
            Kind::ArrayType => TypeKind::Array(first()),
            Kind::TypeItems => TypeKind::Items(first()),
            Kind::TypeIndex => {
                let index = after(node, Kind::LeftSquare).next();
                TypeKind::Index(first(), Box::new(self.expr_or_missing(index, node.span)))
            }
            Kind::TypeMember => TypeKind::Member(first(), name()),
            Kind::TypeRestAccess => TypeKind::Rest(first()),
            Kind::NullableType => TypeKind::Nullable(first()),
            Kind::NonNullableType => TypeKind::NonNullable(first()),
            Kind::ParenthesizedType => self.first(node).kind,
            Kind::ResourceType => {
                let text = node.nodes().find(|child| child.kind == Kind::String);
                TypeKind::Resource(text.map(|text| Box::new(self.expr(text))))
            }
            _ => TypeKind::Missing,
        }
    }

    fn type_literal(&self, node: &SyntaxNode) -> TypeKind {
        let text = node.nodes().find(|child| child.kind == Kind::String);
        if let Some(text) = text {
            return match self.expr(text).kind {
                ExprKind::Text(text) => TypeKind::Literal(Literal::Text(text)),
                _ => TypeKind::Missing,
            };
        }
        let Some(token) = node.tokens().next() else { return TypeKind::Missing };
        TypeKind::Literal(match token.kind {
            Kind::TrueKeyword => Literal::Bool(true),
            Kind::FalseKeyword => Literal::Bool(false),
            Kind::NullKeyword => Literal::Null,
            // The smallest number has no positive counterpart: it is negated to itself.
            _ => match self.word(token).parse::<u64>() {
                Ok(number) => Literal::Int(number.cast_signed()),
                Err(_) => return TypeKind::Missing,
            },
        })
    }

    fn type_property(&self, node: &SyntaxNode) -> TypeProperty {
        let word = node.token(Kind::Identifier).or_else(|| node.token(Kind::Asterisk));
        let name = if word.is_some() {
            self.name_of(word, node.span)
        } else {
            let quoted = node.nodes().find(|child| child.kind == Kind::String);
            match quoted.map(|quoted| (self.expr(quoted).kind, quoted.span)) {
                Some((ExprKind::Text(text), span)) => Name { text, span },
                _ => self.name_of(None, node.span),
            }
        };
        let kind = after(node, Kind::Colon).find(|child| child.kind.is_type());
        TypeProperty {
            decorators: self.decorators(node),
            name,
            kind: kind.map_or_else(|| no_type(node.span), |kind| self.kind(kind)),
            span: node.span,
        }
    }
}
