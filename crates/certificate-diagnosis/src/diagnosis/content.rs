//! What a certificate file or value turns out to hold.

use crate::encoding::object::PrivateKeyKind;
use crate::fields::facts::Certificate;

/// What is inside, once all wrapping is off.
///
/// No variant holds the bytes of a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// One certificate.
    Certificate(Box<Certificate>),
    /// Several PEM blocks, or DER certificates one after the other.
    Several {
        /// The certificates that could be read, in order.
        certificates: Vec<Certificate>,
        /// The private keys among them.
        private_keys: Vec<PrivateKeyKind>,
        /// How many blocks are something else or can't be read.
        others: usize,
    },
    /// A PKCS#7 bundle (`.p7b`).
    Bundle {
        /// The certificates that could be read, in order.
        certificates: Vec<Certificate>,
    },
    /// A PKCS#12 file (`.pfx`, `.p12`), which holds certificates and private keys under a password.
    Pkcs12,
    /// A PKCS#10 certificate request (`.csr`).
    CertificateRequest,
    /// A certificate revocation list (`.crl`).
    RevocationList,
    /// A public key without a certificate.
    PublicKey,
    /// A private key.
    PrivateKey(PrivateKeyKind),
    /// DER that is well formed, but nothing that belongs here.
    OtherDer,
    /// DER that is damaged, cut short or has bytes too many.
    DamagedDer,
    /// Base64 that can't be decoded.
    DamagedBase64,
    /// PEM with nothing between its lines, or with a label that says it is something else altogether.
    OtherPem {
        /// The label of the first block.
        label: String,
    },
    /// A stand-in that nobody replaced: `<…>`, `TODO`, `${…}`.
    Placeholder(String),
    /// The address of a Key Vault secret or certificate, without its query.
    KeyVaultReference(String),
    /// The name of a file.
    FilePath(String),
    /// A link.
    Link,
    /// A web page.
    Html,
    /// An XML document.
    Xml,
    /// A JSON document.
    Json,
    /// No bytes at all.
    Empty,
    /// Nothing but white space.
    Blank,
    /// Other text.
    Text,
    /// Other bytes.
    Binary(BinaryKind),
    /// More bytes than any certificate file has; they were not looked at.
    TooLarge,
}

/// Kinds of binary files that are met in place of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BinaryKind {
    /// A zip archive, such as the VPN client package.
    Zip,
    /// A Java key store.
    JavaKeyStore,
    /// A serialised certificate store of Windows (`.sst`).
    WindowsStore,
    /// Binary data that a program read and saved as text: bytes are lost.
    SavedAsText,
    /// Anything else.
    Other,
}

