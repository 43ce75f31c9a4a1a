//! How far Azure has got with a gateway, its parts and its connections: states that it reports and nobody writes.

use crate::resource::gateways::gateway::Gateway;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::words::words;

words! {
    /// `provisioningState`: how the last change ended.
    ProvisioningState {
        /// It is done.
        Succeeded = "Succeeded",
        /// It is being made.
        Creating = "Creating",
        /// It is being changed.
        Updating = "Updating",
        /// It is being deleted.
        Deleting = "Deleting",
        /// It went wrong.
        Failed = "Failed",
        /// Someone broke it off.
        Canceled = "Canceled",
    }
}

words! {
    /// `connectionStatus`: whether the tunnel of a connection stands.
    ConnectionStatus {
        /// Azure does not say; lists of connections say no more.
        Unknown = "Unknown",
        /// It is being set up.
        Connecting = "Connecting",
        /// It stands.
        Connected = "Connected",
        /// It does not stand.
        NotConnected = "NotConnected",
    }
}

/// A part of a gateway that has a state of its own.
#[derive(Clone, Debug)]
pub struct StatedPart {
    /// What it is, for people.
    pub noun: &'static str,
    /// Its name.
    pub name: Field<String>,
    /// Its `provisioningState`.
    pub state: Field<ProvisioningState>,
}

impl ProvisioningState {
    /// Whether the change did not come to a good end and nothing more happens by itself.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Failed | Self::Canceled)
    }
}

impl ConnectionStatus {
    /// Whether Azure says that the tunnel does not stand.
    #[must_use]
    pub fn is_down(&self) -> bool {
        matches!(self, Self::NotConnected | Self::Connecting)
    }
}

impl Gateway {
    /// Its `provisioningState`; absent in a template, where the word means nothing.
    #[must_use]
    pub fn state(&self) -> Field<ProvisioningState> {
        if self.resource.is_template() {
            return Field::absent(self.resource.origin().clone());
        }
        self.properties.field("provisioningState")
    }

    /// Its parts that have a state of their own, as far as they are known; none in a template.
    #[must_use]
    pub fn stated_parts(&self) -> Vec<StatedPart> {
        if self.resource.is_template() {
            return Vec::new();
        }
        let client = self.properties.object("vpnClientConfiguration");
        let lists = [
            ("IP configuration", &self.properties, "ipConfigurations"),
            ("root certificate", &client, "vpnClientRootCertificates"),
            ("revoked certificate", &client, "vpnClientRevokedCertificates"),
            ("user group", &self.properties, "virtualNetworkGatewayPolicyGroups"),
            ("connection configuration", &client, "vngClientConnectionConfigurations"),
        ];
        let parts = lists.into_iter().flat_map(|(noun, holder, list)| {
            let entries: Field<Vec<Reader>> = holder.field(list);
            let read = |entry: &Reader| StatedPart {
                noun,
                name: entry.field("name"),
                state: entry.properties().field("provisioningState"),
            };
            entries.known_items().iter().map(read).collect::<Vec<_>>()
        });
        parts.collect()
    }
}
