//! What references to resources and outputs of the same deployment give.

use arm_template::{ProblemKind, Resource};
use serde_json::{Value as Json, json};

use super::{expanded, nested, output, resource, with_output};

#[test]
fn a_reference_gives_what_the_template_writes_and_no_more() {
    let net = resource(
        "Microsoft.Network/virtualNetworks",
        "net",
        json!({ "space": ["10.0.0.0/16"], "nothing": null }),
    );
    let id = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net";
    for (value, expected) in [
        ("[reference('net').space[0]]", "10.0.0.0/16".to_owned()),
        ("[reference('NET').Space[0]]", "10.0.0.0/16".to_owned()),
        (
            "[reference(resourceId('Microsoft.Network/virtualNetworks', 'net')).space[0]]",
            "10.0.0.0/16".to_owned(),
        ),
        (
            "[reference('Microsoft.Network/virtualNetworks/net', '2020-01-01', 'Full').properties.space[0]]",
            "10.0.0.0/16".to_owned(),
        ),
        ("[reference('net').guid]", format!("[reference('{id}', '2024-05-01').guid]")),
        (
            "[reference('net', '2020-01-01', 'full').identity.principalId]",
            format!("[reference('{id}', '2020-01-01', 'full').identity.principalId]"),
        ),
        (
            "[reference('elsewhere', '2020-01-01').x['y-z']]",
            "[reference('elsewhere', '2020-01-01').x['y-z']]".to_owned(),
        ),
        (
            "[concat(reference('net').space[0], reference('net').guid)]",
            format!("[concat('10.0.0.0/16', reference('{id}', '2024-05-01').guid)]"),
        ),
        ("[length(reference('net'))]", format!("[length(reference('{id}'))]")),
    ] {
        let expansion = expanded(&with_output(json!([net]), value));
        assert_eq!(expansion.problems, [], "{value}");
        let found = output(&expansion, "o");
        if value.starts_with("[length") {
            assert!(expansion.outputs[0].value.is_unknown(), "{found}");
        } else {
            assert_eq!(found, json!(expected), "{value}");
        }
    }
}

#[test]
fn outputs_of_nested_deployments_are_found_by_name_by_id_and_whole() {
    let inner = json!({ "resources": [], "outputs": { "Key": { "type": "object", "value": { "a": [1, 2] } } } });
    for value in [
        "[reference('n').outputs.key.value.a[1]]",
        "[reference(resourceId('Microsoft.Resources/deployments', 'n')).outputs.key.value.a[1]]",
        "[reference('n', '2022-09-01', 'Full').properties.outputs.key.value.a[1]]",
        "[reference('n').outputs['KEY'].value.a[1]]",
        "[first(createArray(reference('n'))).outputs.key.value.a[1]]",
    ] {
        let mut template = with_output(json!([nested("n", inner.clone())]), value);
        template["outputs"]["o"]["type"] = json!("int");
        let expansion = expanded(&template);
        assert_eq!(expansion.problems, [], "{value}");
        assert_eq!(output(&expansion, "o"), json!(2), "{value}");
    }
    let expansion = expanded(&with_output(
        json!([nested("n", inner)]),
        "[reference('n').outputs.nosuch.value]",
    ));
    assert_eq!(expansion.problems[0].kind, ProblemKind::PropertyNotFound);
}

#[test]
fn the_mode_of_a_nested_deployment_may_be_an_expression() {
    let inner = json!({ "resources": [], "outputs": { "o": { "type": "string", "value": "[deployment().properties.mode]" } } });
    let mut deployment = nested("n", inner);
    deployment["properties"]["mode"] = json!("[parameters('mode')]");
    let mut template = with_output(
        json!([deployment]),
        "[concat(deployment().properties.mode, reference('n').outputs.o.value)]",
    );
    template["parameters"] = json!({ "mode": { "type": "string", "defaultValue": "Complete" } });
    let expansion = expanded(&template);
    assert_eq!(expansion.problems, []);
    assert_eq!(output(&expansion, "o"), json!("IncrementalComplete"));
}