impl Content {
    /// The certificates inside, in order.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        match self {
            Self::Certificate(certificate) => std::slice::from_ref(certificate),
            Self::Several { certificates, .. } | Self::Bundle { certificates } => certificates,
            _ => &[],
        }
    }

    /// Whether a private key is inside, or surely will be (PKCS#12).
    #[must_use]
    pub fn has_private_key(&self) -> bool {
        match self {
            Self::PrivateKey(_) | Self::Pkcs12 => true,
            Self::Several { private_keys, .. } => !private_keys.is_empty(),
            _ => false,
        }
    }

    /// Whether it may be what a client has: its certificate with the key or the certificates above it.
    #[must_use]
    pub fn may_hold_client(&self) -> bool {
        *self == Self::Pkcs12 || !self.certificates().is_empty()
    }

    /// What it is, in words that fit after "this is".
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::Certificate(certificate) => {
                format!("a certificate for {}", certificate.subject.short())
            }
            Self::Several { certificates, private_keys, others } => {
                several(certificates.len(), private_keys, *others)
            }
            Self::Bundle { certificates } => match certificates.len() {
                0 => "a PKCS#7 file without a readable certificate".to_owned(),
                1 => "a PKCS#7 bundle with 1 certificate".to_owned(),
                count => format!("a PKCS#7 bundle with {count} certificates"),
            },
            Self::PrivateKey(kind) => kind.to_string(),
            Self::OtherPem { label } => format!("a PEM block of the kind {label}"),
            Self::Placeholder(text) => format!("a placeholder, {text}"),
            other => other.what_fixed().to_owned(),
        }
    }

    fn what_fixed(&self) -> &'static str {
        match self {
            Self::Pkcs12 => "a PKCS#12 (PFX) file",
            Self::CertificateRequest => "a certificate request (CSR)",
            Self::RevocationList => "a certificate revocation list (CRL)",
            Self::PublicKey => "a public key without a certificate",
            Self::OtherDer => "DER data that is not a certificate",
            Self::DamagedDer => "a damaged certificate",
            Self::DamagedBase64 => "damaged base64",
            Self::KeyVaultReference(_) => "a reference to a key vault",
            Self::FilePath(_) => "the name of a file",
            Self::Link => "a link",
            Self::Html => "a web page",
            Self::Xml => "an XML document",
            Self::Json => "a JSON document",
            Self::Empty => "empty",
            Self::Blank => "nothing but white space",
            Self::Binary(BinaryKind::Zip) => "a zip archive",
            Self::Binary(BinaryKind::JavaKeyStore) => "a Java key store",
            Self::Binary(BinaryKind::WindowsStore) => "a serialized Windows certificate store",
            Self::Binary(BinaryKind::SavedAsText) => "a binary certificate that was saved as text",
            Self::Binary(BinaryKind::Other) => "binary data that is not a certificate",
            Self::TooLarge => "far too large for a certificate",
            _ => "text that is not a certificate",
        }
    }

    /// What to do to get a usable certificate; none when this is one.
    #[must_use]
    pub fn way_out(&self) -> Option<&'static str> {
        Some(match self {
            Self::Certificate(_) => return None,
            Self::Several { private_keys, .. } if !private_keys.is_empty() => {
                "replace this key, because it has been exposed; then export the root certificate alone, without the private key"
            }
            Self::Several { .. } | Self::Bundle { .. } => {
                "use the root certificate alone, as Base-64 encoded X.509 (.CER)"
            }
            Self::Pkcs12 => {
                "export the certificate without the private key, as Base-64 encoded X.509 (.CER), and don't share the PFX"
            }
            Self::CertificateRequest => "use the certificate that the CA issued for this request",
            Self::RevocationList => {
                "use the certificate of the CA that issued this list; on a gateway, revoke individual client certificates by thumbprint"
            }
            Self::PublicKey => "use the certificate that this key belongs to",
            Self::PrivateKey(_) => {
                "replace this key, because it has been exposed; then use the root certificate, which contains no private key"
            }
            Self::DamagedDer | Self::DamagedBase64 | Self::Binary(BinaryKind::SavedAsText) => {
                "export the certificate again, as Base-64 encoded X.509 (.CER), and copy all of it"
            }
            Self::Placeholder(_) => "insert the root certificate's base64 data",
            Self::KeyVaultReference(_) | Self::FilePath(_) | Self::Link => {
                "insert the certificate's base64 data instead of its location"
            }
            Self::Binary(BinaryKind::Zip) => {
                "extract it; the gateway needs your own root, not the server root of a VPN client package"
            }
            Self::Binary(
                BinaryKind::JavaKeyStore | BinaryKind::WindowsStore | BinaryKind::Other,
            )
            | Self::OtherDer
            | Self::OtherPem { .. }
            | Self::Html
            | Self::Xml
            | Self::Json
            | Self::Empty
            | Self::Blank
            | Self::Text
            | Self::TooLarge => "export the root certificate as Base-64 encoded X.509 (.CER)",
        })
    }
}

fn several(certificates: usize, private_keys: &[PrivateKeyKind], others: usize) -> String {
    let mut parts = Vec::new();
    match certificates {
        0 => {}
        1 => parts.push("a certificate".to_owned()),
        count => parts.push(format!("{count} certificates")),
    }
    match private_keys {
        [] => {}
        [kind] => parts.push(kind.to_string()),
        keys => parts.push(format!("{} private keys", keys.len())),
    }
    match others {
        0 => {}
        1 => parts.push("one other block".to_owned()),
        count => parts.push(format!("{count} other blocks")),
    }
    parts.join(" and ")
}
