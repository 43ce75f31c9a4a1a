//! Which command of gatelint runs a lint.

/// A command to run for a symptom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuggestedCommand {
    /// Templates, exported JSON, profile packages.
    Check,
    /// Certificate files.
    Cert,
    /// The live subscription.
    Scan,
    /// The client's machine: a script to run there, and a report to check.
    ClientReport,
}

impl SuggestedCommand {
    /// The command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "gatelint check PATH…",
            Self::Cert => "gatelint cert FILE…",
            Self::Scan => "gatelint scan",
            Self::ClientReport => "gatelint client-report",
        }
    }

    /// The commands that run these lints, each once.
    #[must_use]
    pub fn for_lints(lints: &[&str]) -> Vec<Self> {
        let mut commands: Vec<Self> = lints.iter().map(|lint| Self::for_lint(lint)).collect();
        commands.sort_unstable();
        commands.dedup();
        commands
    }

    /// The command to begin with for one lint. What `check` finds, `scan` finds too.
    #[must_use]
    pub fn for_lint(lint: &str) -> Self {
        if LIVE_ONLY.contains(&lint) {
            Self::Scan
        } else if ["client-cert-", "client-key-", "client-pfx-"]
            .iter()
            .any(|prefix| lint.starts_with(prefix))
        {
            Self::Cert
        } else if lint.starts_with("client-") && lint != "client-os-not-covered" {
            Self::ClientReport
        } else {
            Self::Check
        }
    }
}

/// The lints that read what no file holds: the state of the gateway and its sessions.
pub const LIVE_ONLY: [&str; 6] = [
    "child-state",
    "connections-near-limit",
    "gateway-state",
    "migration-running",
    "pool-nearly-full",
    "s2s-down-for-dependency",
];
