//! The clients that were connected to a gateway when it was asked.

use std::net::IpAddr;

use arm_template::Node;

use crate::resource::reading::words::Protocol;

/// One connected point-to-site client, as `getVpnClientConnectionHealth` tells it. SSTP clients are not told.
#[derive(Clone, Debug)]
pub struct Session {
    /// The protocol, by the beginning of `vpnConnectionId`.
    pub protocol: Option<Protocol>,
    /// `privateIpAddress`: the client's address out of the pool.
    pub address: Option<IpAddr>,
    /// The entry itself.
    pub node: Node,
}

/// All clients that a gateway told of in one answer.
#[derive(Clone, Debug)]
pub struct Sessions {
    /// The clients.
    pub clients: Vec<Session>,
    /// The list in the answer.
    pub list: Node,
}

/// How `vpnConnectionId` begins, by protocol.
const STARTS: [(&str, Protocol); 4] = [
    ("ike", Protocol::IkeV2),
    ("ovpn", Protocol::OpenVpn),
    ("openvpn", Protocol::OpenVpn),
    ("sstp", Protocol::Sstp),
];

impl Sessions {
    /// The sessions of an answer, when it is one.
    #[must_use]
    pub fn read(root: &Node) -> Option<Self> {
        let list = root.get("value")?;
        let first = list.items().first()?;
        first.get("vpnConnectionId")?;
        Some(Self { clients: list.items().iter().map(Session::read).collect(), list: list.clone() })
    }
}

impl Session {
    fn read(entry: &Node) -> Self {
        let id = entry
            .get("vpnConnectionId")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let protocol = STARTS
            .iter()
            .find(|(start, _)| id.starts_with(start))
            .map(|(_, protocol)| protocol.clone());
        let address = entry
            .get("privateIpAddress")
            .and_then(Node::as_str)
            .and_then(|text| text.trim().parse().ok());
        Self { protocol, address, node: entry.clone() }
    }
}
