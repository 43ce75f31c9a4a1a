variable "shared_key" {
  type      = string
  sensitive = true
  default   = "not-for-eyes"
}

variable "pools" {
  type    = map(string)
  default = { east = "172.16.0.0/24", west = "172.16.1.0/24" }
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-hub"
  location = "westeurope"
}

module "net" {
  source  = "./net"
  group   = azurerm_resource_group.hub.name
  subnets = { gateway = "10.0.0.0/27" }
}

resource "azurerm_public_ip" "gw" {
  name                = "pip-gw"
  location            = azurerm_resource_group.hub.location
  resource_group_name = azurerm_resource_group.hub.name
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_virtual_network_gateway" "vpn" {
  for_each            = var.pools
  name                = "vng-${each.key}"
  location            = azurerm_resource_group.hub.location
  resource_group_name = azurerm_resource_group.hub.name
  type                = "Vpn"
  sku                 = "VpnGw1"
  ip_configuration {
    name                 = "default"
    public_ip_address_id = azurerm_public_ip.gw.id
    subnet_id            = module.net.gateway_subnet_id
  }
  vpn_client_configuration {
    address_space         = [each.value]
    radius_server_address = "10.0.0.4"
    radius_server_secret  = var.shared_key
  }
}
