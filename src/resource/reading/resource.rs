//! A resource of any kind: its type, name, id and where it was read.

use std::sync::Arc;

use arm_template::{Confidence, Node, Origin, Reason, SourceId, Unknown};

use crate::facts;
use crate::finding::Subject;
use crate::resource::reading::field::Field;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::shape::Shape;

/// The kinds of resources that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `Microsoft.Network/virtualNetworkGateways`.
    Gateway,
    /// `Microsoft.Network/virtualNetworks`.
    Network,
    /// `Microsoft.Network/virtualNetworks/subnets`.
    Subnet,
    /// `Microsoft.Network/virtualNetworks/virtualNetworkPeerings`.
    Peering,
    /// `Microsoft.Network/routeTables`.
    RouteTable,
    /// `Microsoft.Network/routeTables/routes`.
    Route,
    /// `Microsoft.Network/networkSecurityGroups`.
    SecurityGroup,
    /// `Microsoft.Network/publicIPAddresses`.
    PublicIp,
    /// `Microsoft.Network/localNetworkGateways`.
    LocalNetworkGateway,
    /// `Microsoft.Network/connections`.
    Connection,
    /// `Microsoft.Network/vpnServerConfigurations`, of Virtual WAN.
    VpnServerConfiguration,
    /// `Microsoft.Network/p2svpnGateways`, of Virtual WAN.
    PointToSiteGateway,
    /// `Microsoft.Network/vpnServerConfigurations/configurationPolicyGroups`, of Virtual WAN.
    PolicyGroup,
    /// `Microsoft.Network/virtualHubs`, of Virtual WAN.
    Hub,
    /// `Microsoft.Network/virtualHubs/hubVirtualNetworkConnections`, of Virtual WAN.
    HubConnection,
    /// `Microsoft.Network/natGateways`.
    NatGateway,
    /// `Microsoft.Network/privateDnsZones/virtualNetworkLinks`.
    PrivateZoneLink,
    /// `Microsoft.Network/dnsForwardingRulesets/forwardingRules`, of a DNS Private Resolver.
    ForwardingRule,
    /// `Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks`.
    RulesetLink,
    /// Another type that Azure's published types tell of: only its shape is looked at.
    Around(&'static str),
}

/// Virtual WANs themselves, of which hardly more than the type matters.
pub(in crate::resource) const VIRTUAL_WAN: Kind = Kind::Around("Microsoft.Network/virtualWans");

impl Kind {
    /// All that are read for what they say.
    pub const ALL: [Self; 19] = [
        Self::Gateway,
        Self::Network,
        Self::Subnet,
        Self::Peering,
        Self::RouteTable,
        Self::Route,
        Self::SecurityGroup,
        Self::PublicIp,
        Self::LocalNetworkGateway,
        Self::Connection,
        Self::VpnServerConfiguration,
        Self::PointToSiteGateway,
        Self::PolicyGroup,
        Self::Hub,
        Self::HubConnection,
        Self::NatGateway,
        Self::PrivateZoneLink,
        Self::ForwardingRule,
        Self::RulesetLink,
    ];

    /// The full resource type.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Gateway => "Microsoft.Network/virtualNetworkGateways",
            Self::Network => "Microsoft.Network/virtualNetworks",
            Self::Subnet => "Microsoft.Network/virtualNetworks/subnets",
            Self::Peering => "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
            Self::RouteTable => "Microsoft.Network/routeTables",
            Self::Route => "Microsoft.Network/routeTables/routes",
            Self::SecurityGroup => "Microsoft.Network/networkSecurityGroups",
            Self::PublicIp => "Microsoft.Network/publicIPAddresses",
            Self::LocalNetworkGateway => "Microsoft.Network/localNetworkGateways",
            Self::Connection => "Microsoft.Network/connections",
            Self::VpnServerConfiguration => "Microsoft.Network/vpnServerConfigurations",
            Self::PointToSiteGateway => "Microsoft.Network/p2svpnGateways",
            Self::PolicyGroup => {
                "Microsoft.Network/vpnServerConfigurations/configurationPolicyGroups"
            }
            Self::Hub => "Microsoft.Network/virtualHubs",
            Self::HubConnection => "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections",
            Self::NatGateway => "Microsoft.Network/natGateways",
            Self::PrivateZoneLink => "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
            Self::ForwardingRule => "Microsoft.Network/dnsForwardingRulesets/forwardingRules",
            Self::RulesetLink => "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks",
            Self::Around(name) => name,
        }
    }

    /// The kind of this full resource type, those of which only the shape is looked at among them.
    #[must_use]
    pub fn of_declared(type_name: &str) -> Option<Self> {
        let around = || facts::resource_type(type_name.trim_end_matches('/'));
        Self::of(type_name).or_else(|| Some(Self::Around(around()?.name)))
    }

    /// The kind of this full resource type where it is exported. Azure has accepted the shape of what it prints, so that only
    /// what is read for what it says counts.
    #[must_use]
    pub fn of_exported(type_name: &str) -> Option<Self> {
        let is_wan = type_name.trim_end_matches('/').eq_ignore_ascii_case(VIRTUAL_WAN.type_name());
        Self::of(type_name).or_else(|| is_wan.then_some(VIRTUAL_WAN))
    }

    /// The kind of this full resource type, without regard to case.
    #[must_use]
    pub fn of(type_name: &str) -> Option<Self> {
        let type_name = type_name.trim_end_matches('/');
        Self::ALL.into_iter().find(|kind| kind.type_name().eq_ignore_ascii_case(type_name))
    }
}

