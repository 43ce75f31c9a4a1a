//! Plans and states, as the real Terraform 1.11 wrote them of the configuration in `saved/configuration`.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use terraform_config::syntax::read;
use terraform_config::{
    File, Folder, ModuleFault, Modules, Options, Saved, SavedResource, expand, saved,
};
use traced_values::{Data, Node, SourceId, parse_json};

const SECRET: &str = "\"not-for-eyes\"";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn node(text: &str) -> Node {
    parse_json(text, SourceId(0), &Data).node.expect("it is JSON")
}

fn of(text: &str) -> Option<Saved> {
    saved(&node(text))
}

fn find<'s>(saved: &'s Saved, address: &str) -> &'s SavedResource {
    let found = saved.resources.iter().find(|resource| &*resource.address == address);
    found.unwrap_or_else(|| panic!("{address} is missing"))
}

fn residual(resource: &SavedResource, at: &str) -> String {
    let node = resource.values.at(at).unwrap_or_else(|| panic!("{at} is missing"));
    node.as_unknown().unwrap_or_else(|| panic!("{at} is known")).residual.to_string()
}

const ADDRESSES: [&str; 6] = [
    "azurerm_public_ip.gw",
    "azurerm_resource_group.hub",
    "azurerm_virtual_network_gateway.vpn[\"east\"]",
    "azurerm_virtual_network_gateway.vpn[\"west\"]",
    "module.net.azurerm_subnet.all[\"gateway\"]",
    "module.net.azurerm_virtual_network.hub",
];

fn addresses(saved: &Saved) -> Vec<&str> {
    let mut addresses: Vec<_> = saved.resources.iter().map(|found| &*found.address).collect();
    addresses.sort_unstable();
    addresses
}

#[test]
fn a_plan_has_the_resources_of_its_configuration() {
    let saved = of(&text("plan.json")).expect("it is a plan");
    assert_eq!(addresses(&saved), ADDRESSES);
    assert!(saved.resources.iter().all(|resource| resource.is_new));

    let expansion =
        expand(&Rc::new(folder("")), &Options { modules: &Local, ..Options::default() });
    let mut written: Vec<_> =
        expansion.resources.iter().map(|resource| resource.address.to_string()).collect();
    written.sort_unstable();
    assert_eq!(written, ADDRESSES);
}

/// The folder of a module, read from the disk.
fn folder(below: &str) -> Folder {
    let text = text(&format!("configuration/{below}main.tf"));
    let body = read(&text, SourceId(0)).expect("it is HCL");
    Folder::new(below, vec![File { name: "main.tf".into(), body }])
}

struct Local;

impl Modules for Local {
    fn load(&self, _: &str, source: &str, _: &str) -> Result<Rc<Folder>, ModuleFault> {
        Ok(Rc::new(folder(&format!("{}/", source.trim_start_matches("./")))))
    }
}

#[test]
fn what_only_applying_tells_names_where_it_comes_from() {
    let saved = of(&text("plan.json")).expect("it is a plan");
    let gateway = find(&saved, "azurerm_virtual_network_gateway.vpn[\"west\"]");
    assert_eq!(&*gateway.kind, "azurerm_virtual_network_gateway");
    assert_eq!(&*gateway.provider, "registry.terraform.io/hashicorp/azurerm");
    assert_eq!(gateway.values.get("sku").and_then(Node::as_str), Some("VpnGw1"));
    assert_eq!(
        residual(gateway, "ip_configuration[0].public_ip_address_id"),
        "azurerm_public_ip.gw.id"
    );
    // Through a module's output.
    assert_eq!(
        residual(gateway, "ip_configuration[0].subnet_id"),
        "module.net.azurerm_subnet.all[\"gateway\"].id"
    );
    assert_eq!(residual(gateway, "id"), "azurerm_virtual_network_gateway.vpn[\"west\"].id");
}

#[test]
fn states_have_what_is_there() {
    for name in ["state.json", "raw.json"] {
        let saved = of(&text(name)).unwrap_or_else(|| panic!("{name} is a state"));
        assert_eq!(addresses(&saved), ADDRESSES, "{name}");
        let subnet = find(&saved, "module.net.azurerm_subnet.all[\"gateway\"]");
        assert!(!subnet.is_new);
        assert_eq!(&*subnet.provider, "registry.terraform.io/hashicorp/azurerm");
        assert_eq!(subnet.values.get("name").and_then(Node::as_str), Some("GatewaySubnet"));
    }
}

#[test]
fn secrets_are_marked_wherever_they_stand() {
    for name in ["plan.json", "state.json", "raw.json"] {
        let text = text(name);
        let saved = of(&text).expect("it is a plan or a state");
        let marked: Vec<_> = saved.secrets.places().map(|span| span.start as usize).collect();
        let places: Vec<_> = text.match_indices(SECRET).map(|(place, _)| place).collect();
        assert!(!places.is_empty());
        for place in places {
            assert!(marked.contains(&place), "{name}: the secret at byte {place} is not marked");
        }
    }
}

/// A plan of one change.
fn change(actions: &str) -> String {
    format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{
            "address": "a.b", "mode": "managed", "type": "a", "name": "b",
            "change": {{"actions": {actions}, "before": {{"x": 1}}, "after": {{"x": 2}}, "after_unknown": {{}}}}
        }}]}}"#
    )
}

#[test]
fn only_what_will_be_counts() {
    for (actions, is_new) in [
        ("[\"create\"]", Some(true)),
        ("[\"delete\", \"create\"]", Some(true)),
        ("[\"create\", \"delete\"]", Some(true)),
        ("[\"update\"]", Some(false)),
        ("[\"no-op\"]", Some(false)),
        ("[\"delete\"]", None),
        ("[\"forget\"]", None),
        ("[\"read\"]", None),
    ] {
        let saved = of(&change(actions)).expect("it is a plan");
        let first = saved.resources.first();
        assert_eq!(first.map(|resource| resource.is_new), is_new, "{actions}");
        if let Some(resource) = first {
            assert_eq!(resource.values.get("x").and_then(Node::as_i64), Some(2));
        }
    }
}

#[test]
fn other_json_is_neither() {
    for other in [
        "{}",
        "[]",
        "1",
        r#"{"version": 4}"#,
        r#"{"version": 3, "lineage": "x", "resources": []}"#,
        r#"{"format_version": "1.0"}"#,
        r#"{"format_version": "1.0", "provider_schemas": {}}"#,
        r#"{"resources": [], "$schema": "x"}"#,
    ] {
        assert!(of(other).is_none(), "{other}");
    }
    let empty = of(r#"{"format_version": "1.2", "planned_values": {"root_module": {}}}"#);
    assert!(empty.is_some_and(|saved| saved.resources.is_empty()));
}

#[test]
fn a_circle_of_modules_ends() {
    let text = r#"{"format_version": "1.2",
        "resource_changes": [{"address": "module.m.a.b", "module_address": "module.m", "mode": "managed",
            "type": "a", "name": "b",
            "change": {"actions": ["create"], "after": {}, "after_unknown": {"x": true}}}],
        "configuration": {"root_module": {"module_calls": {"m": {
            "expressions": {"v": {"references": ["module.m.o", "module.m"]}},
            "module": {
                "outputs": {"o": {"expression": {"references": ["var.v"]}}},
                "resources": [{"mode": "managed", "type": "a", "name": "b",
                    "expressions": {"x": {"references": ["var.v"]}}}]
            }}}}}}"#;
    let saved = of(text).expect("it is a plan");
    assert_eq!(residual(&saved.resources[0], "x"), "module.m.a.b.x");
}
