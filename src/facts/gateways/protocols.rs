//! Which tunnel protocols a gateway offers together, and by what clients may authenticate with them.
//!
//! Sources: the table "compatible with the selected tunnel types" in
//! <https://learn.microsoft.com/azure/vpn-gateway/howto-point-to-site-multi-auth>, and
//! <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-about>. The words are those of
//! `vpnClientProtocols` and `vpnAuthenticationTypes`.

/// A row of the table: protocols that are offered together, and the sets of authentication types that go with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtocolRow {
    /// The protocols.
    pub protocols: &'static [&'static str],
    /// Each set of authentication types that may stand beside them.
    pub authentication: &'static [&'static [&'static str]],
}

const ONE_BY_ONE: &[&[&str]] = &[&["Certificate"], &["Radius"]];

/// The table.
pub const PROTOCOL_MATRIX: [ProtocolRow; 5] = [
    ProtocolRow {
        protocols: &["OpenVPN"],
        authentication: &[
            &["Certificate"],
            &["Radius"],
            &["AAD"],
            &["Certificate", "Radius"],
            &["Certificate", "AAD"],
            &["Radius", "AAD"],
            &["Certificate", "Radius", "AAD"],
        ],
    },
    ProtocolRow { protocols: &["IkeV2"], authentication: ONE_BY_ONE },
    ProtocolRow { protocols: &["SSTP"], authentication: ONE_BY_ONE },
    ProtocolRow {
        protocols: &["IkeV2", "OpenVPN"],
        authentication: &[
            &["Certificate"],
            &["Radius"],
            &["AAD", "Certificate"],
            &["AAD", "Radius"],
        ],
    },
    ProtocolRow { protocols: &["IkeV2", "SSTP"], authentication: ONE_BY_ONE },
];

/// The row for these protocols, in any order.
#[must_use]
pub fn protocol_row(protocols: &[&str]) -> Option<&'static ProtocolRow> {
    PROTOCOL_MATRIX.iter().find(|row| same_words(row.protocols, protocols))
}

impl ProtocolRow {
    /// Whether clients may authenticate by these types, in any order, all of them offered.
    #[must_use]
    pub fn allows(&self, authentication: &[&str]) -> bool {
        self.authentication.iter().any(|set| same_words(set, authentication))
    }
}

fn same_words(one: &[&str], other: &[&str]) -> bool {
    let inside = |a: &[&str], b: &[&str]| {
        a.iter().all(|word| b.iter().any(|same| same.eq_ignore_ascii_case(word)))
    };
    inside(one, other) && inside(other, one)
}

#[cfg(test)]
mod tests {
    use super::{PROTOCOL_MATRIX, protocol_row};

    #[test]
    fn order_and_letter_case_do_not_matter() {
        let row = protocol_row(&["openvpn", "IKEV2"]).expect("a row");
        assert!(row.allows(&["radius", "AAD"]));
        assert!(
            !row.allows(&["AAD"]) && !row.allows(&["Radius", "Certificate"]) && !row.allows(&[])
        );
    }

    #[test]
    fn sstp_stands_beside_openvpn_nowhere() {
        assert!(protocol_row(&["SSTP", "OpenVPN"]).is_none());
        assert!(protocol_row(&["SSTP", "OpenVPN", "IkeV2"]).is_none());
        assert!(protocol_row(&[]).is_none());
    }

    #[test]
    fn entra_needs_openvpn() {
        let with_entra = PROTOCOL_MATRIX
            .iter()
            .filter(|row| row.authentication.iter().any(|set| set.contains(&"AAD")));
        for row in with_entra {
            assert!(row.protocols.contains(&"OpenVPN"), "{row:?}");
        }
    }
}
