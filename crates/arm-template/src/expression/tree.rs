//! The syntax tree of an expression.

use std::sync::Arc;

use crate::functions::Function;
use crate::{Node, Span};

/// An expression and its place in the unescaped string, in bytes.
#[derive(Debug)]
pub(crate) struct Expression {
    pub(crate) kind: ExpressionKind,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its own place, of a tree that doesn't stand in a string.
    pub(crate) at: Option<Span>,
}

#[derive(Debug)]
pub(crate) enum ExpressionKind {
    Text(Arc<str>),
    Int(i64),
    /// A value that is there already.
    Value(Box<Node>),
    Call(CallExpression),
    /// `head.name[index]…`
    Access(Box<Expression>, Vec<Access>),
}

#[derive(Debug)]
pub(crate) struct CallExpression {
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) name: Arc<str>,
    pub(crate) target: Callee,
    pub(crate) arguments: Vec<Expression>,
}

/// What a call calls.
#[derive(Clone, Copy)]
pub(crate) enum Callee {
    /// A function that decides itself which arguments are evaluated, or needs the template.
    Form(Form),
    /// A function of its evaluated arguments.
    Function(&'static Function),
    /// A function of the template, found by namespace and name; or none at all.
    Named,
}

impl std::fmt::Debug for Callee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Form(form) => form.fmt(f),
            Self::Function(function) => f.write_str(function.name),
            Self::Named => f.write_str("named"),
        }
    }
}

/// The functions that need more than evaluated arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Parameters,
    Variables,
    If,
    And,
    Or,
    Coalesce,
    CopyIndex,
    Reference,
    References,
    Deployment,
    ResourceInfo,
    List,
    UtcNow,
    NewGuid,
    Fail,
    Map,
    Filter,
    Reduce,
    Sort,
    ToObject,
    GroupBy,
    MapValues,
    Lambda,
    LambdaVariables,
    Secret,
}

impl Form {
    pub(super) fn find(name: &str) -> Option<Self> {
        Some(match name {
            "parameters" => Self::Parameters,
            "variables" => Self::Variables,
            "if" => Self::If,
            "and" => Self::And,
            "or" => Self::Or,
            "coalesce" => Self::Coalesce,
            "copyindex" => Self::CopyIndex,
            "reference" => Self::Reference,
            "references" => Self::References,
            "deployment" => Self::Deployment,
            "resourceinfo" => Self::ResourceInfo,
            "utcnow" => Self::UtcNow,
            "newguid" => Self::NewGuid,
            "fail" => Self::Fail,
            "map" => Self::Map,
            "filter" => Self::Filter,
            "reduce" => Self::Reduce,
            "sort" => Self::Sort,
            "toobject" => Self::ToObject,
            "groupby" => Self::GroupBy,
            "mapvalues" => Self::MapValues,
            "lambda" => Self::Lambda,
            "lambdavariables" => Self::LambdaVariables,
            "getsecret" | "externalinput" => Self::Secret,
            _ if name.starts_with("list") => Self::List,
            _ => return None,
        })
    }
}

/// One step into a value: `.name`, `[index]`, or with `.?` and `[?` nothing where there is none.
#[derive(Debug)]
pub(crate) struct Access {
    pub(crate) selector: Selector,
    pub(crate) safe: bool,
    /// The byte after the step.
    pub(crate) end: u32,
    /// The place of the chain up to here, of a tree that doesn't stand in a string.
    pub(crate) at: Option<Span>,
}

#[derive(Debug)]
pub(crate) enum Selector {
    Name(Arc<str>),
    Index(Expression),
}
