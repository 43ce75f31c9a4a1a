//! What bytes mention, as far as it decides which files are read: gateways, what lies around them, full ids.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::full_ids::{FullId, SUBSCRIPTIONS, id_behind};

/// How much a file has to do with gateways, told from its bytes alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Nothing in it names a gateway or what belongs to one.
    None,
    /// It names networks, routes or addresses, which matter when there is a gateway beside it.
    Around,
    /// It names a gateway, its subnet, its clients' configuration, or other templates.
    Gateway,
}

/// The last one only links to templates that may have one.
const TEMPLATE_LINK: usize = OF_GATEWAYS.len() - 1;
const OF_GATEWAYS: [&str; 13] = [
    "virtualNetworkGateways",
    "virtual_network_gateway",
    "GatewaySubnet",
    "gatewayType",
    "gateway_type",
    "vpnClient",
    "vpn_client",
    "vpnServerConfigurations",
    "vpn_server_configuration",
    "p2svpnGateways",
    "point_to_site_vpn_gateway",
    "publicCertData",
    "templateLink",
];

const AROUND: [&str; 13] = [
    "virtualNetworks",
    "routeTables",
    "publicIPAddresses",
    "networkSecurityGroups",
    "localNetworkGateways",
    "Microsoft.Network/connections",
    "Microsoft.Network/dnsForwardingRulesets",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/virtualHubs",
    "Microsoft.Network/virtualWans",
    "addressPrefixes",
    "address_prefixes",
    "deploymentParameters.json",
];

/// The words of gateways, those around them, and what ids begin with.
fn words(bytes: &[u8]) -> &'static AhoCorasick {
    fn automaton(kind: AhoCorasickKind) -> AhoCorasick {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(kind))
            .build(OF_GATEWAYS.iter().chain(&AROUND).chain([&SUBSCRIPTIONS]))
            .expect("the words are fixed and few")
    }
    /// From this size on, in bytes, the automaton that is faster is worth the time that it takes to make.
    const LARGE: usize = 100_000;
    static FOR_SMALL: LazyLock<AhoCorasick> =
        LazyLock::new(|| automaton(AhoCorasickKind::ContiguousNFA));
    static FOR_LARGE: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(AhoCorasickKind::DFA));
    if bytes.len() < LARGE { &FOR_SMALL } else { &FOR_LARGE }
}

/// What a file mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentions {
    /// How much it has to do with gateways.
    pub concern: Concern,
    /// Whether it names a gateway or what belongs to one, links to other templates aside.
    pub gateway: bool,
    /// The full ids of resources, each once.
    pub full_ids: Vec<FullId>,
}

impl Mentions {
    /// What these bytes mention. Letter case does not matter. They are looked through once, however much they mention.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if is_wide(bytes) { Self::in_letters(&letters(bytes)) } else { Self::in_letters(bytes) }
    }

    fn in_letters(bytes: &[u8]) -> Self {
        let mut mentions = Self { concern: Concern::None, gateway: false, full_ids: Vec::new() };
        let beginning = &bytes[..bytes.len().min(BEGINNING)];
        let is_report = memchr::memmem::find(beginning, CLIENT_REPORT).is_some();
        // Most files of a repository are settled here: resources that concern gateways have a type or an id of
        // Microsoft.Network, and the words to look for have rare letters to jump to.
        if !is_report && !TELLING.iter().any(|(letter, words)| has(bytes, *letter, words)) {
            return mentions;
        }
        for found in words(bytes).find_overlapping_iter(bytes) {
            let concern = match found.pattern().as_usize() {
                word if word < OF_GATEWAYS.len() => {
                    mentions.gateway |= word != TEMPLATE_LINK;
                    Concern::Gateway
                }
                word if word < OF_GATEWAYS.len() + AROUND.len() => Concern::Around,
                _ => {
                    mentions.full_ids.extend(id_behind(&bytes[found.end()..]));
                    continue;
                }
            };
            mentions.concern = mentions.concern.max(concern);
        }
        if is_report {
            mentions.concern = Concern::Gateway;
        }
        if mentions.concern == Concern::None {
            mentions.full_ids.clear();
        }
        mentions.full_ids.sort_unstable();
        mentions.full_ids.dedup();
        mentions
    }
}

/// What every report of a client's machine begins with.
const CLIENT_REPORT: &[u8] = vpn_client_files::report::KIND.as_bytes();
const BEGINNING: usize = 512;

fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..])
}

/// Whether these bytes name a gateway or what belongs to one, links to other templates aside.
#[must_use]
pub fn names_gateway(bytes: &[u8]) -> bool {
    words(bytes)
        .find_overlapping_iter(bytes)
        .any(|found| found.pattern().as_usize() < TEMPLATE_LINK)
}

/// What UTF-16 of plain letters says: it puts a zero between them.
fn letters(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != 0).collect()
}

/// What stands before and after a letter.
type Around = (&'static [u8], &'static [u8]);

