//! A certificate file: a root that is to be listed, a client's certificate, or something given for one.

use arm_template::{Origin, SourceId, Span};

use crate::resource::certificates::listed::RootCertificate;
use crate::resource::reading::field::NotEvaluated;
use crate::source::Offsets;
use certificate_diagnosis::{
    Certificate, Content, Diagnosis, Pkcs12Fault, Purpose, Role, StoredKey, repaired,
};

/// A certificate file and what it is taken for.
#[derive(Debug)]
pub struct CertificateFile {
    /// The file.
    pub source: SourceId,
    /// The name it was read under.
    pub name: String,
    /// What was read.
    pub reading: Diagnosis,
    /// Whether it was named, as opposed to found in a folder.
    pub named: bool,
    /// What it is said to be.
    pub told: Option<Role>,
    /// The private keys of a PKCS#12 file that was opened.
    pub keys: Option<Vec<StoredKey>>,
    /// Why a PKCS#12 file was not opened.
    pub fault: Option<Pkcs12Fault>,
    /// Whether a password was given for it, besides none and the empty one.
    pub password_given: bool,
    offsets: Offsets,
}

/// What to do with a damaged PKCS#12 file.
const EXPORT_STORE: &str = "export the PFX again, and copy the complete file";

impl CertificateFile {
    /// Of a file that was read.
    #[must_use]
    pub fn new(
        source: SourceId,
        name: String,
        reading: Diagnosis,
        offsets: Offsets,
        named: bool,
        told: Option<Role>,
    ) -> Self {
        Self {
            source,
            name,
            reading,
            named,
            told,
            keys: None,
            fault: None,
            password_given: false,
            offsets,
        }
    }

    /// What it looks like by itself.
    #[must_use]
    pub fn looks_like(&self) -> Role {
        self.leaf().map_or(Role::Unclear, Certificate::looks_like)
    }

    /// What it is taken for, which decides the rules that hold for it; none when there are none.
    ///
    /// A file that is named is a client's when it looks like one, and else is to become a root. In a folder anything
    /// may lie, and only what looks like a root, like a client's or is damaged concerns a gateway.
    #[must_use]
    pub fn taken_for(&self) -> Option<Role> {
        if self.told.is_some() {
            return self.told;
        }
        // Clients import such files, and a CA's own is named after it.
        let is_store = self.reading.content == Content::Pkcs12 || self.keys.is_some();
        if is_store && self.named && !self.is_named_after_a_ca() {
            return Some(Role::Client);
        }
        match (self.looks_like(), self.named) {
            (Role::Client, named) if named || !self.may_be_server() => Some(Role::Client),
            (_, true) | (Role::Root, false) => Some(Role::Root),
            (_, false) if self.is_damaged() => Some(Role::Root),
            _ => None,
        }
    }

    /// Whether its name says that it is PKCS#12, whatever is in it.
    #[must_use]
    pub fn is_named_as_store(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        [".pfx", ".p12"].iter().any(|ending| name.ends_with(ending))
    }

