//! Public IP addresses.

use std::net::IpAddr;

use super::field::Field;
use super::resource::Resource;

/// A `Microsoft.Network/publicIPAddresses`.
#[derive(Debug)]
pub struct PublicIp {
    /// Type, name, id.
    pub resource: Resource,
    /// `sku.name`, beside the properties.
    pub sku: Field<String>,
    /// `publicIPAllocationMethod`.
    pub allocation: Field<String>,
    /// `zones`, beside the properties.
    pub zones: Field<Vec<Field<String>>>,
    /// `ipAddress`, once it is given.
    pub address: Field<String>,
}

impl PublicIp {
    /// Reads a public IP address.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        Self {
            sku: resource.reader.object("sku").field("name"),
            allocation: properties.field("publicIPAllocationMethod"),
            zones: resource.reader.field("zones"),
            address: properties.field("ipAddress"),
            resource,
        }
    }

    /// The address, when it is known and one.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        self.address.value()?.trim().parse().ok()
    }
}
