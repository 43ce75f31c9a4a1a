//! Certificates that everybody knows: published samples and public CAs.

use crate::diagnosis::outcome::Diagnosis;
use crate::fields::facts::Certificate;

/// A sample that was published, so that anybody may have it, or nobody has its key.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedSample {
    /// The serial number in upper hex; with the subject it names the certificate.
    pub serial: &'static str,
    /// The subject as [`DistinguishedName`](crate::DistinguishedName) shows it.
    pub subject: &'static str,
    /// Where it was published, in words.
    pub published: &'static str,
}

/// The samples, each with where it was published.
///
/// A serial number of 16 random bytes stays the same when the sample is altered further on, and
/// stands before the damage of those that are damaged.
static SAMPLES: [PublishedSample; 9] = [
    PublishedSample {
        serial: "152C2C2EE52B088747C08DE1CC96DD06",
        subject: "CN=P2SRootCert",
        published: "Microsoft's article on troubleshooting point-to-site connections",
    },
    PublishedSample {
        serial: "0874D958233E2257C52115C8BF2292AE",
        subject: "CN=DigiCert Federated ID Root CA, OU=www.digicert.com, O=DigiCert Inc, C=US",
        published: "the example for azurerm_virtual_network_gateway in the Terraform documentation",
    },
    PublishedSample {
        serial: "1B859355F18AA8BC4C46D2AE3C527870",
        subject: "CN=SydneyAzureAuthenticationCertificate",
        published: "the point-to-site template of azure-quickstart-templates",
    },
    PublishedSample {
        serial: "04000000000121585308A2",
        subject: "CN=GlobalSign, O=GlobalSign, OU=GlobalSign Root CA - R3",
        published: "the tests of the VPN modules in bicep-registry-modules",
    },
    PublishedSample {
        serial: "12B4341E4E1A0C9C4803E43945A801FA",
        subject: "CN=P2SRootCert",
        published: "the VPN server configuration examples of azure-rest-api-specs",
    },
    PublishedSample {
        serial: "41F2537029DE8E92439149EE86194752",
        subject: "CN=P2SRootCert",
        published: "the test recordings of azure-cli, 2017",
    },
    PublishedSample {
        serial: "2E8E1CD2B30CEEAA496497F2242C6F12",
        subject: "CN=P2SRootCert",
        published: "the test recordings of azure-cli, 2021",
    },
    PublishedSample {
        serial: "7C6DF7979612AB9949B492C80D4ED695",
        subject: "CN=P2SRootCert",
        published: "the test recordings of azure-xplat-cli",
    },
    PublishedSample {
        serial: "4608069ABA468F8A426E54DA9D044D52",
        subject: "CN=Brk Lite Test Root CA, O=Microsoft",
        published: "the test recordings of azure-sdk-for-net",
    },
];

/// SHA-256 and subject of the roots of Mozilla's store, as Debian ships them (ca-certificates 20230311).
const PUBLIC_ROOTS: &str = include_str!("public_roots.tsv");

/// A public CA that a certificate is, or was copied from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicCa {
    /// The subject of the CA.
    pub subject: &'static str,
    /// Whether the certificate only has the CA's name, and is an altered copy or another certificate.
    pub altered: bool,
}

impl Certificate {
    /// The published sample that this is, altered or not.
    #[must_use]
    pub fn known_sample(&self) -> Option<&'static PublishedSample> {
        let sample = sample(&self.serial, &self.subject.to_string())?;
        // The genuine root of a public CA is one, even if a copy of it was used as a sample.
        self.public_ca().is_none_or(|ca| ca.altered).then_some(sample)
    }

    /// The public CA whose root this is, or whose name it has.
    #[must_use]
    pub fn public_ca(&self) -> Option<PublicCa> {
        let (print, subject) = (self.sha256(), self.subject.to_string());
        let roots = || PUBLIC_ROOTS.lines().filter_map(|line| line.split_once('\t'));
        let genuine = roots()
            .find(|(root, _)| *root == print)
            .map(|(_, subject)| PublicCa { subject, altered: false });
        genuine.or_else(|| {
            let named = roots().find(|(_, root)| *root == subject);
            named.map(|(_, subject)| PublicCa { subject, altered: true })
        })
    }
}

impl Diagnosis {
    /// The published sample that this is, recognised even when it is damaged.
    #[must_use]
    pub fn known_sample(&self) -> Option<&'static PublishedSample> {
        let salvaged = || {
            let salvage = self.salvage.as_ref()?;
            sample(salvage.serial.as_deref()?, &salvage.subject.as_ref()?.to_string())
        };
        self.certificates().iter().find_map(Certificate::known_sample).or_else(salvaged)
    }
}

fn sample(serial: &str, subject: &str) -> Option<&'static PublishedSample> {
    SAMPLES.iter().find(|sample| sample.serial == serial && sample.subject == subject)
}
