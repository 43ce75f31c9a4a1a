//! What the lints about reports of machines share: the connections to Azure, and the certificates that sign in to them.

use arm_template::Span;
use certificate_diagnosis::{Certificate, ValidationTime};
use jiff::Timestamp;
use vpn_client_files::report::{
    Connection, Located, PhonebookEntry, PrivateKey, StoredCertificate, System,
};

use super::package::is_name_of_gateway;
use crate::resource::{Machine, NotEvaluated, known_section};

/// The store of Windows that has the user's own certificates.
pub(crate) const USER_STORE: &str = r"CurrentUser\My";
/// The store of Windows that has the computer's own certificates.
pub(crate) const COMPUTER_STORE: &str = r"LocalMachine\My";
/// The store of Windows that has the roots which the computer trusts.
pub(crate) const COMPUTER_ROOTS: &str = r"LocalMachine\Root";
/// The user's own certificates on macOS.
const LOGIN_KEYCHAIN: &str = "login";

/// The number of EAP-TLS.
const EAP_TLS: i64 = 13;

/// How a connection signs in, as far as the report tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignIn {
    /// By a certificate of the user.
    UserCertificate,
    /// By a certificate of the computer.
    ComputerCertificate,
    /// By EAP, and the report doesn't say by which of its methods.
    UnknownEap,
    /// Otherwise.
    Other,
}

/// The tunnels that a connection may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tunnel {
    /// IKEv2 and nothing else.
    OnlyIkev2,
    /// IKEv2, then others.
    Ikev2First,
    /// SSTP and nothing else.
    OnlySstp,
    /// Another one, several, or it can't be told.
    Other,
}

/// A connection of the machine to a gateway of Azure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToAzure<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// The server.
    pub(crate) server: &'a Located<String>,
    /// How it signs in.
    pub(crate) sign_in: SignIn,
    /// Its tunnels.
    pub(crate) tunnel: Tunnel,
    /// Where the tunnel or the sign-in stands, else the server.
    pub(crate) at: Span,
    /// Its entry among the connections, where it has one.
    pub(crate) connection: Option<&'a Connection>,
}

impl ToAzure<'_> {
    /// Whether it stands now.
    pub(crate) fn is_connected(&self) -> bool {
        let connected = self.connection.and_then(|it| it.connected.as_ref());
        connected.is_some_and(|connected| connected.value)
    }

    /// Nothing where the report says how it signs in.
    ///
    /// # Errors
    /// When it doesn't.
    pub(crate) fn tells_sign_in(&self, machine: &Machine) -> Result<(), NotEvaluated> {
        if self.sign_in != SignIn::UnknownEap {
            return Ok(());
        }
        known_section(&machine.report.phonebooks)?;
        let why = format!(
            "'{}' uses EAP, and no phone book in the report contains the EAP method",
            self.name
        );
        Err(NotEvaluated::new(why, Some(self.at)))
    }

    /// Whether it tries IKEv2, alone or first.
    pub(crate) fn uses_ikev2(&self) -> bool {
        matches!(self.tunnel, Tunnel::OnlyIkev2 | Tunnel::Ikev2First)
    }
}

/// A connection that uses `IKEv2`, on a Windows whose build is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ikev2OnWindows<'a> {
    /// The first such connection.
    pub(crate) connection: ToAzure<'a>,
    /// The system.
    pub(crate) system: &'a System,
    /// Its build.
    pub(crate) build: &'a Located<i64>,
}

/// The first connection to Azure that uses `IKEv2`, on Windows; none where there is no such.
///
/// # Errors
/// When the report doesn't tell its connections or its build.
pub(crate) fn ikev2_on_windows(
    machine: &Machine,
) -> Result<Option<Ikev2OnWindows<'_>>, NotEvaluated> {
    if !machine.is_windows() {
        return Ok(None);
    }
    let connections = connections_to_azure(machine)?;
    let Some(connection) = connections.into_iter().find(ToAzure::uses_ikev2) else {
        return Ok(None);
    };
    let system = known_section(&machine.report.system)?;
    match &system.build {
        Some(build) => Ok(Some(Ikev2OnWindows { connection, system, build })),
        None => Err(NotEvaluated::new(
            "the report doesn't contain the Windows build",
            Some(system.span),
        )),
    }
}

