//! Files: finding them in folders, reading them within bounds, and telling at a glance which concern gateways.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;
use arm_template::Decoded;

use super::full_ids::{FullId, full_ids};
use super::{Encoding, Source};
use crate::files::{self, FileError, Listing};

/// What the command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A file or a folder.
    Path(PathBuf),
    /// `-`, with the name that reports give it.
    Stdin(String),
    /// An answer of a live scan.
    Answer(Answered),
    /// Bytes that were read already.
    Bytes {
        /// The name that reports give them.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// An answer of a live scan, as far as it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The name that it is, or would be, saved under.
    pub name: String,
    /// The resource that it is about, where that isn't in the answer itself.
    pub resource: Option<String>,
    /// The JSON text.
    pub text: Arc<str>,
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Walked {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named, as opposed to found in a folder.
    pub named: bool,
}

/// Endings of the files that are looked into in a folder. Files that are named are read whatever they are called.
const ENDINGS: [&str; 16] = [
    "json",
    "jsonc",
    "template",
    "bicep",
    "bicepparam",
    "tf",
    "tofu",
    "tfstate",
    "cer",
    "crt",
    "pem",
    "der",
    "p7b",
    "pfx",
    "p12",
    "key",
];

/// What a path stands for: the files of a folder, git-ignored ones left out, sorted; a file itself.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files.
    pub files: Vec<Walked>,
    /// What was found and is no file to read, and why.
    pub passed_over: Vec<(PathBuf, String)>,
    /// What can't be walked.
    pub failures: Vec<(PathBuf, FileError)>,
}

/// Looks for the files at a path.
#[must_use]
pub fn walk(path: &Path) -> Walk {
    if !path.is_dir() {
        let files = vec![Walked { path: path.to_owned(), named: true }];
        return Walk { files, ..Walk::default() };
    }
    let Listing { files, passed_over, failures } = files::list(path, has_ending);
    let mut files: Vec<_> = files.into_iter().map(|path| Walked { path, named: false }).collect();
    files.sort();
    Walk { files, passed_over, failures }
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
        || vpn_client_files::profile::is_profile_name(&path.to_string_lossy())
}

/// A source of bytes: text is decoded, anything else kept as it is.
#[must_use]
pub fn source(name: String, bytes: Vec<u8>) -> Source {
    match arm_template::decode(&bytes) {
        Ok(Decoded { text, encoding, marked }) => Source {
            name,
            path: None,
            text: text.into(),
            binary: None,
            encoding: Encoding::of(encoding, marked),
            compiled: false,
            language: super::Language::default(),
        },
        Err(_) => Source {
            name,
            path: None,
            text: "".into(),
            binary: Some(Arc::from(bytes)),
            encoding: Encoding::Utf8,
            compiled: false,
            language: super::Language::default(),
        },
    }
}

impl Encoding {
    fn of(encoding: arm_template::Encoding, marked: bool) -> Self {
        match encoding {
            arm_template::Encoding::Utf8 if marked => Self::Utf8Bom,
            arm_template::Encoding::Utf8 => Self::Utf8,
            arm_template::Encoding::Utf16Le => Self::Utf16Le,
            arm_template::Encoding::Utf16Be => Self::Utf16Be,
        }
    }
}

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

static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(OF_GATEWAYS.iter().chain(&AROUND))
        .expect("the words are fixed and few")
});

/// How much these bytes have to do with gateways. Letter case does not matter.
#[must_use]
pub fn concern(bytes: &[u8]) -> Concern {
    if is_wide(bytes) {
        return concern_of(&letters(bytes));
    }
    concern_of(bytes)
}

fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..])
}

/// What every report of a client's machine begins with.
const CLIENT_REPORT: &[u8] = vpn_client_files::report::KIND.as_bytes();
const BEGINNING: usize = 512;

fn concern_of(bytes: &[u8]) -> Concern {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    if memchr::memmem::find(beginning, CLIENT_REPORT).is_some() {
        return Concern::Gateway;
    }
    // Most files of a repository are settled here: resources that concern gateways have a type or an id of
    // Microsoft.Network, and the words to look for have rare letters to jump to.
    let worth = TELLING.iter().any(|(letter, words)| has(bytes, *letter, words));
    if !worth {
        return Concern::None;
    }
    let mut most = Concern::None;
    for found in WORDS.find_overlapping_iter(bytes) {
        if found.pattern().as_usize() < OF_GATEWAYS.len() {
            return Concern::Gateway;
        }
        most = Concern::Around;
    }
    most
}

/// Whether these bytes name a gateway or what belongs to one, links to other templates aside.
#[must_use]
pub fn names_gateway(bytes: &[u8]) -> bool {
    let of_gateways = OF_GATEWAYS.len() - 1;
    WORDS.find_overlapping_iter(bytes).any(|found| found.pattern().as_usize() < of_gateways)
}

/// The full ids of resources in these bytes.
#[must_use]
pub fn ids(bytes: &[u8]) -> Vec<FullId> {
    if is_wide(bytes) { full_ids(&letters(bytes)) } else { full_ids(bytes) }
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
    use super::{AROUND, Concern, OF_GATEWAYS, concern};

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
}
