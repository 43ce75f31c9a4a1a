# Hubs that differ in one value each: what source and plan say of them has to be the same.

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

variable "hubs" {
  type = map(object({
    space      = optional(string, "10.20.0.0/16")
    dns        = optional(list(string), [])
    subnet     = optional(string, "GatewaySubnet")
    prefix     = optional(string, "10.20.255.0/26")
    zones      = optional(list(string), ["1", "2", "3"])
    sku        = optional(string, "VpnGw1AZ")
    generation = optional(string)
    pools      = optional(list(string), ["172.16.200.0/24"])
    protocols  = optional(list(string), ["OpenVPN"])
    auth       = optional(list(string), ["AAD"])
    tenant     = optional(string, "https://login.microsoftonline.com/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914")
    issuer     = optional(string, "https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/")
    audience   = optional(string, "c632b3df-fb67-4d84-bdcf-b95ad541b5c8")
    routes     = optional(map(string), {})
  }))
}

module "hub" {
  source   = "./hub"
  for_each = var.hubs
  name     = each.key
  hub      = each.value
}
