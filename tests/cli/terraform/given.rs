//! What is given to Terraform configurations, and what is done with their findings: values, suppressions, fixes, `expand`.

use std::path::Path;

use crate::workplace::{Ended, Workplace};

/// The configuration of `examples/hub-terraform`.
fn hub() -> Workplace {
    let place = Workplace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hub-terraform");
    for name in ["main.tf", "terraform.tfvars", "hub-root.pem", "routes/main.tf"] {
        place.put(name, std::fs::read(folder.join(name)).expect("the file is there"));
    }
    place
}

fn check(place: &Workplace, more: &[&str]) -> Ended {
    let common = ["check", ".", "--format", "concise", "--today", "2026-11-24"];
    place.run(&[&common, more].concat())
}

#[test]
fn values_are_given_as_to_terraform() {
    let place = hub().file("prod.tfvars", "client_pool = \"10.20.9.0/24\"\n");
    let only = ["--only", "pool-overlaps-vnet,gateway-subnet-default-route"];
    check(&place, &only).says("terraform.tfvars:1:15: error[pool-overlaps-vnet]");
    let with = |more: &[&str]| check(&place, &[&only, more].concat());
    let prod = ["--parameters", "prod.tfvars"];
    with(&prod).says("prod.tfvars:1:15: error[pool-overlaps-vnet]: client pool 10.20.9.0/24");
    let single = with(&[&prod[..], &["--parameter", "client_pool=10.20.8.0/24"]].concat());
    single.says("--parameter client_pool:1:1: error[pool-overlaps-vnet]: client pool 10.20.8.0/24");
    with(&["--parameter", "client_pool=172.16.9.0/24"]).is_silent_on("pool-overlaps-vnet");
    // A variable of a list takes an expression.
    let none = with(&["--parameter", "on_premises=[\"192.168.0.0/16\"]"]);
    none.is_silent_on("gateway-subnet-default-route");
    let typo = check(&place, &["--parameter", "typo=1"]);
    typo.is(3).says("declares the variable 'typo'");
    let missing = check(&place, &["--parameters", "missing.tfvars"]);
    missing.is(3).says("missing.tfvars: no such file");
}

#[test]
fn settings_name_the_values_of_a_configuration() {
    let place = hub()
        .file("dev.tfvars", "client_pool = \"10.20.9.0/24\"\n")
        .file("prod.tfvars", "client_pool = \"10.20.8.0/24\"\n")
        .file(
            "gatelint.toml",
            "[[template]]\npath = \"main.tf\"\nparameters = [\"dev.tfvars\"]\n\
             [[template]]\npath = \"main.tf\"\nparameters = [\"prod.tfvars\"]\n",
        );
    let ended = check(&place, &["--only", "pool-overlaps-vnet"]);
    ended.says("dev.tfvars:1:15").says("prod.tfvars:1:15").is_silent_on("terraform.tfvars");
}

#[test]
fn comments_accept_findings() {
    let place = hub();
    let values = place.read("terraform.tfvars");
    let values = values.replace(
        "client_pool",
        "# gatelint: allow(pool-overlaps-vnet) it moves in May\nclient_pool",
    );
    place.put(
        "terraform.tfvars",
        values.replace(
            "\"0.0.0.0/0\"",
            "\"0.0.0.0/0\" // gatelint: allow(gateway-subnet-default-route) on purpose",
        ),
    );
    let ended = check(&place, &[]);
    ended.is(1).says("1 error").says("root-cert-pem-armor");
    ended.is_silent_on("pool-overlaps-vnet").is_silent_on("gateway-subnet-default-route");
    let main = place.read("main.tf");
    place.put(
        "main.tf",
        main.replace(
            "resource \"azurerm_virtual_network_gateway\"",
            "/* gatelint: allow(root-cert-pem-armor) known */\nresource \"azurerm_virtual_network_gateway\"",
        ),
    );
    check(&place, &[]).is(0);
}

#[test]
fn a_baseline_knows_findings_of_configurations() {
    let place = hub();
    check(&place, &["--write-baseline", "known.json"]);
    check(&place, &["--baseline", "known.json"]).is(0);
}

#[test]
fn literals_are_fixed_where_they_stand() {
    let values = "# of the clients\nclient_pool = \"172.16.200.7/24\" # to be moved\n";
    let place = hub().file("terraform.tfvars", values);
    check(&place, &["--fix"]);
    assert_eq!(place.read("terraform.tfvars"), values.replace(".7/", ".0/"));
    let place = hub();
    let main = place
        .read("main.tf")
        .replace("[var.client_pool]", "[\n      \"172.16.200.7/24\", // old\n    ]");
    place.put("main.tf", &main);
    check(&place, &["--fix"]);
    assert_eq!(place.read("main.tf"), main.replace(".7/", ".0/"));
}

