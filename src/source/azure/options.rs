//! What a scan is asked to read, as whom, and how patiently.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::{AuthChoice, CloudChoice, ScanError};

/// Everything that a scan needs to know.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    /// What to read.
    pub scope: Scope,
    /// As whom.
    pub auth: AuthChoice,
    /// In which cloud.
    pub cloud: CloudChoice,
    /// Read every gateway and what it depends on by its id, because Resource Graph lags behind a change.
    pub fresh: bool,
    /// Ask each point-to-site gateway for its connected clients. A right that Reader lacks.
    pub sessions: bool,
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// How many bytes of answers are kept in memory; what would come after them is not read.
    pub largest: u64,
    /// Certificates (PEM) of authorities to trust besides the system's, for proxies that inspect TLS.
    pub ca_file: Option<PathBuf>,
    /// How many requests may be under way at once; 1 to 32.
    pub concurrency: usize,
    /// The folder that the answers are written to.
    pub save: Option<PathBuf>,
    /// Where environment variables are read.
    pub environment: Environment,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self {
            scope: Scope::default(),
            auth: AuthChoice::default(),
            cloud: CloudChoice::default(),
            fresh: false,
            sessions: false,
            timeouts: Timeouts::default(),
            largest: 512 << 20,
            ca_file: None,
            concurrency: 8,
            save: None,
            environment: Environment::process(),
        }
    }
}

impl ScanOptions {
    pub(crate) fn concurrency(&self) -> usize {
        self.concurrency.clamp(1, 32)
    }
}

/// What to read. Empty: every subscription that the identity sees.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Subscriptions, by id or by name.
    pub subscriptions: Vec<String>,
    /// Management groups, by name (not the display name).
    pub management_groups: Vec<String>,
    /// The Microsoft Entra tenant to sign in to, and the only one whose subscriptions are read when it is an id.
    pub tenant: Option<String>,
    /// Only gateways in these resource groups.
    pub resource_groups: Vec<String>,
    /// Only these gateways, by resource id.
    pub gateways: Vec<String>,
}

impl Scope {
    /// Refuses what no request could be made of.
    pub(crate) fn check(&self) -> Result<(), ScanError> {
        if !self.subscriptions.is_empty() && !self.management_groups.is_empty() {
            return Err(ScanError::Setting {
                setting: "--management-group",
                problem:
                    "can't be combined with --subscription: Resource Graph accepts one or the other"
                        .into(),
            });
        }
        for (setting, values) in [
            ("--subscription", &self.subscriptions),
            ("--management-group", &self.management_groups),
            ("--resource-group", &self.resource_groups),
        ] {
            if let Some(bad) = values.iter().find(|value| !is_name(value)) {
                return Err(ScanError::Setting {
                    setting,
                    problem: format!("{bad:?} can't be a name or an id"),
                });
            }
        }
        if let Some(tenant) = &self.tenant
            && !(is_name(tenant)
                && tenant.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        {
            return Err(ScanError::Setting {
                setting: "--tenant",
                problem: format!("{tenant:?} is neither a tenant id nor a domain name"),
            });
        }
        self.gateway_ids().map(drop)
    }

    /// The gateways asked for, parsed.
    pub(crate) fn gateway_ids(&self) -> Result<Vec<ResourcePath>, ScanError> {
        self.gateways
            .iter()
            .map(|text| {
                ResourcePath::parse(text)
                    .filter(|id| id.kind() == "microsoft.network/virtualnetworkgateways")
                    .ok_or_else(|| ScanError::Setting {
                        setting: "--gateway",
                        problem: format!(
                            "{text:?} is not the resource id of a virtual network gateway"
                        ),
                    })
            })
            .collect()
    }
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= 256 && !text.chars().any(char::is_control)
}

/// How long to wait for what. Every wait of a scan is bounded by one of these.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// For one request, from the first byte sent to the last byte received.
    pub request: Duration,
    /// Before the first repeat of a request; it doubles with each.
    pub first_wait: Duration,
    /// The longest single wait, whatever `Retry-After` asks for.
    pub longest_wait: Duration,
    /// For a long-running operation, from the request to its result.
    pub operation: Duration,
    /// For the scan as a whole, signing in included. What was read until then is reported.
    pub scan: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            request: Duration::from_secs(90),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(60),
            operation: Duration::from_secs(300),
            scan: Duration::from_secs(3600),
        }
    }
}

/// Where environment variables are read: the process, or a stand-in.
#[derive(Clone)]
pub struct Environment(Arc<ReadVariable>);

type ReadVariable = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Environment {
    /// The variables of this process.
    #[must_use]
    pub fn process() -> Self {
        Self::new(|name| std::env::var(name).ok())
    }

    /// Variables from a function.
    pub fn new(read: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The value of a variable; an empty one counts as unset.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}
