//! What each gateway makes of a certificate file.

use crate::finding::Subject;
use crate::lint::certificate::{above, day, shortened};
use crate::resource::{CertificateFile, CertificateLists, Estate, Protocol, Trust};
use certificate_diagnosis::{Certificate, ClientAuthentication, Path, ValidationTime};

/// What a gateway makes of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The gateway, or the VPN server configuration of Virtual WAN.
    pub gateway: Subject,
    /// Whether it lists the root, or lets the client in.
    pub answer: Acceptance,
    /// The entry of the list of roots that it is, or chains to.
    pub root: Option<String>,
    /// The verdict in a sentence that follows the gateway's name.
    pub words: String,
    /// Why, and what else is worth knowing.
    pub reasons: Vec<String>,
}

/// Whether a gateway lists a root, or lets a client in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// What is given doesn't tell.
    Unknown,
}

impl Acceptance {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// The verdict of each wanted gateway; none for a file without a certificate that could be judged.
pub(super) fn verdicts(
    file: &CertificateFile,
    files: &[CertificateFile],
    wanted: &[CertificateLists<'_>],
    estate: &Estate,
    moment: ValidationTime,
) -> Vec<Verdict> {
    let client = file.client().ok().flatten();
    let Some(certificate) = client.or_else(|| file.certificate()) else { return Vec::new() };
    // A root that another gateway lists is known, though this one may not trust it.
    let mut above = above(file, files);
    above.extend(estate.certificate_lists().flat_map(|lists| lists.trust().certificates));
    let of = |lists: &CertificateLists<'_>| {
        let trust = lists.trust();
        let mut verdict = if client.is_some() {
            of_client(certificate, &above, lists, &trust, moment)
        } else {
            of_root(certificate, lists, &trust)
        };
        if lists.are_in_use().is_ok_and(|in_use| !in_use) {
            verdict.reasons.push("its clients don't authenticate with certificates".to_owned());
        }
        verdict
    };
    wanted.iter().map(of).collect()
}

fn verdict(
    lists: &CertificateLists<'_>,
    answer: Acceptance,
    words: String,
    root: Option<String>,
    reasons: Vec<String>,
) -> Verdict {
    Verdict { gateway: lists.resource.subject(), answer, root, words, reasons }
}

fn of_root(root: &Certificate, lists: &CertificateLists<'_>, trust: &Trust<'_>) -> Verdict {
    let revoked = trust.revokes(root).map(|entry| {
        format!(
            "its thumbprint is among the revoked certificates, as '{}'",
            shortened(entry.label())
        )
    });
    if let Some(entry) = trust.lists(root) {
        let name = shortened(entry.label());
        let words = format!(
            "lists it as '{name}'{}",
            if revoked.is_some() { ", and revokes it" } else { "" }
        );
        let answer = if revoked.is_some() { Acceptance::No } else { Acceptance::Yes };
        return verdict(lists, answer, words, Some(name), revoked.into_iter().collect());
    }
    let mut reasons: Vec<String> = revoked.into_iter().collect();
    for (entry, listed) in trust.roots.iter().zip(&trust.certificates) {
        let name = shortened(entry.label());
        if listed.public_key_info() == root.public_key_info() {
            reasons.push(format!("'{name}' is another certificate with the same key"));
        } else if listed.subject.matches(&root.subject) {
            reasons.push(format!("'{name}' has the same subject but another key"));
        }
    }
    if let Some(why) = &trust.unknown_root {
        reasons.insert(0, why.reason.clone());
        return verdict(
            lists,
            Acceptance::Unknown,
            "may or may not list it".to_owned(),
            None,
            reasons,
        );
    }
    let words = match trust.roots.len() {
        0 => "lists neither it nor any other readable root".to_owned(),
        _ => "doesn't list it".to_owned(),
    };
    verdict(lists, Acceptance::No, words, None, reasons)
}

fn of_client(
    client: &Certificate,
    above: &[Certificate],
    lists: &CertificateLists<'_>,
    trust: &Trust<'_>,
    moment: ValidationTime,
) -> Verdict {
    let found = trust.verdict(client, above);
    let root = trust.root_of(&found.path).map(|entry| shortened(entry.label()));
    let mut against = Vec::new();
    let mut unknown = Vec::new();
    chain(&found.path, trust, &mut against, &mut unknown);
    if found.is_root {
        against.push(
            "it is a root itself: each client needs a certificate issued from one".to_owned(),
        );
    }
    if let Some(entry) = trust.revokes(client) {
        against.push(format!("it is revoked, as '{}'", shortened(entry.label())));
    } else if let Some(why) = &trust.unknown_revocation {
        unknown.push(why.reason.clone());
    }
    if found.client_authentication == ClientAuthentication::Missing {
        against.push("its extKeyUsage lacks Client Authentication".to_owned());
    }
    if moment.is_after_end(client.not_after) {
        against.push(format!("it expired on {}", moment.told(client.not_after)));
    } else if !moment.is_after_begin(client.not_before) {
        against.push(format!("it is valid only from {}", moment.told(client.not_before)));
    }
    if !client.key.is_rsa() && only_ikev2(lists) {
        against.push(format!(
            "its key is {}, but the gateway offers only IKEv2, which requires RSA",
            client.key
        ));
    }
    let mut reasons = against.clone();
    reasons.extend(unknown.clone());
    if let (Some(end), Some(root)) = (found.issuer_ends_first, &root) {
        reasons.push(format!(
            "the chain to '{root}' expires on {}, before the certificate itself",
            day(end)
        ));
    }
    let (answer, words) = match (&root, against.is_empty(), unknown.is_empty()) {
        (_, false, _) => (Acceptance::No, "refuses it".to_owned()),
        (Some(root), true, true) => {
            (Acceptance::Yes, format!("accepts it: every signature up to '{root}' is verified"))
        }
        _ => (Acceptance::Unknown, "may or may not accept it".to_owned()),
    };
    verdict(lists, answer, words, root, reasons)
}

fn only_ikev2(lists: &CertificateLists<'_>) -> bool {
    let offers = |protocol| lists.offers(&protocol).unwrap_or(true);
    !lists.virtual_wan
        && offers(Protocol::IkeV2)
        && !offers(Protocol::OpenVpn)
        && !offers(Protocol::Sstp)
}

/// What speaks against a chain, and what can't be told.
fn chain(path: &Path, trust: &Trust<'_>, against: &mut Vec<String>, unknown: &mut Vec<String>) {
    let name = |root: usize| trust.roots.get(root).map_or("", |root| root.label()).to_owned();
    match path {
        Path::Trusted(_) => return,
        Path::NoRoot { missing, whole: false } => {
            unknown.push(format!(
                "its issuer {} is neither listed nor in the input: it may be an intermediate CA, so add its certificate",
                shortened(missing)
            ));
            return;
        }
        Path::Unproven(links, why) => {
            unknown
                .push(format!("the names lead to '{}', but {why}", shortened(&name(links.root))));
            return;
        }
        _ => {}
    }
    // A root that isn't known may be the one.
    if let Some(why) = &trust.unknown_root {
        unknown.push(why.reason.clone());
        return;
    }
    against.push(match path {
        Path::MayNotIssue(links) => format!(
            "it chains to '{}', but a certificate in the chain isn't allowed to issue others",
            shortened(&name(links.root))
        ),
        Path::BadSignature(links) => format!(
            "'{}' has its issuer's name, but a signature was made with another key",
            shortened(&name(links.root))
        ),
        Path::NoRoot { missing, .. } => {
            format!(
                "it chains to none of the roots: its own root {} is not listed",
                shortened(missing)
            )
        }
        _ => return,
    });
}
