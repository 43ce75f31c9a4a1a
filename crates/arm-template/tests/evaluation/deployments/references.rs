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
