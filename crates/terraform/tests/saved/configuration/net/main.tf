variable "group" { type = string }
variable "subnets" { type = map(string) }

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = "westeurope"
  resource_group_name = var.group
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_subnet" "all" {
  for_each             = var.subnets
  name                 = each.key == "gateway" ? "GatewaySubnet" : each.key
  resource_group_name  = var.group
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [each.value]
}

output "gateway_subnet_id" {
  value = azurerm_subnet.all["gateway"].id
}
