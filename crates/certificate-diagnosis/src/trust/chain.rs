//! Whether a client certificate gets in: its chain to a root of the gateway, and what it may be used for.

use jiff::Timestamp;

use crate::fields::extensions::{AlternativeName, KeyUsage, Purpose};
use crate::fields::facts::Certificate;
use crate::fields::signature::{NotChecked, Signature};
use crate::fields::thumbprint::read_thumbprint;

/// The most certificates between a client and its root that are followed.
const LONGEST: usize = 8;

/// What a client certificate is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct TrustAnchors<'a> {
    /// The root certificates on the gateway. Each is trusted as it is, self-signed or not.
    pub roots: &'a [Certificate],
    /// CA certificates that the client sends along or has installed.
    pub intermediates: &'a [Certificate],
    /// The thumbprints of the gateway's revoked certificates, as they are written there.
    pub revoked: &'a [&'a str],
}

/// What was found out about a client certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientVerdict {
    /// How it chains to the gateway's roots.
    pub path: Path,
    /// Whether it is one of the roots itself, or issued by itself.
    pub is_root: bool,
    /// Whether its SHA-1 thumbprint is among the revoked ones.
    pub is_revoked: bool,
    /// What extKeyUsage says about Client Authentication.
    pub client_authentication: ClientAuthentication,
    /// When the first certificate above it ends, if that is before its own end.
    pub issuer_ends_first: Option<Timestamp>,
}

/// How a client certificate chains to the gateway's roots; the best of all ways.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Path {
    /// Every signature is verified, up to a root of the gateway.
    Trusted(IssuerChain),
    /// The names lead to a root, but a signature can't be checked.
    Unproven(IssuerChain, NotChecked),
    /// The names lead to a root, but a certificate on the way must not issue others.
    MayNotIssue(IssuerChain),
    /// The names lead to a root, but a signature was not made with its key: another root of the same name.
    BadSignature(IssuerChain),
    /// The names lead nowhere.
    NoRoot {
        /// The issuer that is missing, last in the chain; or the root that the gateway doesn't list.
        missing: String,
        /// Whether the chain is here to its end, a certificate that issued itself. Where it is not, what is missing may be an
        /// intermediate of a root that is listed.
        whole: bool,
    },
}

/// The certificates above a client, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssuerChain {
    /// The numbers of the intermediates, the client's issuer first.
    pub intermediates: Vec<usize>,
    /// The number of the root.
    pub root: usize,
}

/// What extKeyUsage says about Client Authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// There is no extKeyUsage: every use is allowed.
    Unrestricted,
    /// It is the first purpose.
    First,
    /// It is a purpose, but another comes first.
    Later {
        /// The purpose that comes first.
        first: String,
    },
    /// It is not among the purposes; Any Purpose doesn't count.
    Missing,
}

impl Certificate {
    /// Holds a client certificate against a gateway. Costs a signature check for each link.
    #[must_use]
    pub fn verdict_for(&self, gateway: &TrustAnchors<'_>) -> ClientVerdict {
        let mut seen = vec![false; gateway.intermediates.len()];
        let path = path(self, gateway, &mut seen, 0);
        let is_root = self.self_issued() || gateway.roots.iter().any(|root| root.der == self.der);
        let print = self.sha1();
        let revoked = |text: &&str| read_thumbprint(text).value() == Some(print.as_str());
        ClientVerdict {
            issuer_ends_first: first_end(&path, gateway).filter(|end| *end < self.not_after),
            is_root,
            is_revoked: gateway.revoked.iter().any(revoked),
            client_authentication: client_authentication(self),
            path,
        }
    }

    /// Whether its common name has the form `DOMAIN\user`, which a P2S client can't use.
    #[must_use]
    pub fn is_named_after_domain_user(&self) -> bool {
        self.subject.common_name().is_some_and(is_domain_user)
    }

