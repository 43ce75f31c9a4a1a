# The hub of ../hub, written in Terraform, with the same faults.

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "location" {
  type    = string
  default = "westeurope"
}

variable "client_pool" {
  type        = string
  description = "The range that clients get their addresses from."
}

variable "on_premises" {
  type    = list(string)
  default = []
}

locals {
  network  = "10.20.0.0/16"
  firewall = "10.20.1.4"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-hub"
  location = var.location
}

module "routes" {
  source              = "./routes"
  location            = var.location
  resource_group_name = azurerm_resource_group.hub.name
  ranges              = var.on_premises
  firewall            = local.firewall
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = var.location
  resource_group_name = azurerm_resource_group.hub.name
  address_space       = [local.network]
  dns_servers         = ["10.20.2.4", "10.20.2.5"]
}

resource "azurerm_subnet" "gateway" {
  name                 = "GatewaySubnet"
  resource_group_name  = azurerm_resource_group.hub.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [cidrsubnet(local.network, 11, 2040)]
}

resource "azurerm_subnet_route_table_association" "gateway" {
  subnet_id      = azurerm_subnet.gateway.id
  route_table_id = module.routes.id
}

resource "azurerm_public_ip" "gateway" {
  count               = 1
  name                = "pip-vng-hub"
  location            = var.location
  resource_group_name = azurerm_resource_group.hub.name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_virtual_network_gateway" "hub" {
  name                = "vng-hub"
  location            = var.location
  resource_group_name = azurerm_resource_group.hub.name
  type                = "Vpn"
  vpn_type            = "RouteBased"
  sku                 = "VpnGw1AZ"
  generation          = "Generation1"

  ip_configuration {
    name                          = "default"
    subnet_id                     = azurerm_subnet.gateway.id
    public_ip_address_id          = one(azurerm_public_ip.gateway[*].id)
    private_ip_address_allocation = "Dynamic"
  }

  vpn_client_configuration {
    address_space        = [var.client_pool]
    vpn_client_protocols = ["OpenVPN"]
    vpn_auth_types       = ["Certificate"]

    root_certificate {
      name             = "contoso-p2s-root"
      public_cert_data = file("${path.module}/hub-root.pem")
    }
  }
}
