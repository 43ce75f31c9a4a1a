//! Terraform configurations, checked from their sources.

use crate::workplace::Workplace;

const GATEWAY: &str = r#"
resource "azurerm_resource_group" "hub" {
  name     = "rg"
  location = "westeurope"
}
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.hub.name
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "gateway" {
  name                 = "GatewaySubnet"
  resource_group_name  = azurerm_resource_group.hub.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.255.0/27"]
}
resource "azurerm_public_ip" "gateway" {
  name                = "pip"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.hub.name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}
resource "azurerm_virtual_network_gateway" "hub" {
  name                = "vng-hub"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.hub.name
  type                = "Vpn"
  sku                 = "VpnGw1AZ"
  ip_configuration {
    subnet_id            = azurerm_subnet.gateway.id
    public_ip_address_id = azurerm_public_ip.gateway.id
  }
  vpn_client_configuration {
    address_space        = [var.pool]
    vpn_client_protocols = ["OpenVPN"]
    vpn_auth_types       = ["AAD"]
    aad_tenant           = "https://login.microsoftonline.com/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914"
    aad_issuer           = "https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/"
    aad_audience         = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8"
  }
}
variable "pool" { type = string }
"#;

#[test]
fn a_fault_in_tfvars_is_shown_there() {
    let place = Workplace::new()
        .file("main.tf", GATEWAY)
        .file("terraform.tfvars", "# the clients\npool = \"10.0.7.0/24\"\n");
    let only = ["check", ".", "--only", "pool-overlaps-vnet", "--format", "concise"];
    place.run(&only).is(1).says("terraform.tfvars:2:8: error[pool-overlaps-vnet]");
    // A file that is named stands for its folder.
    let named = ["check", "main.tf", "--only", "pool-overlaps-vnet", "--format", "concise"];
    place.run(&named).is(1).says("terraform.tfvars:2:8");
}

#[test]
fn a_variable_without_a_value_is_unknown_and_told() {
    let place = Workplace::new().file("main.tf", GATEWAY);
    let only = ["check", ".", "--only", "pool-overlaps-vnet", "-v"];
    place.run(&only).is(0).says("var.pool is not given").says("checked 1 gateway");
}

#[test]
fn a_sound_configuration_has_no_errors() {
    let place = Workplace::new()
        .file("main.tf", GATEWAY)
        .file("terraform.tfvars", "pool = \"172.16.200.0/24\"\n");
    place.run(&["check", ".", "--format", "concise"]).is_silent_on("error[");
}

#[test]
fn a_broken_file_and_a_module_from_elsewhere_hide_nothing() {
    let place = Workplace::new()
        .file("main.tf", GATEWAY)
        .file("terraform.tfvars", "pool = \"10.0.7.0/24\"\n")
        .file("broken.tf", "resource \"x\" \"y\" {\n  name =\n}\n")
        .file("more.tf", "module \"far\" {\n  source = \"Azure/network/azurerm\"\n}\n");
    let ended = place.run(&["check", ".", "-v"]);
    ended.is(3).says("broken.tf:2").says("pool-overlaps-vnet");
    ended.says("module.far was not read").says("terraform init");
}

#[test]
fn secrets_of_variables_are_masked() {
    let connection = r#"
variable "psk" {
  sensitive = true
  default   = "Depot-key-1!"
}
resource "azurerm_virtual_network_gateway_connection" "c" {
  name                       = "c"
  resource_group_name        = "rg"
  type                       = "Ipsec"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.hub.id
  shared_key                 = var.psk
}
"#;
    let place = Workplace::new().file("main.tf", &format!("{GATEWAY}{connection}"));
    for format in ["text", "json", "sarif", "html"] {
        place.run(&["check", ".", "-v", "--format", format]).is_silent_on("Depot-key-1!");
    }
}

#[test]
fn what_a_provider_or_an_unreadable_file_tells_is_no_fault() {
    let place = Workplace::new()
        .file("main.tf", GATEWAY)
        .file("terraform.tfvars", "pool = \"172.16.200.0/24\"\n")
        .file(
            "outputs.tf",
            "output \"peer\" {\n  value = azurerm_virtual_network_gateway.hub.ip_configuration[0].private_ip_address\n}\n\
             output \"none\" {\n  value = null != null && null.attribute\n}\n\
             output \"far\" {\n  value = local.declared_in_the_other_file\n}\n",
        )
        .file("broken.tf", "locals {\n  x =\n}\n");
    let ended = place.run(&["check", ".", "--format", "concise"]);
    ended.is(3).says("1 error,").says("broken.tf:2").is_silent_on("template-");
}

#[test]
fn a_module_may_be_the_folder_that_the_command_is_run_in() {
    let place = Workplace::new().file("main.tf", GATEWAY).file(
        "examples/one/main.tf",
        "module \"hub\" {\n  source = \"../../\"\n  pool = \"10.0.7.0/24\"\n}\n",
    );
    let only = [
        "check",
        ".",
        "--only",
        "pool-overlaps-vnet,template-linked-missing",
        "--format",
        "concise",
    ];
    place
        .run(&only)
        .is(1)
        .says("examples/one/main.tf:3:10: error[pool-overlaps-vnet]")
        .says("1 error,");
}