#[test]
fn nothing_is_written_that_is_no_terraform() {
    // What these would fix in a template is to be written in Azure's own words, or in several places.
    let place = hub();
    let old = |text: String| {
        text.replace("VpnGw1AZ", "VpnGw1").replace("[\"OpenVPN\"]", "[\"SSTP\", \"OpenVPN\"]")
    };
    let main =
        old(place.read("main.tf")).replace("zones               = [\"1\", \"2\", \"3\"]\n", "");
    place.put("main.tf", &main);
    check(&place, &["--fix", "--unsafe"]);
    let fixed = place.read("main.tf");
    terraform_config::syntax::read(&fixed, traced_values::SourceId(0)).expect("it is still one");
    for property in ["\"zones\"", "vpnClientProtocols", "null"] {
        assert!(!fixed.contains(property), "{fixed}");
    }
}

#[test]
fn a_plan_is_never_written_into() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform/hub/plan.json");
    let plan = std::fs::read_to_string(path).expect("the file is there");
    let plan = plan.replace("10.20.100.0/24", "172.16.200.7/24");
    let place = Workplace::new().file("plan.json", &plan);
    check(&place, &["--fix", "--unsafe"]).says("pool-bad-cidr");
    assert_eq!(place.read("plan.json"), plan);
}

#[test]
fn findings_speak_the_words_of_the_provider() {
    let place = hub();
    let main = place
        .read("main.tf")
        .replace("[\"OpenVPN\"]", "[\"IkeV2\"]")
        .replace("[\"Certificate\"]", "[\"AAD\"]");
    place.put("main.tf", main);
    let ended = check(&place, &[]);
    for property in ["vpnClientProtocols", "vpnAuthenticationTypes", "aadTenant"] {
        ended.is_silent_on(property);
    }
    let ended = place.run(&["check", ".", "--today", "2026-11-24"]);
    ended.says("vpn_client_protocols").is_silent_on("vpnClientProtocols");
}

#[test]
fn expand_shows_the_resources_as_the_lints_see_them() {
    let place = hub().file(
        "more.tf",
        "variable \"psk\" {\n  sensitive = true\n  default = \"Depot-key-1!\"\n}\n\
         resource \"azurerm_virtual_network_gateway_connection\" \"c\" {\n  name = \"c\"\n  resource_group_name = \"rg-hub\"\n\
         type = \"IPsec\"\n  shared_key = var.psk\n  virtual_network_gateway_id = azurerm_virtual_network_gateway.hub.id\n}\n\
         output \"pool\" {\n  value = var.client_pool\n}\noutput \"key\" {\n  value = var.psk\n  sensitive = true\n}\n",
    );
    let ended = place.run(&["expand", "."]);
    ended.is(0).says("Microsoft.Network/virtualNetworkGateways vng-hub");
    ended.says("10.20.100.0/24").says("sharedKey: ***").is_silent_on("Depot-key-1!");
    let ended =
        place.run(&["expand", ".", "--format", "json", "--parameter", "client_pool=10.9.0.0/24"]);
    ended.is(0).says("10.9.0.0/24").is_silent_on("10.20.100.0/24").is_silent_on("Depot-key-1!");
    // What defines no gateway is expanded when it is asked for.
    let place = Workplace::new().file(
        "net/main.tf",
        "resource \"azurerm_virtual_network\" \"v\" {\n  name = \"v\"\n  resource_group_name = \"rg\"\n  address_space = [\"10.1.0.0/16\"]\n}\n",
    );
    place.run(&["expand", "net"]).is(0).says("Microsoft.Network/virtualNetworks v");
}

