//! The definition of a lint: its words, what is promised of it, what it looks at, and what it may look at besides.

use super::findings::Findings;
use arm_template::{Node, ProblemKind};
use certificate_diagnosis::ValidationTime;
use jiff::civil::Date;

use crate::config::Thresholds;
use crate::finding::Severity;
use crate::resource::{
    CertificateFile, CertificateLists, CheckedRoot, ClientPools, ClientProfile, ClientSettings,
    Connection, Estate, Gateway, GatewaySubnet, Machine, Network, NetworkPeering, NotEvaluated,
    Package, PointToSite, PointToSiteGateway, Resource, RevokedCertificate, RouteTable, TextValue,
    UserGroups,
};
use crate::source::Sources;

/// A lint: one fault, its words, and the code that finds it.
#[derive(Debug)]
pub struct Lint {
    /// What is wrong, in a network engineer's words; reads after "allow".
    pub id: &'static str,
    /// The fault in one line.
    pub summary: &'static str,
    /// How bad it is, unless the finding says otherwise.
    pub severity: Severity,
    /// Which kind of harm it does.
    pub category: Category,
    /// The error codes and texts that users see.
    pub symptoms: &'static [&'static str],
    /// The version of gatelint that first had it.
    pub since: &'static str,
    /// What is promised of it.
    pub stability: Stability,
    /// Whether it runs unless something else is asked for.
    pub default: bool,
    /// What other tools and benchmarks call the same check, each with its owner in brackets.
    pub peers: &'static [&'static str],
    /// Whether there is a mechanical remedy.
    pub fix: Fixable,
    /// Its `README.md`.
    pub docs: &'static str,
    /// The code.
    pub check: Check,
}

impl Lint {
    /// What a room needs not say.
    pub const DEFAULT: Self = Self {
        id: "",
        summary: "",
        severity: Severity::Warning,
        category: Category::Hygiene,
        symptoms: &[],
        since: "",
        stability: Stability::Stable,
        default: true,
        peers: &[],
        fix: Fixable::No,
        docs: "",
        check: Check::Text(|_, _, _| Ok(())),
    };

    /// The folder of its room below `lints/`.
    #[must_use]
    pub fn room(&self) -> String {
        self.id.replace('-', "_")
    }

    /// Where its documentation can be read: its page, when the variable `GATELINT_DOCS` said at the build where pages
    /// are published, else the first of its sources.
    #[must_use]
    pub fn url(&self) -> String {
        if let Some(pages) = option_env!("GATELINT_DOCS") {
            return format!("{}/{}/README.md", pages.trim_end_matches('/'), self.room());
        }
        let sources = self.docs.split("## Sources").nth(1).unwrap_or_default();
        let address = sources.find("https://").map(|at| &sources[at..]).unwrap_or_default();
        let end = address.find(|end: char| end.is_whitespace() || "()<>]".contains(end));
        address[..end.unwrap_or(address.len())].to_owned()
    }
}

/// Declares the lint of a room: the fields of [`Lint`] that differ from [`Lint::DEFAULT`], and its page.
macro_rules! declare_lint {
    ($($field:ident: $value:expr),+ $(,)?) => {
        /// The lint of this room.
        pub static LINT: $crate::lint::Lint = $crate::lint::Lint {
            $($field: $value,)+
            docs: include_str!("README.md"),
            ..$crate::lint::Lint::DEFAULT
        };
    };
}

pub(crate) use declare_lint;

/// What is promised of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stability {
    /// Its id stays, and what it finds gets no worse without a line in the change log.
    Stable,
    /// It may change or go with any version.
    Preview,
    /// It goes with one of the next versions.
    Deprecated,
}

impl Stability {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Preview => "preview",
            Self::Deprecated => "deprecated",
        }
    }
}