#[test]
fn sarif_names_the_file_that_the_value_is_written_in() {
    let written = GATEWAY.replace("[var.pool]", "[\"10.0.8.0/24\", var.pool]");
    let place = Workplace::new()
        .file("net work/main.tf", &written)
        .file("net work/terraform.tfvars", "pool = \"10.0.7.0/24\"\n");
    let ran = place.run(&["check", ".", "--only", "pool-overlaps-vnet", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&ran.is(1).out).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let mut places: Vec<_> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let artifact = &place["artifactLocation"];
            assert!(artifact["uriBaseId"].is_string(), "{artifact}");
            (artifact["uri"].as_str().expect("a uri"), place["region"]["startLine"].as_u64())
        })
        .collect();
    places.sort_unstable();
    let line = written.lines().position(|line| line.contains("10.0.8.0/24"));
    let line = line.and_then(|line| u64::try_from(line + 1).ok());
    assert_eq!(places, [("net%20work/main.tf", line), ("net%20work/terraform.tfvars", Some(1))]);
}

#[test]
fn two_roots_with_the_same_names_do_not_join() {
    let other = GATEWAY.replace("10.0.", "10.9.");
    let only = ["check", ".", "--only", "pool-overlaps-vnet", "--format", "concise"];
    // Each pool lies in the network of the other root, which has the same names.
    Workplace::new()
        .file("one/main.tf", GATEWAY)
        .file("one/terraform.tfvars", "pool = \"10.9.7.0/24\"\n")
        .file("two/main.tf", &other)
        .file("two/terraform.tfvars", "pool = \"10.0.7.0/24\"\n")
        .run(&only)
        .is(0)
        .is_silent_on("pool-overlaps-vnet");
    // And one that lies in its own root's network is a fault there, and there alone.
    Workplace::new()
        .file("one/main.tf", GATEWAY)
        .file("one/terraform.tfvars", "pool = \"10.9.7.0/24\"\n")
        .file("two/main.tf", &other)
        .file("two/terraform.tfvars", "pool = \"10.9.7.0/24\"\n")
        .run(&only)
        .is(1)
        .says("two/terraform.tfvars:1:8: error[pool-overlaps-vnet]")
        .is_silent_on("one/");
}

#[test]
fn a_folder_with_only_a_gateway_of_virtual_wan_is_looked_at() {
    let configuration = r#"
resource "azurerm_vpn_server_configuration" "vwan" {
  name                     = "vpn"
  location                 = "westeurope"
  resource_group_name      = "rg"
  vpn_authentication_types = ["AAD"]
  azure_active_directory_authentication {
    audience = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8"
    issuer   = "https://sts.windows.net/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/"
    tenant   = "https://login.microsoftonline.com/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d915"
  }
}
"#;
    let place = Workplace::new().file("main.tf", configuration);
    place.run(&["check", ".", "--format", "concise"]).is(1).says("main.tf:");
}

#[test]
fn rules_of_security_groups_are_read_within_them_and_beside_them() {
    let rule = r#"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_ranges    = ["500", "4500"]
    source_address_prefix      = "Internet"
    destination_address_prefix = "*"
    source_application_security_group_ids = ["/subscriptions/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/asg"]
"#;
    let groups = format!(
        r#"
resource "azurerm_network_security_group" "nsg" {{
  name                = "nsg"
  location            = "westeurope"
  resource_group_name = "rg"
  security_rule {{
    name = "inside"
{rule}
  }}
}}
resource "azurerm_network_security_rule" "beside" {{
  name                        = "beside"
  resource_group_name         = "rg"
  network_security_group_name = azurerm_network_security_group.nsg.name
{rule}
}}
"#
    );
    let place = Workplace::new().file("main.tf", GATEWAY).file("groups.tf", &groups);
    let ran = place.run(&["expand", ".", "--format", "json"]);
    let expanded: serde_json::Value = serde_json::from_str(&ran.is(0).out).expect("JSON");
    let resources = expanded["resources"].as_array().expect("resources");
    let of_type = |wanted: &str| {
        let full = format!("Microsoft.Network/networkSecurityGroups{wanted}");
        let found = resources.iter().find(|resource| resource["type"] == full.as_str());
        found.unwrap_or_else(|| panic!("no {full} in {}", ran.out))
    };
    let inside = &of_type("")["properties"]["securityRules"][0];
    assert_eq!(inside["name"], "inside");
    let beside = of_type("/securityRules");
    assert_eq!(beside["name"], "nsg/beside");
    let wanted = serde_json::json!({
        "priority": 100,
        "direction": "Inbound",
        "access": "Deny",
        "protocol": "Udp",
        "sourcePortRange": "*",
        "destinationPortRanges": ["500", "4500"],
        "sourceAddressPrefix": "Internet",
        "destinationAddressPrefix": "*",
        "sourceApplicationSecurityGroups": [{ "id": "/subscriptions/5f1d7a2e-93c4-4a57-8f0b-2c61e0b7d914/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/asg" }],
    });
    assert_eq!(inside["properties"], wanted);
    assert_eq!(beside["properties"], wanted);
}
