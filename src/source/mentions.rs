//! What bytes mention, as far as it decides which files are read: gateways, what lies around them, full ids.

use super::full_ids::{FullId, full_ids};

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

/// What a word says about the file in which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// It has a gateway, or what belongs to one.
    Gateway,
    /// It links to templates that may have one.
    Link,
    /// It has what lies around gateways.
    Around,
    /// It may have a resource that concerns gateways: such have a type or an id of Microsoft.Network.
    Network,
}

/// Words that have a letter in common which is rare in texts: a text is looked through for that letter alone, which takes
/// a tenth of the time that it takes to follow all words at once.
struct WordsByLetter {
    letter: u8,
    words: &'static [SoughtWord],
}

struct SoughtWord {
    text: &'static [u8],
    /// Where the letter stands in it.
    place: usize,
    meaning: Meaning,
}

const fn word(letter: u8, text: &'static str, meaning: Meaning) -> SoughtWord {
    let text = text.as_bytes();
    let mut place = 0;
    while !text[place].eq_ignore_ascii_case(&letter) {
        place += 1;
    }
    SoughtWord { text, place, meaning }
}

/// Words of which one is in every file that has to do with gateways.
const TELLING: [WordsByLetter; 3] = [
    WordsByLetter {
        letter: b'w',
        words: &[
            word(b'w', "network", Meaning::Network),
            word(b'w', "gateway", Meaning::Network),
            word(b'w', "GatewaySubnet", Meaning::Gateway),
            word(b'w', "gatewayType", Meaning::Gateway),
            word(b'w', "gateway_type", Meaning::Gateway),
            word(b'w', "virtualNetworkGateways", Meaning::Gateway),
            word(b'w', "virtual_network_gateway", Meaning::Gateway),
            word(b'w', "p2svpnGateways", Meaning::Gateway),
            word(b'w', "point_to_site_vpn_gateway", Meaning::Gateway),
            word(b'w', "virtualNetworks", Meaning::Around),
            word(b'w', "networkSecurityGroups", Meaning::Around),
            word(b'w', "localNetworkGateways", Meaning::Around),
            word(b'w', "Microsoft.Network/connections", Meaning::Around),
            word(b'w', "Microsoft.Network/dnsForwardingRulesets", Meaning::Around),
            word(b'w', "Microsoft.Network/natGateways", Meaning::Around),
            word(b'w', "Microsoft.Network/virtualHubs", Meaning::Around),
            word(b'w', "Microsoft.Network/virtualWans", Meaning::Around),
        ],
    },
    WordsByLetter { letter: b'k', words: &[word(b'k', "templateLink", Meaning::Link)] },
    // The one type of `azurerm` about gateways that has neither `network` nor `gateway` in its name.
    WordsByLetter {
        letter: b'v',
        words: &[word(b'v', "vpn_server_configuration", Meaning::Gateway)],
    },
];

/// What else may be in a file that has one of those.
const MORE: [WordsByLetter; 4] = [
    WordsByLetter {
        letter: b'v',
        words: &[
            word(b'v', "vpnClient", Meaning::Gateway),
            word(b'v', "vpn_client", Meaning::Gateway),
            word(b'v', "vpnServerConfigurations", Meaning::Gateway),
        ],
    },
    WordsByLetter {
        letter: b'b',
        words: &[
            word(b'b', "publicCertData", Meaning::Gateway),
            word(b'b', "routeTables", Meaning::Around),
            word(b'b', "publicIPAddresses", Meaning::Around),
        ],
    },
    WordsByLetter {
        letter: b'x',
        words: &[
            word(b'x', "addressPrefixes", Meaning::Around),
            word(b'x', "address_prefixes", Meaning::Around),
        ],
    },
    WordsByLetter {
        letter: b'j',
        words: &[word(b'j', "deploymentParameters.json", Meaning::Around)],
    },
];

impl WordsByLetter {
    /// What the words say that are in these bytes, letter case aside.
    fn meanings(&self, bytes: &[u8]) -> impl Iterator<Item = Meaning> {
        memchr::memchr2_iter(self.letter, self.letter.to_ascii_uppercase(), bytes).flat_map(
            move |at| {
                let there = self.words.iter().filter(move |word| word.is_at(bytes, at));
                there.map(|word| word.meaning)
            },
        )
    }
}

impl SoughtWord {
    /// Whether it stands where its letter is at this place of the bytes.
    fn is_at(&self, bytes: &[u8], letter: usize) -> bool {
        // Most letters have another one before them than in the word.
        let before = self.place.checked_sub(1).map(|before| self.text[before]);
        let fits = before.is_none_or(|before| {
            letter.checked_sub(1).is_some_and(|at| bytes[at].eq_ignore_ascii_case(&before))
        });
        fits && letter
            .checked_sub(self.place)
            .and_then(|start| bytes.get(start..start + self.text.len()))
            .is_some_and(|found| found.eq_ignore_ascii_case(self.text))
    }
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
        // Most files of a repository are settled here.
        let tells = mentions.take_in(&TELLING, bytes);
        if tells || is_report {
            mentions.take_in(&MORE, bytes);
        }
        if is_report {
            mentions.concern = Concern::Gateway;
        }
        if mentions.concern > Concern::None {
            mentions.full_ids = full_ids(bytes);
        }
        mentions
    }

    /// Takes in what words there are, until more would change nothing; whether there are any.
    fn take_in(&mut self, all: &[WordsByLetter], bytes: &[u8]) -> bool {
        let mut any = false;
        for words in all {
            for meaning in words.meanings(bytes) {
                any = true;
                self.concern = self.concern.max(match meaning {
                    Meaning::Gateway | Meaning::Link => Concern::Gateway,
                    Meaning::Around => Concern::Around,
                    Meaning::Network => Concern::None,
                });
                self.gateway |= meaning == Meaning::Gateway;
                if self.gateway {
                    return true;
                }
            }
        }
        any
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
    let all = TELLING.iter().chain(&MORE);
    all.flat_map(|words| words.meanings(bytes)).any(|meaning| meaning == Meaning::Gateway)
}

/// What UTF-16 of plain letters says: it puts a zero between them.
fn letters(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != 0).collect()
}

#[cfg(test)]
mod tests {
    use super::{Concern, MORE, Meaning, Mentions, TELLING};

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
        let words = TELLING.iter().chain(&MORE).flat_map(|words| words.words);
        for word in words.filter(|word| word.meaning != Meaning::Network) {
            let word = std::str::from_utf8(word.text).expect("words are text");
            let text = format!("{{\"x\": \"{}\"}}", word.to_uppercase());
            let alone = concern(text.as_bytes());
            let with_type = concern(format!("Microsoft.Network {text}").as_bytes());
            assert!(with_type > Concern::None, "{word}");
            assert!(alone == with_type || NEED_A_TYPE.contains(&word), "{word}");
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
