//! The sources of an identity and their names.

use std::{fmt, str::FromStr};

/// Which identity to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthChoice {
    /// The first source that is configured, in the order of [`AuthSource`].
    #[default]
    Auto,
    /// This source and no other.
    Only(AuthSource),
}

/// A source of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthSource {
    /// A client secret: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, `AZURE_CLIENT_SECRET`.
    Secret,
    /// A workload identity: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, `AZURE_FEDERATED_TOKEN_FILE`.
    Workload,
    /// GitHub Actions with `permissions: id-token: write`, `AZURE_TENANT_ID` and `AZURE_CLIENT_ID`.
    GitHub,
    /// An Azure Pipelines service connection with `SYSTEM_ACCESSTOKEN` mapped.
    Pipelines,
    /// The managed identity of the machine.
    Managed,
    /// The account that is signed in to the Azure CLI.
    Cli,
}

impl AuthSource {
    /// Every source, in the order in which `auto` looks at them.
    pub const ALL: [Self; 6] =
        [Self::Secret, Self::Workload, Self::GitHub, Self::Pipelines, Self::Managed, Self::Cli];

    /// The word for it on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Workload => "workload",
            Self::GitHub => "github",
            Self::Pipelines => "pipelines",
            Self::Managed => "managed",
            Self::Cli => "cli",
        }
    }
}

impl fmt::Display for AuthSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret => "client secret",
            Self::Workload => "workload identity",
            Self::GitHub => "GitHub Actions",
            Self::Pipelines => "Azure Pipelines",
            Self::Managed => "managed identity",
            Self::Cli => "Azure CLI",
        })
    }
}

/// A word that is none of the sources'.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of auto, secret, workload, github, pipelines, managed and cli")]
pub struct UnknownAuth(pub String);

impl fmt::Display for AuthChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Only(source) => source.word(),
        })
    }
}

impl FromStr for AuthChoice {
    type Err = UnknownAuth;

    fn from_str(text: &str) -> Result<Self, UnknownAuth> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let source = AuthSource::ALL.into_iter().find(|source| source.word() == text);
        source.map(Self::Only).ok_or_else(|| UnknownAuth(text.to_owned()))
    }
}

/// A source that was looked at and is not configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnconfiguredIdentity {
    /// The source.
    pub source: AuthSource,
    /// What it lacks, such as the names of variables.
    pub lacks: Vec<String>,
}

impl fmt::Display for UnconfiguredIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lacks {}", self.source, self.lacks.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_has_a_word_of_its_own() {
        for source in AuthSource::ALL {
            let choice = AuthChoice::Only(source);
            assert_eq!(choice.to_string().parse(), Ok(choice));
        }
        assert_eq!(AuthChoice::Auto.to_string().parse(), Ok(AuthChoice::Auto));
        assert_eq!("device".parse::<AuthChoice>(), Err(UnknownAuth("device".into())));
    }
}
