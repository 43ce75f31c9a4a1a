//! What a file says: the tree without blanks, parentheses and what could not be read.

mod read;
mod read_types;
mod reader;
mod texts;

use std::sync::Arc;

use crate::syntax::TextSpan;

/// A file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Its statements in the order of the text.
    pub statements: Vec<Statement>,
}

/// A name and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name; empty where it is missing.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: TextSpan,
}

/// A statement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Statement {
    /// `targetScope = 'subscription'`
    TargetScope(Assignment),
    /// `metadata name = value`
    Metadata(Assignment),
    /// `assert name = condition`
    Assert(Assignment),
    /// `param name type = default`
    Parameter(Parameter),
    /// `var name = value`
    Variable(Variable),
    /// `type name = …`
    Type(TypeDeclaration),
    /// `func name(a string) string => …`
    Function(Function),
    /// `resource name 'type@version' = { … }`
    Resource(Resource),
    /// `module name 'path' = { … }`
    Module(Module),
    /// `test name 'path' = { … }`
    Test(Module),
    /// `output name type = value`
    Output(Output),
    /// `import … from 'path'`
    Import(Import),
    /// `extension name with { … } as alias`
    Extension(Extension),
    /// `using 'path'` of a parameters file.
    Using(Using),
    /// `extends 'path'` of a parameters file.
    Extends(Extends),
    /// `param name = value` of a parameters file.
    ParameterAssignment(Assignment),
    /// `extensionConfig name with { … }` of a parameters file.
    ExtensionConfig(Extension),
}

/// `@name(arguments)` before a statement, a type's property or an element.
#[derive(Clone, Debug)]
pub struct Decorator {
    /// `sys` of `@sys.description('…')`.
    pub namespace: Option<Name>,
    /// Its name.
    pub name: Name,
    /// Its arguments; none where it isn't called.
    pub arguments: Option<Vec<Expr>>,
    /// Where it stands, with its `@`.
    pub span: TextSpan,
}

/// A name and its value.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// The name.
    pub name: Name,
    /// The value.
    pub value: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// A parameter of a template.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub kind: Type,
    /// Its default.
    pub default: Option<Expr>,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name.
    pub name: Name,
    /// Its type, where it is given.
    pub kind: Option<Type>,
    /// Its value.
    pub value: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// A type that a file declares.
