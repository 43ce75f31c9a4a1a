param location string = 'westeurope'
param networkRange string = '10.20.0.0/16'
param gatewayRange string = '10.20.255.0/27'

@description('The range that clients get their addresses from.')
param clientPool string

@description('The root certificate of the clients, as one line of base64.')
param rootCertificate string

param onPremises string[] = []

var firewall = '10.20.1.4'

module routes 'modules/routes.bicep' = {
  name: 'routes'
  params: {
    location: location
    ranges: onPremises
    firewall: firewall
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [networkRange]
    }
    dhcpOptions: {
      dnsServers: ['10.20.2.4', '10.20.2.5']
    }
    subnets: [
      {
        name: 'GatewaySubnet'
        properties: {
          addressPrefix: gatewayRange
          routeTable: { id: routes.outputs.id }
        }
      }
      {
        name: 'dns'
        properties: { addressPrefix: '10.20.2.0/28' }
      }
    ]
  }

  resource gatewaySubnet 'subnets' existing = {
    name: 'GatewaySubnet'
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-gateway'
  location: location
  sku: { name: 'Standard' }
  zones: ['1', '2', '3']
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {
  name: 'vgw-hub'
  location: location
  properties: {
    gatewayType: 'Vpn'
    vpnType: 'RouteBased'
    vpnGatewayGeneration: 'Generation2'
    sku: { name: 'VpnGw2AZ', tier: 'VpnGw2AZ' }
    ipConfigurations: [
      {
        name: 'default'
        properties: {
          subnet: { id: network::gatewaySubnet.id }
          publicIPAddress: { id: address.id }
        }
      }
    ]
    vpnClientConfiguration: {
      vpnClientAddressPool: {
        addressPrefixes: [clientPool]
      }
      vpnClientProtocols: ['OpenVPN', 'IkeV2']
      vpnAuthenticationTypes: ['Certificate']
      vpnClientRootCertificates: [
        {
          name: 'Contoso P2S Root'
          properties: { publicCertData: rootCertificate }
        }
      ]
    }
  }
}