    /// What to do with a file that gives no certificate.
    #[must_use]
    pub fn way_out(&self) -> Option<&'static str> {
        let way = self.reading.way_out()?;
        Some(if self.is_named_as_store() { EXPORT_STORE } else { way })
    }

    fn is_named_after_a_ca(&self) -> bool {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
        name.contains("root")
            || name.split(|char: char| !char.is_alphanumeric()).any(|word| word == "ca")
    }

    /// Whether it may as well be a web server's, which often may authenticate clients too.
    fn may_be_server(&self) -> bool {
        let purposes = self.leaf().and_then(|leaf| leaf.extended_key_usage.as_deref());
        purposes.unwrap_or_default().iter().any(Purpose::is_server_authentication)
    }

    /// Whether it was a certificate before something happened to it.
    fn is_damaged(&self) -> bool {
        matches!(self.reading.content, Content::DamagedDer | Content::DamagedBase64)
            || (self.reading.certificate().is_some() && self.reading.first_flaw().is_some())
    }

    /// Whether the rules for client certificates hold for it.
    #[must_use]
    pub fn is_client(&self) -> bool {
        self.taken_for() == Some(Role::Client)
    }

    /// The one certificate, when the file holds one and nothing of it is damaged.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        self.bundled_root().or_else(|| self.single())
    }

    /// The root of a PKCS#7 bundle, when it has one and no client's certificate.
    #[must_use]
    pub fn bundled_root(&self) -> Option<&Certificate> {
        let Content::Bundle { certificates } = &self.reading.content else { return None };
        if certificates.iter().any(|certificate| certificate.looks_like() == Role::Client) {
            return None;
        }
        let mut roots = certificates.iter().filter(|certificate| certificate.self_issued());
        match (roots.next(), roots.next(), certificates.as_slice()) {
            (Some(root), None, _) => Some(root),
            (None, _, [only]) => Some(only),
            // With two roots only the CA's owner knows which one is meant.
            _ => None,
        }
    }

    fn single(&self) -> Option<&Certificate> {
        let whole = repaired(&self.reading).is_some_and(|repair| repair.lossless);
        self.reading.certificate().filter(|_| whole)
    }

    /// The client's certificate, which may stand beside its key and the certificates above it.
    ///
    /// # Errors
    /// When the file can't be opened without its password.
    pub fn client(&self) -> Result<Option<&Certificate>, NotEvaluated> {
        if !self.is_client() {
            return Ok(None);
        }
        if self.reading.content == Content::Pkcs12 {
            let reason = match &self.fault {
                Some(Pkcs12Fault::WrongPassword) if self.password_given => {
                    "the specified password doesn't open this PKCS#12 (PFX) file".to_owned()
                }
                None | Some(Pkcs12Fault::WrongPassword) => {
                    "this PKCS#12 (PFX) file requires a password".to_owned()
                }
                Some(fault) => format!("the PKCS#12 (PFX) file was not opened: {fault}"),
            };
            let remedy = match &self.fault {
                Some(Pkcs12Fault::Damaged(_)) => "export it again",
                _ if self.password_given => {
                    "set the correct password with --password-file or GATELINT_PFX_PASSWORD, or export the file again"
                }
                _ => {
                    "set the password with --password-file or GATELINT_PFX_PASSWORD, or check the certificate exported without its key"
                }
            };
            return Err(NotEvaluated::new(reason, Some(self.place())).remedy(remedy));
        }
        Ok(self.leaf())
    }

    /// The certificate that issued none of the others, and of several such the one whose private key is there; the first
    /// one when that can't be told.
    fn leaf(&self) -> Option<&Certificate> {
        if let Some(only) = self.single() {
            return Some(only);
        }
        let (Content::Several { certificates: all, .. } | Content::Bundle { certificates: all }) =
            &self.reading.content
        else {
            return None;
        };
        let issued_none = |leaf: &&Certificate| {
            !all.iter().any(|other| other.der != leaf.der && other.issuer.matches(&leaf.subject))
        };
        // Beside certificates that have nothing to do with it, the client's is the one whose key is there.
        let with_key = |leaf: &&Certificate| self.has_key_of(leaf) == Some(true);
        let mut ends = all.iter().filter(issued_none);
        ends.clone().find(with_key).or_else(|| ends.next()).or_else(|| all.first())
    }

    /// The certificates beside the client's own, which it may send along.
    pub fn others(&self) -> impl Iterator<Item = &Certificate> {
        let leaf = self.leaf();
        self.reading
            .certificates()
            .iter()
            .filter(move |other| leaf.is_none_or(|leaf| leaf.der != other.der))
    }

    /// Where the certificate stands in the file.
    #[must_use]
    pub fn place(&self) -> Span {
        let number = self.leaf().and_then(|leaf| {
            self.reading.certificates().iter().position(|other| other.der == leaf.der)
        });
        let range = number.and_then(|number| {
            let certificate = self.reading.certificates().get(number)?;
            self.reading.place(number, 0..certificate.der.len())
        });
        self.part(range.unwrap_or(0..0))
    }

    /// The place of a part of the file, counted in its bytes.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        let range = self.offsets.in_text(range);
        Span::new(self.source, range.start, range.end)
    }
}

/// A root certificate: as an entry of a gateway's list, or as a file that is to become one.
#[derive(Clone, Copy, Debug)]
pub enum CheckedRoot<'a> {
    /// An entry.
    Listed(&'a RootCertificate),
    /// A file.
    File(&'a CertificateFile),
}

impl<'a> CheckedRoot<'a> {
    /// What the data is; none when there is no data.
    ///
    /// # Errors
    /// When the data can't be known.
    pub fn reading(self) -> Result<Option<&'a Diagnosis>, NotEvaluated> {
        match self {
            Self::Listed(root) => {
                root.data.get()?;
                Ok(root.reading())
            }
            Self::File(file) => Ok(Some(&file.reading)),
        }
    }

    /// The certificate, when the data is one and nothing of it is damaged: it may be wrapped wrongly.
    ///
    /// # Errors
    /// When the data can't be known.
    pub fn certificate(self) -> Result<Option<&'a Certificate>, NotEvaluated> {
        match self {
            Self::Listed(root) => root.certificate(),
            // What is wrong with a client's certificate is said as such.
            Self::File(file) => Ok(file.certificate().filter(|_| !file.is_client())),
        }
    }

    /// Where the data comes from.
    #[must_use]
    pub fn origin(self) -> Origin {
        match self {
            Self::Listed(root) => root.data.origin().clone(),
            Self::File(file) => Origin::Written(file.place()),
        }
    }

    /// The entry, if it is one.
    #[must_use]
    pub fn listed(self) -> Option<&'a RootCertificate> {
        match self {
            Self::Listed(root) => Some(root),
            Self::File(_) => None,
        }
    }

    /// Whether it is said to be a CA below a root, which need not be one itself.
    #[must_use]
    pub fn is_intermediate(self) -> bool {
        matches!(self, Self::File(file) if file.told == Some(Role::Intermediate))
    }
}

impl<'a> From<&'a RootCertificate> for CheckedRoot<'a> {
    fn from(root: &'a RootCertificate) -> Self {
        Self::Listed(root)
    }
}

impl<'a> From<&'a CertificateFile> for CheckedRoot<'a> {
    fn from(file: &'a CertificateFile) -> Self {
        Self::File(file)
    }
}

impl<'a> From<&CheckedRoot<'a>> for CheckedRoot<'a> {
    fn from(root: &CheckedRoot<'a>) -> Self {
        *root
    }
}
