//! Why a value can't be known before the deployment, and what is left of its expression.

use std::fmt;
use std::sync::Arc;

/// A value that only the deployment can tell.
#[derive(Debug, PartialEq)]
pub struct Unknown {
    /// Why.
    pub reason: Reason,
    /// What is left of the expression, arguments resolved as far as they are known,
    /// as its language writes it, without brackets around it: `reference('ip').ipAddress`.
    pub residual: Arc<str>,
}

/// Why a value is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The parameter of this name has no value and no default.
    ParameterWithoutValue(Arc<str>),
    /// The parameter of this name has nothing but a default that stands for nothing, and other parameters of the template
    /// have no value.
    OpenDefault(Arc<str>),
    /// The parameter of this name is read from a Key Vault.
    KeyVault(Arc<str>),
    /// The function of this name needs the running resource or the service.
    Runtime(Arc<str>),
    /// It rests on a secret that is given to the deployment, and is told once that runs.
    Secret,
    /// Something about the place of the deployment that was not given, such as the resource group's location.
    Place(Arc<str>),
    /// The function gives another value each time.
    Unrepeatable(Arc<str>),
    /// The function of this name is not implemented.
    NotImplemented(Arc<str>),
    /// The expression is in error; a problem of its own says how.
    Failed(Arc<str>),
    /// Known only once a plan is applied: an attribute that a provider fills in.
    Apply(Arc<str>),
    /// The text holds a token that a tool replaces before the deployment.
    Token(Arc<str>),
    /// A linked template or module that was not read.
    Linked(Arc<str>),
    /// A file that may not be read, and why.
    Unread(Arc<str>),
    /// A bound on size or depth was reached.
    Limit(Arc<str>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ParameterWithoutValue(name) => write!(f, "parameter '{name}' has no value"),
            Self::OpenDefault(name) => {
                write!(
                    f,
                    "parameter '{name}' is empty by default, and the template is given no values"
                )
            }
            Self::KeyVault(name) => write!(f, "parameter '{name}' is read from a Key Vault"),
            Self::Runtime(function) => write!(f, "{function}() is known only to the deployment"),
            Self::Secret => f.write_str("a secret is known only to the deployment"),
            Self::Place(what) => write!(f, "{what} is not given"),
            Self::Unrepeatable(function) => write!(f, "{function}() gives another value each time"),
            Self::NotImplemented(function) => write!(f, "{function}() is not implemented"),
            Self::Apply(what) => write!(f, "{what} is known only after apply"),
            Self::Token(text) => {
                write!(f, "the token in '{text}' is replaced before the deployment")
            }
            Self::Linked(what) => write!(f, "the linked template {what} was not read"),
            Self::Failed(what) | Self::Unread(what) | Self::Limit(what) => write!(f, "{what}"),
        }
    }
}
