//! Files: finding them in folders, reading them within bounds, and telling at a glance which concern gateways.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;
use arm_template::Decoded;

use super::{Encoding, Source};

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

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is nothing at the path, or it may not be read.
    #[error("{}", io_words(.0))]
    Io(#[from] std::io::Error),
    /// The folder could not be walked.
    #[error("{0}")]
    Walk(#[from] ignore::Error),
    /// The file is larger than is read.
    #[error("the file has {size} bytes, more than the {limit} that are read")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The bound in bytes.
        limit: u64,
    },
}

fn io_words(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
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

/// The files of a folder, git-ignored ones left out, sorted; a file itself.
///
/// What can't be walked is given beside them.
#[must_use]
pub fn walk(path: &Path) -> (Vec<Walked>, Vec<(PathBuf, FileError)>) {
    if !path.is_dir() {
        return (vec![Walked { path: path.to_owned(), named: true }], Vec::new());
    }
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for entry in ignore::WalkBuilder::new(path).require_git(false).build() {
        match entry {
            Ok(entry)
                if entry.file_type().is_some_and(|kind| kind.is_file())
                    && has_ending(entry.path()) =>
            {
                files.push(Walked { path: entry.into_path(), named: false });
            }
            Ok(_) => {}
            Err(error) => errors.push((path.to_owned(), error.into())),
        }
    }
    files.sort();
    (files, errors)
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
        || vpn_client_files::profile::is_profile_name(&path.to_string_lossy())
}

/// Opens a regular file, to be read piece by piece.
///
/// # Errors
/// When it can't be read, or is something else.
pub fn open(path: &Path) -> Result<std::fs::File, FileError> {
    // A pipe or a device would never end, or wait for ever to be opened.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is no regular file").into());
    }
    Ok(std::fs::File::open(path)?)
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// When it can't be read or is too large.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(FileError::TooLarge { size, limit });
    }
    read_all(file, size, limit)
}

/// Reads standard input up to `limit` bytes.
///
/// # Errors
/// When it can't be read or is too large.
pub fn read_stdin(limit: u64) -> Result<Vec<u8>, FileError> {
    read_all(std::io::stdin().lock(), 0, limit)
}

fn read_all(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default() + 1);
    from.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(FileError::TooLarge { size, limit }) } else { Ok(bytes) }
}

/// A source of bytes: text is decoded, anything else kept as it is.
#[must_use]
pub fn source(name: String, bytes: Vec<u8>) -> Source {
    match arm_template::decode(&bytes) {
        Ok(Decoded { text, encoding, marked }) => Source {
            name,
            text: text.into(),
            binary: None,
            encoding: Encoding::of(encoding, marked),
            compiled: false,
        },
        Err(_) => Source {
            name,
            text: "".into(),
            binary: Some(Arc::from(bytes)),
            encoding: Encoding::Utf8,
            compiled: false,
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
const OF_GATEWAYS: [&str; 11] = [
    "virtualNetworkGateways",
    "virtual_network_gateway",
    "GatewaySubnet",
    "gatewayType",
    "gateway_type",
    "vpnClient",
    "vpn_client",
    "vpnServerConfigurations",
    "p2svpnGateways",
    "publicCertData",
    "templateLink",
];

const AROUND: [&str; 10] = [
    "virtualNetworks",
    "routeTables",
    "publicIPAddresses",
    "networkSecurityGroups",
    "localNetworkGateways",
    "Microsoft.Network/connections",
    "Microsoft.Network/dnsForwardingRulesets",
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
        // UTF-16 puts a zero between the letters: look at them without.
        let letters: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        return concern_of(&letters);
    }
    concern_of(bytes)
}

fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..])
}

fn concern_of(bytes: &[u8]) -> Concern {
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

/// What stands before and after a letter.
type Around = (&'static [u8], &'static [u8]);

/// Letters, and the beginnings and ends of words around them.
const TELLING: [(u8, &[Around]); 2] =
    [(b'w', &[(b"gate", b"ay")]), (b'k', &[(b"networ", b""), (b"templatelin", b"")])];

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
