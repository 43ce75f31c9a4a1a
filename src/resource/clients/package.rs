//! A profile package as it is downloaded, or a single profile of one.

use std::ops::Range;
use std::sync::Arc;

use arm_template::{SourceId, Span};
use certificate_diagnosis::{Certificate, StoredKey};
use vpn_client_files::profile::{CertificateRole, LocatedText, Profile, ProfileKind};

use super::evidence::Evidence;

/// A profile package: a zip, the folder that it was unpacked to, or one profile alone.
#[derive(Debug)]
pub struct Package {
    /// The zip, or the first of its files.
    pub source: SourceId,
    /// The paths of its members.
    pub members: Vec<String>,
    /// Its profiles.
    pub profiles: Vec<ClientProfile>,
    /// The roots of the gateway's own certificate, `VpnServerRoot.cer`.
    pub roots: Vec<ServerRoot>,
    /// What tells its gateway from others.
    pub evidence: Arc<Evidence>,
}

/// A profile.
#[derive(Debug)]
pub struct ClientProfile {
    /// The file that it stands in.
    pub source: SourceId,
    /// What it says.
    pub profile: Profile,
    /// Its certificates that could be read, with what they are for and where they stand.
    pub certificates: Vec<(CertificateRole, Certificate, Span)>,
    /// What is known of the private key in it, and where that stands.
    pub key: Option<(Option<StoredKey>, Span)>,
    /// Whether it is given alone, to be used as it is, and not in a package.
    pub alone: bool,
    /// What its package says that tells its gateway from others.
    pub evidence: Arc<Evidence>,
}

/// A root of the gateway's own certificate.
#[derive(Debug)]
pub struct ServerRoot {
    /// Where it stands.
    pub span: Span,
    /// The certificate.
    pub certificate: Certificate,
}

impl Package {
    /// Whether it is a package as it is downloaded, and not a part of one.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.profiles
            .iter()
            .any(|profile| profile.profile.kind == ProfileKind::Generic && !profile.alone)
    }

    /// Whether it has a folder of this name.
    #[must_use]
    pub fn has_folder(&self, name: &str) -> bool {
        let is_in = |path: &String| {
            path.split('/').rev().skip(1).any(|folder| folder.eq_ignore_ascii_case(name))
        };
        self.members.iter().any(is_in)
    }

    /// How many files of it were read.
    #[must_use]
    pub fn files(&self) -> usize {
        self.profiles.len() + self.roots.len()
    }

    /// The names of its servers that a gateway has, each with its profile. A phone book has connections to others too.
    pub fn servers(&self) -> impl Iterator<Item = (&ClientProfile, &LocatedText)> {
        let own = |it: &&ClientProfile| {
            matches!(
                it.profile.kind,
                ProfileKind::AzureVpn | ProfileKind::Generic | ProfileKind::OpenVpn
            )
        };
        self.profiles
            .iter()
            .filter(own)
            .flat_map(|it| it.profile.servers.iter().map(move |server| (it, server)))
    }

    /// The roots of the gateway's own certificate that it has whole: in files of their own and inside profiles.
    pub fn server_roots(&self) -> impl Iterator<Item = (&Certificate, Span)> {
        let embedded = self.profiles.iter().flat_map(|profile| &profile.certificates);
        let embedded = embedded
            .filter(|(part, ..)| *part == CertificateRole::ServerRoot)
            .map(|(_, root, span)| (root, *span));
        self.roots.iter().map(|root| (&root.certificate, root.span)).chain(embedded)
    }

    /// The thumbprints of roots that its profiles want the gateway's certificate to lead to.
    pub fn pinned_roots(&self) -> impl Iterator<Item = (Span, &LocatedText)> {
        self.profiles
            .iter()
            .flat_map(|it| it.profile.pinned_roots.iter().map(move |pin| (it.at(pin), pin)))
    }

    /// Whether it names a server, letter case aside.
    #[must_use]
    pub fn names_server(&self, name: &str) -> bool {
        self.servers().any(|(_, server)| server.text.trim().eq_ignore_ascii_case(name.trim()))
    }

    /// The whole of it.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.source, 0, 0)
    }

    /// Its general settings, `VpnSettings.xml`.
    #[must_use]
    pub fn settings(&self) -> Option<&ClientProfile> {
        self.profiles.iter().find(|profile| profile.profile.kind == ProfileKind::Generic)
    }
}

impl ClientProfile {
    /// The place of a part of it.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        span(self.source, range)
    }

    /// The place of a text in it.
    #[must_use]
    pub fn at(&self, text: &LocatedText) -> Span {
        self.span(&text.range)
    }

    /// Its first line: the place of what is missing.
    #[must_use]
    pub fn head(&self) -> Span {
        let start = self.profile.range.start;
        self.span(&(start..start))
    }
}

/// Bytes of a source.
pub(crate) fn span(source: SourceId, range: &Range<usize>) -> Span {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(source, byte(range.start), byte(range.end))
}