#[derive(Clone, Debug)]
pub struct TypeDeclaration {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name.
    pub name: Name,
    /// The type.
    pub value: Type,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// A function that a file declares.
#[derive(Clone, Debug)]
pub struct Function {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub parameters: Vec<(Name, Type)>,
    /// The type of what it gives.
    pub result: Type,
    /// What it gives.
    pub body: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// A resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its symbolic name.
    pub name: Name,
    /// `'type@version'`
    pub kind: Expr,
    /// Whether it is only referred to.
    pub existing: bool,
    /// Its body: an object, behind a condition or in a loop.
    pub value: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// A module or a test: another file that is deployed.
#[derive(Clone, Debug)]
pub struct Module {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its symbolic name.
    pub name: Name,
    /// The file, or where the registry has it.
    pub path: Expr,
    /// Its body: an object, behind a condition or in a loop.
    pub value: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// An output.
#[derive(Clone, Debug)]
pub struct Output {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub kind: Type,
    /// Its value.
    pub value: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// What is taken from another file.
#[derive(Clone, Debug)]
pub struct Import {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// The names.
    pub what: Imported,
    /// The file.
    pub path: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// The names that an import brings.
#[derive(Clone, Debug)]
pub enum Imported {
    /// `{ a, b as c }`: each with the name that it has here.
    Symbols(Vec<(Name, Name)>),
    /// `* as name`
    All(Name),
    /// It could not be read.
    Missing,
}

/// An extension, or the settings of one.
#[derive(Clone, Debug)]
pub struct Extension {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name, or where the registry has it.
    pub name: Name,
    /// Its settings.
    pub config: Option<Expr>,
    /// What it is called here.
    pub alias: Option<Name>,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// The template that a parameters file is for.
#[derive(Clone, Debug)]
pub struct Using {
    /// The file, or where the registry has it; none of `using none`.
    pub path: Option<Expr>,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// The parameters file that another one builds on.
#[derive(Clone, Debug)]
pub struct Extends {
    /// The file.
    pub path: Expr,
    /// Where all of it stands.
    pub span: TextSpan,
}

/// An expression and its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: TextSpan,
}

/// What an expression is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ExprKind {
    /// It could not be read, or isn't there.
    Missing,
    /// A whole number.
    Int(u64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A string without holes, unescaped.
    Text(Arc<str>),
    /// A string with holes: a text before each of them, and one behind the last.
    Format(Vec<Arc<str>>, Vec<Expr>),
    /// `{ … }`
    Object(Vec<Entry>),
    /// `[ … ]`
    Array(Vec<Item>),
    /// `[for … in …: …]`
    For(Box<For>),
    /// `if (condition) { … }` of a body.
    If(Box<Expr>, Box<Expr>),
    /// `a ? b : c`
    Ternary(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a + b`
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `!a`
    Not(Box<Expr>),
    /// `-a`
    Minus(Box<Expr>),
    /// `name(…)`
    Call(Name, Vec<Expr>),
    /// `base.name(…)`
    Method(Box<Expr>, Name, Vec<Expr>),
    /// `base[index]`
    Index {
        /// What is read from.
        base: Box<Expr>,
        /// The place or the key.
        index: Box<Expr>,
        /// `[?`: nothing where there is none.
        safe: bool,
        /// `[^`: counted from the end.
        from_end: bool,
    },
    /// `base.name`
    Property {
        /// What is read from.
        base: Box<Expr>,
        /// The property.
        name: Name,
        /// `.?`: nothing where there is none.
        safe: bool,
    },
    /// `base::name`, a resource within another's body.
    Nested(Box<Expr>, Name),
    /// `base!`
    NonNull(Box<Expr>),
    /// A name.
    Name(Arc<str>),
    /// `(a)`
    Parenthesized(Box<Expr>),
    /// `(a, b) => …`
    Lambda(Vec<Name>, Box<Expr>),
}

/// A part of an object.
#[derive(Clone, Debug)]
pub enum Entry {
    /// `key: value`
    Property(PropertyKey, Expr),
    /// `...value`
    Spread(Expr),
    /// A resource within another's body.
    Resource(Box<Resource>),
}

/// The key of a property.
#[derive(Clone, Debug)]
pub enum PropertyKey {
    /// A name, plain or in quotes.
    Name(Name),
    /// A string with holes.
    Format(Expr),
}

/// An element of an array.
#[derive(Clone, Debug)]
pub enum Item {
    /// A value.
    Value(Expr),
    /// `...value`
    Spread(Expr),
}

/// A loop.
#[derive(Clone, Debug)]
pub struct For {
    /// The name of the item.
    pub item: Name,
    /// The name of the index.
    pub index: Option<Name>,
    /// What it goes over.
    pub source: Expr,
    /// What it makes of each item.
    pub body: Expr,
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as the language names it")]
pub enum Operator {
    Multiply,
    Divide,
    Modulo,
    Add,
    Subtract,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equals,
    NotEquals,
    EqualsInsensitive,
    NotEqualsInsensitive,
    And,
    Or,
    Coalesce,
}

/// A type and its place.
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// Where it stands.
    pub span: TextSpan,
}

impl Type {
    /// Of something that says none.
    pub(super) fn missing(around: TextSpan) -> Self {
        Self { kind: TypeKind::Missing, span: TextSpan::new(around.end, around.end) }
    }
}

/// What a type is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TypeKind {
    /// It could not be read, or isn't there.
    Missing,
    /// A name.
    Name(Arc<str>),
    /// `name<…>`
    Instance(Name, Vec<Type>),
    /// `base.name<…>`
    MemberInstance(Box<Type>, Name, Vec<Type>),
    /// A value that is its own type.
    Literal(Literal),
    /// `{ … }`
    Object(Vec<TypeProperty>, Option<Box<TypeProperty>>),
    /// `[ … ]`
    Tuple(Vec<TypeProperty>),
    /// `a | b`
    Union(Vec<Type>),
    /// `a[]`
    Array(Box<Type>),
    /// `a[*]`
    Items(Box<Type>),
    /// `a[0]`
    Index(Box<Type>, Box<Expr>),
    /// `a.b`
    Member(Box<Type>, Name),
    /// `a.*`
    Rest(Box<Type>),
    /// `a?`
    Nullable(Box<Type>),
    /// `a!`
    NonNullable(Box<Type>),
    /// `resource 'type@version'`
    Resource(Option<Box<Expr>>),
}

/// A value that is its own type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as the language names it")]
pub enum Literal {
    Int(i64),
    Bool(bool),
    Null,
    Text(Arc<str>),
}

/// A property of an object type, or an element of a tuple.
#[derive(Clone, Debug)]
pub struct TypeProperty {
    /// What stands before it.
    pub decorators: Vec<Decorator>,
    /// Its name; `*` of what other properties are, empty of an element.
    pub name: Name,
    /// Its type.
    pub kind: Type,
    /// Where all of it stands.
    pub span: TextSpan,
}
