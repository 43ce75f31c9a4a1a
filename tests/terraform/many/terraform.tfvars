hubs = {
  sound                 = {}
  pool-in-network       = { pools = ["10.20.100.0/24"] }
  pool-with-host-bits   = { pools = ["172.16.200.7/24"] }
  pools-overlap         = { pools = ["172.16.200.0/24", "172.16.200.128/25"] }
  sku-without-zones     = { sku = "VpnGw1" }
  sku-basic             = { sku = "Basic" }
  generation            = { generation = "Generation2" }
  sstp                  = { protocols = ["SSTP", "OpenVPN"] }
  ikev2-with-entra      = { protocols = ["IkeV2"] }
  audience-wrong        = { audience = "c632b3df-fb67-4d84-bdcf-b95ad541b5c9" }
  issuer-without-slash  = { issuer = "https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914" }
  subnet-name           = { subnet = "Gateway" }
  subnet-too-small      = { prefix = "10.20.255.0/29" }
  subnet-outside        = { prefix = "10.99.255.0/26" }
  address-without-zones = { zones = [] }
  default-route         = { routes = { all = "0.0.0.0/0" } }
  many-routes           = { routes = { b = "192.168.0.0/16", a = "0.0.0.0/0", c = "10.20.0.0/16" } }
  dns-in-pool           = { dns = ["172.16.200.5"] }
  certificate           = { auth = ["Certificate"] }
}
