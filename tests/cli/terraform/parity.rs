//! The same fault in ARM, Bicep, `azurerm` and `azapi` is found by the same lints.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::workplace::Workplace;

/// The values of a sound network, as JSON.
const SOUND: [(&str, &str); 19] = [
    ("@SPACE@", r#"["10.20.0.0/16"]"#),
    ("@DNS@", r#"["10.20.2.4"]"#),
    ("@SUBNET@", r#""GatewaySubnet""#),
    ("@PREFIX@", r#""10.20.255.0/26""#),
    ("@IPSKU@", r#""Standard""#),
    ("@ALLOCATION@", r#""Static""#),
    ("@ZONES@", r#"["1", "2", "3"]"#),
    ("@SKU@", r#""VpnGw1AZ""#),
    ("@GENERATION@", r#""Generation1""#),
    ("@TYPE@", r#""RouteBased""#),
    ("@POOL@", r#"["172.16.200.0/24"]"#),
    ("@PROTOCOLS@", r#"["OpenVPN"]"#),
    ("@AUTH@", r#"["AAD"]"#),
    ("@TENANT@", r#""https://login.microsoftonline.com/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914""#),
    ("@ISSUER@", r#""https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/""#),
    ("@AUDIENCE@", r#""c632b3df-fb67-4d84-bdcf-b95ad541b5c8""#),
    ("@ROUTE@", r#""192.168.0.0/16""#),
    ("@HOP@", r#""VirtualAppliance""#),
    ("@ADDRESS@", r#""10.20.1.4""#),
];

/// What is planted: a name, and the values in the place of sound ones.
const FAULTS: [(&str, &[(&str, &str)]); 26] = [
    ("pool-in-network", &[("@POOL@", r#"["10.20.100.0/24"]"#)]),
    ("pool-with-host-bits", &[("@POOL@", r#"["172.16.200.7/24"]"#)]),
    ("pool-of-nonsense", &[("@POOL@", r#"["172.16.200/24"]"#)]),
    ("pool-tiny", &[("@POOL@", r#"["172.16.200.0/30"]"#)]),
    ("pools-overlap", &[("@POOL@", r#"["172.16.200.0/24", "172.16.200.128/25"]"#)]),
    ("pool-public", &[("@POOL@", r#"["8.8.8.0/24"]"#)]),
    ("sku-without-zones", &[("@SKU@", r#""VpnGw1""#)]),
    ("sku-basic", &[("@SKU@", r#""Basic""#)]),
    ("sku-unknown", &[("@SKU@", r#""VpnGw9""#)]),
    ("policy-based", &[("@TYPE@", r#""PolicyBased""#)]),
    ("generation", &[("@GENERATION@", r#""Generation2""#)]),
    ("sstp", &[("@PROTOCOLS@", r#"["SSTP", "OpenVPN"]"#)]),
    ("ikev2-with-entra", &[("@PROTOCOLS@", r#"["IkeV2"]"#)]),
    ("protocol-misspelt", &[("@PROTOCOLS@", r#"["OpenVpnn"]"#)]),
    ("audience-wrong", &[("@AUDIENCE@", r#""c632b3df-fb67-4d84-bdcf-b95ad541b5c9""#)]),
    ("tenant-without-https", &[("@TENANT@", r#""5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914""#)]),
    (
        "issuer-without-slash",
        &[("@ISSUER@", r#""https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914""#)],
    ),
    (
        "issuer-of-another",
        &[("@ISSUER@", r#""https://sts.windows.net/11111111-93c4-4a57-8f0b-2c61e0b7d914/""#)],
    ),
    ("subnet-name", &[("@SUBNET@", r#""Gateway""#)]),
    ("subnet-too-small", &[("@PREFIX@", r#""10.20.255.0/29""#)]),
    ("subnet-outside", &[("@PREFIX@", r#""10.99.255.0/26""#)]),
    ("address-basic", &[("@IPSKU@", r#""Basic""#), ("@ALLOCATION@", r#""Dynamic""#)]),
    ("address-without-zones", &[("@ZONES@", "[]")]),
    ("default-route", &[("@ROUTE@", r#""0.0.0.0/0""#)]),
    ("dns-in-pool", &[("@DNS@", r#"["172.16.200.5"]"#)]),
    ("auth-certificate-without-root", &[("@AUTH@", r#"["Certificate"]"#)]),
];

const ARM: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "rt", "location": "westeurope",
      "properties": { "routes": [ { "name": "r", "properties": {
        "addressPrefix": @ROUTE@, "nextHopType": @HOP@, "nextHopIpAddress": @ADDRESS@ } } ] }
    },
    {
      "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "vnet", "location": "westeurope",
      "properties": {
        "addressSpace": { "addressPrefixes": @SPACE@ }, "dhcpOptions": { "dnsServers": @DNS@ },
        "subnets": [ { "name": @SUBNET@, "properties": { "addressPrefix": @PREFIX@,
          "routeTable": { "id": "[resourceId('Microsoft.Network/routeTables', 'rt')]" } } } ]
      }
    },
    {
      "type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2024-05-01", "name": "pip", "location": "westeurope",
      "sku": { "name": @IPSKU@ }, "zones": @ZONES@,
      "properties": { "publicIPAllocationMethod": @ALLOCATION@ }
    },
    {
      "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "vng", "location": "westeurope",
      "properties": {
        "gatewayType": "Vpn", "vpnType": @TYPE@, "vpnGatewayGeneration": @GENERATION@,
        "sku": { "name": @SKU@, "tier": @SKU@ },
        "ipConfigurations": [ { "name": "default", "properties": {
          "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', @QUOTED@)]" },
          "publicIPAddress": { "id": "[resourceId('Microsoft.Network/publicIPAddresses', 'pip')]" } } } ],
        "vpnClientConfiguration": {
          "vpnClientAddressPool": { "addressPrefixes": @POOL@ },
          "vpnClientProtocols": @PROTOCOLS@, "vpnAuthenticationTypes": @AUTH@,
          "aadTenant": @TENANT@, "aadIssuer": @ISSUER@, "aadAudience": @AUDIENCE@
        }
      }
    }
  ]
}
"#;

const BICEP: &str = "
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: 'westeurope'
  properties: {
    routes: [
      { name: 'r', properties: { addressPrefix: @ROUTE@, nextHopType: @HOP@, nextHopIpAddress: @ADDRESS@ } }
    ]
  }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: @SPACE@ }
    dhcpOptions: { dnsServers: @DNS@ }
    subnets: [
      { name: @SUBNET@, properties: { addressPrefix: @PREFIX@, routeTable: { id: table.id } } }
    ]
  }
}
resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip'
  location: 'westeurope'
  sku: { name: @IPSKU@ }
  zones: @ZONES@
  properties: { publicIPAllocationMethod: @ALLOCATION@ }
}
resource gateway 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {
  name: 'vng'
  location: 'westeurope'
  properties: {
    gatewayType: 'Vpn'
    vpnType: @TYPE@
    vpnGatewayGeneration: @GENERATION@
    sku: { name: @SKU@, tier: @SKU@ }
    ipConfigurations: [
      {
        name: 'default'
        properties: {
          subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', @SUBNET@) }
          publicIPAddress: { id: address.id }
        }
      }
    ]
    vpnClientConfiguration: {
      vpnClientAddressPool: { addressPrefixes: @POOL@ }
      vpnClientProtocols: @PROTOCOLS@
      vpnAuthenticationTypes: @AUTH@
      aadTenant: @TENANT@
      aadIssuer: @ISSUER@
      aadAudience: @AUDIENCE@
    }
  }
}
";

const AZURERM: &str = r#"
resource "azurerm_route_table" "rt" {
  name                = "rt"
  location            = "westeurope"
  resource_group_name = "rg"
  route {
    name                   = "r"
    address_prefix         = @ROUTE@
    next_hop_type          = @HOP@
    next_hop_in_ip_address = @ADDRESS@
  }
}
resource "azurerm_virtual_network" "vnet" {
  name                = "vnet"
  location            = "westeurope"
  resource_group_name = "rg"
  address_space       = @SPACE@
  dns_servers         = @DNS@
}
resource "azurerm_subnet" "gateway" {
  name                 = @SUBNET@
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.vnet.name
  address_prefixes     = [@PREFIX@]
}
resource "azurerm_subnet_route_table_association" "gateway" {
  subnet_id      = azurerm_subnet.gateway.id
  route_table_id = azurerm_route_table.rt.id
}
resource "azurerm_public_ip" "pip" {
  name                = "pip"
  location            = "westeurope"
  resource_group_name = "rg"
  sku                 = @IPSKU@
  allocation_method   = @ALLOCATION@
  zones               = @ZONES@
}
resource "azurerm_virtual_network_gateway" "vng" {
  name                = "vng"
  location            = "westeurope"
  resource_group_name = "rg"
  type                = "Vpn"
  vpn_type            = @TYPE@
  generation          = @GENERATION@
  sku                 = @SKU@
  ip_configuration {
    name                 = "default"
    subnet_id            = azurerm_subnet.gateway.id
    public_ip_address_id = azurerm_public_ip.pip.id
  }
  vpn_client_configuration {
    address_space        = @POOL@
    vpn_client_protocols = @PROTOCOLS@
    vpn_auth_types       = @AUTH@
    aad_tenant           = @TENANT@
    aad_issuer           = @ISSUER@
    aad_audience         = @AUDIENCE@
  }
}
"#;

const AZAPI: &str = r#"
locals { group = "/subscriptions/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/resourceGroups/rg" }
resource "azapi_resource" "rt" {
  type      = "Microsoft.Network/routeTables@2024-05-01"
  parent_id = local.group
  name      = "rt"
  location  = "westeurope"
  body = jsonencode({
    properties = { routes = [ { name = "r", properties = {
      addressPrefix = @ROUTE@, nextHopType = @HOP@, nextHopIpAddress = @ADDRESS@ } } ] }
  })
}
resource "azapi_resource" "vnet" {
  type      = "Microsoft.Network/virtualNetworks@2024-05-01"
  parent_id = local.group
  name      = "vnet"
  location  = "westeurope"
  body      = { properties = { addressSpace = { addressPrefixes = @SPACE@ }, dhcpOptions = { dnsServers = @DNS@ } } }
}
resource "azapi_resource" "gateway" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  parent_id = azapi_resource.vnet.id
  name      = @SUBNET@
  body      = { properties = { addressPrefix = @PREFIX@, routeTable = { id = azapi_resource.rt.id } } }
}
resource "azapi_resource" "pip" {
  type      = "Microsoft.Network/publicIPAddresses@2024-05-01"
  parent_id = local.group
  name      = "pip"
  location  = "westeurope"
  body = {
    sku        = { name = @IPSKU@ }
    zones      = @ZONES@
    properties = { publicIPAllocationMethod = @ALLOCATION@ }
  }
}
resource "azapi_resource" "vng" {
  type      = "Microsoft.Network/virtualNetworkGateways@2024-05-01"
  parent_id = local.group
  name      = "vng"
  location  = "westeurope"
  body = {
    properties = {
      gatewayType = "Vpn", vpnType = @TYPE@, vpnGatewayGeneration = @GENERATION@
      sku = { name = @SKU@, tier = @SKU@ }
      ipConfigurations = [ { name = "default", properties = {
        subnet = { id = azapi_resource.gateway.id }, publicIPAddress = { id = azapi_resource.pip.id } } } ]
      vpnClientConfiguration = {
        vpnClientAddressPool = { addressPrefixes = @POOL@ }
        vpnClientProtocols = @PROTOCOLS@, vpnAuthenticationTypes = @AUTH@
      }
    }
  }
}
resource "azapi_update_resource" "entra" {
  type        = "Microsoft.Network/virtualNetworkGateways@2024-05-01"
  resource_id = azapi_resource.vng.id
  body = { properties = { vpnClientConfiguration = {
    aadTenant = @TENANT@, aadIssuer = @ISSUER@, aadAudience = @AUDIENCE@ } } }
}
"#;

fn text(form: &str, file: &str, planted: &[(&str, &str)]) -> String {
    let mut text = form.to_owned();
    for (token, sound) in SOUND {
        let value = planted.iter().find(|(name, _)| *name == token).map_or(sound, |(_, it)| it);
        if token == "@SUBNET@" {
            text = text.replace("@QUOTED@", &value.replace('"', "'"));
        }
        let value = if Path::new(file).extension().is_some_and(|end| end == "bicep") {
            value.replace('"', "'")
        } else {
            value.to_owned()
        };
        text = text.replace(token, &value);
    }
    text
}

/// The lints that each fault gives, those of the sound network left out.
fn lints(form: &str, file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let place = Workplace::new();
    let sound = ("sound", &[][..]);
    for (name, planted) in FAULTS.into_iter().chain([sound]) {
        place.put(&format!("{name}/{file}"), text(form, file, planted));
    }
    let ended = place.run(&["check", ".", "--format", "concise", "--today", "2026-11-24"]);
    assert!(ended.code == 1, "{file}: {}{}", ended.out, ended.err);
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in ended.out.lines() {
        let Some((folder, rest)) = line.split_once('/') else { continue };
        let lint = rest.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
        let Some((lint, _)) = lint else { continue };
        all.entry(folder.to_owned()).or_default().insert(lint.to_owned());
    }
    let sound = all.remove("sound").unwrap_or_default();
    for lints in all.values_mut() {
        lints.retain(|lint| !sound.contains(lint));
    }
    all
}

#[test]
fn a_fault_is_the_same_in_every_language() {
    let arm = lints(ARM, "main.json");
    for (name, _) in FAULTS {
        assert!(arm.get(name).is_some_and(|lints| !lints.is_empty()), "{name} is no fault");
    }
    for (form, file) in [(BICEP, "main.bicep"), (AZURERM, "main.tf"), (AZAPI, "main.tf")] {
        let own = lints(form, file);
        for (name, _) in FAULTS {
            assert_eq!(own.get(name), arm.get(name), "{name} in {file} ({})", &form[..40]);
        }
    }
}
