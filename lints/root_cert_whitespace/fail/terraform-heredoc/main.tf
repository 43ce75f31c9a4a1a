resource "azurerm_virtual_network_gateway" "hub" {
  name                = "gw"
  resource_group_name = "rg"
  location            = "westeurope"
  type                = "Vpn"
  sku                 = "VpnGw1AZ"

  vpn_client_configuration {
    address_space = ["172.16.0.0/24"]

    root_certificate {
      name             = "P2SRootCert"
      public_cert_data = <<EOF
MIIBUTCB+aADAgECAgh+fF31FuAIXDAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtQ
MlNSb290Q2VydDAeFw0yNTAxMDEwMDAwMDBaFw0zNTAxMDEwMDAwMDBaMBYxFDAS
BgNVBAMMC1AyU1Jvb3RDZXJ0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5Ued
susdrMiXlg6PbkHxSHyIEruQ0Yrodmwm14fTdMK+sGMM1KFGw0M+6YYqAqWPGrc5
Qz73lG8epA1zu3kGl6MxMC8wDgYDVR0PAQH/BAQDAgIEMB0GA1UdDgQWBBTPAenG
UI5GCSzfJNWmSt5GyPo4ADAKBggqhkjOPQQDAgNHADBEAiAOx5XyoifZ28muy13g
zBzV0RCH07DydLFH3hBz6fuEJwIgZ34I2vHbPMqbyXkah7lVWzLsAhfYwmbBF2oJ
/0nNjDM=
EOF
    }
  }
}
