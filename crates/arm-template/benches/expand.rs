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

/// A template with this many nested deployments, each of which is passed an output of the one before it, with types, loops and
/// long descriptions, as compilers write modules.
fn modules(count: usize) -> String {
    let mut resources = String::new();
    for module in 0..count {
        let mut own = String::new();
        for resource in 0..30 {
            let mut rules = String::new();
            for rule in 0..6 {
                let _ = write!(
                    rules,
                    r#"{{ "name": "rule-{rule}", "properties": {{ "priority": {rule}, "text": "[concat(parameters('name'), '-{rule}')]",
                    "description": "What this rule is for, in the words of whoever wrote it down, which make most of a file" }} }},"#
                );
            }
            let _ = write!(
                own,
                r#""r{resource}": {{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01",
                "name": "[format('{{0}}-{resource}', parameters('name'))]", "location": "[parameters('location')]",
                "tags": "[parameters('tags')]", "properties": {{ "securityRules": [{}],
                "other": "[coalesce(tryGet(parameters('settings'), 'a'), resourceId('Microsoft.Network/virtualNetworks', 'v'))]" }} }},"#,
                rules.trim_end_matches(',')
            );
        }
        let before = match module.checked_sub(1) {
            Some(before) => format!(r#""[reference('m{before}').outputs.id.value]""#),
            None => "null".to_owned(),
        };
        let _ = write!(
            resources,
            r#""m{module}": {{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "m{module}",
            "properties": {{ "mode": "Incremental", "expressionEvaluationOptions": {{ "scope": "inner" }},
            "parameters": {{ "name": {{ "value": "n{module}" }}, "settings": {{ "value": {{ "a": {before} }} }} }},
            "template": {{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "languageVersion": "2.0", "contentVersion": "1.0.0.0",
            "parameters": {{ "name": {{ "type": "string" }}, "settings": {{ "type": "object" }},
                "tags": {{ "type": "object", "nullable": true }},
                "location": {{ "type": "string", "defaultValue": "[resourceGroup().location]" }} }},
            "resources": {{ {} }},
            "outputs": {{ "id": {{ "type": "string", "value": "[resourceId('Microsoft.Network/networkSecurityGroups', format('{{0}}-0', parameters('name')))]" }} }} }} }} }},"#,
            own.trim_end_matches(',')
        );
    }
    format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": {{ {} }} }}"#,
        resources.trim_end_matches(',')
    )
}

/// Sixty of them are four megabytes, as large as the largest of Microsoft's verified modules.
#[divan::bench(args = [15, 30, 60])]
fn nested_deployments(bencher: Bencher<'_, '_>, count: usize) {
    let text = modules(count);
    let node = read(&text);
    let options = Options::default();
    let expansion = expand(&node, &options, &NoLoader);
    assert!(expansion.problems.is_empty(), "{:?}", expansion.problems);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| expand(black_box(&node), &options, &NoLoader));
}
