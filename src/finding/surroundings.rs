//! What lies around a gateway: its network, what is peered with it, where its clients come from.

use arm_template::Span;

use super::subject::Subject;

/// A gateway in a virtual network or a hub, and what lies around it as far as the input tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The gateway.
    pub gateway: Subject,
    /// What lies around it, the network or hub that it is deployed into among it.
    pub neighbours: Vec<Surrounding>,
}

/// One thing beside a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surrounding {
    /// What it is to the gateway.
    pub role: Relation,
    /// Its name.
    pub name: String,
    /// Its address ranges or routes, and how it is joined; `unknown` where that is so.
    pub facts: Vec<String>,
    /// Where it is written.
    pub spans: Vec<Span>,
}

/// What something is to a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The network that the gateway is deployed into.
    Network,
    /// The hub of Virtual WAN that the gateway is deployed into.
    Hub,
    /// The routes of the gateway's subnet, or those that hold for its clients in a hub.
    Routes,
    /// The address pools of the clients.
    Clients,
    /// How the clients of a gateway in a hub connect.
    ServerConfiguration,
    /// A network that is peered with the gateway's, or connected to its hub.
    Spoke(Joined),
    /// Another hub of the same Virtual WAN.
    SisterHub,
    /// What a connection of the gateway leads to.
    Site,
}

/// Whether a peering or a connection works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// Azure says that it is connected.
    Yes,
    /// Azure says that it isn't.
    No,
    /// It is not said, as in templates.
    Unsaid,
}
