//! The sections of a report: what a machine says of its certificates, connections, network and events.

use super::part::Located;

type Text = Option<Located<String>>;
type Texts = Vec<Located<String>>;
type Number = Option<Located<i64>>;
type Flag = Option<Located<bool>>;

part! {
    /// The operating system.
    System {
        /// Its name as it calls itself.
        name "name": Text,
        /// Its version, such as 10.0.26100.
        version "version": Text,
        /// Of Windows: the build, such as 26100.
        build "build": Number,
        /// Of Windows: the revision of the build, which updates raise.
        revision "revision": Number,
        /// Of Windows: the updates that are listed as installed, such as KB4057142.
        updates "updates": Texts,
        /// Whether the machine is joined to a domain of Active Directory.
        domain_joined "domainJoined": Flag,
    }
}

part! {
    /// Values of the registry that Microsoft's article names; null where one is not set.
    Registry {
        /// `DisableCertReqPayload` of `Services\RasMan\IKEv2`.
        disable_cert_req_payload "disableCertReqPayload": Number,
        /// `DisableDomainCreds` of `Control\Lsa`.
        disable_domain_creds "disableDomainCreds": Number,
    }
}

part! {
    /// A certificate in a store. Nothing of a private key but whether there is one.
    StoredCertificate {
        /// The store: on Windows `CurrentUser\My`, `LocalMachine\Root` and so on, elsewhere a keychain or a folder.
        store "store": Located<String>,
        /// Its SHA-1 thumbprint.
        thumbprint "thumbprint": Text,
        /// Its subject.
        subject "subject": Text,
        /// Its issuer's name.
        issuer "issuer": Text,
        /// When it begins to be valid.
        not_before "notBefore": Text,
        /// When it ends to be valid.
        not_after "notAfter": Text,
        /// Whether the store has its private key.
        has_private_key "hasPrivateKey": Flag,
        /// The object identifiers of its extended key usage; null where it has no such extension.
        extended_key_usage "extendedKeyUsage": Option<Texts>,
        /// The certificate itself, base64 of its DER; of roots it is left out.
        data "data": Text,
    }
}

part! {
    /// A VPN connection of the system.
    Connection {
        /// Its name.
        name "name": Text,
        /// Whether it is there for all users.
        all_users "allUsers": Flag,
        /// The server's name or address.
        server "server": Text,
        /// The tunnel: on Windows `Ikev2`, `Sstp`, `Automatic` and so on.
        tunnel "tunnel": Text,
        /// How the user authenticates.
        authentication "authentication": Texts,
        /// Whether only some destinations go into the tunnel.
        split_tunneling "splitTunneling": Flag,
        /// Whether it stands now.
        connected "connected": Flag,
        /// The app that makes the tunnel, such as the Azure VPN Client.
        plugin "plugin": Text,
        /// The suffix of names that is asked for over it.
        dns_suffix "dnsSuffix": Text,
        /// The routes that it has of its own.
        routes "routes": Texts,
        /// What manages it: Windows, `NetworkManager`, strongSwan, OpenVPN, macOS.
        manager "manager": Text,
    }
}

part! {
    /// A private key that a connection of Linux or macOS points at. Nothing of the key itself.
    PrivateKey {
        /// The connection.
        connection "connection": Text,
        /// What manages it: `NetworkManager`, strongSwan, OpenVPN.
        manager "manager": Text,
        /// What the path is: a `file` with the key, a profile with the key `inline`, a `folder` without one that fits.
        kind "kind": Text,
        /// The path.
        path "path": Located<String>,
        /// Whether it is there; missing where a folder above it can't be looked into.
        present "present": Flag,
        /// Whether the user who ran the script may read it.
        readable "readable": Flag,
        /// The rights to it, such as -rw-------.
        mode "mode": Text,
        /// How the key is written: PEM, DER, PKCS#12, a placeholder, empty, not a file, unknown.
        format "format": Text,
        /// Whether the key is encrypted; missing where that isn't known.
        encrypted "encrypted": Flag,
        /// The certificate that belongs to it, by its path.
        certificate "certificate": Text,
        /// Whether the key is that of the certificate; missing where that isn't known.
        matches_certificate "matchesCertificate": Flag,
    }
}

impl PrivateKey {
    /// The name of its connection.
    #[must_use]
    pub fn connection(&self) -> &str {
        self.connection.as_ref().map_or("(no name)", |name| name.value.as_str())
    }

    /// How the key is written.
    #[must_use]
    pub fn format(&self) -> &str {
        self.format.as_ref().map_or("", |format| format.value.as_str())
    }

    /// Whether its path is that of a folder.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.kind.as_ref().is_some_and(|kind| kind.value == "folder")
    }

    /// Whether what it points at is there, where that is known.
    #[must_use]
    pub fn is_there(&self) -> Option<bool> {
        self.present.as_ref().map(|present| present.value)
    }

    /// Whether what it points at is known to have no key in it.
    #[must_use]
    pub fn has_no_key(&self) -> bool {
        self.is_there() == Some(false)
            || matches!(self.format(), "placeholder" | "empty" | "not a file")
    }
}

