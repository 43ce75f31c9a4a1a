//! Private DNS zones and resolvers.

use super::table::{Conversion, ResourceMapping, below, blocks, field, id, row, same};

/// The rows.
pub(super) static ROWS: &[ResourceMapping] = &[
    row("azurerm_private_dns_zone", "Microsoft.Network/privateDnsZones", &[]),
    ResourceMapping {
        terraform: "azurerm_private_dns_zone_virtual_network_link",
        azure: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        parents: &["private_dns_zone_name"],
        // 5.0 upgrade guide: `private_dns_zone_name` has become `private_dns_zone_id`.
        parent_id: Some("private_dns_zone_id"),
        fields: &[
            id("virtual_network_id", "properties.virtualNetwork"),
            same("registration_enabled", "properties.registrationEnabled"),
            same("resolution_policy", "properties.resolutionPolicy"),
        ],
    },
    row(
        "azurerm_private_dns_resolver",
        "Microsoft.Network/dnsResolvers",
        &[id("virtual_network_id", "properties.virtualNetwork")],
    ),
    below(
        "azurerm_private_dns_resolver_inbound_endpoint",
        "Microsoft.Network/dnsResolvers/inboundEndpoints",
        "private_dns_resolver_id",
        &[blocks(
            "ip_configurations",
            "properties.ipConfigurations",
            &[
                same("private_ip_allocation_method", "privateIpAllocationMethod"),
                same("private_ip_address", "privateIpAddress"),
                id("subnet_id", "subnet"),
            ],
        )],
    ),
    below(
        "azurerm_private_dns_resolver_outbound_endpoint",
        "Microsoft.Network/dnsResolvers/outboundEndpoints",
        "private_dns_resolver_id",
        &[id("subnet_id", "properties.subnet")],
    ),
    row(
        "azurerm_private_dns_resolver_dns_forwarding_ruleset",
        "Microsoft.Network/dnsForwardingRulesets",
        &[field(
            "private_dns_resolver_outbound_endpoint_ids",
            "properties.dnsResolverOutboundEndpoints",
            Conversion::Ids,
        )],
    ),
    below(
        "azurerm_private_dns_resolver_forwarding_rule",
        "Microsoft.Network/dnsForwardingRulesets/forwardingRules",
        "dns_forwarding_ruleset_id",
        &[
            same("domain_name", "properties.domainName"),
            field(
                "enabled",
                "properties.forwardingRuleState",
                Conversion::Words("Enabled", "Disabled"),
            ),
            blocks(
                "target_dns_servers",
                "properties.targetDnsServers",
                &[same("ip_address", "ipAddress"), same("port", "port")],
            ),
        ],
    ),
    below(
        "azurerm_private_dns_resolver_virtual_network_link",
        "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks",
        "dns_forwarding_ruleset_id",
        &[id("virtual_network_id", "properties.virtualNetwork")],
    ),
];
