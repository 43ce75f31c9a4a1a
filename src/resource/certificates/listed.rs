//! Root and revoked client certificates as a gateway lists them.

use std::sync::OnceLock;

use arm_template::Origin;

use crate::resource::reading::condition::contains;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reader::Reader;
use crate::resource::reading::resource::Resource;
use crate::resource::reading::words::{Authentication, Protocol};
use certificate_diagnosis::{Certificate, Diagnosis, repaired};

/// What a gateway or a Virtual WAN VPN server configuration says about client certificates.
#[derive(Clone, Copy, Debug)]
pub struct CertificateLists<'a> {
    /// The gateway or configuration.
    pub resource: &'a Resource,
    /// `vpnClientRootCertificates`.
    pub roots: &'a Field<Vec<RootCertificate>>,
    /// `vpnClientRevokedCertificates`.
    pub revoked: &'a Field<Vec<RevokedCertificate>>,
    /// `vpnClientProtocols`, in Virtual WAN `vpnProtocols`.
    pub protocols: &'a Field<Vec<Field<Protocol>>>,
    /// `vpnAuthenticationTypes`.
    pub authentication_types: &'a Field<Vec<Field<Authentication>>>,
    /// Whether it belongs to Virtual WAN.
    pub virtual_wan: bool,
}

impl CertificateLists<'_> {
    /// Whether the protocol is among those listed.
    ///
    /// # Errors
    /// When the list, or an element that could be it, can't be known.
    pub fn offers(&self, protocol: &Protocol) -> Result<bool, NotEvaluated> {
        contains(self.protocols, protocol)
    }

    /// Whether clients may authenticate by certificate: it is listed or, where nothing is listed, there is a root.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn are_in_use(&self) -> Result<bool, NotEvaluated> {
        if self.authentication_types.items()?.is_empty() {
            return Ok(!self.roots.items()?.is_empty());
        }
        contains(self.authentication_types, &Authentication::Certificate)
    }
}

/// An entry of `vpnClientRootCertificates`.
#[derive(Debug)]
pub struct RootCertificate {
    /// Where the entry is written.
    pub origin: Origin,
    /// The entry itself, for what has no field of its own.
    pub object: Reader,
    /// The entry's name.
    pub name: Field<String>,
    /// `publicCertData`, from where the service reads it.
    pub data: Field<String>,
    /// `publicCertData` at the place where the other kind of resource has it, and the service ignores it.
    pub misplaced: Field<String>,
    /// Whether it belongs to a Virtual WAN VPN server configuration.
    pub virtual_wan: bool,
    reading: OnceLock<Diagnosis>,
}

/// An entry of `vpnClientRevokedCertificates`.
#[derive(Debug)]
pub struct RevokedCertificate {
    /// Where the entry is written.
    pub origin: Origin,
    /// The entry itself, for what has no field of its own.
    pub object: Reader,
    /// The entry's name.
    pub name: Field<String>,
    /// `thumbprint`, from where the service reads it.
    pub thumbprint: Field<String>,
    /// `thumbprint` at the place where the other kind of resource has it, and the service ignores it.
    pub misplaced: Field<String>,
    /// `publicCertData`, which does not belong here.
    pub data: Field<String>,
    /// Whether it belongs to a Virtual WAN VPN server configuration.
    pub virtual_wan: bool,
}

impl RootCertificate {
    /// Reads an entry. In a gateway the data stands under `properties`, in Virtual WAN beside the name.
    #[must_use]
    pub fn read(entry: &Reader, virtual_wan: bool) -> Self {
        let [data, misplaced] = placed(entry, "publicCertData", virtual_wan);
        Self {
            origin: entry.node().origin.clone(),
            object: entry.clone(),
            name: entry.field("name"),
            data,
            misplaced,
            virtual_wan,
            reading: OnceLock::new(),
        }
    }

    /// What the data is, once it is known and there; read at the first call.
    #[must_use]
    pub fn reading(&self) -> Option<&Diagnosis> {
        let text = self.data.value()?;
        Some(self.reading.get_or_init(|| certificate_diagnosis::read_text(text)))
    }

    /// The certificate that the data holds, when it is one and nothing of it is damaged: it may be wrapped wrongly.
    ///
    /// # Errors
    /// When the data can't be known.
    pub fn certificate(&self) -> Result<Option<&Certificate>, NotEvaluated> {
        self.data.get()?;
        let whole = |reading: &&Diagnosis| repaired(reading).is_some_and(|repair| repair.lossless);
        Ok(self.reading().filter(whole).and_then(Diagnosis::certificate))
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }
}

impl RevokedCertificate {
    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }

    /// Reads an entry. In a gateway the thumbprint stands under `properties`, in Virtual WAN beside the name.
    #[must_use]
    pub fn read(entry: &Reader, virtual_wan: bool) -> Self {
        let [thumbprint, misplaced] = placed(entry, "thumbprint", virtual_wan);
        let [mut data, elsewhere] = placed(entry, "publicCertData", virtual_wan);
        if data.is_absent() {
            data = elsewhere;
        }
        Self {
            origin: entry.node().origin.clone(),
            object: entry.clone(),
            name: entry.field("name"),
            thumbprint,
            misplaced,
            data,
            virtual_wan,
        }
    }
}

/// The field at the place that counts and the one at the other place.
fn placed(entry: &Reader, name: &'static str, virtual_wan: bool) -> [Field<String>; 2] {
    let flat = entry.field(name);
    if entry.shape().is_flat() {
        let origin = entry.node().origin.clone();
        return [flat, Field::absent(origin)];
    }
    let wrapped = entry.properties().field(name);
    if virtual_wan { [flat, wrapped] } else { [wrapped, flat] }
}