/// Letters, and the beginnings and ends of words around them.
const TELLING: [(u8, &[Around]); 3] = [
    (b'w', &[(b"gate", b"ay")]),
    (b'k', &[(b"networ", b""), (b"templatelin", b"")]),
    // The one type of `azurerm` about gateways that has neither word in its name.
    (b'v', &[(b"vpn_ser", b"er_configuration")]),
];

/// Whether one of the words is there, found by one of its letters, letter case aside.
fn has(bytes: &[u8], letter: u8, words: &[Around]) -> bool {
    memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), bytes).any(|at| {
        words.iter().any(|(before, after)| {
            let head = at.checked_sub(before.len()).and_then(|start| bytes.get(start..at));
            let tail = bytes.get(at + 1..at + 1 + after.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(before))
                && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(after))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{AROUND, Concern, Mentions, OF_GATEWAYS};

    fn concern(bytes: &[u8]) -> Concern {
        Mentions::of(bytes).concern
    }

    fn ids(text: &str) -> usize {
        Mentions::of(text.as_bytes()).full_ids.len()
    }

    /// Words that stand in resources only, which have a type or an id of `Microsoft.Network`.
    const NEED_A_TYPE: [&str; 9] = [
        "publicCertData",
        "vpnClient",
        "vpn_client",
        "deploymentParameters.json",
        "vpnServerConfigurations",
        "routeTables",
        "publicIPAddresses",
        "addressPrefixes",
        "address_prefixes",
    ];

    #[test]
    fn bytes_tell_what_a_file_concerns() {
        assert_eq!(
            concern(br#"{"type":"microsoft.network/VIRTUALNETWORKGATEWAYS"}"#),
            Concern::Gateway
        );
        assert_eq!(concern(br#"{"type":"Microsoft.Network/routeTables"}"#), Concern::Around);
        assert_eq!(concern(br#"{"name":"left-pad"}"#), Concern::None);
        for alone in [
            r#"resource "azurerm_vpn_server_configuration" "a" {}"#,
            r#"resource "azurerm_point_to_site_vpn_gateway" "a" {}"#,
            r#"resource "azapi_resource" "a" { type = "Microsoft.Network/vpnServerConfigurations@2024-05-01" }"#,
            "resource a 'Microsoft.Network/vpnServerConfigurations@2024-05-01' = {}",
            "resource a 'Microsoft.Network/p2sVpnGateways@2024-05-01' = {}",
            r#"{"type": "Microsoft.Network/vpnServerConfigurations"}"#,
            r#"{"type": "Microsoft.Network/p2sVpnGateways"}"#,
        ] {
            assert_eq!(concern(alone.as_bytes()), Concern::Gateway, "{alone}");
        }
        for word in OF_GATEWAYS.iter().chain(&AROUND) {
            let text = format!("{{\"x\": \"{}\"}}", word.to_uppercase());
            let alone = concern(text.as_bytes());
            let with_type = concern(format!("Microsoft.Network {text}").as_bytes());
            assert!(with_type > Concern::None, "{word}");
            assert!(alone == with_type || NEED_A_TYPE.contains(word), "{word}");
        }
        let wide: Vec<u8> =
            "\u{feff}GatewaySubnet".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(concern(&wide), Concern::Gateway);
    }

    const HUB: &str =
        "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub";

    #[test]
    fn parts_of_a_resource_have_its_id_in_any_letter_case() {
        let same = [format!("{HUB}/subnets/GatewaySubnet"), HUB.to_uppercase(), format!("'{HUB}'")];
        let of = |text: &str| Mentions::of(text.as_bytes()).full_ids;
        for other in same {
            assert_eq!(of(&other), of(HUB), "{other}");
        }
        assert_eq!(ids(&format!(r#"{{"id": "{HUB}", "other": "{HUB}2"}}"#)), 2);
    }

    #[test]
    fn what_names_no_resource_is_none() {
        for text in [
            "",
            "/subscriptions/",
            "/subscriptions/0000/resourceGroups/rg",
            "/subscriptions/0000/providers/Microsoft.Authorization/roleDefinitions/1",
            "/subscriptions/{0}/resourceGroups/{1}/providers/Microsoft.Network/virtualNetworks/hub",
            "concat('/subscriptions/', parameters('s'), '/resourceGroups/rg/providers/a/b/c')",
        ] {
            assert_eq!(ids(&format!("virtualNetworks {text}")), 0, "{text}");
        }
    }

    #[test]
    fn a_gateway_is_named_by_more_than_a_link() {
        assert!(Mentions::of(b"Microsoft.Network/virtualNetworkGateways").gateway);
        let linked = Mentions::of(br#"{"templateLink": {}}"#);
        assert_eq!((linked.concern, linked.gateway), (Concern::Gateway, false));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_looked_through(bytes: Vec<u8>) {
            let mut text = b"virtualNetworks /subscriptions/a/resourceGroups/".to_vec();
            text.extend(bytes);
            let _ = Mentions::of(&text);
        }
    }
}