/// Which kind of harm a fault does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The template or file itself: it can't be read or evaluated as it stands.
    Template,
    /// Azure refuses the deployment or the save.
    Deployment,
    /// Clients can't connect, or reach nothing.
    Connection,
    /// A weakness or a leak.
    Security,
    /// Ends on a date.
    Retirement,
    /// Works until something fails.
    Resilience,
    /// Untidy; has no effect or the wrong one.
    Hygiene,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Template,
        Self::Deployment,
        Self::Connection,
        Self::Security,
        Self::Retirement,
        Self::Resilience,
        Self::Hygiene,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Deployment => "deployment",
            Self::Connection => "connection",
            Self::Security => "security",
            Self::Retirement => "retirement",
            Self::Resilience => "resilience",
            Self::Hygiene => "hygiene",
        }
    }
}

/// Whether a lint has a mechanical remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fixable {
    /// None.
    No,
    /// One that loses nothing, at least in some cases.
    Safe,
    /// One that changes what the configuration means.
    Unsafe,
}

impl Fixable {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// How a check ends: to the end, or where a value was not known.
pub type Outcome = Result<(), NotEvaluated>;

/// What a lint looks at, and its code. It is called once for each such thing.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Each virtual network gateway.
    Gateway(fn(&Gateway, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each virtual network gateway with a point-to-site configuration in use.
    PointToSite(fn(&Gateway, &PointToSite, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each root certificate of a gateway or of a Virtual WAN VPN server configuration, and each certificate file that
    /// may become one.
    RootCertificate(fn(&CheckedRoot<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each certificate file, whatever it is.
    CertificateFile(fn(&CertificateFile, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each revoked client certificate of a gateway or of a Virtual WAN VPN server configuration.
    RevokedCertificate(fn(&RevokedCertificate, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The client certificates of each gateway and of each Virtual WAN VPN server configuration, as a whole.
    CertificateLists(fn(&CertificateLists<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The settings for clients of each gateway with point-to-site in use and of each VPN server configuration of
    /// Virtual WAN.
    ClientSettings(fn(&ClientSettings<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The user groups of each gateway and of each VPN server configuration of Virtual WAN, where there are some.
    UserGroups(fn(&UserGroups<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The client address pools of each gateway with point-to-site in use, those of Virtual WAN among them.
    ClientPools(fn(&ClientPools<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each point-to-site gateway in a hub of Virtual WAN.
    HubGateway(fn(&PointToSiteGateway, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each virtual network.
    Network(fn(&Network, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each subnet of the name `GatewaySubnet`.
    GatewaySubnet(fn(&GatewaySubnet<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each peering of a virtual network.
    Peering(fn(&NetworkPeering<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each route table.
    RouteTable(fn(&RouteTable, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each connection of a gateway.
    Connection(fn(&Connection, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each resource of the kinds that are read.
    Resource(fn(&Resource, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each profile package, whole or in part.
    Package(fn(&Package, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each report of a client's machine.
    Machine(fn(&Machine, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each profile of VPN clients, alone or in a package.
    Profile(fn(&ClientProfile, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// All resources at once.
    Estate(fn(&Estate, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// Each string of a source that concerns gateways.
    Text(fn(&TextValue<'_>, &Context<'_>, &mut Findings<'_>) -> Outcome),
    /// The faults of these kinds that evaluating a template comes upon.
    Problem(&'static [ProblemKind]),
    /// Each input that could not be read.
    UnreadableInput,
    /// Each name that a JSON object has twice.
    DuplicateKey,
    /// The suppressions, once everything else is said.
    Suppressions,
}

/// What a check may look at besides the thing it is called for.
#[derive(Debug)]
pub struct Context<'a> {
    /// All resources.
    pub estate: &'a Estate,
    /// The certificate files.
    pub files: &'a [CertificateFile],
    /// Profile packages, and profiles of clients alone.
    pub packages: &'a [Package],
    /// Packages that the others are held against: as the gateway gives them today.
    pub current_packages: &'a [Package],
    /// Reports of clients' machines.
    pub machines: &'a [Machine],
    /// The name or id of the only gateway that what clients hold is held against.
    pub gateway: Option<&'a str>,
    /// The texts, for edits.
    pub sources: &'a Sources,
    /// The documents as they are written, expressions unevaluated.
    pub documents: &'a [Node],
    /// The day for which the report is made.
    pub today: Date,
    /// When certificates are judged: that day, or now.
    pub moment: ValidationTime,
    /// Numbers that the settings may change.
    pub thresholds: &'a Thresholds,
}
