# The same in the words of Azure's own API.

terraform {
  required_providers {
    azapi = {
      source = "azure/azapi"
    }
  }
}

locals {
  group = "/subscriptions/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/resourceGroups/rg"
}

resource "azapi_resource" "network" {
  type      = "Microsoft.Network/virtualNetworks@2024-05-01"
  parent_id = local.group
  name      = "vnet"
  location  = "westeurope"
  body = {
    properties = {
      addressSpace = { addressPrefixes = ["10.20.0.0/16"] }
      subnets      = [{ name = "GatewaySubnet", properties = { addressPrefix = "10.20.255.0/29" } }]
    }
  }
}

resource "azapi_resource" "address" {
  type      = "Microsoft.Network/publicIPAddresses@2024-05-01"
  parent_id = local.group
  name      = "pip"
  location  = "westeurope"
  body = {
    sku        = { name = "Standard" }
    zones      = ["1", "2", "3"]
    properties = { publicIPAllocationMethod = "Static" }
  }
}

resource "azapi_resource" "gateway" {
  type      = "Microsoft.Network/virtualNetworkGateways@2024-05-01"
  parent_id = local.group
  name      = "vng"
  location  = "westeurope"
  body = {
    properties = {
      gatewayType = "Vpn"
      vpnType     = "RouteBased"
      sku         = { name = "VpnGw1AZ", tier = "VpnGw1AZ" }
      ipConfigurations = [{
        name = "default"
        properties = {
          subnet          = { id = "${azapi_resource.network.id}/subnets/GatewaySubnet" }
          publicIPAddress = { id = azapi_resource.address.id }
        }
      }]
      vpnClientConfiguration = {
        vpnClientAddressPool   = { addressPrefixes = ["10.20.100.0/24"] }
        vpnClientProtocols     = ["OpenVPN"]
        vpnAuthenticationTypes = ["AAD"]
        aadTenant              = "https://login.microsoftonline.com/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914"
        aadIssuer              = "https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/"
        aadAudience            = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8"
      }
    }
  }
}