/// The connections of the machine to gateways of Azure: those that the system lists, and those of phone books.
///
/// # Errors
/// When neither is in the report.
pub(crate) fn connections_to_azure(machine: &Machine) -> Result<Vec<ToAzure<'_>>, NotEvaluated> {
    let entries: Vec<&PhonebookEntry> = machine
        .report
        .phonebooks
        .value()
        .map(|books| books.iter().flat_map(|book| &book.entries).collect())
        .unwrap_or_default();
    let listed = known_section(&machine.report.connections);
    if let (Err(why), true) = (&listed, entries.is_empty()) {
        return Err(why.clone());
    }
    let mut found = Vec::new();
    for connection in listed.map(Vec::as_slice).unwrap_or_default() {
        let Some(server) = of_azure(connection.server.as_ref()) else { continue };
        let name = connection.name.as_ref().map_or("(no name)", |name| name.value.as_str());
        let entry = entries.iter().copied().find(|entry| is_named(entry, name));
        found.push(to_azure(name, server, Some(connection), entry));
    }
    for entry in &entries {
        let Some(server) = of_azure(entry.server.as_ref()) else { continue };
        let name = entry.name.as_ref().map_or("(no name)", |name| name.value.as_str());
        if !found.iter().any(|other: &ToAzure<'_>| other.name == name) {
            found.push(to_azure(name, server, None, Some(entry)));
        }
    }
    Ok(found)
}

fn of_azure(server: Option<&Located<String>>) -> Option<&Located<String>> {
    server.filter(|server| is_name_of_gateway(server.value.trim()))
}

fn is_named(entry: &PhonebookEntry, name: &str) -> bool {
    entry.name.as_ref().is_some_and(|own| own.value == name)
}

fn to_azure<'a>(
    name: &'a str,
    server: &'a Located<String>,
    connection: Option<&'a Connection>,
    entry: Option<&'a PhonebookEntry>,
) -> ToAzure<'a> {
    let methods = connection.map(|it| it.authentication.as_slice()).unwrap_or_default();
    let eap = entry.and_then(|entry| entry.eap_type.as_ref());
    let mut at = server.span;
    let sign_in = if let Some(method) =
        methods.iter().find(|method| method.value.eq_ignore_ascii_case("MachineCertificate"))
    {
        at = method.span;
        SignIn::ComputerCertificate
    } else if let Some(eap) = eap.filter(|eap| eap.value == EAP_TLS) {
        at = eap.span;
        SignIn::UserCertificate
    } else if let (Some(method), None) =
        (methods.iter().find(|method| method.value.eq_ignore_ascii_case("Eap")), eap)
    {
        at = method.span;
        SignIn::UnknownEap
    } else {
        SignIn::Other
    };
    let word = connection.and_then(|it| it.tunnel.as_ref()).map(|word| word.value.as_str());
    let strategy = entry.and_then(|entry| entry.strategy.as_ref()).map(|number| number.value);
    ToAzure { name, server, sign_in, tunnel: tunnel(word, strategy), at, connection }
}

/// By the word of `Get-VpnConnection`, or by the number `VpnStrategy` of a phone book.
fn tunnel(word: Option<&str>, strategy: Option<i64>) -> Tunnel {
    let by_word = match word.unwrap_or_default().to_ascii_lowercase().as_str() {
        "ikev2" => Some(Tunnel::OnlyIkev2),
        "sstp" => Some(Tunnel::OnlySstp),
        _ => None,
    };
    by_word.unwrap_or(match strategy {
        Some(7) => Tunnel::OnlyIkev2,
        Some(8 | 14) => Tunnel::Ikev2First,
        Some(5) => Tunnel::OnlySstp,
        _ => Tunnel::Other,
    })
}

/// The private keys that connections to Azure point at. Windows has them in its stores.
///
/// # Errors
/// When the report doesn't tell them, or no connections.
pub(crate) fn keys_of_azure(machine: &Machine) -> Result<Vec<&PrivateKey>, NotEvaluated> {
    if machine.is_windows() {
        return Ok(Vec::new());
    }
    let connections = connections_to_azure(machine)?;
    if connections.is_empty() {
        return Ok(Vec::new());
    }
    let keys = known_section(&machine.report.private_keys)?;
    let is_of_azure = |key: &&PrivateKey| {
        connections.iter().any(|connection| {
            let manager = connection.connection.and_then(|it| it.manager.as_ref());
            connection.name == key.connection()
                && manager.zip(key.manager.as_ref()).is_none_or(|(a, b)| a.value == b.value)
        })
    };
    Ok(keys.iter().filter(is_of_azure).collect())
}

/// A certificate in a store of the machine, with what its data says where that is in the report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoreEntry<'a> {
    pub(crate) stored: &'a StoredCertificate,
    pub(crate) certificate: Option<&'a Certificate>,
}

/// All of them.
///
/// # Errors
/// When the section failed or is missing.
pub(crate) fn store_entries(machine: &Machine) -> Result<Vec<StoreEntry<'_>>, NotEvaluated> {
    let all = machine.certificates()?;
    Ok(all.map(|(stored, certificate)| StoreEntry { stored, certificate }).collect())
}

