//! What a configuration file says: bodies, blocks, attributes and expressions, each with its place.

use std::sync::Arc;

use traced_values::Span;

use crate::value::Number;

/// The content of a file or a block.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The attributes, in their order.
    pub attributes: Vec<Attribute>,
    /// The blocks, in their order.
    pub blocks: Vec<Block>,
}

/// `name = expression`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name.
    pub name: Arc<str>,
    /// Where the name is written.
    pub name_span: Span,
    /// The value.
    pub value: Arc<Expression>,
}

/// `kind "label" { … }`.
#[derive(Clone, Debug)]
pub struct Block {
    /// Which kind of block.
    pub kind: Arc<str>,
    /// Its labels.
    pub labels: Vec<Arc<str>>,
    /// Where its head is written.
    pub head: Span,
    /// All of it.
    pub span: Span,
    /// Its content.
    pub body: Body,
}

/// An expression and its place.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it is written.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string without interpolation.
    Text(Arc<str>),
    /// A string with interpolations or directives.
    Template(Vec<TemplatePart>),
    /// `[a, b]`.
    Tuple(Vec<Expression>),
    /// `{ name = value }`.
    Object(Vec<(ObjectKey, Expression)>),
    /// `(inner)`.
    Parenthesis(Box<Expression>),
    /// A name: the root of a reference, or a name of a `for`.
    Name(Arc<str>),
    /// `condition ? yes : no`.
    Conditional(Box<[Expression; 3]>),
    /// A call.
    Call(Call),
    /// `head.name[index][*].*`.
    Traversal(Box<Expression>, Vec<TraversalStep>),
    /// `!a`.
    Not(Box<Expression>),
    /// `-a`.
    Negative(Box<Expression>),
    /// `a + b`.
    Operation(Operator, Box<[Expression; 2]>),
    /// `[for …]` or `{for …}`.
    For(Box<For>),
    /// What the reader refused; its problem is told already.
    Broken,
}

/// The key of an object's item.
#[derive(Clone, Debug)]
pub enum ObjectKey {
    /// A name or a string without interpolation, taken as it is.
    Name(Arc<str>, Span),
    /// Anything else.
    Expression(Expression),
}

/// A call of a function.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name, with its namespace: `provider::azurerm::normalise_resource_id`.
    pub name: Arc<str>,
    /// Where the name is written.
    pub name_span: Span,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// Whether the last one is followed by `...`.
    pub expanded: bool,
}

/// One step of a traversal.
#[derive(Clone, Debug)]
pub struct TraversalStep {
    /// Which step.
    pub step: StepKind,
    /// Where it is written.
    pub span: Span,
}

/// Which step of a traversal.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// `.name`.
    Name(Arc<str>),
    /// `.0`, the old form of `[0]`.
    Index(u64),
    /// `[expression]`.
    Key(Expression),
    /// `.*`: applies to the names that follow.
    AttributeSplat,
    /// `[*]`: applies to everything that follows.
    FullSplat,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `&&`
    And,
    /// `||`
    Or,
}

/// `[for key, value in collection : key => value... if condition]`.
#[derive(Clone, Debug)]
pub struct For {
    /// The first name of two.
    pub key_name: Option<Arc<str>>,
    /// The name, or the second one of two.
    pub value_name: Arc<str>,
    /// What is gone through.
    pub collection: Expression,
    /// The key of each item, in braces.
    pub key: Option<Expression>,
    /// The item.
    pub value: Expression,
    /// Whether items of one key are grouped.
    pub grouped: bool,
    /// The condition.
    pub condition: Option<Expression>,
}

/// A part of a string.
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Text, unescaped.
    Text(Arc<str>, Span),
    /// `${…}`.
    Interpolation(Expression),
    /// `%{if …}…%{else}…%{endif}`.
    If(Expression, Vec<TemplatePart>, Vec<TemplatePart>),
    /// `%{for … in …}…%{endfor}`.
    For(Option<Arc<str>>, Arc<str>, Expression, Vec<TemplatePart>),
}

impl Body {
    /// The attribute of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| &*attribute.name == name)
    }

    /// The blocks of this kind.
    pub fn blocks_of<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'b Block> {
        self.blocks.iter().filter(move |block| &*block.kind == kind)
    }
}