#[test]
fn a_fault_in_a_map_of_values_is_shown_at_its_own_line_through_loops_and_modules() {
    let place = Workplace::new()
        .file(
            "main.tf",
            "variable \"hubs\" { type = map(object({ space = string, clients = optional(list(string), []) })) }\n\
             module \"hub\" {\n  for_each = var.hubs\n  source = \"./hub\"\n  name = each.key\n  space = each.value.space\n  clients = each.value.clients\n}\n",
        )
        .file(
            "hub/main.tf",
            "variable \"name\" {}\nvariable \"space\" {}\nvariable \"clients\" {}\n\
             resource \"azurerm_virtual_network\" \"v\" {\n  name = \"vnet-${var.name}\"\n  resource_group_name = \"rg\"\n  location = \"westeurope\"\n  address_space = [var.space]\n}\n\
             resource \"azurerm_subnet\" \"g\" {\n  name = \"GatewaySubnet\"\n  resource_group_name = \"rg\"\n  virtual_network_name = azurerm_virtual_network.v.name\n  address_prefixes = [cidrsubnet(var.space, 10, 1023)]\n}\n\
             module \"gateway\" {\n  source = \"./gateway\"\n  name = \"vng-${var.name}\"\n  subnet = azurerm_subnet.g.id\n  clients = var.clients\n}\n",
        )
        .file(
            "hub/gateway/main.tf",
            "variable \"name\" {}\nvariable \"subnet\" {}\nvariable \"clients\" {}\n\
             resource \"azurerm_virtual_network_gateway\" \"g\" {\n  name = var.name\n  resource_group_name = \"rg\"\n  location = \"westeurope\"\n  type = \"Vpn\"\n  sku = \"VpnGw1AZ\"\n  \
             ip_configuration {\n    subnet_id = var.subnet\n  }\n  vpn_client_configuration {\n    address_space = var.clients\n    vpn_client_protocols = [\"OpenVPN\"]\n  }\n}\n",
        )
        .file(
            "terraform.tfvars",
            "hubs = {\n  west = {\n    space   = \"10.1.0.0/16\"\n    clients = [\"172.16.1.0/24\"]\n  }\n  north = {\n    space   = \"10.2.0.0/16\"\n    clients = [\n      \"172.16.2.0/24\",\n      \"10.2.64.0/24\",\n    ]\n  }\n}\n",
        );
    let ended = check(&place, &["--only", "pool-overlaps-vnet"]);
    ended.is(1).says("terraform.tfvars:10:7: error[pool-overlaps-vnet]").says("1 error,");
}

#[test]
fn the_default_of_an_address_depends_on_the_version() {
    let place = hub();
    let main = place.read("main.tf").replace("  sku                 = \"Standard\"\n", "");
    place.put("main.tf", &main);
    check(&place, &[]).is_silent_on("public-ip-basic");
    place.put("main.tf", main.replace("~> 4.0", "~> 3.100"));
    check(&place, &[]).says("public-ip-basic");
    place.put("main.tf", main.replace("~> 4.0", ">= 3.100"));
    check(&place, &[]).is_silent_on("public-ip-basic");
    place.put(
        ".terraform.lock.hcl",
        "provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version = \"3.117.0\"\n}\n",
    );
    check(&place, &[]).says("public-ip-basic");
}

#[test]
fn secrets_of_values_files_are_shown_nowhere() {
    // A file that can't be read is shown at its fault, whose line may hold a secret.
    let place = hub().file("secret.auto.tfvars", "psk = \"Depot-key-1!\n");
    for format in ["text", "json", "sarif", "html", "markdown"] {
        let ended = place.run(&["check", ".", "--format", format]);
        ended.is(3).is_silent_on("Depot-key-1!");
    }
}

#[test]
fn a_fault_in_a_map_that_goes_through_two_modules_is_shown_at_its_line_and_its_way_once() {
    let gateway = "variable \"name\" {}\nvariable \"pools\" {}\n\
        resource \"azurerm_virtual_network_gateway\" \"gw\" {\n  name = \"gw-${var.name}\"\n  resource_group_name = \"rg\"\n  \
        location = \"westeurope\"\n  type = \"Vpn\"\n  sku = \"VpnGw1AZ\"\n  \
        vpn_client_configuration {\n    address_space = var.pools\n  }\n}\n";
    let place = Workplace::new()
        .file(
            "main.tf",
            "variable \"hubs\" {}\nmodule \"a\" {\n  source = \"./a\"\n  for_each = var.hubs\n  \
             name = each.key\n  hub = each.value\n}\n",
        )
        .file(
            "terraform.tfvars",
            "hubs = {\n  north = { pool = [\"172.16.0.0/24\"] }\n  south = { pool = [\"172.17.0.7/24\"] }\n}\n",
        )
        .file(
            "a/main.tf",
            "variable \"name\" {}\nvariable \"hub\" {}\nmodule \"b\" {\n  source = \"./b\"\n  name = var.name\n  \
             pools = var.hub.pool\n}\n",
        )
        .file("a/b/main.tf", gateway);
    let ended = place.run(&["check", ".", "--only", "pool-bad-cidr"]);
    ended.says("terraform.tfvars:3:").says("gw-south").is_silent_on("172.16.0.0");
    for step in ["passed by var.pools", "passed by var.hub\n", "passed by var.hubs"] {
        assert_eq!(ended.out.matches(step).count(), 1, "{step}:\n{}", ended.out);
    }
}
