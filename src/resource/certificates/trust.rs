//! What a gateway trusts: the roots it lists and the certificates it revokes, as far as they are known.

use crate::resource::certificates::listed::{
    CertificateLists, RevokedCertificate, RootCertificate,
};
use crate::resource::reading::field::NotEvaluated;
use certificate_diagnosis::{Certificate, ClientVerdict, Path, TrustAnchors, read_thumbprint};

/// The known part of a gateway's lists of certificates.
#[derive(Debug)]
pub struct Trust<'a> {
    /// The entries whose certificates are known and whole.
    pub roots: Vec<&'a RootCertificate>,
    /// Their certificates, in the same order.
    pub certificates: Vec<Certificate>,
    /// The entries of revoked certificates whose thumbprints are known.
    pub revoked: Vec<&'a RevokedCertificate>,
    /// Why a root is not known.
    pub unknown_root: Option<NotEvaluated>,
    /// Why a revoked thumbprint is not known.
    pub unknown_revocation: Option<NotEvaluated>,
}

impl<'a> CertificateLists<'a> {
    /// What is known of the lists.
    #[must_use]
    pub fn trust(&self) -> Trust<'a> {
        let mut trust = Trust {
            roots: Vec::new(),
            certificates: Vec::new(),
            revoked: Vec::new(),
            unknown_root: self.roots.items().err(),
            unknown_revocation: self.revoked.items().err(),
        };
        for root in self.roots.known_items() {
            match root.certificate() {
                Ok(Some(certificate)) => {
                    trust.roots.push(root);
                    trust.certificates.push(certificate.clone());
                }
                Ok(None) => {}
                Err(why) => trust.unknown_root = Some(why),
            }
        }
        for revoked in self.revoked.known_items() {
            match revoked.thumbprint.get() {
                Ok(Some(_)) => trust.revoked.push(revoked),
                Ok(None) => {}
                Err(why) => trust.unknown_revocation = Some(why),
            }
        }
        trust
    }
}

impl<'a> Trust<'a> {
    /// The entry that lists this very certificate.
    #[must_use]
    pub fn lists(&self, certificate: &Certificate) -> Option<&'a RootCertificate> {
        let at = self.certificates.iter().position(|root| root.der == certificate.der)?;
        Some(self.roots[at])
    }

    /// The entry that revokes this certificate.
    #[must_use]
    pub fn revokes(&self, certificate: &Certificate) -> Option<&'a RevokedCertificate> {
        let print = certificate.sha1();
        self.revoked.iter().copied().find(|entry| {
            let text = entry.thumbprint.value();
            text.is_some_and(|text| read_thumbprint(text).value() == Some(print.as_str()))
        })
    }

    /// Holds a client's certificate against it; `above` are CA certificates that the client may send along.
    #[must_use]
    pub fn verdict(&self, client: &Certificate, above: &[Certificate]) -> ClientVerdict {
        let gateway = TrustAnchors {
            roots: &self.certificates,
            intermediates: above,
            ..TrustAnchors::default()
        };
        client.verdict_for(&gateway)
    }

    /// The entry that a client's certificate chains to, by verified signatures or as far as they can be checked.
    #[must_use]
    pub fn root_of(&self, path: &Path) -> Option<&'a RootCertificate> {
        let root = match path {
            Path::Trusted(links) | Path::Unproven(links, _) => links.root,
            _ => return None,
        };
        self.roots.get(root).copied()
    }
}
