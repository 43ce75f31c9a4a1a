//! The same deployment in both encodings, with symbolic names and without, gives the same resources.

use arm_template::{Expansion, NoLoader, Options, SourceId, expand, parse};
use serde_json::{Value as Json, json};

fn expanded(template: &Json) -> Expansion {
    let node = parse(&template.to_string(), SourceId(0)).node.expect("is JSON");
    let expansion = expand(&node, &Options::default(), &NoLoader);
    assert_eq!(expansion.problems, [], "{template:#}");
    expansion
}

/// Everything deployed, as JSON in a fixed order.
fn deployed(expansion: &Expansion) -> (Vec<String>, Vec<String>) {
    let resource = |resource: &arm_template::Resource| {
        format!(
            "{} {} {}",
            resource.kind,
            resource.id.to_json(),
            resource.node.to_json()["properties"]
        )
    };
    let deployed =
        expansion.resources.iter().filter(|resource| !resource.existing).map(resource).collect();
    let outputs = expansion
        .outputs
        .iter()
        .map(|output| format!("{} {}", output.name, output.value.to_json()));
    (deployed, outputs.collect())
}

fn assert_same(classic: &Json, symbolic: &Json) {
    assert_eq!(deployed(&expanded(classic)), deployed(&expanded(symbolic)));
}

#[test]
fn a_reference_by_symbolic_name_is_one_by_id() {
    let network = |name: &str| json!({ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": name, "properties": { "space": "10.0.0.0/16" } });
    let user = |reference: &str, depends: &str| {
        json!({ "type": "A.B/c", "apiVersion": "1", "name": "c", "dependsOn": [depends],
        "properties": { "space": format!("[{reference}.space]"), "guid": format!("[{reference}.guid]") } })
    };
    let by_id = "reference(resourceId('Microsoft.Network/virtualNetworks', 'net'), '2024-05-01')";
    let output = |reference: &str| json!({ "o": { "type": "string", "value": format!("[{reference}.space]") } });
    assert_same(
        &json!({ "resources": [network("net"), user(by_id, "net")], "outputs": output(by_id) }),
        &json!({ "languageVersion": "2.0", "resources": { "net": network("net"), "user": user("reference('Net')", "net") }, "outputs": output("reference('net')") }),
    );
}

#[test]
fn loops_are_referred_to_by_their_turns() {
    let looped = json!({ "type": "A.B/c", "apiVersion": "1", "name": "[format('c{0}', copyIndex())]",
        "copy": { "name": "cs", "count": 3 }, "properties": { "n": "[copyIndex()]" } });
    let output = |value: &str| json!({ "o": { "type": "array", "value": value } });
    let classic = "[createArray(reference('c0').n, reference('c1').n, reference('c2').n)]";
    let one_by_one = "[createArray(reference('cs[0]').n, reference(format('cs[{0}]', 1)).n, reference('cs[2]').n)]";
    let all = "[map(references('cs'), lambda('c', lambdaVariables('c').n))]";
    for symbolic in [one_by_one, all] {
        assert_same(
            &json!({ "resources": [looped], "outputs": output(classic) }),
            &json!({ "languageVersion": "2.0", "resources": { "cs": looped }, "outputs": output(symbolic) }),
        );
    }
}

#[test]
fn what_only_exists_is_referred_to_but_not_deployed() {
    let existing = json!({ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net",
        "existing": true, "resourceGroup": "other", "subscriptionId": "33333333-3333-3333-3333-333333333333" });
    let id = "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/net";
    let template = json!({ "languageVersion": "2.0", "resources": { "net": existing }, "outputs": {
        "left": { "type": "string", "value": "[reference('net').addressSpace]" },
        "id": { "type": "string", "value": "[resourceInfo('net').id]" } } });
    let expansion = expanded(&template);
    assert!(expansion.resources[0].existing);
    assert_eq!(
        expansion.outputs[0].value.to_json(),
        json!(format!("[reference('{id}', '2024-05-01').addressSpace]"))
    );
    assert_eq!(expansion.outputs[1].value.as_str(), Some(id));
}

#[test]
fn what_only_exists_here_may_be_deployed_by_another_template_of_the_deployment() {
    let network = json!({ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net", "properties": { "space": "10.0.0.0/16" } });
    let mut existing = network.clone();
    existing["existing"] = json!(true);
    let deployment = |name: &str, resources: Json, value: &str| {
        json!({ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": name,
        "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" }, "template": {
            "languageVersion": "2.0", "resources": resources, "outputs": { "o": { "type": "string", "value": value } } } } })
    };
    let template = json!({ "languageVersion": "2.0", "resources": {
        "first": deployment("first", json!({ "net": network }), "x"),
        "second": deployment("second", json!({ "net": existing }), "[reference('net').space]") },
        "outputs": { "o": { "type": "string", "value": "[reference('second').outputs.o.value]" } } });
    assert_eq!(expanded(&template).outputs[0].value.as_str(), Some("10.0.0.0/16"));
}

#[test]
fn outputs_of_deployments_are_found_by_symbolic_name() {
    let deployment = json!({ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
        "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" }, "template": {
            "resources": [], "outputs": { "o": { "type": "string", "value": "x" } } } } });
    let output = |value: &str| json!({ "o": { "type": "string", "value": value } });
    let by_id = "[reference(resourceId('Microsoft.Resources/deployments', 'inner'), '2022-09-01').outputs.o.value]";
    assert_same(
        &json!({ "resources": [deployment], "outputs": output(by_id) }),
        &json!({ "languageVersion": "2.0", "resources": { "d": deployment }, "outputs": output("[reference('d').outputs.o.value]") }),
    );
}
