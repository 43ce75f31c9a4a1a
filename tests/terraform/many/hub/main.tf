variable "name" {
  type = string
}

variable "hub" {
  type = any
}

locals {
  group = "rg-${var.name}"
}

resource "azurerm_route_table" "gateway" {
  count               = length(var.hub.routes) > 0 ? 1 : 0
  name                = "rt-${var.name}"
  location            = "westeurope"
  resource_group_name = local.group

  dynamic "route" {
    for_each = var.hub.routes
    content {
      name                   = route.key
      address_prefix         = route.value
      next_hop_type          = "VirtualAppliance"
      next_hop_in_ip_address = "10.20.1.4"
    }
  }
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-${var.name}"
  location            = "westeurope"
  resource_group_name = local.group
  address_space       = [var.hub.space]
  dns_servers         = var.hub.dns
}

resource "azurerm_subnet" "gateway" {
  name                 = var.hub.subnet
  resource_group_name  = local.group
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [var.hub.prefix]
}

resource "azurerm_subnet_route_table_association" "gateway" {
  count          = length(azurerm_route_table.gateway)
  subnet_id      = azurerm_subnet.gateway.id
  route_table_id = one(azurerm_route_table.gateway[*].id)
}

resource "azurerm_public_ip" "gateway" {
  name                = "pip-${var.name}"
  location            = "westeurope"
  resource_group_name = local.group
  allocation_method   = "Static"
  zones               = var.hub.zones
}

resource "azurerm_virtual_network_gateway" "hub" {
  name                = "vng-${var.name}"
  location            = "westeurope"
  resource_group_name = local.group
  type                = "Vpn"
  sku                 = var.hub.sku
  generation          = var.hub.generation

  ip_configuration {
    name                 = "default"
    subnet_id            = azurerm_subnet.gateway.id
    public_ip_address_id = azurerm_public_ip.gateway.id
  }

  vpn_client_configuration {
    address_space        = var.hub.pools
    vpn_client_protocols = var.hub.protocols
    vpn_auth_types       = var.hub.auth
    aad_tenant           = var.hub.tenant
    aad_issuer           = var.hub.issuer
    aad_audience         = var.hub.audience
  }
}
