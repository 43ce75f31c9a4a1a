//! Tokens that a pipeline replaces are values that nobody knows yet, whatever is done with them.

use crate::workplace::Workplace;

const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": {
    "name": { "type": "string", "minLength": 3, "maxLength": 8, "allowedValues": ["vgw-hub"] },
    "other": { "type": "string", "defaultValue": "x" }
  },
  "variables": {
    "first": "[substring(parameters('name'), 0, 40)]",
    "parts": "[split(parameters('name'), '-')[3]]",
    "isHub": "[equals(parameters('name'), 'vgw-hub')]"
  },
  "resources": [{
    "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "[parameters('name')]", "location": "[parameters('other')]",
    "tags": { "a": "[variables('first')]", "b": "[variables('parts')]", "c": "[if(variables('isHub'), json('1'), parameters('other'))]" },
    "properties": { "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": { "name": "VpnGw1AZ", "tier": "VpnGw1AZ" },
      "vpnClientConfiguration": { "vpnClientProtocols": ["OpenVPN"], "vpnClientAddressPool": { "addressPrefixes": ["172.16.9.7/24"] } } }
  }]
}"#;

fn parameters(value: &str) -> String {
    format!(r#"{{ "parameters": {{ "name": {{ "value": "{value}" }} }} }}"#)
}

#[test]
fn no_constraint_and_no_function_judges_a_token() {
    for token in [
        "##hubName##",
        "#_hub_#",
        "#{hub}#",
        "__hub__",
        "$(hub)",
        "{{hub}}",
        "${hub}",
        "a-$(hub)-b",
        "GEN-UNIQUE",
        "GEN-UNIQUE-13",
    ] {
        let place = Workplace::new().file("vpn.json", TEMPLATE);
        place.put("vpn.parameters.json", parameters(token));
        let ended = place.run(&["check", ".", "--format", "concise"]);
        ended
            .is(1)
            .is_silent_on("template-")
            .is_silent_on("gateway-name-invalid")
            .says("pool-bad-cidr");
        let strict =
            place.run(&["check", ".", "--only", "gateway-name-invalid", "--fail-on-unevaluated"]);
        strict.is(1).says("is replaced before the deployment");
        // On the command line, too.
        let given = format!("name={token}");
        let ended = place.run(&["check", "vpn.json", "--parameter", &given, "--format", "concise"]);
        ended.is(1).is_silent_on("template-").is_silent_on("gateway-name-invalid");
    }
    let place = Workplace::new().file("vpn.json", TEMPLATE);
    place.put("vpn.parameters.json", parameters("a name"));
    place.run(&["check", ".", "--format", "concise"]).is(1).says("template-parameter-constraint");
}

#[test]
fn generated_words_differ_each_time_and_other_tokens_do_not() {
    let address = |name: &str| {
        format!(
            r#"{{ "name": "{name}", "properties": {{ "publicIPAddress": {{ "id": "[resourceId('Microsoft.Network/publicIPAddresses', parameters('{name}'))]" }} }} }}"#
        )
    };
    let template = format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": {{ "a": {{ "type": "string" }}, "b": {{ "type": "string" }} }},
  "resources": [{{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "vgw", "location": "eastus",
    "properties": {{ "gatewayType": "Vpn", "ipConfigurations": [{}, {}] }} }}] }}"#,
        address("a"),
        address("b")
    );
    let place = Workplace::new().file("vpn.json", &template);
    let both = |value: &str| {
        format!(
            r#"{{ "parameters": {{ "a": {{ "value": "{value}" }}, "b": {{ "value": "{value}" }} }} }}"#
        )
    };
    let only = ["check", ".", "--only", "public-ip-reused", "--format", "concise"];
    place.put("vpn.parameters.json", both("GEN-UNIQUE"));
    place.run(&only).is(0).is_silent_on("serves two");
    place.put("vpn.parameters.json", both("##pip##"));
    place.run(&only).is(1).says("is used by two IP configurations");
}
