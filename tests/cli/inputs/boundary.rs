//! What a program of a stranger may open.

use crate::workplace::Workplace;

#[test]
fn a_program_reads_nothing_outside_of_what_is_given() {
    let outside = Workplace::new().file("hosts.txt", "a line of another place");
    let path = outside.path("hosts.txt").display().to_string().replace('\\', "/");
    let program = format!(
        "param pool string = loadTextContent('{path}')
resource gateway 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {{
  name: 'gw'
  location: 'westeurope'
  properties: {{ gatewayType: 'Vpn', vpnClientConfiguration: {{ vpnClientAddressPool: {{ addressPrefixes: [pool] }} }} }}
}}
"
    );
    let place = Workplace::new().file("main.bicep", &program);
    for format in ["text", "json", "sarif"] {
        let ended = place.run(&["check", ".", "-v", "--format", format]);
        ended.is_silent_on("a line of another place").says("is outside the checked folders");
    }
    let terraform = format!(
        "resource \"azurerm_virtual_network_gateway\" \"g\" {{\n  name = \"gw\"\n  type = \"Vpn\"\n  vpn_client_configuration {{\n    address_space = [file(\"{path}\")]\n  }}\n}}\n"
    );
    let place = Workplace::new().file("main.tf", &terraform);
    let ended = place.run(&["check", ".", "-v"]);
    ended.is_silent_on("a line of another place").says("is outside the checked folders");
}
