//! Why a scan gave nothing at all, one variant for each party who can fix it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::{io, path::PathBuf};

use crate::source::azure::refusal::RequestError;
use crate::source::azure::{AuthSource, NotRead, UnconfiguredIdentity};

/// A scan that gave nothing. What merely could not be read in part is in [`Coverage`](crate::source::azure::Coverage) instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// The caller's: a setting that no request can be made of.
    #[error("{setting} {problem}")]
    Setting {
        /// The option, as it is written on the command line.
        setting: &'static str,
        /// What is wrong with its value.
        problem: String,
    },

    /// The caller's: no source of an identity is configured.
    #[error("no identity to sign in with")]
    NoIdentity {
        /// Every source that was looked at, and what each lacked.
        looked_at: Vec<UnconfiguredIdentity>,
    },

    /// The identity's: it is configured, but Microsoft Entra ID or the tool that holds it refused.
    #[error("signing in with {identity} failed: {reason}")]
    SignIn {
        /// The kind of identity.
        identity: AuthSource,
        /// The reason as given, without secrets.
        reason: String,
    },

    /// The cloud's: the endpoint did not say where to sign in.
    #[error("{endpoint} is not a cloud to sign in to: {reason}")]
    Cloud {
        /// The Azure Resource Manager endpoint.
        endpoint: String,
        /// What was wrong with its answer.
        reason: String,
    },

    /// The network's: no answer came.
    #[error("{host} can't be reached: {reason}")]
    Unreachable {
        /// The host, and the port unless it is 443.
        host: String,
        /// The innermost cause.
        reason: String,
    },

    /// The identity's rights: Azure refused the very first requests.
    #[error("azure rejected the request: {reason}")]
    Refused {
        /// Status, code and message.
        reason: String,
        /// The HTTP status.
        status: u16,
    },

    /// Azure's, or a proxy's on the way: an answer that can't be understood, or a server error that stayed.
    #[error("azure returned no usable response: {reason}")]
    Service {
        /// What came instead.
        reason: String,
    },

    /// The caller's: nothing of what was asked for is visible.
    #[error("none of the requested resources is visible: {}", reasons(.asked, .not_read))]
    NothingInScope {
        /// The subscriptions, management groups or gateways that were asked for.
        asked: Vec<String>,
        /// What was tried, and why it could not be read.
        not_read: Vec<NotRead>,
    },

    /// The disk's: the answers could not be written.
    #[error("{} can't be written: {reason}", .path.display())]
    Save {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },

    /// The machine's: no thread or event queue to run on.
    #[error("the scan can't start: {0}")]
    Runtime(#[from] io::Error),
}

impl ScanError {
    /// The remedy, as far as the error tells it.
    #[must_use]
    pub fn help(&self) -> Option<Cow<'static, str>> {
        if let Self::NoIdentity { looked_at } = self {
            return Some(ways_to_sign_in(looked_at).into());
        }
        self.usual_help().map(Cow::Borrowed)
    }

    fn usual_help(&self) -> Option<&'static str> {
        match self {
            Self::SignIn { identity: AuthSource::Cli, .. } => {
                Some("sign in with `az login`, or select another source with --auth")
            }
            Self::SignIn { .. } => Some(
                "check the identity's tenant, client id and secret or federated credential, or select another source with --auth",
            ),
            Self::Cloud { .. } => {
                Some("set the cloud with --cloud, or check the address in --arm-endpoint")
            }
            Self::Unreachable { .. } => Some(
                "check the network, HTTPS_PROXY and NO_PROXY; if the proxy inspects TLS, set --ca-file to its certificate authority",
            ),
            Self::Refused { status: 401, .. } => {
                Some("the token was issued for another tenant or cloud: set --tenant or --cloud")
            }
            Self::Refused { .. } => {
                Some("assign the Reader role for the scanned scope to the identity")
            }
            Self::Service { .. } => {
                Some("try again later; if the error persists, a proxy may be answering")
            }
            Self::NothingInScope { .. } => Some(
                "check the names, the tenant (--tenant), and whether the identity has the Reader role",
            ),
            Self::Save { .. } => {
                Some("set --save to an empty folder, or to one from an earlier scan")
            }
            Self::Setting { .. } | Self::NoIdentity { .. } | Self::Runtime(_) => None,
        }
    }

    /// The error that a scan ends with when its first requests fail like this.
    pub(crate) fn at_first(error: RequestError, identity: AuthSource) -> Self {
        match error {
            RequestError::SignIn { reason } => Self::SignIn { identity, reason },
            RequestError::Unreachable { host, reason } => Self::Unreachable { host, reason },
            RequestError::Refused(refusal) if refusal.status < 500 && refusal.status != 429 => {
                Self::Refused { status: refusal.status, reason: refusal.to_string() }
            }
            other => Self::Service { reason: other.to_string() },
        }
    }
}

fn reasons(asked: &[String], not_read: &[NotRead]) -> String {
    if not_read.is_empty() {
        return asked.join(", ");
    }
    not_read
        .iter()
        .map(|missed| format!("{}: {}", missed.what, missed.why))
        .collect::<Vec<_>>()
        .join("; ")
}

/// What can be done, the likeliest first; then what each source lacks, one a line.
fn ways_to_sign_in(looked_at: &[UnconfiguredIdentity]) -> String {
    let has_cli = looked_at.iter().any(|it| it.source == AuthSource::Cli);
    let first = if has_cli {
        // It is looked at without being asked only where there is no az.
        "install the Azure CLI and sign in with `az login`, or complete the configuration of one of these"
    } else {
        "complete its configuration, or select another source with --auth"
    };
    let mut words = first.to_owned();
    let (cli, others): (Vec<_>, Vec<_>) =
        looked_at.iter().partition(|it| it.source == AuthSource::Cli);
    for source in cli.into_iter().chain(others) {
        let _ = write!(words, "\n    {source}");
    }
    words
}
