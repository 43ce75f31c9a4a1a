param location string
param ranges string[]
param firewall string

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-gateway'
  location: location
  properties: {
    routes: [for (range, i) in ranges: {
      name: 'to-firewall-${i}'
      properties: {
        addressPrefix: range
        nextHopType: 'VirtualAppliance'
        nextHopIpAddress: firewall
      }
    }]
  }
}

output id string = table.id