/// Which resources were read together: those of one deployment of a template, or all exported ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeploymentGroup(pub u32);

impl DeploymentGroup {
    /// All resources that were exported or read live.
    pub const EXPORTED: Self = Self(0);
}

/// What every resource has.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The kind.
    pub kind: Kind,
    /// The full name, `network/subnet` for a child.
    pub name: Field<String>,
    /// The id, when it is known.
    pub id: Option<ResourceId>,
    /// What tells it from others of its deployment where the id is an expression that can't be evaluated.
    pub expression_id: Option<ResourceId>,
    /// How far the id can be trusted: low where it rests on a stand-in for the subscription or resource group.
    pub id_confidence: Confidence,
    /// `apiVersion`, of a template's resource.
    pub api_version: Field<String>,
    /// `location`, as it is written.
    pub location: Field<String>,
    /// The whole object.
    pub reader: Reader,
    /// What it was read together with.
    pub part: DeploymentGroup,
    /// The document it stands in.
    pub source: SourceId,
    /// Whether the template only refers to it.
    pub existing: bool,
    /// Whether it is deployed only if a condition holds that is not known.
    pub conditional: bool,
    /// Its place among those that a template deploys; none where no template says what waits for what.
    pub turn: Option<Turn>,
    /// Its number in the list of an estate that it stands in.
    pub(crate) number: usize,
}

/// How the other resources of a template name a resource that they wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The names of the nested deployments it stands in, the outermost first.
    pub deployment: Vec<Arc<str>>,
    /// Its name in the template, with languageVersion 2.0.
    pub symbolic_name: Option<Arc<str>>,
    /// The copy loop that made it.
    pub loop_name: Option<Arc<str>>,
}

/// How much of a name reports repeat, in characters. Azure's longest names have 260.
const LONGEST_NAME: usize = 300;
/// The longest id that reports repeat, in bytes: a subscription, a group and some names of that length.
const LONGEST_ID: usize = 2048;

impl Resource {
    /// A resource that a tool exported or the API gave.
    #[must_use]
    pub fn exported(kind: Kind, node: Node, shape: Shape, source: SourceId) -> Self {
        let reader = Reader::new(node, shape);
        let id_text: Field<String> = reader.field("id");
        let id = id_text.value().and_then(|text| ResourceId::parse(text));
        Self {
            kind,
            name: reader.field("name"),
            id_confidence: Confidence::High,
            expression_id: None,
            id,
            api_version: reader.field("apiVersion"),
            location: reader.field("location"),
            reader,
            part: DeploymentGroup::EXPORTED,
            source,
            existing: false,
            conditional: false,
            turn: None,
            number: 0,
        }
    }

    /// The origin of the whole object.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.reader.node().origin
    }

    /// The id, or what tells it from others of its deployment.
    #[must_use]
    pub fn identity(&self) -> Option<&ResourceId> {
        self.id.as_ref().or(self.expression_id.as_ref())
    }

    /// Whether its id is known and rests on no stand-in, so that it means the same in every deployment.
    #[must_use]
    pub fn has_full_id(&self) -> bool {
        self.id.is_some() && self.id_confidence > Confidence::Low
    }

    /// What a report calls it.
    #[must_use]
    pub fn subject(&self) -> Subject {
        if self.name.origin().is_secret() {
            let kind = self.kind.type_name().to_owned();
            return Subject { kind, name: "***".to_owned(), id: None };
        }
        let name = self.name.value().cloned().unwrap_or_else(|| match self.reader.find("name") {
            Some(name) => written_name(name.node()),
            None => "(no name)".to_owned(),
        });
        let known = self.id_confidence > Confidence::Low;
        let name = match name.char_indices().nth(LONGEST_NAME) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => name,
        };
        Subject {
            kind: self.kind.type_name().to_owned(),
            name,
            id: self
                .id
                .as_ref()
                .filter(|_| known)
                .map(ToString::to_string)
                .filter(|id| id.len() <= LONGEST_ID),
        }
    }

    /// The last part of the name, of a child `network/subnet` the subnet's own.
    #[must_use]
    pub fn short_name(&self) -> Option<&str> {
        self.name.value().map(|name| name.rsplit('/').next().unwrap_or(name))
    }

    /// Whether it was written in a template, as opposed to exported or read live.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.reader.shape() == Shape::Template
    }
}

/// A name that is not known, as it is written or left over.
fn written_name(name: &Node) -> String {
    if let Some(Unknown { reason: Reason::Token(text), residual }) = name.as_unknown()
        && (residual.starts_with('\'') || residual.starts_with("token("))
    {
        return text.to_string();
    }
    match name.to_json() {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}