/// The CA certificates of the machine that are in the report whole: what a client may send along.
pub(crate) fn issuers(all: &[StoreEntry<'_>]) -> Vec<Certificate> {
    all.iter()
        .filter(|entry| entry.is_ca())
        .filter_map(|entry| entry.certificate.cloned())
        .collect()
}

/// The store that a sign-in takes its certificate from.
pub(crate) fn store_of(machine: &Machine, sign_in: SignIn) -> Option<&'static str> {
    match sign_in {
        SignIn::UserCertificate if machine.is_windows() => Some(USER_STORE),
        SignIn::UserCertificate => Some(LOGIN_KEYCHAIN),
        SignIn::ComputerCertificate => Some(COMPUTER_STORE),
        SignIn::UnknownEap | SignIn::Other => None,
    }
}

impl StoreEntry<'_> {
    /// Whether it is in this store.
    pub(crate) fn is_in(&self, store: &str) -> bool {
        self.stored.store.value.eq_ignore_ascii_case(store)
    }

    /// Its name for people.
    pub(crate) fn name(&self) -> String {
        let subject = self.stored.subject.as_ref().map(|subject| common_name(&subject.value));
        self.certificate
            .map(|certificate| certificate.subject.short())
            .or(subject)
            .unwrap_or_else(|| "(no name)".to_owned())
    }

    /// Whether its SHA-1 thumbprint is this one.
    pub(crate) fn has_thumbprint(&self, print: &str) -> bool {
        match self.certificate {
            Some(certificate) => certificate.sha1().eq_ignore_ascii_case(print),
            None => {
                self.stored.thumbprint.as_ref().is_some_and(|own| {
                    own.value.replace([' ', ':'], "").eq_ignore_ascii_case(print)
                })
            }
        }
    }

    /// When it ends to be valid.
    fn end(&self) -> Option<Timestamp> {
        let written = self.stored.not_after.as_ref().and_then(|end| end.value.parse().ok());
        self.certificate.map(|certificate| certificate.not_after).or(written)
    }

    /// When it begins to be valid.
    fn begin(&self) -> Option<Timestamp> {
        let written = self.stored.not_before.as_ref().and_then(|begin| begin.value.parse().ok());
        self.certificate.map(|certificate| certificate.not_before).or(written)
    }

    /// Whether it may be used for Client Authentication.
    fn is_for_clients(&self) -> bool {
        if let Some(certificate) = self.certificate {
            let purposes = certificate.extended_key_usage.as_ref();
            return purposes.is_none_or(|purposes| {
                purposes.iter().any(certificate_diagnosis::Purpose::is_client_authentication)
            });
        }
        let purposes = self.stored.extended_key_usage.as_ref();
        purposes.is_none_or(|purposes| purposes.iter().any(|it| it.value == CLIENT_AUTHENTICATION))
    }

    /// Whether it is a root that the system trusts.
    pub(crate) fn is_trusted_root(&self) -> bool {
        let (subject, issuer) = (self.stored.subject.as_ref(), self.stored.issuer.as_ref());
        self.stored.store.value.ends_with("Root")
            && subject.is_some_and(|own| issuer.is_some_and(|issuer| issuer.value == own.value))
    }

    /// Whether it says that it is for Client Authentication.
    pub(crate) fn is_said_for_clients(&self) -> bool {
        self.certificate.is_some_and(|certificate| certificate.extended_key_usage.is_some())
            && self.is_for_clients()
    }

    /// Whether it is a CA's, and so no client's.
    pub(crate) fn is_ca(&self) -> bool {
        self.certificate.is_some_and(|certificate| {
            certificate.basic_constraints.as_ref().is_some_and(|basic| basic.ca)
        })
    }

    /// Why a system doesn't offer it to a gateway; none when nothing stands in the way.
    pub(crate) fn fault(&self, moment: ValidationTime) -> Option<String> {
        if self.is_ca() {
            return Some("is a root or another CA".to_owned());
        }
        if self.stored.has_private_key.as_ref().is_some_and(|has| !has.value) {
            return Some("has no private key on this computer".to_owned());
        }
        if let Some(end) = self.end().filter(|end| moment.is_after_end(*end)) {
            return Some(format!("expired on {}", moment.told(end)));
        }
        if let Some(begin) = self.begin().filter(|begin| !moment.is_after_begin(*begin)) {
            return Some(format!("is valid only from {}", moment.told(begin)));
        }
        if !self.is_for_clients() {
            return Some("is not for Client Authentication".to_owned());
        }
        let nameless = match (self.certificate, &self.stored.subject) {
            (Some(certificate), _) => certificate.subject.is_empty(),
            (None, Some(subject)) => subject.value.trim().is_empty(),
            (None, None) => false,
        };
        nameless.then(|| "has no subject".to_owned())
    }
}

const CLIENT_AUTHENTICATION: &str = "1.3.6.1.5.5.7.3.2";

/// The common name in a name as .NET writes it, or all of it.
pub(crate) fn common_name(name: &str) -> String {
    let part = name.split(", ").find_map(|part| part.strip_prefix("CN="));
    part.unwrap_or(name).to_owned()
}
