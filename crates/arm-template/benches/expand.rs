//! How fast a large template is read and expanded, beside what `serde_json` needs to read it.

use std::fmt::Write as _;

use arm_template::{NoLoader, Node, Options, SourceId, expand, parse};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A template with this many virtual networks, each with subnets of its own, as large teams have them.
fn template(networks: usize) -> String {
    let mut resources = String::new();
    for network in 0..networks {
        let mut subnets = String::new();
        for subnet in 0..20 {
            let _ = write!(
                subnets,
                r#"{{ "name": "subnet-{subnet}", "properties": {{
                "addressPrefix": "10.{}.{subnet}.0/24", "networkSecurityGroup": {{
                    "id": "[resourceId('Microsoft.Network/networkSecurityGroups', concat(variables('prefix'), '-nsg'))]" }} }} }},"#,
                network % 256
            );
        }
        let _ = write!(
            resources,
            r#"{{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01",
            "name": "[concat(variables('prefix'), '-{network}')]", "location": "[parameters('location')]",
            "properties": {{ "addressSpace": {{ "addressPrefixes": ["10.{}.0.0/16"] }}, "subnets": [{}] }} }},"#,
            network % 256,
            subnets.trim_end_matches(',')
        );
    }
    format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {{ "name": {{ "type": "string", "defaultValue": "contoso" }},
            "location": {{ "type": "string", "defaultValue": "westeurope" }} }},
        "variables": {{ "prefix": "[concat(parameters('name'), '-net')]" }},
        "resources": [{}] }}"#,
        resources.trim_end_matches(',')
    )
}

fn read(text: &str) -> Node {
    parse(text, SourceId(0)).node.expect("is JSON")
}

const SIZES: [usize; 2] = [100, 2_000];

#[divan::bench(args = SIZES)]
fn parse_text(bencher: Bencher<'_, '_>, networks: usize) {
    let text = template(networks);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(black_box(&text), SourceId(0)));
}

#[divan::bench(args = SIZES)]
fn serde_json_text(bencher: Bencher<'_, '_>, networks: usize) {
    let text = template(networks);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_str::<serde_json::Value>(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn expand_template(bencher: Bencher<'_, '_>, networks: usize) {
    let text = template(networks);
    let node = read(&text);
    let options = Options::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| expand(black_box(&node), &options, &NoLoader));
}

#[divan::bench]
fn copy_loop_of_800(bencher: Bencher<'_, '_>) {
    let text = r#"{ "resources": [{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01",
        "name": "[concat('net', copyIndex())]", "copy": { "name": "nets", "count": 800 },
        "properties": { "copy": [{ "name": "subnets", "count": 20, "input": {
            "name": "[concat('subnet-', copyIndex('subnets'))]",
            "properties": { "addressPrefix": "[concat('10.0.', copyIndex('subnets'), '.0/24')]" } } }] } }] }"#;
    let node = read(text);
    let options = Options::default();
    bencher.bench(|| expand(black_box(&node), &options, &NoLoader));
}
