variable "location" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "ranges" {
  type = list(string)
}

variable "firewall" {
  type = string
}

resource "azurerm_route_table" "gateway" {
  name                = "rt-gateway"
  location            = var.location
  resource_group_name = var.resource_group_name
}

resource "azurerm_route" "to_firewall" {
  for_each               = toset(var.ranges)
  name                   = "to-firewall-${replace(each.value, "/", "-")}"
  resource_group_name    = var.resource_group_name
  route_table_name       = azurerm_route_table.gateway.name
  address_prefix         = each.value
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = var.firewall
}

output "id" {
  value = azurerm_route_table.gateway.id
}