part! {
    /// A phone book of Windows, with the settings of its connections that are no secrets.
    Phonebook {
        /// Its path.
        path "path": Text,
        /// Its connections.
        entries "entries": Vec<PhonebookEntry>,
    }
}

part! {
    /// A connection in a phone book.
    PhonebookEntry {
        /// Its name.
        name "name": Text,
        /// The server, `PhoneNumber`.
        server "server": Text,
        /// `VpnStrategy`: which tunnels are tried in which order.
        strategy "strategy": Number,
        /// `CustomAuthKey`: the number of the EAP method, 13 for EAP-TLS.
        eap_type "eapType": Number,
        /// `IpDnsSuffix`.
        dns_suffix "dnsSuffix": Text,
        /// `IpInterfaceMetric`.
        metric "metric": Number,
    }
}

part! {
    /// A folder that VPN packages and clients leave, and the names of its files.
    ProfileFolder {
        /// What it belongs to: `package` for those that Windows' package installer makes, `azure-vpn-client`.
        owner "owner": Located<String>,
        /// Its path.
        path "path": Text,
        /// When it was written last.
        written "written": Text,
        /// The names of its files.
        files "files": Texts,
    }
}

part! {
    /// A network adapter and its driver.
    Adapter {
        /// Its name.
        name "name": Text,
        /// What it is.
        description "description": Text,
        /// Whether it is hardware.
        physical "physical": Flag,
        /// Whether it is up.
        up "up": Flag,
        /// The date of its driver.
        driver_date "driverDate": Text,
        /// The version of its driver.
        driver_version "driverVersion": Text,
        /// Who made its driver.
        driver_provider "driverProvider": Text,
        /// The problem that the device manager shows; 0 when there is none.
        problem "problem": Number,
    }
}

part! {
    /// A device that VPN tunnels of Windows dial with.
    Miniport {
        /// Its id, such as `MS_AGILEVPNMINIPORT` for IKEv2.
        id "id": Located<String>,
        /// Its name.
        name "name": Text,
        /// The problem that the device manager shows; 0 when there is none.
        problem "problem": Number,
    }
}

part! {
    /// A network interface: its addresses, metric and name servers.
    Interface {
        /// Its name.
        name "name": Text,
        /// Whether it is a tunnel.
        tunnel "tunnel": Flag,
        /// Its addresses with their prefix lengths.
        addresses "addresses": Texts,
        /// Its metric.
        metric "metric": Number,
        /// Its name servers.
        dns_servers "dnsServers": Texts,
        /// Its own suffix of names.
        dns_suffix "dnsSuffix": Text,
    }
}

part! {
    /// A route.
    Route {
        /// The destination with its prefix length.
        destination "destination": Located<String>,
        /// The next hop; missing where the destination is on the link.
        next_hop "nextHop": Text,
        /// The interface.
        interface "interface": Text,
        /// The metric.
        metric "metric": Number,
    }
}

part! {
    /// How names are resolved.
    NameResolution {
        /// The suffixes that are tried.
        suffixes "suffixes": Texts,
        /// Name servers for all names, where they belong to no interface.
        servers "servers": Texts,
        /// Rules for some names (NRPT of Windows, resolvers of macOS).
        rules "rules": Vec<NameRule>,
    }
}

part! {
    /// Which servers are asked for some names.
    NameRule {
        /// The names.
        names "names": Texts,
        /// The servers.
        servers "servers": Texts,
    }
}

part! {
    /// The proxies that are set, without user names and queries.
    Proxy {
        /// Of the user's own settings.
        user "user": Text,
        /// The address of the script that chooses a proxy.
        auto_configuration "autoConfiguration": Text,
        /// Of services: `WinHTTP` on Windows, the environment elsewhere.
        system "system": Text,
    }
}

part! {
    /// An attempt to reach something.
    Reachability {
        /// What was tried: an address of the Web, or a host and port.
        target "target": Located<String>,
        /// Whether it answered.
        reached "reached": Located<bool>,
        /// Why it didn't.
        error "error": Text,
    }
}

part! {
    /// After how many seconds of rest the machine sleeps; 0 for never, null where it can't.
    Sleep {
        /// Sleep on mains.
        standby_on_mains "standbyOnMains": Number,
        /// Sleep on battery.
        standby_on_battery "standbyOnBattery": Number,
        /// Hibernation on mains.
        hibernate_on_mains "hibernateOnMains": Number,
        /// Hibernation on battery.
        hibernate_on_battery "hibernateOnBattery": Number,
    }
}

part! {
    /// An event of the VPN.
    Event {
        /// Who wrote it: `RasClient`, `AzureVpnClient`, `charon` and so on.
        source "source": Located<String>,
        /// Its number.
        id "id": Number,
        /// When it was written.
        time "time": Text,
        /// The connection that it is about.
        connection "connection": Text,
        /// The error code.
        error "error": Number,
        /// Its text, where it has no code; without names of users and what looks like a token.
        text "text": Text,
    }
}