    /// The user principal names in subjectAltName.
    pub fn user_principal_names(&self) -> impl Iterator<Item = &str> {
        self.alternative_names.iter().filter_map(|name| match name {
            AlternativeName::Upn(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Whether it may issue others, as far as it says anything about that.
    fn may_issue(&self) -> bool {
        self.basic_constraints.is_none_or(|constraints| constraints.ca)
            && self.key_usage.is_none_or(KeyUsage::certificate_sign)
    }
}

impl Path {
    /// The better a way, the smaller.
    fn rank(&self) -> u8 {
        match self {
            Self::Trusted(_) => 0,
            Self::Unproven(..) => 1,
            Self::MayNotIssue(_) => 2,
            Self::BadSignature(_) => 3,
            Self::NoRoot { .. } => 4,
        }
    }

    /// The certificates above the client, when the names lead to a root.
    #[must_use]
    pub fn links(&self) -> Option<&IssuerChain> {
        match self {
            Self::Trusted(links)
            | Self::Unproven(links, _)
            | Self::MayNotIssue(links)
            | Self::BadSignature(links) => Some(links),
            Self::NoRoot { .. } => None,
        }
    }

    /// The same way, begun at a certificate that intermediate `number` issued.
    fn below(mut self, number: usize, link: IssuerCheck) -> Self {
        if let Self::Trusted(links)
        | Self::Unproven(links, _)
        | Self::MayNotIssue(links)
        | Self::BadSignature(links) = &mut self
        {
            links.intermediates.insert(0, number);
        }
        self.at_best(link)
    }

    /// The way with one more link, which can make it worse only.
    fn at_best(self, link: IssuerCheck) -> Self {
        let Some(links) = self.links().cloned() else {
            return self;
        };
        let other = match link {
            IssuerCheck::Good => return self,
            IssuerCheck::Unproven(why) => Self::Unproven(links, why),
            IssuerCheck::MayNotIssue => Self::MayNotIssue(links),
            IssuerCheck::Bad => Self::BadSignature(links),
        };
        if other.rank() > self.rank() { other } else { self }
    }
}

/// One step up a chain, where the names fit.
enum IssuerCheck {
    Good,
    Unproven(NotChecked),
    MayNotIssue,
    Bad,
}

fn link(certificate: &Certificate, issuer: &Certificate) -> Option<IssuerCheck> {
    match certificate.verify_issued_by(issuer) {
        Signature::NotChecked(NotChecked::OtherIssuer) => None,
        Signature::Bad => Some(IssuerCheck::Bad),
        _ if !issuer.may_issue() => Some(IssuerCheck::MayNotIssue),
        Signature::NotChecked(why) => Some(IssuerCheck::Unproven(why)),
        Signature::Verified => Some(IssuerCheck::Good),
    }
}

fn path(
    certificate: &Certificate,
    gateway: &TrustAnchors<'_>,
    seen: &mut [bool],
    depth: usize,
) -> Path {
    let to_root = |(root, issuer): (usize, &Certificate)| {
        let links = IssuerChain { intermediates: Vec::new(), root };
        link(certificate, issuer).map(|link| Path::Trusted(links).at_best(link))
    };
    let ends = |issuer: &Certificate| issuer.self_issued() && link(certificate, issuer).is_some();
    let whole = gateway.intermediates.iter().any(ends);
    let mut best = Path::NoRoot { missing: certificate.issuer.to_string(), whole };
    for way in gateway.roots.iter().enumerate().filter_map(to_root) {
        if way.rank() < best.rank() {
            best = way;
        }
    }
    if best.rank() == 0 || depth == LONGEST {
        return best;
    }
    for (number, issuer) in gateway.intermediates.iter().enumerate() {
        // Each intermediate is followed once: a second visit can only lead to the same roots.
        let Some(link) =
            link(certificate, issuer).filter(|_| !seen[number] && !issuer.self_issued())
        else {
            continue;
        };
        seen[number] = true;
        let way = path(issuer, gateway, seen, depth + 1).below(number, link);
        let further =
            matches!((&way, &best), (Path::NoRoot { .. }, Path::NoRoot { whole: false, .. }));
        if way.rank() < best.rank() || further {
            best = way;
        }
    }
    best
}

fn first_end(path: &Path, gateway: &TrustAnchors<'_>) -> Option<Timestamp> {
    let links = path.links()?;
    let above = links.intermediates.iter().filter_map(|number| gateway.intermediates.get(*number));
    above.chain(gateway.roots.get(links.root)).map(|certificate| certificate.not_after).min()
}

fn client_authentication(certificate: &Certificate) -> ClientAuthentication {
    let Some(purposes) = &certificate.extended_key_usage else {
        return ClientAuthentication::Unrestricted;
    };
    match purposes.iter().position(Purpose::is_client_authentication) {
        None => ClientAuthentication::Missing,
        Some(0) => ClientAuthentication::First,
        Some(_) => {
            let first = purposes.first().map(ToString::to_string).unwrap_or_default();
            ClientAuthentication::Later { first }
        }
    }
}

/// Whether a common name has the form `DOMAIN\user`.
fn is_domain_user(name: &str) -> bool {
    name.split_once('\\').is_some_and(|(domain, user)| {
        !user.is_empty()
            && !domain.is_empty()
            && domain
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || "-._".contains(character))
    })
}