#[test]
fn what_a_deployment_deploys_depends_on_its_condition() {
    let mut child = resource("A.B/c", "n", json!({}));
    child["resources"] = json!([resource("d", "m", json!({}))]);
    let mut maybe = nested("n", json!({ "resources": [child] }));
    maybe["condition"] = json!("[parameters('wanted')]");
    let mut looped = resource("A.B/c", "l", json!({}));
    looped["copy"] = json!({ "name": "l", "count": "[parameters('count')]" });
    looped["resources"] = json!([resource("d", "m", json!({}))]);
    let parameters = json!({ "wanted": { "type": "bool" }, "count": { "type": "int" } });
    let expansion = expanded(&json!({ "parameters": parameters, "resources": [maybe, looped] }));
    let condition =
        |resource: &Resource| resource.condition.as_ref().expect("may not be").to_json();
    let conditions: Vec<Json> = expansion.resources.iter().map(condition).collect();
    let (wanted, counted) = ("[parameters('wanted')]", "[greater(parameters('count'), 0)]");
    assert_eq!(conditions, [wanted, wanted, wanted, counted, counted]);
}

#[test]
fn what_azure_fills_in_changes_or_leaves_out_is_not_known() {
    let interface = resource(
        "Microsoft.Network/networkInterfaces",
        "nic",
        json!({ "tags": null, "label": "", "dns": ["10.0.0.4"], "ipConfigurations": [
            { "name": "dynamic", "properties": { "privateIPAllocationMethod": "Dynamic", "privateIPAddress": "10.0.0.9" } },
            { "name": "static", "properties": { "privateIPAllocationMethod": "Static", "privateIPAddress": "10.0.0.5" } },
        ] }),
    );
    let reference = "reference('/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic', '2024-05-01'";
    for (value, expected) in [
        ("[reference('nic').dns[0]]", "10.0.0.4".to_owned()),
        (
            "[reference('nic').ipConfigurations[1].properties.privateIPAddress]",
            "10.0.0.5".to_owned(),
        ),
        (
            "[reference('nic').ipConfigurations[0].properties.privateIPAddress]",
            format!("[{reference}).ipConfigurations[0].properties.privateIPAddress]"),
        ),
        ("[reference('nic').tags[0].x]", format!("[{reference}).tags[0].x]")),
        ("[reference('nic').label]", format!("[{reference}).label]")),
        ("[reference('nic').dns[7]]", format!("[{reference}).dns[7]]")),
        (
            "[tryGet(reference('nic'), 'resourceGuid')]",
            format!("[tryGet({reference}), 'resourceGuid')]"),
        ),
        (
            "[tryGet(first(filter(reference('nic').ipConfigurations, lambda('c', equals(lambdaVariables('c').name, 'static')))), 'id')]",
            format!(
                "[tryGet(first(filter({reference}).ipConfigurations, lambda('c', equals(lambdaVariables('c').name, 'static')))), 'id')]"
            ),
        ),
        (
            "[listKeys('nic', '2024-05-01').x]",
            format!("[{}).x]", reference.replace("reference", "listKeys")),
        ),
    ] {
        let expansion = expanded(&with_output(json!([interface]), value));
        assert_eq!(expansion.problems, [], "{value}");
        assert_eq!(output(&expansion, "o"), json!(expected), "{value}");
    }
}

#[test]
fn a_part_that_is_not_known_is_named_by_its_resource_through_outputs_and_parameters() {
    let network = resource("Microsoft.Network/virtualNetworks", "net", json!({ "subnets": [] }));
    let made = json!({ "resources": [network], "outputs": {
        "subnets": { "type": "array", "value": "[reference('net').subnets]" } } });
    let id = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net";
    let left = format!("[reference('{id}', '2024-05-01').subnets[3].id]");
    let value = "[reference('n').outputs.subnets.value[3].id]";
    let expansion = expanded(&with_output(json!([nested("n", made.clone())]), value));
    assert_eq!(output(&expansion, "o"), json!(left));
    let mut taking = nested(
        "m",
        json!({ "parameters": { "s": { "type": "array" } }, "resources": [],
        "outputs": { "o": { "type": "string", "value": "[parameters('s')[3].id]" } } }),
    );
    taking["properties"]["parameters"] =
        json!({ "s": { "value": "[reference('n').outputs.subnets.value]" } });
    let expansion = expanded(&with_output(
        json!([nested("n", made), taking]),
        "[reference('m').outputs.o.value]",
    ));
    assert_eq!(expansion.problems, []);
    assert_eq!(output(&expansion, "o"), json!(left));
}

#[test]
fn a_branch_that_waits_for_the_deployment_stays_as_it_is_written() {
    let value = "[if(equals(reference('other', '1').x, 1), concat('a', parameters('p')), 'b')]";
    let mut template = with_output(json!([]), value);
    template["parameters"] = json!({ "p": { "type": "string", "defaultValue": "q" } });
    assert_eq!(output(&expanded(&template), "o"), json!(value));
}
