//! A PKCS#12 file that is opened: whose private keys are in it, and whose issuers.

use super::file::CertificateFile;
use certificate_diagnosis::{Certificate, Password, Role, Signature, open_pkcs12};

impl CertificateFile {
    /// Opens a PKCS#12 file with the first of the passwords that fits.
    pub fn open(&mut self, bytes: &[u8], passwords: &[Password<'_>]) {
        match open_pkcs12(bytes, passwords) {
            Ok(opened) => {
                self.reading = self.reading.clone().opened(opened.certificates);
                self.keys = Some(opened.keys);
            }
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// Whether the private key of a certificate is in it; none when that can't be told, or it is no PKCS#12 file.
    #[must_use]
    pub fn has_key_of(&self, certificate: &Certificate) -> Option<bool> {
        let fits: Vec<Option<bool>> =
            self.keys.as_ref()?.iter().map(|key| key.fits(certificate)).collect();
        if fits.contains(&Some(true)) {
            Some(true)
        } else if fits.contains(&None) {
            None
        } else {
            Some(false)
        }
    }

    /// The CA certificates whose private keys are in it.
    pub fn authorities_with_keys(&self) -> impl Iterator<Item = &Certificate> {
        self.reading.certificates().iter().filter(|certificate| {
            matches!(certificate.looks_like(), Role::Root | Role::Intermediate)
                && self.has_key_of(certificate) == Some(true)
        })
    }

    /// The certificate in the file that issued another one of it. One with the issuer's name and another key didn't.
    #[must_use]
    pub fn issuer_of(&self, certificate: &Certificate) -> Option<&Certificate> {
        self.reading.certificates().iter().find(|other| {
            certificate.issuer.matches(&other.subject)
                && certificate.verify_issued_by(other) != Signature::Bad
        })
    }

    /// The highest certificate on the way from this one to its root whose issuer isn't in the file.
    #[must_use]
    pub fn broken_off_at<'a>(&'a self, certificate: &'a Certificate) -> Option<&'a Certificate> {
        let mut highest = certificate;
        // Certificates may issue each other in a ring.
        for _ in self.reading.certificates() {
            if highest.self_issued() {
                return None;
            }
            let Some(issuer) = self.issuer_of(highest) else { return Some(highest) };
            highest = issuer;
        }
        None
    }
}
