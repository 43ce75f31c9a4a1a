//! Public IP addresses.

use std::net::IpAddr;

use crate::facts;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::resource::Resource;
use crate::resource::reading::words::{Allocation, PublicIpSku};

/// A `Microsoft.Network/publicIPAddresses`.
#[derive(Debug)]
pub struct PublicIp {
    /// Type, name, id.
    pub resource: Resource,
    /// `sku.name`, beside the properties.
    pub sku: Field<PublicIpSku>,
    /// `publicIPAllocationMethod`.
    pub allocation: Field<Allocation>,
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
            zones: zones(&resource.reader),
            address: properties.field("ipAddress"),
            resource,
        }
    }

    /// Whether it is known to be of the SKU Basic.
    #[must_use]
    pub fn is_basic(&self) -> bool {
        self.sku.value() == Some(&PublicIpSku::Basic)
    }

    /// Whether a template's API version makes a Standard address that names no zones zone redundant.
    #[must_use]
    pub fn is_zone_redundant_by_age(&self) -> bool {
        let version = self.resource.api_version.value();
        let old = version.is_some_and(|version| facts::is_older(version, facts::ZONES_NAMED_SINCE));
        old && self.resource.is_template() && self.sku.value() == Some(&PublicIpSku::Standard)
    }

    /// The address, when it is known and one.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        self.address.value()?.trim().parse().ok()
    }
}

/// `zones`; templates write an empty text for none, which Resource Manager takes.
fn zones(resource: &Reader) -> Field<Vec<Field<String>>> {
    match resource.find("zones") {
        Some(zones) if zones.node().as_str() == Some("") => {
            Field::absent(zones.node().origin.clone())
        }
        _ => resource.field("zones"),
    }
}
